#include "engine/outline/dependency_outline.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/engine/indicators/book_fixture.h"

namespace outturn {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::UnorderedElementsAre;
using Kind = OutlineNode::Kind;

std::vector<std::string> titles(const DependencyOutline& outline) {
  std::vector<std::string> out;
  for (const OutlineNode& node : outline.nodes) out.push_back(node.title);
  return out;
}

std::vector<std::string> arrows(const DependencyOutline& outline) {
  std::vector<std::string> out;
  for (const OutlineEdge& edge : outline.edges)
    out.push_back(outline.nodes[edge.from].title + " > " + outline.nodes[edge.to].title);
  return out;
}

const OutlineNode& node_of(const DependencyOutline& outline, const std::string& title) {
  return *std::find_if(outline.nodes.begin(), outline.nodes.end(),
                       [&](const OutlineNode& node) { return node.title == title; });
}

// Two filled columns, one over the other, a measure over their total, its indicator, a formula that counts
// its status.
void write(Sheets& sheets) {
  sheets.row("Calls!A1", {"", "Calls", "Twice", "Thrice"});
  for (const std::string row : {"2", "3", "4"}) {
    sheets.put("Calls!A" + row, "Service " + row).put("Calls!B" + row, 10);
    sheets.formula("Calls!C" + row, "B" + row + "*2").formula("Calls!D" + row, "C" + row + "+B" + row);
  }
  sheets.row("Data!A1", {"", "Q2 2018/19"}).put("Data!A2", "All").formula("Data!B2", "SUM(Calls!D2:D4)");
  sheets.put("Board!E1", 1).formula("Board!C1", "COUNTIF(B1,\"Green\")");
  sheets.row("Settings!A1", {"Setting", "Value"}).row("Settings!A2", {"Period", "Q2 2018/19"});
  sheets.row("Measures!A1", {"Measure", "Unit", "Cells", "Periods", "Over time", "Label"});
  sheets.row("Measures!A2", {"all_calls", "count", "Data!B2", "Data!B1", "sum", "All"});
  sheets.row("Indicators!A1", {"Reference", "Title", "Expression", "Unit", "Aim", "Target", "Status to"});
  sheets.row("Indicators!A2", {"CS-1", "Calls", "all_calls", "count", "maximise", "50", "Board!B1"});
}

TEST(DependencyOutline, AFilledFormulaIsOneNode) {
  Sheets sheets;
  write(sheets);
  const Calculated run(sheets);
  const auto outline = outline_dependencies(run.workbook, &run.book, {});
  ASSERT_TRUE(outline);
  EXPECT_THAT(titles(*outline),
              UnorderedElementsAre("Calls!C2:C4", "Calls!D2:D4", "Data!B2", "Board!C1", "all_calls", "CS-1"));
  EXPECT_THAT(arrows(*outline),
              UnorderedElementsAre("Calls!C2:C4 > Calls!D2:D4", "Calls!D2:D4 > Data!B2",
                                   "Data!B2 > all_calls", "all_calls > CS-1", "CS-1 > Board!C1"));
  const OutlineNode& filled = node_of(*outline, "Calls!C2:C4");
  EXPECT_EQ(filled.lines[0], "=B2*2");
  EXPECT_EQ(filled.lines[1], "3 cells");
  EXPECT_EQ(node_of(*outline, "CS-1").status, "Green");  // 3 × 30 = 90, and 50 is the target
  EXPECT_EQ(node_of(*outline, "CS-1").kind, Kind::indicator);
}

TEST(DependencyOutline, WhatAnIndicatorDependsOn) {
  Sheets sheets;
  write(sheets);
  const Calculated run(sheets);
  const auto outline = outline_dependencies(run.workbook, &run.book, {"cs-1", false, false});
  ASSERT_TRUE(outline);
  EXPECT_THAT(titles(*outline),
              UnorderedElementsAre("Calls!C2:C4", "Calls!D2:D4", "Data!B2", "all_calls", "CS-1"));
  EXPECT_TRUE(node_of(*outline, "CS-1").is_focus);
  const auto both = outline_dependencies(run.workbook, &run.book, {"CS-1", true, false});
  EXPECT_THAT(titles(*both), Contains("Board!C1"));
}

TEST(DependencyOutline, ACellIsItsFillAndAConstantAnInput) {
  Sheets sheets;
  write(sheets);
  const Calculated run(sheets);
  const auto cell = outline_dependencies(run.workbook, &run.book, {"Calls!D3", false, false});
  ASSERT_TRUE(cell);
  EXPECT_THAT(titles(*cell), UnorderedElementsAre("Calls!C2:C4", "Calls!D2:D4"));
  const auto constant = outline_dependencies(run.workbook, &run.book, {"Calls!B3", true, false});
  ASSERT_TRUE(constant);
  EXPECT_EQ(constant->nodes[0].kind, Kind::input);
  EXPECT_THAT(arrows(*constant), Contains("Calls!B3 > Calls!C2:C4"));
  EXPECT_THAT(titles(*constant), Contains("CS-1"));
  const auto lonely = outline_dependencies(run.workbook, &run.book, {"Board!E1", true, false});
  EXPECT_THAT(titles(*lonely), ElementsAre("Board!E1"));
  EXPECT_FALSE(outline_dependencies(run.workbook, &run.book, {"no such thing", false, false}));
}

TEST(DependencyOutline, ManyFormulasStandTogetherBySheet) {
  Sheets sheets;
  write(sheets);
  for (int at = 0; at < 200; ++at)  // each is another formula
    sheets.formula("Many!B" + std::to_string(at + 1), "Calls!C2+" + std::to_string(at));
  const Calculated run(sheets);
  const auto outline = outline_dependencies(run.workbook, &run.book, {});
  ASSERT_TRUE(outline);
  EXPECT_THAT(titles(*outline), UnorderedElementsAre("Calls", "Data", "Board", "Many", "all_calls", "CS-1"));
  EXPECT_EQ(node_of(*outline, "Many").lines[0], "200 formulas");
  EXPECT_EQ(node_of(*outline, "Calls").lines[0], "6 formulas");
  EXPECT_THAT(arrows(*outline), UnorderedElementsAre("Calls > Data", "Calls > Many", "Data > all_calls",
                                                     "all_calls > CS-1", "CS-1 > Board"));
  EXPECT_EQ(outline->grouped, "208 formulas in 4 sheets");
  const auto all = outline_dependencies(run.workbook, &run.book, {"", false, true});
  EXPECT_EQ(all->nodes.size(), 206u);
}

TEST(DependencyOutline, ACircleAndAFormulaOverItself) {
  Sheets sheets;
  sheets.formula("A!A1", "B1+1")
      .formula("A!B1", "A1*2")
      .put("A!C1", 1)
      .formula("A!C2", "C1+1")
      .formula("A!C3", "C2+1");
  Workbook& workbook = sheets.finish();
  Recalculation(workbook, {}).calculate();
  const auto outline = outline_dependencies(workbook, nullptr, {});
  ASSERT_TRUE(outline);
  EXPECT_THAT(arrows(*outline), UnorderedElementsAre("A!A1 > A!B1", "A!B1 > A!A1"));
  EXPECT_THAT(titles(*outline), Contains("A!C2:C3"));
}

}  // namespace
}  // namespace outturn
