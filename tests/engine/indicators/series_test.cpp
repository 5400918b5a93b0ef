#include "engine/indicators/series.h"

#include <gtest/gtest.h>

namespace outturn {
namespace {

using Method = Accumulation::Method;

Period period(std::string_view text) { return *read_period(text, {}).period; }

SeriesPoint point(std::string_view when, const Value& cell, const Unit& unit = *read_unit("number").unit) {
  static const std::vector<std::string> missing = {"n/a"};
  return {period(when), read_figure(cell, NumberLook::plain, unit, missing), {}};
}

SeriesValue over(const std::vector<SeriesPoint>& points, std::string_view when, Method method,
                 bool part = false, const WeightOver& weight = {}) {
  return value_over(points, period(when), {method, "claims"}, {}, part, weight);
}

// Calls received, Q2: 10,338 + 8,951 + 7,779 = 27,068 (and a year before 27,230).
const std::vector<SeriesPoint> kReceived = {point("July 17/18", 9040), point("July 18/19", 10338),
                                            point("Aug 17/18", 9532),  point("Aug 18/19", 8951),
                                            point("Sept 17/18", 8658), point("Sept 18/19", 7779)};

TEST(ValueOver, AddsTheMonthsOfAQuarter) {
  EXPECT_EQ(over(kReceived, "Q2 2018/19", Method::sum).number, 27068);
  EXPECT_EQ(over(kReceived, "Q2 2017/18", Method::sum).number, 27230);
  EXPECT_EQ(over(kReceived, "August 2018", Method::sum).number, 8951);
  EXPECT_EQ(over(kReceived, "Q2 2018/19", Method::last).number, 7779);
  EXPECT_EQ(over(kReceived, "Q2 2018/19", Method::minimum).number, 7779);
  EXPECT_EQ(over(kReceived, "Q2 2018/19", Method::maximum).number, 10338);
  EXPECT_DOUBLE_EQ(over(kReceived, "Q2 2018/19", Method::average).number, 27068.0 / 3);
  EXPECT_EQ(over(kReceived, "Q2 2018/19", Method::sum).have, 3);
}

TEST(ValueOver, GivesNoFigureForAPeriodThatIsNotCovered) {
  const SeriesValue half = over(kReceived, "H1 2018/19", Method::sum);
  EXPECT_EQ(half.kind, SeriesValue::Kind::missing);
  EXPECT_EQ(half.have, 3);
  EXPECT_EQ(half.need, 6);
  EXPECT_EQ(half.reason, "there is no cell for April 2018");
  std::vector<SeriesPoint> points = kReceived;
  points[3] = point("Aug 18/19", "n/a");
  const SeriesValue quarter = over(points, "Q2 2018/19", Method::sum);
  EXPECT_EQ(quarter.kind, SeriesValue::Kind::missing);
  EXPECT_EQ(quarter.have, 2);
  EXPECT_EQ(quarter.need, 3);
  EXPECT_EQ(quarter.reason, "there is no figure for August 2018");
  EXPECT_EQ(over(points, "Q2 2018/19", Method::last).number, 7779);
}

TEST(ValueOver, NamesWhatCannotBeReadBeforeWhatIsMissing) {
  std::vector<SeriesPoint> points = kReceived;
  points[1] = point("July 18/19", "n/a");
  points[3] = point("Aug 18/19", "3,0335");
  EXPECT_EQ(over(points, "Q2 2018/19", Method::sum).kind, SeriesValue::Kind::refused);
  points[3] = point("Aug 18/19", ErrorCode::ref);
  EXPECT_EQ(over(points, "Q2 2018/19", Method::sum).error, ErrorCode::ref);
  points[3] = point("Aug 18/19", "50+");
  EXPECT_EQ(over(points, "Q2 2018/19", Method::sum).kind, SeriesValue::Kind::refused);
  EXPECT_EQ(over(points, "August 2018", Method::sum).bound, Bound::at_least);
}

TEST(ValueOver, PrefersTheQuartersOwnCellIfItHasAFigure) {
  std::vector<SeriesPoint> points = kReceived;
  points.push_back(point("Q2 2018/19", 30000));
  EXPECT_EQ(over(points, "Q2 2018/19", Method::sum).number, 30000);
  points.back() = point("Q2 2018/19", Value());
  EXPECT_EQ(over(points, "Q2 2018/19", Method::sum).number, 27068);
}

// Oadby, changes in circumstances: (1612*3.34 + 568*4 + 573*3.16) / 2753 = 3.44, where the mean of the means
// is 3.50.
TEST(ValueOver, WeighsAnAverageByItsMeasure) {
  const std::vector<SeriesPoint> days = {point("April 20/21", 3.34), point("May 20/21", 4),
                                         point("June 20/21", 3.16)};
  const std::vector<SeriesPoint> claims = {point("April 20/21", 1612), point("May 20/21", 568),
                                           point("June 20/21", 573)};
  const WeightOver weight = [&](const Period& when) { return value_over(claims, when, {}, {}); };
  EXPECT_DOUBLE_EQ(over(days, "Q1 2020/21", Method::weighted_average, false, weight).number,
                   (1612 * 3.34 + 568 * 4 + 573 * 3.16) / 2753);
  EXPECT_NEAR(over(days, "Q1 2020/21", Method::weighted_average, false, weight).number, 3.44, 0.005);
  EXPECT_NEAR(over(days, "Q1 2020/21", Method::average).number, 3.5, 1e-12);
  const std::vector<SeriesPoint> none = {point("April 20/21", 0), point("May 20/21", 0),
                                         point("June 20/21", 0)};
  const WeightOver nothing = [&](const Period& when) { return value_over(none, when, {}, {}); };
  EXPECT_EQ(over(days, "Q1 2020/21", Method::weighted_average, false, nothing).error, ErrorCode::div0);
}

// Oadby, discretionary housing payments: 17, 33, 42 so far; 17, 16 and 9 in the months.
TEST(ValueOver, TakesCumulativeFiguresApart) {
  const std::vector<SeriesPoint> points = {point("April 20/21", 17), point("May 20/21", 33),
                                           point("June 20/21", 42), point("April 21/22", 5)};
  EXPECT_EQ(over(points, "Q1 2020/21", Method::cumulative).number, 42);
  EXPECT_EQ(over(points, "May 2020", Method::cumulative).number, 33);
  EXPECT_EQ(over(points, "April 2020", Method::cumulative, true).number, 17);
  EXPECT_EQ(over(points, "May 2020", Method::cumulative, true).number, 16);
  EXPECT_EQ(over(points, "June 2020", Method::cumulative, true).number, 9);
  EXPECT_EQ(over(points, "April 2021", Method::cumulative, true).number, 5);
  EXPECT_EQ(over(points, "Q2 2020/21", Method::cumulative).kind, SeriesValue::Kind::missing);
  EXPECT_EQ(over(points, "July 2020", Method::cumulative, true).kind, SeriesValue::Kind::missing);
}

TEST(ValueOver, AddsUpCumulativeFiguresOverTwoYears) {
  // 420 so far in February and 500 in March; 40 so far in April: 80 + 40 were added in March and April.
  const std::vector<SeriesPoint> points = {point("Feb 20/21", 420), point("Mar 20/21", 500),
                                           point("April 21/22", 40), point("May 21/22", 90)};
  EXPECT_EQ(over(points, "March 2021 to April 2021", Method::cumulative, true).number, 120);
  EXPECT_EQ(over(points, "March 2021 to May 2021", Method::cumulative, true).number, 170);
  EXPECT_EQ(over(points, "February 2021 to May 2021", Method::cumulative, true).kind,
            SeriesValue::Kind::missing);
}

SeriesValue with_gaps(const std::vector<SeriesPoint>& points, std::string_view when, Method method,
                      std::vector<Period> left_out = {}) {
  return value_over(points, period(when), {method, ""}, {}, false, {}, {true, std::move(left_out)});
}

TEST(ValueOver, UsesWhatIsThereWhereThatIsAllowed) {
  std::vector<SeriesPoint> points = kReceived;
  points[3] = point("Aug 18/19", "n/a");
  const SeriesValue sum = with_gaps(points, "Q2 2018/19", Method::sum);
  EXPECT_EQ(sum.number, 10338 + 7779);
  EXPECT_EQ(coverage_text(sum.coverage, {}), "2 of 3 months reported (without August 2018)");
  EXPECT_DOUBLE_EQ(with_gaps(points, "Q2 2018/19", Method::average).number, (10338 + 7779) / 2.0);
  EXPECT_EQ(with_gaps(points, "August 2018", Method::sum).kind, SeriesValue::Kind::missing);
  EXPECT_EQ(with_gaps(kReceived, "Q2 2018/19", Method::sum, {period("August 2018")}).number, 10338 + 7779);
  EXPECT_EQ(coverage_text(with_gaps(kReceived, "Q2 2018/19", Method::sum).coverage, {}),
            "3 of 3 months reported");
  points[5] = point("Sept 18/19", Value());
  const SeriesValue last = with_gaps(points, "Q2 2018/19", Method::last);
  EXPECT_EQ(last.number, 10338);
  EXPECT_EQ(coverage_text(last.coverage, {}), "not reported for September 2018");
}

TEST(ValueOver, CannotLeaveAMonthOutOfAQuartersCell) {
  const std::vector<SeriesPoint> quarter = {point("Q2 2018/19", 27068)};
  const SeriesValue value = with_gaps(quarter, "Q2 2018/19", Method::sum, {period("August 2018")});
  EXPECT_EQ(value.kind, SeriesValue::Kind::missing);
  EXPECT_NE(value.reason.find("cannot leave out August 2018"), std::string::npos) << value.reason;
}

TEST(ValueOver, AddsNothingUpWhereOverTimeIsNone) {
  EXPECT_EQ(over(kReceived, "August 2018", Method::none).number, 8951);
  EXPECT_EQ(over(kReceived, "Q2 2018/19", Method::none).kind, SeriesValue::Kind::refused);
  EXPECT_EQ(over(kReceived, "Q3 2018/19", Method::none).kind, SeriesValue::Kind::missing);
}

TEST(ValueOver, KeepsTexts) {
  const std::vector<SeriesPoint> points = {point("Q2 2018/19", "Started", *read_unit("text").unit)};
  EXPECT_EQ(over(points, "Q2 2018/19", Method::last).text, "Started");
}

}  // namespace
}  // namespace outturn
