#include "engine/reads.h"

#include <gtest/gtest.h>

#include <map>
#include <set>

#include "tests/support/book_builder.h"

namespace outturn {
namespace {

// Column A holds `rows` different formulas, and C one reader of each range A1:An.
std::unique_ptr<Workbook> triangle(int rows) {
  testing::BookBuilder builder;
  builder.sheet("S");
  for (int row = 0; row < rows; ++row) {
    const std::string n = std::to_string(row + 1);
    builder.cell(CellAddress{row, 0}, "=" + n + "*2").cell(CellAddress{row, 2}, "=SUM(A$1:A" + n + ")+" + n);
  }
  return builder.build();
}

TEST(Edges, LeadFromEveryFormulaInARangeAndNoOther) {
  testing::BookBuilder builder;
  builder.sheet("S");
  for (int row = 0; row < 9000; ++row) builder.cell(CellAddress{row, 0}, "=" + std::to_string(row) + "*2");
  builder.cell("C1", "=SUM(A60:A8500)");
  auto book = builder.build();
  const Edges edges = collect_edges(*book, {});
  std::multimap<NodeId, NodeId> back;
  for (const auto& [from, to] : edges.edges) back.emplace(to, from);
  std::set<NodeId> met;
  std::vector<NodeId> unseen{book->sheet(0).fill_at(*cell_from_a1("C1"))};
  while (!unseen.empty()) {
    const NodeId node = unseen.back();
    unseen.pop_back();
    for (auto [edge, end] = back.equal_range(node); edge != end; ++edge)
      if (met.insert(edge->second).second) unseen.push_back(edge->second);
  }
  for (int row = 0; row < 9000; ++row)
    ASSERT_EQ(met.contains(book->sheet(0).fill_at({row, 0})), row >= 59 && row < 8500) << row;
}

TEST(Edges, AreNotAsManyAsTheSquareOfTheFormulas) {
  const auto book = triangle(5000);
  EXPECT_LT(collect_edges(*book, {}).edges.size(), 5000U * 200U);  // one by one 12 million
}

}  // namespace
}  // namespace outturn
