#include "engine/indicators/indicator_expression.h"

#include <muParser.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <mutex>
#include <utility>

#include "engine/indicators/expression_lexer.h"
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
// Composite targets: all([A], [B]) is as good as its worst, any([A], [B]) as its best.
constexpr std::string_view kAll = "all";
constexpr std::string_view kAny = "any";

bool is_status_form(std::string_view name) {
  return same_name(name, kWorst) || same_name(name, kBest) || same_name(name, kAll) || same_name(name, kAny);
}

const Function* find_function(std::string_view name) {
  for (const Function& function : kFunctions) {
    if (same_name(name, function.name)) return &function;
  }
  return nullptr;
}

std::vector<std::string> function_names() {
  std::vector<std::string> names = {std::string(kWorst), std::string(kBest), std::string(kAll),
                                    std::string(kAny)};
  for (const Function& function : kFunctions) names.emplace_back(function.name);
  return names;
}

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
        } else if (same_name(lexeme.text, kMilestone) ||
                   ((same_name(lexeme.text, kWorst) || same_name(lexeme.text, kBest)))) {
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
    if (lexeme.text == ")" && !open_.empty())
      return fail(lexeme, "something is missing before )", "write a name or number there");
    return fail(lexeme, "\"" + lexeme.text + "\" stands where a name or number is expected",
                "write one before it");
  }

  bool after_operand(bool& operand_due) {
    const Lexeme& lexeme = lexemes_[at_];
    if (lexeme.kind != Lexeme::Kind::sign) {
      if (same_name(lexeme.text, "and") || same_name(lexeme.text, "or")) {
        return fail(lexeme, "\"" + lexeme.text + "\" does not stand between its parts",
                    "write " + lexeme.text + "(a, b)");
      }
      return fail(lexeme, "an operator is missing before \"" + lexeme.text + "\"",
                  lexemes_[at_ - 1].kind == Lexeme::Kind::name
                      ? "names have no spaces in them; write _ for a space, or an operator such as +"
                      : "");
    }
    if (lexeme.text == ")") {
      if (open_.empty())
        return fail(lexeme, "a bracket is closed that was not opened", "leave it out, or write the other");
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
    if (is_status_form(lexeme.text)) return stands_alone(lexeme);
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
  const std::optional<std::vector<Lexeme>> lexemes = lexemes_of(text, reading.error);
  if (!lexemes) return reading;
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
  if (first.kind == Lexeme::Kind::name && is_status_form(first.text) && (*lexemes)[1].text == "(") {
    auto statuses = status_list(*lexemes);
    if (!statuses) {
      reading.error = {first.position, first.text + " stands alone and takes indicators only",
                       "write " + first.text + "([A-1], [A-2])"};
      return reading;
    }
    program->form = same_name(first.text, kWorst) || same_name(first.text, kAll)
                        ? IndicatorExpression::Form::worst_status
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

}  // namespace outturn
