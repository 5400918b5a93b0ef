#include "xlsx/worksheet_patch.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "tests/xlsx/conformance_workbooks.h"
#include "xlsx/metadata_part.h"
#include "xlsx/package.h"
#include "xlsx/shared_string_table.h"
#include "xlsx/styles_part.h"
#include "xlsx/worksheet_part.h"
#include "xlsx/xlsx_error.h"

namespace outturn::xlsx {
namespace {

constexpr std::string_view kHead =
    "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">";

const SharedStringTable& strings() {
  static const SharedStringTable kTable =
      SharedStringTable::read("<sst><si><t>zero</t></si><si><t>one</t></si></sst>", "sharedStrings.xml");
  return kTable;
}

const MetadataPart& metadata() {
  static const MetadataPart kPart = MetadataPart::read(
      {"<metadata><metadataTypes><metadataType name=\"XLRICHVALUE\"/></metadataTypes><futureMetadata "
       "name=\"XLRICHVALUE\">"
       "<bk><extLst><ext><rvb i=\"0\"/></ext></extLst></bk></futureMetadata>"
       "<valueMetadata><bk><rc t=\"1\" v=\"0\"/></bk></valueMetadata></metadata>",
       "<rvData><rv s=\"0\"><v>8</v><v>0</v></rv></rvData>",
       "<rvStructures><s t=\"_error\"><k n=\"errorType\"/><k n=\"subType\"/></s></rvStructures>",
       "metadata.xml"});
  return kPart;
}

CellAddress at(const char* a1) { return *cell_from_a1(a1); }

std::string framed(const std::string& data) { return std::string(kHead) + data + "</worksheet>"; }

struct Shape : WorksheetSink {
  std::optional<PlainRows> plain;
  bool in_order = true;
  CellAddress last{-1, -1};
  void plain_rows(const PlainRows& rows) override { plain = rows; }
  void row(const SheetRow& row) override {
    in_order = in_order && row.row > last.row;
    last = {row.row, -1};
  }
  void cell(const SheetCell& cell) override {
    in_order = in_order && cell.address.row == last.row && cell.address.column > last.column;
    last.column = cell.address.column;
  }
};

// The text after the changes, or the error; "same" where no byte changed. `plain` is how the rows are
// written.
std::string changed_in_place(std::string_view text, std::size_t room, const std::optional<PlainRows>& plain,
                             bool differ, const std::vector<CellPatch>& changes, const StoredValues& stored) {
  class Patches : public CellPatches {
   public:
    Patches(const std::vector<CellPatch>& patches, bool differ) : patches_(patches), differ_(differ) {}
    [[nodiscard]] std::size_t size() const noexcept override { return patches_.size(); }
    [[nodiscard]] CellAddress address(std::size_t i) const noexcept override { return patches_[i].address; }
    [[nodiscard]] bool is_result(std::size_t i) const noexcept override {
      return differ_ && patches_[i].write == CellWrite::formula_result && !patches_[i].array_range &&
             patches_[i].fill.empty();
    }
    [[nodiscard]] Value value(std::size_t i) const override { return patches_[i].value; }
    [[nodiscard]] CellPatch get(std::size_t i) const override { return patches_[i]; }

   private:
    const std::vector<CellPatch>& patches_;
    bool differ_;
  };
  ByteBuffer bytes(text.size(), room);
  std::copy(text.begin(), text.end(), bytes.data());
  try {
    const PatchedWorksheet result =
        patch_worksheet(bytes, plain, "sheet1.xml", Patches(changes, differ), stored);
    return result.text ? std::string(result.text->view()) : "same";
  } catch (const XlsxError& error) {
    return error.what();
  }
}

// The sheet data after the changes; "same" where no byte changed. Whatever way the changes are made.
std::string patched(const std::string& data, const std::vector<CellPatch>& changes) {
  const std::string text = framed(data);
  const StoredValues stored{strings(), metadata()};
  std::string after;
  try {
    const PatchedWorksheet result = patch_worksheet(text, "sheet1.xml", changes, stored);
    after = result.text ? std::string(result.text->view()) : "same";
  } catch (const XlsxError& error) {
    after = error.what();
  }
  Shape shape;
  read_worksheet(text, "sheet1.xml", shape);
  if (shape.in_order) {
    for (const std::size_t room : {std::size_t{0}, std::size_t{3}, text.size()}) {
      EXPECT_EQ(changed_in_place(text, room, std::nullopt, false, changes, stored), after) << room;
      if (shape.plain) {
        EXPECT_EQ(changed_in_place(text, room, shape.plain, false, changes, stored), after) << room;
        if (after != "same") {
          EXPECT_EQ(changed_in_place(text, room, shape.plain, true, changes, stored), after) << room;
        }
      }
    }
  }
  if (!after.starts_with(kHead)) return after;
  return after.substr(kHead.size(), after.size() - kHead.size() - 12);
}

TEST(WorksheetPatch, ChangesOneCellAsItsNewValueNeeds) {
  using enum CellWrite;
  const struct {
    const char* what;
    const char* before;
    CellWrite write;
    Value value;
    const char* after;
  } rows[] = {
      {"a number", R"(<c r="B2" s="3"><f>A1</f><v>1</v></c>)", formula_result, 2.5,
       R"(<c r="B2" s="3"><f>A1</f><v>2.5</v></c>)"},
      {"t=n stays", R"(<c r="B2" t="n"><f>A1</f><v>1</v></c>)", formula_result, 2,
       R"(<c r="B2" t="n"><f>A1</f><v>2</v></c>)"},
      {"no cached value before", R"(<c r="B2"><f>A1</f></c>)", formula_result, 2,
       R"(<c r="B2"><f>A1</f><v>2</v></c>)"},
      {"an empty <v/>", R"(<c r="B2"><f>A1</f><v/></c>)", formula_result, 2,
       R"(<c r="B2"><f>A1</f><v>2</v></c>)"},
      {"number to text", R"(<c r="B2" s='3'><f>A1</f><v>1</v></c>)", formula_result, "a<b",
       R"(<c r="B2" s='3' t="str"><f>A1</f><v>a&lt;b</v></c>)"},
      {"text to number", R"(<c r="B2" t="str" s="3"><f>A1</f><v>a</v></c>)", formula_result, 1,
       R"(<c r="B2" s="3"><f>A1</f><v>1</v></c>)"},
      {"to logical", R"(<c r="B2" t='str'><f>A1</f><v>a</v></c>)", formula_result, true,
       R"(<c r="B2" t='b'><f>A1</f><v>1</v></c>)"},
      {"to error", R"(<c r="B2"><f>A1</f><v>1</v></c>)", formula_result, ErrorCode::div0,
       R"(<c r="B2" t="e"><f>A1</f><v>#DIV/0!</v></c>)"},
      {"empty text", R"(<c r="B2"><f>A1</f><v>1</v></c>)", formula_result, "",
       R"(<c r="B2" t="str"><f>A1</f><v></v></c>)"},
      {"white space", R"(<c r="B2"><f>A1</f><v>1</v></c>)", formula_result, " a ",
       R"(<c r="B2" t="str"><f>A1</f><v xml:space="preserve"> a </v></c>)"},
      {"control character and escape", R"(<c r="B2"><f>A1</f><v>1</v></c>)", formula_result, "a\r\x01_x0041_",
       R"(<c r="B2" t="str"><f>A1</f><v>a_x000D__x0001__x005F_x0041_</v></c>)"},
      {"vm goes with its value", R"(<c r="B2" t="e" vm="1" cm="1"><f>A1</f><v>#VALUE!</v></c>)",
       formula_result, 3, R"(<c r="B2" cm="1"><f>A1</f><v>3</v></c>)"},
      {"never infinity", R"(<c r="B2"><f>A1</f><v>1</v></c>)", formula_result,
       std::numeric_limits<double>::infinity(), R"(<c r="B2" t="e"><f>A1</f><v>#NUM!</v></c>)"},
      {"never NaN", R"(<c r="B2"><f>A1</f><v>1</v></c>)", formula_result, std::nan(""),
       R"(<c r="B2" t="e"><f>A1</f><v>#NUM!</v></c>)"},
      {"no value",
       R"(<c r="B2" t="str"><f>A1</f><v>1</v></c>)",
       formula_result,
       {},
       R"(<c r="B2"><f>A1</f></c>)"},
      {"a shared formula's child", R"(<c r="B2"><f t="shared" si="0"/><v>1</v></c>)", formula_result, 2,
       R"(<c r="B2"><f t="shared" si="0"/><v>2</v></c>)"},
      {"comments and unknown elements",
       R"(<c r="B2"><!-- <v>7</v> --><f>A1</f> <v>1</v> <extLst><v>9</v></extLst></c>)", formula_result, 2,
       R"(<c r="B2"><!-- <v>7</v> --><f>A1</f> <v>2</v> <extLst><v>9</v></extLst></c>)"},
      {"CDATA", R"(<c r="B2"><f><![CDATA[A1&"</f>"]]></f><v><![CDATA[1]]></v></c>)", formula_result, 2,
       R"(<c r="B2"><f><![CDATA[A1&"</f>"]]></f><v>2</v></c>)"},
      {"a constant number", R"(<c r="B2" s="3"><v>1</v></c>)", literal, 2045,
       R"(<c r="B2" s="3"><v>2045</v></c>)"},
      {"a constant text", R"(<c r="B2" s="3" t="s"><v>1</v></c>)", literal, "new",
       R"(<c r="B2" s="3" t="inlineStr"><is><t>new</t></is></c>)"},
      {"a constant text with space", R"(<c r="B2"/>)", literal, "x ",
       R"(<c r="B2" t="inlineStr"><is><t xml:space="preserve">x </t></is></c>)"},
      {"inline text to number", R"(<c r="B2" t="inlineStr"><is><t>x</t></is></c>)", literal, 7,
       R"(<c r="B2"><v>7</v></c>)"},
      {"a blank constant", R"(<c r="B2" s="3" t="s"><v>1</v></c>)", literal, {}, R"(<c r="B2" s="3"></c>)"},
      {"a spilt text", R"(<c r="B2" s="3"><v>1</v></c>)", spill, "x",
       R"(<c r="B2" s="3" t="str"><v>x</v></c>)"},
      {"a spill that is gone",
       R"(<c r="B2" s="3" t="str"><v>x</v></c>)",
       clear,
       {},
       R"(<c r="B2" s="3"></c>)"},
      {"a spill that is gone, with Excel's empty formula",
       R"(<c r="B2" s="3"><f ca="1"/><v>2</v></c>)",
       clear,
       {},
       R"(<c r="B2" s="3"></c>)"},
  };
  for (const auto& row : rows) {
    const auto data = [](const char* cell) {
      return std::string("<sheetData>\n<row r=\"2\" x=''><c r=\"A2\"><v>0</v></c>") + cell +
             "<c r=\"C2\"/></row></sheetData>";
    };
    EXPECT_EQ(patched(data(row.before), {{at("B2"), row.write, row.value}}), data(row.after)) << row.what;
    EXPECT_EQ(patched(data(row.after), {{at("B2"), row.write, row.value}}), "same") << row.what;
  }
}

TEST(WorksheetPatch, LeavesTheBytesOfAValueThatIsTheSame) {
  using enum CellWrite;
  const struct {
    const char* cell;
    CellWrite write;
    Value value;
  } rows[] = {
      {R"(<c r="B2"><f>A1</f><v>0.30000000000000004</v></c>)", formula_result, 0.3},
      {R"(<c r="B2"><f>A1</f><v>1E3</v></c>)", formula_result, 1000},
      {R"(<c r="B2"><f>A1</f><v>-0</v></c>)", formula_result, 0},
      {R"(<c r="B2" t="str"><f>A1</f><v>a&#x62;</v></c>)", formula_result, "ab"},
      {R"(<c r="B2" t="b"><f>A1</f><v>true</v></c>)", formula_result, true},
      {R"(<c r="B2" t="e" vm="1"><f>A1</f><v>#VALUE!</v></c>)", formula_result, ErrorCode::spill},
      {R"(<c r="B2" t="s"><v>1</v></c>)", literal, "one"},
      {R"(<c r="B2" t="inlineStr"><is><r><t>o</t></r><r><t>ne</t></r></is></c>)", literal, "one"},
      {R"(<c r="B2" t="str"><f>A1</f></c>)", formula_result, ""},
      {R"(<c r="B2" s="1"/>)", clear, {}},
      {R"(<c r="B2"><f>A1</f><v>5</v></c>)", keep, 6},
  };
  for (const auto& row : rows)
    EXPECT_EQ(patched(std::string("<sheetData><row r=\"2\">") + row.cell + "</row></sheetData>",
                      {{at("B2"), row.write, row.value}}),
              "same")
        << row.cell;
}

TEST(WorksheetPatch, ComparesNumbersAtFifteenDigits) {
  EXPECT_TRUE(is_same_stored_value(0.1 + 0.2, 0.3));
  EXPECT_TRUE(is_same_stored_value(1.0, 1.000000000000001));
  EXPECT_FALSE(is_same_stored_value(1.0, 1.00000000000001));
  EXPECT_FALSE(is_same_stored_value(999999999999999.0, 1e15));
  EXPECT_FALSE(is_same_stored_value(0.0, 1e-300));
  EXPECT_FALSE(is_same_stored_value(1.0, "1"));
  EXPECT_FALSE(is_same_stored_value(1.0, true));
  EXPECT_FALSE(is_same_stored_value(Value(), ""));
  EXPECT_FALSE(is_same_stored_value(Value(), 0));
}

TEST(WorksheetPatch, WritesTheShortestNumberThatReadsBack) {
  const struct {
    double number;
    const char* text;
  } rows[] = {{0, "0"},
              {-0.0, "0"},
              {0.1, "0.1"},
              {100000, "100000"},
              {0.30000000000000004, "0.30000000000000004"},
              {-2.5, "-2.5"},
              {1e20, "100000000000000000000"},
              {1e21, "1E+21"},
              {1.5e-7, "1.5E-07"},
              {5e-324, "5E-324"}};
  for (const auto& row : rows) EXPECT_EQ(number_text(row.number), row.text);
}

TEST(WorksheetPatch, AddsCellsAndRowsInOrderWithTheirRowsOrColumnsStyle) {
  const std::string data =
      "<cols><col min=\"2\" max=\"3\" style=\"8\"/></cols><sheetData><row r=\"2\"><c "
      "r=\"B2\"><v>1</v></c></row>"
      "<row r=\"4\" s=\"5\" customFormat=\"1\"/><row r=\"6\"></row></sheetData>";
  using enum CellWrite;
  EXPECT_EQ(patched(data, {{at("D1"), spill, 1},
                           {at("A2"), spill, 2},
                           {at("C2"), spill, "x"},
                           {at("B3"), spill, true},
                           {at("D3"), spill, 4},
                           {at("A4"), spill, 5},
                           {at("B6"), literal, "y"},
                           {at("A7"), clear, {}},
                           {at("A9"), spill, 9}}),
            "<cols><col min=\"2\" max=\"3\" style=\"8\"/></cols><sheetData><row r=\"1\"><c "
            "r=\"D1\"><v>1</v></c></row>"
            "<row r=\"2\"><c r=\"A2\"><v>2</v></c><c r=\"B2\"><v>1</v></c><c r=\"C2\" s=\"8\" "
            "t=\"str\"><v>x</v></c></row>"
            "<row r=\"3\"><c r=\"B3\" s=\"8\" t=\"b\"><v>1</v></c><c r=\"D3\"><v>4</v></c></row>"
            "<row r=\"4\" s=\"5\" customFormat=\"1\"><c r=\"A4\" s=\"5\"><v>5</v></c></row>"
            "<row r=\"6\"><c r=\"B6\" s=\"8\" t=\"inlineStr\"><is><t>y</t></is></c></row>"
            "<row r=\"9\"><c r=\"A9\"><v>9</v></c></row></sheetData>");
  EXPECT_EQ(patched("<sheetData/>", {{at("A1"), literal, 1}}),
            "<sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c></row></sheetData>");
}

TEST(WorksheetPatch, KeepsThePrefixOfTheFile) {
  const std::string text =
      "<x:worksheet "
      "xmlns:x=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><x:sheetData><x:row "
      "r=\"1\"><x:c "
      "r=\"A1\"><x:f>B1</x:f></x:c></x:row></x:sheetData></x:worksheet>";
  const std::vector<CellPatch> changes = {{at("A1"), CellWrite::formula_result, "t"},
                                          {at("B2"), CellWrite::spill, 2}};
  EXPECT_EQ(patch_worksheet(text, "sheet1.xml", changes, {strings(), metadata()}).text->view(),
            "<x:worksheet "
            "xmlns:x=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><x:sheetData><x:row "
            "r=\"1\"><x:c "
            "r=\"A1\" t=\"str\"><x:f>B1</x:f><x:v>t</x:v></x:c></x:row><x:row r=\"2\"><x:c "
            "r=\"B2\"><x:v>2</x:v></x:c></x:row>"
            "</x:sheetData></x:worksheet>");
}

TEST(WorksheetPatch, ChangesFillAndArrayRangeOnly) {
  StyleAppender styles(
      "<styleSheet><fills count=\"0\"/><cellXfs><xf fillId=\"9\"/><xf/><xf/></cellXfs></styleSheet>",
      "styles.xml");
  const std::string text = framed(
      R"(<sheetData><row r="1"><c r="A1" cm="1"><f t="array" ref="A1:A3">X</f><v>1</v></c><c r="B1" s="2"/></row></sheetData>)");
  const StoredValues stored{strings(), metadata(), DateSystem::from_1900, &styles};
  std::vector<CellPatch> changes = {{at("A1"), CellWrite::formula_result, 1, range_from_a1("A1:A5"), {}},
                                    {at("B1"), CellWrite::keep, {}, {}, "FFC6EFCE"},
                                    {at("C1"), CellWrite::keep, {}, {}, "FFC6EFCE"}};
  const PatchedWorksheet result = patch_worksheet(text, "sheet1.xml", changes, stored);
  EXPECT_TRUE(result.differences.empty());
  EXPECT_EQ(
      result.text->view(),
      framed(
          R"(<sheetData><row r="1"><c r="A1" cm="1"><f t="array" ref="A1:A5">X</f><v>1</v></c><c r="B1" s="3"/><c r="C1" s="3"/></row></sheetData>)"));
  EXPECT_FALSE(patch_worksheet(result.text->view(), "sheet1.xml", changes, stored).text)
      << "they look so already";
}

TEST(WorksheetPatch, ReportsTheCellsWhoseValueChanged) {
  const std::string text = framed(
      R"(<sheetData><row r="1"><c r="A1"><f>X</f><v>1</v></c><c r="B1" t="s"><v>0</v></c><c r="C1"><f>Y</f><v>3</v></c></row></sheetData>)");
  const std::vector<CellPatch> changes = {{at("A1"), CellWrite::formula_result, "t"},
                                          {at("B1"), CellWrite::literal, 2},
                                          {at("C1"), CellWrite::formula_result, 3},
                                          {at("D1"), CellWrite::spill, 4}};
  const PatchedWorksheet result = patch_worksheet(text, "sheet1.xml", changes, {strings(), metadata()});
  EXPECT_EQ(result.differences, (std::vector<CellAddress>{at("A1"), at("B1"), at("D1")}));
}

TEST(WorksheetPatch, RefusesToSetAConstantOnAFormula) {
  const std::string data =
      R"(<sheetData><row r="1"><c r="A1"><f>X</f><v>1</v></c><c r="B1"><f t="shared" si="0"/></c></row></sheetData>)";
  EXPECT_EQ(patched(data, {{at("A1"), CellWrite::literal, 2}}),
            "sheet1.xml: cell A1 holds a formula; a value cannot be set there");
  EXPECT_EQ(patched(data, {{at("B1"), CellWrite::literal, 2}}),
            "sheet1.xml: cell B1 holds a formula; a value cannot be set there");
}

TEST(WorksheetPatch, ChangesCellsThatAreOutOfOrderButAddsNone) {
  const std::string data =
      R"(<sheetData><row r="9"><c r="B9"><v>1</v></c><c r="A9"><v>2</v></c></row><row r="1"><c r="A1"><v>3</v></c></row></sheetData>)";
  EXPECT_EQ(
      patched(data, {{at("A1"), CellWrite::literal, 30}, {at("A9"), CellWrite::literal, 20}}),
      R"(<sheetData><row r="9"><c r="B9"><v>1</v></c><c r="A9"><v>20</v></c></row><row r="1"><c r="A1"><v>30</v></c></row></sheetData>)");
  EXPECT_NE(patched(data, {{at("A5"), CellWrite::literal, 1}}).find("out of order"), std::string::npos);
}

TEST(WorksheetPatch, ChangesACellThatIsInTheWrongRow) {
  EXPECT_EQ(patched(R"(<sheetData><row r="5"><c r="A4"><f>X</f></c></row></sheetData>)",
                    {{at("A4"), CellWrite::formula_result, 1}}),
            R"(<sheetData><row r="5"><c r="A4"><f>X</f><v>1</v></c></row></sheetData>)");
}

TEST(WorksheetPatch, RefusesAFormulaThatIsNotThere) {
  EXPECT_EQ(patched("<sheetData/>", {{at("A4"), CellWrite::formula_result, 1}}),
            "sheet1.xml: has no formula in cell A4");
}

TEST(WorksheetPatch, TurnsTextThatExcelCannotHoldIntoAnError) {
  const std::string data = R"(<sheetData><row r="1"><c r="A1"><f>X</f></c></row></sheetData>)";
  EXPECT_NE(patched(data, {{at("A1"), CellWrite::formula_result, std::string(32'767, 'a')}}).find("aaa</v>"),
            std::string::npos);
  EXPECT_NE(patched(data, {{at("A1"), CellWrite::formula_result, std::string(32'768, 'a')}}).find("#VALUE!"),
            std::string::npos);
}

// Rows far apart, so that they are found by halving; some with cells before and behind.
TEST(WorksheetPatch, FindsCellsInRowsThatAreWrittenPlainly) {
  std::string data = "<sheetData>";
  for (int row = 1; row <= 3000; row += 1 + row % 3) {
    const std::string number = std::to_string(row);
    data += "<row r=\"" + number + "\">";
    for (const char column : {'A', 'C', 'D'})
      data += std::string("<c r=\"") + column + number + "\"><f>X</f><v>0</v></c>";
    data += "</row>";
  }
  data += "</sheetData>";
  std::vector<CellPatch> changes;
  for (const int row : {1, 3, 4, 1500, 1501, 2998, 3000})
    for (const char* column : {"A", "D"})
      if (data.find(std::string("\"") + column + std::to_string(row) + "\"") != std::string::npos)
        changes.push_back({at((column + std::to_string(row)).c_str()), CellWrite::formula_result, row});
  ASSERT_GE(changes.size(), 8U);
  std::string expected = data;
  for (const CellPatch& change : changes) {
    const std::size_t cell = expected.find("\"" + to_a1(change.address) + "\"");
    const std::size_t value = expected.find("<v>0", cell);
    expected.replace(value, 4, "<v>" + std::to_string(static_cast<int>(change.value.number())));
  }
  EXPECT_EQ(patched(data, changes), expected);
  changes.insert(changes.begin() + 1, {at("B1"), CellWrite::spill, 7});
  expected.insert(expected.find("<c r=\"C1\""), "<c r=\"B1\"><v>7</v></c>");
  EXPECT_EQ(patched(data, changes), expected) << "a cell is added";
  EXPECT_EQ(patched(data, {{at("B1500"), CellWrite::formula_result, 1}}),
            "sheet1.xml: has no formula in cell B1500");
}

// Every formula cell of a real sheet is given a new value; reading the result shows exactly those values, and
// giving the old ones back changes no other cell.
TEST(WorksheetPatch, ChangesEveryFormulaOfTheConformanceWorkbooks) {
  const auto books = conformance_workbooks();
  OUTTURN_SKIP_WITHOUT_CONFORMANCE_WORKBOOKS(books);
  struct Formulas : WorksheetSink {
    std::vector<CellPatch> changes;
    std::size_t cells = 0;
    void cell(const SheetCell& cell) override {
      ++cells;
      if (cell.formula_kind != FormulaKind::none)
        changes.push_back({cell.address, CellWrite::formula_result, "outturn " + to_a1(cell.address)});
    }
  };
  std::size_t changed = 0;
  std::size_t plain = 0;
  for (const auto& path : books) {
    const Package package = Package::open(path);
    for (const Relationship& relationship : package.relationships(package.workbook_part())) {
      if (relationship.type != "worksheet") continue;
      const PartText text = package.read(relationship.target);
      Formulas formulas;
      read_worksheet(text.view(), "sheet", formulas);
      std::sort(formulas.changes.begin(), formulas.changes.end(),
                [](const CellPatch& a, const CellPatch& b) { return a.address < b.address; });
      const StoredValues stored{SharedStringTable(), MetadataPart()};
      const PatchedWorksheet result = patch_worksheet(text.view(), "sheet", formulas.changes, stored);
      ASSERT_EQ(result.differences.size(), formulas.changes.size()) << path;
      if (formulas.changes.empty()) continue;
      Shape shape;
      read_worksheet(text.view(), "sheet", shape);
      if (shape.in_order && shape.plain) {
        ++plain;
        EXPECT_TRUE(changed_in_place(text.view(), text.view().size() / 2, shape.plain, true, formulas.changes,
                                     stored) == result.text->view())
            << path;
      }
      Formulas again;
      read_worksheet_by_expat(result.text->view(), "sheet", again);
      EXPECT_EQ(again.cells, formulas.cells);
      EXPECT_FALSE(patch_worksheet(result.text->view(), "sheet", formulas.changes, stored).text) << path;
      changed += formulas.changes.size();
    }
  }
  EXPECT_GT(changed, 10'000U);
  EXPECT_GT(plain, 100U);
}

}  // namespace
}  // namespace outturn::xlsx
