#include "engine/indicators/expression_lexer.h"

#include <fast_float/fast_float.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "engine/indicators/spelling.h"

namespace outturn {
namespace {

// Signs of typography that a word processor puts where a key was meant.
constexpr std::pair<std::string_view, std::string_view> kForeignSigns[] = {
    {"\u00D7", "*"},  {"\u00F7", "/"},  {"\u2013", "-"}, {"\u2014", "-"}, {"\u2212", "-"},  {"\u2264", "<="},
    {"\u2265", ">="}, {"\u2260", "<>"}, {"\u201C", ""},  {"\u201D", ""},  {"\u00B2", "^2"}, {"\u00A3", ""},
};

constexpr std::pair<std::string_view, std::string_view> kForeignOperators[] = {
    {"==", "="}, {"!=", "<>"}, {"&&", "and(a, b)"}, {"||", "or(a, b)"}, {"**", "^"},
};

bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }
bool is_ascii_letter(char c) noexcept { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }

// The bytes of a letter that may stand in a name: ASCII, or U+00C0 to U+024F but for the two signs among
// them.
std::size_t letter_at(std::string_view text, std::size_t at) noexcept {
  if (at >= text.size()) return 0;
  if (is_ascii_letter(text[at])) return 1;
  const auto first = static_cast<unsigned char>(text[at]);
  if (first < 0xC3 || first > 0xC9 || at + 1 >= text.size()) return 0;
  const auto second = static_cast<unsigned char>(text[at + 1]);
  if ((second & 0xC0) != 0x80) return 0;
  return first == 0xC3 && (second == 0x97 || second == 0xB7) ? 0 : 2;
}

class Lexer {
 public:
  explicit Lexer(std::string_view text) : text_(text) {}

  // nullopt on an error, which is then in `error`.
  std::optional<std::vector<Lexeme>> run() {
    while (skip_spaces(), at_ < text_.size()) {
      if (!next()) return std::nullopt;
    }
    Lexeme end;
    end.position = text_.size();
    lexemes_.push_back(end);
    return std::move(lexemes_);
  }
  ExpressionError error;

 private:
  bool fail(std::size_t position, std::string message, std::string suggestion = {}) {
    error = {position, std::move(message), std::move(suggestion)};
    return false;
  }
  void skip_spaces() {
    while (at_ < text_.size()) {
      if (text_[at_] == ' ' || (text_[at_] >= '\t' && text_[at_] <= '\r')) {
        ++at_;
      } else if (text_.substr(at_, 2) == "\u00A0") {
        at_ += 2;
      } else {
        return;
      }
    }
  }

  bool next() {
    const char c = text_[at_];
    if (is_digit(c) || (c == '.' && at_ + 1 < text_.size() && is_digit(text_[at_ + 1]))) return number();
    if (c == '[') return reference();
    if (letter_at(text_, at_) != 0) return name();
    for (const auto& [sign, meant] : kForeignSigns) {
      if (text_.substr(at_, sign.size()) == sign) {
        return fail(at_, "\"" + std::string(sign) + "\" cannot be calculated with",
                    meant.empty() ? "" : "write " + std::string(meant));
      }
    }
    for (const auto& [sign, meant] : kForeignOperators) {
      if (text_.substr(at_, 2) == sign)
        return fail(at_, "\"" + std::string(sign) + "\" is no operator here", "write " + std::string(meant));
    }
    if (c == '?' || c == ':')
      return fail(at_, std::string("\"") + c + "\" is no operator here", "write if(condition, a, b)");
    if (c == ';') return fail(at_, "arguments are separated by commas", "write , instead of ;");
    if (c == '&') return fail(at_, "text cannot be joined in an indicator's expression");
    if (c == '"' || c == '\'') return fail(at_, "text cannot be calculated with");
    if (c == '!' || c == '$') {
      return fail(at_, "an expression is written with the names of measures, not with cells",
                  "give the cell a name on the Measures sheet");
    }
    std::string sign(1, c);
    if ((c == '<' || c == '>') && at_ + 1 < text_.size() &&
        (text_[at_ + 1] == '=' || (c == '<' && text_[at_ + 1] == '>'))) {
      sign += text_[at_ + 1];
    }
    if (std::string_view("+-*/^=<>(),%").find(c) == std::string_view::npos) {
      const bool printable = static_cast<unsigned char>(c) > 0x20 && static_cast<unsigned char>(c) < 0x7F;
      return fail(at_, printable ? "\"" + sign + "\" has no meaning in an expression"
                                 : "a character that has no meaning in an expression");
    }
    push(Lexeme::Kind::sign, sign, at_);
    at_ += sign.size();
    return true;
  }

  void push(Lexeme::Kind kind, std::string text, std::size_t position) {
    Lexeme lexeme;
    lexeme.kind = kind;
    lexeme.text = std::move(text);
    lexeme.position = position;
    lexemes_.push_back(std::move(lexeme));
  }

  bool number() {
    const std::size_t start = at_;
    Lexeme lexeme;
    lexeme.kind = Lexeme::Kind::number;
    lexeme.position = start;
    const auto read =
        fast_float::from_chars(text_.data() + start, text_.data() + text_.size(), lexeme.number);
    at_ = static_cast<std::size_t>(read.ptr - text_.data());
    lexeme.text = std::string(text_.substr(start, at_ - start));
    if (read.ec != std::errc() || !std::isfinite(lexeme.number))
      return fail(start, "the number is too large");
    if (at_ < text_.size() && (text_[at_] == '.' || letter_at(text_, at_) != 0)) {
      return fail(start, "\"" + lexeme.text + "\" runs into what follows it",
                  "put an operator between them; a name begins with a letter");
    }
    lexemes_.push_back(std::move(lexeme));
    return true;
  }

  bool reference() {
    const std::size_t start = at_;
    const std::size_t end = text_.find(']', start);
    if (end == std::string_view::npos)
      return fail(start, "the bracket is not closed", "write an indicator as [CS-2]");
    const std::string_view inside = trimmed(text_.substr(start + 1, end - start - 1));
    if (inside.empty() || inside.find('[') != std::string_view::npos)
      return fail(start, "the brackets hold no indicator", "write an indicator as [CS-2]");
    push(Lexeme::Kind::reference, std::string(inside), start);
    at_ = end + 1;
    return suffixes();
  }

  bool name() {
    const std::size_t start = at_;
    while (at_ < text_.size() && (is_digit(text_[at_]) || letter_at(text_, at_) != 0))
      at_ += std::max<std::size_t>(1, letter_at(text_, at_));
    push(Lexeme::Kind::name, std::string(text_.substr(start, at_ - start)), start);
    return suffixes();
  }

  bool suffixes() {
    while (at_ < text_.size() && text_[at_] == '.') {
      const std::size_t start = at_ + 1;
      std::size_t end = start;
      while (end < text_.size() && (is_digit(text_[end]) || is_ascii_letter(text_[end]))) ++end;
      const std::string_view suffix = text_.substr(start, end - start);
      if (!add_suffix(lexemes_.back().view, suffix)) {
        const std::vector<std::string> known = view_suffixes();
        std::string all;
        for (const std::string& each : known) all += (all.empty() ? "." : ", .") + each;
        const std::string near = nearest_name(suffix, known);
        return fail(start - 1, "\"." + std::string(suffix) + "\" cannot follow " + lexemes_.back().text,
                    near.empty() || near == suffix ? "write one of " + all : "did you mean ." + near + "?");
      }
      at_ = end;
    }
    return true;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::vector<Lexeme> lexemes_;
};

}  // namespace

std::optional<std::vector<Lexeme>> lexemes_of(std::string_view text, ExpressionError& error) {
  Lexer lexer(text);
  std::optional<std::vector<Lexeme>> lexemes = lexer.run();
  if (!lexemes) error = lexer.error;
  return lexemes;
}

bool is_expression_name(std::string_view name) noexcept {
  if (letter_at(name, 0) == 0) return false;
  for (std::size_t at = 0; at < name.size();) {
    const std::size_t letter = letter_at(name, at);
    if (letter == 0 && !is_digit(name[at])) return false;
    at += std::max<std::size_t>(1, letter);
  }
  return true;
}

}  // namespace outturn
