// Options that every calculating command takes: locale, clock, time zone, seed.
#pragma once

#include <CLI/App.hpp>
#include <cstdint>
#include <string>

#include "engine/recalculation.h"

namespace outturn {

struct CalculationChoices {
  std::string locale;    // empty: the definitions' setting, or en-GB
  std::string clock;     // empty: the system's
  std::string timezone;  // empty: the system's
  std::uint64_t seed = 0;

  void declare(CLI::App& command);
  // Throws UsageError for a locale or a clock that cannot be read.
  [[nodiscard]] RecalculationOptions resolve(DateSystem system) const;
};

// The moment that --clock states, or now, as seconds of local time since 1970; printed with results.
[[nodiscard]] std::int64_t local_seconds(const CalculationChoices& choices);
[[nodiscard]] std::string clock_text(std::int64_t seconds);  // 2018-11-05T00:00:00

// What the user asked for cannot be: one sentence that says what to write instead.
class UsageError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

}  // namespace outturn
