#include "engine/indicators/period.h"

#include <array>
#include <vector>

#include "engine/indicators/spelling.h"
#include "formulas/date_serial.h"

namespace outturn {
namespace {

constexpr std::array<std::string_view, 12> kMonths = {"january",   "february", "march",    "april",
                                                      "may",       "june",     "july",     "august",
                                                      "september", "october",  "november", "december"};
constexpr std::array<std::string_view, 7> kWeekdays = {"sunday",   "monday", "tuesday", "wednesday",
                                                       "thursday", "friday", "saturday"};
constexpr std::size_t kLongestPeriodText = 60;
constexpr int kEarliestYear = 1900;
constexpr int kLatestYear = 2199;

struct Token {
  enum class Kind { word, number, mark } kind;
  std::string text;  // lower case
  int number = 0;
};

bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }
bool is_letter(char c) noexcept { return (c >= 'a' && c <= 'z'); }

// Empty where a character stands that no period or date is written with.
std::optional<std::vector<Token>> tokens_of(std::string_view text) {
  std::string folded = folded_phrase(text);
  for (std::string_view dash : {"\u2013", "\u2014", "\u2212", "\u2010", "\u2011"}) {
    for (std::size_t at; (at = folded.find(dash)) != std::string::npos;) folded.replace(at, dash.size(), "-");
  }
  if (folded.empty() || folded.size() > kLongestPeriodText) return std::nullopt;
  std::vector<Token> tokens;
  for (std::size_t at = 0; at < folded.size();) {
    std::size_t end = at;
    if (is_letter(folded[at])) {
      while (end < folded.size() && is_letter(folded[end])) ++end;
      tokens.push_back({Token::Kind::word, folded.substr(at, end - at)});
    } else if (is_digit(folded[at])) {
      while (end < folded.size() && is_digit(folded[end])) ++end;
      if (end - at > 4) return std::nullopt;
      tokens.push_back(
          {Token::Kind::number, folded.substr(at, end - at), std::stoi(folded.substr(at, end - at))});
    } else if (std::string_view("/-'.,").find(folded[at]) != std::string_view::npos) {
      end = at + 1;
      if (folded[at] != '\'' && folded[at] != ',' && folded[at] != '.') {
        tokens.push_back({Token::Kind::mark, folded.substr(at, 1)});
      }
    } else if (folded[at] == ' ') {
      end = at + 1;
    } else {
      return std::nullopt;
    }
    at = end;
  }
  return tokens;
}

bool is_mark(const std::vector<Token>& tokens, std::size_t at) {
  return at < tokens.size() && tokens[at].kind == Token::Kind::mark;
}
bool is_number(const std::vector<Token>& tokens, std::size_t at) {
  return at < tokens.size() && tokens[at].kind == Token::Kind::number;
}

int full_year(const Token& token) noexcept {
  return token.text.size() == 2 ? 2000 + token.number : token.number;
}
bool is_year(const Token& token) noexcept {
  if (token.text.size() == 2) return true;
  return token.text.size() == 4 && token.number >= kEarliestYear && token.number <= kLatestYear;
}
bool follows(const Token& first, const Token& second) noexcept {  // 2018/19, 18/19, 2018/2019, 1999/00
  return is_year(first) && is_year(second) && first.text.size() >= second.text.size() &&
         second.number == (second.text.size() == 2 ? (first.number + 1) % 100 : first.number + 1);
}

// What a heading says, before the parts are put together.
struct PeriodParts {
  std::vector<int> months;        // 1 to 12, as named
  int quarter = 0;                // 1 to 4
  int half = 0;                   // 1 or 2
  std::optional<int> start_year;  // of a year written with both its calendar years
  std::optional<int> single_year;
  bool wrong_pair = false;  // 2018/20
};

// False where a token has no place in a period.
bool read_parts(const std::vector<Token>& tokens, PeriodParts& parts) {
  for (std::size_t at = 0; at < tokens.size();) {
    const Token& token = tokens[at];
    if (token.kind == Token::Kind::mark) {
      ++at;
      continue;
    }
    if (token.kind == Token::Kind::word) {
      if (const int month = month_number(token.text); month != 0) {
        parts.months.push_back(month);
        ++at;
        continue;
      }
      const bool quarter = token.text == "q" || token.text == "qtr" || token.text == "quarter";
      const bool half = token.text == "h" || token.text == "half";
      if ((quarter || half) && is_number(tokens, at + 1) && tokens[at + 1].text.size() == 1) {
        const int number = tokens[at + 1].number;
        if (number < 1 || number > (quarter ? 4 : 2)) return false;
        int& part = quarter ? parts.quarter : parts.half;
        if (part != 0) return false;
        part = number;
        at += 2;
        continue;
      }
      if (token.text == "to" || token.text == "year" || token.text == "fy" || token.text == "of") {
        ++at;
        continue;
      }
      return false;
    }
    if (!is_year(token) || parts.start_year || parts.single_year) return false;
    if (is_mark(tokens, at + 1) && is_number(tokens, at + 2)) {
      if (!is_year(tokens[at + 2])) return false;
      parts.wrong_pair = !follows(token, tokens[at + 2]);
      parts.start_year = full_year(token);
      at += 3;
    } else {
      parts.single_year = full_year(token);
      ++at;
    }
  }
  return true;
}

int year_start(int month_index, int first_month) noexcept {
  const int since = ((month_index - (first_month - 1)) % 12 + 12) % 12;
  return month_index - since;
}

}  // namespace

Period month_period(int year, int month) noexcept { return {year * 12 + month - 1, 1}; }

Period year_of(const Period& period, YearCalendar calendar) noexcept {
  return {year_start(period.last(), calendar.first_month), 12};
}

Period quarter_of(const Period& period, YearCalendar calendar) noexcept {
  const int start = year_start(period.last(), calendar.first_month);
  return {start + (period.last() - start) / 3 * 3, 3};
}

Period year_to_date(const Period& period, YearCalendar calendar) noexcept {
  const int start = year_start(period.last(), calendar.first_month);
  return {start, period.last() - start + 1};
}

Period shifted(const Period& period, int months) noexcept { return {period.first + months, period.months}; }

std::string year_text(int first) {
  const int year = first / 12;
  if (first % 12 == 0) return std::to_string(year);
  const int next = (year + 1) % 100;
  return std::to_string(year) + "/" + (next < 10 ? "0" : "") + std::to_string(next);
}

std::string period_text(const Period& period, YearCalendar calendar) {
  const auto month_text = [](int index) {
    std::string name(kMonths[static_cast<std::size_t>(index % 12)]);
    name[0] = static_cast<char>(name[0] - 'a' + 'A');
    return name + " " + std::to_string(index / 12);
  };
  const int start = year_start(period.first, calendar.first_month);
  const int since = period.first - start;
  if (period.months == 1) return month_text(period.first);
  if (period.months == 12 && since == 0) return year_text(start);
  if (period.months == 3 && since % 3 == 0)
    return "Q" + std::to_string(since / 3 + 1) + " " + year_text(start);
  if (period.months == 6 && since % 6 == 0)
    return "H" + std::to_string(since / 6 + 1) + " " + year_text(start);
  return month_text(period.first) + " to " + month_text(period.last());
}

double last_day_serial(const Period& period) noexcept {
  const int after = period.last() + 1;
  return static_cast<double>(*serial_of({after / 12, after % 12 + 1, 1}, DateSystem::from_1900)) - 1;
}

Period month_of_serial(double serial) noexcept {
  const CalendarDate date = calendar_date(static_cast<std::int64_t>(serial), DateSystem::from_1900);
  return month_period(date.year, date.month);
}

std::string date_text(double serial) {
  const CalendarDate date = calendar_date(static_cast<std::int64_t>(serial), DateSystem::from_1900);
  const auto two = [](int number) { return (number < 10 ? "0" : "") + std::to_string(number); };
  return two(date.day) + "/" + two(date.month) + "/" + std::to_string(date.year);
}

int month_number(std::string_view word) {
  const std::string folded = name_key(word);
  if (folded == "sept") return 9;
  for (std::size_t month = 0; month < kMonths.size(); ++month) {
    if (folded == kMonths[month] || folded == kMonths[month].substr(0, 3)) return static_cast<int>(month) + 1;
  }
  return 0;
}

PeriodReading read_period(std::string_view text, YearCalendar calendar, std::optional<Period> year) {
  PeriodReading reading;
  const auto tokens = tokens_of(text);
  if (!tokens || tokens->empty()) return reading;
  const std::string shown(trimmed(text));

  // 31/03/2019, 2019-03-31: three numbers are a date. 07/18 is a month and its year unless it could be a
  // year.
  if (const DateReading date = read_date(text); date.serial && is_date_serial(*date.serial)) {
    reading.period = month_of_serial(*date.serial);
    return reading;
  }
  if (tokens->size() == 3 && is_number(*tokens, 0) && is_mark(*tokens, 1) && is_number(*tokens, 2) &&
      (*tokens)[0].number >= 1 && (*tokens)[0].number <= 12 && (*tokens)[0].text.size() <= 2 &&
      is_year((*tokens)[2])) {
    if (follows((*tokens)[0], (*tokens)[2])) {
      reading.problem = "\"" + shown + "\" may be a month or a year; write " + (*tokens)[2].text +
                        " in full, as in 2018/19 or July 2018";
      return reading;
    }
    reading.period = month_period(full_year((*tokens)[2]), (*tokens)[0].number);
    return reading;
  }

  PeriodParts parts;
  if (!read_parts(*tokens, parts)) return reading;
  const bool named = !parts.months.empty() || parts.quarter != 0 || parts.half != 0;
  if (!named && !parts.start_year && !parts.single_year) return reading;
  if ((parts.quarter != 0) + (parts.half != 0) + !parts.months.empty() > 1) return reading;
  if (parts.wrong_pair) {
    reading.problem = "\"" + shown + "\" names two years that do not follow each other";
    return reading;
  }

  const int first_month = calendar.first_month;
  const auto in_year_starting = [&](int start_year) {  // the named part of the year that starts in start_year
    const int start = start_year * 12 + first_month - 1;
    if (parts.quarter != 0) return Period{start + (parts.quarter - 1) * 3, 3};
    if (parts.half != 0) return Period{start + (parts.half - 1) * 6, 6};
    if (parts.months.empty()) return Period{start, 12};
    const auto month_in_year = [&](int month) { return start + ((month - first_month) % 12 + 12) % 12; };
    const int first = month_in_year(parts.months.front());
    return Period{first, month_in_year(parts.months.back()) - first + 1};
  };

  if (parts.months.size() > 2) return reading;
  if (parts.start_year) {
    reading.period = in_year_starting(*parts.start_year);
  } else if (parts.single_year && !parts.months.empty()) {
    // A calendar year follows the month: July - September 2018; November to January 2019 begins in 2018.
    const Period last = month_period(*parts.single_year, parts.months.back());
    const int length = ((parts.months.back() - parts.months.front()) % 12 + 12) % 12 + 1;
    reading.period = Period{last.first - length + 1, length};
  } else if (parts.single_year) {
    if (!named && tokens->front().text.size() != 4)
      return reading;  // a bare 12 or 18 is a number, not a year
    if (first_month != 1) {
      const std::string year_name = year_text(*parts.single_year * 12 + first_month - 1);
      reading.problem = "\"" + shown + "\" does not say which year is meant; write the year as " + year_name;
      return reading;
    }
    reading.period = in_year_starting(*parts.single_year);
  } else {
    if (!year) {
      reading.problem =
          "\"" + shown + "\" names no year; write it with its year, as in " + shown + " 2018/19";
      return reading;
    }
    reading.period = in_year_starting(year_of(*year, calendar).first / 12);
    reading.year_assumed = true;
  }
  if (reading.period->months < 1) {
    reading.problem = "\"" + shown + "\" runs backwards";
    reading.period.reset();
  }
  return reading;
}

DateReading read_date(std::string_view text, bool day_first) {
  DateReading reading;
  auto read = tokens_of(text);
  if (!read) return reading;
  std::vector<Token> tokens;
  int weekday = -1;
  for (Token& token : *read) {
    if (token.kind == Token::Kind::mark) continue;
    if (token.kind == Token::Kind::word && tokens.empty() && weekday < 0) {
      for (std::size_t day = 0; day < kWeekdays.size(); ++day) {
        if (token.text == kWeekdays[day] || token.text == kWeekdays[day].substr(0, 3) ||
            (token.text.size() >= 4 && kWeekdays[day].substr(0, token.text.size()) == token.text)) {
          weekday = static_cast<int>(day);
        }
      }
      if (weekday >= 0) continue;
    }
    if (token.kind == Token::Kind::word && !tokens.empty() && tokens.size() == 1 &&
        (token.text == "st" || token.text == "nd" || token.text == "rd" || token.text == "th")) {
      continue;
    }
    tokens.push_back(std::move(token));
  }
  if (tokens.size() != 3) return reading;
  int day = 0, month = 0, year = 0;
  if (tokens[1].kind == Token::Kind::word) {  // 31 March 2019
    month = month_number(tokens[1].text);
    if (month == 0 || tokens[0].kind != Token::Kind::number || tokens[2].kind != Token::Kind::number)
      return reading;
    if (tokens[0].text.size() > 2 || !is_year(tokens[2])) return reading;
    day = tokens[0].number;
    year = full_year(tokens[2]);
  } else if (tokens[0].kind == Token::Kind::number && tokens[1].kind == Token::Kind::number &&
             tokens[2].kind == Token::Kind::number) {
    if (tokens[0].text.size() == 4 && tokens[2].text.size() <= 2) {  // 2019-03-31
      year = tokens[0].number;
      month = tokens[1].number;
      day = tokens[2].number;
    } else if (tokens[0].text.size() <= 2 && tokens[1].text.size() <= 2 && is_year(tokens[2])) {
      day = tokens[day_first ? 0 : 1].number;
      month = tokens[day_first ? 1 : 0].number;
      year = full_year(tokens[2]);
      reading.day_month_could_be_swapped = day <= 12 && month <= 12 && day != month;
    } else {
      return reading;
    }
  } else {
    return reading;
  }
  const std::optional<std::int64_t> serial = serial_of({year, month, day}, DateSystem::from_1900);
  if (!serial || !is_date_serial(static_cast<double>(*serial)) || year > kLatestYear) {
    reading.problem = "\"" + std::string(trimmed(text)) + "\" is no date in the calendar";
    return reading;
  }
  if (weekday >= 0) {
    const auto actual = static_cast<std::size_t>(weekday_from_sunday(*serial, DateSystem::from_1900) - 1);
    if (static_cast<int>(actual) != weekday) {
      std::string name(kWeekdays[actual]);
      name[0] = static_cast<char>(name[0] - 'a' + 'A');
      reading.problem = "\"" + std::string(trimmed(text)) + "\" is a " + name;
      return reading;
    }
  }
  reading.serial = static_cast<double>(*serial);
  return reading;
}

}  // namespace outturn
