#include "engine/owned_cells.h"

#include <gtest/gtest.h>

#include "tests/support/book_builder.h"

namespace outturn {
namespace {

using testing::BookBuilder;

std::string marked(const Workbook& book) {
  std::string text;
  for (const OwnedCell& cell : marked_cells(book))
    text += (text.empty() ? "" : " ") + book.describe(cell.sheet, cell.address);
  return text;
}

TEST(OwnedCells, AreReadFromTheNamesThatMarkThem) {
  const struct {
    const char* text;
    const char* cells;
  } kRows[] = {
      {"Board!$D$7", "Board!D7"},
      {"'Board'!$E$7,'Q2 ''19'!$A$1,Board!$D$7,Board!$D$7", "Board!D7 Board!E7 'Q2 ''19'!A1"},
      {"board!$D$7", "Board!D7"},
      {"Board!$D$7,Board!#REF!,#REF!", "Board!D7"},  // rows were deleted
      {"Gone!$D$7,Board!$E$7", "Board!E7"},
      {"Board!$D$7:$D$8,Board!$E$7", "Board!E7"},  // outturn writes single cells only
      {"$D$7", ""},
      {"\"Board!$D$7\"", ""},
      {"Board!$D$7,,(", ""},
      {"", ""},
  };
  for (const auto& row : kRows) {
    BookBuilder builder;
    builder.sheet("Board").sheet("Q2 '19").name("_Outturn_Owned", row.text);
    EXPECT_EQ(marked(*builder.build()), row.cells) << row.text;
  }
}

TEST(OwnedCells, AreNotThoseOfANameForOneSheet) {
  BookBuilder builder;
  builder.sheet("Board").sheet("Board (2)");
  builder.book().add_name({"_outturn_owned", SheetId{1}, "'Board (2)'!$D$7"});
  builder.book().add_name({"_outturn_owned", SheetId{0}, "Board!$D$7"});
  EXPECT_EQ(marked(*builder.build()), "");
}

TEST(OwnedCells, AreMarkedAndReadBackOnAnySheet) {
  const auto book =
      BookBuilder().sheet("Board").sheet("Q2 '19, A&E").sheet("R1C1").sheet("TRUE").sheet("2019").build();
  std::vector<OwnedCell> cells;
  for (SheetId sheet = 0; sheet < book->sheet_count(); ++sheet) cells.push_back({sheet, {1'048'575, 16'383}});
  const std::vector<DefinedName> names = names_marking(*book, cells);
  ASSERT_EQ(names.size(), 1U);
  EXPECT_EQ(names[0].name, "_outturn_owned");
  EXPECT_TRUE(names[0].hidden);
  EXPECT_FALSE(names[0].sheet);
  EXPECT_EQ(names[0].text,
            "'Board'!$XFD$1048576,'Q2 ''19, A&E'!$XFD$1048576,'R1C1'!$XFD$1048576,'TRUE'!$XFD$1048576,"
            "'2019'!$XFD$1048576");
  for (const DefinedName& name : names) book->add_name(name);
  EXPECT_EQ(marked_cells(*book), cells);
  EXPECT_TRUE(names_marking(*book, {}).empty());
}

TEST(OwnedCells, FillSeveralNamesWithinExcelsLimits) {
  for (const std::string& sheet : {std::string("B"), std::string(31, '\'')}) {
    const auto book = BookBuilder().sheet(sheet).build();
    std::vector<OwnedCell> cells;
    for (std::int32_t row = 0; row < 6000; ++row) cells.push_back({0, {row, 3}});
    const std::vector<DefinedName> names = names_marking(*book, cells);
    EXPECT_GE(names.size(), 12U);
    for (std::size_t i = 0; i < names.size(); ++i) {
      EXPECT_EQ(names[i].name, i == 0 ? "_outturn_owned" : "_outturn_owned_" + std::to_string(i + 1));
      EXPECT_TRUE(is_owned_cells_name(names[i].name));
      EXPECT_LE(names[i].text.size(), 8192U);
      book->add_name(names[i]);
    }
    EXPECT_EQ(marked_cells(*book), cells);
  }
}

TEST(OwnedCells, HaveNamesOfTheirOwn) {
  for (const char* name : {"_outturn_owned", "_OUTTURN_OWNED", "_outturn_owned_2", "_outturn_owned_17"})
    EXPECT_TRUE(is_owned_cells_name(name)) << name;
  for (const char* name : {"", "_outturn", "_outturn_owner", "_outturn_owned_", "_outturn_owned_x",
                           "_outturn_owned2", "outturn_owned"})
    EXPECT_FALSE(is_owned_cells_name(name)) << name;
}

}  // namespace
}  // namespace outturn
