#include "xlsx/styles_part.h"

#include <gtest/gtest.h>

#include "tests/xlsx/conformance_workbooks.h"
#include "xlsx/package.h"
#include "xlsx/xlsx_error.h"

namespace outturn::xlsx {
namespace {

const std::string kStyles =
    R"(<styleSheet xmlns="m"><numFmts count="1"><numFmt numFmtId="164" formatCode="0.0&quot;%&quot;"/></numFmts><fonts/>
<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>
<cellStyleXfs count="1"><xf numFmtId="9"/></cellStyleXfs><cellXfs count='3'><xf numFmtId="0" fillId="0"/>
<xf numFmtId="164" fontId="2" fillId="0" applyFill="0" xfId="0"><alignment wrapText="1"/></xf><xf numFmtId="14"/></cellXfs></styleSheet>)";

TEST(StylesPart, GivesTheNumberFormatOfEachCellFormat) {
  const StylesPart styles = StylesPart::read(kStyles, "xl/styles.xml");
  EXPECT_EQ(styles.size(), 3U);
  EXPECT_EQ(styles.number_format(0), "General");
  EXPECT_EQ(styles.number_format(1), "0.0\"%\"");
  EXPECT_EQ(styles.number_format(2), "mm-dd-yy");
  EXPECT_EQ(styles.number_format(99), "General");
}

TEST(StylesPart, KnowsTheBuiltInFormats) {
  // ECMA-376 part 1, 18.8.30.
  const std::pair<std::uint32_t, const char*> rows[] = {{1, "0"},
                                                        {4, "#,##0.00"},
                                                        {9, "0%"},
                                                        {10, "0.00%"},
                                                        {12, "# ?/?"},
                                                        {22, "m/d/yy h:mm"},
                                                        {37, "#,##0_);(#,##0)"},
                                                        {45, "mm:ss"},
                                                        {46, "[h]:mm:ss"},
                                                        {48, "##0.0E+0"},
                                                        {49, "@"},
                                                        {23, ""},
                                                        {50, ""}};
  for (const auto& [id, format] : rows) EXPECT_EQ(builtin_number_format(id), format) << id;
}

TEST(StyleAppender, CopiesAFormatWithAnotherFillAndRenumbersNone) {
  StyleAppender styles(kStyles, "xl/styles.xml");
  EXPECT_EQ(styles.with_solid_fill(1, "FFC6EFCE"), 3U);
  EXPECT_EQ(styles.with_solid_fill(1, "FFC6EFCE"), 3U);
  EXPECT_EQ(styles.with_solid_fill(0, "FFC6EFCE"), 4U);
  EXPECT_EQ(styles.with_solid_fill(3, "FFC6EFCE"), 3U) << "it looks so already";
  std::string expected = kStyles;
  const auto replace = [&](const std::string& from, const std::string& to) {
    const std::size_t place = expected.find(from);
    ASSERT_NE(place, std::string::npos);
    expected.replace(place, from.size(), to);
  };
  replace("<fills count=\"2\">", "<fills count=\"3\">");
  replace("</fills>",
          "<fill><patternFill patternType=\"solid\"><fgColor rgb=\"FFC6EFCE\"/><bgColor "
          "indexed=\"64\"/></patternFill></fill></fills>");
  replace("<cellXfs count='3'>", "<cellXfs count='5'>");
  replace("</cellXfs>",
          "<xf numFmtId=\"164\" fontId=\"2\" fillId=\"2\" applyFill=\"1\" xfId=\"0\"><alignment "
          "wrapText=\"1\"/></xf>"
          "<xf numFmtId=\"0\" fillId=\"2\" applyFill=\"1\"/></cellXfs>");
  EXPECT_EQ(styles.text(), expected);
}

TEST(StyleAppender, TakesAwayTheSolidFillsNamedAndNoOther) {
  StyleAppender styles(kStyles, "xl/styles.xml");
  const std::vector<std::string> statuses = {"FFFFC7CE", "FFC6EFCE"};
  const std::uint32_t green = styles.with_solid_fill(1, "FFC6EFCE");
  const std::uint32_t cream = styles.with_solid_fill(1, "FFFFF2CC");
  const std::uint32_t plain = styles.without_solid_fill(green, statuses);
  EXPECT_EQ(plain, 5U);
  EXPECT_EQ(styles.without_solid_fill(green, statuses), 5U);
  EXPECT_NE(styles.text().find(
                "<xf numFmtId=\"164\" fontId=\"2\" fillId=\"0\" applyFill=\"1\" xfId=\"0\"><alignment "
                "wrapText=\"1\"/></xf></cellXfs>"),
            std::string::npos);
  EXPECT_EQ(styles.without_solid_fill(cream, statuses), cream);
  EXPECT_EQ(styles.without_solid_fill(plain, statuses), plain);
  EXPECT_EQ(styles.with_solid_fill(plain, "FFC6EFCE"), green);
}

TEST(StyleAppender, RefusesAFormatThatIsNotThere) {
  StyleAppender styles(kStyles, "xl/styles.xml");
  EXPECT_THROW(static_cast<void>(styles.with_solid_fill(3, "FFC6EFCE")), XlsxError);
}

TEST(StyleAppender, AppendsToEveryConformanceWorkbook) {
  const auto books = conformance_workbooks();
  OUTTURN_SKIP_WITHOUT_CONFORMANCE_WORKBOOKS(books);
  for (const auto& path : books) {
    const Package package = Package::open(path);
    const auto relationships = package.relationships(package.workbook_part());
    const Relationship* styles = Package::first_of_type(relationships, "styles");
    if (styles == nullptr) continue;
    const PartText text = package.read(styles->target);
    const StylesPart before = StylesPart::read(text.view(), "styles");
    if (before.size() == 0) continue;
    StyleAppender appender(std::string(text.view()), "styles");
    const auto last = static_cast<std::uint32_t>(before.size() - 1);
    EXPECT_EQ(appender.with_solid_fill(last, "FFFFC7CE"), before.size()) << path;
    const StylesPart after = StylesPart::read(appender.text(), "styles");
    ASSERT_EQ(after.size(), before.size() + 1) << path;
    for (std::uint32_t i = 0; i <= last; ++i) EXPECT_EQ(after.number_format(i), before.number_format(i));
    EXPECT_EQ(after.number_format(last + 1), before.number_format(last));
  }
}

}  // namespace
}  // namespace outturn::xlsx
