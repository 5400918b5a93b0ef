#include "engine/checks/cross_table_search.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <unordered_map>

#include "engine/indicators/spelling.h"

namespace outturn {
namespace {

constexpr std::size_t kMostFigures = 20'000;
constexpr std::size_t kMostAlike = 12;  // the same figure in more places says nothing
constexpr std::size_t kMostTables = 60;

// A row or a column of a table, its figures by the headings of their positions.
struct HeadedLine {
  std::int32_t table = 0;
  std::string label;
  std::map<std::string, FigureId> figures;  // headings that occur once
};

std::vector<HeadedLine> lines_of(const FigureBook& book) {
  std::vector<HeadedLine> lines;
  for (std::size_t t = 0; t < book.tables.size(); ++t) {
    const FigureTable& table = book.tables[t];
    for (const auto direction : {FigureLines::Direction::rows, FigureLines::Direction::columns}) {
      const FigureLines view(book, table, direction);
      for (std::size_t line = 0; line < view.lines(); ++line) {
        HeadedLine each;
        each.table = static_cast<std::int32_t>(t);
        std::map<std::string, int> seen;
        for (std::size_t p = 0; p < view.positions(); ++p) {
          if (!view.has(line, p)) continue;
          const Band band = view.line_band(line);
          const std::string heading = unnumbered_heading(view.position_label(p, band));
          if (heading.empty() || ++seen[heading] > 1) continue;
          each.figures[heading] = view.id(line, p);
        }
        for (const auto& [heading, count] : seen)
          if (count > 1) each.figures.erase(heading);
        each.label = folded_phrase(view.label(line, 0));
        if (each.figures.size() >= 2) lines.push_back(std::move(each));
      }
    }
  }
  return lines;
}

// Figures that would not agree by chance: three digits at least.
bool is_telling(const Figure& figure) {
  const double steps = std::fabs(figure.value) / figure.step;
  return steps >= 100 && std::fabs(figure.value) != 1 && std::fmod(steps, 50) != 0;
}

// The cells of each table by both their headings, percentages left out.
class TablesByHeadings {
 public:
  explicit TablesByHeadings(const FigureBook& book) : cells_(book.tables.size()) {
    for (std::size_t t = 0; t < book.tables.size(); ++t) {
      const FigureTable& table = book.tables[t];
      for (std::size_t row = 0; row < table.rows.size(); ++row)
        for (std::size_t column = 0; column < table.columns.size(); ++column) {
          const FigureId id = table.at(row, column);
          if (id == kNoFigure || book.figures[static_cast<std::size_t>(id)].figure.percent) continue;
          const std::string& of_row =
              table.row_labels[static_cast<std::size_t>(table.column_bands[column])][row];
          const std::string of_column =
              nearest_heading(table.column_labels[static_cast<std::size_t>(table.row_bands[row])][column]);
          if (of_row.empty()) continue;
          const auto [at, is_new] = cells_[t].emplace(unnumbered_heading(of_row) + '\n' + of_column, id);
          if (!is_new) at->second = kNoFigure;
        }
    }
  }

  // kNoFigure where two cells have the same headings.
  [[nodiscard]] const std::map<std::string, FigureId>& cells(std::size_t table) const {
    return cells_[table];
  }

  // Of the same make: most headings are the same.
  [[nodiscard]] bool are_alike(std::size_t a, std::size_t b) const {
    std::size_t common = 0;
    for (const auto& [key, id] : cells_[a]) common += cells_[b].contains(key) ? 1 : 0;
    const std::size_t smaller = std::min(cells_[a].size(), cells_[b].size());
    return common >= 4 && common * 5 >= smaller * 4;
  }

 private:
  std::vector<std::map<std::string, FigureId>> cells_;
};

}  // namespace

void add_carried_figures(const FigureBook& book, std::vector<Instance>& instances) {
  if (book.figures.size() > kMostFigures || book.tables.size() < 2) return;
  const auto figure = [&](FigureId id) -> const Figure& {
    return book.figures[static_cast<std::size_t>(id)].figure;
  };
  const std::vector<HeadedLine> lines = lines_of(book);
  std::unordered_map<double, std::vector<std::pair<std::size_t, const std::string*>>> by_value;
  for (std::size_t line = 0; line < lines.size(); ++line)
    for (const auto& [heading, id] : lines[line].figures)
      if (is_telling(figure(id))) by_value[figure(id).value].emplace_back(line, &heading);
  std::map<std::pair<std::size_t, std::size_t>, int> agreeing;
  for (const auto& [value, places] : by_value) {
    if (places.size() < 2 || places.size() > kMostAlike) continue;
    for (std::size_t i = 0; i < places.size(); ++i)
      for (std::size_t j = i + 1; j < places.size(); ++j)
        if (lines[places[i].first].table != lines[places[j].first].table &&
            *places[i].second == *places[j].second)
          ++agreeing[std::minmax(places[i].first, places[j].first)];
  }
  struct Pair {
    std::size_t a = 0, b = 0;
    int same = 0, other = 0;
  };
  std::vector<Pair> pairs;
  const TablesByHeadings tables(book);
  for (const auto& [key, same] : agreeing) {
    if (same < 2) continue;
    // A line that stands in two blocks of the same make was copied by mistake.
    if (tables.are_alike(static_cast<std::size_t>(lines[key.first].table),
                         static_cast<std::size_t>(lines[key.second].table)))
      continue;
    Pair pair{key.first, key.second, same, 0};
    int trivial = 0;
    for (const auto& [heading, id] : lines[pair.a].figures) {
      const auto found = lines[pair.b].figures.find(heading);
      if (found == lines[pair.b].figures.end()) continue;
      if (figure(id).percent != figure(found->second).percent) {
        pair.other += 2;
        continue;
      }
      if (std::fabs(figure(id).value - figure(found->second).value) <=
          std::max(figure(id).step, figure(found->second).step) / 2 * 1.0001)
        ++trivial;
      else
        ++pair.other;
    }
    // Two figures that agree may be chance, three are not; the more do not agree, the more must.
    if (same + pair.other < 3 && trivial < 3) continue;
    if (pair.other > 0 && (same < 3 || same < 3 * pair.other)) continue;
    pairs.push_back(pair);
  }
  std::stable_sort(pairs.begin(), pairs.end(), [](const Pair& a, const Pair& b) {
    return a.same - a.other != b.same - b.other ? a.same - a.other > b.same - b.other : a.same > b.same;
  });
  std::vector<bool> carried(book.figures.size());
  for (const Pair& pair : pairs)
    for (const auto& [heading, id] : lines[pair.a].figures) {
      const auto found = lines[pair.b].figures.find(heading);
      if (found == lines[pair.b].figures.end() || figure(id).percent != figure(found->second).percent)
        continue;
      FigureId from = id, to = found->second;
      // The later place repeats the earlier one.
      if (book.figures[static_cast<std::size_t>(to)].at < book.figures[static_cast<std::size_t>(from)].at)
        std::swap(from, to);
      if (carried[static_cast<std::size_t>(to)]) continue;
      carried[static_cast<std::size_t>(to)] = true;
      Instance instance;
      instance.rule = "inferred.copy";
      instance.equation.kind = CheckKind::copy;
      instance.equation.target = to;
      instance.equation.over = {{from}};
      instance.trivial = !is_telling(figure(to));
      const auto restated = restate(instance.equation, book.figures);
      instance.verdict = agreement(figure(to), *restated);
      // One of the two may be shown in fewer digits.
      if (instance.verdict == CheckVerdict::wrong &&
          agreement(figure(from), {figure(to).value, figure(to).step / 2}) != CheckVerdict::wrong)
        instance.verdict = CheckVerdict::ok;
      instances.push_back(std::move(instance));
    }
}

void add_sums_of_tables(const FigureBook& book, std::vector<Instance>& instances) {
  if (book.figures.size() > kMostFigures || book.tables.size() < 3 || book.tables.size() > kMostTables)
    return;
  const TablesByHeadings tables(book);
  std::vector<bool> grouped(book.tables.size());
  for (std::size_t first = 0; first < book.tables.size(); ++first) {
    if (grouped[first]) continue;
    std::vector<std::size_t> group{first};
    for (std::size_t other = first + 1; other < book.tables.size(); ++other)
      if (!grouped[other] && tables.are_alike(first, other)) group.push_back(other);
    if (group.size() < 3) continue;
    for (const std::size_t member : group) grouped[member] = true;
    std::vector<Instance> best;
    double best_evidence = kEnoughBits;
    for (const std::size_t target : group) {
      std::vector<Instance> found;
      double evidence = -std::log2(static_cast<double>(group.size()));
      std::size_t holds = 0, off = 0;
      for (const auto& [key, id] : tables.cells(target)) {
        if (id == kNoFigure) continue;
        Instance instance;
        instance.rule = "inferred.sum";
        instance.equation.target = id;
        for (const std::size_t part : group) {
          if (part == target) continue;
          const auto cell = tables.cells(part).find(key);
          if (cell != tables.cells(part).end() && cell->second != kNoFigure)
            instance.equation.over.push_back({cell->second});
        }
        if (instance.equation.over.size() + 1 < group.size()) continue;
        const Figure& figure = book.figures[static_cast<std::size_t>(id)].figure;
        const auto restated = restate(instance.equation, book.figures);
        instance.verdict = agreement(figure, *restated);
        instance.trivial = figure.value == 0;
        const bool right = instance.verdict != CheckVerdict::wrong;
        if (right && !instance.trivial) {
          ++holds;
          evidence += std::clamp(std::log2(std::fabs(figure.value) / figure.step), 0.0, 20.0);
        } else if (!right) {
          ++off;
          evidence -= 6;
        }
        found.push_back(std::move(instance));
      }
      if (holds < 2 || holds < 2 * off || evidence <= best_evidence) continue;
      best_evidence = evidence;
      best = std::move(found);
    }
    std::move(best.begin(), best.end(), std::back_inserter(instances));
  }
}

}  // namespace outturn
