// Dates and times put together and taken apart.
#include <cmath>

#include "formulas/coercion.h"
#include "formulas/functions/date_time/date_arguments.h"

namespace outturn {
namespace {

Value date(const Arguments& args) {
  return day_result(
      date_serial(args.number(0), args.number(1), args.number(2), args.context().date_system()));
}

// Hours, minutes and seconds may overflow; whole days are dropped.
Value time(const Arguments& args) {
  for (std::size_t i = 0; i < 3; ++i)
    if (std::fabs(args.whole_number(i)) > 32767) return ErrorCode::num;
  const double seconds = args.whole_number(0) * 3600 + args.whole_number(1) * 60 + args.whole_number(2);
  if (seconds < 0) return ErrorCode::num;
  return std::fmod(seconds, 86'400) / 86'400;
}

template <int CalendarDate::*part>
Value date_part(const Arguments& args) {
  const DayArgument day = day_argument(args, 0);
  if (!day.valid) return ErrorCode::num;
  return calendar_date(day.day, args.context().date_system()).*part;
}

template <int TimeOfDay::*part>
Value time_part(const Arguments& args) {
  if (!day_argument(args, 0).valid) return ErrorCode::num;
  return time_of_day(args.number(0)).*part;
}

// Types 1 and 17 count from Sunday 1, 2 and 11 from Monday 1, 3 from Monday 0, 12 to 16 from Tuesday to
// Saturday 1.
Value weekday(const Arguments& args) {
  const DayArgument day = day_argument(args, 0);
  const double type = args.has(1) ? args.whole_number(1) : 1;
  if (!day.valid) return ErrorCode::num;
  const int from_sunday = weekday_from_sunday(day.day, args.context().date_system()) - 1;
  if (type == 1) return from_sunday + 1;
  if (type == 2) return (from_sunday + 6) % 7 + 1;
  if (type == 3) return (from_sunday + 6) % 7;
  if (type >= 11 && type <= 17) return (from_sunday + 7 - (static_cast<int>(type) - 10) % 7) % 7 + 1;
  return ErrorCode::num;
}

// Weeks begin on the day that the type names and the first holds 1 January; type 21 counts ISO 8601 weeks.
Value weeknum(const Arguments& args) {
  const DateSystem system = args.context().date_system();
  const DayArgument day = day_argument(args, 0);
  const double type = args.has(1) ? args.whole_number(1) : 1;
  if (!day.valid) return ErrorCode::num;
  if (type == 21) return iso_week(day.day, system);
  int first_weekday = 0;  // from Sunday 0
  if (type == 2)
    first_weekday = 1;
  else if (type >= 11 && type <= 17)
    first_weekday = (static_cast<int>(type) - 10) % 7;
  else if (type != 1)
    return ErrorCode::num;
  const int year = calendar_date(day.day, system).year;
  // The day before 1 January 1900 lies in week 0.
  if (day.day == 0 && system == DateSystem::from_1900) return 0;
  const std::int64_t new_year = serial_of({year, 1, 1}, system).value_or(0);
  const int offset = (weekday_from_sunday(new_year, system) - 1 - first_weekday + 7) % 7;
  return (day.day - new_year + offset) / 7 + 1;
}

Value isoweeknum(const Arguments& args) {
  const DayArgument day = day_argument(args, 0);
  return day.valid ? Value(iso_week(day.day, args.context().date_system())) : Value(ErrorCode::num);
}

// Only text is read; the time beside a date is left out, and the date beside a time.
Value from_text(const Arguments& args, bool wants_date) {
  const Value& value = args.value(0);
  if (!value.is_text()) return ErrorCode::value;
  const std::optional<TextNumber> read = number_from_text(value.text(), text_reading(args.context()));
  if (!read || (!read->has_date && !read->has_time)) return ErrorCode::value;
  if (read->ambiguous_date && wants_date) args.context().note_ambiguous_date();
  const double day = std::floor(read->value);
  return wants_date ? day : read->value - day;
}

Value datevalue(const Arguments& args) { return from_text(args, true); }
Value timevalue(const Arguments& args) { return from_text(args, false); }

constexpr Example kDateExamples[] = {{"DATE(2008,1,35)", "39482"},
                                     {"DATE(2008,-3,2)", "39327"},
                                     {"DATE(1900,2,29)", "60"},
                                     {"DATE(10000,1,1)", "#NUM!"}};
constexpr Example kTimeExamples[] = {
    {"TIME(12,0,0)", "0.5"}, {"TIME(27,0,0)", "0.125"}, {"TIME(0,-1,0)", "#NUM!"}};
constexpr Example kYearExamples[] = {
    {"YEAR(\"5 July 2008\")", "2008"}, {"YEAR(0)", "1900"}, {"YEAR(-1)", "#NUM!"}};
constexpr Example kMonthExamples[] = {{"MONTH(\"15-Apr-2011\")", "4"}};
constexpr Example kDayExamples[] = {{"DAY(\"15-Apr-2011\")", "15"}, {"DAY(0)", "0"}};
constexpr Example kHourExamples[] = {{"HOUR(0.75)", "18"}, {"HOUR(\"7:45 AM\")", "7"}};
constexpr Example kMinuteExamples[] = {{"MINUTE(\"12:45:00 PM\")", "45"}};
constexpr Example kSecondExamples[] = {{"SECOND(\"4:48:18 PM\")", "18"}};
constexpr Example kWeekdayExamples[] = {{"WEEKDAY(39492)", "5"},
                                        {"WEEKDAY(39492,2)", "4"},
                                        {"WEEKDAY(39492,3)", "3"},
                                        {"WEEKDAY(39492,4)", "#NUM!"}};
constexpr Example kWeeknumExamples[] = {
    {"WEEKNUM(40977)", "10"}, {"WEEKNUM(40977,2)", "11"}, {"WEEKNUM(40977,21)", "10"}};
constexpr Example kIsoweeknumExamples[] = {{"ISOWEEKNUM(40977)", "10"}};
constexpr Example kDatevalueExamples[] = {{"DATEVALUE(\"22-MAY-2011\")", "40685"},
                                          {"DATEVALUE(\"2011/02/23\")", "40597"},
                                          {"DATEVALUE(40000)", "#VALUE!"}};
constexpr Example kTimevalueExamples[] = {{"TIMEVALUE(\"2:24 AM\")", "0.1"},
                                          {"TIMEVALUE(\"22-Aug-2011 6:35 AM\")", "0.274305555555556"}};

constexpr FunctionSpec kFunctions[] = {
    {.name = "DATE",
     .signature = "year:number month:number day:number",
     .summary = "The date of a year, month and day, which may overflow.",
     .evaluate = date,
     .examples = kDateExamples},
    {.name = "DATEVALUE",
     .signature = "text:scalar",
     .summary = "The date that a text spells.",
     .evaluate = datevalue,
     .examples = kDatevalueExamples},
    {.name = "DAY",
     .signature = "date:number",
     .summary = "The day of the month.",
     .evaluate = date_part<&CalendarDate::day>,
     .examples = kDayExamples},
    {.name = "HOUR",
     .signature = "time:number",
     .summary = "The hour of the day.",
     .evaluate = time_part<&TimeOfDay::hour>,
     .examples = kHourExamples},
    {.name = "ISOWEEKNUM",
     .signature = "date:number",
     .summary = "The ISO 8601 week of the year.",
     .evaluate = isoweeknum,
     .examples = kIsoweeknumExamples,
     .prefix = FilePrefix::xlfn},
    {.name = "MINUTE",
     .signature = "time:number",
     .summary = "The minute of the hour.",
     .evaluate = time_part<&TimeOfDay::minute>,
     .examples = kMinuteExamples},
    {.name = "MONTH",
     .signature = "date:number",
     .summary = "The month of the year.",
     .evaluate = date_part<&CalendarDate::month>,
     .examples = kMonthExamples},
    {.name = "SECOND",
     .signature = "time:number",
     .summary = "The second of the minute.",
     .evaluate = time_part<&TimeOfDay::second>,
     .examples = kSecondExamples},
    {.name = "TIME",
     .signature = "hour:number minute:number second:number",
     .summary = "The time of an hour, minute and second.",
     .evaluate = time,
     .examples = kTimeExamples},
    {.name = "TIMEVALUE",
     .signature = "text:scalar",
     .summary = "The time that a text spells.",
     .evaluate = timevalue,
     .examples = kTimevalueExamples},
    {.name = "WEEKDAY",
     .signature = "date:number type:number?",
     .summary = "The day of the week as a number.",
     .evaluate = weekday,
     .examples = kWeekdayExamples},
    {.name = "WEEKNUM",
     .signature = "date:strict type:strict?",
     .summary = "The week of the year.",
     .evaluate = weeknum,
     .examples = kWeeknumExamples},
    {.name = "YEAR",
     .signature = "date:number",
     .summary = "The year of a date.",
     .evaluate = date_part<&CalendarDate::year>,
     .examples = kYearExamples},
};

}  // namespace

std::span<const FunctionSpec> parts_functions() { return kFunctions; }

}  // namespace outturn
