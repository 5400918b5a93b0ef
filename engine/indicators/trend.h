// Whether an indicator's figure got better or worse over the last periods, by its aim.
//
// The reporting period is held against the first of the periods looked at; every figure between must be
// there, because a gap may hide a turn. Compared at full precision, 15 digits. Without an aim a figure only
// increases or decreases.
#pragma once

#include <optional>
#include <string>

#include "engine/indicators/indicator_node.h"

namespace outturn {

struct Trend {
  enum class Direction { none, improving, worsening, unchanged, increasing, decreasing };
  Direction direction = Direction::none;
  std::optional<double> change;  // of the figure, in the unit's inside form; set where there is a trend
  IndicatorValue now, then;
  Period since;
  bool steady = true;  // no step between went the other way
  std::string reason;  // why there is no trend
  friend bool operator==(const Trend&, const Trend&) = default;
};

// Empty, `previous period`, `same period last year`, or how many periods, the reporting one among them: `4`,
// `8 quarters`.
struct TrendOverReading {
  std::optional<TrendOver> over;
  std::string problem;
};
[[nodiscard]] TrendOverReading read_trend_over(std::string_view text);

// Requires: the node is calculated. Of one service, or of the whole.
[[nodiscard]] Trend find_trend(const IndicatorNode& node, const Definitions& definitions,
                               const std::optional<std::string>& service = {});

[[nodiscard]] std::string_view trend_word(Trend::Direction direction) noexcept;  // "Improving", "No trend"
// "from 14 days in Q1 2018/19 to 7 days"; the reason where there is none.
[[nodiscard]] std::string trend_text(const Trend& trend, const Unit& unit, YearCalendar calendar,
                                     std::optional<int> places);
// A figure with its unit's word: "14 days", "49%", "≥50". Empty where there is none.
[[nodiscard]] std::string value_text(const IndicatorValue& value, const Unit& unit,
                                     std::optional<int> places);
// A change with its sign, of a percentage in points: "+3.2 points", "-7 days", "0".
[[nodiscard]] std::string change_text(double change, const Unit& unit, std::optional<int> places);

// "67% is 4 of 6, and one more or less moves it by 17 points": what is said of a percentage out of fewer than
// `least`; empty for another.
[[nodiscard]] std::string small_base(const IndicatorNode& node, int least);

}  // namespace outturn
