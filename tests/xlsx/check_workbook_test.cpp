// The independent checker (check_workbook.py) accepts what the writer writes, and finds each fault that it is
// there for.
#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "tests/xlsx/book_builder.h"
#include "tests/xlsx/given_changes.h"
#include "xlsx/reader.h"
#include "xlsx/writer.h"

namespace outturn::xlsx {
namespace {

namespace fs = std::filesystem;

class CheckWorkbook : public testing::Test {
 protected:
  void SetUp() override {
    if (std::system("python3 -c '' 2>/dev/null") != 0) GTEST_SKIP() << "python3 is not there";
    std::string pattern = (fs::temp_directory_path() / "check_workbook_test_XXXXXX").string();
    ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
    folder_ = pattern;
  }
  void TearDown() override {
    if (!folder_.empty()) fs::remove_all(folder_);
  }

  std::string file(const char* name, std::string_view bytes) const {
    std::ofstream(folder_ / name, std::ios::binary) << bytes;
    return (folder_ / name).string();
  }
  static std::string problems(const std::string& arguments) {
    const std::string command =
        std::string("python3 ") + OUTTURN_TESTS_DIR + "/xlsx/check_workbook.py " + arguments + " 2>&1";
    std::string output;
    std::FILE* pipe = ::popen(command.c_str(), "r");
    std::array<char, 4096> buffer{};
    while (pipe != nullptr && std::fgets(buffer.data(), buffer.size(), pipe) != nullptr)
      output += buffer.data();
    if (pipe != nullptr) ::pclose(pipe);
    return output;
  }

  fs::path folder_;
};

BookBuilder typed(const std::string& rows) {
  BookBuilder book = one_sheet("<sheetData>" + rows + "</sheetData>");
  book.parts.emplace_back("[Content_Types].xml",
                          "<Types><Default Extension=\"xml\" ContentType=\"x\"/><Default Extension=\"rels\" "
                          "ContentType=\"r\"/></Types>");
  return book;
}

TEST_F(CheckWorkbook, AcceptsWhatTheWriterWrites) {
  XlsxFile book = read_xlsx(
      typed(R"(<row r="2"><c r="B2"><f>1+1</f><v>1</v></c><c r="C2"><v>5</v></c></row>)").archive());
  ChangeSet changes;
  const auto at = [](const char* cell) { return *cell_from_a1(cell); };
  changes.cells = given(book, {{0, at("A1"), ChangeKind::spill_added, {}, " \x01_x0041_ "},
                               {0, at("A2"), ChangeKind::spill_added, {}, 1e300},
                               {0, at("B2"), ChangeKind::formula, 1, ErrorCode::spill},
                               {0, at("C2"), ChangeKind::input, 5, "line\nbreak "},
                               {0, at("C3"), ChangeKind::owned, {}, true}});
  const std::string before = file("before.xlsx", book.package.archive().bytes());
  const std::string after = file("after.xlsx", write_xlsx(book, changes).bytes);
  EXPECT_EQ(problems(after), "");
  EXPECT_EQ(problems(before + " " + after), "");
  std::string rows = R"(<row r="2" ht="9"><c r="B2"><f>1+1</f><v>2</v></c><c r="C2"><v>5</v></c></row>)";
  const std::string elsewhere = file("row.xlsx", typed(rows).archive().bytes());
  EXPECT_NE(problems(before + " " + elsewhere).find("changed outside its cells"), std::string::npos);
}

TEST_F(CheckWorkbook, AcceptsTheMarkOfOwnedCellsAndNoOtherChangeOfTheWorkbook) {
  BookBuilder builder = typed(R"(<row r="1"><c r="A1"><v>1</v></c></row>)");
  XlsxFile book = read_xlsx(builder.archive());
  const std::string before = file("before.xlsx", book.package.archive().bytes());
  const WriteOptions options{.owned_cells = std::vector<OwnedCell>{{0, {0, 0}}, {0, {1, 0}}}};
  const std::string after = file("after.xlsx", write_xlsx(book, {}, {}, options).bytes);
  EXPECT_EQ(problems(after), "");
  EXPECT_EQ(problems(before + " " + after), "");
  const std::pair<const char*, const char*> tails[] = {
      {"<calcPr calcId=\"9\"/>", "changed beyond the names of owned cells"},
      {R"(<definedNames><definedName name="Rate">1</definedName></definedNames>)",
       "changed beyond the names of owned cells"},
      {R"(<calcPr/><definedNames><definedName name="_outturn_owned" hidden="1">'Sheet1'!$A$1</definedName></definedNames>)",
       "out of order"},
      {R"(<definedNames><definedName name="_outturn_owned" hidden="1">'Sheet1'!$A</definedName></definedNames>)",
       "is no list of cells"},
      {R"(<definedNames><definedName name="_outturn_owned" hidden="1">'Other'!$A$1</definedName></definedNames>)",
       "is about sheet Other"},
      {R"(<definedNames><definedName name="Rate">1</definedName><definedName name="RATE">1</definedName></definedNames>)",
       "is there twice"}};
  for (const auto& [tail, says] : tails) {
    builder.workbook_tail = tail;
    const std::string found = problems(before + " " + file("bad.xlsx", builder.archive().bytes()));
    EXPECT_NE(found.find(says), std::string::npos) << tail << ": " << found;
  }
}

TEST_F(CheckWorkbook, FindsEveryKindOfFault) {
  const std::pair<const char*, const char*> rows[] = {
      {R"(<row r="2"><c r="B2"/><c r="A2"/></row>)", "cells do not ascend"},
      {R"(<row r="2"><c r="A2"/><c r="A2"/></row>)", "cells do not ascend"},
      {R"(<row r="2"/><row r="1"/>)", "rows do not ascend"},
      {R"(<row r="1"><c r="A1" s="3"/></row>)", "points nowhere"},
      {R"(<row r="1"><c r="A1" vm="1"/></row>)", "points nowhere"},
      {R"(<row r="1"><c r="A1" t="s"><v>0</v></c></row>)", "shared string 0 is not there"},
      {R"(<row r="1"><c r="A1"><v>inf</v></c></row>)", "is no number"},
      {R"(<row r="1"><c r="A1" t="str"><v> x</v></c></row>)", "is not preserved"},
      {R"(<row r="1"><c r="A1"><f t="array" ref="A1:A3">1</f></c><c r="B1"><f t="array" ref="A3:B3">1</f></c></row>)",
       "overlaps"},
      {R"(<row r="1"><c r="A1"><f t="shared" si="0"/></c></row>)", "has no master"}};
  for (const auto& [content, says] : rows) {
    const std::string found = problems(file("bad.xlsx", typed(content).archive().bytes()));
    EXPECT_NE(found.find(says), std::string::npos) << content << ": " << found;
  }
  const std::string chain = problems(
      file("chain.xlsx", typed("")
                             .add("calcChain", "calcChain.xml", R"(<calcChain><c r="A1" i="1"/></calcChain>)")
                             .archive()
                             .bytes()));
  EXPECT_NE(chain.find("calcChain names A1"), std::string::npos) << chain;
}

}  // namespace
}  // namespace outturn::xlsx
