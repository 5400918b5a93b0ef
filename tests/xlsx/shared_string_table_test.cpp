#include "xlsx/shared_string_table.h"

#include <gtest/gtest.h>

namespace outturn::xlsx {
namespace {

TEST(SharedStringTable, JoinsRunsSkipsPhoneticsAndUnescapes) {
  const SharedStringTable table = SharedStringTable::read(
      R"(<sst count="9" uniqueCount="5"><si><t>plain</t></si><si><r><t>two </t></r><r><rPr><b/></rPr><t>runs</t></r></si>
<si><t>kanji</t><rPh sb="0" eb="1"><t>reading</t></rPh><phoneticPr fontId="1"/></si><si><t>a_x000D_b</t></si><si><t/></si><si/></sst>)",
      "xl/sharedStrings.xml");
  ASSERT_EQ(table.size(), 6U);
  const char* const texts[] = {"plain", "two runs", "kanji", "a\rb", "", ""};
  for (std::size_t i = 0; i < std::size(texts); ++i) EXPECT_EQ(table.find(i)->view(), texts[i]);
  EXPECT_EQ(table.find(6), nullptr);
}

}  // namespace
}  // namespace outturn::xlsx
