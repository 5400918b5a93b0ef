#include "engine/checks/declared_sentence.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>

#include "engine/indicators/spelling.h"
#include "formulas/decimal_rounding.h"

namespace outturn {
namespace {

constexpr std::size_t kLongestSentence = 20'000;  // bytes; what is longer is no sentence
constexpr std::string_view kPound = "\xC2\xA3", kEuro = "\xE2\x82\xAC", kMinus = "\xE2\x88\x92";

bool is_digit(char c) { return c >= '0' && c <= '9'; }

struct NumberWord {
  std::string_view word;
  int value;
};
constexpr NumberWord kSmall[] = {
    {"none", 0},     {"zero", 0},       {"nil", 0},       {"one", 1},       {"two", 2},       {"three", 3},
    {"four", 4},     {"five", 5},       {"six", 6},       {"seven", 7},     {"eight", 8},     {"nine", 9},
    {"ten", 10},     {"eleven", 11},    {"twelve", 12},   {"thirteen", 13}, {"fourteen", 14}, {"fifteen", 15},
    {"sixteen", 16}, {"seventeen", 17}, {"eighteen", 18}, {"nineteen", 19},
};
constexpr NumberWord kTens[] = {{"twenty", 20}, {"thirty", 30},  {"forty", 40},  {"fifty", 50},
                                {"sixty", 60},  {"seventy", 70}, {"eighty", 80}, {"ninety", 90}};
// Words after which a number is a name.
constexpr std::string_view kNamers[] = {"q",     "quarter",  "section", "paragraph", "para",    "table",
                                        "page",  "appendix", "chart",   "figure",    "week",    "priority",
                                        "phase", "stage",    "year",    "years",     "version", "part",
                                        "item",  "no",       "covid"};
constexpr std::string_view kMonths[] = {"january", "february", "march",     "april",   "may",      "june",
                                        "july",    "august",   "september", "october", "november", "december",
                                        "jan",     "feb",      "mar",       "apr",     "jun",      "jul",
                                        "aug",     "sep",      "sept",      "oct",     "nov",      "dec"};

constexpr std::string_view kAbout[] = {"about", "around", "approximately", "roughly", "some", "circa"};
constexpr std::string_view kFalls[] = {"fell",    "fallen", "falls",    "decreased", "dropped",
                                       "reduced", "down",   "declined", "decrease",  "fall"};
constexpr std::string_view kRises[] = {"rose", "risen", "rises",    "increased",
                                       "grew", "up",    "increase", "rise"};

template <std::size_t N>
bool is_one_of(const std::string& word, const std::string_view (&words)[N]) {
  return std::find(std::begin(words), std::end(words), word) != std::end(words);
}

class Reader {
 public:
  explicit Reader(std::string_view sentence) : text_(sentence.substr(0, kLongestSentence)) {}

  std::vector<SentenceFigure> read() {
    while (at_ < text_.size()) {
      if (is_digit(text_[at_]))
        number();
      else if (letter_at(at_))
        word();
      else
        ++at_;
    }
    return std::move(found_);
  }

 private:
  [[nodiscard]] char peek(std::size_t at) const { return at < text_.size() ? text_[at] : '\0'; }
  // Latin letters with accents are two bytes from C3 on; pound signs, dashes and quotation marks are others.
  [[nodiscard]] bool letter_at(std::size_t at) const {
    const auto is_lead = [](char c) {
      return static_cast<unsigned char>(c) >= 0xC3 && static_cast<unsigned char>(c) <= 0xCB;
    };
    const char c = peek(at);
    if ((c & 0x80) == 0) return std::isalpha(static_cast<unsigned char>(c)) != 0;
    return is_lead(c) || (at > 0 && is_lead(text_[at - 1]));
  }
  [[nodiscard]] bool has(std::size_t at, std::string_view what) const {
    return text_.substr(std::min(at, text_.size())).starts_with(what);
  }
  [[nodiscard]] std::string word_at(std::size_t at) const {
    std::size_t end = at;
    while (end < text_.size() && std::isalpha(static_cast<unsigned char>(text_[end])) != 0) ++end;
    return folded_phrase(text_.substr(at, end - at));
  }
  [[nodiscard]] std::size_t after_spaces(std::size_t at) const {
    while (peek(at) == ' ' || has(at, "\xC2\xA0")) at += peek(at) == ' ' ? 1 : 2;
    return at;
  }

  // A word, with the digits in it: "Q2", "BPE28" and "1st" name things.
  void word() {
    const std::size_t begin = at_;
    while (at_ < text_.size() && letter_at(at_)) ++at_;
    const std::string first = folded_phrase(text_.substr(begin, at_ - begin));
    if (is_digit(peek(at_))) {
      while (at_ < text_.size() && (letter_at(at_) || is_digit(text_[at_]) || text_[at_] == '.')) ++at_;
      last_word_ = "reference";
      return;
    }
    const auto value_of = [](const std::string& each, const auto& words) {
      for (const NumberWord& known : words)
        if (known.word == each) return known.value;
      return -1;
    };
    int value = value_of(first, kSmall);
    if (const int tens = value_of(first, kTens); tens > 0) {
      value = tens;
      if ((peek(at_) == '-' || peek(at_) == ' ') && letter_at(at_ + 1)) {
        const std::string unit = word_at(at_ + 1);
        const int units = value_of(unit, kSmall);
        if (units >= 1 && units <= 9) {
          value += units;
          at_ += 1 + unit.size();
        }
      }
    }
    word_before_ = last_word_;
    last_word_ = first;
    word_end_ = at_;
    if (value < 0) return;
    SentenceFigure found;
    found.figure.value = value;
    found.text = std::string(text_.substr(begin, at_ - begin));
    found.begin = begin;
    found.end = at_;
    found.in_words = true;
    found_.push_back(std::move(found));
  }

  void number() {
    SentenceFigure found;
    Figure& figure = found.figure;
    std::size_t begin = at_;
    for (const std::string_view sign : {kPound, kEuro, std::string_view("$")})
      if (begin >= sign.size() && text_.substr(begin - sign.size(), sign.size()) == sign) {
        figure.money = true;
        begin -= sign.size();
      }
    bool negative = false;
    for (const std::string_view sign : {std::string_view("-"), kMinus})
      if (begin >= sign.size() && text_.substr(begin - sign.size(), sign.size()) == sign &&
          (begin == sign.size() || text_[begin - sign.size() - 1] == ' ' ||
           text_[begin - sign.size() - 1] == '(')) {
        negative = true;
        begin -= sign.size();
        break;
      }
    const char before = begin > 0 ? text_[begin - 1] : ' ';
    std::string digits;
    bool grouped = false;
    while (is_digit(peek(at_)) || (peek(at_) == ',' && is_digit(peek(at_ + 1)) && is_digit(peek(at_ + 2)) &&
                                   is_digit(peek(at_ + 3)) && !is_digit(peek(at_ + 4)))) {
      if (text_[at_] == ',')
        grouped = true;
      else
        digits += text_[at_];
      ++at_;
    }
    if (peek(at_) == '.' && is_digit(peek(at_ + 1))) {
      digits += '.';
      for (++at_; is_digit(peek(at_)); ++at_) {
        digits += text_[at_];
        ++figure.places;
      }
    }
    if (digits.size() > 16) return;
    double value = 0, unit = 1;
    bool behind = false;
    for (const char c : digits) {
      if (c == '.') {
        behind = true;
        continue;
      }
      value = value * 10 + (c - '0');
      if (behind) unit *= 10;
    }
    value = at_15_digits(value / unit);
    double scale = 1;
    std::size_t end = at_;
    const std::size_t next = after_spaces(at_);
    const std::string follows = word_at(next);
    if (peek(at_) == '%') {
      figure.percent = true;
      end = at_ + 1;
    } else if (follows == "percent" || (follows == "per" && word_at(after_spaces(next + 3)) == "cent")) {
      figure.percent = true;
      end = follows == "percent" ? next + 7 : after_spaces(next + 3) + 4;
    } else if (follows == "million" || (follows == "m" && (figure.money || next == at_)) || follows == "mn") {
      scale = 1e6;
      end = next + follows.size();
    } else if (follows == "billion" || (follows == "bn" && figure.money)) {
      scale = 1e9;
      end = next + follows.size();
    } else if (follows == "thousand" || (follows == "k" && (figure.money || next == at_))) {
      scale = 1e3;
      end = next + follows.size();
    }
    if (figure.percent) scale = 0.01;
    const bool glued = end == at_ && letter_at(at_);
    const bool is_list_mark = (before == '/' || peek(at_) == '/' || peek(at_) == ':' || before == ':' ||
                               before == '.' || (peek(at_) == '.' && is_digit(peek(at_ + 1)))) &&
                              !figure.percent;
    const bool is_year = !figure.money && !figure.percent && scale == 1 && !grouped && figure.places == 0 &&
                         digits.size() == 4 && value >= 1900 && value < 2100;
    const bool dated = digits.size() <= 2 && figure.places == 0 && !figure.percent &&
                       (is_one_of(follows, kMonths) || (is_one_of(last_word_, kMonths) && peek(end) == ','));
    const bool named = is_one_of(last_word_, kNamers) && after_spaces(word_end_) >= begin &&
                       !figure.percent && !figure.money;
    const bool hyphened = before == '-' && begin >= 2 && letter_at(begin - 2);  // Covid-19
    found.is_name = is_list_mark || is_year || glued || dated || named || hyphened || before == '#';
    figure.value = (negative ? -1 : 1) * at_15_digits(value * scale);
    figure.step = std::pow(10.0, -figure.places) * scale;
    figure.rounded = figure.places > 0 || figure.percent || scale > 1;
    const bool follows_word = after_spaces(word_end_) >= begin;
    // "About 95,000" is known to the thousand, "about 100" to the ten: two digits say something.
    if (follows_word && is_one_of(last_word_, kAbout) && figure.places == 0) {
      std::size_t zeros = 0;
      while (zeros + 2 < digits.size() && digits[digits.size() - 1 - zeros] == '0') ++zeros;
      figure.step *= std::pow(10.0, static_cast<double>(zeros));
      figure.rounded = figure.rounded || zeros > 0;
    }
    if (follows_word && last_word_ == "by") {
      found.falls = is_one_of(word_before_, kFalls);
      found.is_change = found.falls || is_one_of(word_before_, kRises);
    }
    found.text = std::string(text_.substr(begin, end - begin));
    found.begin = begin;
    found.end = end;
    if (glued) {
      while (at_ < text_.size() && (letter_at(at_) || is_digit(text_[at_]))) ++at_;
    } else {
      at_ = end;
    }
    last_word_.clear();
    word_end_ = at_;
    found_.push_back(std::move(found));
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::string last_word_, word_before_;
  std::size_t word_end_ = 0;
  std::vector<SentenceFigure> found_;
};

}  // namespace

std::vector<SentenceFigure> sentence_figures(std::string_view sentence) { return Reader(sentence).read(); }

std::optional<Figure> only_figure_in(std::string_view text) {
  if (is_malformed_figure(text)) return std::nullopt;
  std::vector<SentenceFigure> said = sentence_figures(text);
  std::erase_if(said, [](const SentenceFigure& each) { return each.is_name || each.in_words; });
  if (said.size() != 1) return std::nullopt;
  said.front().figure.from_text = true;
  return said.front().figure;
}

}  // namespace outturn
