// Waits for somebody to save a file, whatever way they do it: written in place, a temporary file renamed over
// it, deleted and brought back.
//
// The system's notices only say when to look; what has happened is told by looking at the file, so that a
// lost notice delays and never deceives. The folders are watched, not the file: a name that is given to
// another file would be lost otherwise.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace outturn {

class StopRequest;

// How a file stands on the disk. Different content has, for all practical purposes, a different state.
struct FileState {
  bool exists = false;
  std::uint64_t device = 0, inode = 0, size = 0;
  std::int64_t modified = 0;  // nanoseconds since 1970
  std::int64_t touched = 0;   // written, renamed or given other rights: the file system's own clock
  std::string lock;           // the file of Excel's or LibreOffice's that says it is open there; empty: none

  friend bool operator==(const FileState&, const FileState&) = default;
  [[nodiscard]] bool same_content(const FileState& other) const;
};

// Links are followed; the lock files stand beside the file itself.
[[nodiscard]] FileState state_of(const std::filesystem::path& file);

class FileWatch {
 public:
  using Clock = std::chrono::steady_clock;

  struct Pace {
    std::chrono::milliseconds settle{150};          // that a file is left alone before it is looked at
    std::optional<std::chrono::milliseconds> poll;  // only look, this often, and rely on no notices
  };

  // Where the system has no notices to give, the files are looked at once in a while. `stop` outlives it.
  FileWatch(std::vector<std::filesystem::path> files, Pace pace, const StopRequest& stop);
  ~FileWatch();
  FileWatch(const FileWatch&) = delete;
  FileWatch& operator=(const FileWatch&) = delete;

  [[nodiscard]] std::vector<FileState> states() const;
  // The states of the files once they are not the known ones and have stayed what they are for the settling
  // time; the known ones at the deadline. Nothing: it is time to stop.
  [[nodiscard]] std::optional<std::vector<FileState>> wait(
      const std::vector<FileState>& known, std::optional<Clock::time_point> deadline = std::nullopt);
  // Why there are no notices; empty where there are.
  [[nodiscard]] const std::string& without_notices() const noexcept { return without_notices_; }

 private:
  void watch_folders();
  // Returns whether a notice concerned one of the files.
  bool read_notices();
  [[nodiscard]] std::chrono::milliseconds look_again_after() const;

  std::vector<std::filesystem::path> files_;
  Pace pace_;
  const StopRequest& stop_;
  int notices_ = -1;
  bool remote_ = false;  // another computer's changes give no notice here
  std::string without_notices_;
};

}  // namespace outturn
