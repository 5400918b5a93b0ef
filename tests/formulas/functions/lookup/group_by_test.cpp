#include <gtest/gtest.h>

#include "tests/support/plain_context.h"

namespace outturn {
namespace {

struct Row {
  const char* formula;
  const char* result;
};

void expect_rows(std::initializer_list<Row> rows) {
  for (const Row& row : rows) {
    testing::PlainContext context;
    EXPECT_TRUE(context.calculate(row.formula) == context.calculate(row.result)) << row.formula;
  }
}

// Expected by hand from Microsoft's descriptions of the arguments.

TEST(GroupBy, PutsTotalsWhereTheDepthSays) {
  expect_rows({
      {"GROUPBY({\"a\",\"x\";\"a\",\"y\";\"b\",\"x\"},{1;5;3},SUM,,-2)",
       "{\"Grand Total\",\"\",9;\"a\",\"\",6;\"a\",\"x\",1;\"a\",\"y\",5;\"b\",\"\",3;\"b\",\"x\",3}"},
      {"GROUPBY({\"b\";\"a\"},{1;5},SUM,,0)", "{\"a\",5;\"b\",1}"},
      {"GROUPBY({\"b\";\"a\"},{1;5},SUM,,-1)", "{\"Total\",6;\"a\",5;\"b\",1}"},
      {"GROUPBY({\"b\";\"a\"},{1;5},SUM,,2)", "#VALUE!"},
  });
}

TEST(GroupBy, SortsByFieldsAndValues) {
  expect_rows({
      {"GROUPBY({\"a\",\"x\";\"a\",\"y\";\"b\",\"x\"},{1;5;3},SUM,,0,-3)",
       "{\"a\",\"y\",5;\"a\",\"x\",1;\"b\",\"x\",3}"},
      {"GROUPBY({\"a\",\"x\";\"a\",\"y\";\"b\",\"x\"},{1;5;3},SUM,,0,-3,,1)",
       "{\"a\",\"y\",5;\"b\",\"x\",3;\"a\",\"x\",1}"},
      {"GROUPBY({\"a\",\"x\";\"a\",\"y\";\"b\",\"x\"},{1;5;3},SUM,,0,-1)",
       "{\"b\",\"x\",3;\"a\",\"x\",1;\"a\",\"y\",5}"},
      {"GROUPBY({\"a\",\"x\";\"a\",\"y\";\"b\",\"x\"},{1;5;3},SUM,,0,{-1,-2})",
       "{\"b\",\"x\",3;\"a\",\"y\",5;\"a\",\"x\",1}"},
      {"GROUPBY({\"a\",\"x\";\"b\",\"y\"},{1;5},SUM,,2,1,,1)", "#VALUE!"},
      {"GROUPBY({\"b\";\"a\"},{1;5},SUM,,0,3)", "#VALUE!"},
      {"GROUPBY({\"b\";\"a\"},{1;5},SUM,,0,0)", "#VALUE!"},
  });
}

TEST(GroupBy, KnowsNamesOfFieldsFromValues) {
  expect_rows({
      {"GROUPBY({\"n\";\"a\"},{\"v\";2},SUM)", "{\"a\",2;\"Total\",2}"},
      {"GROUPBY({\"n\";\"a\"},{\"v\";2},SUM,3,0)", "{\"n\",\"v\";\"a\",2}"},
      {"GROUPBY({\"a\"},{1},SUM,2,0)", "{\"Row Field 1\",\"Value 1\";\"a\",1}"},
      {"GROUPBY({\"n\";\"a\"},{\"v\";2},COUNTA,0,0)", "{\"a\",1;\"n\",1}"},
      {"GROUPBY({\"a\"},{1},SUM,4)", "#VALUE!"},
  });
}

TEST(GroupBy, AppliesFiltersAndFunctions) {
  expect_rows({
      {"GROUPBY({\"a\";\"b\"},{1;3},LAMBDA(x,all,SUM(x)/SUM(all)),,0)", "{\"a\",0.25;\"b\",0.75}"},
      {"GROUPBY({\"a\";\"a\"},{1;3},LAMBDA(x,x),,0)", "{\"a\",#CALC!}"},
      {"GROUPBY({\"a\";\"b\"},{1;3},SUM,,0,,{0;1})", "{\"b\",3}"},
      {"GROUPBY({\"a\";\"b\"},{1;3},SUM,,0,,{0;0})", "#CALC!"},
      {"GROUPBY({\"a\";\"b\"},{1;3},SUM,,0,,{1;#N/A})", "#N/A"},
      {"GROUPBY({\"a\";\"b\"},{1;3},5)", "#VALUE!"},
      {"GROUPBY({\"a\";\"A\"},{1;3},SUM,,0)", "{\"a\",4}"},
  });
  testing::PlainContext context;
  EXPECT_EQ(context.calculate("GROUPBY({1},{1},HSTACK(SUM,MAX))"),
            Value("unsupported: GROUPBY with several functions at once is not supported"));
}

TEST(PivotBy, SetsValuesAgainstWhatIsAsked) {
  expect_rows({
      {"PIVOTBY({1;1;2},{\"p\";\"q\";\"q\"},{1;2;2},PERCENTOF)",
       "{\"\",\"p\",\"q\",\"Total\";1,1,0.5,0.6;2,\"\",0.5,0.4;\"Total\",1,1,1}"},
      {"PIVOTBY({1;1;2},{\"p\";\"q\";\"q\"},{1;3;4},PERCENTOF,,,,,,,1)",
       "{\"\",\"p\",\"q\",\"Total\";1,0.25,0.75,1;2,\"\",1,1;\"Total\",0.125,0.875,1}"},
      {"PIVOTBY({1;1;2},{\"p\";\"q\";\"q\"},{1;3;4},PERCENTOF,,,,,,,2)",
       "{\"\",\"p\",\"q\",\"Total\";1,0.125,0.375,0.5;2,\"\",0.5,0.5;\"Total\",0.125,0.875,1}"},
      {"PIVOTBY({1;1},{\"p\",1;\"p\",2},{1;3},PERCENTOF,,0,,0,,,3)",
       "{\"\",\"p\",\"p\";\"\",1,2;1,0.25,0.75}"},
      {"PIVOTBY({1,1;1,2},{\"p\";\"p\"},{1;3},PERCENTOF,,0,,0,,,4)", "{\"\",\"\",\"p\";1,1,0.25;1,2,0.75}"},
      {"PIVOTBY({1},{1},{1},SUM,,,,,,,5)", "#VALUE!"},
  });
}

TEST(PivotBy, NamesItsFields) {
  expect_rows({
      {"PIVOTBY({\"r\";1;1;2},{\"c\";\"p\";\"q\";\"q\"},{\"v\";1;3;4},SUM,3)",
       "{\"\",\"c\",\"\",\"\";\"\",\"p\",\"q\",\"Total\";\"r\",\"v\",\"v\",\"v\";1,1,3,4;2,\"\",4,4;"
       "\"Total\",1,7,8}"},
      {"PIVOTBY({1;2},{\"p\";\"q\"},{1;3},SUM,,-1,-1,-1,-2)",
       "{\"\",\"Total\",\"q\",\"p\";\"Total\",4,3,1;2,3,3,\"\";1,1,\"\",1}"},
  });
}

}  // namespace
}  // namespace outturn
