#include "cli/progress.h"

#include <unistd.h>

#include <chrono>
#include <cstdio>

namespace outturn {
namespace {

constexpr double kSecondsBetweenDrawings = 0.1;
constexpr std::size_t kWidth = 30;

double seconds() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

}  // namespace

Progress::Progress(std::size_t total) : total_(total), shown_(total > 1 && ::isatty(STDERR_FILENO) != 0) {}

Progress::~Progress() { clear(); }

void Progress::step(const std::string& name) {
  const std::lock_guard lock(mutex_);
  ++done_;
  if (!shown_ || (done_ < total_ && seconds() - last_drawn_ < kSecondsBetweenDrawings)) return;
  last_drawn_ = seconds();
  std::string bar(kWidth, '.');
  for (std::size_t i = 0; i < kWidth * done_ / total_; ++i) bar[i] = '#';
  std::fprintf(stderr, "\r\033[K[%s] %zu/%zu %.40s", bar.c_str(), done_, total_, name.c_str());
  std::fflush(stderr);
}

void Progress::clear() {
  if (shown_ && done_ > 0) std::fprintf(stderr, "\r\033[K");
}

}  // namespace outturn
