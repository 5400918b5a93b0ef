#include "xlsx/table_part.h"

#include <gtest/gtest.h>

namespace outturn::xlsx {
namespace {

TEST(TablePart, ReadsRangeColumnsAndTotals) {
  const auto table = read_table_part(
      R"(<table xmlns="m" id="1" name="T1" displayName="Calls" ref="B2:C9" totalsRowCount="1"><autoFilter ref="B2:C8">
<filterColumn colId="1"><filters><filter val="3"/></filters></filterColumn></autoFilter><tableColumns count="2">
<tableColumn id="1" name="Line_x000a_one" totalsRowLabel="Total"/><tableColumn id="2" name="R&amp;D" totalsRowFunction="sum">
<calculatedColumnFormula>1+1</calculatedColumnFormula></tableColumn></tableColumns></table>)",
      "xl/tables/table1.xml");
  ASSERT_TRUE(table);
  EXPECT_EQ(table->name, "T1");
  EXPECT_EQ(table->display_name, "Calls");
  EXPECT_EQ(to_a1(table->range), "B2:C9");
  ASSERT_EQ(table->columns.size(), 2U);
  EXPECT_EQ(table->columns[0].name, "Line\none");
  EXPECT_EQ(table->columns[1].name, "R&D");
  EXPECT_EQ(table->columns[1].totals_function, "sum");
  EXPECT_EQ(table->header_rows, 1U);
  EXPECT_EQ(table->totals_rows, 1U);
  EXPECT_TRUE(table->filter_active);
}

TEST(TablePart, ReadsATableWithoutHeaderOrFilter) {
  const auto table = read_table_part(R"(<table name="T" ref="A1:A2" headerRowCount="0"/>)", "t");
  ASSERT_TRUE(table);
  EXPECT_EQ(table->display_name, "T");
  EXPECT_EQ(table->header_rows, 0U);
  EXPECT_FALSE(table->filter_active);
  EXPECT_FALSE(read_table_part(R"(<table name="T" ref="nonsense"/>)", "t"));
}

}  // namespace
}  // namespace outturn::xlsx
