#include "engine/indicators/toml_writer.h"

#include <gtest/gtest.h>

#include <utility>

#include "engine/indicators/toml_definitions.h"

namespace outturn {
namespace {

DefinitionCell cell(Value value, NumberLook look = NumberLook::plain) {
  return {std::move(value), look, "x"};
}

DefinitionTable targets(std::vector<DefinitionCell> header, std::vector<std::vector<DefinitionCell>> rows) {
  return {"Targets", "Targets!A1", std::move(header), std::move(rows)};
}

void expect_same(const DefinitionTable& wanted, const DefinitionTable& got) {
  EXPECT_EQ(wanted.name, got.name);
  ASSERT_EQ(wanted.header.size(), got.header.size());
  ASSERT_EQ(wanted.rows.size(), got.rows.size());
  const auto compare = [](const std::vector<DefinitionCell>& a, const std::vector<DefinitionCell>& b) {
    for (std::size_t at = 0; at < a.size(); ++at) {
      const DefinitionCell& other = at < b.size() ? b[at] : DefinitionCell{};
      EXPECT_TRUE(a[at].value == other.value) << at;
      if (a[at].value.is_number()) {
        EXPECT_EQ(a[at].look, other.look) << at;
      }
    }
  };
  compare(wanted.header, got.header);
  for (std::size_t row = 0; row < wanted.rows.size(); ++row) compare(wanted.rows[row], got.rows[row]);
}

TEST(TomlWriter, TablesComeBackAsTheyWere) {
  const std::vector<DefinitionCell> header = {cell("Target"), cell("FROM"),           cell("Reference"),
                                              cell({}),       cell("Seen by HR (1)"), cell("Tolerance"),
                                              cell("seen")};
  const DefinitionTable table = targets(
      header, {{cell(0.7, NumberLook::percent), cell(43191, NumberLook::date), cell("CS-2"), cell("beside"),
                cell(true), cell(0.1 + 0.2), cell("a\n\"b\" \\ \xC2\xA3 # no comment")},
               {},
               {cell(0.123456789012345678, NumberLook::percent), cell(43191.25, NumberLook::date),
                cell("# a note"), cell({}), cell(ErrorCode::na), cell(0.5, NumberLook::time), cell("")},
               {cell(1e300), cell(1.0 / 3, NumberLook::time), cell("CS-3"), cell({}), cell(-4), cell(1e-7),
                cell("x; y")}});
  const std::vector<DefinitionTable> tables = {table};
  const std::string text = write_toml_definitions(tables);
  const TomlDefinitions back = read_toml_definitions(text, "x.toml");
  ASSERT_TRUE(back.findings.empty()) << back.findings[0].where << ": " << back.findings[0].what << "\n"
                                     << text;
  ASSERT_EQ(back.tables.size(), 1U);
  expect_same(without_empty_edges(table), without_empty_edges(back.tables[0]));
  EXPECT_EQ(write_toml_definitions(back.tables), text);
  EXPECT_TRUE(back.comments.empty());
}

TEST(TomlWriter, SaysFiguresAsAPersonDoes) {
  const std::vector<DefinitionTable> tables = {
      targets({cell("Reference"), cell("From"), cell("Target")},
              {{cell("CS-2"), cell(43191, NumberLook::date), cell(0.4865, NumberLook::percent)}})};
  EXPECT_EQ(write_toml_definitions(tables),
            "[columns]\ntargets = [\"Reference\", \"From\", \"Target\"]\n\n[[targets]]\n"
            "reference = \"CS-2\"\nfrom = 2018-04-01\ntarget = { percent = 48.65 }\n");
}

TEST(TomlWriter, SettingsAreLinesWhereNothingIsLost) {
  DefinitionTable settings{
      "Settings", "", {cell("Setting"), cell("Value")}, {{cell("Year starts"), cell("April")}}};
  std::vector<DefinitionTable> tables = {settings};
  EXPECT_EQ(write_toml_definitions(tables), "[settings]\nyear_starts = \"April\"\n");
  tables[0].rows.push_back({cell("# a note")});
  const TomlDefinitions back = read_toml_definitions(write_toml_definitions(tables), "x.toml");
  ASSERT_EQ(back.tables.size(), 1U);
  expect_same(without_empty_edges(tables[0]), back.tables[0]);
}

TEST(TomlWriter, CommentsAreFoundOutsideTexts) {
  const TomlDefinitions read = read_toml_definitions(
      "# one\n[settings]\nperiod = \"# no\"  # two\nlocale = '#'\nmissing_is_written = \"\"\"\n# "
      "no\n\"\"\"\n# three\n",
      "x.toml");
  EXPECT_EQ(read.comments, (std::vector<std::size_t>{1, 3, 8}));
}

}  // namespace
}  // namespace outturn
