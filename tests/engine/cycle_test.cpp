// Circular references that wait for one another.
#include <gtest/gtest.h>

#include "engine/recalculation.h"
#include "tests/support/book_builder.h"

namespace outturn {
namespace {

TEST(Iteration, OfRingsInsideRingsThroughIndirectEnds) {
  // Every row is a ring of its own that reads the row above without an edge to show it.
  testing::BookBuilder builder;
  builder.sheet("S");
  for (int row = 2; row <= 50000; ++row) {
    const std::string n = std::to_string(row);
    builder.cell("A" + n, "=B" + n + "+INDIRECT(\"A" + std::to_string(row - 1) + "\")*0+" + n + "*0", 1);
    builder.cell("B" + n, "=A" + n + "*0.5+1+" + n + "*0", 1);
  }
  builder.book().settings.iterate = true;
  builder.book().settings.max_iterations = 100;
  auto book = builder.build();
  Recalculation recalculation(*book, {});
  recalculation.calculate();
  EXPECT_NEAR(testing::value_at(*book, "A2").number(), 2, 0.01);
  EXPECT_FALSE(recalculation.kept().empty());
}

}  // namespace
}  // namespace outturn
