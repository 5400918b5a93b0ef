#include "xlsx/workbook_part.h"

#include "xlsx/xlsx_error.h"
#include "xlsx/xml_reader.h"
#include "xlsx/xml_text.h"

namespace outturn::xlsx {
namespace {

class Handler : public XmlHandler {
 public:
  explicit Handler(WorkbookPart& workbook) : workbook_(workbook) {}

  void start_element(const XmlElement& element) override {
    if (!element.in_root_space) return;
    if (element.depth == 0)
      is_workbook = element.name() == "workbook";
    else if (element.name() == "sheet" && element.parent == "sheets")
      sheet(element);
    else if (element.name() == "definedName" && element.parent == "definedNames")
      defined_name(element);
    else if (element.name() == "externalReference")
      workbook_.external_references.emplace_back(element.text("id"));
    else if (element.name() == "calcPr")
      calculation(element);
    else if (element.name() == "workbookPr")
      workbook_.date1904 = element.flag("date1904");
  }
  void end_element(std::string_view, int, std::size_t, std::size_t) override { in_name_ = false; }
  void text(std::string_view piece) override {
    if (in_name_) workbook_.names.back().formula += piece;
  }

  bool is_workbook = false;

 private:
  void sheet(const XmlElement& element) {
    const std::string_view state = element.text("state");
    workbook_.sheets.push_back({unescape_xstring(element.text("name")), std::string(element.text("id")),
                                state == "hidden"       ? SheetVisibility::hidden
                                : state == "veryHidden" ? SheetVisibility::very_hidden
                                                        : SheetVisibility::visible});
  }
  void defined_name(const XmlElement& element) {
    DefinedNameEntry& name = workbook_.names.emplace_back();
    name.name = unescape_xstring(element.text("name"));
    name.sheet = element.number("localSheetId");
    name.hidden = element.flag("hidden");
    name.is_function_or_macro =
        element.flag("function") || element.flag("vbProcedure") || element.flag("xlm");
    in_name_ = true;
  }
  void calculation(const XmlElement& element) {
    CalculationProperties& settings = workbook_.calculation;
    const std::string_view mode = element.text("calcMode");
    if (mode == "manual")
      settings.mode = CalculationMode::manual;
    else if (mode == "autoNoTable")
      settings.mode = CalculationMode::automatic_except_tables;
    settings.iterate = element.flag("iterate");
    settings.iterate_count = element.number("iterateCount").value_or(settings.iterate_count);
    settings.iterate_delta = decimal_number(element.text("iterateDelta")).value_or(settings.iterate_delta);
    settings.full_precision = element.flag("fullPrecision", true);
    settings.full_calculation_on_load = element.flag("fullCalcOnLoad");
    settings.reference_mode_r1c1 = element.text("refMode") == "R1C1";
  }

  WorkbookPart& workbook_;
  bool in_name_ = false;
};

}  // namespace

WorkbookPart read_workbook_part(std::string_view text, const std::string& part) {
  WorkbookPart workbook;
  Handler handler(workbook);
  read_xml(text, part, handler);
  if (!handler.is_workbook) throw XlsxError(XlsxErrorKind::not_xlsx, part, "is not a workbook part");
  return workbook;
}

}  // namespace outturn::xlsx
