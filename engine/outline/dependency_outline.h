// The dependency graph of a workbook as a person reads it: a filled-down formula, a measure, an indicator
// with its target and status, a roll-up, a list is one node each; beyond what can be read, one node stands
// for a sheet.
#pragma once

#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "engine/indicators/indicator_book.h"
#include "engine/workbook.h"

namespace outturn {

// Of more nodes than these, formulas are drawn sheet by sheet, and then measures too.
inline constexpr std::size_t kMostDrawn = 150;
// More are not gathered at all.
inline constexpr std::size_t kMostOutlined = 20'000;

struct OutlineNode {
  enum class Kind { input, formula, sheet, measure, indicator, roll_up, list };
  Kind kind = Kind::formula;
  std::string title;                    // "Calls!D5:D40", "CS-2", "answered"
  std::vector<std::string> lines;       // what it is: "=B5/C5", "answered_30s / answered", "48.65%"
  std::string status;                   // of an indicator, in words
  std::optional<std::uint32_t> colour;  // of the status, 0xRRGGBB
  bool is_focus = false;                // that the outline is about
};

struct OutlineEdge {
  std::size_t from = 0, to = 0;  // from what is read to what reads it; positions in nodes
  friend auto operator<=>(const OutlineEdge&, const OutlineEdge&) = default;
};

struct DependencyOutline {
  std::string subject;  // "CS-2 and what it depends on"
  std::vector<OutlineNode>
      nodes;  // formulas in the workbook's order, then measures, indicators, roll-ups, lists
  std::vector<OutlineEdge> edges;  // ascending
  std::string grouped;  // what stands for more than one node: "412 formulas in 6 sheets"; empty for nothing
};

struct OutlineChoices {
  std::string what;         // an indicator, a roll-up, a list, a measure or a cell; empty: the whole workbook
  bool dependents = false;  // what depends on it as well
  bool all = false;         // nothing grouped
};

// More than kMostOutlined nodes.
class OutlineTooLarge : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// `book` is null where the workbook defines no indicators. Both are calculated. Nothing where `what` is not
// known; throws OutlineTooLarge.
[[nodiscard]] std::optional<DependencyOutline> outline_dependencies(const Workbook& workbook,
                                                                    const IndicatorBook* book,
                                                                    const OutlineChoices& choices);
// The names that `what` may have besides cells, for did-you-mean.
[[nodiscard]] std::vector<std::string> outline_names(const IndicatorBook* book);

}  // namespace outturn
