// The committee's report as a workbook of its own, one sheet a part (the only file that knows libxlsxwriter).
#include <unistd.h>
#include <xlsxwriter.h>

#include <cstdlib>
#include <filesystem>
#include <stdexcept>

#include "cli/report_text.h"
#include "xlsx/disk_file.h"

namespace outturn {
namespace {

constexpr std::uint64_t kLargestReport = 256 << 20;

// The library writes to a path only; the report goes to its place in one step afterwards.
class TemporaryFile {
 public:
  TemporaryFile() : folder_((std::filesystem::temp_directory_path() / "outturn-report-XXXXXX").string()) {
    if (mkdtemp(folder_.data()) == nullptr)
      throw std::runtime_error("no temporary folder can be made in " +
                               std::filesystem::temp_directory_path().string() +
                               "; look at its room and rights");
  }
  ~TemporaryFile() {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  [[nodiscard]] std::string path() const { return folder_ + "/report.xlsx"; }

 private:
  std::string folder_;
};

class Writer {
 public:
  explicit Writer(const CommitteeReport& report) : report_(report) {
    workbook_ = workbook_new(file_.path().c_str());
    if (workbook_ == nullptr) throw std::bad_alloc();
    // The same report gives the same bytes.
    lxw_doc_properties properties{};
    properties.created = 1;
    workbook_set_properties(workbook_, &properties);
    title_ = format(true, false, false);
    format_set_font_size(title_, 14);
    heading_ = format(true, true, true);
    format_set_bg_color(heading_, 0xEEEEEE);
    text_ = format(false, true, true);
    figure_ = format(false, true, false);
    format_set_align(figure_, LXW_ALIGN_RIGHT);
  }
  ~Writer() {
    if (workbook_ != nullptr) lxw_workbook_free(workbook_);
  }
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;

  std::string write(const ReportHeading& heading) {
    summary(heading);
    exceptions();
    scorecard();
    const lxw_error error = workbook_close(workbook_);
    workbook_ = nullptr;  // closing frees it
    if (error != LXW_NO_ERROR)
      throw std::runtime_error(std::string("the report cannot be written: ") + lxw_strerror(error));
    return xlsx::read_whole_file(file_.path(), kLargestReport);
  }

 private:
  lxw_format* format(bool bold, bool border, bool wrap) {
    lxw_format* made = workbook_add_format(workbook_);
    if (bold) format_set_bold(made);
    if (border) format_set_border(made, LXW_BORDER_THIN);
    if (wrap) format_set_text_wrap(made);
    format_set_align(made, LXW_ALIGN_VERTICAL_TOP);
    return made;
  }
  // The status's word and shape on its colour.
  lxw_format* status_format(const ReportStatus& status) {
    if (!status.colour) return text_;
    lxw_format* made = format(false, true, false);
    format_set_bg_color(made, *status.colour & 0xFFFFFF);
    return made;
  }
  lxw_worksheet* sheet(const char* name) {
    lxw_worksheet* made = workbook_add_worksheet(workbook_, name);
    if (made == nullptr) throw std::bad_alloc();
    worksheet_set_landscape(made);
    worksheet_fit_to_pages(made, 1, 0);
    worksheet_set_paper(made, 9);  // A4
    row_ = 0;
    return made;
  }
  void put(lxw_worksheet* at, std::size_t column, const std::string& text, lxw_format* look) {
    worksheet_write_string(at, row_, static_cast<lxw_col_t>(column), text.c_str(), look);
  }
  void heads(lxw_worksheet* at, const std::vector<std::string>& names) {
    for (std::size_t column = 0; column < names.size(); ++column) put(at, column, names[column], heading_);
    ++row_;
  }
  static void widths(lxw_worksheet* at, const std::vector<double>& columns) {
    for (std::size_t column = 0; column < columns.size(); ++column)
      worksheet_set_column(at, static_cast<lxw_col_t>(column), static_cast<lxw_col_t>(column),
                           columns[column], nullptr);
  }

  void summary(const ReportHeading& heading) {
    lxw_worksheet* at = sheet("Summary");
    widths(at, {40, 14, 14, 14, 14, 14, 14, 14, 14});
    put(at, 0, heading.title + ", " + report_.period, title_);
    ++row_;
    put(at, 0, heading.drawn, nullptr);
    row_ += 2;
    if (!report_.missing.empty()) {
      put(at, 0, "Still missing", title_);
      ++row_;
      for (const Outstanding& each : report_.missing) {
        put(at, 0, missing_text(each), nullptr);
        ++row_;
      }
      ++row_;
    }
    for (const ReportRollUp& table : report_.roll_ups) roll_up(at, table);
    trend_list(at, "Improving", report_.improving);
    trend_list(at, "Worsening", report_.worsening);
  }

  void roll_up(lxw_worksheet* at, const ReportRollUp& table) {
    put(at, 0, table.name, title_);
    ++row_;
    for (const std::string& line : {table.sentence, table.coverage}) {
      if (line.empty()) continue;
      put(at, 0, line, nullptr);
      ++row_;
    }
    const bool previous = has_previous(table);
    std::vector<std::string> names = {table.by};
    for (const std::string& name : table.classes) names.push_back(name);
    if (previous)
      for (const std::string& name : table.classes) names.push_back(name + ", " + report_.previous_period);
    heads(at, names);
    for (const ReportRollUpLine& line : table.lines) {
      put(at, 0, line.name, line.is_total ? heading_ : text_);
      std::size_t column = 1;
      for (std::size_t each = 0; each < line.counts.size(); ++each) {
        const bool percentage = each < line.percentages.size() && !line.percentages[each].empty();
        if (percentage)
          put(at, column++, count_text(line, each), figure_);
        else
          worksheet_write_number(at, row_, static_cast<lxw_col_t>(column++), line.counts[each], figure_);
      }
      for (std::size_t each = 0; previous && each < table.classes.size(); ++each, ++column)
        if (each < line.previous.size() && line.previous[each])
          worksheet_write_number(at, row_, static_cast<lxw_col_t>(column), *line.previous[each], figure_);
      ++row_;
    }
    ++row_;
  }

  void trend_list(lxw_worksheet* at, const char* name, const std::vector<std::size_t>& positions) {
    put(at, 0, name, title_);
    ++row_;
    if (positions.empty()) {
      put(at, 0, "None.", nullptr);
      ++row_;
    }
    for (const std::size_t position : positions) {
      const ReportIndicator& each = report_.indicators[position];
      put(at, 0, each.reference + " " + each.title + ": " + each.trend, nullptr);
      ++row_;
    }
    ++row_;
  }

  void exceptions() {
    lxw_worksheet* at = sheet("Exceptions");
    widths(at, {12, 44, 12, 12, 14, 60, 24});
    heads(at, {"Reference", "Indicator", "Figure", "Target", "Status", "Commentary", "Plan"});
    worksheet_freeze_panes(at, 1, 0);
    worksheet_repeat_rows(at, 0, 0);
    for (const std::size_t position : report_.exceptions) {
      const ReportIndicator& each = report_.indicators[position];
      put(at, 0, each.reference, text_);
      put(at, 1, each.title, text_);
      put(at, 2, each.value, figure_);
      put(at, 3, each.target, figure_);
      put(at, 4, status_text(each.status), status_format(each.status));
      put(at, 5, each.commentary, text_);
      put(at, 6, each.plan, text_);
      ++row_;
    }
  }

  void scorecard() {
    lxw_worksheet* at = sheet("Scorecard");
    widths(at, {24, 12, 44, 12, 12, 14, 12, 14, 44, 40});
    heads(at, {report_.grouped_by.empty() ? "Group" : report_.grouped_by, "Reference", "Indicator",
               report_.period, "Target", "Status", report_.previous_period, "Status then", "Trend", "Note"});
    worksheet_freeze_panes(at, 1, 0);
    worksheet_repeat_rows(at, 0, 0);
    for (const ReportGroup& group : report_.groups)
      for (const std::size_t position : group.indicators) {
        const ReportIndicator& each = report_.indicators[position];
        put(at, 0, group.name, text_);
        put(at, 1, each.reference, text_);
        put(at, 2, each.title, text_);
        put(at, 3, each.value, figure_);
        put(at, 4, each.target, figure_);
        put(at, 5, status_text(each.status), status_format(each.status));
        put(at, 6, each.previous_value, figure_);
        put(at, 7, status_text(each.previous_status), text_);
        put(at, 8, each.trend, text_);
        put(at, 9, each.note, text_);
        ++row_;
      }
  }

  const CommitteeReport& report_;
  TemporaryFile file_;
  lxw_workbook* workbook_ = nullptr;
  lxw_format *title_ = nullptr, *heading_ = nullptr, *text_ = nullptr, *figure_ = nullptr;
  lxw_row_t row_ = 0;
};

}  // namespace

std::string report_workbook(const CommitteeReport& report, const ReportHeading& heading) {
  return Writer(report).write(heading);
}

}  // namespace outturn
