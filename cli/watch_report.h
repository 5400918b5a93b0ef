// What `watch` tells, in text and in JSON lines: statuses first.
#pragma once

#include <chrono>
#include <cstdint>
#include <iosfwd>
#include <string>
#include <vector>

#include "cli/recalc_report.h"

namespace outturn {

struct WatchReport {
  struct Cell {
    std::string sheet, cell;
    std::string place;  // "'My board'!B2"
    Value before, after;
  };

  std::string file;
  std::string afresh;  // why everything was calculated; empty: only what depends on the inputs
  std::int64_t calculated = 0;
  std::vector<StatusChange>
      statuses;              // that moved; at the beginning every one, as the file has it and as it is
  std::vector<Cell> inputs;  // constants that hold something else
  std::vector<Cell> moved;   // what formulas and indicators give
  std::vector<Diagnostic> warnings;  // that were not told before
  std::string period;
  std::int64_t formulas = 0;

  [[nodiscard]] bool is_empty() const noexcept { return statuses.empty() && inputs.empty() && moved.empty(); }
};

// Each line, or in JSON each object, is complete when the function returns. Not to be called by two threads
// at a time.
class WatchOutput {
 public:
  using Time = std::chrono::system_clock::time_point;

  WatchOutput(std::ostream& out, bool json) : out_(out), json_(json) {}
  void watching(const WatchReport& report);
  void saved(const WatchReport& report, Time at);
  void written(const std::string& file, std::size_t cells, std::size_t parts);
  // In text these go to stderr alone.
  void waiting(const std::string& file, const std::string& why);
  void failed(const std::string& file, const std::string& why, const std::vector<Diagnostic>& reasons);

 private:
  void line(const nlohmann::ordered_json& object);
  void print_statuses(const WatchReport& report);

  std::ostream& out_;
  bool json_;
};

}  // namespace outturn
