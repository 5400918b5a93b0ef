// A filled formula, 256 rows at a time: the program runs operator by operator over blocks of cells instead of
// once a cell. What a block cannot do, and everything doubtful, is left to the path that goes cell by cell.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "engine/workbook_context.h"
#include "formulas/kernels.h"
#include "formulas/program.h"

namespace outturn {

// Whether the program consists of operators, references, constants, IF, IFERROR and calls of ordinary
// functions.
[[nodiscard]] bool runs_in_blocks(const Program& program);

class BlockEvaluation {
 public:
  BlockEvaluation(const Workbook& workbook, WorkbookContext& context)
      : workbook_(workbook), context_(context) {}

  // The values of the formula in `rows` cells from `first` down, until the next run. Null if the cells must
  // be calculated one by one: something they read is pending, stale or doubtful. Requires:
  // runs_in_blocks(program), rows <= Lane::kRows.
  const Lane* run(const Program& program, SheetId sheet, CellAddress first, std::int32_t rows);

 private:
  struct Item {  // what the stack holds: a lane, or a reference or omitted argument that a call receives as
                 // it is
    std::int32_t lane = -1;
    std::int32_t reference = -1;  // index into Program::references; -1 for an omitted argument
  };
  bool run_code(std::uint32_t begin, std::uint32_t end, const LaneMask& mask, Item& result);
  bool load(const ProgramReference& reference, Lane& lane, const LaneMask& mask);
  bool load(SheetId sheet, CellAddress cell, bool moves, Lane& lane, const LaneMask& mask);
  struct Folded;
  [[nodiscard]] bool is_one_row(const Item& item) const noexcept;
  [[nodiscard]] bool folds_in_lanes(const FunctionSpec& function, std::span<const Item> items) const noexcept;
  bool fold_lanes(const Fold& fold, std::span<const Item> items, const LaneMask& mask, Lane& lane);
  bool fold_row(const Fold& fold, const ProgramReference& reference, const LaneMask& mask, Folded& folded);
  bool apply(const Instruction& instruction, const LaneMask& mask);
  bool call(const FunctionSpec& function, std::size_t count, const LaneMask& mask);
  bool choose(const LazyCall& call, const LaneMask& mask, Item& result);
  bool replace_errors(const LazyCall& call, const LaneMask& mask, Item& result);
  [[nodiscard]] Operand operand(const Item& item, std::int32_t row) const;
  void stand_on(std::int32_t row) { context_.begin(sheet_, {first_.row + row, first_.column}); }
  // Whether the row just calculated may be used: nothing pending, stale or ambiguous was met.
  [[nodiscard]] bool is_clean() const;
  std::int32_t new_lane();
  void free_lane(const Item& item) {
    if (item.lane >= 0) free_.push_back(item.lane);
  }

  const Workbook& workbook_;
  WorkbookContext& context_;
  const Program* program_ = nullptr;
  SheetId sheet_ = 0;
  CellAddress first_;
  std::int32_t rows_ = 0;
  std::vector<std::unique_ptr<Lane>> lanes_;
  std::vector<std::int32_t> free_;
  std::vector<Item> stack_;
  std::vector<Value> keep_alive_;
};

}  // namespace outturn
