#include "xlsx/external_link_part.h"

#include <gtest/gtest.h>

namespace outturn::xlsx {
namespace {

TEST(ExternalLinkPart, ReadsTheValuesThatWereRemembered) {
  const ExternalLinkPart link = read_external_link_part(
      R"(<externalLink xmlns="m" xmlns:r="r"><externalBook r:id="rId1"><sheetNames><sheetName val="Budget"/><sheetName val="Other"/></sheetNames>
<definedNames><definedName name="Rate" refersTo="='Budget'!$A$1"/></definedNames>
<sheetDataSet><sheetData sheetId="0"><row r="1"><cell r="A1"><v>2.5</v></cell><cell r="B1" t="str"><v>a&amp;b</v></cell>
<cell r="C1" t="b"><v>1</v></cell><cell r="D1" t="e"><v>#REF!</v></cell><cell r="E1"/></row></sheetData>
<sheetData sheetId="1" refreshError="1"/><sheetData sheetId="7"><row r="1"><cell r="A1"><v>9</v></cell></row></sheetData></sheetDataSet></externalBook></externalLink>)",
      "xl/externalLinks/externalLink1.xml");
  EXPECT_EQ(link.book_relationship, "rId1");
  ASSERT_EQ(link.sheets.size(), 2U);
  EXPECT_EQ(link.sheets[0].name, "Budget");
  const auto& cells = link.sheets[0].cells;
  EXPECT_EQ(cells.at({0, 0}), Value(2.5));
  EXPECT_EQ(cells.at({0, 1}), Value("a&b"));
  EXPECT_EQ(cells.at({0, 2}), Value(true));
  EXPECT_EQ(cells.at({0, 3}), Value(ErrorCode::ref));
  EXPECT_EQ(cells.at({0, 4}), Value());
  EXPECT_TRUE(link.sheets[1].refresh_failed);
  ASSERT_EQ(link.names.size(), 1U);
  EXPECT_EQ(link.names[0].refers_to, "='Budget'!$A$1");
}

}  // namespace
}  // namespace outturn::xlsx
