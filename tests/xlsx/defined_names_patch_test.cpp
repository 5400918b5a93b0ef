#include "xlsx/defined_names_patch.h"

#include <gtest/gtest.h>

#include "engine/owned_cells.h"
#include "xlsx/xlsx_error.h"

namespace outturn::xlsx {
namespace {

const std::string kPart = "xl/workbook.xml";

DefinedName mark(std::string text, const char* name = "_outturn_owned") {
  return {name, std::nullopt, std::move(text), true};
}

// What becomes of the part; "same" where no byte changes.
std::string patched(const std::string& text, const std::vector<DefinedName>& names) {
  return replace_names(text, kPart, is_owned_cells_name, names).value_or("same");
}

std::string in_workbook(const std::string& content) {
  return "<?xml version=\"1.0\"?>\r\n<workbook xmlns=\"http://m\" xmlns:r=\"http://r\">" + content +
         "</workbook>\n";
}

TEST(DefinedNamesPatch, PutsANameWhereTheSchemaAndTheAlphabetHaveIt) {
  const std::string added = R"(<definedName name="_outturn_owned" hidden="1">'A&amp;E'!$D$7</definedName>)";
  const struct {
    const char* before;
    const char* after;  // "@" is the added name
  } kRows[] = {
      {"<sheets/><calcPr/>", "<sheets/><definedNames>@</definedNames><calcPr/>"},
      {"<sheets><sheet/> </sheets >\n<calcPr/>",
       "<sheets><sheet/> </sheets ><definedNames>@</definedNames>\n<calcPr/>"},
      {"<bookViews/><sheets/>", "<bookViews/><sheets/><definedNames>@</definedNames>"},
      {"<sheets/><functionGroups/><x/><externalReferences><externalReference "
       "r:id=\"a\"/></externalReferences><extLst/>",
       "<sheets/><functionGroups/><x/><externalReferences><externalReference "
       "r:id=\"a\"/></externalReferences>"
       "<definedNames>@</definedNames><extLst/>"},
      {"<sheets/><definedNames/><calcPr/>", "<sheets/><definedNames>@</definedNames><calcPr/>"},
      {"<sheets/><definedNames a='1' /><calcPr/>", "<sheets/><definedNames a='1' >@</definedNames><calcPr/>"},
      {"<sheets/><definedNames> </definedNames>", "<sheets/><definedNames> @</definedNames>"},
      {R"(<sheets/><definedNames><definedName name="Rate">1</definedName></definedNames>)",
       R"(<sheets/><definedNames>@<definedName name="Rate">1</definedName></definedNames>)"},
      // Excel sorts its own names by what follows _xlnm.
      {R"(<sheets/><definedNames>
 <definedName name="_xlnm._FilterDatabase" localSheetId="0">B!$A$1</definedName>
 <definedName name="_xlnm.Print_Area" localSheetId="0">B!$A$1</definedName>
</definedNames>)",
       R"(<sheets/><definedNames>
 <definedName name="_xlnm._FilterDatabase" localSheetId="0">B!$A$1</definedName>
 @<definedName name="_xlnm.Print_Area" localSheetId="0">B!$A$1</definedName>
</definedNames>)"},
      {R"(<sheets/><definedNames><definedName name="_A"/><!-- - --><definedName name='_OUT'>2</definedName></definedNames>)",
       R"(<sheets/><definedNames><definedName name="_A"/><!-- - --><definedName name='_OUT'>2</definedName>@</definedNames>)"},
      // One sheet's copy of the mark stays.
      {R"(<sheets/><definedNames><definedName name="_outturn_owned" localSheetId="0">x</definedName></definedNames>)",
       R"(<sheets/><definedNames><definedName name="_outturn_owned" localSheetId="0">x</definedName>@</definedNames>)"},
  };
  for (const auto& row : kRows) {
    std::string after = row.after;
    after.replace(after.find('@'), 1, added);
    EXPECT_EQ(patched(in_workbook(row.before), {mark("'A&E'!$D$7")}), in_workbook(after)) << row.before;
    EXPECT_EQ(patched(in_workbook(after), {mark("'A&E'!$D$7")}), "same") << row.before;
  }
}

TEST(DefinedNamesPatch, ReplacesTheTextOfANameThatIsThere) {
  const struct {
    const char* before;
    const char* after;
  } kRows[] = {
      {R"(<sheets/><definedNames><definedName hidden='1'  name='_outturn_owned' comment="x>y">B!$D$7</definedName></definedNames>)",
       R"(<sheets/><definedNames><definedName hidden='1'  name='_outturn_owned' comment="x>y">B!$E$7</definedName></definedNames>)"},
      {R"(<sheets/><definedNames><definedName name="_OUTTURN_OWNED"/><definedName name="Z">1</definedName></definedNames>)",
       R"(<sheets/><definedNames><definedName name="_OUTTURN_OWNED">B!$E$7</definedName><definedName name="Z">1</definedName></definedNames>)"},
      {R"(<sheets/><definedNames><definedName name="_outturn_owned"><![CDATA[B!$D$7]]></definedName><definedName name="_outturn_owned_2">B!$F$7</definedName><definedName name="_outturn_owned">B!$G$7</definedName></definedNames>)",
       R"(<sheets/><definedNames><definedName name="_outturn_owned">B!$E$7</definedName></definedNames>)"},
  };
  for (const auto& row : kRows)
    EXPECT_EQ(patched(in_workbook(row.before), {mark("B!$E$7")}), in_workbook(row.after)) << row.before;
}

TEST(DefinedNamesPatch, AddsAndTakesAwayTheNamesThatContinueAnother) {
  const std::string one = in_workbook(
      R"(<sheets/><definedNames><definedName name="_outturn_owned" hidden="1">B!$D$7</definedName><definedName name="Rate">1</definedName></definedNames>)");
  const std::string two = in_workbook(
      R"(<sheets/><definedNames><definedName name="_outturn_owned" hidden="1">B!$D$7</definedName><definedName name="_outturn_owned_2" hidden="1">B!$D$8</definedName><definedName name="Rate">1</definedName></definedNames>)");
  EXPECT_EQ(patched(one, {mark("B!$D$7"), mark("B!$D$8", "_outturn_owned_2")}), two);
  EXPECT_EQ(patched(two, {mark("B!$D$7")}), one);
  EXPECT_EQ(patched(two, {}),
            in_workbook(R"(<sheets/><definedNames><definedName name="Rate">1</definedName></definedNames>)"));
  const std::string third = in_workbook(
      R"(<sheets/><definedNames><definedName name="_outturn_owned_3">B!$D$9</definedName></definedNames>)");
  EXPECT_EQ(
      patched(third, {mark("B!$D$7")}),
      in_workbook(
          R"(<sheets/><definedNames><definedName name="_outturn_owned" hidden="1">B!$D$7</definedName></definedNames>)"));
}

TEST(DefinedNamesPatch, LeavesNoEmptyList) {
  EXPECT_EQ(
      patched(
          in_workbook(
              R"(<sheets/><definedNames> <definedName name="_outturn_owned">B!$D$7</definedName></definedNames><calcPr/>)"),
          {}),
      in_workbook("<sheets/><calcPr/>"));
  EXPECT_EQ(patched(in_workbook("<sheets/><calcPr/>"), {}), "same");
}

TEST(DefinedNamesPatch, WritesTheFilesOwnPrefix) {
  const std::string head = R"(<x:workbook xmlns:x="http://m" xmlns:y="http://m"><x:sheets/>)";
  EXPECT_EQ(
      patched(head + "</x:workbook>", {mark("B!$D$7")}),
      head +
          R"(<x:definedNames><x:definedName name="_outturn_owned" hidden="1">B!$D$7</x:definedName></x:definedNames></x:workbook>)");
  EXPECT_EQ(
      patched(head + "<y:definedNames/></x:workbook>", {mark("B!$D$7")}),
      head +
          R"(<y:definedNames><y:definedName name="_outturn_owned" hidden="1">B!$D$7</y:definedName></y:definedNames></x:workbook>)");
}

TEST(DefinedNamesPatch, RefusesAWorkbookWithoutSheets) {
  EXPECT_THROW(static_cast<void>(patched("<workbook/>", {mark("B!$D$7")})), XlsxError);
  EXPECT_THROW(static_cast<void>(patched("<workbook><sheets>", {mark("B!$D$7")})), XlsxError);
}

}  // namespace
}  // namespace outturn::xlsx
