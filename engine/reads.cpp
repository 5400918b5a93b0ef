#include "engine/reads.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <unordered_set>

namespace outturn {
namespace {

// All that a moving reference covers when its formula stands anywhere in `fill`.
RangeAddress window(const RangeReference& reference, const RangeAddress& fill) {
  const RangeAddress first = reference.to_absolute(fill.first);
  const RangeAddress last = reference.to_absolute(fill.last);
  RangeAddress all = bounding_range(first, last);
  // A reference that comes in again on the other side of the sheet covers both ends: take the whole axis.
  const auto wraps = [](const CellReference& cell, const RangeAddress& range) {
    const auto outside = [](std::int32_t from, std::int32_t to, std::int32_t offset, std::int32_t size) {
      return from + offset < 0 || to + offset >= size;
    };
    return std::pair{
        cell.row_relative && outside(range.first.row, range.last.row, cell.row, kMaxRows),
        cell.column_relative && outside(range.first.column, range.last.column, cell.column, kMaxColumns)};
  };
  const auto [first_rows, first_columns] = wraps(reference.first, fill);
  const auto [last_rows, last_columns] = wraps(reference.last, fill);
  if (first_rows || last_rows) {
    all.first.row = 0;
    all.last.row = kMaxRows - 1;
  }
  if (first_columns || last_columns) {
    all.first.column = 0;
    all.last.column = kMaxColumns - 1;
  }
  return all;
}

struct Interval {
  std::int32_t first, last;
};

// Positions p in [0, size) of a fill's axis, from `start`, whose copy of the reference's two ends spans a
// part of [changed.first, changed.last].
Interval affected_axis(std::int32_t a, bool a_relative, std::int32_t b, bool b_relative, Interval fill,
                       Interval changed) {
  if (a_relative && b_relative) {
    return {std::max(fill.first, changed.first - std::max(a, b)),
            std::min(fill.last, changed.last - std::min(a, b))};
  }
  if (!a_relative && !b_relative)
    return std::max(a, b) >= changed.first && std::min(a, b) <= changed.last ? fill : Interval{1, 0};
  const std::int32_t fixed = a_relative ? b : a;
  const std::int32_t offset = a_relative ? a : b;
  if (fixed < changed.first) return {std::max(fill.first, changed.first - offset), fill.last};
  if (fixed > changed.last) return {fill.first, std::min(fill.last, changed.last - offset)};
  return fill;
}

// Edges from the spans of a column to whoever reads them. Blocks of 64 and of 4096 neighbouring spans are
// nodes too, so that 20,000 ranges over 20,000 different formulas cost 200 edges each and not 20,000.
class SpanEdges {
 public:
  SpanEdges(const Workbook& workbook, Edges& edges) : workbook_(workbook), edges_(edges) {}

  void connect(SheetId sheet, const RangeAddress& range, NodeId to) {
    const std::int32_t columns = workbook_.sheet(sheet).fill_columns();
    for (std::int32_t column = range.first.column; column <= range.last.column && column < columns;
         ++column) {
      const auto [first, end] = workbook_.sheet(sheet).spans_meeting(column, range.first.row, range.last.row);
      for (std::int32_t at = first; at < end;) {
        int level = 2;
        while (level > 0 && (at % kSpans[level] != 0 || at + kSpans[level] > end)) --level;
        edges_.edges.emplace_back(node(sheet, column, level, at), to);
        at += kSpans[level];
      }
    }
  }

 private:
  static constexpr std::int32_t kSpans[] = {1, 64, 4096};

  NodeId node(SheetId sheet, std::int32_t column, int level, std::int32_t at) {
    if (level == 0) return workbook_.sheet(sheet).fill_of_span(column, at);
    const auto [found, added] = blocks_.emplace(std::tuple(sheet, column, level, at), edges_.nodes);
    const NodeId block = found->second;
    if (!added) return block;
    ++edges_.nodes;
    for (std::int32_t part = at; part < at + kSpans[level]; part += kSpans[level - 1])
      edges_.edges.emplace_back(node(sheet, column, level - 1, part), block);
    return block;
  }

  const Workbook& workbook_;
  Edges& edges_;
  std::map<std::tuple<SheetId, std::int32_t, int, std::int32_t>, NodeId> blocks_;
};

}  // namespace

std::vector<UsedName> names_of(const Workbook& workbook, const Program& program) {
  std::vector<UsedName> found;
  std::unordered_set<NameId> seen;
  const auto add = [&](const Program& user) {
    for (const NameId name : user.names())
      if (seen.insert(name).second) found.push_back({name, workbook.name_program(name)});
  };
  if (program.names().empty()) return found;
  add(program);
  for (std::size_t i = 0; i < found.size(); ++i)
    if (const Program* named = found[i].program) add(*named);
  return found;
}

std::vector<ProgramReference> references_of(const Workbook& workbook, const Program& program) {
  std::vector<ProgramReference> references;
  const auto add = [&](const ProgramReference& reference) { references.push_back(reference); };
  program.for_each_reference(add);
  for (const UsedName& name : names_of(workbook, program))
    if (name.program != nullptr) name.program->for_each_reference(add);
  return references;
}

namespace {

// Calls back with each reference of each node, in the order of the nodes.
template <typename F>
void for_each_read(const Workbook& workbook, std::span<ReportNode* const> reports, F&& found) {
  const std::vector<Fill>& fills = workbook.fills();
  for (std::size_t i = 0; i < fills.size(); ++i) {
    const Fill& fill = fills[i];
    const Program* program = workbook.formula(fill.formula).program.get();
    if (program == nullptr) continue;
    const auto add = [&](const ProgramReference& reference) {
      if (reference.unread) return;  // ROWS(A1:A9) needs the place, not the cells
      Read read;
      read.node = static_cast<NodeId>(i);
      const bool own = reference.sheet == ProgramReference::kOwnSheet;
      read.area.sheet = own ? fill.sheet : reference.sheet;
      read.area.last_sheet = own ? fill.sheet : reference.last_sheet;
      read.moves = fill.kind == FillKind::cells;
      read.reference = reference.range;
      read.area.range = read.moves && !fill.range.is_single_cell()
                            ? window(reference.range, fill.range)
                            : reference.range.to_absolute(fill.range.first);
      found(read);
    };
    if (program->names().empty()) {
      program->for_each_reference(add);
    } else {
      for (const ProgramReference& reference : references_of(workbook, *program)) add(reference);
    }
  }
  for (std::size_t i = 0; i < reports.size(); ++i) {
    for (const Area& area : reports[i]->reads()) {
      Read read;
      read.node = static_cast<NodeId>(fills.size() + i);
      read.area = area;
      found(read);
    }
  }
}

}  // namespace

std::vector<Read> collect_reads(const Workbook& workbook, std::span<ReportNode* const> reports) {
  std::vector<Read> reads;
  for_each_read(workbook, reports, [&](const Read& read) { reads.push_back(read); });
  return reads;
}

std::optional<RangeAddress> affected_cells(const Read& read, const RangeAddress& fill,
                                           const RangeAddress& changed) {
  if (!read.moves) return fill;
  const CellReference& a = read.reference.first;
  const CellReference& b = read.reference.last;
  if (read.area.range.rows() == kMaxRows || read.area.range.columns() == kMaxColumns) return fill;
  const Interval rows = affected_axis(a.row, a.row_relative, b.row, b.row_relative,
                                      {fill.first.row, fill.last.row}, {changed.first.row, changed.last.row});
  const Interval columns =
      affected_axis(a.column, a.column_relative, b.column, b.column_relative,
                    {fill.first.column, fill.last.column}, {changed.first.column, changed.last.column});
  if (rows.first > rows.last || columns.first > columns.last) return std::nullopt;
  return RangeAddress{{rows.first, columns.first}, {rows.last, columns.last}};
}

ReadIndex::ReadIndex(std::span<const Read> reads, std::int32_t sheets) : reads_(reads) {
  for (std::size_t i = 0; i < reads.size(); ++i) {
    const RangeAddress& range = reads[i].area.range;
    std::int32_t level = 0;
    while (level + 1 < kLevels &&
           (range.rows() > (1 << row_shift(level)) || range.columns() > (1 << column_shift(level))))
      ++level;
    used_levels_[level] = true;
    const RangeAddress tiles = tiles_of(range, level);
    const SheetId last_sheet = std::min(reads[i].area.last_sheet, sheets - 1);
    for (SheetId sheet = reads[i].area.sheet; sheet <= last_sheet; ++sheet)
      for (std::int32_t row = tiles.first.row; row <= tiles.last.row; ++row)
        for (std::int32_t column = tiles.first.column; column <= tiles.last.column; ++column)
          tiles_[key(sheet, level, row, column)].push_back(static_cast<std::int32_t>(i));
  }
}

Edges collect_edges(const Workbook& workbook, std::span<ReportNode* const> reports) {
  Edges result;
  std::size_t references = 0;
  for (const Fill& fill : workbook.fills())
    if (const Program* program = workbook.formula(fill.formula).program.get())
      references += program->cells().size() + program->references().size();
  result.edges.reserve(references);
  const auto fill_count = static_cast<NodeId>(workbook.fills().size());
  result.nodes = fill_count + static_cast<NodeId>(reports.size());
  // Cells that report nodes own, by sheet and column.
  std::map<std::pair<SheetId, std::int32_t>, std::map<std::int32_t, NodeId>> owned;
  std::map<const ReportNode*, NodeId> report_ids;
  for (std::size_t i = 0; i < reports.size(); ++i) {
    const NodeId node = fill_count + static_cast<NodeId>(i);
    report_ids[reports[i]] = node;
    for (const OwnedCell& cell : reports[i]->owns())
      owned[{cell.sheet, cell.address.column}][cell.address.row] = node;
  }
  for (std::size_t i = 0; i < reports.size(); ++i)
    for (const ReportNode* precedent : reports[i]->precedents())
      result.edges.emplace_back(report_ids.at(precedent), fill_count + static_cast<NodeId>(i));

  SpanEdges spans(workbook, result);
  const auto connect = [&](const Area& area, NodeId to) {
    for (SheetId id = area.sheet; id <= area.last_sheet; ++id) {
      spans.connect(id, area.range, to);
      if (owned.empty()) continue;
      for (auto column = owned.lower_bound({id, area.range.first.column});
           column != owned.end() && column->first.first == id &&
           column->first.second <= area.range.last.column;
           ++column) {
        for (auto row = column->second.lower_bound(area.range.first.row);
             row != column->second.end() && row->first <= area.range.last.row; ++row)
          result.edges.emplace_back(row->second, to);
      }
    }
  };
  std::map<Area, NodeId> range_nodes;
  for_each_read(workbook, reports, [&](const Read& read) {
    if (read.area.is_single_cell()) return connect(read.area, read.node);
    const auto [found, added] = range_nodes.emplace(read.area, result.nodes);
    if (added) {
      ++result.nodes;
      connect(read.area, found->second);
    }
    result.edges.emplace_back(found->second, read.node);
  });
  return result;
}

}  // namespace outturn
