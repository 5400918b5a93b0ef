// Every function of the catalogue with arguments that nobody would write: it must come back, soon and with a
// value that Excel could show.
#include <gtest/gtest.h>

#include <chrono>
#include <cmath>
#include <iostream>
#include <random>

#include "formulas/arguments.h"
#include "formulas/catalogue.h"
#include "tests/support/plain_context.h"

namespace outturn {
namespace {

constexpr int kCalls = 200;
constexpr std::uint32_t kSeed = 20240131;

bool is_presentable(const Value& value) {
  if (value.is_number())
    return std::isfinite(value.number()) && std::fpclassify(value.number()) != FP_SUBNORMAL;
  if (!value.is_array()) return true;
  return std::all_of(value.array().begin(), value.array().end(),
                     [](const Value& member) { return !member.is_array() && is_presentable(member); });
}

class RandomFormula {
 public:
  explicit RandomFormula(std::uint32_t seed) : random_(seed) {}

  std::string call(const FunctionSpec& function) {
    const Signature& signature = function.signature;
    const std::size_t most = std::min<std::size_t>(signature.most(), signature.size() + 4);
    std::size_t count = signature.required() + below(most - signature.required() + 1);
    if (below(20) == 0) count = below(most + 2);  // perhaps a wrong one
    std::string text(function.name);
    text += '(';
    for (std::size_t i = 0; i < count; ++i) {
      if (i > 0) text += ',';
      text += argument(i < signature.most() ? signature.parameter(i).kind : ParameterKind::any);
    }
    return text + ')';
  }

 private:
  std::size_t below(std::size_t end) { return random_() % end; }

  template <std::size_t N>
  std::string one_of(const char* const (&choices)[N]) {
    return choices[below(N)];
  }

  std::string number() {
    static constexpr const char* kNumbers[] = {"0",
                                               "1",
                                               "-1",
                                               "2",
                                               "3",
                                               "0.5",
                                               "-0.5",
                                               "10",
                                               "12",
                                               "100",
                                               "255",
                                               "1900",
                                               "2024",
                                               "45292",
                                               "45657",
                                               "60",
                                               "2958465",
                                               "-7",
                                               "1E-9",
                                               "1E9",
                                               "1E15",
                                               "1E16",
                                               "2^31",
                                               "2^53",
                                               "-2^31",
                                               "1E100",
                                               "1E308",
                                               "-1E308",
                                               "1.7976931348623157E308",
                                               "2.2250738585072014E-308",
                                               "2.3E-308",
                                               "-2.3E-308",
                                               "0.1",
                                               "0.05",
                                               "0.95",
                                               "0.999999999999",
                                               "365"};
    if (below(4) == 0)
      return std::to_string(static_cast<int>(below(2000)) - 1000) + "/" + std::to_string(1 + below(64));
    return one_of(kNumbers);
  }
  std::string text() {
    static constexpr const char* kTexts[] = {"\"\"",
                                             "\"a\"",
                                             "\"abc\"",
                                             "\"5\"",
                                             "\"-1.5\"",
                                             "\"1/2/2024\"",
                                             "\"12:30\"",
                                             "\"TRUE\"",
                                             "\"#N/A\"",
                                             "\"1+2i\"",
                                             "\"FF\"",
                                             "\"m\"",
                                             "\"A1:B2\"",
                                             "\"Sheet1!A1\"",
                                             "\"é漢😀\"",
                                             "\"*?~\"",
                                             "\"(a+)+$\"",
                                             "\"0.00;[Red]-0\"",
                                             "\"yyyy-mm-dd\"",
                                             "\">5\"",
                                             "\"<a><b>1</b></a>\"",
                                             "\"//b\"",
                                             "REPT(\"ab\",200)",
                                             "REPT(\"9\",400)"};
    return one_of(kTexts);
  }
  std::string array() {
    static constexpr const char* kArrays[] = {
        "{1,2,3}",  "{1;2;3}",   "{3,1;2,5;4,1}",   "{1,2;3,4}",           "{\"a\",\"b\";1,TRUE}",
        "{1,#N/A}", "{0;0;0;0}", "{-100,39,39,39}", "{43831;44197;44562}", "{1E308,1E308}",
        "{5}"};
    return one_of(kArrays);
  }
  std::string range() {
    static constexpr const char* kRanges[] = {"A1",  "A1:A5", "A1:C5", "C3:D4",   "A1:E1", "B1:B5",
                                              "Z99", "X1:Z9", "E1:E5", "(A1,B2)", "D1:D5", "A1:A300"};
    return one_of(kRanges);
  }
  std::string lambda() {
    static constexpr const char* kLambdas[] = {"SUM",         "LAMBDA(x,x+1)",     "LAMBDA(a,b,a+b)",
                                               "LAMBDA(x,x)", "LAMBDA(a,b,c,a*b)", "LAMBDA(x,1/0)"};
    return one_of(kLambdas);
  }
  std::string any() {
    static constexpr const char* kOthers[] = {"TRUE", "FALSE", "#DIV/0!", "#N/A", "#VALUE!", ""};
    switch (below(7)) {
      case 0:
      case 1:
        return number();
      case 2:
        return text();
      case 3:
        return array();
      case 4:
        return range();
      case 5:
        return below(3) == 0 ? lambda() : one_of(kOthers);
      default:
        return number();
    }
  }
  // Mostly of the kind that is asked for, so that the body is reached.
  std::string argument(ParameterKind kind) {
    if (below(4) == 0) return any();
    switch (kind) {
      case ParameterKind::number:
      case ParameterKind::strict:
        return number();
      case ParameterKind::text:
        return text();
      case ParameterKind::numbers:
      case ParameterKind::ordered:
      case ParameterKind::cells:
      case ParameterKind::array:
        return below(2) == 0 ? array() : range();
      case ParameterKind::reference:
        return range();
      case ParameterKind::lazy:
        return below(2) == 0 ? lambda() : any();
      default:
        return any();
    }
  }

  std::mt19937 random_;
};

void fill(testing::PlainContext& context) {
  const Value values[] = {1,     2.5, "a", true,  Value(), -3, 0,     "2024-01-31", ErrorCode::na, 1e9,
                          45292, 7,   "5", false, 1e-300,  12, "x y", 0.25,         100,           6};
  std::size_t i = 0;
  for (std::int32_t row = 0; row < 5; ++row)
    for (std::int32_t column = 0; column < 4; ++column) context.cells[{row, column}] = values[i++];
  for (std::int32_t row = 0; row < 5; ++row) context.cells[{row, 4}] = Value(row * 2.0 + 1);
}

TEST(RandomArguments, GiveAValueThatACellCanHold) {
  using Clock = std::chrono::steady_clock;
  for (const FunctionSpec* function : all_functions()) {
    // A seed of its own: a new function does not change what the others are called with.
    std::uint32_t seed = kSeed;
    for (const char c : function->name) seed = seed * 31 + static_cast<unsigned char>(c);
    RandomFormula random(seed);
    double slowest = 0;
    std::string slowest_formula;
    for (int i = 0; i < kCalls; ++i) {
      testing::PlainContext context;
      fill(context);
      const std::string formula = random.call(*function);
      const auto start = Clock::now();
      try {
        const Value value =
            context.calculate(formula, i % 2 == 0 ? FormulaMode::array : FormulaMode::implicit_intersection);
        EXPECT_TRUE(is_presentable(value)) << formula;
      } catch (const std::exception& problem) {
        ADD_FAILURE() << formula << " throws " << problem.what();
      }
      const double seconds = std::chrono::duration<double>(Clock::now() - start).count();
      if (seconds > slowest) {
        slowest = seconds;
        slowest_formula = formula;
      }
    }
    if (slowest > 0.25) std::cout << slowest << " s: " << slowest_formula << '\n';
  }
}

// What each of these asks for would not end, or not fit into memory.
TEST(RandomArguments, BeyondExcelsLimitsGiveItsErrorAtOnce) {
  struct Case {
    const char* formula;
    const char* result;
  };
  constexpr Case kCases[] = {
      {"REPT(\"x\",1E9)", "#VALUE!"},
      {"REPT(REPT(\"x\",32767),2)", "#VALUE!"},
      {"LEN(REPT(\"x\",32767)&\"y\")", "#VALUE!"},
      {"SUM(SEQUENCE(1E6,1E6))", "#NUM!"},
      {"COMBIN(1E9,5E8)", "#NUM!"},
      {"FACT(1E9)", "#NUM!"},
      {"LET(f,LAMBDA(g,x,g(g,x+1)),f(f,1))", "#NUM!"},
      {"MAKEARRAY(1E9,1,LAMBDA(r,c,r))", "#NUM!"},
      {"TEXTJOIN(\",\",FALSE,SEQUENCE(40000))", "#VALUE!"},
      {"CONCAT(REPT(\"a\",20000),REPT(\"b\",20000))", "#VALUE!"},
      {"SUBSTITUTE(REPT(\"a\",30000),\"a\",\"bb\")", "#VALUE!"},
      {"REGEXTEST(REPT(\"a\",40)&\"!\",\"^(a+)+$\")", "#VALUE!"},
      {"REGEXREPLACE(REPT(\"a\",40)&\"!\",\"^(a|aa)+$\",\"b\")", "#VALUE!"},
      {"REGEXREPLACE(REPT(\"a\",30000),\"a\",\"bb\")", "#VALUE!"},
      {"REGEXTEST(\"a\",REPT(\"(\",300)&REPT(\")\",300))", "#VALUE!"},
      {"FILTERXML(REPT(\"<a>\",300)&REPT(\"</a>\",300),\"//a\")", "#VALUE!"},
      {"FILTERXML(\"<!DOCTYPE a [<!ENTITY b \"\"c\"\">]><a>&b;</a>\",\"//a\")", "#VALUE!"},
      {"ROWS(EXPAND({1},1E6,1E6))", "#NUM!"},
      {"COLUMNS(WRAPROWS(SEQUENCE(3),1E9))", "3"},
  };
  for (const Case& at : kCases) {
    testing::PlainContext context;
    EXPECT_EQ(context.calculate(at.formula), context.calculate(at.result)) << at.formula;
  }
}

}  // namespace
}  // namespace outturn
