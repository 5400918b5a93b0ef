#include <gtest/gtest.h>

#include "tests/support/plain_context.h"

namespace outturn {
namespace {

testing::PlainContext column_of(std::initializer_list<Value> values) {
  testing::PlainContext context;
  std::int32_t row = 0;
  for (const Value& value : values) {
    if (!value.is_blank()) context.cells[{row, 0}] = value;
    ++row;
  }
  context.stand_on({20, 10});
  return context;
}

Value column(std::vector<Value> values) {
  const std::size_t rows = values.size();
  return Value(Array(rows, 1, std::move(values)));
}

TEST(Sort, OrdersKindsAndPutsBlanksLastBothWays) {
  auto context = column_of({ErrorCode::na, true, "b", Value(), 2, "A", false, 1});
  EXPECT_EQ(context.calculate("SORT(A1:A8)"), column({1, 2, "A", "b", false, true, ErrorCode::na, Value()}));
  EXPECT_EQ(context.calculate("SORT(A1:A8,1,-1)"),
            column({ErrorCode::na, true, false, "b", "A", 2, 1, Value()}));
}

TEST(Sort, KeepsTheOrderOfEqualRows) {
  testing::PlainContext context;
  EXPECT_EQ(context.calculate("SORT({\"x\",1;\"y\",2;\"X\",3},1,-1)"),
            context.calculate("{\"y\",2;\"x\",1;\"X\",3}"));
}

TEST(Unique, TellsBlanksFromZerosAndEmptyTexts) {
  auto context = column_of({0, Value(), "", 0, Value(), "", 1});
  EXPECT_EQ(context.calculate("UNIQUE(A1:A7)"), column({0, Value(), "", 1}));
}

TEST(Filter, AnswersTheFirstErrorOfItsCondition) {
  auto context = column_of({1, ErrorCode::div0, 3});
  EXPECT_EQ(context.calculate("FILTER(A1:A3,A1:A3>1)"), Value(ErrorCode::div0));
  EXPECT_EQ(context.calculate("FILTER(A1:A3,{1;1;0})"), column({1, ErrorCode::div0}));
  EXPECT_EQ(context.calculate("FILTER(A1:A3,{\"x\";1;0})"), Value(ErrorCode::value));
}

TEST(Take, OfARangeIsAReference) {
  auto context = column_of({1, 2, 3, 4});
  EXPECT_EQ(context.calculate("SUM(A1:TAKE(DROP(A1:A4,1),1))"), Value(3));
}

TEST(Tocol, ReadsNoFurtherThanTheUsedCells) {
  auto context = column_of({1, Value(), 3});
  EXPECT_EQ(context.calculate("TOCOL(A:A,1)"), column({1, 3}));
}

}  // namespace
}  // namespace outturn
