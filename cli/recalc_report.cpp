#include "cli/recalc_report.h"

#include <algorithm>
#include <map>

namespace outturn {
namespace {

using nlohmann::ordered_json;

constexpr std::size_t kLinesShown = RecalcReport::kLinesShown;

std::string counted(std::int64_t count, const std::string& thing) {
  return std::to_string(count) + " " + thing + (count == 1 ? "" : "s");
}

std::string place(const std::string& sheet, const std::string& cell) {
  const bool plain = std::all_of(sheet.begin(), sheet.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  });
  return (plain ? sheet : "'" + sheet + "'") + "!" + cell;
}

// `list` holds at least those of `count` lines that are shown.
template <typename List, typename Line>
void add_lines(std::string& text, const List& list, std::size_t count, Line line) {
  for (std::size_t i = 0; i < count && i < kLinesShown; ++i) text += "  " + line(list[i]) + "\n";
  if (count > kLinesShown)
    text += "  … and " + std::to_string(count - kLinesShown) + " more (--format json lists all)\n";
}

template <typename List, typename Line>
void add_lines(std::string& text, const List& list, Line line) {
  add_lines(text, list, list.size(), line);
}

ordered_json warnings_to_json(const std::vector<Diagnostic>& warnings) {
  ordered_json list = ordered_json::array();
  for (const Diagnostic& warning : warnings)
    list.push_back({{"severity", warning.severity == Severity::note      ? "note"
                                 : warning.severity == Severity::warning ? "warning"
                                                                         : "error"},
                    {"where", warning.where},
                    {"what", warning.what}});
  return list;
}

ordered_json word(const std::string& text) {
  return text.empty() ? ordered_json(nullptr) : ordered_json(text);
}

struct KeptGroup {
  std::string reason;
  bool stale = false;
  std::string first;
  std::int64_t count = 0;
};

// One entry a reason, in the order of their first cells.
std::vector<KeptGroup> kept_by_reason(const std::vector<RecalcReport::Kept>& kept) {
  std::vector<KeptGroup> groups;
  std::map<std::pair<bool, std::string>, std::size_t> known;
  for (const RecalcReport::Kept& cell : kept) {
    const auto [found, added] = known.emplace(std::pair(cell.stale, cell.reason), groups.size());
    if (added) groups.push_back({cell.reason, cell.stale, place(cell.sheet, cell.cell), 0});
    ++groups[found->second].count;
  }
  return groups;
}

std::string not_assigned(const RecalcReport::RollUp& roll_up) {
  std::string text;
  for (const std::string& reference : roll_up.unassigned) text += (text.empty() ? "" : ", ") + reference;
  return text.empty() ? "" : ", not assigned: " + text;
}

}  // namespace

std::int64_t RecalcReport::stale_cells() const {
  return std::count_if(kept.begin(), kept.end(), [](const Kept& cell) { return cell.stale; });
}

std::string RecalcReport::to_text() const {
  std::string text = file + (out.empty() ? "" : " → " + out) + ": " + counted(formulas, "formula") + ", " +
                     counted(static_cast<std::int64_t>(changed_count), "cell") + " changed";
  if (!changed_parts.empty())
    text += " in " + counted(static_cast<std::int64_t>(changed_parts.size()), "part");
  text += "\n";
  if (!period.empty()) text += "  period: " + period + "\n";
  for (const StatusChange& status : statuses) {
    if (status.before == status.after) continue;
    text += "  status: " + status.indicator + " " + (status.before.empty() ? "(none)" : status.before) +
            " → " + status.after + (status.title.empty() ? "" : "   " + status.title) +
            (status.counts.empty() || status.counts == status.after
                 ? ""
                 : "   (entered " + status.counts + " counts)") +
            "\n";
  }
  for (const RollUp& roll_up : roll_ups)
    if (!roll_up.coverage.empty())
      text += "  " + roll_up.name + ": " + roll_up.coverage + not_assigned(roll_up) +
              (roll_up.counted_twice.empty() ? "" : "; " + roll_up.counted_twice) + "\n";
  for (const Trend& trend : trends) text += "  trend: " + trend.indicator + " " + trend.text + "\n";
  for (const List& list : lists) {
    std::string references;
    for (const List::Row& row : list.rows)
      if (!row.reference.empty()) references += (references.empty() ? "" : ", ") + row.reference;
    text +=
        "  list " + list.name + ": " + (references.empty() ? "none" : references) +
        (list.rows_without_room == 0
             ? ""
             : " (" + counted(static_cast<std::int64_t>(list.rows_without_room), "row") + " without room)") +
        "\n";
  }
  add_lines(text, changed, changed_count, [](const Change& change) {
    return place(change.sheet, change.cell) + "  " + value_to_line(change.before) + " → " +
           value_to_line(change.after);
  });
  if (!kept.empty()) {
    text += counted(static_cast<std::int64_t>(kept.size()), "formula") + " kept the saved value, " +
            std::to_string(stale_cells()) + " of them stale:\n";
    add_lines(text, kept_by_reason(kept), [](const KeptGroup& group) {
      return group.first + (group.count > 1 ? " and " + std::to_string(group.count - 1) + " more" : "") +
             (group.stale ? ": stale: " : ": ") + group.reason;
    });
  }
  if (!circular.empty()) {
    text += "circular references:\n";
    add_lines(text, circular, [](const std::vector<std::string>& circle) {
      std::string line;
      for (std::size_t i = 0; i < circle.size() && i < kLinesShown; ++i)
        line += (i > 0 ? " → " : "") + circle[i];
      return line + (circle.size() > kLinesShown ? " → …" : circle.empty() ? "" : " → " + circle[0]);
    });
  }
  if (with_proof) {
    text += "part digests (SHA-256 before, after):\n";
    for (const xlsx::PartDigest& part : proof)
      text += "  " + part.part + "\n    " + (part.before.empty() ? "(added)" : part.before) + "\n    " +
              (part.changed() ? part.after.empty() ? "(removed)" : part.after : "same") + "\n";
  }
  return text;
}

ordered_json RecalcReport::to_json() const {
  if (!problem.empty()) {
    ordered_json failed = {{"file", file}, {"error", problem}};
    if (!warnings.empty()) failed["warnings"] = warnings_to_json(warnings);
    return failed;
  }
  ordered_json json = {
      {"file", file},         {"out", out.empty() ? ordered_json(nullptr) : ordered_json(out)},
      {"clock", clock},       {"cells", cells},
      {"formulas", formulas}, {"recalculated", recalculated}};
  if (!period.empty()) json["period"] = period;
  ordered_json& changes = json["changed"] = ordered_json::array();
  for (const Change& change : changed)
    changes.push_back({{"sheet", change.sheet},
                       {"cell", change.cell},
                       {"old", value_to_json(change.before)},
                       {"new", value_to_json(change.after)}});
  ordered_json& status_list = json["statuses"] = ordered_json::array();
  for (const StatusChange& status : statuses)
    status_list.push_back(
        {{"indicator", status.indicator},
         {"old", status.before.empty() ? ordered_json(nullptr) : ordered_json(status.before)},
         {"new", status.after},
         {"title", status.title},
         {"computed", word(status.computed)},
         {"entered", word(status.entered)},
         {"counts", word(status.counts)}});
  ordered_json& roll_up_list = json["roll_ups"] = ordered_json::array();
  for (const RollUp& roll_up : roll_ups) {
    ordered_json lines = ordered_json::array();
    for (const RollUp::Line& line : roll_up.lines) {
      ordered_json counts = ordered_json::object();
      for (const auto& [name, count] : line.counts) counts[name] = count;
      lines.push_back({{"line", line.name}, {"counts", std::move(counts)}});
    }
    roll_up_list.push_back({{"roll_up", roll_up.name},
                            {"coverage", roll_up.coverage},
                            {"not_assigned", roll_up.unassigned},
                            {"counted_twice", word(roll_up.counted_twice)},
                            {"lines", std::move(lines)}});
  }
  ordered_json& trend_list = json["trends"] = ordered_json::array();
  for (const Trend& trend : trends)
    trend_list.push_back({{"indicator", trend.indicator}, {"trend", trend.word}, {"text", trend.text}});
  ordered_json& lists_json = json["lists"] = ordered_json::array();
  for (const List& list : lists) {
    ordered_json rows = ordered_json::array();
    for (const List::Row& row : list.rows)
      if (!row.reference.empty())
        rows.push_back({{"group", word(row.group)},
                        {"reference", row.reference},
                        {"title", row.title},
                        {"why", row.why}});
    lists_json.push_back({{"list", list.name},
                          {"rows", std::move(rows)},
                          {"undecided", list.undecided},
                          {"rows_without_room", list.rows_without_room}});
  }
  ordered_json& kept_list = json["kept"] = ordered_json::array();
  for (const Kept& cell : kept)
    kept_list.push_back({{"sheet", cell.sheet},
                         {"cell", cell.cell},
                         {"formula", cell.formula},
                         {"reason", cell.reason},
                         {"stale", cell.stale}});
  json["circular"] = circular;
  json["warnings"] = warnings_to_json(warnings);
  if (with_proof) {
    ordered_json& parts = json["proof"] = ordered_json::array();
    for (const xlsx::PartDigest& part : proof)
      parts.push_back(
          {{"part", part.part}, {"before", part.before}, {"after", part.after}, {"same", !part.changed()}});
  }
  json["milliseconds"] = milliseconds;
  return json;
}

}  // namespace outturn
