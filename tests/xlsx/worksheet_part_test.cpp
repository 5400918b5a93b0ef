#include "xlsx/worksheet_part.h"

#include <gtest/gtest.h>

#include <random>

#include "tests/xlsx/conformance_workbooks.h"
#include "tests/xlsx/recording_sink.h"
#include "xlsx/metadata_part.h"
#include "xlsx/package.h"
#include "xlsx/shared_string_table.h"
#include "xlsx/xlsx_error.h"

namespace outturn::xlsx {
namespace {

constexpr std::string_view kSpace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

std::string sheet(const std::string& rows) {
  return "<worksheet xmlns=\"" + std::string(kSpace) + "\"><sheetData>" + rows + "</sheetData></worksheet>";
}

std::string events(std::string_view text, bool by_expat = false, bool with_extents = true) {
  RecordingSink sink;
  sink.with_extents = with_extents;
  try {
    if (by_expat)
      read_worksheet_by_expat(text, "sheet1.xml", sink);
    else
      read_worksheet(text, "sheet1.xml", sink);
  } catch (const XlsxError& error) {
    return std::string("error: ") + error.what();
  }
  return sink.log;
}

// The rows' events without the frame, once scanner and expat have agreed on them.
std::string read_rows(const std::string& rows) {
  const std::string text = sheet(rows);
  EXPECT_EQ(events(text), events(text, true)) << rows;
  std::string log = events(text, false, false);
  if (log.rfind("data\n", 0) == 0) log.erase(0, 5);
  if (const std::size_t end = log.find("data end\n"); end != std::string::npos) log.erase(end);
  return log;
}

TEST(Worksheet, ReadsEveryKindOfCell) {
  const struct {
    const char* cell;
    const char* event;
  } rows[] = {
      {R"(<c r="A1"><v>1.5</v></c>)", "A1 s0 number 1.5"},
      {R"(<c r="A1" s="7" t="n"><v>-1E-3</v></c>)", "A1 s7 number -0.001"},
      {R"(<c r="A1"><v> 5
</v></c>)",
       "A1 s0 number 5"},
      {R"(<c r="A1" t="s"><v>12</v></c>)", "A1 s0 shared 12"},
      {R"(<c r="A1" t="b"><v>1</v></c>)", "A1 s0 logical 1"},
      {R"(<c r="A1" t="e"><v>#N/A</v></c>)", "A1 s0 error [#N/A]"},
      {R"(<c r="A1" t="e" vm="3"><v>#VALUE!</v></c>)", "A1 s0 error [#VALUE!] vm3"},
      {R"(<c r="A1" t="d"><v>2024-03-31</v></c>)", "A1 s0 date [2024-03-31]"},
      {R"(<c r="A1" t="str"><v>a &lt;&amp;&gt; b</v></c>)", "A1 s0 text [a <&> b]"},
      {R"(<c r="A1" t="str"><v xml:space="preserve"> a </v></c>)", "A1 s0 text [ a ]"},
      {R"(<c r="A1" t="str"><v>a_x000D_b_x005F_x0041_</v></c>)", "A1 s0 text [a\rb_x0041_]"},
      {R"(<c r="A1" t="str"><f>""</f><v></v></c>)", "A1 s0 text [] f {\"\"}"},
      {R"(<c r="A1" t="str"><f>""</f></c>)", "A1 s0 text [] f {\"\"}"},
      {R"(<c r="A1" t="inlineStr"><is><t>x &#233; &#x1F600;</t></is></c>)",
       "A1 s0 inline [x \xC3\xA9 \xF0\x9F\x98\x80]"},
      {R"(<c r="A1" t="inlineStr"><is><r><t>a</t></r><r><rPr><b/></rPr><t xml:space="preserve"> b</t></r></is></c>)",
       "A1 s0 inline [a b]"},
      {R"(<c r="A1" t="inlineStr"><is><t>a</t><rPh sb="0" eb="1"><t>phonetic</t></rPh></is></c>)",
       "A1 s0 inline [a]"},
      {R"(<c r="A1" t="inlineStr"><is/></c>)", "A1 s0 inline []"},
      {R"(<c r="A1" s="3"/>)", "A1 s3 number none"},
      {R"(<c r="A1"></c>)", "A1 s0 number none"},
      {R"(<c r="A1"><v/></c>)", "A1 s0 number none"},
      {R"(<c r="A1" t="s"><v></v></c>)", "A1 s0 shared none"},
      {R"(<c r="A1"><v>abc</v></c>)", "A1 s0 unreadable [abc]"},
      {R"(<c r="A1"><v>NaN</v></c>)", "A1 s0 unreadable [NaN]"},
      {R"(<c r="A1"><v>1e999</v></c>)", "A1 s0 unreadable [1e999]"},
      {R"(<c r="A1" t="s"><v>-1</v></c>)", "A1 s0 unreadable [-1]"},
      {R"(<c r="A1"><f>B1&amp;"x"</f><v>5</v></c>)", "A1 s0 number 5 f {B1&\"x\"}"},
      {R"(<c r="A1"><f ca="1">NOW()</f><v>5</v></c>)", "A1 s0 number 5 f {NOW()} ca"},
      {R"(<c r="A1"><f t="shared" ref="A1:A9" si="4">B1+1</f><v>5</v></c>)",
       "A1 s0 number 5 shared {B1+1} ref A1:A9 si4"},
      {R"(<c r="A1"><f t="shared" si="4"/><v>5</v></c>)", "A1 s0 number 5 shared {} si4"},
      {R"(<c r="A1" cm="1"><f t="array" ref="A1:B2">_xlfn.SEQUENCE(2,2)</f><v>5</v></c>)",
       "A1 s0 number 5 array {_xlfn.SEQUENCE(2,2)} ref A1:B2 cm1"},
      {R"(<c r="A1"><f t="dataTable" ref="A1:B2" dt2D="1" dtr="1" r1="C1" r2="C2"/><v>5</v></c>)",
       "A1 s0 number 5 table {} ref A1:B2"},
  };
  for (const auto& row : rows)
    EXPECT_EQ(read_rows(std::string("<row r=\"1\">") + row.cell + "</row>"),
              std::string("row 1\ncell ") + row.event + "\nrow end\n")
        << row.cell;
}

TEST(Worksheet, ReadsOddButWellFormedXml) {
  const std::string expected = "row 1\ncell A1 s2 number 5 f {1+4}\nrow end\n";
  for (const char* rows : {
           "<row r='1'><c r='A1' s='2'><f>1+4</f><v>5</v></c></row>",
           "\n\t<row\n r = \"1\" >\r\n <c  r\t=\"A1\"\n s=\"2\" ><f >1+4</f >\n<v>5</v\n></c ></row\t>\n",
           "<!-- <row> --><row r=\"1\"><c s=\"2\" r=\"A1\"><!-- <v>9</v> --><f>1<!-- x "
           "-->+4</f><v>5</v></c></row>",
           "<row r=\"1\"><c s=\"2\" r=\"A1\"><f><![CDATA[1+4]]></f><v><![CDATA[5]]></v></c></row>",
           "<?pi <row?><row r=\"1\"><?pi?><c r=\"A1\" s=\"2\"><f>1&#43;4</f><v>5</v></c></row>",
           "<row><c s=\"2\"><f>1+4</f><v>5</v></c></row>",
           "<row r=\"1\"><c r=\"&#65;1\" s=\"2\"><f>1+4</f><v>&#53;</v></c></row>",
           "<row r=\"1\" spans=\"1:1\" ht=\"15\"><c r=\"a1\" s=\"2\" ph=\"1\"><f>1+4</f><v>5</v></c></row>",
           "<row r=\"1\" a=\">\" b='/>'><c r=\"A1\" "
           "s=\"2\"><f>1+4</f><v>5</v><extLst><ext><v>9</v></ext></extLst></c></row>",
           "<y:x xmlns:y=\"other\"><row r=\"9\"/></y:x><row r=\"1\"><c r=\"A1\" "
           "s=\"2\"><f>1+4</f><v>5</v></c></row>",
           "<row r=\"1\" xmlns:q=\"other\"><q:c r=\"B1\"><v>9</v></q:c><c r=\"A1\" "
           "s=\"2\"><f>1+4</f><v>5</v></c></row>",
       })
    EXPECT_EQ(read_rows(rows), expected) << rows;
}

TEST(Worksheet, NumbersRowsAndCellsThatDoNotSayWhereTheyAre) {
  EXPECT_EQ(read_rows("<row><c><v>1</v></c><c/></row><row r=\"5\"><c r=\"C5\"/><c/></row><row><c/></row>"),
            "row 1\ncell A1 s0 number 1\ncell B1 s0 number none\nrow end\n"
            "row 5\ncell C5 s0 number none\ncell D5 s0 number none\nrow end\n"
            "row 6\ncell A6 s0 number none\nrow end\n");
}

TEST(Worksheet, ReadsPrefixedStrictAndMarkedFiles) {
  const std::string strict =
      "<worksheet xmlns=\"http://purl.oclc.org/ooxml/spreadsheetml/main\"><sheetData><row r=\"2\"><c "
      "r=\"A2\"><v>1</v></c></row></sheetData></worksheet>";
  const std::string prefixed =
      "<x:worksheet xmlns:x=\"" + std::string(kSpace) +
      "\"><x:sheetData><x:row r=\"2\"><x:c r=\"A2\"><x:v>1</x:v></x:c></x:row></x:sheetData></x:worksheet>";
  const std::string marked = "\xEF\xBB\xBF<?xml version=\"1.0\" encoding=\"UTF-8\"?>" + strict;
  const std::string redeclared = "<x:worksheet xmlns:x=\"" + std::string(kSpace) + "\"><sheetData xmlns=\"" +
                                 std::string(kSpace) +
                                 "\"><row r=\"2\"><c r=\"A2\"><v>1</v></c></row></sheetData></x:worksheet>";
  for (const std::string& text : {strict, prefixed, marked, redeclared}) {
    EXPECT_EQ(events(text), events(text, true));
    EXPECT_EQ(events(text, false, false), "data\nrow 2\ncell A2 s0 number 1\nrow end\ndata end\n") << text;
  }
}

TEST(Worksheet, ReadsWhatStandsAroundTheCells) {
  const std::string text = "<worksheet xmlns=\"" + std::string(kSpace) +
                           R"(" xmlns:r="rel"><!-- <sheetData> --><sheetPr filterMode="1"/>
<dimension ref="A1:C9"/><sheetFormatPr defaultRowHeight="15" zeroHeight="1"/>
<cols><col min="2" max="3" width="9" style="4" hidden="1"/></cols><sheetData/>
<autoFilter ref="A1:C9"><filterColumn colId="0"><filters><filter val="x"/></filters></filterColumn></autoFilter>
<mergeCells count="1"><mergeCell ref="A1:B1"/></mergeCells>
<customSheetViews><customSheetView><autoFilter ref="A1:A2"/></customSheetView></customSheetViews>
<conditionalFormatting sqref="A1:A5 C1"><cfRule/></conditionalFormatting>
<tableParts count="1"><tablePart r:id="rId3"/></tableParts></worksheet>)";
  EXPECT_EQ(events(text), events(text, true));
  EXPECT_EQ(events(text, false, false),
            "filter mode\ndimension A1:C9\nrows hidden\ncolumns B:C hidden s4\ndata\ndata end\nfilter A1:C9 "
            "active\n"
            "merged A1:B1\nconditional A1:A5\nconditional C1\ntable rId3\n");
}

TEST(Worksheet, SeesAFilterThatFiltersNothing) {
  const std::string text =
      "<worksheet xmlns=\"" + std::string(kSpace) +
      R"("><sheetData/><autoFilter ref="A1:C9"><filterColumn colId="0" hiddenButton="1"/></autoFilter></worksheet>)";
  EXPECT_EQ(events(text, false, false), "data\ndata end\nfilter A1:C9\n");
}

TEST(Worksheet, RefusesEveryTruncation) {
  const std::string text = sheet("<row r=\"1\"><c r=\"A1\" t=\"str\"><f>1+4</f><v>5</v></c></row>");
  for (std::size_t size = 0; size < text.size(); ++size) {
    const std::string log = events(text.substr(0, size));
    EXPECT_EQ(log.rfind("error: sheet1.xml: ", 0), 0U) << size << log;
  }
}

TEST(Worksheet, RefusesWhatIsNotWellFormedOrNoSheet) {
  for (const char* rows :
       {"<row r=\"1\"><c r=\"A1\"></row>", "<row r=\"1\"></c></row>",
        "<row r=\"1\"><c r=\"A1\"><v>1</f></c></row>", "<row r=\"1\"><c r=\"A1\"><v>&bad;</v></c></row>",
        "<row r=\"1\"><c r=\"A1\"><v>a & b</v></c></row>",
        "<row r=\"1\"><c r=\"A1\" t=\"str\"><v>\xFF</v></c></row>", "<row r=1/>", "<row r=\"1/></row>",
        "<row r=\"1\"><c r=\"A1\" t=\"str\"><v>\x01</v></c></row>", "<row r=\"0\"/>", "<row r=\"1048577\"/>",
        "<row r=\"1\"><c r=\"XFE1\"/></row>", "<row r=\"1\"><c r=\"1A\"/></row>", "<row r=\"x\"/>",
        "<row r=\"1\"><c r=\"A1\" t=\"str\"><v>]]></v></c></row>"})
    EXPECT_EQ(events(sheet(rows)).rfind("error: sheet1.xml: ", 0), 0U) << rows << events(sheet(rows));
  EXPECT_EQ(events("<chartsheet/>").rfind("error: ", 0), 0U);
  EXPECT_EQ(events("<!DOCTYPE worksheet [<!ENTITY a \"b\">]>" + sheet("")).rfind("error: ", 0), 0U);
}

TEST(Worksheet, RefusesElementsNestedWithoutEnd) {
  std::string deep;
  for (int i = 0; i < 100'000; ++i) deep += "<a>";
  EXPECT_NE(events(sheet(deep)).find("nested more than"), std::string::npos);
}

// Scanner and expat on random mixtures of everything a sheet may hold: the same events, or both an error.
TEST(Worksheet, ScannerAndExpatAgreeOnRandomSheets) {
  const char* const pieces[] = {"<row r=\"3\">",
                                "<row>",
                                "<row r='4' hidden='1' s=\"3\" customFormat=\"1\">",
                                "</row>",
                                "<row/>",
                                "<c r=\"B3\">",
                                "<c>",
                                "<c r=\"C3\" t=\"str\" s=\"1\">",
                                "<c t='inlineStr'>",
                                "</c>",
                                "<c/>",
                                "<v>",
                                "</v>",
                                "<v/>",
                                "<f>",
                                "</f>",
                                "<f t=\"shared\" si=\"1\"/>",
                                "<is>",
                                "</is>",
                                "<t>",
                                "</t>",
                                "<t xml:space=\"preserve\">",
                                "<r>",
                                "</r>",
                                "1",
                                "2.5e3",
                                "text",
                                "&amp;",
                                "&#10;",
                                "_x0041_",
                                "<!-- c -->",
                                "<![CDATA[x]]>",
                                " ",
                                "\r\n",
                                "\t",
                                "<?p?>",
                                "<x/>",
                                "\xC3\xA9",
                                "]]",
                                "<c r=\"D3\"><v>7</v></c>",
                                "<c r=\"E3\" t=\"inlineStr\"><is><t>x</t></is></c>",
                                "<c r=\"F3\"><f>1+1</f><v>2</v></c>"};
  std::mt19937 random(20240331);
  int well_formed = 0;
  for (int round = 0; round < 20'000; ++round) {
    // A well-formed row with random pieces put in or left out at a few places.
    std::vector<std::string> parts = {
        "<row r=\"3\">", "<c r=\"B3\" t=\"str\">", "<f>",  "1+1", "</f>", "<v>",  "2",     "</v>",
        "</c>",          "<c t=\"inlineStr\">",    "<is>", "<t>", "x",    "</t>", "</is>", "</c>",
        "</row>"};
    const unsigned edits = random() % 4;
    for (unsigned i = 0; i < edits; ++i) {
      const auto place = parts.begin() + static_cast<std::ptrdiff_t>(random() % parts.size());
      if (random() % 4 == 0)
        parts.erase(place);
      else
        parts.insert(place, pieces[random() % std::size(pieces)]);
    }
    std::string rows;
    for (const std::string& part : parts) rows += part;
    const std::string text = sheet(rows);
    const std::string scanned = events(text);
    const std::string oracle = events(text, true);
    if (oracle.rfind("error", 0) == 0) {
      EXPECT_EQ(scanned.rfind("error", 0), 0U) << rows;
    } else {
      ++well_formed;
      EXPECT_EQ(scanned, oracle) << rows;
    }
  }
  EXPECT_GT(well_formed, 2000);
}

TEST(Worksheet, ScannerAndExpatAgreeOnEveryConformanceSheet) {
  const auto books = conformance_workbooks();
  OUTTURN_SKIP_WITHOUT_CONFORMANCE_WORKBOOKS(books);
  int sheets = 0;
  for (const auto& path : books) {
    const Package package = Package::open(path);
    for (const Relationship& relationship : package.relationships(package.workbook_part())) {
      if (relationship.type != "worksheet") continue;
      const PartText text = package.read(relationship.target);
      EXPECT_TRUE(events(text.view()) == events(text.view(), true)) << path << relationship.target;
      EXPECT_EQ(events(text.view()).rfind("error", 0), std::string::npos) << path << events(text.view());
      ++sheets;
    }
  }
  EXPECT_GT(sheets, 200);
}

TEST(StoredValue, ReadsDatesAsSerialNumbers) {
  const struct {
    const char* text;
    DateSystem dates;
    double serial;
  } rows[] = {{"2024-03-31", DateSystem::from_1900, 45382},
              {"2024-03-31T12:00:00", DateSystem::from_1900, 45382.5},
              {"2024-03-31T06:00:00.000Z", DateSystem::from_1900, 45382.25},
              {"1900-01-01", DateSystem::from_1900, 1},
              {"1900-02-28", DateSystem::from_1900, 59},
              {"1900-03-01", DateSystem::from_1900, 61},
              {"1904-01-02", DateSystem::from_1904, 1},
              {"18:00", DateSystem::from_1900, 0.75}};
  for (const auto& row : rows) EXPECT_EQ(serial_from_iso8601(row.text, row.dates), row.serial) << row.text;
  for (const char* text :
       {"", "2024", "2024-13-01", "31/03/2024", "2024-03-31T", "2024-03-31Tx", "24:61", "12:00:99"})
    EXPECT_EQ(serial_from_iso8601(text, DateSystem::from_1900), std::nullopt) << text;
}

}  // namespace
}  // namespace outturn::xlsx
