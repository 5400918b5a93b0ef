#include "xlsx/disk_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "xlsx/xlsx_error.h"

namespace outturn::xlsx {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void refuse(const fs::path& target, const std::string& why) {
  throw XlsxError(XlsxErrorKind::write_refused, target.string(), {}, why);
}

[[noreturn]] void fail(const fs::path& target, const std::string& what) {
  throw XlsxError(XlsxErrorKind::write_failed, target.string(), {},
                  "could not be saved: " + what + ": " + std::strerror(errno) + "; the file is as it was");
}

class Descriptor {
 public:
  explicit Descriptor(int file) noexcept : file_(file) {}
  ~Descriptor() {
    if (file_ >= 0) ::close(file_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  [[nodiscard]] int get() const noexcept { return file_; }
  int release_and_close() noexcept { return ::close(std::exchange(file_, -1)); }

 private:
  int file_;
};

// Removes the temporary file unless it has become the target.
class TemporaryFile {
 public:
  explicit TemporaryFile(fs::path path) : path_(std::move(path)) {}
  ~TemporaryFile() {
    if (!path_.empty()) ::unlink(path_.c_str());
  }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  [[nodiscard]] const fs::path& path() const noexcept { return path_; }
  void keep() noexcept { path_.clear(); }

 private:
  fs::path path_;
};

std::optional<std::string> extended_attribute(int file, const char* name) {
  std::string value;
  for (ssize_t size = ::fgetxattr(file, name, nullptr, 0); size >= 0;
       size = ::fgetxattr(file, name, nullptr, 0)) {
    value.resize(static_cast<std::size_t>(size));
    const ssize_t got = ::fgetxattr(file, name, value.data(), value.size());
    if (got < 0 && errno == ERANGE) continue;
    if (got < 0) return std::nullopt;
    value.resize(static_cast<std::size_t>(got));
    return value;
  }
  return std::nullopt;
}

std::vector<std::string> extended_attribute_names(int file) {
  const ssize_t size = ::flistxattr(file, nullptr, 0);
  if (size <= 0) return {};
  std::string list(static_cast<std::size_t>(size), '\0');
  const ssize_t got = ::flistxattr(file, list.data(), list.size());
  std::vector<std::string> names;
  for (std::size_t at = 0; got > 0 && at < static_cast<std::size_t>(got);) {
    names.emplace_back(list.c_str() + at);
    at += names.back().size() + 1;
  }
  return names;
}

// Access lists are extended attributes too (system.posix_acl_access).
void copy_attributes(int from, int to, const struct stat& old, const fs::path& target) {
  struct stat fresh {};
  if (::fstat(to, &fresh) != 0) fail(target, "its new content cannot be examined");
  if ((fresh.st_uid != old.st_uid || fresh.st_gid != old.st_gid) && ::fchown(to, old.st_uid, old.st_gid) != 0)
    refuse(target, "its owner and group could not be kept, so it was not saved; save under another name");
  if (::fchmod(to, old.st_mode & 07777) != 0)
    refuse(target, "its permissions could not be kept, so it was not saved");
  for (const std::string& name : extended_attribute_names(from)) {
    const auto value = extended_attribute(from, name.c_str());
    if (value && extended_attribute(to, name.c_str()) == value) continue;
    if (!value || ::fsetxattr(to, name.c_str(), value->data(), value->size(), 0) != 0)
      refuse(target,
             "its attribute " + name + " could not be kept, so it was not saved; save under another name");
  }
}

void write_all(int file, std::string_view bytes, const fs::path& target) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(file, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) fail(target, "writing beside it failed");
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
}

// A read lease is given only on a file that nobody has open for writing. Where leases are not to be had (a
// file of somebody else's, a network file system) nothing can be told.
bool is_open_for_writing(int file) {
  // Somebody who opens it in this moment makes the system send a signal: one that is ignored by default.
  if (::fcntl(file, F_SETSIG, SIGURG) != 0) return false;
  if (::fcntl(file, F_SETLEASE, F_RDLCK) != 0) return errno == EAGAIN;
  static_cast<void>(::fcntl(file, F_SETLEASE, F_UNLCK));
  return false;
}

constexpr int kMostTemporaryNames = 100;

int create_beside(const fs::path& target, bool exists, fs::path& created) {
  const fs::path folder = target.has_parent_path() ? target.parent_path() : fs::path(".");
  for (int i = 0; i < kMostTemporaryNames; ++i) {
    created = folder / ("." + target.filename().string().substr(0, 200) + "." + std::to_string(::getpid()) +
                        "-" + std::to_string(i) + ".tmp");
    // Until its mode is set, nobody else may read the copy of a file that is not theirs to read.
    const int file =
        ::open(created.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, exists ? 0600 : 0666);
    if (file >= 0) return file;
    if (errno != EEXIST) break;
  }
  fail(target, "no file can be created in its folder");
}

}  // namespace

std::string read_whole_file(const fs::path& path, std::uint64_t limit) {
  const std::string name = path.string();
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.get() < 0)
    throw XlsxError(XlsxErrorKind::unreadable, name, {},
                    std::string("cannot be opened: ") + std::strerror(errno));
  struct stat status {};
  if (::fstat(file.get(), &status) != 0 || !S_ISREG(status.st_mode))
    throw XlsxError(XlsxErrorKind::unreadable, name, {}, "is not a file");
  if (static_cast<std::uint64_t>(status.st_size) > limit)
    throw XlsxError(XlsxErrorKind::over_limit, name, {},
                    "is larger than the limit of " + std::to_string(limit >> 20) + " MB");
  std::string bytes(static_cast<std::size_t>(status.st_size), '\0');
  std::size_t got = 0;
  while (got < bytes.size()) {
    const ssize_t n = ::read(file.get(), bytes.data() + got, bytes.size() - got);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0)
      throw XlsxError(XlsxErrorKind::unreadable, name, {},
                      std::string("cannot be read: ") + std::strerror(errno));
    if (n == 0) break;
    got += static_cast<std::size_t>(n);
  }
  bytes.resize(got);
  return bytes;
}

fs::path checked_save_target(const fs::path& target) {
  fs::path place = target;
  constexpr int kMostLinks = 40;
  std::error_code error;
  for (int i = 0; fs::is_symlink(fs::symlink_status(place, error)); ++i) {
    if (i == kMostLinks) refuse(target, "is a symbolic link that leads back to itself");
    const fs::path link = fs::read_symlink(place, error);
    if (error) refuse(target, "is a symbolic link that cannot be followed");
    place = link.is_absolute() ? link : place.parent_path() / link;
  }
  const fs::file_status status = fs::status(place, error);
  if (fs::exists(status) && !fs::is_regular_file(status)) refuse(target, "is not a file");
  if (fs::exists(status)) {
    constexpr fs::perms kAnyWrite = fs::perms::owner_write | fs::perms::group_write | fs::perms::others_write;
    if ((status.permissions() & kAnyWrite) == fs::perms::none || ::access(place.c_str(), W_OK) != 0)
      refuse(target, "is read-only; save under another name");
  }
  const fs::path folder = place.has_parent_path() ? place.parent_path() : fs::path(".");
  if (!fs::is_directory(folder, error))
    refuse(target, "cannot be saved: there is no folder " + folder.string());
  const std::string name = place.filename().string();
  for (const std::string& lock : {"~$" + name, ".~lock." + name + "#"})
    if (fs::exists(folder / lock, error))
      refuse(target, "is open in another program (" + lock + " is beside it); close it there first");
  return place;
}

void save_file(const fs::path& target, std::string_view bytes,
               const std::function<void(const fs::path&)>& may_replace) {
  const fs::path place = checked_save_target(target);
  const Descriptor old(::open(place.c_str(), O_RDONLY | O_CLOEXEC));
  if (old.get() < 0 && errno != ENOENT)
    refuse(target, std::string("cannot be opened: ") + std::strerror(errno));
  const bool exists = old.get() >= 0;

  fs::path created;
  Descriptor file(create_beside(place, exists, created));
  TemporaryFile temporary(created);
  if (exists) {
    struct stat status {};
    if (::fstat(old.get(), &status) != 0) fail(target, "it cannot be examined");
    copy_attributes(old.get(), file.get(), status, target);
  }
  write_all(file.get(), bytes, target);
  if (::fsync(file.get()) != 0) fail(target, "the disk did not take it");
  if (file.release_and_close() != 0) fail(target, "the disk did not take it");
  if (may_replace) may_replace(place);
  if (exists && is_open_for_writing(old.get()))
    refuse(target, "is being written by another program; try again");
  if (::rename(temporary.path().c_str(), place.c_str()) != 0) fail(target, "it could not be replaced");
  temporary.keep();
  const fs::path folder = place.has_parent_path() ? place.parent_path() : fs::path(".");
  const Descriptor directory(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  // The new content is in place by now; a folder that cannot be synced (some network file systems) is no
  // failure.
  if (directory.get() >= 0) static_cast<void>(::fsync(directory.get()));
}

}  // namespace outturn::xlsx
