// The target that holds in a period, as far as the definitions alone tell it.

#include <algorithm>

#include "engine/indicators/definitions.h"
#include "engine/indicators/spelling.h"

namespace outturn {
namespace {

// "510 for the year × 6/12 = 255"
void spread(PeriodTarget& result, const Unit& unit, int months) {
  const double year = result.target.number;
  result.target.number = year * months / 12;
  result.factor = months / 12.0;
  result.source = unit_text(year, unit) + " for the year × " + std::to_string(months) +
                  "/12 = " + unit_text(result.target.number, unit);
}

}  // namespace

const TargetDefinition* target_row(const IndicatorDefinition& indicator, const Definitions& definitions,
                                   const Period& period) {
  for (const TargetDefinition& row : definitions.targets) {
    if (same_name(row.reference, indicator.reference) && row.active.holds(period)) return &row;
  }
  return nullptr;
}

PeriodTarget target_for(const IndicatorDefinition& indicator, const Definitions& definitions,
                        const Period& period) {
  PeriodTarget result;
  result.target = indicator.target;
  result.aim = indicator.aim;
  result.tolerance = indicator.tolerance;
  const TargetDefinition* row = target_row(indicator, definitions, period);
  if (row == nullptr) return result;
  result.target = row->target;
  result.aim = row->aim;
  if (row->tolerance) result.tolerance = *row->tolerance;
  const YearCalendar calendar = definitions.settings.calendar;
  const int months_in = year_to_date(period, calendar).months;
  switch (row->profile) {
    case TargetDefinition::Profile::even:
      spread(result, indicator.unit, period.months);
      break;
    case TargetDefinition::Profile::cumulative_even:
      spread(result, indicator.unit, months_in);
      break;
    case TargetDefinition::Profile::figures: {
      const int step = 12 / static_cast<int>(row->figures.size());
      if (period.months != step || months_in % step != 0) {
        result.problem =
            "the profile at " + row->where + " has no figure for " + period_text(period, calendar);
      } else {
        result.target.number = row->figures[static_cast<std::size_t>(months_in / step - 1)];
      }
      break;
    }
    default:  // none, or one that figures make
      return result;
  }
  result.target.shown = unit_text(result.target.number, indicator.unit);
  return result;
}

}  // namespace outturn
