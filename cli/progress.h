// A progress bar over many files, on stderr and only on a terminal.
#pragma once

#include <cstddef>
#include <mutex>
#include <string>

namespace outturn {

class Progress {
 public:
  explicit Progress(std::size_t total);
  ~Progress();
  // Thread-safe.
  void step(const std::string& name);
  void clear();  // before anything else is printed

 private:
  std::mutex mutex_;
  std::size_t total_;
  std::size_t done_ = 0;
  bool shown_ = false;
  double last_drawn_ = 0;
};

}  // namespace outturn
