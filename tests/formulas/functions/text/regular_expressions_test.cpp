#include <gtest/gtest.h>

#include "tests/support/plain_context.h"

namespace outturn {
namespace {

TEST(RegularExpressions, MatchAndReplace) {
  const struct {
    const char* formula;
    const char* result;
  } rows[] = {
      {"REGEXTEST(\"\",\"\")", "TRUE"},
      {"REGEXTEST(\"Straße\",\"^STRAßE$\",1)", "TRUE"},
      {"REGEXTEST(\"a\",\"a\",2)", "#VALUE!"},
      {"REGEXTEST({\"a1\",\"b\"},\"\\d\")", "{TRUE,FALSE}"},
      {"REGEXTEST(\"漢字\",\"^..$\")", "TRUE"},
      {"REGEXEXTRACT(\"abc\",\"x*\")", "\"\""},
      {"REGEXEXTRACT(\"a1b22\",\"\\d+\",1)", "{\"1\",\"22\"}"},
      {"REGEXEXTRACT(\"1a2b3c\",\"((\\d)[bc]+|(3c))\",2)", "{\"2b\",\"2\",#N/A}"},
      {"REGEXEXTRACT(\"abc\",\"b\",2)", "#VALUE!"},
      {"REGEXEXTRACT(\"abc\",\"b\",3)", "#VALUE!"},
      {"REGEXEXTRACT(\"ABC\",\"b\",0,1)", "\"B\""},
      {"REGEXREPLACE(\"a1b2c3\",\"\\d\",\"#\",2)", "\"a1b#c3\""},
      {"REGEXREPLACE(\"a1b2c3\",\"\\d\",\"#\",4)", "\"a1b2c3\""},
      {"REGEXREPLACE(\"a1b2c3\",\"\\d\",\"#\",-3)", "\"a#b2c3\""},
      {"REGEXREPLACE(\"a1\",\"(\\d)\",\"<$1>\")", "\"a<1>\""},
      {"REGEXREPLACE(\"a1\",\"(\\d)\",\"$9\")", "#VALUE!"},
      {"REGEXREPLACE(\"abc\",\"B\",\"-\",0,1)", "\"a-c\""},
      {"REGEXREPLACE(\"abc\",\"\",\"-\")", "\"-a-b-c-\""},
      {"XMATCH(\"[\",{\"a\",\"b\"},3)", "#VALUE!"},
      {"XMATCH(\"b|c\",{\"abc\",\"c\",1},3,-1)", "2"},
      {"XLOOKUP(\"z\",{\"abc\",\"c\"},{1,2},\"none\",3)", "\"none\""},
      {"XMATCH(\"b\",{\"a\",\"b\"},3,2)", "#VALUE!"},
  };
  for (const auto& row : rows) {
    testing::PlainContext context;
    EXPECT_EQ(context.calculate(row.formula), context.calculate(row.result)) << row.formula;
  }
}

}  // namespace
}  // namespace outturn
