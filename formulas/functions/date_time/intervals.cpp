// Distances between dates, and dates at a distance.
#include <cmath>

#include "formulas/functions/date_time/date_arguments.h"
#include "formulas/functions/date_time/year_fraction.h"
#include "formulas/text_units.h"

namespace outturn {
namespace {

Value edate(const Arguments& args) {
  const DayArgument day = day_argument(args, 0);
  if (!day.valid || std::fabs(args.number(1)) > 1e6) return ErrorCode::num;
  return day_result(
      add_months(day.day, static_cast<std::int64_t>(args.whole_number(1)), args.context().date_system()));
}

Value eomonth(const Arguments& args) {
  const DayArgument day = day_argument(args, 0);
  if (!day.valid || std::fabs(args.number(1)) > 1e6) return ErrorCode::num;
  return day_result(
      end_of_month(day.day, static_cast<std::int64_t>(args.whole_number(1)), args.context().date_system()));
}

Value days(const Arguments& args) {
  const DayArgument end = day_argument(args, 0);
  const DayArgument start = day_argument(args, 1);
  if (!start.valid || !end.valid) return ErrorCode::num;
  return end.day - start.day;
}

Value days360(const Arguments& args) {
  const DayArgument start = day_argument(args, 0);
  const DayArgument end = day_argument(args, 1);
  if (!start.valid || !end.valid) return ErrorCode::num;
  return days_360(start.day, end.day, args.logical_or(2, false), args.context().date_system());
}

// Whole years, months or days between; "MD", "YM", "YD" leave out the larger units.
Value datedif(const Arguments& args) {
  const DateSystem system = args.context().date_system();
  const DayArgument start = day_argument(args, 0);
  const DayArgument end = day_argument(args, 1);
  if (!start.valid || !end.valid || start.day > end.day) return ErrorCode::num;
  const CalendarDate from = calendar_date(start.day, system);
  const CalendarDate to = calendar_date(end.day, system);
  const int months = (to.year - from.year) * 12 + to.month - from.month - (to.day < from.day ? 1 : 0);
  const std::string unit = to_upper(args.text(2));
  if (unit == "Y") return months / 12;
  if (unit == "M") return months;
  if (unit == "D") return end.day - start.day;
  if (unit == "YM") return months % 12;
  if (unit == "MD") {
    if (to.day >= from.day) return to.day - from.day;
    // Counted from the start's day in the month before the end's, as far as that month goes.
    const int year = to.month == 1 ? to.year - 1 : to.year;
    const int month = to.month == 1 ? 12 : to.month - 1;
    return days_in_month(year, month) - from.day + to.day;
  }
  if (unit == "YD") {
    const bool next_year = std::pair(from.month, from.day) > std::pair(to.month, to.day);
    const auto moved = date_serial(from.year + (next_year ? 1 : 0), to.month, to.day, system);
    return moved ? Value(*moved - start.day) : Value(ErrorCode::num);
  }
  return ErrorCode::num;
}

Value yearfrac(const Arguments& args) {
  const DayArgument start = day_argument(args, 0);
  const DayArgument end = day_argument(args, 1);
  const double basis = args.has(2) ? args.whole_number(2) : 0;
  if (!start.valid || !end.valid || basis < 0 || basis > 4) return ErrorCode::num;
  return year_fraction(start.day, end.day, static_cast<DayCount>(static_cast<int>(basis)),
                       args.context().date_system());
}

constexpr Example kEdateExamples[] = {
    {"EDATE(DATE(2011,1,15),1)", "40589"}, {"EDATE(DATE(2011,1,31),1)", "40602"}, {"EDATE(-1,1)", "#NUM!"}};
constexpr Example kEomonthExamples[] = {{"EOMONTH(DATE(2011,1,1),1)", "40602"},
                                        {"EOMONTH(DATE(2011,1,1),-3)", "40482"}};
constexpr Example kDaysExamples[] = {{"DAYS(\"15-MAR-2021\",\"1-FEB-2021\")", "42"}};
constexpr Example kDays360Examples[] = {{"DAYS360(DATE(2011,1,30),DATE(2011,2,1))", "1"},
                                        {"DAYS360(DATE(2011,1,1),DATE(2011,12,31))", "360"}};
constexpr Example kDatedifExamples[] = {{"DATEDIF(DATE(2001,1,1),DATE(2003,1,1),\"Y\")", "2"},
                                        {"DATEDIF(DATE(2001,6,1),DATE(2002,8,15),\"D\")", "440"},
                                        {"DATEDIF(DATE(2001,6,1),DATE(2002,8,15),\"YD\")", "75"},
                                        {"DATEDIF(2,1,\"D\")", "#NUM!"}};
constexpr Example kYearfracExamples[] = {{"YEARFRAC(DATE(2007,2,28),DATE(2007,3,31))", "31/360"},
                                         {"YEARFRAC(DATE(2012,1,1),DATE(2012,7,30))", "0.580555555555556"},
                                         {"YEARFRAC(DATE(2012,1,1),DATE(2012,7,30),1)", "0.576502732240437"},
                                         {"YEARFRAC(DATE(2012,1,1),DATE(2012,7,30),3)", "0.578082191780822"}};

constexpr FunctionSpec kFunctions[] = {
    {.name = "DATEDIF",
     .signature = "start:number end:number unit:text",
     .summary = "Whole years, months or days between two dates.",
     .evaluate = datedif,
     .examples = kDatedifExamples},
    {.name = "DAYS",
     .signature = "end:number start:number",
     .summary = "Days between two dates.",
     .evaluate = days,
     .examples = kDaysExamples,
     .prefix = FilePrefix::xlfn},
    {.name = "DAYS360",
     .signature = "start:number end:number european:logical?",
     .summary = "Days between two dates of a year of twelve 30-day months.",
     .evaluate = days360,
     .examples = kDays360Examples},
    {.name = "EDATE",
     .signature = "start:strict months:strict",
     .summary = "The same day some months later.",
     .evaluate = edate,
     .examples = kEdateExamples},
    {.name = "EOMONTH",
     .signature = "start:strict months:strict",
     .summary = "The last day of the month some months later.",
     .evaluate = eomonth,
     .examples = kEomonthExamples},
    {.name = "YEARFRAC",
     .signature = "start:strict end:strict basis:strict?",
     .summary = "The time between two dates as a part of a year.",
     .evaluate = yearfrac,
     .examples = kYearfracExamples,
     .last_error_counts = true},
};

}  // namespace

std::span<const FunctionSpec> intervals_functions() { return kFunctions; }

}  // namespace outturn
