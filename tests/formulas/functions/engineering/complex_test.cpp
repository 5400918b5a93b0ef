#include <gtest/gtest.h>

#include "tests/support/plain_context.h"

namespace outturn {
namespace {

TEST(ComplexNumbers, AreReadInEveryForm) {
  testing::PlainContext context;
  struct Row {
    const char* text;
    Value real, imaginary;
  };
  const Row rows[] = {{"i", 0, 1},     {"-j", 0, -1},     {"+i", 0, 1},
                      {"2.5", 2.5, 0}, {"-3-4i", -3, -4}, {"1E+2-3e-1i", 100, -0.3},
                      {".5i", 0, 0.5}, {"1e2", 100, 0}};
  for (const Row& row : rows) {
    EXPECT_EQ(context.calculate("IMREAL(\"" + std::string(row.text) + "\")"), row.real) << row.text;
    EXPECT_EQ(context.calculate("IMAGINARY(\"" + std::string(row.text) + "\")"), row.imaginary) << row.text;
  }
  for (const char* text : {"", "3+4", "3 + 4i", "i3", "3+4k", "1+2+3i", "--i", "3i+4"})
    EXPECT_EQ(context.calculate("IMREAL(\"" + std::string(text) + "\")"), Value(ErrorCode::num)) << text;
}

TEST(ComplexNumbers, FollowTheDecimalSeparatorOfTheLocale) {
  testing::PlainContext context;
  context.set_locale("de-DE");
  EXPECT_EQ(context.calculate("COMPLEX(1.5,-2.5)"), Value("1,5-2,5i"));
  EXPECT_EQ(context.calculate("IMSUM(\"1,5-2,5i\",1)"), Value("2,5-2,5i"));
}

}  // namespace
}  // namespace outturn
