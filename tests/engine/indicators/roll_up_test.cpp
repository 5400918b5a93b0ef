#include "engine/indicators/roll_up.h"

#include <gtest/gtest.h>

#include <cmath>

namespace outturn {
namespace {

RollUpPlan rag_plan(std::vector<std::string> lines, std::string_view rounding = "half-up") {
  RollUpPlan plan;
  plan.lines = std::move(lines);
  plan.classes = {"Green", "Amber", "Red"};
  plan.class_is_ranked = {true, true, true};
  plan.class_is_awaited = {false, false, false};
  plan.rounding = *read_percentage_rounding(rounding);
  return plan;
}

void add(std::vector<RollUpItem>& items, int count, const char* status,
         std::vector<std::string> memberships) {
  const std::string word = status;
  const bool ranked = word == "Green" || word == "Amber" || word == "Red";
  for (int i = 0; i < count; ++i) {
    items.push_back({word + std::to_string(items.size()), memberships, word, ranked, word == "Awaited"});
  }
}

std::string percentages(const RollUpLine& line) {
  std::string text;
  for (const std::optional<double>& printed : line.printed) {
    text += (text.empty() ? "" : "/") +
            (printed ? std::to_string(std::lround(*printed * 100)) : std::string("-"));
  }
  return text;
}

// The Oadby scorecard, Q1: 98 indicators, 40 not ranked; 45 Green, 9 Amber, 4 Red of 58 due.
TEST(RollUp, GivesTheScorecardsOverallLineByEachMethod) {
  std::vector<RollUpItem> items;
  add(items, 45, "Green", {"A"});
  add(items, 9, "Amber", {"A"});
  add(items, 4, "Red", {"A"});
  add(items, 40, "Blue", {"A"});
  const std::pair<const char*, const char*> rows[] = {
      {"half-up", "78/16/7"},  // 77.59, 15.52 and 6.90
      {"truncate", "77/15/6"},
      {"largest remainder", "78/15/7"},  // the two units left go to 6.90 and 77.59
      {"balance on Red", "78/16/6"},     // as published
  };
  for (const auto& [method, expected] : rows) {
    const RollUpTable table = roll_up(items, rag_plan({"A"}, method));
    EXPECT_EQ(table.lines[0].counts, (std::vector<int>{45, 9, 4}));
    EXPECT_EQ(table.lines[0].denominator, 58);
    EXPECT_EQ(table.lines[0].items, 98);
    EXPECT_EQ(percentages(table.lines[0]), expected) << method;
  }
  EXPECT_NEAR(*roll_up(items, rag_plan({"A"})).lines[0].printed_sum, 1.01, 1e-12);
  EXPECT_FALSE(roll_up(items, rag_plan({"A"}, "balance on Red")).lines[0].printed_sum);
  EXPECT_EQ(roll_up(items, rag_plan({"A"})).unclassed.size(), 40u);
}

// 0.5 % and 99.5 % are 1 % and 100 % half-up: nothing is left to take from the 0 Reds.
TEST(RollUp, BalancingNeverGoesBelowNothing) {
  std::vector<RollUpItem> items;
  add(items, 1, "Green", {"A"});
  add(items, 199, "Amber", {"A"});
  const RollUpTable table = roll_up(items, rag_plan({"A"}, "balance on Red"));
  EXPECT_EQ(percentages(table.lines[0]), "1/100/0");
  EXPECT_NEAR(*table.lines[0].printed_sum, 1.01, 1e-12);
}

// The Bolsover framework: 14, 5, 1 and 1 of 21 are printed 66/24/5/5, which half-up cannot give.
TEST(RollUp, LargestRemainderAddsToAHundred) {
  std::vector<RollUpItem> items;
  for (int i = 0; i < 21; ++i) {
    items.push_back({"i", {}, i < 14 ? "On" : i < 19 ? "Covid" : i < 20 ? "Within" : "Below", true, false});
  }
  RollUpPlan plan;
  plan.classes = {"On", "Covid", "Within", "Below"};
  plan.class_is_ranked = {true, true, true, true};
  plan.class_is_awaited = {false, false, false, false};
  plan.rounding = *read_percentage_rounding("largest remainder");
  EXPECT_EQ(percentages(roll_up(items, plan).total), "66/24/5/5");
  plan.rounding = {};
  EXPECT_EQ(percentages(roll_up(items, plan).total), "67/24/5/5");
  EXPECT_NEAR(*roll_up(items, plan).total.printed_sum, 1.01, 1e-12);
}

TEST(RollUp, CountsAnItemInEachOfItsLinesAndOnceInTheTotal) {
  std::vector<RollUpItem> items;
  add(items, 1, "Green", {"Coalville", "business AND jobs"});
  add(items, 1, "Red", {"Coalville", "Coalville"});
  add(items, 1, "Amber", {"Elsewhere"});
  add(items, 1, "Green", {});
  RollUpPlan plan = rag_plan({"Coalville", "Business and Jobs", "All"});
  plan.total_line = 2;
  const RollUpTable table = roll_up(items, plan);
  EXPECT_EQ(table.lines[0].counts, (std::vector<int>{1, 0, 1}));
  EXPECT_EQ(table.lines[1].counts, (std::vector<int>{1, 0, 0}));
  EXPECT_EQ(table.lines[2].counts, (std::vector<int>{2, 1, 1}));
  EXPECT_EQ(table.lines[2].name, "All");
  EXPECT_EQ(table.not_assigned.counts, (std::vector<int>{1, 1, 0}));
  EXPECT_EQ(table.unassigned.size(), 2u);
  EXPECT_EQ(table.unknown_lines, std::vector<std::string>{"Elsewhere"});
}

TEST(RollUp, FillsALineThatTheSheetCallsNotAssigned) {
  std::vector<RollUpItem> items;
  add(items, 2, "Green", {"A"});
  add(items, 1, "Red", {});
  const RollUpTable table = roll_up(items, rag_plan({"A", "Not assigned"}));
  EXPECT_EQ(table.lines[1].counts, (std::vector<int>{0, 0, 1}));
}

TEST(RollUp, TakesItsDenominatorFromOutOf) {
  std::vector<RollUpItem> items;
  add(items, 3, "Green", {"A"});
  add(items, 1, "Red", {"A"});
  add(items, 1, "Awaited", {"A"});
  add(items, 5, "Blue", {"A"});
  RollUpPlan plan = rag_plan({"A"});
  EXPECT_EQ(roll_up(items, plan).lines[0].denominator, 4);
  plan.out_of = OutOf::due;
  EXPECT_EQ(roll_up(items, plan).lines[0].denominator, 5);
  plan.out_of = OutOf::all;
  EXPECT_EQ(roll_up(items, plan).lines[0].denominator, 10);
  EXPECT_EQ(percentages(roll_up(items, plan).lines[0]), "30/0/10");
  EXPECT_FALSE(roll_up(items, plan).lines[0].printed_sum);  // the six others are no class of this table
}

TEST(RollUp, LeavesPercentagesOutWhereThereIsNothingToDivideBy) {
  RollUpPlan plan = rag_plan({"A"});
  plan.classes.push_back("Blue");
  plan.class_is_ranked.push_back(false);
  plan.class_is_awaited.push_back(false);
  std::vector<RollUpItem> items;
  add(items, 2, "Blue", {"A"});
  EXPECT_EQ(percentages(roll_up(items, plan).lines[0]), "-/-/-/-");
  add(items, 1, "Green", {"A"});
  EXPECT_EQ(percentages(roll_up(items, plan).lines[0]), "100/0/0/-");
}

TEST(RollUp, RoundsToThePrintedDecimals) {
  std::vector<RollUpItem> items;
  add(items, 2, "Green", {"A"});
  add(items, 1, "Red", {"A"});
  RollUpPlan plan = rag_plan({"A"});
  plan.places = 1;
  EXPECT_DOUBLE_EQ(*roll_up(items, plan).lines[0].printed[0], 0.667);
  EXPECT_DOUBLE_EQ(*roll_up(items, plan).lines[0].exact[0], 2.0 / 3);
}

TEST(ReadPercentageRounding, KnowsFourMethods) {
  EXPECT_FALSE(read_percentage_rounding("bankers"));
  EXPECT_EQ(read_percentage_rounding("Balance on  Red")->balanced_class, "red");
}

}  // namespace
}  // namespace outturn
