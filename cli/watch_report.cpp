#include "cli/watch_report.h"

#include <algorithm>
#include <cstdio>
#include <ostream>

#include "cli/logging.h"

namespace outturn {
namespace {

using nlohmann::ordered_json;

std::string counted(std::size_t count, const std::string& thing) {
  return std::to_string(count) + " " + thing + (count == 1 ? "" : "s");
}

std::string or_none(const std::string& word) { return word.empty() ? "(none)" : word; }

ordered_json text_or_null(const std::string& text) {
  return text.empty() ? ordered_json(nullptr) : ordered_json(text);
}

ordered_json to_json(const std::vector<WatchReport::Cell>& cells) {
  ordered_json list = ordered_json::array();
  for (const WatchReport::Cell& cell : cells)
    list.push_back({{"sheet", cell.sheet},
                    {"cell", cell.cell},
                    {"old", value_to_json(cell.before)},
                    {"new", value_to_json(cell.after)}});
  return list;
}

ordered_json to_json(const std::vector<StatusChange>& statuses) {
  ordered_json list = ordered_json::array();
  for (const StatusChange& status : statuses)
    list.push_back({{"indicator", status.indicator},
                    {"old", text_or_null(status.before)},
                    {"new", text_or_null(status.after)},
                    {"title", status.title}});
  return list;
}

ordered_json to_json(const std::vector<Diagnostic>& diagnostics) {
  ordered_json list = ordered_json::array();
  for (const Diagnostic& each : diagnostics)
    list.push_back({{"severity", each.severity == Severity::note      ? "note"
                                 : each.severity == Severity::warning ? "warning"
                                                                      : "error"},
                    {"where", each.where},
                    {"what", each.what}});
  return list;
}

double seconds_since(WatchOutput::Time at) {
  const std::chrono::duration<double> passed = std::chrono::system_clock::now() - at;
  return std::max(0.0, passed.count());
}

double to_milliseconds(double seconds) {
  return static_cast<double>(static_cast<std::int64_t>(seconds * 1000)) / 1000;
}

std::string lines(const std::vector<WatchReport::Cell>& cells, const std::string& before) {
  std::string text;
  for (std::size_t i = 0; i < cells.size() && i < RecalcReport::kLinesShown; ++i)
    text += "  " + before + cells[i].place + "  " + value_to_line(cells[i].before) + " → " +
            value_to_line(cells[i].after) + "\n";
  if (cells.size() > RecalcReport::kLinesShown)
    text += "  … and " + std::to_string(cells.size() - RecalcReport::kLinesShown) +
            " more (--format jsonl lists all)\n";
  return text;
}

}  // namespace

void WatchOutput::line(const ordered_json& object) {
  out_ << object.dump(-1, ' ', false, ordered_json::error_handler_t::replace) << '\n' << std::flush;
}

void WatchOutput::print_statuses(const WatchReport& report) {
  for (const StatusChange& status : report.statuses) {
    if (status.before == status.after) continue;
    out_ << "  status: " << status.indicator << ' ' << or_none(status.before) << " → "
         << or_none(status.after) << (status.title.empty() ? "" : "   " + status.title)
         << (status.entered == status.after && !status.computed.empty() && status.computed != status.after
                 ? "   (entered; by its figures " + status.computed + ")"
                 : "")
         << '\n';
  }
}

void WatchOutput::watching(const WatchReport& report) {
  if (json_) {
    line({{"event", "watching"},
          {"file", report.file},
          {"formulas", report.formulas},
          {"period", text_or_null(report.period)},
          {"statuses", to_json(report.statuses)},
          {"warnings", to_json(report.warnings)}});
  } else {
    out_ << report.file << ": watched; " << counted(static_cast<std::size_t>(report.formulas), "formula");
    if (!report.period.empty())
      out_ << ", " << report.statuses.size() << (report.statuses.size() == 1 ? " status" : " statuses")
           << ", period " << report.period;
    out_ << '\n';
    print_statuses(report);
    out_ << std::flush;
  }
  log_diagnostics(report.file, report.warnings);
}

void WatchOutput::saved(const WatchReport& report, Time at) {
  if (json_) {
    ordered_json object = {{"event", "saved"},
                           {"file", report.file},
                           {"afresh", text_or_null(report.afresh)},
                           {"statuses", to_json(report.statuses)},
                           {"inputs", to_json(report.inputs)},
                           {"changed", to_json(report.moved)},
                           {"calculated", report.calculated},
                           {"warnings", to_json(report.warnings)}};
    object["seconds"] = to_milliseconds(seconds_since(at));
    line(object);
  } else {
    out_ << report.file << ": saved; " << counted(report.inputs.size(), "input") << " changed, "
         << (report.afresh.empty() ? "" : "everything ") << "calculated"
         << (report.afresh.empty()
                 ? " what depends on " + std::string(report.inputs.size() == 1 ? "it" : "them")
                 : ": " + report.afresh)
         << " (" << counted(static_cast<std::size_t>(report.calculated), "evaluation") << ")\n";
    print_statuses(report);
    out_ << std::flush;
    char time[32];
    std::snprintf(time, sizeof time, "%.2f", seconds_since(at));
    out_ << "  " << time << " s from save to statuses\n"
         << lines(report.inputs, "input ") << lines(report.moved, "") << std::flush;
  }
  log_diagnostics(report.file, report.warnings);
}

void WatchOutput::written(const std::string& file, std::size_t cells, std::size_t parts) {
  if (json_)
    line({{"event", "written"}, {"file", file}, {"cells", cells}, {"parts", parts}});
  else
    out_ << file << ": written; " << counted(cells, "cell") << " changed in " << counted(parts, "part")
         << '\n'
         << std::flush;
}

void WatchOutput::waiting(const std::string& file, const std::string& why) {
  if (json_) line({{"event", "waiting"}, {"file", file}, {"why", why}});
  log_warning(file + ": is not written yet: " + why);
}

void WatchOutput::failed(const std::string& file, const std::string& why,
                         const std::vector<Diagnostic>& reasons) {
  if (json_) {
    ordered_json object = {{"event", "failed"}, {"file", file}, {"error", why}};
    if (!reasons.empty()) object["warnings"] = to_json(reasons);
    line(object);
  }
  log_diagnostics(file, reasons);
  log_error(why);
}

}  // namespace outturn
