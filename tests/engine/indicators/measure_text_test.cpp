#include "engine/indicators/measure_text.h"

#include <gtest/gtest.h>

#include "engine/indicators/figure_text.h"

namespace outturn {
namespace {

const std::vector<std::string> kMissing = {"n/a", "-", "***"};

std::string reading_of(const Value& cell, std::string_view unit, NumberLook look = NumberLook::plain) {
  const FigureReading reading = read_figure(cell, look, *read_unit(unit).unit, kMissing);
  constexpr std::string_view kBounds[] = {"", "<", "<=", ">=", ">"};
  switch (reading.kind) {
    case FigureReading::Kind::number:
      return std::string(kBounds[static_cast<int>(reading.bound)]) + figure_text(reading.number) +
             (reading.note.empty() ? "" : " [" + reading.note + "]");
    case FigureReading::Kind::text:
      return "text " + reading.text;
    case FigureReading::Kind::missing:
      return "missing";
    case FigureReading::Kind::error:
      return std::string(error_text(reading.error));
    case FigureReading::Kind::refused:
      return "refused: " + reading.problem;
  }
  return {};
}

TEST(ReadFigure, RefusesWhatMayMeanAnotherFigure) {
  for (const char* text : {"5-", "\u00A35-", "5 \u2212", "50p", "7 p"})
    EXPECT_TRUE(reading_of(text, "\u00A3").starts_with("refused: "))
        << text << ": " << reading_of(text, "\u00A3");
}

TEST(ReadFigure, TakesFiguresAsReportsWriteThem) {
  const struct {
    Value cell;
    const char* unit;
    const char* expected;
  } rows[] = {
      {2045, "count", "2,045"},
      {"1437", "count", "1,437"},
      {"1,040", "count", "1,040"},
      {"(322)", "\u00A3000", "-322,000"},
      {-322, "\u00A3000", "-322,000"},
      {"\u00A330m", "\u00A3", "30,000,000"},
      {"\u00A3480k", "\u00A3000", "480,000"},
      {"\u00A312 k", "\u00A3", "12,000"},
      {"480k", "\u00A3000", "480,000"},
      {"\u00A31.5bn", "\u00A3m", "1,500,000,000"},
      {"49%", "%", "0.49"},
      {"97.5 %", "%", "0.975"},
      {"49", "%", "0.49"},
      {49, "%", "0.49"},
      {0, "%", "0"},
      {"<10%", "%", "<0.1"},
      {"50+", "count", ">=50"},
      {"over 6000", "kg", ">6,000"},
      {"12.5 long", "days", "12.5 [long]"},
      {"538.28 long", "days", "538.28 [long]"},
      {"14 days", "days", "14"},
      {"00:10:30", "hh:mm:ss", "630"},
      {"00:10:30", "minutes", "630"},
      {"10.5", "minutes", "630"},
      {"31/03/2021", "date", "44,286"},
      {"\u22125", "count", "-5"},
      {"n/a", "count", "missing"},
      {"N/A", "%", "missing"},
      {" *** ", "%", "missing"},
      {"-", "count", "missing"},
      {"", "count", "missing"},
      {Value(), "count", "missing"},
      {ErrorCode::div0, "count", "#DIV/0!"},
      {"Started", "text", "text Started"},
      {"50 %", "%", "0.5"},
      {"49 per cent", "%", "0.49"},
      {"\u00A3(322)", "\u00A3", "-322"},
      {"(\u00A3322k)", "\u00A3000", "-322,000"},
      {"30m", "\u00A3", "30,000,000"},
      {"30 million", "\u00A3", "30,000,000"},
      {"1.5 million", "count", "1,500,000"},
      {"0.75% (32 properties)", "%", "0.0075 [32 properties]"},
      {"0.75% (32 properties)", "count", "32 [0.75%]"},
      {"0.75% (32 properties)", "properties", "32 [0.75%]"},
      {"67% (4 of 6)", "%", "0.67 [4 of 6]"},
      {"14 (provisional)", "count", "14 [(provisional)]"},
      {"Sun-31-Mar-24", "date", "45,382"},
      {"Mar-21", "date", "44,286 [read as 31/03/2021, the end of the month]"},
      {2.6, "per 10,000", "0.00026"},
      {"2.6 per 10,000", "rate per 10,000", "0.00026"},
      {"2.6", "per 1,000 households", "0.0026"},
  };
  for (const auto& row : rows) EXPECT_EQ(reading_of(row.cell, row.unit), row.expected);
}

TEST(ReadFigure, RefusesWhatCanBeReadInTwoWays) {
  const struct {
    Value cell;
    const char* unit;
    NumberLook look;
    const char* part;  // of the reason
  } rows[] = {
      {"3,0335", "count", NumberLook::plain, "commas"},
      {"1.040,50", "count", NumberLook::plain, "points"},
      {"1,04", "count", NumberLook::plain, "commas"},
      {0.49, "%", NumberLook::plain, "0.49% or 49%"},
      {1, "%", NumberLook::plain, "1% or 100%"},
      {"0.49", "%", NumberLook::plain, "49%"},
      {"49%", "count", NumberLook::plain, "percentage"},
      {0.49, "count", NumberLook::percent, "percentage"},
      {43555, "count", NumberLook::date, "date"},
      {43555, "date", NumberLook::plain, "date format"},
      {"10:30", "hh:mm:ss", NumberLook::plain, "minutes and seconds"},
      {"\u00A3322", "\u00A3000", NumberLook::plain, "pounds or"},
      {"\u00A3322", "count", NumberLook::plain, "money"},
      {"4 of 6", "count", NumberLook::plain, "more than one number"},
      {"many", "count", NumberLook::plain, "no number"},
      {true, "count", NumberLook::plain, "TRUE"},
      {"12 (3)", "count", NumberLook::plain, "more than one number"},
      {"Mon-31-Mar-24", "date", NumberLook::plain, "is a Sunday, not the weekday"},
      {"30m", "count", NumberLook::plain, "is in m, but the unit is count"},
      {"12 tonnes", "kg", NumberLook::plain, "is in tonnes, but the unit is kg"},
      {"0.75% (32 properties)", "homes", NumberLook::plain, "counts properties"},
      {"0.75% (32 properties)", "\u00A3", NumberLook::plain, "percentage"},
      {"49 per cent", "count", NumberLook::plain, "percentage"},
      {"many", "%", NumberLook::plain, "write a figure such as 49%, or leave the cell blank"},
  };
  for (const auto& row : rows) {
    const std::string reading = reading_of(row.cell, row.unit, row.look);
    EXPECT_EQ(reading.rfind("refused: ", 0), 0u) << reading;
    EXPECT_NE(reading.find(row.part), std::string::npos) << reading;
  }
}

TEST(ReadFigure, ConvertsOrRefusesAnotherLengthOfTimeThanItsUnit) {
  EXPECT_EQ(reading_of("10 minutes", "hours"), "600");  // in seconds
  EXPECT_EQ(reading_of("2 hrs", "minutes"), "7,200");
  EXPECT_EQ(reading_of("5 weeks", "days").substr(0, 8), "refused:");
  EXPECT_EQ(reading_of("12.5 days", "days"), "12.5");
  EXPECT_EQ(reading_of("12.5 long", "days"), "12.5 [long]");
}

TEST(ReadFigure, TakesZeroForMissingOnlyWhereItIsSaid) {
  const std::vector<std::string> zero = {"n/a", "0"};
  const Unit count = *read_unit("count").unit;
  EXPECT_EQ(reading_of(0, "count"), "0");
  EXPECT_EQ(reading_of("0", "count"), "0");
  for (const Value& cell : {Value(0), Value("0"), Value("n/a")})
    EXPECT_EQ(read_figure(cell, NumberLook::plain, count, zero).kind, FigureReading::Kind::missing);
  EXPECT_EQ(read_figure(10, NumberLook::plain, count, zero).number, 10);
}

TEST(ReadFigure, TakesWhatTheCellShows) {
  EXPECT_EQ(reading_of(0.49, "%", NumberLook::percent), "0.49");
  EXPECT_EQ(reading_of(1, "%", NumberLook::percent), "1");
  EXPECT_EQ(reading_of(630.0 / 86400, "minutes", NumberLook::time), "630");
  EXPECT_EQ(reading_of(43555, "date", NumberLook::date), "43,555");
}

TEST(ReadUnit, FindsSlipsInWordsThatMeanSomething) {
  EXPECT_EQ(read_unit("days").unit->kind, UnitKind::number);
  EXPECT_EQ(read_unit("rate per 10,000").unit->word, "rate per 10,000");
  EXPECT_EQ(read_unit("\u00A3 per FTE").unit->kind, UnitKind::money);
  EXPECT_NE(read_unit("per 1.5").problem.find("per 10,000"), std::string::npos);
  EXPECT_NE(read_unit("date per 10").problem, "");
  EXPECT_EQ(read_unit("Percent").unit->kind, UnitKind::percent);
  EXPECT_TRUE(read_unit("count").unit->whole);
  EXPECT_NE(read_unit("conut").problem.find("count"), std::string::npos);
  EXPECT_NE(read_unit("precent").problem.find("percent"), std::string::npos);
  EXPECT_NE(read_unit("").problem, "");
}

TEST(UnitText, ShowsFiguresAsPrinted) {
  const Unit percent = *read_unit("%").unit;
  EXPECT_EQ(unit_text(10017.0 / 20591, percent), "48.65%");
  EXPECT_EQ(unit_text(10017.0 / 20591, percent, 0), "49%");
  EXPECT_EQ(unit_text(26.0 / 100000, *read_unit("per 10,000").unit), "2.6");
  EXPECT_EQ(unit_text(12500, *read_unit("\u00A3 per FTE").unit), "\u00A312,500");
  EXPECT_EQ(unit_text(-322000, *read_unit("\u00A3000").unit), "-\u00A3322k");
  EXPECT_EQ(unit_text(630, *read_unit("hh:mm:ss").unit), "00:10:30");
  EXPECT_EQ(unit_text(630, *read_unit("minutes").unit), "10.5 minutes");
  EXPECT_EQ(unit_text(43555, *read_unit("date").unit), "31/03/2019");
  EXPECT_EQ(unit_text(4396.7, *read_unit("count").unit), "4,396.7");
  EXPECT_DOUBLE_EQ(as_printed(0.4865, percent, 0), 0.49);
  EXPECT_DOUBLE_EQ(as_printed(489600, *read_unit("\u00A3000").unit, 0), 490000);
}

TEST(Unit, IsReadBackFromTheCellItIsWrittenTo) {
  const struct {
    const char* unit;
    NumberLook look;
    double inside, cell;
  } rows[] = {{"%", NumberLook::percent, 0.49, 0.49},        {"%", NumberLook::plain, 0.49, 49},
              {"\u00A3000", NumberLook::plain, 322000, 322}, {"hh:mm:ss", NumberLook::time, 43200, 0.5},
              {"minutes", NumberLook::plain, 630, 10.5},     {"per 10,000", NumberLook::plain, 0.00026, 2.6}};
  for (const auto& row : rows) {
    const Unit unit = *read_unit(row.unit).unit;
    EXPECT_DOUBLE_EQ(to_cell_number(row.inside, unit, row.look), row.cell);
    EXPECT_DOUBLE_EQ(read_figure(row.cell, row.look, unit, kMissing).number, row.inside);
  }
}

}  // namespace
}  // namespace outturn
