#include "xlsx/workbook_part.h"

#include <gtest/gtest.h>

#include "xlsx/xlsx_error.h"

namespace outturn::xlsx {
namespace {

TEST(WorkbookPart, ReadsSheetsNamesAndSettings) {
  const WorkbookPart workbook = read_workbook_part(
      R"(<workbook xmlns="http://m" xmlns:r="http://r"><workbookPr date1904="1"/><sheets>
<sheet name="Q1 &amp; Q2" sheetId="4" r:id="rId7"/><sheet name="Old" sheetId="1" state="hidden" r:id="rId2"/>
<sheet name="Deep" sheetId="2" state="veryHidden" r:id="rId3"/></sheets>
<externalReferences><externalReference r:id="rId9"/></externalReferences>
<definedNames><definedName name="Rate">Old!$A$1&amp;"x"</definedName>
<definedName name="_xlnm.Print_Area" localSheetId="2" hidden="1">Deep!$A$1:$B$2</definedName>
<definedName name="Go" function="1" vbProcedure="true">Go</definedName></definedNames>
<calcPr calcId="1" calcMode="manual" iterate="1" iterateCount="7" iterateDelta="1E-4" fullPrecision="0" fullCalcOnLoad="1"/></workbook>)",
      "xl/workbook.xml");
  ASSERT_EQ(workbook.sheets.size(), 3U);
  EXPECT_EQ(workbook.sheets[0].name, "Q1 & Q2");
  EXPECT_EQ(workbook.sheets[0].relationship, "rId7");
  EXPECT_EQ(workbook.sheets[1].visibility, SheetVisibility::hidden);
  EXPECT_EQ(workbook.sheets[2].visibility, SheetVisibility::very_hidden);
  ASSERT_EQ(workbook.names.size(), 3U);
  EXPECT_EQ(workbook.names[0].formula, "Old!$A$1&\"x\"");
  EXPECT_FALSE(workbook.names[0].sheet);
  EXPECT_EQ(workbook.names[1].sheet, 2U);
  EXPECT_TRUE(workbook.names[1].hidden);
  EXPECT_TRUE(workbook.names[2].is_function_or_macro);
  EXPECT_EQ(workbook.external_references, std::vector<std::string>{"rId9"});
  EXPECT_TRUE(workbook.date1904);
  const CalculationProperties& settings = workbook.calculation;
  EXPECT_EQ(settings.mode, CalculationMode::manual);
  EXPECT_TRUE(settings.iterate);
  EXPECT_EQ(settings.iterate_count, 7U);
  EXPECT_EQ(settings.iterate_delta, 1e-4);
  EXPECT_FALSE(settings.full_precision);
  EXPECT_TRUE(settings.full_calculation_on_load);
}

TEST(WorkbookPart, HasExcelsDefaults) {
  const WorkbookPart workbook = read_workbook_part("<workbook><sheets/></workbook>", "xl/workbook.xml");
  EXPECT_FALSE(workbook.date1904);
  EXPECT_FALSE(workbook.calculation.iterate);
  EXPECT_EQ(workbook.calculation.iterate_count, 100U);
  EXPECT_EQ(workbook.calculation.iterate_delta, 0.001);
  EXPECT_TRUE(workbook.calculation.full_precision);
  EXPECT_EQ(workbook.calculation.mode, CalculationMode::automatic);
}

TEST(WorkbookPart, RefusesAnotherRoot) {
  EXPECT_THROW(static_cast<void>(read_workbook_part("<document/>", "xl/workbook.xml")), XlsxError);
}

}  // namespace
}  // namespace outturn::xlsx
