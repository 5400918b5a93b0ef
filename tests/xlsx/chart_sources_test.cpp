#include "xlsx/chart_sources.h"

#include <gtest/gtest.h>

#include "tests/xlsx/book_builder.h"
#include "tests/xlsx/conformance_workbooks.h"
#include "xlsx/reader.h"
#include "xlsx/writer.h"

namespace outturn::xlsx {
namespace {

std::string link(const char* type, const char* target) {
  return std::string("<Relationships xmlns=\"p\"><Relationship Id=\"r1\" Type=\"http://r/") + type +
         "\" Target=\"" + target + "\"/></Relationships>";
}

// A chart on a chart sheet that reads two ranges of the other sheet, and a pivot table over a third.
XlsxFile book() {
  BookBuilder book;
  book.sheets = {
      {"My data", "<sheetData/>",
       R"(<Relationship Id="p" Type="http://r/pivotTable" Target="../pivotTables/pivot1.xml"/>)"},
      {"Chart", "", R"(<Relationship Id="d" Type="http://r/drawing" Target="../drawings/drawing1.xml"/>)",
       "chartsheet"}};
  book.workbook_tail =
      "<definedNames><definedName name=\"Months\">'My data'!$H$1:$H$9</definedName></definedNames>";
  book.parts = {
      {"xl/drawings/drawing1.xml", "<wsDr/>"},
      {"xl/drawings/_rels/drawing1.xml.rels", link("chart", "../charts/chart7.xml")},
      {"xl/charts/chart7.xml",
       "<c:chart xmlns:c=\"c\"><c:val><c:numRef><c:f>('My data'!$A$1:$A$3,'My "
       "data'!$C$1)</c:f></c:numRef></c:val>"
       "<c:cat><c:f>Months</c:f></c:cat><c:f>[2]Other!$A$1</c:f></c:chart>"},
      {"xl/pivotTables/pivot1.xml", "<pivotTableDefinition name=\"By service\"/>"},
      {"xl/pivotTables/_rels/pivot1.xml.rels", link("pivotCacheDefinition", "../pivotCache/cache1.xml")},
      {"xl/pivotCache/cache1.xml",
       "<pivotCacheDefinition><cacheSource type=\"worksheet\"><worksheetSource ref=\"E1:F9\" sheet=\"My "
       "data\"/></cacheSource></pivotCacheDefinition>"}};
  return read_xlsx(book.archive());
}

TEST(ChartSources, FindsWhatChartsAndPivotTablesRead) {
  const XlsxFile file = book();
  const auto sources = chart_sources(file);
  ASSERT_EQ(sources.size(), 2U);
  EXPECT_TRUE(sources[0].is_pivot);
  EXPECT_EQ(sources[0].name, "By service");
  ASSERT_EQ(sources[0].reads.size(), 1U);
  EXPECT_EQ(to_a1(sources[0].reads[0].range), "E1:F9");
  EXPECT_EQ(sources[1].sheet, "Chart");
  EXPECT_EQ(sources[1].name, "chart7");
  ASSERT_EQ(sources[1].reads.size(), 3U);
  EXPECT_EQ(to_a1(sources[1].reads[0].range), "A1:A3");
  EXPECT_EQ(to_a1(sources[1].reads[1].range), "C1");
  EXPECT_EQ(to_a1(sources[1].reads[2].range), "H1:H9");
}

TEST(ChartSources, NamesThoseThatReadAChangedCell) {
  const XlsxFile file = book();
  const auto names = [&](const char* cell) {
    std::string all;
    const std::vector<WrittenChange> changes = {{0, *cell_from_a1(cell)}};
    for (const Diagnostic& warning : outdated_charts(file, changes))
      all += warning.where + ": " + warning.what + "\n";
    return all;
  };
  EXPECT_EQ(names("A2"),
            "Chart: chart chart7 reads 'My data'!A2, which changed; its picture is renewed when Excel opens "
            "the file\n");
  EXPECT_EQ(names("F9"),
            "My data: pivot table By service reads 'My data'!F9, which changed; refresh it in Excel\n");
  EXPECT_EQ(names("B1"), "");
}

TEST(ChartSources, ReadsThoseOfEveryConformanceWorkbook) {
  const auto books = conformance_workbooks();
  OUTTURN_SKIP_WITHOUT_CONFORMANCE_WORKBOOKS(books);
  std::size_t charts = 0;
  std::size_t with_places = 0;
  for (const auto& path : books)
    for (const ChartSource& source : chart_sources(read_xlsx(path))) {
      ++charts;
      with_places += source.reads.empty() ? 0 : 1;
    }
  EXPECT_GT(charts, 10U);
  EXPECT_GT(with_places, 10U);
}

}  // namespace
}  // namespace outturn::xlsx
