#include "xlsx/shared_formulas.h"

#include <gtest/gtest.h>

namespace outturn::xlsx {
namespace {

TEST(SharedFormulas, FindsTheMasterByNumber) {
  SharedFormulas formulas;
  formulas.define(5, 10);
  formulas.define(0, 11);
  formulas.define(5, 12);
  EXPECT_EQ(formulas.find(0), 11);
  EXPECT_EQ(formulas.find(5), 12);
  EXPECT_EQ(formulas.find(4), std::nullopt);
  EXPECT_EQ(formulas.find(6), std::nullopt);
}

}  // namespace
}  // namespace outturn::xlsx
