#include "engine/indicators/indicator_expression.h"

#include <fast_float/fast_float.h>
#include <muParser.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <mutex>
#include <utility>

#include "engine/indicators/figure_text.h"
#include "engine/indicators/spelling.h"
#include "formulas/decimal_rounding.h"

namespace outturn {
namespace {

// Thrown through muParser, which lets foreign exceptions pass when it evaluates one value at a time.
struct Stop {
  ErrorCode code;
};

double finite(double number) {
  if (!std::isfinite(number)) throw Stop{ErrorCode::num};
  return number;
}

double add(double a, double b) { return finite(sum_or_zero(a, b)); }
double subtract(double a, double b) { return finite(sum_or_zero(a, -b)); }
double multiply(double a, double b) { return finite(a * b); }
double divide(double a, double b) {
  if (b == 0) throw Stop{ErrorCode::div0};
  return finite(a / b);
}
double power(double a, double b) {
  if (a == 0 && b == 0) throw Stop{ErrorCode::num};
  if (a == 0 && b < 0) throw Stop{ErrorCode::div0};
  return finite(std::pow(a, b));
}
double negate(double a) { return -a; }
double equal(double a, double b) { return compare_15(a, b) == 0; }
double not_equal(double a, double b) { return compare_15(a, b) != 0; }
double less(double a, double b) { return compare_15(a, b) < 0; }
double less_or_equal(double a, double b) { return compare_15(a, b) <= 0; }
double greater(double a, double b) { return compare_15(a, b) > 0; }
double greater_or_equal(double a, double b) { return compare_15(a, b) >= 0; }

double smallest(const double* values, int count) { return *std::min_element(values, values + count); }
double largest(const double* values, int count) { return *std::max_element(values, values + count); }
double total(const double* values, int count) {
  double sum = 0;
  for (int at = 0; at < count; ++at) sum = add(sum, values[at]);
  return sum;
}
double mean(const double* values, int count) { return total(values, count) / count; }
double all_of(const double* values, int count) {
  return std::all_of(values, values + count, [](double value) { return value != 0; });
}
double any_of(const double* values, int count) {
  return std::any_of(values, values + count, [](double value) { return value != 0; });
}
double inverse(const double* values, int) { return values[0] == 0; }
double magnitude(const double* values, int) { return std::fabs(values[0]); }
double square_root(const double* values, int) {
  if (values[0] < 0) throw Stop{ErrorCode::num};
  return std::sqrt(values[0]);
}
int places_of(double places) { return static_cast<int>(std::clamp(std::trunc(places), -400.0, 400.0)); }
double rounded(const double* values, int) { return finite(round_half_away(values[0], places_of(values[1]))); }
double rounded_up(const double* values, int) { return finite(round_up(values[0], places_of(values[1]))); }
double rounded_down(const double* values, int) { return finite(round_down(values[0], places_of(values[1]))); }

constexpr int kAnyNumber = 1000;

struct Function {
  std::string_view name;
  int least, most;                     // arguments
  double (*body)(const double*, int);  // null for `if`, which becomes a choice
};

constexpr Function kFunctions[] = {
    {"abs", 1, 1, magnitude},
    {"and", 1, kAnyNumber, all_of},
    {"average", 1, kAnyNumber, mean},
    {"avg", 1, kAnyNumber, mean},
    {"if", 3, 3, nullptr},
    {"max", 1, kAnyNumber, largest},
    {"min", 1, kAnyNumber, smallest},
    {"not", 1, 1, inverse},
    {"or", 1, kAnyNumber, any_of},
    {"round", 2, 2, rounded},
    {"rounddown", 2, 2, rounded_down},
    {"roundup", 2, 2, rounded_up},
    {"sqrt", 1, 1, square_root},
    {"sum", 1, kAnyNumber, total},
};

constexpr std::string_view kMilestone = "milestone";
constexpr std::string_view kWorst = "worst";
constexpr std::string_view kBest = "best";

const Function* find_function(std::string_view name) {
  for (const Function& function : kFunctions) {
    if (same_name(name, function.name)) return &function;
  }
  return nullptr;
}

std::vector<std::string> function_names() {
  std::vector<std::string> names = {std::string(kWorst), std::string(kBest)};
  for (const Function& function : kFunctions) names.emplace_back(function.name);
  return names;
}

// Signs of typography that a word processor puts where a key was meant.
constexpr std::pair<std::string_view, std::string_view> kForeignSigns[] = {
    {"\u00D7", "*"},  {"\u00F7", "/"},  {"\u2013", "-"}, {"\u2014", "-"}, {"\u2212", "-"},  {"\u2264", "<="},
    {"\u2265", ">="}, {"\u2260", "<>"}, {"\u201C", ""},  {"\u201D", ""},  {"\u00B2", "^2"}, {"\u00A3", ""},
};

constexpr std::pair<std::string_view, std::string_view> kForeignOperators[] = {
    {"==", "="}, {"!=", "<>"}, {"&&", "and(a, b)"}, {"||", "or(a, b)"}, {"**", "^"},
};

struct Lexeme {
  enum class Kind { number, name, reference, sign, end } kind = Kind::end;
  std::string text;  // of a sign or a name, without suffixes; of a reference, what stands in the brackets
  double number = 0;
  PeriodView view;
  std::size_t position = 0;
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

// Checks the order of the lexemes and writes them for muParser with names that it cannot misread: v0, v1… for
// inputs, k0… for numbers, f0… for functions. Nothing that the officer typed reaches it as text.
class Translator {
 public:
  explicit Translator(const std::vector<Lexeme>& lexemes) : lexemes_(lexemes) {}

  bool run() {
    bool operand_due = true;
    for (; lexemes_[at_].kind != Lexeme::Kind::end; ++at_) {
      if (operand_due ? !operand(operand_due) : !after_operand(operand_due)) return false;
    }
    if (operand_due)
      return fail(lexemes_[at_], at_ == 0 ? "the expression is empty" : "the expression ends too early");
    if (!open_.empty()) return fail_at(open_.back().position, "a bracket is not closed");
    return true;
  }

  std::string code;
  std::vector<ExpressionInput> inputs;
  std::vector<double> numbers;
  ExpressionSteps steps;
  ExpressionError error;

 private:
  struct Open {
    const Function* function;  // null for plain brackets
    int arguments;
    std::size_t position;
  };

  bool fail_at(std::size_t position, std::string message, std::string suggestion = {}) {
    error = {position, std::move(message), std::move(suggestion)};
    return false;
  }
  bool fail(const Lexeme& lexeme, std::string message, std::string suggestion = {}) {
    return fail_at(lexeme.position, std::move(message), std::move(suggestion));
  }
  [[nodiscard]] bool is_sign(std::size_t at, std::string_view sign) const {
    return lexemes_[at].kind == Lexeme::Kind::sign && lexemes_[at].text == sign;
  }

  bool operand(bool& operand_due) {
    const Lexeme& lexeme = lexemes_[at_];
    switch (lexeme.kind) {
      case Lexeme::Kind::number: {
        double number = lexeme.number;
        while (is_sign(at_ + 1, "%")) {
          number /= 100;
          ++at_;
        }
        code += "k" + std::to_string(numbers.size()) + " ";
        numbers.push_back(number);
        steps.number(number);
        operand_due = false;
        return true;
      }
      case Lexeme::Kind::name:
        if (is_sign(at_ + 1, "(")) return call();
        if (same_name(lexeme.text, "true") || same_name(lexeme.text, "false")) {
          code += "k" + std::to_string(numbers.size()) + " ";
          numbers.push_back(same_name(lexeme.text, "true") ? 1 : 0);
          steps.number(numbers.back());
        } else if (find_function(lexeme.text) != nullptr) {
          return fail(lexeme, "\"" + lexeme.text + "\" is a function", "write " + lexeme.text + "(…)");
        } else if (same_name(lexeme.text, kMilestone) || same_name(lexeme.text, kWorst) ||
                   same_name(lexeme.text, kBest)) {
          return stands_alone(lexeme);
        } else {
          input(lexeme, false);
        }
        operand_due = false;
        return true;
      case Lexeme::Kind::reference:
        input(lexeme, true);
        operand_due = false;
        return true;
      default:
        break;
    }
    if (lexeme.text == "(") {
      code += "(";
      steps.open({});
      open_.push_back({nullptr, 1, lexeme.position});
      return true;
    }
    if (lexeme.text == "-" || lexeme.text == "+") {
      bool minus = lexeme.text == "-";
      while (is_sign(at_ + 1, "-") || is_sign(at_ + 1, "+")) minus = minus != is_sign(++at_, "-");
      if (minus) code += "-";
      if (minus) steps.negate();
      return true;
    }
    if (at_ == 0 && lexeme.text == "=")
      return fail(lexeme, "an expression does not begin with =", "leave the = out");
    if (lexeme.text == ")" && !open_.empty()) return fail(lexeme, "something is missing before )");
    return fail(lexeme, "\"" + lexeme.text + "\" stands where a name or number is expected");
  }

  bool after_operand(bool& operand_due) {
    const Lexeme& lexeme = lexemes_[at_];
    if (lexeme.kind != Lexeme::Kind::sign) {
      if (same_name(lexeme.text, "and") || same_name(lexeme.text, "or")) {
        return fail(lexeme, "\"" + lexeme.text + "\" does not stand between its parts",
                    "write " + lexeme.text + "(a, b)");
      }
      return fail(lexeme, "an operator is missing before \"" + lexeme.text + "\"",
                  lexemes_[at_ - 1].kind == Lexeme::Kind::name ? "names have no spaces in them" : "");
    }
    if (lexeme.text == ")") {
      if (open_.empty()) return fail(lexeme, "a bracket is closed that was not opened");
      const Open open = open_.back();
      open_.pop_back();
      steps.close();
      if (open.function == nullptr) {
        code += ")";
        return true;
      }
      if (open.arguments < open.function->least || open.arguments > open.function->most) {
        return fail_at(open.position,
                       std::string(open.function->name) + " takes " + std::to_string(open.function->least) +
                           (open.function->most == kAnyNumber ? " or more" : "") + " values, not " +
                           std::to_string(open.arguments),
                       open.function->body == nullptr ? "write if(condition, a, b)" : "");
      }
      code += open.function->body == nullptr ? "))" : ")";
      return true;
    }
    if (lexeme.text == ",") {
      if (open_.empty() || open_.back().function == nullptr) {
        return fail(lexeme, "a comma stands outside a function", "write numbers without commas, as 1000");
      }
      Open& open = open_.back();
      ++open.arguments;
      steps.comma();
      if (open.function->body != nullptr) {
        code += ",";
      } else if (open.arguments == 2) {
        code += ")?(";
      } else if (open.arguments == 3) {
        code += "):(";
      } else {
        return fail_at(open.position, "if takes 3 values", "write if(condition, a, b)");
      }
      operand_due = true;
      return true;
    }
    if (lexeme.text == "(") return fail(lexeme, "an operator is missing before (", "write * to multiply");
    if (lexeme.text == "%") return fail(lexeme, "% stands only after a number", "write / 100");
    code += lexeme.text + " ";
    steps.binary(lexeme.text);
    operand_due = true;
    return true;
  }

  bool call() {
    const Lexeme& lexeme = lexemes_[at_];
    if (same_name(lexeme.text, kWorst) || same_name(lexeme.text, kBest)) return stands_alone(lexeme);
    const Function* function = find_function(lexeme.text);
    if (function == nullptr) {
      const std::vector<std::string> known = function_names();
      const std::string near = nearest_name(lexeme.text, known);
      std::string all;
      for (const std::string& each : known) all += (all.empty() ? "" : ", ") + each;
      return fail(lexeme, "there is no function \"" + lexeme.text + "\" in expressions",
                  near.empty() ? "the functions are " + all : "did you mean " + near + "?");
    }
    if (lexeme.view != PeriodView{}) return fail(lexeme, "a period follows a measure, not a function");
    ++at_;
    open_.push_back({function, 1, lexeme.position});
    steps.open(function->name);
    if (function->body == nullptr) {
      code += "((";
    } else {
      code += "f" + std::to_string(function - kFunctions) + "(";
    }
    return true;
  }

  bool stands_alone(const Lexeme& lexeme) {
    if (same_name(lexeme.text, kMilestone)) {
      return fail(lexeme, "milestone stands alone: it is a date, not a number");
    }
    return fail(lexeme, lexeme.text + " stands alone and gives a status, not a number",
                "write " + lexeme.text + "([A-1], [A-2])");
  }

  void input(const Lexeme& lexeme, bool is_indicator) {
    std::size_t index = 0;
    while (index < inputs.size() &&
           !(inputs[index].is_indicator == is_indicator && inputs[index].view == lexeme.view &&
             same_name(inputs[index].name, lexeme.text))) {
      ++index;
    }
    if (index == inputs.size()) inputs.push_back({lexeme.text, is_indicator, lexeme.view, lexeme.position});
    code += "v" + std::to_string(index) + " ";
    steps.input(index);
  }

  const std::vector<Lexeme>& lexemes_;
  std::size_t at_ = 0;
  std::vector<Open> open_;
};

void teach_excel(mu::Parser& parser) {
  parser.EnableOptimizer(false);  // it returns wrong answers, and nothing is gained by it
  parser.EnableBuiltInOprt(false);
  parser.ClearFun();
  parser.ClearConst();
  parser.ClearInfixOprt();
  parser.ClearPostfixOprt();
  parser.ClearOprt();
  parser.DefineInfixOprt("-", negate, mu::prPOW + 1, false);
  parser.DefineOprt("^", power, mu::prPOW, mu::oaLEFT, false);
  parser.DefineOprt("*", multiply, mu::prMUL_DIV, mu::oaLEFT, false);
  parser.DefineOprt("/", divide, mu::prMUL_DIV, mu::oaLEFT, false);
  parser.DefineOprt("+", add, mu::prADD_SUB, mu::oaLEFT, false);
  parser.DefineOprt("-", subtract, mu::prADD_SUB, mu::oaLEFT, false);
  parser.DefineOprt("=", equal, mu::prCMP, mu::oaLEFT, false);
  parser.DefineOprt("<>", not_equal, mu::prCMP, mu::oaLEFT, false);
  parser.DefineOprt("<", less, mu::prCMP, mu::oaLEFT, false);
  parser.DefineOprt("<=", less_or_equal, mu::prCMP, mu::oaLEFT, false);
  parser.DefineOprt(">", greater, mu::prCMP, mu::oaLEFT, false);
  parser.DefineOprt(">=", greater_or_equal, mu::prCMP, mu::oaLEFT, false);
  for (std::size_t at = 0; at < std::size(kFunctions); ++at) {
    if (kFunctions[at].body != nullptr)
      parser.DefineFun("f" + std::to_string(at), kFunctions[at].body, false);
  }
}

// `worst([A], [B])`: nullopt where the text is not of this form at all.
std::optional<std::vector<ExpressionInput>> status_list(const std::vector<Lexeme>& lexemes) {
  std::vector<ExpressionInput> inputs;
  for (std::size_t at = 2;; at += 2) {
    if (at + 1 >= lexemes.size() || lexemes[at].kind != Lexeme::Kind::reference) return std::nullopt;
    inputs.push_back({lexemes[at].text, true, lexemes[at].view, lexemes[at].position});
    if (lexemes[at + 1].kind != Lexeme::Kind::sign) return std::nullopt;
    if (lexemes[at + 1].text == ")") break;
    if (lexemes[at + 1].text != ",") return std::nullopt;
  }
  if (lexemes.size() != 2 + 2 * inputs.size() + 1) return std::nullopt;
  return inputs;
}

}  // namespace

struct IndicatorExpression::Program {
  Form form = Form::number;
  std::string text;
  std::vector<ExpressionInput> inputs;
  std::vector<ExpressionStep> steps;
  // A parser gives wrong answers when two threads use it, so one thread has it at a time.
  mutable std::mutex busy;
  mutable mu::Parser parser;
  mutable std::vector<double> values;  // what the parser's variables point to
};

IndicatorExpression::Form IndicatorExpression::form() const noexcept { return program_->form; }
const std::string& IndicatorExpression::text() const noexcept { return program_->text; }
std::span<const ExpressionInput> IndicatorExpression::inputs() const noexcept { return program_->inputs; }

std::span<const ExpressionStep> IndicatorExpression::steps() const noexcept { return program_->steps; }

std::variant<double, ErrorCode> IndicatorExpression::evaluate(std::span<const double> values) const {
  const std::lock_guard<std::mutex> lock(program_->busy);
  std::copy(values.begin(),
            values.begin() + static_cast<std::ptrdiff_t>(std::min(values.size(), program_->values.size())),
            program_->values.begin());
  try {
    const double result = program_->parser.Eval();
    if (!std::isfinite(result)) return ErrorCode::num;
    return result == 0 ? 0.0 : result;  // no negative zero
  } catch (const Stop& stop) {
    return stop.code;
  } catch (const mu::ParserError&) {
    return ErrorCode::value;  // not reachable: the expression was evaluated when it was compiled
  }
}

ExpressionReading compile_expression(std::string_view text) {
  ExpressionReading reading;
  if (text.size() > kMaxExpressionLength) {
    reading.error = {kMaxExpressionLength,
                     "the expression is longer than " + std::to_string(kMaxExpressionLength) + " characters",
                     "give a part of it a reference of its own and use it as [reference]"};
    return reading;
  }
  Lexer lexer(text);
  const std::optional<std::vector<Lexeme>> lexemes = lexer.run();
  if (!lexemes) {
    reading.error = lexer.error;
    return reading;
  }
  auto program = std::make_shared<IndicatorExpression::Program>();
  program->text = std::string(trimmed(text));
  IndicatorExpression expression;
  const Lexeme& first = lexemes->front();
  if (first.kind == Lexeme::Kind::name && lexemes->size() == 2 && same_name(first.text, kMilestone)) {
    program->form = IndicatorExpression::Form::milestone;
    expression.program_ = std::move(program);
    reading.expression = std::move(expression);
    return reading;
  }
  if (first.kind == Lexeme::Kind::name && (same_name(first.text, kWorst) || same_name(first.text, kBest)) &&
      (*lexemes)[1].text == "(") {
    auto statuses = status_list(*lexemes);
    if (!statuses) {
      reading.error = {first.position, first.text + " stands alone and takes indicators only",
                       "write " + first.text + "([A-1], [A-2])"};
      return reading;
    }
    program->form = same_name(first.text, kWorst) ? IndicatorExpression::Form::worst_status
                                                  : IndicatorExpression::Form::best_status;
    program->inputs = std::move(*statuses);
    expression.program_ = std::move(program);
    reading.expression = std::move(expression);
    return reading;
  }
  Translator translator(*lexemes);
  if (!translator.run()) {
    reading.error = translator.error;
    return reading;
  }
  program->inputs = std::move(translator.inputs);
  program->steps = translator.steps.take();
  program->values.assign(program->inputs.size(), 1.0);
  try {
    teach_excel(program->parser);
    for (std::size_t at = 0; at < translator.numbers.size(); ++at)
      program->parser.DefineConst("k" + std::to_string(at), translator.numbers[at]);
    for (std::size_t at = 0; at < program->values.size(); ++at)
      program->parser.DefineVar("v" + std::to_string(at), &program->values[at]);
    program->parser.SetExpr(translator.code);
    try {
      (void)program->parser.Eval();  // compiles it
    } catch (const Stop&) {          // arithmetic on the trial values says nothing about the expression
    }
    if (program->parser.GetNumResults() != 1) throw mu::ParserError(mu::ecINTERNAL_ERROR);
  } catch (const mu::ParserError&) {
    reading.error = {0, "the expression cannot be calculated", "write it in simpler parts"};
    return reading;
  }
  expression.program_ = std::move(program);
  reading.expression = std::move(expression);
  return reading;
}

bool is_reserved_in_expressions(std::string_view name) {
  for (std::string_view word :
       {kMilestone, kWorst, kBest, std::string_view("true"), std::string_view("false")}) {
    if (same_name(name, word)) return true;
  }
  return find_function(name) != nullptr;
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
