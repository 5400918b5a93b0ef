#include "engine/indicators/target.h"

#include <gtest/gtest.h>

#include <cmath>

namespace outturn {
namespace {

Unit unit(std::string_view word) { return *read_unit(word).unit; }

std::string target_of(const Value& cell, std::string_view unit_word, Aim aim = Aim::unstated,
                      NumberLook look = NumberLook::plain) {
  const TargetReading reading = read_target(cell, look, unit(unit_word), aim);
  if (!reading.target) return "refused: " + reading.problem;
  const Target& target = *reading.target;
  std::string text(aim_text(reading.aim));
  switch (target.kind) {
    case Target::Kind::none:
      return "none";
    case Target::Kind::baseline:
      return "baseline";
    case Target::Kind::number:
      text += (target.strict ? " beyond " : " ") + unit_text(target.number, unit(unit_word));
      break;
    case Target::Kind::range:
      text +=
          " " + unit_text(target.number, unit(unit_word)) + ".." + unit_text(target.upper, unit(unit_word));
      break;
    case Target::Kind::date:
      text += " " + unit_text(target.number, unit("date"));
      break;
    case Target::Kind::text:
      text = "text";
      for (const std::string& state : target.states) text += " [" + state + "]";
      break;
  }
  return text + (target.provisional ? " provisional" : "");
}

TEST(ReadTarget, ReadsTargetsAsReportsWriteThem) {
  const struct {
    Value cell;
    const char* unit;
    Aim aim;
    const char* expected;
  } rows[] = {
      {"70%", "%", Aim::maximise, "maximise 70%"},
      {70, "%", Aim::maximise, "maximise 70%"},
      {"<10%", "%", Aim::unstated, "minimise beyond 10%"},
      {"<10%", "%", Aim::minimise, "minimise beyond 10%"},
      {"more than 50%", "%", Aim::unstated, "maximise beyond 50%"},
      {"at least 50%", "%", Aim::unstated, "maximise 50%"},
      {"maximum 5", "days", Aim::unstated, "minimise 5"},
      {"under \u00A3480k", "\u00A3", Aim::unstated, "minimise beyond \u00A3480,000"},
      {"<\u00A3480k", "\u00A3000", Aim::unstated, "minimise beyond \u00A3480k"},
      {"50+", "count", Aim::unstated, "maximise 50"},
      {"255", "count", Aim::maximise, "maximise 255"},
      {255, "count", Aim::maximise, "maximise 255"},
      {"7% (provisional)", "%", Aim::minimise, "minimise 7% provisional"},
      {"0.75% (32 properties)", "%", Aim::minimise, "minimise 0.75%"},
      {"minimum 45%", "%", Aim::unstated, "maximise 45%"},
      {"under 50%", "%", Aim::unstated, "minimise beyond 50%"},
      {"14 days", "days", Aim::minimise, "minimise 14"},
      {"10 minutes", "hh:mm:ss", Aim::minimise, "minimise 00:10:00"},
      {"00:10:00", "hh:mm:ss", Aim::minimise, "minimise 00:10:00"},
      {"20 to 30", "days", Aim::range, "range 20..30"},
      {"between 20 and 30", "days", Aim::unstated, "range 20..30"},
      {"20 to 30%", "%", Aim::range, "range 20%..30%"},
      {"31/03/2019", "date", Aim::on_time, "on time 31/03/2019"},
      {"March 2021", "date", Aim::unstated, "on time 31/03/2021"},
      {"Started", "text", Aim::unstated, "text [Started]"},
      {"Started; Completed", "text", Aim::unstated, "text [Started] [Completed]"},
      {"baseline", "%", Aim::maximise, "baseline"},
      {"***", "%", Aim::maximise, "none"},
      {Value(), "%", Aim::unstated, "none"},
  };
  for (const auto& row : rows) EXPECT_EQ(target_of(row.cell, row.unit, row.aim), row.expected);
  EXPECT_EQ(target_of(0.7, "%", Aim::maximise, NumberLook::percent), "maximise 70%");
  EXPECT_EQ(target_of(43555, "date", Aim::on_time, NumberLook::date), "on time 31/03/2019");
}

TEST(ReadTarget, RefusesWhatIsNoTargetAndSaysWhatToWrite) {
  const struct {
    Value cell;
    const char* unit;
    Aim aim;
    const char* part;
  } rows[] = {
      {0.7, "%", Aim::maximise, "0.7% or 70%"},
      {"0.7", "%", Aim::maximise, "0.7% or 70%"},
      {"70%", "%", Aim::unstated, "aim is missing"},
      {"<10%", "%", Aim::maximise, "minimise"},
      {"70% in 30 s", "%", Aim::maximise, "Title"},
      {"soon", "%", Aim::maximise, "no target"},
      {"by 3,000 per year", "count", Aim::maximise, "no target"},
      {"70%", "count", Aim::maximise, "percentage"},
      {"30/02/2019", "date", Aim::on_time, "calendar"},
      {"Sun-30-Mar-24", "date", Aim::on_time, "Saturday"},
      {"30 to 20", "days", Aim::range, "backwards"},
      {ErrorCode::ref, "count", Aim::maximise, "#REF!"},
  };
  for (const auto& row : rows) {
    const std::string reading = target_of(row.cell, row.unit, row.aim);
    EXPECT_EQ(reading.rfind("refused: ", 0), 0u) << reading;
    EXPECT_NE(reading.find(row.part), std::string::npos) << reading;
  }
}

TEST(ReadTolerance, TakesPointsSharesAndUnits) {
  const auto tolerance = [](const Value& cell, std::string_view word, NumberLook look = NumberLook::plain) {
    const ToleranceReading reading = read_tolerance(cell, look, unit(word));
    EXPECT_TRUE(reading.tolerance) << reading.problem;
    return reading.tolerance.value_or(Tolerance{});
  };
  EXPECT_DOUBLE_EQ(tolerance("5 points", "%").amount, 0.05);
  EXPECT_EQ(tolerance("5 points", "%").kind, Tolerance::Kind::amount);
  EXPECT_EQ(tolerance("5 % of target", "%").kind, Tolerance::Kind::share_of_target);
  EXPECT_DOUBLE_EQ(tolerance("5% of target", "days").amount, 0.05);
  EXPECT_DOUBLE_EQ(tolerance(2, "days").amount, 2);
  EXPECT_DOUBLE_EQ(tolerance("2 days", "days").amount, 2);
  EXPECT_DOUBLE_EQ(tolerance("\u00A35k", "\u00A3").amount, 5000);
  EXPECT_DOUBLE_EQ(tolerance(5, "%").amount, 0.05);
  EXPECT_EQ(tolerance("5%", "days").kind, Tolerance::Kind::share_of_target);
  EXPECT_EQ(tolerance(Value(), "%").kind, Tolerance::Kind::none);
}

TEST(ReadTolerance, RefusesABarePercentageOnAPercentage) {
  EXPECT_NE(read_tolerance("5%", NumberLook::plain, unit("%")).problem.find("5 points"), std::string::npos);
  EXPECT_NE(read_tolerance(0.05, NumberLook::percent, unit("%")).problem.find("5 % of target"),
            std::string::npos);
  EXPECT_NE(read_tolerance(0.05, NumberLook::plain, unit("%")).problem, "");
  EXPECT_NE(read_tolerance("5 points", NumberLook::plain, unit("days")).problem, "");
  EXPECT_NE(read_tolerance("-5", NumberLook::plain, unit("days")).problem, "");
  EXPECT_NE(read_tolerance("some", NumberLook::plain, unit("days")).problem, "");
}

struct Case {
  double value;
  const char* target;
  const char* tolerance;
  Aim aim;
  const char* unit;
  Standing expected;
};

TEST(Judge, GivesTheBetterStandingOnTheLimit) {
  const Case rows[] = {
      // Calls answered within 30 s, Q2 2018/19: 10,017 of 20,591 against 70 %, tolerance 5 points.
      {10017.0 / 20591, "70%", "5 points", Aim::maximise, "%", Standing::missed},
      {0.70, "70%", "5 points", Aim::maximise, "%", Standing::met},
      {0.7 - 1e-16, "70%", "5 points", Aim::maximise, "%", Standing::met},
      {0.1 + 0.2, "30%", "", Aim::maximise, "%", Standing::met},
      {0.6999999, "70%", "5 points", Aim::maximise, "%", Standing::near},
      {0.65, "70%", "5 points", Aim::maximise, "%", Standing::near},
      {0.6499999, "70%", "5 points", Aim::maximise, "%", Standing::missed},
      {0.665, "70%", "5 % of target", Aim::maximise, "%", Standing::near},
      {0.6649, "70%", "5 % of target", Aim::maximise, "%", Standing::missed},
      // Calls abandoned: 5,798 of 27,068 against under 10 %.
      {5798.0 / 27068, "<10%", "", Aim::minimise, "%", Standing::missed},
      {0.1, "<10%", "", Aim::minimise, "%", Standing::missed},
      {0.0999, "<10%", "", Aim::minimise, "%", Standing::met},
      {0.1, "<10%", "5 points", Aim::minimise, "%", Standing::near},
      {0.15, "<10%", "5 points", Aim::minimise, "%", Standing::near},
      {0.5, "more than 50%", "", Aim::maximise, "%", Standing::missed},
      {0.5, "at least 50%", "", Aim::maximise, "%", Standing::met},
      {5, "maximum 5", "", Aim::minimise, "days", Standing::met},
      {5.01, "maximum 5", "", Aim::minimise, "days", Standing::missed},
      {255, "255", "", Aim::maximise, "count", Standing::met},
      {250, "255", "5", Aim::maximise, "count", Standing::near},
      {20, "20 to 30", "2", Aim::range, "days", Standing::met},
      {30, "20 to 30", "2", Aim::range, "days", Standing::met},
      {32, "20 to 30", "2", Aim::range, "days", Standing::near},
      {17.9, "20 to 30", "2", Aim::range, "days", Standing::missed},
      {10, "10", "1", Aim::on_target, "days", Standing::met},
      {11, "10", "1", Aim::on_target, "days", Standing::near},
      {8, "10", "1", Aim::on_target, "days", Standing::missed},
      {12, "", "", Aim::maximise, "days", Standing::no_target},
      {12, "baseline", "", Aim::maximise, "days", Standing::no_target},
  };
  for (const Case& row : rows) {
    const Unit u = unit(row.unit);
    const TargetReading target = read_target(row.target, NumberLook::plain, u, row.aim);
    const ToleranceReading tolerance = read_tolerance(row.tolerance, NumberLook::plain, u);
    ASSERT_TRUE(target.target && tolerance.tolerance) << target.problem << tolerance.problem;
    const Judgement judgement =
        judge(row.value, Bound::exactly, *target.target, target.aim, *tolerance.tolerance, u);
    EXPECT_EQ(judgement.standing, row.expected)
        << row.value << " against " << row.target << ": " << judgement.rule;
  }
}

TEST(Judge, SaysTheRuleAndTheGap) {
  const Unit percent = unit("%");
  const Target target = *read_target("70%", NumberLook::plain, percent, Aim::maximise).target;
  const Tolerance tolerance{Tolerance::Kind::amount, 0.05};
  const Judgement red = judge(10017.0 / 20591, Bound::exactly, target, Aim::maximise, tolerance, percent);
  EXPECT_EQ(red.rule, "48.65% is below 65%, where the tolerance on the target of 70% ends");
  EXPECT_NEAR(red.gap, 0.7 - 0.486474673, 1e-9);
  EXPECT_FALSE(red.gap_is_strict);
  EXPECT_EQ(judge(0.649999, Bound::exactly, target, Aim::maximise, tolerance, percent).rule,
            "64.9999% is below 65%, where the tolerance on the target of 70% ends");
  EXPECT_EQ(judge(0.7, Bound::exactly, target, Aim::maximise, tolerance, percent).gap, 0);
}

TEST(Judge, DoesNotSettleABoundThatCouldFallEitherWay) {
  const Unit count = unit("count");
  const Target target = *read_target("50", NumberLook::plain, count, Aim::maximise).target;
  const auto standing = [&](double value, Bound bound) {
    return judge(value, bound, target, Aim::maximise, {}, count).standing;
  };
  EXPECT_EQ(standing(50, Bound::at_least), Standing::met);
  EXPECT_EQ(standing(40, Bound::at_least), Standing::undecided);
  EXPECT_EQ(standing(40, Bound::less_than), Standing::missed);
  EXPECT_EQ(standing(60, Bound::at_most), Standing::undecided);
  const Unit percent = unit("%");
  const Target strict = *read_target("<10%", NumberLook::plain, percent, Aim::minimise).target;
  EXPECT_EQ(judge(0.1, Bound::less_than, strict, Aim::minimise, {}, percent).standing, Standing::met);
  EXPECT_EQ(judge(0.1, Bound::at_most, strict, Aim::minimise, {}, percent).standing, Standing::undecided);
}

TEST(IsKnifeEdge, SeesThatThePrintedFigureTellsAnotherStory) {
  const Unit percent = unit("%");
  const Target target = *read_target("70%", NumberLook::plain, percent, Aim::maximise).target;
  EXPECT_TRUE(is_knife_edge(0.696, 0, target, Aim::maximise, {}, percent));   // printed 70 %
  EXPECT_FALSE(is_knife_edge(0.696, 1, target, Aim::maximise, {}, percent));  // printed 69.6 %
  EXPECT_FALSE(is_knife_edge(0.694, 0, target, Aim::maximise, {}, percent));
  EXPECT_FALSE(is_knife_edge(0.7, 0, target, Aim::maximise, {}, percent));
}

TEST(JudgeMilestone, ComparesItsDateWithThePeriod) {
  const Period q2 = *read_period("Q2 2018/19", {}).period;
  const Target march = *read_target("31/03/2019", NumberLook::plain, unit("date"), Aim::on_time).target;
  const Target august = *read_target("31/08/2018", NumberLook::plain, unit("date"), Aim::on_time).target;
  const Target last_day = *read_target("30/09/2018", NumberLook::plain, unit("date"), Aim::on_time).target;
  EXPECT_EQ(judge_milestone({43343.0, false}, august, q2).standing, Standing::met);
  EXPECT_EQ(judge_milestone({43344.0, false}, august, q2).standing, Standing::missed);
  EXPECT_EQ(judge_milestone({{}, false}, august, q2).standing, Standing::missed);
  EXPECT_EQ(judge_milestone({{}, false}, last_day, q2).standing, Standing::missed);
  EXPECT_EQ(judge_milestone({{}, true}, march, q2).standing, Standing::not_due);
  EXPECT_EQ(judge_milestone({{}, false}, march, q2).standing, Standing::undecided);
}

TEST(JudgeText, LooksForTheStateInTheList) {
  const Target target =
      *read_target("Started; Completed", NumberLook::plain, unit("text"), Aim::unstated).target;
  EXPECT_EQ(judge_text("started ", target).standing, Standing::met);
  EXPECT_EQ(judge_text("Not started", target).standing, Standing::missed);
}

}  // namespace
}  // namespace outturn
