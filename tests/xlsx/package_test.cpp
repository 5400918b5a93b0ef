#include "xlsx/package.h"

#include <gtest/gtest.h>

#include "tests/xlsx/conformance_workbooks.h"
#include "tests/xlsx/zip_builder.h"
#include "xlsx/part_digests.h"
#include "xlsx/xlsx_error.h"

namespace outturn::xlsx {
namespace {

constexpr const char* kTypes =
    "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default "
    "Extension=\"xml\" "
    "ContentType=\"application/xml\"/><Override PartName=\"/xl/workbook.xml\" "
    "ContentType=\"application/x-workbook\"/></Types>";
constexpr const char* kTop =
    "<Relationships xmlns=\"x\"><Relationship Id=\"rId1\" Type=\"http://x/officeDocument\" "
    "Target=\"xl/workbook.xml\"/></Relationships>";

Package package_of(const std::vector<BuiltEntry>& entries) {
  return Package(ZipArchive::from_bytes(build_zip(entries).bytes, "book.xlsx"));
}

std::string outcome(const std::vector<BuiltEntry>& entries) {
  try {
    static_cast<void>(package_of(entries));
    return "ok";
  } catch (const XlsxError& error) {
    return error.what();
  }
}

TEST(Package, ResolvesTargetsInsideThePackageOnly) {
  const struct {
    const char* source;
    const char* target;
    std::optional<std::string> part;
  } rows[] = {{"xl/workbook.xml", "worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"},
              {"xl/workbook.xml", "/xl/worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"},
              {"xl/worksheets/sheet1.xml", "../tables/table1.xml", "xl/tables/table1.xml"},
              {"xl/worksheets/sheet1.xml", "..\\tables\\table1.xml", "xl/tables/table1.xml"},
              {"", "xl/workbook.xml", "xl/workbook.xml"},
              {"", "./xl//workbook.xml#x", "xl/workbook.xml"},
              {"xl/workbook.xml", "../../etc/passwd", std::nullopt},
              {"", "..", std::nullopt},
              {"", "", std::nullopt}};
  for (const auto& row : rows) EXPECT_EQ(resolve_target(row.source, row.target), row.part) << row.target;
}

TEST(Package, FindsTheWorkbookAndItsRelationships) {
  const Package package = package_of(
      {{"[Content_Types].xml", kTypes},
       {"_rels/.rels", kTop},
       {"xl/workbook.xml", "<workbook/>"},
       {"xl/_rels/workbook.xml.rels",
        "<Relationships xmlns=\"x\"><Relationship Id=\"rId2\" Type=\"a/worksheet\" "
        "Target=\"my%20sheet.xml\"/><Relationship Id=\"rId3\" "
        "Type=\"a/externalLinkPath\" Target=\"file:///x.xlsx\" TargetMode=\"External\"/></Relationships>"},
       {"xl/my sheet.xml", "<worksheet/>"}});
  EXPECT_EQ(package.workbook_part(), "xl/workbook.xml");
  EXPECT_EQ(package.content_type("XL/Workbook.xml"), "application/x-workbook");
  EXPECT_EQ(package.content_type("xl/other.xml"), "application/xml");
  EXPECT_EQ(package.content_type("xl/other.png"), "");
  const auto relationships = package.relationships("xl/workbook.xml");
  ASSERT_EQ(relationships.size(), 2U);
  EXPECT_EQ(Package::find(relationships, "rId2")->target, "xl/my sheet.xml");
  EXPECT_TRUE(Package::find(relationships, "rId3")->external);
  EXPECT_EQ(Package::first_of_type(relationships, "worksheet")->id, "rId2");
  EXPECT_EQ(Package::find(relationships, "rId9"), nullptr);
  EXPECT_FALSE(package.is_signed());
}

TEST(Package, NamesWhatIsNoWorkbook) {
  const struct {
    std::vector<BuiltEntry> entries;
    const char* says;
  } rows[] = {
      {{{"a.txt", "x"}}, "a zip archive but not an Excel workbook"},
      {{{"word/document.xml", "<d/>"}}, "a Word document"},
      {{{"ppt/presentation.xml", "<d/>"}}, "a PowerPoint presentation"},
      {{{"mimetype", "x"}, {"content.xml", "<d/>"}}, "an OpenDocument file"},
      {{{"xl/workbook.bin", "x"}}, "binary workbook (.xlsb)"},
      {{{"_rels/.rels", kTop}}, "(xl/workbook.xml): is named by the package but is not in it"},
      {{{"_rels/.rels", "<Relationships"}}, "_rels/.rels"},
  };
  for (const auto& row : rows) {
    const std::string says = outcome(row.entries);
    EXPECT_NE(says.find(row.says), std::string::npos) << says;
    EXPECT_EQ(says.rfind("book.xlsx", 0), 0U) << says;
  }
}

TEST(Package, SeesASignature) {
  EXPECT_TRUE(
      package_of({{"xl/workbook.xml", "<workbook/>"}, {"_xmlsignatures/origin.sigs", ""}}).is_signed());
}

TEST(Package, ReadsAUtf16PartAsUtf8) {
  std::string utf16 = "\xFF\xFE";
  for (const char c : std::string_view("<?xml version=\"1.0\" encoding=\"UTF-16\"?><workbook/>"))
    utf16 += {c, '\0'};
  const Package package = package_of({{"xl/workbook.xml", utf16}});
  const PartText part = package.read("xl/workbook.xml");
  EXPECT_EQ(part.encoding, TextEncoding::utf16_le);
  EXPECT_NE(part.view().find("<workbook/>"), std::string_view::npos);
  EXPECT_EQ(from_utf8(part.view(), part.encoding), utf16);
}

TEST(Package, NamesAMissingPart) {
  try {
    static_cast<void>(package_of({{"xl/workbook.xml", "<workbook/>"}}).read("xl/worksheets/sheet1.xml"));
    FAIL();
  } catch (const XlsxError& error) {
    EXPECT_EQ(error.kind(), XlsxErrorKind::missing_part);
    EXPECT_STREQ(error.what(),
                 "book.xlsx (xl/worksheets/sheet1.xml): is named by the workbook but is not in the file");
  }
}

TEST(PartDigests, ShowWhatChanged) {
  // SHA-256 of "" and of "abc": FIPS 180-4 examples.
  const ZipArchive before = ZipArchive::from_bytes(build_zip({{"a", "abc"}, {"b", ""}}).bytes, "book.xlsx");
  const ZipArchive after =
      ZipArchive::from_bytes(with_replaced(before, {{"b", "abc"}, {"c", ""}}), "book.xlsx");
  const std::string abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
  const std::string empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
  const auto digests = part_digests(before, after);
  ASSERT_EQ(digests.size(), 3U);
  EXPECT_EQ(digests[0].before, abc);
  EXPECT_FALSE(digests[0].changed());
  EXPECT_EQ(digests[1].before, empty);
  EXPECT_EQ(digests[1].after, abc);
  EXPECT_TRUE(digests[1].changed());
  EXPECT_EQ(digests[2].part, "c");
  EXPECT_EQ(digests[2].before, "");
  EXPECT_EQ(digests[2].after, empty);
}

TEST(Package, OpensEveryConformanceWorkbook) {
  const auto books = conformance_workbooks();
  OUTTURN_SKIP_WITHOUT_CONFORMANCE_WORKBOOKS(books);
  for (const auto& path : books) EXPECT_TRUE(Package::open(path).has("[Content_Types].xml")) << path;
}

}  // namespace
}  // namespace outturn::xlsx
