// What each node reads, as rectangles: the edges of the graph and the way back from a changed cell to what
// depends on it. A filled formula's reference is a window that moves with the cell; it is never expanded to
// one edge a cell.
#pragma once

#include <cstdint>
#include <span>
#include <unordered_map>
#include <utility>
#include <vector>

#include "engine/dependency_graph.h"
#include "engine/node.h"
#include "engine/workbook.h"

namespace outturn {

// One reference of one node.
struct Read {
  NodeId node = 0;
  Area area;                 // all that the reference covers over the whole node
  RangeReference reference;  // how it moves, for a fill of single cells
  bool moves = false;
};

// Every reference of every node. Nodes are numbered: fills first, as in Workbook::fills(), then report nodes.
// A workbook without fills has millions: collected only to find the way back from changes.
[[nodiscard]] std::vector<Read> collect_reads(const Workbook& workbook, std::span<ReportNode* const> reports);

struct UsedName {
  NameId name = -1;
  const Program* program = nullptr;  // null where its text cannot be parsed
};
// The names that a program uses, directly or through other names, each once.
[[nodiscard]] std::vector<UsedName> names_of(const Workbook& workbook, const Program& program);

// The references of one formula, those of the names it uses included.
[[nodiscard]] std::vector<ProgramReference> references_of(const Workbook& workbook, const Program& program);

// The cells of a fill whose copy of the reference meets `changed`; none if it is empty.
[[nodiscard]] std::optional<RangeAddress> affected_cells(const Read& read, const RangeAddress& fill,
                                                         const RangeAddress& changed);

// Which reads contain a given cell: a hash of tiles on several levels, each read in the few tiles of the
// level that fits its size.
class ReadIndex {
 public:
  ReadIndex(std::span<const Read> reads, std::int32_t sheets);

  // Calls back with each read whose area meets the range, perhaps more than once.
  template <typename F>
  void find(SheetId sheet, const RangeAddress& range, F&& found) const {
    for (std::int32_t level = 0; level < kLevels; ++level) {
      if (!used_levels_[static_cast<std::size_t>(level)]) continue;
      const RangeAddress tiles = tiles_of(range, level);
      for (std::int32_t row = tiles.first.row; row <= tiles.last.row; ++row) {
        for (std::int32_t column = tiles.first.column; column <= tiles.last.column; ++column) {
          const auto bucket = tiles_.find(key(sheet, level, row, column));
          if (bucket == tiles_.end()) continue;
          for (const std::int32_t read : bucket->second)
            if (reads_[static_cast<std::size_t>(read)].area.range.intersects(range))
              found(reads_[static_cast<std::size_t>(read)]);
        }
      }
    }
  }

 private:
  static constexpr std::int32_t kLevels = 9;  // tiles of 16, 64, … 1,048,576 rows
  static constexpr std::int32_t row_shift(std::int32_t level) noexcept { return 4 + 2 * level; }
  static constexpr std::int32_t column_shift(std::int32_t level) noexcept {
    return 2 + 2 * level < 14 ? 2 + 2 * level : 14;
  }
  static RangeAddress tiles_of(const RangeAddress& range, std::int32_t level) noexcept {
    return {{range.first.row >> row_shift(level), range.first.column >> column_shift(level)},
            {range.last.row >> row_shift(level), range.last.column >> column_shift(level)}};
  }
  static std::uint64_t key(SheetId sheet, std::int32_t level, std::int32_t row,
                           std::int32_t column) noexcept {
    return (static_cast<std::uint64_t>(sheet) << 40) ^ (static_cast<std::uint64_t>(level) << 36) ^
           (static_cast<std::uint64_t>(row) << 14) ^ static_cast<std::uint64_t>(column);
  }

  std::span<const Read> reads_;
  std::unordered_map<std::uint64_t, std::vector<std::int32_t>> tiles_;
  bool used_levels_[kLevels] = {};
};

// Edges from nodes to the nodes that read their cells. Large ranges are nodes of their own, numbered from
// `first_range_node` on, so that many readers of one range cost one set of edges.
struct Edges {
  std::vector<std::pair<NodeId, NodeId>> edges;
  std::int32_t nodes = 0;  // range nodes included
};
[[nodiscard]] Edges collect_edges(const Workbook& workbook, std::span<ReportNode* const> reports);

}  // namespace outturn
