#include <gtest/gtest.h>

#include "tests/support/plain_context.h"

namespace outturn {
namespace {

TEST(FilterXml, SelectsNodesAndRefusesTheRest) {
  const struct {
    const char* formula;
    const char* result;
  } rows[] = {
      {"FILTERXML(\"<t><s>1</s><s>x</s><s>2</s></t>\",\"//s[.*0=0]\")", "{1;2}"},
      {"FILTERXML(\"<t><s> -1.5 </s></t>\",\"/t/s\")", "-1.5"},
      {"FILTERXML(\"<t><s>1E999</s></t>\",\"/t/s\")", "\"1E999\""},
      {"FILTERXML(\"<t><s>nan</s></t>\",\"/t/s\")", "\"nan\""},
      {"FILTERXML(\"<t><s>a &amp; b</s></t>\",\"//s\")", "\"a & b\""},
      {"FILTERXML(\"<?xml version='1.0' encoding='utf-16'?><t>é</t>\",\"/t\")", "\"é\""},
      {"FILTERXML(\"<t/>\",\"count(//t)\")", "#VALUE!"},
      {"FILTERXML(\"<t/>\",\"//[\")", "#VALUE!"},
      {"FILTERXML(\"<t/>\",\"//p:t\")", "#VALUE!"},
      {"FILTERXML(\"\",\"//t\")", "#VALUE!"},
      {"FILTERXML(\"<!DOCTYPE t SYSTEM 'file:///etc/hostname'><t>1</t>\",\"//t\")", "#VALUE!"},
      // A query that would take the square of the square of the document's nodes.
      {"FILTERXML(\"<t>\"&REPT(\"<s/>\",8000)&\"</t>\",\"//s[count(//s[count(//s)>0])>9]\")", "#VALUE!"},
  };
  for (const auto& row : rows) {
    testing::PlainContext context;
    EXPECT_EQ(context.calculate(row.formula), context.calculate(row.result)) << row.formula;
  }
}

}  // namespace
}  // namespace outturn
