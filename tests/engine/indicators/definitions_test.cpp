#include "engine/indicators/definitions.h"

#include <gtest/gtest.h>

#include <sstream>

#include "engine/indicators/toml_definitions.h"
#include "formulas/address.h"

namespace outturn {
namespace {

// A sheet as text: cells separated by |, rows by line ends.
DefinitionTable sheet(const std::string& name, const std::string& text) {
  DefinitionTable table;
  table.name = name;
  table.where = name + "!A1";
  std::istringstream lines(text);
  std::string line;
  int row = 0;
  while (std::getline(lines, line)) {
    if (line.empty()) continue;
    ++row;
    std::vector<DefinitionCell> cells;
    std::istringstream parts(line);
    std::string part;
    while (std::getline(parts, part, '|')) {
      const auto first = part.find_first_not_of(' ');
      const std::string cell =
          first == std::string::npos ? "" : part.substr(first, part.find_last_not_of(' ') - first + 1);
      cells.push_back(
          {cell.empty() ? Value() : Value(cell), NumberLook::plain,
           name + "!" + column_letters(static_cast<std::int32_t>(cells.size())) + std::to_string(row)});
    }
    (row == 1 ? table.header : table.rows.emplace_back()) = cells;
  }
  return table;
}

const char* const kMeasures =
    "Measure | Unit | Cells | Periods | Over time | Label\n"
    "received | count | Calls!B7:J7 | Calls!B5:J5 | sum | Received\n"
    "answered | count | Calls!B8:J8 | Calls!B5:J5 | sum | Answered\n"
    "answered_30s | count | Calls!B9:J9 | Calls!B5:J5 | sum | Answered in 30 secs\n"
    "abandoned | count | Calls!B10:J10 | Calls!B5:J5 | sum | Abandoned\n"
    "wait | minutes | Calls!B11:J11 | Calls!B5:J5 | average weighted by answered |\n";
const char* const kIndicators =
    "Reference | Title | Expression | Unit | Aim | Target | Tolerance | Frequency | Objective\n"
    "CS-2 | Calls answered within 30 s | answered_30s / answered | % | maximise | 70% | 5 points | quarterly "
    "| Value for Money\n"
    "CS-1 | Calls abandoned | abandoned / received | % | minimise | <10% | | quarterly | Value for Money\n"
    "BC-4 | Tourism strategy | milestone | date | on time | 31/03/2019 | | quarterly | Coalville; Business "
    "and Jobs\n"
    "# a note | | nonsense ( | | | |\n"
    "CS | Contact centre | worst([CS-1], [CS-2]) | text | | | | |\n";

std::string findings_of(const Definitions& definitions) {
  std::string text;
  for (const Diagnostic& each : definitions.findings) {
    text += (each.severity == Severity::error ? "error " : "warning ") + each.where + ": " + each.what + "\n";
  }
  return text;
}

TEST(ReadDefinitions, UnderstandsTheSheetsOfTheContactCentre) {
  const DefinitionTable tables[] = {
      sheet("Settings",
            "Setting | Value\nPeriod | Q2 2018/19\nYear starts | April\nMissing is written | n/a; -; ***\n"),
      sheet("Measures", kMeasures), sheet("Indicators", kIndicators)};
  const Definitions definitions = read_definitions(tables);
  EXPECT_EQ(findings_of(definitions), "");
  EXPECT_EQ(period_text(*definitions.settings.period, definitions.settings.calendar), "Q2 2018/19");
  ASSERT_EQ(definitions.measures.size(), 5u);
  EXPECT_EQ(definitions.measures[2].label, "Answered in 30 secs");
  EXPECT_EQ(definitions.measures[2].cells.text, "Calls!B9:J9");
  EXPECT_EQ(definitions.measures[4].over_time.method, Accumulation::Method::weighted_average);
  EXPECT_EQ(definitions.measures[4].over_time.weight, "answered");
  ASSERT_EQ(definitions.indicators.size(), 4u);
  const IndicatorDefinition& answered = definitions.indicators[0];
  EXPECT_EQ(answered.aim, Aim::maximise);
  EXPECT_DOUBLE_EQ(answered.target.number, 0.7);
  EXPECT_DOUBLE_EQ(answered.tolerance.amount, 0.05);
  EXPECT_TRUE(definitions.indicators[1].target.strict);
  EXPECT_EQ(definitions.indicators[2].objectives,
            (std::vector<std::string>{"Coalville", "Business and Jobs"}));
  EXPECT_EQ(definitions.indicators[3].expression.form(), IndicatorExpression::Form::worst_status);
}

struct Slip {
  const char* name;  // of the sheet
  const char* text;
  const char* where;
  const char* part;  // of the message
  bool error = true;
};

TEST(ReadDefinitions, NamesTheCellAndWhatToWrite) {
  const char* const header = "Reference | Title | Expression | Unit | Aim | Target | Tolerance | Frequency\n";
  const auto indicator = [&](const char* row) { return std::string(header) + row + "\n"; };
  const std::string rows[] = {
      indicator("A | t | answered_30 / answered | % | maximise | 70%"),
      indicator("A | t | answered / | % | maximise | 70%"),
      indicator("A | t | answered | count | maximize it | 70"),
      indicator("A | t | answered / received | % | maximise | 0.7"),
      indicator("A | t | answered / received | % | maximise | seventy"),
      indicator("A | t | answered / received | % | maximise | 70% | 5%"),
      indicator("A | t | answered / received | % | | 70%"),
      indicator("A | t | answered / received | precent | maximise | 70%"),
      indicator("A | t | answered / received | % | maximise | 70% | | quartely"),
      indicator("A | t | answered / received * 100 | % | maximise | 70%"),
      indicator("A | t | [B] | count | maximise | 70\nB | t | [A] | count | maximise | 5"),
      indicator("A | t | answered | count | maximise | 70\na | t | answered | count | maximise | 5"),
      indicator("A.1 | t | answered | count | maximise | 70\nA1 | t | answered | count | maximise | 5"),
      indicator("| t | answered | count | maximise | 70"),
      indicator("A | t | CS2 + received | count | maximise | 70\nCS2 | t | answered | count | maximise | 5"),
  };
  const Slip slips[] = {
      {"Indicators", rows[0].c_str(), "Indicators!C2", "answered_30s"},
      {"Indicators", rows[1].c_str(), "Indicators!C2", "at character 11: the expression ends too early"},
      {"Indicators", rows[2].c_str(), "Indicators!E2", "no aim"},
      {"Indicators", rows[3].c_str(), "Indicators!F2", "0.7% or 70%"},
      {"Indicators", rows[4].c_str(), "Indicators!F2", "no target"},
      {"Indicators", rows[5].c_str(), "Indicators!G2", "5 points"},
      {"Indicators", rows[6].c_str(), "Indicators!F2", "aim is missing"},
      {"Indicators", rows[7].c_str(), "Indicators!D2", "percent"},
      {"Indicators", rows[8].c_str(), "Indicators!H2", "quarterly"},
      {"Indicators", rows[9].c_str(), "Indicators!C2", "leave * 100 out", false},
      {"Indicators", rows[10].c_str(), "Indicators!C2", "[A] uses [B] uses [A]"},
      {"Indicators", rows[11].c_str(), "Indicators!A3", "already defined at Indicators!A2"},
      {"Indicators", rows[12].c_str(), "Indicators!A3", "two indicators", false},
      {"Indicators", rows[13].c_str(), "Indicators!A2", "no reference"},
      {"Indicators", rows[14].c_str(), "Indicators!C2", "write [CS2]"},
      {"Indicators", "Reference | Title | Expression | Unit | Tolerence\n", "Indicators!E1", "Tolerance",
       false},
      {"Indicators", "Reference | Title | Expression | Unit | Unit\n", "Indicators!E1", "second time"},
      {"Measures",
       "Measure | Unit | Cells | Periods | Over time\nnet sales | count | A1 | Q1 2018/19 | sum\n",
       "Measures!A2", "as net_sales"},
      {"Measures", "Measure | Unit | Cells | Periods | Over time\nsum | count | A1 | Q1 2018/19 | sum\n",
       "Measures!A2", "another name"},
      {"Measures", "Measure | Unit | Cells | Periods | Over time\nx | count | A1 | Q1 2018/19 | summ\n",
       "Measures!E2", "did you mean \"sum\""},
      {"Measures", "Measure | Unit | Cells | Periods | Over time\nx | count | | Q1 2018/19 | sum\n",
       "Measures!C2", "no cells"},
      {"Measures",
       "Measure | Unit | Cells | Periods | Over time\nx | days | A1 | Q1 2018/19 | average weighted by "
       "answred\n",
       "Measures!E2", "answered"},
      {"Settings", "Setting | Value\nPeriod | Q2 2018\n", "Settings!B2", "2018/19"},
      {"Settings", "Setting | Value\nPeriod | the next one\n", "Settings!B2", "no period"},
      {"Settings", "Setting | Value\nPeroid | Q2 2018/19\n", "Settings!A2", "Period", false},
      {"Settings", "Setting | Value\nYear starts | Arpil\n", "Settings!B2", "no month"},
      {"Statuses", "Word | When | Ranked | On track\nGood | mett | yes | yes\n", "Statuses!B2", "met, near"},
      {"Statuses", "Word | When | Ranked | On track\nGood | met | perhaps | yes\n", "Statuses!C2",
       "yes nor no"},
      {"Roll-ups", "Roll-up | By | Lines | Classes\nx | Objectiv | A1:A5 | B1:D1\n", "Roll-ups!B2",
       "Objective"},
      {"Roll-ups",
       "Roll-up | By | Lines | Classes | Rounding\nx | Objective | A1:A5 | B1:D1 | balance on Rad\n",
       "Roll-ups!E2", "Red"},
      {"Targets", "Reference | From | Target\nCS-9 | 2018/19 | 510\n", "Targets!A2", "no indicator"},
  };
  for (const Slip& slip : slips) {
    std::vector<DefinitionTable> tables = {sheet(slip.name, slip.text)};
    if (std::string(slip.name) != "Measures") tables.push_back(sheet("Measures", kMeasures));
    if (std::string(slip.name) == "Measures") {
      DefinitionTable all = sheet("Measures", kMeasures);
      all.name = "measures";
      tables.push_back(all);
    }
    const Definitions definitions = read_definitions(tables);
    bool found = false;
    for (const Diagnostic& each : definitions.findings) {
      found = found || (each.where == slip.where && each.what.find(slip.part) != std::string::npos &&
                        (each.severity == Severity::error) == slip.error);
    }
    EXPECT_TRUE(found) << "looking for " << slip.where << ": " << slip.part << " in\n"
                       << findings_of(definitions);
    EXPECT_EQ(definitions.has_errors(), slip.error) << findings_of(definitions);
  }
}

TEST(ReadDefinitions, ReportsAMisreadCellOnceAndNothingThatFollowsFromIt) {
  const char* const header = "Reference | Title | Expression | Unit | Aim | Target | Tolerance\n";
  for (const char* row :
       {"A | t | answered | count | up | 70", "A | t | answered | | maximise | 70% | 5 points",
        "A | t | answered / | % | maximise | 70%"}) {
    SCOPED_TRACE(row);
    const std::string indicators = std::string(header) + row + "\nB | t | [A] | count | maximise | 5\n";
    const DefinitionTable tables[] = {sheet("Measures", kMeasures), sheet("Indicators", indicators.c_str()),
                                      sheet("Targets", "Reference | From | Target\nA | 2018/19 | 80%\n")};
    const Definitions definitions = read_definitions(tables);
    EXPECT_EQ(definitions.findings.size(), 1U) << findings_of(definitions);
  }
}

TEST(ReadDefinitions, TakesTheTargetOfThePeriodFromItsProfile) {
  const DefinitionTable tables[] = {sheet("Measures", kMeasures),
                                    sheet("Indicators",
                                          "Reference | Title | Expression | Unit | Aim\nGF-2 | t | answered "
                                          "| count | maximise\nGF-3 | t | answered | count | maximise\n"),
                                    sheet("Targets",
                                          "Reference | From | Until | Target | Profile\nGF-2 | 2018/19 | "
                                          "2018/19 | 510 | cumulative, even\nGF-2 | 2019/20 | | 600 | even\n"
                                          "GF-3 | 2018/19 | | 100 | 10; 20; 30; 40\n")};
  const Definitions definitions = read_definitions(tables);
  EXPECT_EQ(findings_of(definitions), "");
  const auto target = [&](std::size_t indicator, const char* period) {
    const PeriodTarget found =
        target_for(definitions.indicators[indicator], definitions, *read_period(period, {}).period);
    return found.problem.empty() ? found.target.number : -1;
  };
  EXPECT_DOUBLE_EQ(target(0, "Q2 2018/19"), 255);
  EXPECT_DOUBLE_EQ(target(0, "2018/19"), 510);
  EXPECT_DOUBLE_EQ(target(0, "Q2 2019/20"), 150);
  EXPECT_DOUBLE_EQ(target(1, "Q3 2018/19"), 30);
  EXPECT_DOUBLE_EQ(target(1, "July 2018"), -1);
  EXPECT_EQ(
      target_for(definitions.indicators[0], definitions, *read_period("Q2 2017/18", {}).period).target.kind,
      Target::Kind::none);
}

TEST(ReadDefinitions, EndsARowWhereALaterOneOfTheSameReferenceBegins) {
  const DefinitionTable tables[] = {
      sheet("Measures", kMeasures),
      sheet("Indicators",
            "Reference | Title | Expression | Unit | Aim | From\nA | old | answered | count | maximise |\nA "
            "| new | received | count | maximise | 2019/20\n")};
  const Definitions definitions = read_definitions(tables);
  EXPECT_EQ(findings_of(definitions), "");
  EXPECT_EQ(definitions.find_indicator("a", *read_period("Q4 2018/19", {}).period)->title, "old");
  EXPECT_EQ(definitions.find_indicator("A", *read_period("Q1 2019/20", {}).period)->title, "new");
}

TEST(Frequency, SaysWhenFiguresAreDue) {
  const auto due = [](Frequency frequency, const char* period) {
    return frequency.is_due(*read_period(period, {}).period, {});
  };
  using Kind = Frequency::Kind;
  EXPECT_TRUE(due({Kind::monthly, 0}, "Q2 2018/19"));
  EXPECT_TRUE(due({Kind::quarterly, 0}, "September 2018"));
  EXPECT_FALSE(due({Kind::quarterly, 0}, "August 2018"));
  EXPECT_FALSE(due({Kind::yearly, 0}, "Q2 2018/19"));
  EXPECT_TRUE(due({Kind::yearly, 0}, "Q4 2018/19"));
  EXPECT_TRUE(due({Kind::quarter, 2}, "Q2 2018/19"));
  EXPECT_FALSE(due({Kind::quarter, 4}, "Q2 2018/19"));
  EXPECT_TRUE(due({Kind::half_yearly, 0}, "Q2 2018/19"));
}

TEST(MissingColumns, TellsADefinitionSheetFromAnother) {
  const DefinitionTable table = sheet("Indicators", "reference* | Title | expression | UNIT | Colour\n");
  EXPECT_TRUE(missing_columns(DefinitionKind::indicators, table.header).empty());
  EXPECT_EQ(missing_columns(DefinitionKind::measures, table.header).size(), 4u);  // all but Unit
  EXPECT_EQ(definition_kind("roll_ups"), DefinitionKind::roll_ups);
  EXPECT_EQ(definition_kind("Roll ups"), DefinitionKind::roll_ups);
  EXPECT_FALSE(definition_kind("Calls"));
}

TEST(ReadTomlDefinitions, GivesTheSameTables) {
  const TomlDefinitions toml = read_toml_definitions(R"(
[settings]
period = "Q2 2018/19"
year_starts = "April"

[[measures]]
measure = "received"
unit = "count"
cells = "Calls!B7:J7"
periods = "Calls!B5:J5"
over_time = "sum"

[[measures]]
measure = "abandoned"
unit = "count"
cells = "Calls!B10:J10"
periods = "Calls!B5:J5"
over_time = "sum"

[[indicators]]
reference = "CS-1"
title = "Calls abandoned"
expression = "abandoned / received"
unit = "%"
target = "<10%"
objective = ["Value for Money", "Jobs, and more"]

[[indicators]]
reference = "BC-4"
title = "Tourism strategy"
expression = "milestone"
unit = "date"
target = 2019-03-31
)",
                                                     "council.toml");
  EXPECT_TRUE(toml.findings.empty());
  const Definitions definitions = read_definitions(toml.tables);
  EXPECT_EQ(findings_of(definitions), "");
  EXPECT_EQ(definitions.measures.size(), 2u);
  EXPECT_EQ(definitions.measures[1].cells.where, "council.toml line 16");
  EXPECT_EQ(definitions.indicators[0].objectives,
            (std::vector<std::string>{"Value for Money", "Jobs, and more"}));
  EXPECT_EQ(definitions.indicators[1].target.kind, Target::Kind::date);
  EXPECT_DOUBLE_EQ(definitions.indicators[1].target.number, 43555);
  EXPECT_EQ(period_text(*definitions.settings.period, {}), "Q2 2018/19");
}

TEST(ReadTomlDefinitions, NamesTheLineOfASlip) {
  const struct {
    const char* text;
    const char* where;
    const char* part;
  } rows[] = {
      {"[settings\n", "x.toml line 1", "not TOML"},
      {"\n[[indicatrs]]\na = 1\n", "x.toml line 2", "indicators"},
      {"[measures]\nmeasure = \"a\"\n", "x.toml line 1", "[[measures]]"},
      {"[[measures]]\nmeasure = \"a\"\n", "x.toml line 1", "Unit, Cells"},
      {"[settings]\nperiod = [[[[[[[[[1]]]]]]]]]\n", "x.toml", "nested"},
      {"[settings]\nperiod = { a = 1 }\n", "x.toml line 2", "{ percent = 70 }"},
      {"[settings]\nperiod = 2018-04-01T10:00:00\n", "x.toml line 2", "no text"},
      {"columns = 1\n", "x.toml line 1", "[columns]"},
  };
  for (const auto& row : rows) {
    const TomlDefinitions toml = read_toml_definitions(row.text, "x.toml");
    ASSERT_FALSE(toml.findings.empty()) << row.text;
    EXPECT_EQ(toml.findings[0].where, row.where);
    EXPECT_NE(toml.findings[0].what.find(row.part), std::string::npos) << toml.findings[0].what;
  }
}

}  // namespace
}  // namespace outturn
