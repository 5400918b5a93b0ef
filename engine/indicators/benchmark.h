// Benchmarks: the mean, median or quartiles of a group of councils for a period, as published or from a table
// of peers. Two periods are compared only where the target says so.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/indicators/period.h"
#include "engine/indicators/unit.h"
#include "formulas/value.h"

namespace outturn {

struct BenchmarkRow {
  std::string name;
  Period period;
  std::string group;   // "All English districts"
  std::string figure;  // mean, median, quartile 1…3; any other is a peer's name
  Value value;
  NumberLook look = NumberLook::plain;
  std::string where;  // the cell of Value
  std::string figure_where;
};

// "mean of household waste, 2017/18, share of year"
struct BenchmarkQuery {
  std::string figure;
  std::string name;
  std::optional<Period> period;  // said, so that another period than the reported one is meant
  bool share_of_year = false;
  bool as_it_is = false;  // a rate, which is the same whatever the length of time
};

inline constexpr std::string_view kEveryQuartile = "quartiles";  // `quartiles of peers`: which of the four

struct BenchmarkAnswer {
  double number = 0;
  std::string source;  // "454.46, the mean of household waste for 2017/18 (All English districts) × 3/12 = …"
  std::string peers;  // "recycling for 2018/19: 38% Oadby, 41% Melton", lowest first; empty for none
  std::string problem;
};

// Empty for a text that asks for no benchmark.
[[nodiscard]] std::optional<BenchmarkQuery> read_benchmark_query(std::string_view text, YearCalendar calendar,
                                                                 std::string& problem);
// Requires: the query was read from the target of an indicator with this unit.
[[nodiscard]] BenchmarkAnswer answer(const BenchmarkQuery& query, const std::vector<BenchmarkRow>& rows,
                                     const Period& reporting, const Unit& unit, YearCalendar calendar);

}  // namespace outturn
