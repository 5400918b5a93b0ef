#include "formulas/evaluator.h"

#include <gtest/gtest.h>

#include "tests/support/plain_context.h"

namespace outturn {
namespace {

TEST(Evaluation, CountsInstructionsAndTheArraysThatItBuilds) {
  for (const char* formula : {"SUM(SEQUENCE(900)+1)", "REDUCE(0,SEQUENCE(300),LAMBDA(a,x,a+x+1))"}) {
    testing::PlainContext context;
    context.spend(EvaluationContext::kMaxSteps - 1000);
    static_cast<void>(context.calculate(formula));
    EXPECT_TRUE(context.exhausted()) << formula;
  }
}

TEST(Evaluation, LetsWholeColumnsBeCalculatedAsArrays) {
  testing::PlainContext context;
  context.cells[{0, 0}] = 3;
  EXPECT_EQ(context.calculate("SUM((A:A>1)*(A:A<9)*A:A)"), Value(3));
  EXPECT_FALSE(context.exhausted());
}

}  // namespace
}  // namespace outturn
