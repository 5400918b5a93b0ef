// How much of what a figure needs was there: "4 of 6 services reported", "2 of 3 months reported".
//
// Missing is neither 0 nor an error. A figure made of less than all keeps saying so, through expressions and
// other indicators, up to the roll-ups.
#pragma once

#include <string>
#include <vector>

#include "engine/indicators/period.h"

namespace outturn {

struct Coverage {
  struct Gap {
    std::string service;  // empty where the measure is not split
    Period period;
    friend bool operator==(const Gap&, const Gap&) = default;
  };
  std::vector<Period> needed;       // stretches of time, each once
  std::vector<Gap> gaps;            // stretches without a figure, of services that have one in others
  int services = 0;                 // of a total over services: how many there are
  std::vector<std::string> silent;  // the services without a figure

  // What two figures together cover: what is missing in one is missing.
  void add(const Coverage& other);
  [[nodiscard]] bool is_complete() const noexcept { return gaps.empty() && silent.empty(); }
  friend bool operator==(const Coverage&, const Coverage&) = default;
};

// Empty where there is nothing to count: one figure of one period, not split.
[[nodiscard]] std::string coverage_text(const Coverage& coverage, YearCalendar calendar);

// What a figure is made without, so that the figures it is compared with leave out the same.
struct LeftOut {
  std::vector<std::string> services;
  std::vector<Coverage::Gap> gaps;
  [[nodiscard]] bool is_empty() const noexcept { return services.empty() && gaps.empty(); }
  // Whether something was new.
  bool add(const Coverage& coverage);
  [[nodiscard]] bool leaves_out(const std::string& service) const;
  [[nodiscard]] std::vector<Period> periods_of(const std::string& service) const;
};

}  // namespace outturn
