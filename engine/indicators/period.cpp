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
    } else if (std::string_view("/-'.,()").find(folded[at]) != std::string_view::npos) {
      end = at + 1;
      if (folded[at] == '/' || folded[at] == '-') {
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
  std::optional<int> first_month_year;  // of the first of two months: April 2018 to August 2019
  std::size_t months_before_year = 0;   // months that stood before single_year
  bool calendar_year = false;           // "calendar year 2018"
  bool wrong_pair = false;              // 2018/20
};

// "first quarter", "2nd half": 1 to 4, and 0 for anything else.
int ordinal_number(const std::vector<Token>& tokens, std::size_t at) {
  constexpr std::array<std::string_view, 4> kWords = {"first", "second", "third", "fourth"};
  constexpr std::array<std::string_view, 4> kEndings = {"st", "nd", "rd", "th"};
  const auto is_part = [&](std::size_t noun) {
    return noun < tokens.size() && tokens[noun].kind == Token::Kind::word &&
           (tokens[noun].text == "quarter" || tokens[noun].text == "half");
  };
  for (std::size_t each = 0; each < kWords.size(); ++each) {
    const int number = static_cast<int>(each) + 1;
    if (tokens[at].kind == Token::Kind::word) {
      if (tokens[at].text == kWords[each] && is_part(at + 1)) return number;
    } else if (tokens[at].kind == Token::Kind::number && tokens[at].number == number &&
               tokens[at].text.size() == 1 && at + 1 < tokens.size() &&
               tokens[at + 1].text == kEndings[each] && is_part(at + 2)) {
      return number;
    }
  }
  return 0;
}

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
      if (const int ordinal = ordinal_number(tokens, at); ordinal != 0) {  // 1st quarter, first half
        const bool is_half = tokens[at + 1].text == "half";
        int& part = is_half ? parts.half : parts.quarter;
        if (part != 0 || ordinal > (is_half ? 2 : 4)) return false;
        part = ordinal;
        at += 2;
        continue;
      }
      if (token.text == "calendar" || token.text == "cy") {
        parts.calendar_year = true;
        ++at;
        continue;
      }
      if (token.text == "to" || token.text == "year" || token.text == "fy" || token.text == "of") {
        ++at;
        continue;
      }
      return false;
    }
    if (const int ordinal = ordinal_number(tokens, at); ordinal != 0) {
      const bool is_half = tokens[at + 2].text == "half";
      int& part = is_half ? parts.half : parts.quarter;
      if (part != 0 || ordinal > (is_half ? 2 : 4)) return false;
      part = ordinal;
      at += 3;
      continue;
    }
    // April 2018 to August 2018: the first year belongs to the first month.
    if (is_year(token) && parts.single_year && !parts.start_year && !parts.first_month_year &&
        parts.months.size() == 2 && parts.months_before_year == 1) {
      parts.first_month_year = parts.single_year;
      parts.single_year.reset();
    }
    if (!is_year(token) || parts.start_year || parts.single_year) return false;
    if (is_mark(tokens, at + 1) && is_number(tokens, at + 2)) {
      if (!is_year(tokens[at + 2])) return false;
      parts.wrong_pair = !follows(token, tokens[at + 2]);
      parts.start_year = full_year(token);
      at += 3;
    } else {
      parts.single_year = full_year(token);
      parts.months_before_year = parts.months.size();
      ++at;
    }
  }
  return true;
}

// "12 months to September 2018", "year ended 31 March 2019", "as at 31/03/2019"; nullopt for anything else.
std::optional<PeriodReading> run_of_months(std::string_view text) {
  const std::string phrase = folded_phrase(text);
  constexpr std::string_view kEnds[] = {"to ", "ending ", "ended "};
  std::string_view rest = phrase;
  int months = 0;
  if (rest.rfind("as at ", 0) == 0) {
    months = 1;
    rest.remove_prefix(6);
  } else {
    if (rest.rfind("year ", 0) == 0) {
      months = 12;
      rest.remove_prefix(5);
    } else {
      std::size_t digits = 0;
      while (digits < rest.size() && is_digit(rest[digits])) ++digits;
      if (digits == 0 || digits > 2 || rest.substr(digits, 8) != " months ") return std::nullopt;
      months = std::stoi(std::string(rest.substr(0, digits)));
      rest.remove_prefix(digits + 8);
    }
    bool ends = false;
    for (std::string_view word : kEnds) {
      if (ends || rest.rfind(word, 0) != 0) continue;
      rest.remove_prefix(word.size());
      ends = true;
    }
    if (!ends || months < 1) return std::nullopt;
  }
  PeriodReading end = read_period(rest, {});
  if (end.period && end.period->months != 1) end.period.reset();
  if (!end.period && end.problem.empty()) return std::nullopt;
  if (end.period) end.period = Period{end.period->last() - months + 1, months};
  return end;
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

  if (tokens->front().kind == Token::Kind::word || is_number(*tokens, 0)) {
    if (std::optional<PeriodReading> run = run_of_months(text)) return *run;
  }
  // 31/03/2019, 2019-03-31: three numbers are a date. 07/18 is a month and its year unless it could be a
  // year.
  if (const DateReading date = read_date(text); date.serial && is_date_serial(*date.serial)) {
    reading.period = month_of_serial(*date.serial);
    return reading;
  } else if (!date.problem.empty()) {
    reading.problem = date.problem;
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
  if (parts.calendar_year) {
    if (named || !parts.single_year || parts.start_year) return reading;
    reading.period = Period{*parts.single_year * 12, 12};
    return reading;
  }
  if (parts.first_month_year) {
    const Period from = month_period(*parts.first_month_year, parts.months.front());
    const Period to = month_period(*parts.single_year, parts.months.back());
    reading.period = Period{from.first, to.first - from.first + 1};
    if (reading.period->months < 1) {
      reading.problem = "\"" + shown + "\" runs backwards";
      reading.period.reset();
    }
    return reading;
  }
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
      reading.problem = "\"" + shown + "\" does not say which year is meant; write the year as " + year_name +
                        ", or calendar year " + std::to_string(*parts.single_year);
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
      reading.problem = "\"" + std::string(trimmed(text)) + "\" is a " + name +
                        ", not the weekday that is written; correct the weekday or the date";
      return reading;
    }
  }
  reading.serial = static_cast<double>(*serial);
  return reading;
}

}  // namespace outturn
