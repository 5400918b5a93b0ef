// How the indicators of two workbooks, or of two periods of one, differ: status, figure, target, definition,
// and why each moved. What changed in a target or a definition is never mixed with what changed in the data.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/comparison/definition_difference.h"
#include "engine/comparison/figure_change.h"
#include "engine/indicators/indicator_book.h"

namespace outturn {

// What a figure is judged by, in words, before and after.
struct RuleDifference {
  std::string what;  // "target", "tolerance", "aim", "judged on"
  std::string before, after;
  bool by_period = false;  // one definition, as a profile over the year, gives both
};

// What the status would be with one of the two changed: the figure, or what it is judged by.
struct StatusCounterfactual {
  std::string new_figure_old_rule, old_figure_new_rule;
};

struct IndicatorSide {
  std::string status;             // that counts; "" for none
  std::string computed, entered;  // by the figures; by hand
  bool published = false;         // of a period that is closed
  IndicatorValue value;
  std::string figure;  // in words; why there is none, otherwise
  std::string target, tolerance, coverage, period;
};

struct PartDifference {
  std::string what;  // a service, an indicator
  std::string before, after;
};

struct IndicatorDifference {
  enum class Kind { both, added, removed };
  Kind kind = Kind::both;
  std::string reference, title;
  Unit unit;
  IndicatorSide before, after;  // one only, of what was added or removed
  std::vector<DefinitionDifference> definition;
  std::vector<RuleDifference> rules;
  bool figure_moved = false;  // numbers at 15 digits
  FigureChange change;        // where figures are compared
  std::optional<StatusCounterfactual> if_alone;
  std::vector<PartDifference> services;  // figures that differ
  std::vector<PartDifference> members;   // of worst(…) and best(…): the statuses that it is chosen from
  bool members_worst = false;
  bool worse = false;          // the status
  std::optional<int> badness;  // of the later status: 0 met, 1 near, 2 missed

  [[nodiscard]] bool status_moved() const noexcept {
    return kind == Kind::both && before.status != after.status;
  }
  // Figures of two definitions are not.
  [[nodiscard]] bool is_compared() const noexcept { return kind == Kind::both && definition.empty(); }
  // numerator, denominator, measure, target, tolerance, aim, definition, entered, published: what changed.
  [[nodiscard]] std::vector<std::string> causes() const;
};

// Both are calculated. Only those that differ, the most important first: statuses that became worse, other
// statuses (missed before near before met), figures, targets and definitions, indicators that one of the two
// has. `alignment` is null for two periods of one workbook.
[[nodiscard]] std::vector<IndicatorDifference> compare_indicators(const IndicatorBook& before,
                                                                  const IndicatorBook& after,
                                                                  const BookAlignment* alignment);

}  // namespace outturn
