// That a command which runs until it is told to stop has been told: by SIGINT or SIGTERM, or from within.
#pragma once

namespace outturn {

// Made before any thread is started: from then on both signals wait to be looked at instead of ending the
// program, so that nothing is stopped half-way.
class StopRequest {
 public:
  // Throws std::system_error.
  StopRequest();
  ~StopRequest();
  StopRequest(const StopRequest&) = delete;
  StopRequest& operator=(const StopRequest&) = delete;

  void request() const noexcept;
  [[nodiscard]] bool is_requested() const noexcept;
  // Readable, for poll(), once it is requested; never to be read from.
  [[nodiscard]] int signals() const noexcept { return signals_; }
  [[nodiscard]] int requests() const noexcept { return requests_; }

 private:
  int signals_ = -1;
  int requests_ = -1;
};

}  // namespace outturn
