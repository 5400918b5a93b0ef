#include "xlsx/formula_text.h"

#include <gtest/gtest.h>

namespace outturn::xlsx {
namespace {

TEST(SharedFormulas, FindsTheMasterByNumber) {
  SharedFormulas formulas;
  formulas.define(5, {1, 2}, "A1+1");
  formulas.define(0, {0, 0}, "B1");
  formulas.define(5, {9, 9}, "C1");
  EXPECT_EQ(formulas.find(0)->text, "B1");
  EXPECT_EQ(formulas.find(5)->text, "C1");
  EXPECT_EQ(formulas.find(5)->master, (CellAddress{9, 9}));
  EXPECT_EQ(formulas.find(4), nullptr);
}

}  // namespace
}  // namespace outturn::xlsx
