// A row of the sheet Lists, understood.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/indicators/definitions.h"

namespace outturn {

struct ListTerm {
  enum class Kind {
    all,
    exceptions,  // ranked, and not met
    standing,    // met, near, missed…
    status,      // a word
    with_plan,
    improving,
    worsening,
    unchanged,
    no_trend,
    at_level,  // on track; without a target, not worsening
    increase,
    decrease,
  };
  Kind kind = Kind::all;
  Standing standing = Standing::met;
  std::string status;
  bool negated = false;
};

enum class ListSort { as_defined, rank, reference, title, value, change, worst, best };

struct ListDefinition {
  std::string name;
  std::string which_text;
  // Any of the alternatives, each of which is met by all its terms.
  std::vector<std::vector<ListTerm>> which;
  std::vector<RollUpCondition> only;
  std::string by;  // a membership column; empty for one list without groups
  std::string of;  // the indicator whose services are listed; empty: indicators are
  ListSort sort = ListSort::as_defined;
  bool descending = false;
  std::string sort_text;
  std::optional<int> most;
  PlaceText cells;
  std::optional<PercentageRounding> rounding;  // of shares; none: at full precision
  std::string empty;                           // what is written where there is nothing
  std::string sort_where, of_where, most_where, rounding_where, where;
};

}  // namespace outturn
