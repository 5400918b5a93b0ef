#include "xlsx/writer.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "tests/xlsx/book_builder.h"
#include "tests/xlsx/conformance_workbooks.h"
#include "tests/xlsx/given_changes.h"
#include "xlsx/reader.h"
#include "xlsx/xlsx_error.h"

namespace outturn::xlsx {
namespace {

CellAddress at(const char* a1) { return *cell_from_a1(a1); }

constexpr const char* kSheet =
    R"(<sheetData><row r="1"><c r="A1"><v>1</v></c><c r="B1"><f>A1*2</f><v>2</v></c><c r="C1"><f t="array" ref="C1:C2">A1:A2*2</f><v>2</v></c><c r="D1" cm="1"><f t="array" ref="D1:D2">_xlfn.SEQUENCE(2)</f><v>1</v></c></row><row r="2"><c r="A2" s="1"><v>5</v></c><c r="C2"><v>10</v></c><c r="D2" s="1"><v>2</v></c></row></sheetData><mergeCells><mergeCell ref="F1:G2"/></mergeCells><conditionalFormatting sqref="H1:H9"/><tableParts><tablePart r:id="t1"/></tableParts>)";
constexpr const char* kStyles =
    R"(<styleSheet><fills count="1"><fill/></fills><cellXfs count="2"><xf/><xf numFmtId="9"/></cellXfs></styleSheet>)";

BookBuilder book() {
  BookBuilder builder = one_sheet(kSheet);
  builder.sheets[0].relationships =
      R"(<Relationship Id="t1" Type="http://r/table" Target="../tables/table1.xml"/>)";
  builder.parts.emplace_back(
      "xl/tables/table1.xml",
      R"(<table name="T" displayName="Calls" ref="J1:J3"><tableColumns><tableColumn name="Month"/></tableColumns></table>)");
  builder.add("styles", "styles.xml", kStyles);
  builder.add(
      "sheetMetadata", "metadata.xml",
      R"(<metadata><metadataTypes><metadataType name="XLDAPR"/></metadataTypes><futureMetadata name="XLDAPR"><bk><extLst><ext><dynamicArrayProperties fDynamic="1"/></ext></extLst></bk></futureMetadata><cellMetadata><bk><rc t="1" v="0"/></bk></cellMetadata></metadata>)");
  return builder;
}

std::string part(const std::string& bytes, const char* name) {
  const ZipArchive archive = ZipArchive::from_bytes(bytes, "out.xlsx");
  return std::string(archive.inflate(*archive.find(name)).view());
}

std::string replaced(std::string text, const std::vector<std::pair<std::string, std::string>>& changes) {
  for (const auto& [from, to] : changes) {
    const std::size_t place = text.find(from);
    EXPECT_NE(place, std::string::npos) << from;
    text.replace(place, from.size(), to);
  }
  return text;
}

TEST(Writer, GivesTheSameBytesWhereNothingChanged) {
  XlsxFile file = read_xlsx(book().archive());
  const WrittenFile written = write_xlsx(file, {});
  EXPECT_EQ(written.bytes, file.package.archive().bytes());
  EXPECT_TRUE(written.changed_parts.empty());
  ChangeSet same;
  same.cells = given(file, {{0, at("B1"), ChangeKind::formula, 2, 2.0000000000000004}});
  EXPECT_EQ(write_xlsx(file, same).bytes, file.package.archive().bytes());
}

TEST(Writer, WritesEveryKindOfChange) {
  XlsxFile file = read_xlsx(book().archive());
  ChangeSet changes;
  changes.cells = given(file, {{0, at("A1"), ChangeKind::input, 1, "ten"},
                               {0, at("B1"), ChangeKind::formula, 2, ErrorCode::value},
                               {0, at("C2"), ChangeKind::formula, 10, "x"},
                               {0, at("D1"), ChangeKind::formula, 1, 3},
                               {0, at("D2"), ChangeKind::spill_cleared, 2, {}},
                               {0, at("E1"), ChangeKind::spill_added, {}, 4},
                               {0, at("E2"), ChangeKind::owned, {}, "Green"}});
  changes.resized = {{0, at("D1"), *range_from_a1("D1:E1")}};
  const WrittenFile written = write_xlsx(file, changes);
  EXPECT_EQ(part(written.bytes, "xl/worksheets/sheet1.xml"),
            worksheet(replaced(
                kSheet, {{R"(<c r="A1"><v>1</v></c>)", R"(<c r="A1" t="inlineStr"><is><t>ten</t></is></c>)"},
                         {R"(<c r="B1"><f>A1*2</f><v>2</v>)", R"(<c r="B1" t="e"><f>A1*2</f><v>#VALUE!</v>)"},
                         {R"(ref="D1:D2">_xlfn.SEQUENCE(2)</f><v>1</v></c>)",
                          R"(ref="D1:E1">_xlfn.SEQUENCE(2)</f><v>3</v></c><c r="E1"><v>4</v></c>)"},
                         {R"(<c r="C2"><v>10</v></c>)", R"(<c r="C2" t="str"><v>x</v></c>)"},
                         {R"(<c r="D2" s="1"><v>2</v></c>)",
                          R"(<c r="D2" s="1"></c><c r="E2" t="inlineStr"><is><t>Green</t></is></c>)"}})));
  EXPECT_EQ(written.changed_parts, std::vector<std::string>{"xl/worksheets/sheet1.xml"});
  ASSERT_EQ(written.changes.size(), 7U);
  EXPECT_EQ(written.changes[0].cell, at("A1"));
  int changed_digests = 0;
  for (const PartDigest& digest : proof(file, written)) changed_digests += digest.changed() ? 1 : 0;
  EXPECT_EQ(changed_digests, 1);
}

TEST(Writer, MarksOwnedCellsOnceAndTouchesNothingElse) {
  BookBuilder builder = book();
  builder.workbook_tail = R"(<!-- kept --><calcPr calcId="1"/>)";
  XlsxFile file = read_xlsx(builder.archive());
  const std::string original(file.package.archive().bytes());
  const std::vector<OwnedCell> cells = {{0, at("A1")}, {0, at("A2")}};
  const WrittenFile written = write_xlsx(file, {}, {}, {.owned_cells = cells});
  EXPECT_EQ(written.changed_parts, std::vector<std::string>{"xl/workbook.xml"});
  EXPECT_TRUE(written.changes.empty());
  EXPECT_EQ(
      part(written.bytes, "xl/workbook.xml"),
      replaced(part(original, "xl/workbook.xml"),
               {{"</sheets>",
                 "</sheets><definedNames><definedName name=\"_outturn_owned\" hidden=\"1\">'Sheet1'!$A$1,"
                 "'Sheet1'!$A$2</definedName></definedNames>"}}));
  std::vector<std::string> listed;
  for (const PartDigest& digest : proof(file, written))
    if (digest.changed()) listed.push_back(digest.part);
  EXPECT_EQ(listed, written.changed_parts);

  XlsxFile again = read_xlsx(ZipArchive::from_bytes(written.bytes, "again.xlsx"));
  ASSERT_EQ(again.workbook->names().size(), 1U);
  EXPECT_TRUE(again.workbook->names()[0].hidden);
  EXPECT_EQ(write_xlsx(again, {}, {}, {.owned_cells = cells}).bytes, written.bytes);
  EXPECT_EQ(write_xlsx(again, {}).bytes, written.bytes);  // nothing said: it stays
  // Taken away again, the part is as it was.
  EXPECT_EQ(
      part(write_xlsx(again, {}, {}, {.owned_cells = std::vector<OwnedCell>()}).bytes, "xl/workbook.xml"),
      part(original, "xl/workbook.xml"));
}

TEST(Writer, LeavesTheMarkAsExcelWroteItWhereItSaysTheSame) {
  BookBuilder builder = book();
  builder.workbook_tail =
      R"(<definedNames><definedName name="_outturn_owned" hidden="1">Sheet1!$A$2,Sheet1!$A$1</definedName></definedNames>)";
  XlsxFile file = read_xlsx(builder.archive());
  const std::vector<OwnedCell> cells = {{0, at("A1")}, {0, at("A2")}};
  EXPECT_EQ(write_xlsx(file, {}, {}, {.owned_cells = cells}).bytes, file.package.archive().bytes());
}

TEST(Writer, FillsAStatusCellUnlessConditionalFormattingDoes) {
  XlsxFile file = read_xlsx(book().archive());
  const WrittenFile written = write_xlsx(file, {}, {{0, at("A2"), "FFC6EFCE"}, {0, at("H2"), "FFC6EFCE"}});
  EXPECT_EQ(part(written.bytes, "xl/worksheets/sheet1.xml"),
            worksheet(replaced(kSheet, {{R"(<c r="A2" s="1">)", R"(<c r="A2" s="2">)"}})));
  EXPECT_NE(
      part(written.bytes, "xl/styles.xml").find(R"(<xf numFmtId="9" fillId="1" applyFill="1"/></cellXfs>)"),
      std::string::npos);
  EXPECT_EQ(written.changed_parts, (std::vector<std::string>{"xl/styles.xml", "xl/worksheets/sheet1.xml"}));
  XlsxFile again = read_xlsx(ZipArchive::from_bytes(written.bytes, "out.xlsx"));
  EXPECT_EQ(write_xlsx(again, {}, {{0, at("A2"), "FFC6EFCE"}}).bytes, written.bytes)
      << "the fill is there already";
}

TEST(Writer, RefusesToSetWhatIsNoConstant) {
  XlsxFile file = read_xlsx(book().archive());
  const struct {
    const char* cell;
    const char* says;
  } rows[] = {{"B1", "Sheet1!B1 holds a formula"},
              {"C1", "Sheet1!C1 holds a formula"},
              {"C2", "Sheet1!C2 belongs to the array formula in C1:C2"},
              {"D2", "Sheet1!D2 is filled by the formula in D1"},
              {"G1", "Sheet1!G1 is covered by the merged cell F1:G2"},
              {"J1", "Sheet1!J1 is the heading of a column of table Calls"}};
  for (const auto& row : rows) {
    ChangeSet changes;
    changes.cells = given(file, {{0, at(row.cell), ChangeKind::input, {}, 1}});
    try {
      static_cast<void>(write_xlsx(file, changes));
      FAIL() << row.cell;
    } catch (const XlsxError& error) {
      EXPECT_EQ(error.kind(), XlsxErrorKind::write_refused);
      EXPECT_EQ(std::string(error.what()),
                "book.xlsx: " + std::string(row.says) + "; a value cannot be set there");
    }
  }
  for (const char* cell : {"A1", "F1", "J2", "Z99"})
    EXPECT_EQ(refusal_to_set(*file.workbook, 0, at(cell)), std::nullopt) << cell;
}

TEST(Writer, RefusesToBreakASignature) {
  BookBuilder builder = book();
  builder.parts.emplace_back("_xmlsignatures/origin.sigs", "");
  XlsxFile file = read_xlsx(builder.archive());
  ChangeSet changes;
  changes.cells = given(file, {{0, at("A1"), ChangeKind::input, 1, 2}});
  EXPECT_EQ(write_xlsx(file, {}).bytes, file.package.archive().bytes());
  EXPECT_THROW(static_cast<void>(write_xlsx(file, changes)), XlsxError);
  EXPECT_FALSE(write_xlsx(file, changes, {}, {.break_signature = true}).changed_parts.empty());
}

TEST(Writer, RefusesToSaveOverWhatSomebodyElseSaved) {
  std::string pattern = (std::filesystem::temp_directory_path() / "writer_test_XXXXXX").string();
  ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
  const std::filesystem::path path = std::filesystem::path(pattern) / "book.xlsx";
  const auto put = [&](std::string_view bytes) { std::ofstream(path, std::ios::binary) << bytes; };
  put(book().archive().bytes());
  XlsxFile file = read_xlsx(path);
  ChangeSet changes;
  changes.cells = given(file, {{0, at("A1"), ChangeKind::input, 1, 2}});
  const WrittenFile written = write_xlsx(file, changes);
  put("another save");
  EXPECT_THROW(save(file, written, path), XlsxError);
  put(file.package.archive().bytes());
  save(file, written, path);
  EXPECT_EQ(read_xlsx(path).workbook->sheet(0).value(at("A1")), Value(2));
  std::filesystem::remove_all(pattern);
}

TEST(Writer, WritesAUtf16SheetInUtf16) {
  const std::string text = "\xEF\xBB\xBF<?xml version=\"1.0\" encoding=\"UTF-16\"?>" +
                           worksheet(R"(<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>)");
  BookBuilder builder = one_sheet("");
  std::vector<BuiltEntry> entries = builder.entries();
  for (BuiltEntry& entry : entries)
    if (entry.name == "xl/worksheets/sheet1.xml") entry.data = *from_utf8(text, TextEncoding::utf16_be);
  XlsxFile file = read_xlsx(ZipArchive::from_bytes(build_zip(entries).bytes, "book.xlsx"));
  ChangeSet changes;
  changes.cells = given(file, {{0, at("A1"), ChangeKind::input, 1, "\xE2\x82\xAC"}});
  const std::string written = part(write_xlsx(file, changes).bytes, "xl/worksheets/sheet1.xml");
  EXPECT_EQ(to_utf8(written, TextEncoding::utf16_be),
            replaced(text, {{R"(<c r="A1"><v>1</v></c>)",
                             "<c r=\"A1\" t=\"inlineStr\"><is><t>\xE2\x82\xAC</t></is></c>"}}));
}

// The first typed number of each workbook is changed: one part differs, the value is read back, and setting
// the old one again leaves a sheet that reads as before.
TEST(Writer, ChangesOneCellOfEachConformanceWorkbook) {
  const auto books = conformance_workbooks();
  OUTTURN_SKIP_WITHOUT_CONFORMANCE_WORKBOOKS(books);
  int tried = 0;
  for (const auto& path : books) {
    XlsxFile file = read_xlsx(path);
    std::optional<std::pair<SheetId, CellAddress>> place;
    for (SheetId id = 0; id < file.workbook->sheet_count() && !place; ++id) {
      const auto used = file.workbook->sheet(id).used_range();
      if (!used || !file.sheets[static_cast<std::size_t>(id)].has_cells) continue;
      for (CellAddress cell; cell.row <= used->last.row && !place; ++cell.row)
        for (cell.column = 0; cell.column <= used->last.column && !place; ++cell.column)
          if (file.workbook->sheet(id).tag(cell) == CellTag::number &&
              !refusal_to_set(*file.workbook, id, cell))
            place = {id, cell};
    }
    if (!place) continue;
    ++tried;
    ChangeSet changes;
    changes.cells = given(file, {{place->first, place->second, ChangeKind::input, {}, 123456.5}});
    const WrittenFile written = write_xlsx(file, changes);
    ASSERT_EQ(written.changed_parts.size(), 1U) << path;
    int changed = 0;
    for (const PartDigest& digest : proof(file, written)) changed += digest.changed() ? 1 : 0;
    EXPECT_EQ(changed, 1) << path;
    XlsxFile again = read_xlsx(ZipArchive::from_bytes(written.bytes, path.string()));
    EXPECT_EQ(again.workbook->sheet(place->first).value(place->second), Value(123456.5)) << path;
    EXPECT_EQ(again.workbook->formula_count(), file.workbook->formula_count()) << path;
  }
  EXPECT_GT(tried, 150);
}

}  // namespace
}  // namespace outturn::xlsx
