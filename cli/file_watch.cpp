#include "cli/file_watch.h"

#include <poll.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <cstring>
#include <set>

#include "cli/stop_request.h"

namespace outturn {
namespace {

namespace fs = std::filesystem;
using std::chrono::milliseconds;

// Looking costs next to nothing: where notices come it is done as well, for those that get lost.
constexpr milliseconds kLookWithNotices{5000};
constexpr milliseconds kLookWithoutNotices{1000};

std::int64_t nanoseconds(const timespec& time) {
  return static_cast<std::int64_t>(time.tv_sec) * 1'000'000'000 + time.tv_nsec;
}

fs::path folder_of(const fs::path& file) {
  return file.has_parent_path() ? file.parent_path() : fs::path(".");
}

// The file that a symbolic link leads to, there or not.
fs::path followed(const fs::path& file) {
  std::error_code error;
  const fs::path real = fs::weakly_canonical(file, error);
  return error ? file : real;
}

bool is_remote(const fs::path& folder) {
  struct statfs status {};
  if (::statfs(folder.c_str(), &status) != 0) return false;
  // NFS, SMB, CIFS, SMB2, FUSE (sshfs and the like), 9P, AFS, Ceph: the numbers of statfs(2).
  constexpr std::uint32_t kRemote[] = {0x6969,     0x517B,     0xFF534D42, 0xFE534D42,
                                       0x65735546, 0x01021997, 0x5346414F, 0x00C36400};
  return std::find(std::begin(kRemote), std::end(kRemote), static_cast<std::uint32_t>(status.f_type)) !=
         std::end(kRemote);
}

}  // namespace

bool FileState::same_content(const FileState& other) const {
  FileState unlocked = *this;
  unlocked.lock = other.lock;
  return unlocked == other;
}

FileState state_of(const fs::path& file) {
  const fs::path real = followed(file);
  FileState state;
  struct stat status {};
  if (::stat(real.c_str(), &status) == 0) {
    state.exists = true;
    state.device = status.st_dev;
    state.inode = status.st_ino;
    state.size = static_cast<std::uint64_t>(status.st_size);
    state.modified = nanoseconds(status.st_mtim);
    state.touched = nanoseconds(status.st_ctim);
  }
  const std::string name = real.filename().string();
  std::error_code error;
  for (const std::string& lock : {"~$" + name, ".~lock." + name + "#"})
    if (fs::exists(folder_of(real) / lock, error)) state.lock = lock;
  return state;
}

FileWatch::FileWatch(std::vector<fs::path> files, Pace pace, const StopRequest& stop)
    : files_(std::move(files)), pace_(pace), stop_(stop) {
  if (pace_.poll) return;
  notices_ = ::inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
  if (notices_ < 0)
    without_notices_ = std::strerror(errno);
  else
    watch_folders();
}

FileWatch::~FileWatch() {
  if (notices_ >= 0) ::close(notices_);
}

// Of a folder that is watched already nothing changes, so that this may be done again whenever one may have
// come back.
void FileWatch::watch_folders() {
  constexpr std::uint32_t kWanted = IN_CREATE | IN_DELETE | IN_MODIFY | IN_ATTRIB | IN_CLOSE_WRITE |
                                    IN_MOVED_FROM | IN_MOVED_TO | IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR;
  std::set<fs::path> folders;
  for (const fs::path& file : files_) {
    folders.insert(folder_of(file));
    folders.insert(folder_of(followed(file)));
  }
  without_notices_.clear();
  remote_ = false;
  for (const fs::path& folder : folders) {
    remote_ = remote_ || is_remote(folder);
    if (::inotify_add_watch(notices_, folder.c_str(), kWanted) < 0) without_notices_ = std::strerror(errno);
  }
}

bool FileWatch::read_notices() {
  alignas(inotify_event) char buffer[64 * (sizeof(inotify_event) + NAME_MAX + 1)];
  std::set<std::string> names;
  for (const fs::path& file : files_) {
    names.insert(file.filename().string());
    names.insert(followed(file).filename().string());
  }
  bool ours = false;
  bool folder_changed = false;
  for (ssize_t got = 0; (got = ::read(notices_, buffer, sizeof buffer)) > 0;) {
    for (ssize_t at = 0; at < got;) {
      const auto* notice = reinterpret_cast<const inotify_event*>(buffer + at);
      at += static_cast<ssize_t>(sizeof(inotify_event) + notice->len);
      if ((notice->mask & (IN_Q_OVERFLOW | IN_IGNORED | IN_DELETE_SELF | IN_MOVE_SELF)) != 0)
        folder_changed = true;
      ours = ours || (notice->len > 0 && names.contains(notice->name));
    }
  }
  if (folder_changed) watch_folders();
  return ours || folder_changed;
}

milliseconds FileWatch::look_again_after() const {
  if (pace_.poll) return *pace_.poll;
  return notices_ < 0 || remote_ || !without_notices_.empty() ? kLookWithoutNotices : kLookWithNotices;
}

std::vector<FileState> FileWatch::states() const {
  std::vector<FileState> states;
  for (const fs::path& file : files_) states.push_back(state_of(file));
  return states;
}

std::optional<std::vector<FileState>> FileWatch::wait(const std::vector<FileState>& known,
                                                      std::optional<Clock::time_point> deadline) {
  std::vector<FileState> seen = known;
  Clock::time_point still_since = Clock::now();
  for (;;) {
    if (stop_.is_requested()) return std::nullopt;
    std::vector<FileState> now = states();
    const Clock::time_point time = Clock::now();
    if (now != seen) {
      seen = std::move(now);
      still_since = time;
    }
    milliseconds rest = look_again_after();
    if (seen != known) {
      const auto still = std::chrono::duration_cast<milliseconds>(time - still_since);
      if (still >= pace_.settle) return seen;
      rest = std::min(rest, pace_.settle - still);
    } else if (deadline) {
      if (time >= *deadline) return known;
      rest = std::min(rest, std::chrono::ceil<milliseconds>(*deadline - time));
    }
    pollfd wakers[3] = {{stop_.signals(), POLLIN, 0}, {stop_.requests(), POLLIN, 0}, {notices_, POLLIN, 0}};
    const int woken = ::poll(wakers, notices_ < 0 ? 2 : 3, static_cast<int>(rest.count()));
    if (woken > 0 && (wakers[2].revents & POLLIN) != 0) {
      if (read_notices()) still_since = Clock::now();
    } else if (woken == 0 && notices_ >= 0 && (!without_notices_.empty() || remote_)) {
      watch_folders();
    }
  }
}

}  // namespace outturn
