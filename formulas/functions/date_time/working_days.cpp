// Working days: weekends and holidays left out.
#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "formulas/coercion.h"
#include "formulas/functions/date_time/date_arguments.h"

namespace outturn {
namespace {

// Which weekdays are free, Monday first.
using Weekend = std::array<bool, 7>;
constexpr Weekend kSaturdayAndSunday = {false, false, false, false, false, true, true};

// 1 to 7: two days from Saturday and Sunday on; 11 to 17: one day from Sunday on; or seven characters, 1 for
// free.
std::optional<Weekend> weekend_from(const Value& written, EvaluationContext& context, ErrorCode& error) {
  Weekend weekend{};
  if (written.is_text() && written.text().size() == 7) {
    for (std::size_t i = 0; i < 7; ++i) {
      if (written.text()[i] != '0' && written.text()[i] != '1') return std::nullopt;
      weekend[i] = written.text()[i] == '1';
    }
    return weekend;
  }
  const Value number = to_number(written, context);
  if (number.is_error()) return std::nullopt;
  const double code = std::trunc(number.number());
  if (code >= 1 && code <= 7) {
    const auto first = static_cast<std::size_t>(code + 4) % 7;
    weekend[first] = weekend[(first + 1) % 7] = true;
  } else if (code >= 11 && code <= 17) {
    weekend[static_cast<std::size_t>(code - 11 + 6) % 7] = true;
  } else {
    error = ErrorCode::num;
    return std::nullopt;
  }
  return weekend;
}

class WorkingDays {
 public:
  // Holidays from argument i, if given; blank cells among them are none.
  WorkingDays(const Arguments& args, std::size_t i, const Weekend& free)
      : weekend_(free), system_(args.context().date_system()) {
    if (!args.given(i)) return;
    args.cells(i).visit([&](const CellRun& run) {
      for (std::int32_t k = 0; k < run.count; ++k) {
        const Value number = to_number(run.value(k), args.context());
        if (number.is_error()) {
          error = run.kind == ValueKind::error ? number : Value(ErrorCode::value);
          return false;
        }
        const auto day = whole_day(number.number(), system_);
        if (!day) {
          error = ErrorCode::num;
          return false;
        }
        if (!is_weekend(*day)) holidays_.push_back(*day);
      }
      return true;
    });
    std::sort(holidays_.begin(), holidays_.end());
    holidays_.erase(std::unique(holidays_.begin(), holidays_.end()), holidays_.end());
  }

  [[nodiscard]] bool is_weekend(std::int64_t day) const {
    return weekend_[static_cast<std::size_t>(weekday_from_sunday(day, system_) + 5) % 7];
  }
  [[nodiscard]] bool is_working(std::int64_t day) const {
    return !is_weekend(day) && !std::binary_search(holidays_.begin(), holidays_.end(), day);
  }

  // Both ends included. Requires: first <= last.
  [[nodiscard]] std::int64_t between(std::int64_t first, std::int64_t last) const {
    const std::int64_t weeks = (last - first + 1) / 7;
    std::int64_t count = weeks * std::count(weekend_.begin(), weekend_.end(), false);
    for (std::int64_t day = first + weeks * 7; day <= last; ++day) count += is_weekend(day) ? 0 : 1;
    return count - (std::upper_bound(holidays_.begin(), holidays_.end(), last) -
                    std::lower_bound(holidays_.begin(), holidays_.end(), first));
  }

  // The day `count` working days on; nothing beyond the dates.
  [[nodiscard]] std::optional<std::int64_t> move(std::int64_t day, std::int64_t count) const {
    const int step = count < 0 ? -1 : 1;
    for (std::int64_t left = std::abs(count); left > 0;) {
      day += step;
      if (day < 0 || day > last_serial(system_)) return std::nullopt;
      if (is_working(day)) --left;
    }
    return day;
  }

  Value error;

 private:
  Weekend weekend_;
  DateSystem system_;
  std::vector<std::int64_t> holidays_;
};

Value count_between(const Arguments& args, const WorkingDays& calendar) {
  const DayArgument start = day_argument(args, 0);
  const DayArgument end = day_argument(args, 1);
  if (!start.valid || !end.valid) return ErrorCode::num;
  if (calendar.error.is_error()) return calendar.error;
  return start.day <= end.day ? calendar.between(start.day, end.day) : -calendar.between(end.day, start.day);
}

Value day_after(const Arguments& args, const WorkingDays& calendar) {
  const DayArgument start = day_argument(args, 0);
  const double count = args.whole_number(1);
  if (!start.valid || std::fabs(count) > 3e6) return ErrorCode::num;
  if (calendar.error.is_error()) return calendar.error;
  return day_result(calendar.move(start.day, static_cast<std::int64_t>(count)));
}

Value networkdays(const Arguments& args) {
  return count_between(args, WorkingDays(args, 2, kSaturdayAndSunday));
}
Value workday(const Arguments& args) { return day_after(args, WorkingDays(args, 2, kSaturdayAndSunday)); }

Value networkdays_intl(const Arguments& args) {
  ErrorCode error = ErrorCode::value;
  const auto weekend = args.has(2) ? weekend_from(args.value(2), args.context(), error) : kSaturdayAndSunday;
  return weekend ? count_between(args, WorkingDays(args, 3, *weekend)) : Value(error);
}

Value workday_intl(const Arguments& args) {
  ErrorCode error = ErrorCode::value;
  const auto weekend = args.has(2) ? weekend_from(args.value(2), args.context(), error) : kSaturdayAndSunday;
  if (!weekend) return error;
  if (std::count(weekend->begin(), weekend->end(), true) == 7) return ErrorCode::value;
  return day_after(args, WorkingDays(args, 3, *weekend));
}

constexpr Example kNetworkdaysExamples[] = {
    {"NETWORKDAYS(DATE(2012,10,1),DATE(2013,3,1))", "110"},
    {"NETWORKDAYS(DATE(2012,10,1),DATE(2013,3,1),{41235,41247,41295})", "107"},
    {"NETWORKDAYS(DATE(2024,1,5),DATE(2024,1,1))", "-5"}};
constexpr Example kNetworkdaysIntlExamples[] = {
    {"NETWORKDAYS.INTL(DATE(2006,1,1),DATE(2006,1,31))", "22"},
    {"NETWORKDAYS.INTL(DATE(2006,1,1),DATE(2006,2,1),7,{38719,38733})", "22"},
    {"NETWORKDAYS.INTL(DATE(2006,1,1),DATE(2006,2,1),\"0010001\",{38719,38733})", "20"}};
constexpr Example kWorkdayExamples[] = {{"WORKDAY(DATE(2008,10,1),151)", "39933"},
                                        {"WORKDAY(DATE(2008,10,1),151,{39778,39786,39834})", "39938"},
                                        {"WORKDAY(DATE(2024,1,8),-1)", "45296"}};
constexpr Example kWorkdayIntlExamples[] = {{"WORKDAY.INTL(DATE(2012,1,1),90,11)", "41013"},
                                            {"WORKDAY.INTL(DATE(2012,1,1),30,17)", "40944"},
                                            {"WORKDAY.INTL(DATE(2012,1,1),30,0)", "#NUM!"}};

constexpr FunctionSpec kFunctions[] = {
    {.name = "NETWORKDAYS",
     .signature = "start:strict end:strict holidays:cells?",
     .summary = "The working days between two dates, both included.",
     .evaluate = networkdays,
     .examples = kNetworkdaysExamples},
    {.name = "NETWORKDAYS.INTL",
     .signature = "start:number end:number weekend:scalar? holidays:cells?",
     .summary = "The working days between two dates, with a weekend of one's own.",
     .evaluate = networkdays_intl,
     .examples = kNetworkdaysIntlExamples},
    {.name = "WORKDAY",
     .signature = "start:strict days:strict holidays:cells?",
     .summary = "The date some working days on.",
     .evaluate = workday,
     .examples = kWorkdayExamples},
    {.name = "WORKDAY.INTL",
     .signature = "start:number days:number weekend:scalar? holidays:cells?",
     .summary = "The date some working days on, with a weekend of one's own.",
     .evaluate = workday_intl,
     .examples = kWorkdayIntlExamples},
};

}  // namespace

std::span<const FunctionSpec> working_days_functions() { return kFunctions; }

}  // namespace outturn
