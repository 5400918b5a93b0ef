#include "cli/calculation_options.h"

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>

#include "formulas/date_serial.h"
#include "formulas/locale.h"

namespace outturn {
namespace {

// Reads exactly `count` digits.
bool read_digits(const std::string& text, std::size_t& at, std::size_t count, int& value) {
  value = 0;
  if (at + count > text.size()) return false;
  for (std::size_t i = 0; i < count; ++i, ++at) {
    if (text[at] < '0' || text[at] > '9') return false;
    value = value * 10 + (text[at] - '0');
  }
  return true;
}

// The C library takes a zone it does not know for UTC and says nothing.
bool is_time_zone(const std::string& name) {
  if (name == "UTC") return true;
  const char* folder = std::getenv("TZDIR");
  const std::filesystem::path zones(folder != nullptr ? folder : "/usr/share/zoneinfo");
  std::error_code error;
  return name[0] != '/' && name.find("..") == std::string::npos &&
         std::filesystem::is_regular_file(zones / name, error);
}

std::int64_t stated_seconds(const std::string& clock) {
  const std::string problem = "--clock '" + clock + "' is no moment; write 2018-11-05 or 2018-11-05T14:30:00";
  int year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0;
  std::size_t at = 0;
  const auto mark = [&](char wanted) { return at < clock.size() && (clock[at] == wanted) && (++at, true); };
  if (!read_digits(clock, at, 4, year) || !mark('-') || !read_digits(clock, at, 2, month) || !mark('-') ||
      !read_digits(clock, at, 2, day))
    throw UsageError(problem);
  if (at < clock.size()) {
    if ((!mark('T') && !mark(' ')) || !read_digits(clock, at, 2, hour) || !mark(':') ||
        !read_digits(clock, at, 2, minute))
      throw UsageError(problem);
    if (at < clock.size() && (!mark(':') || !read_digits(clock, at, 2, second))) throw UsageError(problem);
  }
  const std::chrono::year_month_day date{std::chrono::year(year),
                                         std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(day))};
  if (at != clock.size() || !date.ok() || hour > 23 || minute > 59 || second > 59) throw UsageError(problem);
  const auto days = std::chrono::sys_days(date).time_since_epoch().count();
  return days * std::int64_t{86'400} + hour * 3600 + minute * 60 + second;
}

}  // namespace

void CalculationChoices::declare(CLI::App& command) {
  command.add_option("--locale", locale,
                     "Language and country for text and dates, such as de-DE (default: en-GB, or the "
                     "definitions' Settings)");
  command.add_option("--clock", clock, "The moment of NOW and TODAY: 2018-11-05 or 2018-11-05T14:30:00");
  command.add_option("--timezone", timezone,
                     "Time zone of the clock where --clock is not given, such as Europe/London");
  command.add_option("--seed", seed, "Seed of RAND and its relatives")->capture_default_str();
}

std::int64_t local_seconds(const CalculationChoices& choices) {
  if (!choices.clock.empty()) return stated_seconds(choices.clock);
  if (!choices.timezone.empty()) {
    if (!is_time_zone(choices.timezone))
      throw UsageError("--timezone '" + choices.timezone +
                       "' is not known; write a place such as Europe/London, or UTC");
    ::setenv("TZ", choices.timezone.c_str(), 1);
    ::tzset();
  }
  const std::time_t now = std::time(nullptr);
  std::tm local{};
  ::localtime_r(&now, &local);
  return static_cast<std::int64_t>(now) + local.tm_gmtoff;
}

std::string clock_text(std::int64_t seconds) {
  const std::chrono::sys_days day{std::chrono::days(seconds / 86'400)};
  const std::chrono::year_month_day date(day);
  const auto rest = static_cast<int>(seconds % 86'400);
  char text[32];
  std::snprintf(text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02d", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()), rest / 3600,
                rest / 60 % 60, rest % 60);
  return text;
}

RecalculationOptions CalculationChoices::resolve(DateSystem system) const {
  RecalculationOptions options;
  options.locale = find_locale(locale.empty() ? "en-GB" : locale);
  if (options.locale == nullptr)
    throw UsageError("--locale '" + locale + "' is not known; write a language and country such as en-GB");
  // 1 January 1970 is serial 25569 of the 1900 system.
  options.now = static_cast<double>(local_seconds(*this)) / 86'400 + 25'569;
  if (system == DateSystem::from_1904) options.now -= static_cast<double>(kDaysBetweenSystems);
  options.seed = seed;
  return options;
}

}  // namespace outturn
