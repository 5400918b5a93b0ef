#include "cli/stop_request.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdint>
#include <system_error>

namespace outturn {

StopRequest::StopRequest() {
  sigset_t both;
  sigemptyset(&both);
  sigaddset(&both, SIGINT);
  sigaddset(&both, SIGTERM);
  if (const int error = pthread_sigmask(SIG_BLOCK, &both, nullptr); error != 0)
    throw std::system_error(error, std::generic_category(), "signals cannot be held back");
  signals_ = ::signalfd(-1, &both, SFD_CLOEXEC | SFD_NONBLOCK);
  requests_ = ::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
  if (signals_ >= 0 && requests_ >= 0) return;
  const int error = errno;
  if (signals_ >= 0) ::close(signals_);
  if (requests_ >= 0) ::close(requests_);
  throw std::system_error(error, std::generic_category(), "signals cannot be waited for");
}

StopRequest::~StopRequest() {
  ::close(signals_);
  ::close(requests_);
}

void StopRequest::request() const noexcept {
  const std::uint64_t one = 1;
  static_cast<void>(!::write(requests_, &one, sizeof one));
}

bool StopRequest::is_requested() const noexcept {
  pollfd both[2] = {{signals_, POLLIN, 0}, {requests_, POLLIN, 0}};
  return ::poll(both, 2, 0) > 0;
}

}  // namespace outturn
