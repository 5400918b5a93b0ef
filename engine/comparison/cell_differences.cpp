#include "engine/comparison/cell_differences.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "engine/change_set.h"
#include "engine/comparison/formula_difference.h"
#include "engine/comparison/line_alignment.h"
#include "engine/comparison/value_words.h"
#include "engine/indicators/spelling.h"
#include "engine/owned_cells.h"

namespace outturn {
namespace {

bool is_owned(const ComparedBook& book, SheetId sheet, CellAddress cell) {
  return std::binary_search(book.owned.begin(), book.owned.end(), OwnedCell{sheet, cell});
}

std::int64_t filled_cells(const Sheet& sheet) {
  std::int64_t count = 0;
  for (std::int32_t column = 0; column < sheet.used_range().value_or(RangeAddress{}).last.column + 1;
       ++column)
    if (const Column* values = sheet.column(column)) count += values->filled_count();
  return count;
}

// What a cell holds, as a formula bar shows it.
std::string content_text(const Workbook& workbook, SheetId sheet, CellAddress cell) {
  if (const auto formula = workbook.formula_text(sheet, cell)) return *formula;
  return value_words(workbook.sheet(sheet).value(cell));
}

class SheetComparison {
 public:
  SheetComparison(const ComparedBook& before, const ComparedBook& after, const BookAlignment& alignment,
                  const SheetPair& pair, BookDifferences& out)
      : before_(before),
        after_(after),
        formulas_(*before.workbook, *after.workbook, alignment),
        pair_(pair),
        old_(before.workbook->sheet(pair.before)),
        new_(after.workbook->sheet(pair.after)),
        out_(out) {}

  void run() {
    add_lines(pair_.columns, true);
    add_lines(pair_.rows, false);
    for (std::int32_t column = 0; column < size(pair_.columns.to_after); ++column) {
      const std::int32_t to = pair_.columns.to_after[static_cast<std::size_t>(column)];
      if (to < 0) continue;
      for (std::int32_t row = 0; row < size(pair_.rows.to_after); ++row) {
        const std::int32_t to_row = pair_.rows.to_after[static_cast<std::size_t>(row)];
        if (to_row >= 0) compare({row, column}, {to_row, to});
      }
    }
    const auto by_place = [](const Place& a, const Place& b) { return a.after < b.after; };
    std::sort(inputs_.begin(), inputs_.end(), by_place);
    std::sort(results_.begin(), results_.end(), by_place);
    for (const Place& each : inputs_) add_cell(each, out_.inputs);
    for (const Place& each : results_) add_cell(each, out_.results);
    add_formulas();
  }

 private:
  struct Place {
    CellAddress before, after;
  };
  // Cells below one another whose formulas changed in the same way.
  struct Run {
    Place first;
    RangeAddress cells;
    FormulaId before = -1, after = -1;
    bool groups = false;
  };

  static std::int32_t size(const std::vector<std::int32_t>& lines) {
    return static_cast<std::int32_t>(lines.size());
  }

  void compare(CellAddress a, CellAddress b) {
    const FillId fill_a = old_.fill_at(a), fill_b = new_.fill_at(b);
    const bool owned = is_owned(before_, pair_.before, a) || is_owned(after_, pair_.after, b);
    if (!owned && (fill_a >= 0 || fill_b >= 0)) {
      if (fill_a >= 0 && fill_b >= 0) {
        if (!formulas_.is_same({pair_.before, a}, {pair_.after, b}))
          return add_formula({a, b}, fill_a, fill_b);
      } else {
        // A cell that a dynamic array fills follows its first.
        const bool follows = fill_a >= 0 ? follows_array(*before_.workbook, fill_a, a)
                                         : follows_array(*after_.workbook, fill_b, b);
        if (!follows) return add_formula({a, b}, fill_a, fill_b);
      }
    } else if (old_.tag(a) == CellTag::blank && new_.tag(b) == CellTag::blank) {
      return;
    }
    if (!is_changed(old_.value(a), new_.value(b))) return;
    (owned || fill_a >= 0 || fill_b >= 0 ? results_ : inputs_).push_back({a, b});
  }

  static bool follows_array(const Workbook& workbook, FillId id, CellAddress cell) {
    const Fill& fill = workbook.fill(id);
    return fill.kind == FillKind::dynamic_array && fill.range.first != cell;
  }

  void add_formula(const Place& place, FillId fill_a, FillId fill_b) {
    const FormulaId a = fill_a < 0 ? -1 : before_.workbook->fill(fill_a).formula;
    const FormulaId b = fill_b < 0 ? -1 : after_.workbook->fill(fill_b).formula;
    const bool groups = a >= 0 && b >= 0;  // constants differ from cell to cell
    if (!runs_.empty()) {
      Run& last = runs_.back();
      const bool next =
          last.cells.last.column == place.after.column && last.cells.last.row + 1 == place.after.row;
      if (groups && last.groups && next && last.before == a && last.after == b) {
        last.cells.last = place.after;
        return;
      }
    }
    runs_.push_back({place, single_cell(place.after), a, b, groups});
  }

  void add_formulas() {
    // Filled to the right as well.
    std::vector<Run> merged;
    std::map<std::tuple<std::int32_t, std::int32_t, std::int32_t, FormulaId, FormulaId>, std::size_t> open;
    for (const Run& run : runs_) {
      const auto key = std::tuple(run.cells.first.row, run.cells.last.row, run.cells.first.column - 1,
                                  run.before, run.after);
      const auto found = run.groups ? open.find(key) : open.end();
      std::size_t at = merged.size();
      if (found == open.end()) {
        merged.push_back(run);
      } else {
        at = found->second;
        merged[at].cells.last = run.cells.last;
      }
      if (run.groups)
        open[std::tuple(run.cells.first.row, run.cells.last.row, run.cells.last.column, run.before,
                        run.after)] = at;
    }
    std::sort(merged.begin(), merged.end(),
              [](const Run& a, const Run& b) { return a.cells.first < b.cells.first; });
    for (const Run& run : merged) {
      const bool moved = run.first.before != run.first.after;
      out_.formulas.add({new_.name(), to_a1(run.cells), moved ? to_a1(run.first.before) : std::string(),
                         cell_label(*after_.workbook, {pair_.after, run.first.after}),
                         content_text(*before_.workbook, pair_.before, run.first.before),
                         content_text(*after_.workbook, pair_.after, run.first.after), run.cells.size()});
    }
  }

  void add_cell(const Place& place, Differences<CellDifference>& list) {
    if (list.list.size() >= kMostListed) {
      ++list.count;
      return;
    }
    list.add({new_.name(), to_a1(place.after),
              place.before == place.after ? std::string() : to_a1(place.before),
              cell_label(*after_.workbook, {pair_.after, place.after}), old_.value(place.before),
              new_.value(place.after)});
  }

  void add_lines(const AxisPairs& axis, bool columns) {
    for (const bool added : {false, true}) {
      const std::vector<std::int32_t>& lines = added ? axis.to_before : axis.to_after;
      const Sheet& sheet = added ? new_ : old_;
      for (std::int32_t at = 0; at < size(lines); ++at) {
        if (lines[static_cast<std::size_t>(at)] >= 0) continue;
        std::int32_t last = at;
        while (last + 1 < size(lines) && lines[static_cast<std::size_t>(last + 1)] < 0) ++last;
        LineDifference line{new_.name(), columns, added, {}, {}, 0};
        const RangeAddress range = columns ? RangeAddress{{0, at}, {kMaxRows - 1, last}}
                                           : RangeAddress{{at, 0}, {last, kMaxColumns - 1}};
        look_at(sheet, range, line);
        const auto number = [&](std::int32_t each) {
          return columns ? column_letters(each) : std::to_string(each + 1);
        };
        line.lines = number(at) + (last > at ? ":" + number(last) : "");
        at = last;
        // Lines without anything in them, as at the end of a used range, are no difference.
        if (line.cells > 0) out_.lines.push_back(std::move(line));
      }
    }
  }

  static void look_at(const Sheet& sheet, const RangeAddress& range, LineDifference& line) {
    const auto used = sheet.used_range();
    const auto within = used ? intersection(*used, range) : std::nullopt;
    if (!within) return;
    for (std::int32_t row = within->first.row; row <= within->last.row; ++row) {
      for (std::int32_t column = within->first.column; column <= within->last.column; ++column) {
        if (sheet.tag({row, column}) == CellTag::blank) continue;
        ++line.cells;
        if (line.what.empty() && sheet.tag({row, column}) == CellTag::text)
          line.what = value_words(sheet.value({row, column}));
      }
    }
  }

  const ComparedBook& before_;
  const ComparedBook& after_;
  FormulaComparison formulas_;
  const SheetPair& pair_;
  const Sheet& old_;
  const Sheet& new_;
  BookDifferences& out_;
  std::vector<Place> inputs_, results_;
  std::vector<Run> runs_;
};

void compare_names(const Workbook& before, const Workbook& after, const BookAlignment& alignment,
                   std::vector<NameDifference>& out) {
  const FormulaComparison formulas(before, after, alignment);
  const auto keyed = [](const Workbook& workbook) {
    std::map<std::string, NameId> names;
    for (std::size_t at = 0; at < workbook.names().size(); ++at) {
      const DefinedName& name = workbook.names()[at];
      if (is_owned_cells_name(name.name)) continue;
      const std::string scope = name.sheet ? workbook.sheet(*name.sheet).name() : std::string();
      names.emplace(name_key(scope) + "!" + name_key(name.name), static_cast<NameId>(at));
    }
    return names;
  };
  const std::map<std::string, NameId> old_names = keyed(before), new_names = keyed(after);
  const auto text = [](const Workbook& workbook, NameId id) {
    return "=" + workbook.names()[static_cast<std::size_t>(id)].text;
  };
  const auto name_of = [](const Workbook& workbook, NameId id) {
    return workbook.names()[static_cast<std::size_t>(id)].name;
  };
  for (const auto& each : old_names) {
    const auto found = new_names.find(each.first);
    if (found == new_names.end()) {
      out.push_back({name_of(before, each.second), text(before, each.second), {}});
      continue;
    }
    const Program* a = before.name_program(each.second);
    const Program* b = after.name_program(found->second);
    const bool same = a != nullptr && b != nullptr ? formulas.is_same(*a, {0, {0, 0}}, *b, {0, {0, 0}})
                                                   : text(before, each.second) == text(after, found->second);
    if (!same)
      out.push_back({name_of(after, found->second), text(before, each.second), text(after, found->second)});
  }
  for (const auto& each : new_names)
    if (!old_names.contains(each.first))
      out.push_back({name_of(after, each.second), {}, text(after, each.second)});
}

}  // namespace

BookDifferences compare_cells(const ComparedBook& before, const ComparedBook& after,
                              const BookAlignment& alignment) {
  BookDifferences out;
  const Workbook& old_book = *before.workbook;
  const Workbook& new_book = *after.workbook;
  for (const SheetId id : alignment.removed())
    out.sheets.push_back(
        {SheetDifference::Kind::removed, old_book.sheet(id).name(), {}, filled_cells(old_book.sheet(id))});
  for (const SheetId id : alignment.added())
    out.sheets.push_back(
        {SheetDifference::Kind::added, new_book.sheet(id).name(), {}, filled_cells(new_book.sheet(id))});
  for (const SheetPair& pair : alignment.pairs()) {
    const std::string& name = new_book.sheet(pair.after).name();
    const std::string& old_name = old_book.sheet(pair.before).name();
    if (!same_name(name, old_name)) out.sheets.push_back({SheetDifference::Kind::renamed, name, old_name, 0});
    if (pair.limited)
      out.notes.push_back(name + ": more rows or columns differ than are searched for (" +
                          std::to_string(kMostEditedLines) + "), so that some are compared in their order");
    SheetComparison(before, after, alignment, pair, out).run();
  }
  compare_names(old_book, new_book, alignment, out.names);
  return out;
}

}  // namespace outturn
