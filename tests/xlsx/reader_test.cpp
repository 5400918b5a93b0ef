#include "xlsx/reader.h"

#include <gtest/gtest.h>

#include "tests/xlsx/book_builder.h"
#include "tests/xlsx/conformance_workbooks.h"
#include "xlsx/worksheet_part.h"
#include "xlsx/xlsx_error.h"

namespace outturn::xlsx {
namespace {

CellAddress at(const char* a1) { return *cell_from_a1(a1); }
Value value(const XlsxFile& file, const char* a1, SheetId sheet = 0) {
  return file.workbook->sheet(sheet).value(at(a1));
}
Value saved(const XlsxFile& file, const char* a1, SheetId sheet = 0) {
  return file.workbook->sheet(sheet).saved_value(at(a1));
}
std::string formula(const XlsxFile& file, const char* a1, SheetId sheet = 0) {
  return file.workbook->formula_text(sheet, at(a1)).value_or("none");
}

constexpr const char* kDynamicMetadata =
    R"(<metadata><metadataTypes><metadataType name="XLDAPR"/></metadataTypes><futureMetadata name="XLDAPR"><bk><extLst><ext><dynamicArrayProperties fDynamic="1"/></ext></extLst></bk></futureMetadata><cellMetadata><bk><rc t="1" v="0"/></bk></cellMetadata></metadata>)";

TEST(Reader, ReadsLiteralsAndSavedValues) {
  const XlsxFile file = read_xlsx(
      one_sheet(
          R"(<sheetData><row r="1"><c r="A1"><v>2</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="b"><v>1</v></c>
<c r="D1" t="e"><v>#N/A</v></c><c r="E1" t="inlineStr"><is><t>in</t></is></c><c r="F1" t="d"><v>2024-03-31</v></c><c r="G1" s="1"/></row>
<row r="2"><c r="A2"><f>A1*2</f><v>4</v></c><c r="B2" t="str"><f>B1</f><v>one</v></c><c r="C2"><f>A1</f></c></row></sheetData>)")
          .add("sharedStrings", "sharedStrings.xml", "<sst><si><t>zero</t></si><si><t>one</t></si></sst>")
          .archive());
  EXPECT_EQ(value(file, "A1"), Value(2));
  EXPECT_EQ(value(file, "B1"), Value("one"));
  EXPECT_EQ(value(file, "C1"), Value(true));
  EXPECT_EQ(value(file, "D1"), Value(ErrorCode::na));
  EXPECT_EQ(value(file, "E1"), Value("in"));
  EXPECT_EQ(value(file, "F1"), Value(45382));
  EXPECT_EQ(value(file, "G1"), Value());
  EXPECT_EQ(formula(file, "A2"), "=A1*2");
  EXPECT_EQ(saved(file, "A2"), Value(4));
  EXPECT_EQ(saved(file, "B2"), Value("one"));
  EXPECT_EQ(saved(file, "C2"), Value());
  EXPECT_EQ(formula(file, "A1"), "none");
  EXPECT_EQ(file.workbook->formula_count(), 3);
  EXPECT_TRUE(file.diagnostics.empty());
}

TEST(Reader, GathersASharedFormulaIntoOneFill) {
  const XlsxFile file = read_xlsx(
      one_sheet(R"(<sheetData><row r="1"><c r="B1"><f t="shared" ref="B1:B3" si="0">A1*$C$1</f></c></row>
<row r="2"><c r="B2"><f t="shared" si="0"/></c></row><row r="3"><c r="B3"><f t="shared" si="0"/></c></row></sheetData>)")
          .archive());
  ASSERT_EQ(file.workbook->fills().size(), 1U);
  EXPECT_EQ(to_a1(file.workbook->fills()[0].range), "B1:B3");
  EXPECT_EQ(formula(file, "B3"), "=A3*$C$1");
}

TEST(Reader, KeepsAChildWhoseMasterIsMissing) {
  const XlsxFile file = read_xlsx(
      one_sheet(R"(<sheetData><row r="1"><c r="B1"><f t="shared" si="7"/><v>5</v></c></row></sheetData>)")
          .archive());
  ASSERT_EQ(file.workbook->fills().size(), 1U);
  EXPECT_EQ(file.workbook->fills()[0].kind, FillKind::kept);
  EXPECT_EQ(saved(file, "B1"), Value(5));
  ASSERT_EQ(file.diagnostics.size(), 1U);
  EXPECT_EQ(file.diagnostics[0].where, "Sheet1!B1");
}

TEST(Reader, TellsDynamicFromFixedArraysAndDataTables) {
  const XlsxFile file = read_xlsx(
      one_sheet(
          R"(<sheetData><row r="1"><c r="A1" cm="1"><f t="array" ref="A1:A2">_xlfn.SEQUENCE(2)</f><v>1</v></c>
<c r="B1"><f t="array" ref="B1:B2">C1:C2*2</f><v>2</v></c><c r="D1"><f t="dataTable" ref="D1:D2" dt2D="0" dtr="0" r1="E1"/><v>7</v></c></row>
<row r="2"><c r="A2"><v>2</v></c><c r="B2"><f ca="1"/><v>4</v></c><c r="D2"><v>8</v></c></row></sheetData>)")
          .add("sheetMetadata", "metadata.xml", kDynamicMetadata)
          .archive());
  ASSERT_EQ(file.workbook->fills().size(), 3U);
  EXPECT_EQ(file.workbook->fills()[0].kind, FillKind::dynamic_array);
  EXPECT_EQ(file.workbook->fills()[1].kind, FillKind::fixed_array);
  EXPECT_EQ(file.workbook->fills()[2].kind, FillKind::kept);
  for (const char* cell : {"A2", "B2", "D2"})
    EXPECT_EQ(value(file, cell), Value()) << cell << ": saved, not typed";
  EXPECT_EQ(saved(file, "A2"), Value(2));
  EXPECT_EQ(saved(file, "B2"), Value(4));
  EXPECT_EQ(saved(file, "D1"), Value(7));
  EXPECT_EQ(saved(file, "D2"), Value(8));
}

TEST(Reader, TellsFilteredFromHiddenRows) {
  const std::string rows =
      R"(<sheetData><row r="1" hidden="1"/><row r="3" hidden="1"/><row r="5"/><row r="9" hidden="1"/></sheetData>)";
  const std::string active =
      R"(<autoFilter ref="A1:B5"><filterColumn colId="0"><filters><filter val="x"/></filters></filterColumn></autoFilter>)";
  const struct {
    const char* what;
    std::string sheet;
    const char* rows;  // visibility of rows 1, 3, 5, 9
  } cases[] = {{"no filter", rows, "hh.h"},
               {"a filter that is not active", rows + R"(<autoFilter ref="A1:B5"/>)", "hh.h"},
               {"an active filter", rows + active, "hf.h"},
               {"a filter's mode and no range", R"(<sheetPr filterMode="1"/>)" + rows, "ff.f"},
               {"a filter's mode and its range", R"(<sheetPr filterMode="1"/>)" + rows + active, "hf.h"}};
  for (const auto& row : cases) {
    const XlsxFile file = read_xlsx(one_sheet(row.sheet).archive());
    std::string seen;
    for (const int number : {0, 2, 4, 8}) {
      const RowVisibility visibility = file.workbook->sheet(0).row_visibility(number);
      seen += visibility == RowVisibility::visible ? '.' : visibility == RowVisibility::hidden ? 'h' : 'f';
    }
    EXPECT_EQ(seen, row.rows) << row.what;
  }
}

TEST(Reader, ReadsTablesAndTheirFilters) {
  BookBuilder book = one_sheet(
      R"(<sheetData><row r="3" hidden="1"/></sheetData><tableParts><tablePart r:id="t1"/></tableParts>)");
  book.sheets[0].relationships =
      R"(<Relationship Id="t1" Type="http://r/table" Target="../tables/table1.xml"/>)";
  book.parts.emplace_back(
      "xl/tables/table1.xml",
      R"(<table name="T" displayName="Calls" ref="A1:B4" totalsRowCount="1"><autoFilter ref="A1:B3"><filterColumn colId="0"><filters/></filterColumn></autoFilter><tableColumns><tableColumn name="Month"/><tableColumn name="Answered"/></tableColumns></table>)");
  const XlsxFile file = read_xlsx(book.archive());
  ASSERT_EQ(file.workbook->tables().size(), 1U);
  const Table& table = file.workbook->tables()[0];
  EXPECT_EQ(table.name, "Calls");
  EXPECT_EQ(to_a1(table.shape.range), "A1:B4");
  EXPECT_TRUE(table.shape.has_headers);
  EXPECT_TRUE(table.shape.has_totals);
  EXPECT_EQ(table.columns, (std::vector<std::string>{"Month", "Answered"}));
  EXPECT_EQ(file.workbook->sheet(0).row_visibility(2), RowVisibility::filtered);
}

TEST(Reader, KeepsTabOrderWithChartSheetsAndScopesNames) {
  BookBuilder book;
  book.sheets = {{"Chart", "", "", "chartsheet"}, {"Data", "<sheetData/>", ""}, {"More", "<sheetData/>", ""}};
  book.workbook_head = "<workbookPr date1904=\"true\"/>";
  book.workbook_tail =
      R"(<definedNames><definedName name="Rate">Data!$A$1</definedName><definedName name="Rate" localSheetId="2">More!$A$1</definedName><definedName name="Macro" function="1">x</definedName><definedName name="Lost" localSheetId="9">1</definedName></definedNames><calcPr iterate="1" iterateCount="5" fullPrecision="0"/>)";
  const XlsxFile file = read_xlsx(book.archive());
  EXPECT_EQ(file.workbook->sheet_count(), 3);
  EXPECT_EQ(file.workbook->find_sheet("data"), 1);
  EXPECT_FALSE(file.sheets[0].has_cells);
  EXPECT_EQ(file.sheets[1].part, "xl/worksheets/sheet2.xml");
  EXPECT_EQ(file.workbook->names().size(), 2U);
  EXPECT_EQ(file.workbook->find_name("RATE", 1), 0);
  EXPECT_EQ(file.workbook->find_name("rate", 2), 1);
  EXPECT_EQ(file.diagnostics.size(), 1U) << "the name without a sheet";
  EXPECT_EQ(file.workbook->settings.date_system, DateSystem::from_1904);
  EXPECT_TRUE(file.workbook->settings.iterate);
  EXPECT_EQ(file.workbook->settings.max_iterations, 5);
  EXPECT_FALSE(file.workbook->settings.full_precision);
}

TEST(Reader, ReadsWhatIsRememberedOfOtherWorkbooks) {
  BookBuilder book = one_sheet("<sheetData/>");
  book.workbook_tail = R"(<externalReferences><externalReference r:id="externalLink"/></externalReferences>)";
  book.add(
      "externalLink", "externalLinks/externalLink1.xml",
      R"(<externalLink><externalBook><sheetNames><sheetName val="Budget"/></sheetNames><sheetDataSet><sheetData sheetId="0"><row r="2"><cell r="B2"><v>12</v></cell></row></sheetData></sheetDataSet></externalBook></externalLink>)");
  const XlsxFile file = read_xlsx(book.archive());
  const auto sheet = file.workbook->find_sheet("[1]Budget");
  ASSERT_TRUE(sheet);
  EXPECT_TRUE(file.workbook->sheet(*sheet).is_external());
  EXPECT_EQ(value(file, "B2", *sheet), Value(12));
  EXPECT_EQ(file.workbook->sheet_count(), 1);
}

TEST(Reader, GivesCellsTheirNumberFormats) {
  const XlsxFile file = read_xlsx(
      one_sheet(
          R"(<sheetData><row r="1"><c r="A1" s="1"><v>1</v></c><c r="B1" s="2"/><c r="C1"><v>3</v></c></row></sheetData>)")
          .add(
              "styles", "styles.xml",
              R"(<styleSheet><numFmts><numFmt numFmtId="164" formatCode="0.0"/></numFmts><cellXfs><xf/><xf numFmtId="9"/><xf numFmtId="164"/></cellXfs></styleSheet>)")
          .archive());
  EXPECT_EQ(file.workbook->number_format(0, at("A1")), "0%");
  EXPECT_EQ(file.workbook->number_format(0, at("B1")), "0.0");
  EXPECT_EQ(file.workbook->number_format(0, at("C1")), "General");
}

TEST(Reader, ReportsValuesThatAreNotOfTheirKind) {
  const XlsxFile file = read_xlsx(
      one_sheet(
          R"(<sheetData><row r="1"><c r="A1"><v>12 apples</v></c><c r="B1" t="s"><v>5</v></c></row></sheetData>)")
          .archive());
  ASSERT_EQ(file.diagnostics.size(), 2U);
  EXPECT_EQ(file.diagnostics[0].where, "Sheet1!A1");
  EXPECT_NE(file.diagnostics[0].what.find("12 apples"), std::string::npos);
  EXPECT_EQ(file.diagnostics[1].where, "Sheet1!B1");
}

TEST(Reader, NamesFileAndPartOfWhatIsBroken) {
  const auto outcome = [](std::vector<BuiltEntry> entries, const char* part,
                          const std::optional<std::string>& text) {
    for (std::size_t i = 0; i < entries.size(); ++i) {
      if (entries[i].name != part) continue;
      if (text)
        entries[i].data = *text;
      else
        entries.erase(entries.begin() + static_cast<std::ptrdiff_t>(i));
      break;
    }
    try {
      static_cast<void>(read_xlsx(ZipArchive::from_bytes(build_zip(entries).bytes, "book.xlsx")));
    } catch (const XlsxError& error) {
      return std::string(error.what());
    }
    return std::string("ok");
  };
  const std::vector<BuiltEntry> whole = one_sheet("<sheetData/>")
                                            .add("sharedStrings", "sharedStrings.xml", "<sst/>")
                                            .add("styles", "styles.xml", "<styleSheet/>")
                                            .entries();
  ASSERT_EQ(outcome(whole, "", {}), "ok");
  const std::string many_arrays = worksheet(
      R"(<sheetData><row r="1"><c r="A1"><f t="array" ref="A1:XFD1048576">1</f></c></row></sheetData>)");
  const struct {
    const char* part;
    std::optional<std::string> text;
    const char* says;
  } rows[] = {
      {"xl/worksheets/sheet1.xml",
       {},
       "book.xlsx (xl/worksheets/sheet1.xml): is named by the workbook but is not in the file"},
      {"xl/worksheets/sheet1.xml", "<worksheet><sheetData><row",
       "book.xlsx (xl/worksheets/sheet1.xml): is damaged"},
      {"xl/worksheets/sheet1.xml", many_arrays,
       "book.xlsx (xl/worksheets/sheet1.xml): has array formulas over more than"},
      {"xl/worksheets/sheet1.xml",
       worksheet(
           "<sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c><c r=\"A1\"><f>B1</f></c></row></sheetData>"),
       "book.xlsx (xl/worksheets/sheet1.xml): has cell A1 twice"},
      {"xl/sharedStrings.xml", "<sst><si>", "book.xlsx (xl/sharedStrings.xml): is damaged"},
      {"xl/styles.xml", "", "book.xlsx (xl/styles.xml)"},
      {"xl/workbook.xml", "<workbook>", "book.xlsx (xl/workbook.xml): is damaged"},
      {"xl/workbook.xml", "<workbook/>", "book.xlsx (xl/workbook.xml): has no sheets"},
      {"xl/_rels/workbook.xml.rels", {}, "says nowhere where sheet \"Sheet1\" is"},
  };
  for (const auto& row : rows) {
    const std::string says = outcome(whole, row.part, row.text);
    if (row.part == std::string("xl/styles.xml"))
      EXPECT_EQ(says, "ok") << "an empty styles part is none";
    else
      EXPECT_EQ(says.rfind(row.says, 0) == 0 || says.find(row.says) != std::string::npos, true) << says;
  }
}

TEST(Reader, ReadsEveryConformanceWorkbook) {
  const auto books = conformance_workbooks();
  OUTTURN_SKIP_WITHOUT_CONFORMANCE_WORKBOOKS(books);
  struct Counter : WorksheetSink {
    std::int64_t formulas = 0;
    void cell(const SheetCell& cell) override {
      formulas += !cell.formula.empty() || cell.formula_kind == FormulaKind::shared ||
                  cell.formula_kind == FormulaKind::data_table;
    }
  };
  for (const auto& path : books) {
    XlsxFile file = read_xlsx(path);
    Counter counter;
    for (const SheetFile& sheet : file.sheets)
      if (sheet.has_cells) read_worksheet(file.package.read(sheet.part).view(), sheet.part, counter);
    EXPECT_EQ(file.workbook->formula_count(), counter.formulas) << path;
    EXPECT_TRUE(file.diagnostics.empty())
        << path << ": " << file.diagnostics[0].where << " " << file.diagnostics[0].what;
  }
}

}  // namespace
}  // namespace outturn::xlsx
