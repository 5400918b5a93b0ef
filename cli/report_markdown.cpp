// The committee's report as Markdown with tables (GitHub's).
#include "cli/report_text.h"

namespace outturn {
namespace {

// Within a cell: characters that would end it or begin a markup are escaped, a line's end is a space.
std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\n' || c == '\r') {
      out += ' ';
      continue;
    }
    if (std::string_view("|\\`*_[]<>#").find(c) != std::string_view::npos) out += '\\';
    out += c;
  }
  return out;
}

std::string row(const std::vector<std::string>& cells) {
  std::string line = "|";
  for (const std::string& cell : cells) line += " " + escaped(cell) + " |";
  return line + "\n";
}

// `figures` are the columns aligned to the right, from the second on.
std::string head(const std::vector<std::string>& cells, const std::vector<bool>& figures) {
  std::string line = row(cells) + "|";
  for (const bool figure : figures) line += figure ? "---:|" : "---|";
  return line + "\n";
}

std::string list(const CommitteeReport& report, const std::vector<std::size_t>& positions) {
  if (positions.empty()) return "None.\n";
  std::string text;
  for (const std::size_t at : positions) {
    const ReportIndicator& each = report.indicators[at];
    text += "- " + escaped(each.reference + " " + each.title + ": " + each.trend) + "\n";
  }
  return text;
}

std::string roll_up(const ReportRollUp& table, const CommitteeReport& report) {
  const bool previous = has_previous(table);
  std::string text = "### " + escaped(table.name) + "\n\n";
  if (!table.sentence.empty()) text += escaped(table.sentence) + "\n\n";
  if (!table.coverage.empty()) text += escaped(table.coverage) + ".\n\n";
  std::vector<std::string> names = {table.by};
  names.insert(names.end(), table.classes.begin(), table.classes.end());
  for (std::size_t at = 0; previous && at < table.classes.size(); ++at)
    names.push_back(table.classes[at] + ", " + report.previous_period);
  std::vector<bool> figures(names.size(), true);
  figures[0] = false;
  text += head(names, figures);
  for (const ReportRollUpLine& line : table.lines) {
    std::vector<std::string> cells = {line.name};
    for (std::size_t at = 0; at < line.counts.size(); ++at) cells.push_back(count_text(line, at));
    for (std::size_t at = 0; previous && at < table.classes.size(); ++at)
      cells.push_back(at < line.previous.size() && line.previous[at] ? std::to_string(*line.previous[at])
                                                                     : "");
    text += row(cells);
  }
  return text + "\n";
}

}  // namespace

std::string report_markdown(const CommitteeReport& report, const ReportHeading& heading) {
  std::string text =
      "# " + escaped(heading.title + ", " + report.period) + "\n\n" + escaped(heading.drawn) + "\n\n";
  if (!report.missing.empty()) {
    text += "## Still missing\n\n";
    for (const Outstanding& each : report.missing) text += "- " + escaped(missing_text(each)) + "\n";
    text += "\n";
  }
  text += "## Summary\n\n";
  for (const ReportRollUp& each : report.roll_ups) text += roll_up(each, report);
  text += "## Exceptions\n\n";
  if (report.exceptions.empty()) {
    text += "None.\n";
  } else {
    text += head({"Reference", "Indicator", "Figure", "Target", "Status", "Commentary", "Plan"},
                 {false, false, true, true, false, false, false});
    for (const std::size_t at : report.exceptions) {
      const ReportIndicator& each = report.indicators[at];
      text += row({each.reference, each.title, each.value, each.target, status_text(each.status),
                   each.commentary, each.plan});
    }
  }
  text += "\n## Improving\n\n" + list(report, report.improving);
  text += "\n## Worsening\n\n" + list(report, report.worsening);
  text += "\n## Scorecard\n";
  for (const ReportGroup& group : report.groups) {
    text += "\n### " + escaped(group.name.empty() ? "All indicators" : group.name) + "\n\n";
    text += head({"Reference", "Indicator", report.period, "Target", "Status", report.previous_period,
                  "Status then", "Trend", "Note"},
                 {false, false, true, true, false, true, false, false, false});
    for (const std::size_t at : group.indicators) {
      const ReportIndicator& each = report.indicators[at];
      text += row({each.reference, each.title, each.value, each.target, status_text(each.status),
                   each.previous_value, status_text(each.previous_status), each.trend, each.note});
    }
  }
  return text;
}

}  // namespace outturn
