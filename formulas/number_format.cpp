#include "formulas/number_format.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdlib>

#include "formulas/decimal_rounding.h"
#include "formulas/number_format_writer.h"
#include "formulas/number_text.h"
#include "formulas/text_units.h"

namespace outturn {
namespace {

char lower(char c) noexcept { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool starts_ignoring_case(std::string_view text, std::string_view prefix) noexcept {
  return text.size() >= prefix.size() && equal_ignoring_case(text.substr(0, prefix.size()), prefix);
}

}  // namespace

constexpr const char* kSystemFormat = "its format is that of the machine's own settings";

// Reads a code section by section; `fail` is set on anything Excel refuses.
class NumberFormatParser {
 public:
  using Kind = NumberFormat::Kind;
  using Token = NumberFormat::Token;
  using Section = NumberFormat::Section;

  NumberFormatParser(std::string_view code, std::string_view decimal, std::string_view group)
      : rest_(code), decimal_(decimal), group_(group) {}

  std::optional<NumberFormat> parse() {
    std::vector<Section> sections;
    do {
      if (sections.size() == 4) return std::nullopt;
      sections.push_back(read_section());
      if (failed_) return std::nullopt;
    } while (!rest_.empty() || ended_with_semicolon_);
    NumberFormat format;
    if (sections.size() == 4 || (sections.size() > 1 && sections.back().has(Kind::text))) {
      format.text_ = std::move(sections.back());
      sections.pop_back();
    } else if (sections.size() == 1 && sections[0].has(Kind::text)) {
      format.text_ = sections[0];
    }
    format.numbers_ = std::move(sections);
    return format;
  }

 private:
  void literal(std::string_view text) {
    if (!tokens().empty() && tokens().back().kind == Kind::literal) {
      tokens().back().text += text;
    } else {
      tokens().push_back({.kind = Kind::literal, .text = std::string(text)});
    }
  }
  std::vector<Token>& tokens() noexcept { return section_.tokens; }
  std::string_view take(std::size_t count) noexcept {
    const std::string_view taken = rest_.substr(0, count);
    rest_.remove_prefix(std::min(count, rest_.size()));
    return taken;
  }
  std::string_view take_character() noexcept {
    return take(rest_.empty() ? 0 : code_point_at(rest_, 0).bytes);
  }
  std::string_view take_run() noexcept {
    std::size_t count = 1;
    while (count < rest_.size() && lower(rest_[count]) == lower(rest_[0])) ++count;
    return take(count);
  }

  Section read_section() {
    section_ = {};
    ended_with_semicolon_ = false;
    while (!rest_.empty() && !failed_) {
      if (rest_[0] == ';') {
        rest_.remove_prefix(1);
        ended_with_semicolon_ = true;
        break;
      }
      read_token();
    }
    finish();
    return std::move(section_);
  }

  void read_token() {
    const char c = rest_[0];
    if (rest_.starts_with(decimal_)) {
      take(decimal_.size());
      read_decimal_point();
    } else if (rest_.starts_with(group_) && !tokens().empty() && tokens().back().kind == Kind::digit) {
      // Directly after a digit a comma groups; the last ones before the point divide by a thousand.
      while (rest_.starts_with(group_)) {
        take(group_.size());
        tokens().back().count += 1;
      }
    } else if (c == '"') {
      const std::size_t end = rest_.find('"', 1);
      if (end == std::string_view::npos) {
        failed_ = true;
        return;
      }
      literal(rest_.substr(1, end - 1));
      take(end + 1);
    } else if (c == '\\') {
      take(1);
      literal(take_character());
    } else if (c == '_') {
      take(1);
      take_character();
      literal(" ");
    } else if (c == '*') {
      take(1);
      take_character();
    } else if (c == '[') {
      read_bracket();
    } else if (c == '0' || c == '#' || c == '?') {
      take(1);
      tokens().push_back({.kind = Kind::digit, .placeholder = c, .count = 0});
    } else if (c == '%') {
      take(1);
      ++section_.percents;
      tokens().push_back({.kind = Kind::percent, .text = "%"});
    } else if (c == '@') {
      take(1);
      tokens().push_back({.kind = Kind::text});
    } else if (starts_ignoring_case(rest_, "general")) {
      take(7);
      tokens().push_back({.kind = Kind::general});
    } else if ((c == 'E' || c == 'e') && rest_.size() > 1 && (rest_[1] == '+' || rest_[1] == '-') &&
               has_digit()) {
      if (section_.has(Kind::exponent)) failed_ = true;
      tokens().push_back({.kind = Kind::exponent, .placeholder = rest_[1]});
      take(2);
    } else if (c == '/') {
      take(1);
      read_slash();
    } else if (!read_date_letters()) {
      literal(take_character());
    }
  }

  // A fraction bar may be followed by the denominator itself: # ??/16.
  void read_slash() {
    Token slash{.kind = Kind::slash, .count = 0, .text = "/"};
    if (!tokens().empty() && tokens().back().kind == Kind::digit && !rest_.empty() && rest_[0] >= '1' &&
        rest_[0] <= '9') {
      std::size_t length = 0;
      while (length < rest_.size() && rest_[length] >= '0' && rest_[length] <= '9') ++length;
      const std::string_view denominator = take(length);
      if (length > 7) failed_ = true;
      std::from_chars(denominator.data(), denominator.data() + length, slash.count);
    }
    tokens().push_back(std::move(slash));
  }

  [[nodiscard]] bool has_digit() const noexcept { return section_.has(Kind::digit); }

  // A point after seconds begins their fraction.
  void read_decimal_point() {
    const bool after_seconds = !tokens().empty() && (tokens().back().kind == Kind::second ||
                                                     tokens().back().kind == Kind::elapsed_seconds);
    if (after_seconds && rest_.starts_with('0')) {
      int places = 0;
      while (rest_.starts_with('0')) {
        take(1);
        ++places;
      }
      if (places > 3) failed_ = true;
      section_.second_places = std::max(section_.second_places, places);
      tokens().push_back({.kind = Kind::fraction_of_second, .count = places});
    } else {
      tokens().push_back({.kind = Kind::decimal_point});
    }
  }

  bool read_date_letters() {
    if (starts_ignoring_case(rest_, "am/pm")) {
      take(5);
      tokens().push_back({.kind = Kind::half_day, .count = 2});
      section_.has_half_day = section_.has_date = true;
      return true;
    }
    if (starts_ignoring_case(rest_, "a/p")) {
      tokens().push_back({.kind = Kind::half_day, .count = 1, .text = std::string(take(3))});
      section_.has_half_day = section_.has_date = true;
      return true;
    }
    Kind kind;
    switch (lower(rest_[0])) {
      case 'y':
        kind = Kind::year;
        break;
      case 'e':
        kind = Kind::year;
        break;
      case 'b':
        return read_buddhist_year();
      case 'm':
        kind = Kind::month;
        break;
      case 'd':
        kind = Kind::weekday_or_day;
        break;
      case 'h':
        kind = Kind::hour;
        break;
      case 's':
        kind = Kind::second;
        break;
      default:
        return false;
    }
    const bool full_year = lower(rest_[0]) == 'e';
    const int count = static_cast<int>(take_run().size());
    tokens().push_back({.kind = kind, .count = full_year ? 4 : count});
    section_.has_date = true;
    return true;
  }

  // bb and bbbb are years of the Buddhist calendar; b1 and b2 make the whole date one of the Islamic.
  bool read_buddhist_year() {
    if (rest_.size() > 1 && (rest_[1] == '1' || rest_[1] == '2')) {
      take(2);
      section_.not_written = "its format asks for the Islamic calendar";
    } else {
      const int count = static_cast<int>(take_run().size());
      tokens().push_back({.kind = Kind::year, .placeholder = 'b', .count = count});
    }
    section_.has_date = true;
    return true;
  }

  void read_bracket() {
    const std::size_t end = rest_.find(']');
    if (end == std::string_view::npos) {
      failed_ = true;
      return;
    }
    std::string_view inside = rest_.substr(1, end - 1);
    take(end + 1);
    if (inside.empty()) {
      failed_ = true;
    } else if (inside[0] == '$') {
      read_currency(inside.substr(1));
    } else if (inside[0] == '<' || inside[0] == '>' || inside[0] == '=') {
      read_condition(inside);
    } else if (!read_elapsed(inside)) {
      if (starts_ignoring_case(inside, "dbnum"))
        section_.not_written = "its format asks for the digits of another script";
      // Colours change nothing here.
      constexpr std::string_view kIgnored[] = {"black", "blue",  "cyan",   "green", "magenta",
                                               "red",   "white", "yellow", "color", "dbnum"};
      failed_ = std::none_of(std::begin(kIgnored), std::end(kIgnored),
                             [inside](std::string_view name) { return starts_ignoring_case(inside, name); });
    }
  }

  // [$£-809]: a currency symbol and a language, either of them optional: a Windows identifier in hexadecimal
  // or a name, [$-en-GB]. The identifier's third byte is a calendar and its fourth the shape of the digits, 1
  // for the usual one; after a name the two follow behind a comma.
  void read_currency(std::string_view inside) {
    const std::size_t dash = inside.find('-');
    const std::string_view symbol = inside.substr(0, dash);
    if (!symbol.empty()) literal(symbol);
    if (dash == std::string_view::npos) return;
    constexpr std::uint32_t kSystemDate = 0xF800;
    constexpr std::uint32_t kSystemTime = 0xF400;
    const std::string_view code = inside.substr(dash + 1);
    const std::size_t comma = code.find(',');
    const std::string_view language = code.substr(0, comma);
    std::uint32_t shape_and_calendar = 0;
    if (const auto lcid = hexadecimal(language)) {
      section_.locale = find_locale(*lcid & 0xFFFF);
      shape_and_calendar = *lcid >> 16;
      if (*lcid == kSystemDate || *lcid == kSystemTime) section_.not_written = kSystemFormat;
    } else if (starts_ignoring_case(language, "x-sys")) {
      section_.not_written = kSystemFormat;
    } else if (const Locale* named = find_locale(language)) {
      section_.locale = named;
    }
    if (comma != std::string_view::npos) shape_and_calendar = hexadecimal(code.substr(comma + 1)).value_or(0);
    if ((shape_and_calendar & 0xFF) > 1 || shape_and_calendar >> 8 > 1)
      section_.not_written = "its format asks for another calendar or the digits of another script";
  }

  static std::optional<std::uint32_t> hexadecimal(std::string_view digits) {
    std::uint32_t value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value, 16);
    if (error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
    return value;
  }

  void read_condition(std::string_view inside) {
    using enum NumberFormat::Comparison;
    NumberFormat::Comparison comparison = equal;
    if (inside.starts_with("<=")) {
      comparison = less_equal;
    } else if (inside.starts_with(">=")) {
      comparison = greater_equal;
    } else if (inside.starts_with("<>")) {
      comparison = not_equal;
    } else if (inside[0] == '<') {
      comparison = less;
    } else if (inside[0] == '>') {
      comparison = greater;
    }
    inside.remove_prefix(comparison == less || comparison == greater || comparison == equal ? 1 : 2);
    const std::optional<TextNumber> limit =
        number_from_text(inside, {.locale = find_locale("en-US"), .date_system = DateSystem::from_1900});
    if (!limit || limit->has_date || limit->has_time) {
      failed_ = true;
      return;
    }
    section_.comparison = comparison;
    section_.limit = limit->value;
  }

  bool read_elapsed(std::string_view inside) {
    const char letter = lower(inside[0]);
    if (!std::all_of(inside.begin(), inside.end(), [letter](char c) { return lower(c) == letter; }))
      return false;
    Kind kind;
    switch (letter) {
      case 'h':
        kind = Kind::elapsed_hours;
        break;
      case 'm':
        kind = Kind::elapsed_minutes;
        break;
      case 's':
        kind = Kind::elapsed_seconds;
        break;
      default:
        return false;
    }
    tokens().push_back({.kind = kind, .count = static_cast<int>(inside.size())});
    section_.has_date = section_.has_elapsed = true;
    return true;
  }

  // Settles what depends on the rest of the section: m as minutes, commas, where digits may stand.
  void finish() {
    std::vector<Token>& all = tokens();
    for (std::size_t i = 0; i < all.size(); ++i)
      if (all[i].kind == Kind::month && all[i].count <= 2 && (follows_hour(i) || precedes_second(i)))
        all[i].kind = Kind::minute;

    std::size_t last_whole_digit = all.size();
    bool point = false;
    bool digits = false;
    bool after_exponent = false;
    bool exponent_ended = false;
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (all[i].kind == Kind::exponent) after_exponent = true;
      if (after_exponent && all[i].kind == Kind::decimal_point) failed_ = true;
      if (after_exponent && all[i].kind != Kind::exponent && all[i].kind != Kind::digit)
        exponent_ended = true;
      if (all[i].kind == Kind::decimal_point && !point) point = true;
      if (all[i].kind != Kind::digit) continue;
      digits = true;
      if (exponent_ended) failed_ = true;
      if (!point && !after_exponent) last_whole_digit = i;
    }
    if (last_whole_digit < all.size()) {
      section_.thousands = all[last_whole_digit].count;
      for (std::size_t i = 0; i < last_whole_digit; ++i)
        if (all[i].kind == Kind::digit && all[i].count > 0) section_.groups = true;
      // Commas at the end of the decimals divide as well.
      for (std::size_t i = all.size(); i-- > last_whole_digit + 1;) {
        if (all[i].kind != Kind::digit || after_exponent) continue;
        section_.thousands += all[i].count;
        break;
      }
    }
    settle_slashes();
    if (digits && section_.has_date) failed_ = true;
    if (section_.has(Kind::general) && (digits || section_.has_date)) failed_ = true;
    if (!section_.has_date) return;
    for (Token& token : all) {
      if (token.kind == Kind::decimal_point) token = {.kind = Kind::literal, .text = "."};
    }
  }

  // The first slash between a numerator and a denominator makes a fraction; outside dates any other is
  // itself.
  void settle_slashes() {
    if (section_.has_date) return;
    std::vector<Token>& all = tokens();
    bool fraction = false;
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (all[i].kind != Kind::slash) continue;
      const bool has_denominator = all[i].count > 0 || (i + 1 < all.size() && all[i + 1].kind == Kind::digit);
      if (!fraction && has_denominator && i > 0 && all[i - 1].kind == Kind::digit) {
        fraction = true;
      } else {
        all[i] = {.kind = Kind::literal, .text = all[i].count > 0 ? "/" + std::to_string(all[i].count) : "/"};
      }
    }
  }

  static bool is_date_part(Kind kind) noexcept {
    return kind != Kind::literal && kind != Kind::slash && kind != Kind::decimal_point &&
           kind != Kind::half_day;
  }
  [[nodiscard]] bool follows_hour(std::size_t at) const noexcept {
    while (at-- > 0) {
      const Kind kind = section_.tokens[at].kind;
      if (is_date_part(kind)) return kind == Kind::hour || kind == Kind::elapsed_hours;
    }
    return false;
  }
  [[nodiscard]] bool precedes_second(std::size_t at) const noexcept {
    while (++at < section_.tokens.size()) {
      const Kind kind = section_.tokens[at].kind;
      if (is_date_part(kind)) return kind == Kind::second || kind == Kind::elapsed_seconds;
    }
    return false;
  }

  std::string_view rest_;
  std::string_view decimal_;
  std::string_view group_;
  Section section_;
  bool ended_with_semicolon_ = false;
  bool failed_ = false;
};

bool NumberFormat::Section::has(Kind kind) const noexcept {
  return std::any_of(tokens.begin(), tokens.end(), [kind](const Token& token) { return token.kind == kind; });
}

std::optional<NumberFormat> NumberFormat::parse(std::string_view code) {
  return NumberFormatParser(code, ".", ",").parse();
}

std::optional<NumberFormat> NumberFormat::parse(std::string_view code, const Locale& written_in) {
  return NumberFormatParser(code, written_in.decimal_separator, written_in.group_separator).parse();
}

const NumberFormat::Section* NumberFormat::section_for(double x, bool& keeps_sign) const noexcept {
  using enum Comparison;
  const auto holds = [x](Comparison comparison, double limit) {
    switch (comparison) {
      case less:
        return x < limit;
      case less_equal:
        return x <= limit;
      case equal:
        return x == limit;
      case not_equal:
        return x != limit;
      case greater_equal:
        return x >= limit;
      case greater:
        return x > limit;
      case none:
        break;
    }
    return true;
  };
  keeps_sign = true;
  if (numbers_.size() == 1) return holds(numbers_[0].comparison, numbers_[0].limit) ? &numbers_[0] : nullptr;
  const bool first_is_plain = numbers_[0].comparison == none;
  const Comparison first =
      first_is_plain ? (numbers_.size() == 2 ? greater_equal : greater) : numbers_[0].comparison;
  if (holds(first, numbers_[0].limit)) {
    // A section for negative numbers only writes its own minus sign.
    keeps_sign = !((first == less || first == less_equal) && numbers_[0].limit <= 0);
    return &numbers_[0];
  }
  const Section& second = numbers_[1];
  const bool up_to_zero = (first == greater || first == greater_equal) && numbers_[0].limit == 0;
  if (second.comparison == none ? (numbers_.size() == 2 || x < 0) : holds(second.comparison, second.limit)) {
    const bool only_negative =
        (second.comparison == none && up_to_zero) ||
        ((second.comparison == less || second.comparison == less_equal) && second.limit <= 0);
    keeps_sign = !only_negative;
    return &second;
  }
  if (numbers_.size() == 2) return nullptr;
  return &numbers_[2];
}

const char* NumberFormat::not_written() const noexcept {
  for (const Section& section : numbers_)
    if (section.not_written != nullptr) return section.not_written;
  return nullptr;
}

std::optional<std::string> NumberFormat::format_number(double x, const Locale& locale,
                                                       DateSystem system) const {
  if (numbers_.empty()) return std::string();
  bool keeps_sign = true;
  const Section* section = section_for(x, keeps_sign);
  if (section == nullptr) return general_text(x, locale);
  return NumberFormatWriter(*section, locale, system).write(x, keeps_sign);
}

std::string NumberFormat::format_text(std::string_view text) const {
  if (!text_) return std::string(text);
  std::string result;
  for (const Token& token : text_->tokens) {
    if (token.kind == Kind::text || token.kind == Kind::general) {
      result += text;
    } else {
      result += token.text;
    }
  }
  return result;
}

bool NumberFormat::is_general() const noexcept { return numbers_.empty() || numbers_[0].has(Kind::general); }
bool NumberFormat::is_percent() const noexcept { return !numbers_.empty() && numbers_[0].percents > 0; }
bool NumberFormat::is_date() const noexcept { return !numbers_.empty() && numbers_[0].has_date; }

std::optional<int> NumberFormat::decimals_shown() const noexcept {
  if (numbers_.empty()) return std::nullopt;
  const Section& section = numbers_[0];
  if (section.has_date || section.has(Kind::exponent) || section.has(Kind::slash) ||
      !section.has(Kind::digit))
    return std::nullopt;
  int decimals = 0;
  bool point = false;
  for (const Token& token : section.tokens) {
    if (token.kind == Kind::decimal_point) point = true;
    if (token.kind == Kind::digit && point) ++decimals;
  }
  return decimals;
}

int NumberFormat::shown_power() const noexcept {
  return numbers_.empty() ? 0 : 2 * numbers_[0].percents - 3 * numbers_[0].thousands;
}

std::string builtin_format_code(int id, const Locale& locale) {
  const std::string money = locale.currency_follows_number
                                ? std::string("#,##0")
                                : "\"" + std::string(locale.currency_symbol) + "\"#,##0";
  const std::string after =
      locale.currency_follows_number ? " \"" + std::string(locale.currency_symbol) + "\"" : "";
  const auto currency = [&](std::string_view decimals, std::string_view negative_prefix) {
    const std::string amount = money + std::string(decimals) + after;
    return amount + ";" + std::string(negative_prefix) + "-" + amount;
  };
  const auto short_date = [&]() -> std::string {
    switch (locale.date_order) {
      case DateOrder::month_day_year:
        return "m/d/yyyy";
      case DateOrder::year_month_day:
        return "yyyy/mm/dd";
      case DateOrder::day_month_year:
        break;
    }
    return "dd/mm/yyyy";
  };
  const auto accounting = [&](std::string_view symbol, std::string_view decimals, std::string_view dash) {
    const std::string amount = std::string(symbol) + "* #,##0" + std::string(decimals);
    return "_-" + amount + "_-;-" + amount + "_-;_-" + std::string(symbol) + "* " + std::string(dash) +
           "_-;_-@_-";
  };
  const std::string quoted = "\"" + std::string(locale.currency_symbol) + "\"";
  switch (id) {
    case 0:
      return "General";
    case 1:
      return "0";
    case 2:
      return "0.00";
    case 3:
      return "#,##0";
    case 4:
      return "#,##0.00";
    case 5:
      return currency("", "");
    case 6:
      return currency("", "[Red]");
    case 7:
      return currency(".00", "");
    case 8:
      return currency(".00", "[Red]");
    case 9:
      return "0%";
    case 10:
      return "0.00%";
    case 11:
      return "0.00E+00";
    case 12:
      return "# ?/?";
    case 13:
      return "# ?\?/?\?";
    case 14:
      return short_date();
    case 15:
      return "d-mmm-yy";
    case 16:
      return "d-mmm";
    case 17:
      return "mmm-yy";
    case 18:
      return "h:mm AM/PM";
    case 19:
      return "h:mm:ss AM/PM";
    case 20:
      return "h:mm";
    case 21:
      return "h:mm:ss";
    case 22:
      return short_date() + " h:mm";
    case 37:
      return "#,##0 ;(#,##0)";
    case 38:
      return "#,##0 ;[Red](#,##0)";
    case 39:
      return "#,##0.00;(#,##0.00)";
    case 40:
      return "#,##0.00;[Red](#,##0.00)";
    case 41:
      return accounting("", "", "\"-\"");
    case 42:
      return accounting(quoted, "", "\"-\"");
    case 43:
      return accounting("", ".00", "\"-\"?\?");
    case 44:
      return accounting(quoted, ".00", "\"-\"?\?");
    case 45:
      return "mm:ss";
    case 46:
      return "[h]:mm:ss";
    case 47:
      return "mm:ss.0";
    case 48:
      return "##0.0E+0";
    case 49:
      return "@";
    default:
      return {};
  }
}

}  // namespace outturn
