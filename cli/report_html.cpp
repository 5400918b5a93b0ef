// The committee's report as one page of HTML: no script, nothing fetched, tables that word processors take as
// tables, statuses as word and shape beside the colour, trends as drawings with their figures in words.
#include <algorithm>
#include <cstdio>

#include "cli/markup_text.h"
#include "cli/report_text.h"

namespace outturn {
namespace {

constexpr std::string_view kStyle =
    "body{font:11pt/1.4 Calibri,Carlito,Arial,sans-serif;color:#111;margin:2em auto;max-width:75em;padding:0 "
    "1em}"
    "h1{font-size:1.7em}h2{font-size:1.25em;margin-top:1.8em}h3{font-size:1.05em}"
    "table{border-collapse:collapse;width:100%;margin:.6em 0 1.2em}"
    "caption{text-align:left;font-weight:bold;padding:.3em 0}"
    "th,td{border:1px solid #777;padding:.3em .5em;text-align:left;vertical-align:top}"
    "th{background:#eee}td.n,th.n{text-align:right;white-space:nowrap}td.s{white-space:nowrap}"
    "tr.total th,tr.total td{font-weight:bold}"
    ".missing{border:2px solid #000;padding:.2em 1em}.drawn,.note{color:#444}"
    "svg{display:block}"
    "@media print{body{margin:0;max-width:none}h2{break-after:avoid}tr{break-inside:avoid}}";

// The lines of a cell's text stay lines.
std::string escaped(std::string_view text) {
  std::string out;
  for (std::size_t end; (end = text.find('\n')) != std::string_view::npos; text.remove_prefix(end + 1))
    out += markup_escaped(text.substr(0, end)) + "<br>";
  return out + markup_escaped(text);
}

std::string coordinate(double at) {
  char text[32];
  std::snprintf(text, sizeof text, "%.1f", at);
  return text;
}

// Black on the status's colour, or white where that is read better (WCAG 2.1, relative luminance).
std::string_view ink_on(std::uint32_t colour) {
  const double luminance =
      0.2126 * ((colour >> 16) & 0xFF) + 0.7152 * ((colour >> 8) & 0xFF) + 0.0722 * (colour & 0xFF);
  constexpr double kMiddle = 110;
  return luminance > kMiddle ? "#000" : "#fff";
}

std::string status_cell(const ReportStatus& status) {
  std::string style;
  if (status.colour) {
    char colour[16];
    std::snprintf(colour, sizeof colour, "#%06X", static_cast<unsigned>(*status.colour & 0xFFFFFF));
    style =
        " style=\"background:" + std::string(colour) + ";color:" + std::string(ink_on(*status.colour)) + "\"";
  }
  return "<td class=\"s\"" + style + ">" + escaped(status_text(status)) + "</td>";
}

// A line through the figures, a dot on the last; a gap where a period has none.
std::string sparkline(const ReportIndicator& indicator) {
  constexpr double kWidth = 96, kHeight = 22, kMargin = 3;
  const std::vector<ReportPoint>& points = indicator.series;
  if (points.empty()) return {};
  double low = 0, high = 0;
  bool first = true;
  std::string words;
  for (const ReportPoint& point : points) {
    words +=
        (words.empty() ? "" : ", ") + point.period + " " + (point.shown.empty() ? "no figure" : point.shown);
    if (!point.value) continue;
    low = first ? *point.value : std::min(low, *point.value);
    high = first ? *point.value : std::max(high, *point.value);
    first = false;
  }
  const auto x = [&](std::size_t at) {
    return kMargin +
           (kWidth - 2 * kMargin) * static_cast<double>(at) / static_cast<double>(points.size() - 1);
  };
  const auto y = [&](double value) {
    return high == low ? kHeight / 2
                       : kHeight - kMargin - (kHeight - 2 * kMargin) * (value - low) / (high - low);
  };
  std::string path, dots;
  bool drawing = false;
  for (std::size_t at = 0; at < points.size(); ++at) {
    if (!points[at].value) {
      drawing = false;
      continue;
    }
    const std::string place = coordinate(x(at)) + " " + coordinate(y(*points[at].value));
    path += (drawing ? " L" : (path.empty() ? "M" : " M")) + place;
    drawing = true;
    const bool is_last = at + 1 == points.size();
    const bool stands_alone = (at == 0 || !points[at - 1].value) && (is_last || !points[at + 1].value);
    if (is_last || stands_alone)
      dots += "<circle cx=\"" + coordinate(x(at)) + "\" cy=\"" + coordinate(y(*points[at].value)) +
              "\" r=\"" + (is_last ? "2.5" : "1.5") + "\"/>";
  }
  return "<svg role=\"img\" width=\"96\" height=\"22\" viewBox=\"0 0 96 22\" aria-label=\"" + escaped(words) +
         "\"><title>" + escaped(words) + "</title><path d=\"" + path +
         "\" fill=\"none\" stroke=\"#222\" stroke-width=\"1.5\"/>" + dots + "</svg>";
}

std::string text_cell(const std::string& text) { return "<td>" + escaped(text) + "</td>"; }
std::string figure_cell(const std::string& text) { return "<td class=\"n\">" + escaped(text) + "</td>"; }

std::string scorecard(const CommitteeReport& report) {
  std::string html;
  for (const ReportGroup& group : report.groups) {
    html += "<table border=\"1\"><caption>" + escaped(group.name.empty() ? "All indicators" : group.name) +
            "</caption>\n<thead><tr><th scope=\"col\">Reference</th><th scope=\"col\">Indicator</th>"
            "<th scope=\"col\" class=\"n\">" +
            escaped(report.period) +
            "</th><th scope=\"col\" class=\"n\">Target</th><th scope=\"col\">Status</th>"
            "<th scope=\"col\" class=\"n\">" +
            escaped(report.previous_period) +
            "</th><th scope=\"col\">Status then</th><th scope=\"col\">Trend</th></tr></thead>\n<tbody>\n";
    for (const std::size_t at : group.indicators) {
      const ReportIndicator& each = report.indicators[at];
      html +=
          "<tr><th scope=\"row\">" + escaped(each.reference) + "</th><td>" + escaped(each.title) +
          (each.note.empty() ? "" : "<br><span class=\"note\">" + escaped(each.note) + "</span>") + "</td>" +
          figure_cell(each.value) + figure_cell(each.target) + status_cell(each.status) +
          figure_cell(each.previous_value) + text_cell(status_text(each.previous_status)) + "<td>" +
          sparkline(each) +
          (each.trend.empty() ? ""
                              : escaped(each.direction > 0   ? "Improving"
                                        : each.direction < 0 ? "Worsening"
                                                             : each.trend.substr(0, each.trend.find(',')))) +
          "</td></tr>\n";
    }
    html += "</tbody></table>\n";
  }
  return html;
}

std::string roll_up(const ReportRollUp& table, const CommitteeReport& report) {
  const bool previous = has_previous(table);
  std::string html = "<h3>" + escaped(table.name) + "</h3>\n";
  if (!table.sentence.empty()) html += "<p>" + escaped(table.sentence) + "</p>\n";
  html += "<table border=\"1\"><caption>" + escaped(table.name) + ", " + escaped(report.period) +
          (table.coverage.empty() ? "" : ": " + escaped(table.coverage)) +
          "</caption>\n<thead><tr><th scope=\"col\">" + escaped(table.by) + "</th>";
  for (const std::string& name : table.classes)
    html += "<th scope=\"col\" class=\"n\">" + escaped(name) + "</th>";
  if (previous)
    for (const std::string& name : table.classes)
      html +=
          "<th scope=\"col\" class=\"n\">" + escaped(name) + ", " + escaped(report.previous_period) + "</th>";
  html += "</tr></thead>\n<tbody>\n";
  for (const ReportRollUpLine& line : table.lines) {
    html += std::string(line.is_total ? "<tr class=\"total\">" : "<tr>") + "<th scope=\"row\">" +
            escaped(line.name) + "</th>";
    for (std::size_t at = 0; at < line.counts.size(); ++at) html += figure_cell(count_text(line, at));
    for (std::size_t at = 0; previous && at < table.classes.size(); ++at)
      html += figure_cell(at < line.previous.size() && line.previous[at] ? std::to_string(*line.previous[at])
                                                                         : "");
    html += "</tr>\n";
  }
  return html + "</tbody></table>\n";
}

std::string exceptions(const CommitteeReport& report) {
  if (report.exceptions.empty()) return "<p>None.</p>\n";
  std::string html =
      "<table border=\"1\"><caption>Exceptions, " + escaped(report.period) +
      "</caption>\n<thead><tr><th scope=\"col\">Reference</th><th scope=\"col\">Indicator</th><th "
      "scope=\"col\" "
      "class=\"n\">Figure</th><th scope=\"col\" class=\"n\">Target</th><th scope=\"col\">Status</th><th "
      "scope=\"col\">Commentary</th><th scope=\"col\">Plan</th></tr></thead>\n<tbody>\n";
  for (const std::size_t at : report.exceptions) {
    const ReportIndicator& each = report.indicators[at];
    html += "<tr><th scope=\"row\">" + escaped(each.reference) + "</th>" + text_cell(each.title) +
            figure_cell(each.value) + figure_cell(each.target) + status_cell(each.status) +
            text_cell(each.commentary) + text_cell(each.plan) + "</tr>\n";
  }
  return html + "</tbody></table>\n";
}

std::string trend_list(const CommitteeReport& report, const std::vector<std::size_t>& positions) {
  if (positions.empty()) return "<p>None.</p>\n";
  std::string html = "<ul>\n";
  for (const std::size_t at : positions) {
    const ReportIndicator& each = report.indicators[at];
    html +=
        "<li>" + escaped(each.reference) + " " + escaped(each.title) + ": " + escaped(each.trend) + "</li>\n";
  }
  return html + "</ul>\n";
}

}  // namespace

std::string report_html(const CommitteeReport& report, const ReportHeading& heading) {
  const std::string title = heading.title + ", " + report.period;
  std::string html = "<!DOCTYPE html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n<title>" +
                     escaped(title) + "</title>\n<style>" + std::string(kStyle) +
                     "</style>\n</head>\n<body>\n<h1>" + escaped(title) + "</h1>\n<p class=\"drawn\">" +
                     escaped(heading.drawn) + "</p>\n";
  if (!report.missing.empty()) {
    html += "<section class=\"missing\">\n<h2>Still missing</h2>\n<ul>\n";
    for (const Outstanding& each : report.missing) html += "<li>" + escaped(missing_text(each)) + "</li>\n";
    html += "</ul>\n</section>\n";
  }
  html += "<h2>Summary</h2>\n";
  for (const ReportRollUp& each : report.roll_ups) html += roll_up(each, report);
  html += "<h2>Exceptions</h2>\n" + exceptions(report);
  html += "<h2>Improving</h2>\n" + trend_list(report, report.improving);
  html += "<h2>Worsening</h2>\n" + trend_list(report, report.worsening);
  html += "<h2>Scorecard</h2>\n<p class=\"note\">" + escaped(mark_shape(ReportStatus::Mark::met)) +
          " target met, " + escaped(mark_shape(ReportStatus::Mark::near)) + " within its tolerance, " +
          escaped(mark_shape(ReportStatus::Mark::missed)) + " missed, " +
          escaped(mark_shape(ReportStatus::Mark::other)) + " not judged.</p>\n" + scorecard(report);
  return html + "</body>\n</html>\n";
}

}  // namespace outturn
