#include "xlsx/zip_archive.h"

#include <gtest/gtest.h>

#include "tests/xlsx/conformance_workbooks.h"
#include "tests/xlsx/zip_builder.h"
#include "xlsx/xlsx_error.h"

namespace outturn::xlsx {
namespace {

BuiltZip two_entries() {
  return build_zip({{"[Content_Types].xml", "<Types/>"}, {"xl/workbook.xml", "<workbook/>"}});
}

std::string inflated(const ZipArchive& archive, std::string_view name) {
  const ZipEntry* entry = archive.find(name);
  return entry == nullptr ? "(missing)" : std::string(archive.inflate(*entry).view());
}

// The kind of error that reading the archive and every entry of it gives.
std::string outcome(const std::string& bytes, const ZipLimits& limits = {}) {
  try {
    const ZipArchive archive = ZipArchive::from_bytes(bytes, "book.xlsx", limits);
    for (const ZipEntry& entry : archive.entries()) static_cast<void>(archive.inflate(entry));
    return "ok";
  } catch (const XlsxError& error) {
    EXPECT_EQ(error.file(), "book.xlsx");
    return error.what();
  }
}

bool contains(const std::string& text, const std::string& piece) {
  return text.find(piece) != std::string::npos;
}

TEST(ZipArchive, FindsPartsWhateverTheirCaseAndSlashes) {
  const BuiltZip zip = build_zip({{"XL\\Workbook.xml", "a"}, {"/xl/styles.xml", "b"}});
  const ZipArchive archive = ZipArchive::from_bytes(zip.bytes, "book.xlsx");
  EXPECT_EQ(inflated(archive, "xl/workbook.xml"), "a");
  EXPECT_EQ(inflated(archive, "xl/Styles.xml"), "b");
  EXPECT_EQ(archive.find("xl/theme.xml"), nullptr);
}

TEST(ZipArchive, ReadsEntriesWhoseSizesFollowTheData) {
  const BuiltZip zip =
      build_zip({{.name = "a.xml", .data = "first", .data_descriptor = true}, {"b.xml", "second"}});
  const ZipArchive archive = ZipArchive::from_bytes(zip.bytes, "book.xlsx");
  EXPECT_EQ(inflated(archive, "a.xml"), "first");
  EXPECT_EQ(inflated(archive, "b.xml"), "second");
}

TEST(ZipArchive, ReadsAndRewritesZip64) {
  // Central sizes and offset of the first entry, and the end record's, stand in their zip64 places.
  BuiltEntry entry{"a.xml", "first"};
  entry.extra = std::string("\x01\0\x18\0", 4);
  for (const std::uint64_t value : {5, 5, 0}) put_number(entry.extra, value, 8);
  BuiltZip zip = build_zip({entry, {"b.xml", "second"}});
  const std::size_t central = zip.central_records[0];
  for (const std::size_t field : {20U, 24U, 42U}) set_number(zip.bytes, central + field, 0xFFFFFFFF, 4);
  const std::string end = zip.bytes.substr(zip.end_record);
  zip.bytes.resize(zip.end_record);
  zip.bytes += "PK\x06\x06";
  put_number(zip.bytes, 44, 8);
  put_number(zip.bytes, 45, 2);
  put_number(zip.bytes, 45, 2);
  put_number(zip.bytes, 0, 8);
  put_number(zip.bytes, 2, 8);
  put_number(zip.bytes, 2, 8);
  put_number(zip.bytes, zip.end_record - central, 8);
  put_number(zip.bytes, central, 8);
  zip.bytes += "PK\x06\x07";
  put_number(zip.bytes, 0, 4);
  put_number(zip.bytes, zip.end_record, 8);
  put_number(zip.bytes, 1, 4);
  zip.bytes += end;
  set_number(zip.bytes, zip.bytes.size() - 6, 0xFFFFFFFF, 4);

  const ZipArchive archive = ZipArchive::from_bytes(zip.bytes, "book.xlsx");
  EXPECT_EQ(inflated(archive, "a.xml"), "first");
  for (const char* changed : {"a.xml", "b.xml"}) {
    const ZipArchive again =
        ZipArchive::from_bytes(with_replaced(archive, {{changed, "other"}}), "book.xlsx");
    EXPECT_EQ(inflated(again, "a.xml"), changed[0] == 'a' ? "other" : "first");
    EXPECT_EQ(inflated(again, "b.xml"), changed[0] == 'b' ? "other" : "second");
  }
}

TEST(ZipArchive, GivesTheSameBytesWhereNothingIsReplaced) {
  const BuiltZip zip = two_entries();
  EXPECT_EQ(with_replaced(ZipArchive::from_bytes(zip.bytes, "book.xlsx"), {}), zip.bytes);
}

TEST(ZipArchive, ReplacesOneEntryAndCopiesTheOthersAsStored) {
  const std::string extra("\xFE\xCA\x02\x00zz", 6);
  const BuiltZip zip =
      build_zip({{"a.xml", "first"},
                 {.name = "b.xml", .data = "second", .extra = extra, .data_descriptor = true},
                 {.name = "c.xml", .data = "third", .extra = extra, .data_descriptor = true}},
                "a comment");
  const ZipArchive archive = ZipArchive::from_bytes(zip.bytes, "book.xlsx");
  const std::string content(10'000, 'x');
  const std::string changed = with_replaced(archive, {{"B.XML", content}});
  const ZipArchive again = ZipArchive::from_bytes(changed, "book.xlsx");
  ASSERT_EQ(again.entries().size(), 3U);
  EXPECT_EQ(inflated(again, "a.xml"), "first");
  EXPECT_EQ(inflated(again, "b.xml"), content);
  EXPECT_EQ(inflated(again, "c.xml"), "third");
  EXPECT_LT(changed.size(), zip.bytes.size() + 200);
  EXPECT_EQ(changed.substr(changed.size() - 9), "a comment");

  const auto record = [](const ZipArchive& of, std::size_t i) {
    const ZipEntry& entry = of.entries()[i];
    return std::string(of.bytes().substr(entry.central_record, entry.central_record_size));
  };
  const auto stored = [&](std::size_t begin, std::size_t end) {
    return zip.bytes.substr(begin, end - begin);
  };
  EXPECT_EQ(changed.substr(0, zip.local_headers[1]), stored(0, zip.local_headers[1]));
  EXPECT_TRUE(contains(changed, stored(zip.local_headers[2], zip.central_records[0])));
  EXPECT_EQ(record(again, 0), record(archive, 0));
  EXPECT_EQ(record(again, 1).substr(12, 4), record(archive, 1).substr(12, 4)) << "the time is kept";
  EXPECT_EQ(record(again, 1).substr(46), record(archive, 1).substr(46)) << "name and extra field are kept";
  EXPECT_EQ(record(again, 2).substr(0, 42), record(archive, 2).substr(0, 42)) << "all but the offset is kept";
  EXPECT_EQ(with_replaced(archive, {{"b.xml", content}}), changed) << "the same input gives the same bytes";
}

TEST(ZipArchive, PacksOnlyWhatLiesAroundAnEdit) {
  std::string content;
  for (int row = 0; content.size() < 2'000'000; ++row)
    content += "<row r=\"" + std::to_string(row * 7919 % 100'003) + "\"/>";
  // Stored at first, packed where it is replaced.
  const ZipArchive stored = ZipArchive::from_bytes(build_zip({{"a.xml", content}}).bytes, "book.xlsx");
  const auto with_edit = [&](const ZipArchive& archive, std::size_t at, const std::string& piece) {
    std::string changed = inflated(archive, "a.xml");
    changed.replace(at, piece.size(), piece);
    std::map<std::string, ReplacedContent> replacements;
    replacements["a.xml"] = {ByteBuffer(changed), {{at, at + piece.size(), at, at + piece.size()}}};
    const std::string bytes = archive.with_replaced(std::move(replacements));
    EXPECT_TRUE(inflated(ZipArchive::from_bytes(bytes, "book.xlsx"), "a.xml") == changed);
    return bytes;
  };
  const std::string packed = with_edit(stored, 1'000'000, "first");
  const std::string again = with_edit(ZipArchive::from_bytes(packed, "book.xlsx"), 1'000'000, "other");
  EXPECT_NE(again, packed);
  EXPECT_EQ(again.substr(64, packed.size() / 4), packed.substr(64, packed.size() / 4));
}

TEST(ZipArchive, AddsANewEntryAtTheEnd) {
  const ZipArchive archive = ZipArchive::from_bytes(two_entries().bytes, "book.xlsx");
  const ZipArchive again = ZipArchive::from_bytes(
      with_replaced(archive, {{"xl/worksheets/sheet9.xml", "<worksheet/>"}}), "book.xlsx");
  ASSERT_EQ(again.entries().size(), 3U);
  EXPECT_EQ(again.entries()[2].name, "xl/worksheets/sheet9.xml");
  EXPECT_EQ(inflated(again, "xl/worksheets/sheet9.xml"), "<worksheet/>");
}

TEST(ZipArchive, NamesWhatIsNoWorkbook) {
  const std::string ole("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8);
  const std::string encrypted =
      ole + std::string(1000, '\0') + std::string("E\0n\0c\0r\0y\0p\0t\0e\0d\0", 18);
  const struct {
    std::string bytes;
    const char* says;
  } rows[] = {{"", "is empty"},
              {"%PDF-1.7 ...", "it is a PDF"},
              {"<html>login required</html>", "HTML or XML page"},
              {"a,b\n1,2\n", "is not an Excel workbook"},
              {ole + std::string(600, 'x'), "Excel 97-2003 workbook (.xls)"},
              {encrypted, "protected by a password"}};
  for (const auto& row : rows) EXPECT_TRUE(contains(outcome(row.bytes), row.says)) << outcome(row.bytes);
}

TEST(ZipArchive, RefusesEveryTruncation) {
  const std::string whole = two_entries().bytes;
  for (std::size_t size = 0; size < whole.size(); ++size)
    EXPECT_NE(outcome(whole.substr(0, size)), "ok") << size;
}

TEST(ZipArchive, RefusesFieldsThatLie) {
  const BuiltZip zip = two_entries();
  const std::size_t local = zip.local_headers[1];
  const std::size_t central = zip.central_records[1];
  const struct {
    const char* what;
    std::size_t at;
    std::uint64_t value;
    int size;
    const char* says;
  } rows[] = {
      {"directory offset beyond the file", zip.end_record + 16, 0x7FFFFFFF, 4, "does not lie in the file"},
      {"directory offset too large by one", zip.end_record + 16, zip.central_records[0] + 1, 4,
       "does not lie in the file"},
      {"directory size", zip.end_record + 12, 0x7FFFFFFF, 4, "does not lie in the file"},
      {"more entries than there are", zip.end_record + 10, 60'000, 2, "directory is too short"},
      {"several volumes", zip.end_record + 4, 1, 2, "several volumes"},
      {"offset of the local header", central + 42, 5, 4, "not where the directory says"},
      {"local header beyond the directory", central + 42, 0x7FFFFFFF, 4, "not where the directory says"},
      {"overlapping entries", central + 42, 0, 4, "bears another name"},
      {"compressed size", central + 20, 0x7FFFFFFF, 4, "sizes contradict"},
      {"name length", central + 28, 0xFFFF, 2, "cut short"},
      {"local name length", local + 26, 3, 2, "bears another name"},
      {"local extra length", local + 28, 0xFFF0, 2, "cut short"},
      {"unknown method", central + 10, 12, 2, "packed by method 12"},
      {"encrypted entry", central + 8, 1, 2, "is encrypted"},
      {"checksum", central + 16, 7, 4, "checksum does not agree"},
      {"stored data that claims to be deflated", central + 10, 8, 2, "does not unpack"},
  };
  ASSERT_EQ(outcome(zip.bytes), "ok");
  for (const auto& row : rows) {
    std::string bytes = zip.bytes;
    set_number(bytes, row.at, row.value, row.size);
    EXPECT_TRUE(contains(outcome(bytes), row.says)) << row.what << ": " << outcome(bytes);
  }
}

TEST(ZipArchive, RefusesEntriesThatOverlap) {
  // The second entry's header and data lie inside the first one's data.
  const BuiltZip inner = build_zip({{"b.xml", "second"}});
  const BuiltZip outer =
      build_zip({{"a.xml", inner.bytes.substr(0, inner.central_records[0])}, {"b.xml", "second"}});
  std::string bytes = outer.bytes;
  set_number(bytes, outer.central_records[1] + 42, 30 + 5, 4);
  EXPECT_TRUE(contains(outcome(bytes), "overlaps")) << outcome(bytes);
}

TEST(ZipArchive, RefusesNamesThatAreTwiceThereOrLeadOut) {
  EXPECT_TRUE(contains(outcome(build_zip({{"xl/a.xml", "1"}, {"XL\\A.xml", "2"}}).bytes), "twice"));
  for (const char* name : {"../evil", "xl/../../evil", "xl\\..\\evil", "..", "a\nb"})
    EXPECT_TRUE(contains(outcome(build_zip({{name, "1"}}).bytes), "no part name")) << name;
}

TEST(ZipArchive, RefusesMoreThanItsLimits) {
  const std::string plain = build_zip({{"a.xml", "1"}, {"b.xml", "2"}}).bytes;
  EXPECT_EQ(outcome(plain), "ok");
  EXPECT_TRUE(contains(outcome(plain, {.inflated_bytes = 1}), "unpack to more than"));
  EXPECT_TRUE(contains(outcome(plain, {.entries = 1}), "2 zip entries"));
  const ZipArchive archive = ZipArchive::from_bytes(plain, "book.xlsx");
  const std::string bomb = with_replaced(archive, {{"a.xml", std::string(1'000'000, ' ')}});
  EXPECT_EQ(outcome(bomb), "ok");
  EXPECT_TRUE(contains(outcome(bomb, {.ratio_applies_above = 1000}), "packed more than 250 to 1"));
}

TEST(ZipArchive, RefusesAnEntryLargerOrSmallerThanItDeclares) {
  const ZipArchive archive = ZipArchive::from_bytes(two_entries().bytes, "book.xlsx");
  const std::string whole = with_replaced(archive, {{"xl/workbook.xml", std::string(5000, 'a')}});
  const ZipArchive deflated = ZipArchive::from_bytes(whole, "book.xlsx");
  const std::size_t size_field = deflated.find("xl/workbook.xml")->central_record + 24;
  for (const std::uint64_t size : {0, 100, 4999, 5001, 1'000'000}) {
    std::string bytes = whole;
    set_number(bytes, size_field, size, 4);
    EXPECT_TRUE(contains(outcome(bytes), "does not unpack to the size")) << size << outcome(bytes);
  }
}

TEST(ZipArchive, SurvivesEveryChangedByte) {
  const std::string whole = build_zip({{"a.xml", "first"}, {"b.xml", "second"}}, "comment").bytes;
  for (std::size_t at = 0; at < whole.size(); ++at)
    for (const char value : {'\0', '\x01', '\x7F', '\xFF'}) {
      std::string bytes = whole;
      bytes[at] = value;
      static_cast<void>(outcome(bytes));
    }
}

TEST(ZipArchive, RewritesEveryConformanceWorkbook) {
  const auto books = conformance_workbooks();
  OUTTURN_SKIP_WITHOUT_CONFORMANCE_WORKBOOKS(books);
  for (const auto& path : books) {
    const ZipArchive archive = ZipArchive::open(path);
    EXPECT_EQ(with_replaced(archive, {}), archive.bytes());
    const std::string first = archive.entries()[0].name;
    const std::string content = std::string(archive.inflate(archive.entries()[0]).view()) + "\n";
    const ZipArchive again =
        ZipArchive::from_bytes(with_replaced(archive, {{first, content}}), path.string());
    ASSERT_EQ(again.entries().size(), archive.entries().size());
    for (std::size_t i = 0; i < again.entries().size(); ++i) {
      EXPECT_EQ(again.entries()[i].name, archive.entries()[i].name);
      const ByteBuffer before = archive.inflate(archive.entries()[i]);
      const ByteBuffer after = again.inflate(again.entries()[i]);
      EXPECT_EQ(after.view(), i == 0 ? std::string_view(content) : before.view())
          << path << again.entries()[i].name;
    }
  }
}

}  // namespace
}  // namespace outturn::xlsx
