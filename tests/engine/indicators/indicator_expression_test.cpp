#include "engine/indicators/indicator_expression.h"

#include <gtest/gtest.h>

#include <map>
#include <thread>

#include "engine/indicators/figure_text.h"

namespace outturn {
namespace {

const std::map<std::string, double> kValues = {
    {"a", 0.7},           {"b", 0},    {"c", 3}, {"zero", 0}, {"answered_30s", 10017}, {"answered", 20591},
    {"r\u00E9pondus", 5}, {"CS-2", 8},
};

std::string result_of(std::string_view text) {
  const ExpressionReading reading = compile_expression(text);
  if (!reading.expression)
    return "refused at " + std::to_string(reading.error.position) + ": " + reading.error.message + "; " +
           reading.error.suggestion;
  std::vector<double> values;
  for (const ExpressionInput& input : reading.expression->inputs()) values.push_back(kValues.at(input.name));
  const auto result = reading.expression->evaluate(values);
  if (const auto* code = std::get_if<ErrorCode>(&result)) return std::string(error_text(*code));
  return figure_text(std::get<double>(result));
}

// Every value is what Excel gives for the same formula with cells in place of names.
TEST(IndicatorExpression, CalculatesAsExcelDoes) {
  const std::pair<const char*, const char*> rows[] = {
      {"answered_30s / answered", "0.486474673401"},
      {"1+2*3", "7"},
      {"(1+2)*3", "9"},
      {"-2^2", "4"},
      {"3-2^2", "-1"},
      {"2^3^2", "64"},
      {"2^-1", "0.5"},
      {"-c^2", "9"},
      {"--1", "1"},
      {"2--1", "3"},
      {"2-+-1", "3"},
      {"2*-3", "-6"},
      {"8-4-2", "2"},
      {"8/4/2", "1"},
      {"50%", "0.5"},
      {"50%%", "0.005"},
      {"10*50%", "5"},
      {".5+1.5e3", "1,500.5"},
      {"1=1", "1"},
      {"1<>1", "0"},
      {"2>=3", "0"},
      {"2<=3", "1"},
      {"1<2=1", "1"},
      {"0.1+0.2=0.3", "1"},
      {"0.5*(1<2)", "0.5"},
      {"and(0.5, 1)", "1"},
      {"or(0.5, 0)", "1"},
      {"not(c)", "0"},
      {"if(c>2, 10, 20)", "10"},
      {"if(b=0, 0, a/b)", "0"},
      {"if(b=0, if(c=3, 5, 6), a/b)+1", "6"},
      {"max(1, if(c=3, min(4, 5), 6), 2)", "4"},
      {"min(3, 1, 2)", "1"},
      {"sum(1, 2, c)", "6"},
      {"AVERAGE(1, 2)", "1.5"},
      {"round(2.5, 0)", "3"},
      {"round(-2.5, 0)", "-3"},
      {"ROUND(1.005, 2)", "1.01"},
      {"roundup(0.41, 1)", "0.5"},
      {"rounddown(0.49, 1)", "0.4"},
      {"round(1250, -2)", "1,300"},
      {"abs(-3)", "3"},
      {"sqrt(9)", "3"},
      {"true+true", "2"},
      {"0.3-0.1-0.2", "0"},
      {"[CS-2]*2", "16"},
      {"[ CS-2 ] + answered*0", "8"},
      {"r\u00E9pondus*2", "10"},
      {"a*3/7", "0.3"},
      {"1/zero", "#DIV/0!"},
      {"zero/zero", "#DIV/0!"},
      {"1/(a/b)", "#DIV/0!"},
      {"min(a/b, 5)", "#DIV/0!"},
      {"a/b > 5", "#DIV/0!"},
      {"max(1, sqrt(-1))", "#NUM!"},
      {"0^0", "#NUM!"},
      {"0^-1", "#DIV/0!"},
      {"(-8)^(1/3)", "#NUM!"},
      {"1e300*1e300", "#NUM!"},
      {"1e308+1e308", "#NUM!"},
      {"if(1/zero, 1, 2)", "#DIV/0!"},
  };
  for (const auto& [text, expected] : rows) EXPECT_EQ(result_of(text), expected) << text;
}

TEST(IndicatorExpression, RefusesWithAPlaceAndWhatToWrite) {
  const struct {
    const char* text;
    std::size_t position;
    const char* part;
  } rows[] = {
      {"", 0, "empty"},
      {"a +", 3, "ends too early"},
      {"(a", 0, "not closed"},
      {"a)", 1, "not opened"},
      {"a b", 2, "names have no spaces"},
      {"2a", 0, "operator"},
      {"a == b", 2, "write ="},
      {"a != b", 2, "write <>"},
      {"a && b", 2, "and(a, b)"},
      {"a and b", 2, "and(a, b)"},
      {"a ? b : c", 2, "if(condition, a, b)"},
      {"=a/b", 0, "leave the = out"},
      {"a = ", 4, "ends too early"},
      {"a, b", 1, "comma"},
      {"1,000", 1, "without commas"},
      {"min(a; b)", 5, "commas"},
      {"summ(a, b)", 0, "did you mean sum?"},
      {"exec(a)", 0, "the functions are"},
      {"sum()", 4, "missing before )"},
      {"if(a, b)", 0, "if(condition, a, b)"},
      {"round(a)", 0, "takes 2"},
      {"sum", 0, "function"},
      {"a.ydt / b", 1, ".ytd"},
      {"a.", 1, "one of"},
      {"a.ytd.year", 5, "one of"},
      {"[", 0, "not closed"},
      {"[]", 0, "no indicator"},
      {"a%", 1, "/ 100"},
      {"a \u00D7 b", 2, "write *"},
      {"a \u2013 b", 2, "write -"},
      {"\"x\"", 0, "text"},
      {"Calls!B7", 5, "Measures sheet"},
      {"1e999", 0, "too large"},
      {"a(b)", 0, "function"},
      {"2(3)", 1, "operator"},
      {"a # b", 2, "no meaning"},
      {"worst([A], 2)", 0, "indicators only"},
      {"1 + worst([A])", 4, "stands alone"},
      {"milestone + 1", 0, "stands alone"},
  };
  for (const auto& row : rows) {
    const ExpressionReading reading = compile_expression(row.text);
    ASSERT_FALSE(reading.expression) << row.text;
    EXPECT_EQ(reading.error.position, row.position) << row.text << ": " << reading.error.message;
    const std::string words = reading.error.message + "; " + reading.error.suggestion;
    EXPECT_NE(words.find(row.part), std::string::npos) << row.text << ": " << words;
    EXPECT_EQ(words.find("arser"), std::string::npos) << words;
  }
  EXPECT_FALSE(compile_expression(std::string(2001, 'a')).expression);
}

TEST(IndicatorExpression, ListsEachInputOnceInItsView) {
  const ExpressionReading reading = compile_expression(
      "abandoned.ytd / Received.ytd - ABANDONED.YTD + received.prev.last_year + [CS-2].prev");
  ASSERT_TRUE(reading.expression);
  std::string inputs;
  for (const ExpressionInput& input : reading.expression->inputs()) {
    inputs += (input.is_indicator ? "[" + input.name + "]" : input.name) + view_text(input.view) + " ";
  }
  EXPECT_EQ(inputs, "abandoned.ytd Received.ytd received.prev.last_year [CS-2].prev ");
}

TEST(IndicatorExpression, KnowsTheFormsThatStandAlone) {
  EXPECT_EQ(compile_expression("worst([SAT-F2F], [SAT-TEL], [SAT-WEB])").expression->form(),
            IndicatorExpression::Form::worst_status);
  EXPECT_EQ(compile_expression("worst([SAT-F2F], [SAT-TEL])").expression->inputs()[1].name, "SAT-TEL");
  EXPECT_EQ(compile_expression("Best([A])").expression->form(), IndicatorExpression::Form::best_status);
  EXPECT_EQ(compile_expression(" milestone ").expression->form(), IndicatorExpression::Form::milestone);
  EXPECT_EQ(compile_expression("a/c").expression->form(), IndicatorExpression::Form::number);
}

TEST(IndicatorExpression, GivesTheSameAnswersOnSeveralThreads) {
  const IndicatorExpression expression = *compile_expression("a / b * 100").expression;
  std::vector<std::thread> threads;
  std::vector<int> wrong(4, 0);
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&expression, &wrong, t] {
      for (int i = 1; i <= 2000; ++i) {
        const double values[] = {static_cast<double>(t + 1), static_cast<double>(i)};
        const auto result = expression.evaluate(values);
        if (std::get<double>(result) != (t + 1.0) / i * 100) ++wrong[static_cast<std::size_t>(t)];
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(wrong, std::vector<int>(4, 0));
}

TEST(IndicatorExpression, TakesLongExpressionsUpToTheLimit) {
  std::string text = "a";
  while (text.size() + 2 <= kMaxExpressionLength) text += "+a";
  EXPECT_TRUE(compile_expression(text).expression);
  std::string nested = std::string(900, '(') + "a" + std::string(900, ')');
  EXPECT_EQ(result_of(nested), "0.7");
}

TEST(IsExpressionName, IsALetterThenLettersAndDigits) {
  EXPECT_TRUE(is_expression_name("answered_30s"));
  EXPECT_TRUE(is_expression_name("r\u00E9pondus"));
  EXPECT_FALSE(is_expression_name("30s"));
  EXPECT_FALSE(is_expression_name("net sales"));
  EXPECT_FALSE(is_expression_name("a.b"));
  EXPECT_FALSE(is_expression_name(""));
  EXPECT_TRUE(is_reserved_in_expressions("SUM"));
  EXPECT_TRUE(is_reserved_in_expressions("milestone"));
  EXPECT_FALSE(is_reserved_in_expressions("received"));
}

TEST(PeriodView, IsWrittenAsItIsRead) {
  for (const char* text : {"a.rolling_4", "a.rolling_12_months", "a.projection.all", "a.in_period",
                           "a.prev.last_year.share_of_year"}) {
    const ExpressionReading reading = compile_expression(text);
    ASSERT_TRUE(reading.expression) << text;
    EXPECT_EQ("a" + view_text(reading.expression->inputs()[0].view), text);
  }
  for (const char* text :
       {"a.rolling_1", "a.rolling_", "a.rolling_4_weeks", "a.rolling_999", "a.rolling_4.ytd", "a.all.all"}) {
    EXPECT_FALSE(compile_expression(text).expression) << text;
  }
}

// Operands before operations, as they would be keyed into a calculator with a stack.
TEST(IndicatorExpression, GivesItsOperationsInOrder) {
  const std::pair<const char*, const char*> rows[] = {
      {"1 + 2 * 3", "# # # * +"},
      {"(1 + 2) * 3", "# # + # *"},
      {"8 - 4 - 2", "# # - # -"},
      {"-2 ^ 2", "# ~ # ^"},
      {"2 * -a", "# v0 ~ *"},
      {"if(a > 1, sum(a, b, c), -b)", "v0 # > v0 v1 v2 sum3 v1 ~ if3"},
      {"a / b = c / a", "v0 v1 / v2 v0 / ="},
  };
  for (const auto& [text, expected] : rows) {
    std::string steps;
    const ExpressionReading reading = compile_expression(text);
    ASSERT_TRUE(reading.expression) << text;
    for (const ExpressionStep& step : reading.expression->steps()) {
      steps += steps.empty() ? "" : " ";
      switch (step.kind) {
        case ExpressionStep::Kind::number:
          steps += "#";
          break;
        case ExpressionStep::Kind::input:
          steps += "v" + std::to_string(step.input);
          break;
        case ExpressionStep::Kind::negate:
          steps += "~";
          break;
        case ExpressionStep::Kind::binary:
          steps += step.name;
          break;
        case ExpressionStep::Kind::call:
          steps += std::string(step.name) + std::to_string(step.arguments);
          break;
      }
    }
    EXPECT_EQ(steps, expected) << text;
  }
}

TEST(PeriodView, MovesBackFirstAndWidensThen) {
  const YearCalendar april;
  const Period q2 = *read_period("Q2 2018/19", april).period;
  const auto view = [&](std::initializer_list<const char*> suffixes) {
    PeriodView result;
    for (const char* suffix : suffixes) EXPECT_TRUE(add_suffix(result, suffix));
    return period_text(viewed(q2, result, april), april);
  };
  EXPECT_EQ(view({}), "Q2 2018/19");
  EXPECT_EQ(view({"prev"}), "Q1 2018/19");
  EXPECT_EQ(view({"last_year"}), "Q2 2017/18");
  EXPECT_EQ(view({"ytd"}), "H1 2018/19");
  EXPECT_EQ(view({"ytd", "prev"}), "Q1 2018/19");
  EXPECT_EQ(view({"ytd", "last_year"}), "H1 2017/18");
  EXPECT_EQ(view({"year"}), "2018/19");
  EXPECT_EQ(view({"month"}), "September 2018");
  EXPECT_EQ(view({"rolling_4"}), "October 2017 to September 2018");
  EXPECT_EQ(view({"rolling_12_months"}), "October 2017 to September 2018");
  EXPECT_EQ(view({"rolling_2_quarters", "last_year"}), "H1 2017/18");
  EXPECT_EQ(view({"rolling_2_years", "prev"}), "July 2016 to June 2018");
  EXPECT_EQ(view({"in_period"}), "Q2 2018/19");
  EXPECT_EQ(view({"projection"}), "H1 2018/19");  // the months it is made from
  EXPECT_EQ(view({"share_of_year", "last_year"}), "2017/18");
  EXPECT_EQ(view({"all"}), "Q2 2018/19");
}

}  // namespace
}  // namespace outturn
