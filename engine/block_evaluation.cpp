#include "engine/block_evaluation.h"

#include <algorithm>

#include "formulas/arguments.h"
#include "formulas/catalogue.h"
#include "formulas/coercion.h"
#include "formulas/operators.h"

namespace outturn {
namespace {

bool is_if(const FunctionSpec* function) {
  static const FunctionSpec* const found = find_function("IF");
  return function == found;
}

bool is_iferror(const FunctionSpec* function) {
  static const FunctionSpec* const found = find_function("IFERROR");
  return function == found;
}

}  // namespace

bool runs_in_blocks(const Program& program) {
  if (program.volatility() != Volatility::none || program.has_dynamic_references()) return false;
  for (const Instruction& instruction : program.code()) {
    switch (instruction.op) {
      case Op::constant:
        if (program.constants()[instruction.index].is_array()) return false;
        break;
      case Op::omitted:
      case Op::cell:
      case Op::sheet_cell:
      case Op::range:
      case Op::intersect:
      case Op::minus:
      case Op::plus:
      case Op::percent:
        break;
      case Op::call:
        if (program.functions()[instruction.index]->evaluate == nullptr) return false;
        break;
      case Op::lazy_call: {
        const LazyCall& call = program.extras().lazy_calls[instruction.index];
        if (!is_if(call.function) && !is_iferror(call.function)) return false;
        break;
      }
      default:
        if (instruction.op < Op::add || instruction.op > Op::greater_equal) return false;
    }
  }
  return true;
}

std::int32_t BlockEvaluation::new_lane() {
  if (free_.empty()) {
    lanes_.push_back(std::make_unique<Lane>());
    return static_cast<std::int32_t>(lanes_.size()) - 1;
  }
  const std::int32_t lane = free_.back();
  free_.pop_back();
  return lane;
}

bool BlockEvaluation::is_clean() const {
  return !context_.suspended() && !context_.stale_cell() && !context_.met_ambiguous_date();
}

const Lane* BlockEvaluation::run(const Program& program, SheetId sheet, CellAddress first,
                                 std::int32_t rows) {
  program_ = &program;
  sheet_ = sheet;
  first_ = first;
  rows_ = rows;
  stack_.clear();
  keep_alive_.clear();
  free_.clear();
  for (std::size_t i = 0; i < lanes_.size(); ++i) free_.push_back(static_cast<std::int32_t>(i));
  LaneMask mask;
  mask.fill(false);
  std::fill_n(mask.begin(), rows, true);
  Item item;
  if (!run_code(0, static_cast<std::uint32_t>(program.code().size()), mask, item) || item.lane < 0)
    return nullptr;
  return lanes_[static_cast<std::size_t>(item.lane)].get();
}

bool BlockEvaluation::run_code(std::uint32_t begin, std::uint32_t end, const LaneMask& mask, Item& result) {
  for (std::uint32_t at = begin; at < end;) {
    const Instruction& instruction = program_->code()[at++];
    switch (instruction.op) {
      case Op::constant: {
        const Item item{new_lane()};
        Lane& lane = *lanes_[static_cast<std::size_t>(item.lane)];
        const Value& value = program_->constants()[instruction.index];
        lane.set(0, value, keep_alive_);
        std::fill_n(lane.kinds.begin(), rows_, lane.kinds[0]);
        std::fill_n(lane.payload.begin(), rows_, lane.payload[0]);
        lane.all_numbers = value.is_number();
        stack_.push_back(item);
        break;
      }
      case Op::cell:
      case Op::sheet_cell: {
        const Item item{new_lane()};
        const ProgramReference reference = instruction.op == Op::cell
                                               ? Program::of_cell(program_->cells()[instruction.index])
                                               : program_->references()[instruction.index];
        if (!load(reference, *lanes_[static_cast<std::size_t>(item.lane)], mask)) return false;
        stack_.push_back(item);
        break;
      }
      case Op::omitted:
        stack_.push_back({});
        break;
      case Op::range:
        stack_.push_back({-1, static_cast<std::int32_t>(instruction.index)});
        break;
      case Op::intersect:
        // A value stays what it is; of a reference each cell takes its own part.
        if (stack_.back().lane < 0) return false;
        break;
      case Op::call:
        if (!call(*program_->functions()[instruction.index], instruction.count, mask)) return false;
        break;
      case Op::lazy_call: {
        const LazyCall& lazy = program_->extras().lazy_calls[instruction.index];
        Item item;
        if (!(is_if(lazy.function) ? choose(lazy, mask, item) : replace_errors(lazy, mask, item)))
          return false;
        stack_.push_back(item);
        at = lazy.end;
        break;
      }
      default:
        if (!apply(instruction, mask)) return false;
    }
  }
  result = stack_.back();
  stack_.pop_back();
  return true;
}

// Copies the cells that the reference names in each row; false where one of the wanted ones is pending or
// stale.
bool BlockEvaluation::load(const ProgramReference& reference, Lane& lane, const LaneMask& mask) {
  const Area area = reference.to_area({sheet_, first_});
  return load(area.sheet, area.range.first, reference.range.first.row_relative, lane, mask);
}

bool BlockEvaluation::load(SheetId sheet, CellAddress cell, bool moves, Lane& lane, const LaneMask& mask) {
  const Column* column = workbook_.sheet(sheet).column(cell.column);
  lane.all_numbers = false;
  if (column == nullptr) {
    std::fill_n(lane.kinds.begin(), rows_, ValueKind::blank);
    std::fill_n(lane.payload.begin(), rows_, 0.0);
    return true;
  }
  if (moves && cell.row + rows_ > kMaxRows) return false;  // wraps
  bool all_numbers = true;
  for (std::int32_t row = 0; row < rows_;) {
    const std::int32_t source = cell.row + (moves ? row : 0);
    const Column::BlockView block = column->block(source / Column::kBlockRows);
    const std::int32_t slot = source % Column::kBlockRows;
    const std::int32_t count = moves ? std::min(rows_ - row, Column::kBlockRows - slot) : 1;
    for (std::int32_t i = 0; i < count; ++i) {
      const auto at = static_cast<std::size_t>(row + i);
      const std::uint8_t tag = block.tags == nullptr ? std::uint8_t{0} : block.tags[slot + i];
      if (tag > static_cast<std::uint8_t>(CellTag::error)) {
        if (mask[at] || !moves) return false;
        lane.kinds[at] = ValueKind::blank;
      } else {
        lane.kinds[at] = static_cast<ValueKind>(tag);
      }
      lane.payload[at] = block.payload == nullptr ? 0 : block.payload[slot + i];
      all_numbers = all_numbers && lane.kinds[at] == ValueKind::number;
    }
    if (!moves) {
      std::fill_n(lane.kinds.begin(), rows_, lane.kinds[0]);
      std::fill_n(lane.payload.begin(), rows_, lane.payload[0]);
      break;
    }
    row += count;
  }
  lane.all_numbers = all_numbers;
  return true;
}

bool BlockEvaluation::apply(const Instruction& instruction, const LaneMask& mask) {
  const bool prefix =
      instruction.op == Op::minus || instruction.op == Op::plus || instruction.op == Op::percent;
  Item right;
  if (!prefix) {
    right = stack_.back();
    stack_.pop_back();
  }
  const Item left = stack_.back();
  if (left.lane < 0 || (!prefix && right.lane < 0)) return false;
  Lane& a = *lanes_[static_cast<std::size_t>(left.lane)];
  const Lane& b = prefix ? a : *lanes_[static_cast<std::size_t>(right.lane)];
  const bool done =
      apply_block(instruction.op, instruction.is_final_sum(), a, b, rows_, mask, [&](std::int32_t row) {
        stand_on(row);
        a.set(row,
              prefix ? apply_prefix(instruction.op, a.get(row), context_)
                     : apply_binary(instruction.op, a.get(row), b.get(row), instruction.is_final_sum(),
                                    context_),
              keep_alive_);
        return is_clean();
      });
  free_lane(right);
  return done;
}

Operand BlockEvaluation::operand(const Item& item, std::int32_t row) const {
  if (item.lane >= 0) return Operand(lanes_[static_cast<std::size_t>(item.lane)]->get(row));
  if (item.reference < 0) return {};
  return program_->references()[static_cast<std::size_t>(item.reference)].to_area(
      {sheet_, {first_.row + row, first_.column}});
}

bool BlockEvaluation::call(const FunctionSpec& function, std::size_t count, const LaneMask& mask) {
  const std::vector<Item> items(stack_.end() - static_cast<std::ptrdiff_t>(count), stack_.end());
  stack_.resize(stack_.size() - count);
  const Item result{new_lane()};
  Lane& lane = *lanes_[static_cast<std::size_t>(result.lane)];
  lane.all_numbers = false;
  if (folds_in_lanes(function, items)) {
    stack_.push_back(result);
    return fold_lanes(*function.fold, items, mask, lane);
  }
  std::vector<Operand> operands(count);
  for (std::int32_t row = 0; row < rows_; ++row) {
    if (!mask[static_cast<std::size_t>(row)]) continue;
    for (std::size_t i = 0; i < count; ++i) operands[i] = operand(items[i], row);
    stand_on(row);
    const Operand value = call_function(function, operands, context_);
    if (!is_clean() || !value.is_value() || value.value().is_array()) return false;
    lane.set(row, value.value(), keep_alive_);
  }
  for (const Item& item : items) free_lane(item);
  stack_.push_back(result);
  return true;
}

// SUM(B2:M2) filled down: a reference to cells beside one another, in a row that moves with the formula's.
bool BlockEvaluation::is_one_row(const Item& item) const noexcept {
  if (item.lane >= 0 || item.reference < 0) return false;
  const ProgramReference& reference = program_->references()[static_cast<std::size_t>(item.reference)];
  const RangeReference& range = reference.range;
  return range.first.row_relative && range.last.row_relative && range.first.row == range.last.row &&
         reference.sheet == reference.last_sheet;
}

// Arguments that are numbers, or one row of cells each. A function that counts other values than numbers
// treats those in a call otherwise than those in cells.
bool BlockEvaluation::folds_in_lanes(const FunctionSpec& function,
                                     std::span<const Item> items) const noexcept {
  if (function.fold == nullptr) return false;
  if (items.size() == 1 && is_one_row(items[0])) return true;
  if (function.fold->add_others != nullptr || function.last_error_counts) return false;
  return std::all_of(items.begin(), items.end(), [&](const Item& item) {
    return item.lane >= 0 ? lanes_[static_cast<std::size_t>(item.lane)]->all_numbers : is_one_row(item);
  });
}

// What each row's fold has come to.
struct BlockEvaluation::Folded {
  std::array<Fold::State, Lane::kRows> states{};
  std::array<std::optional<ErrorCode>, Lane::kRows> errors{};
};

bool BlockEvaluation::fold_lanes(const Fold& fold, std::span<const Item> items, const LaneMask& mask,
                                 Lane& lane) {
  Folded folded;
  for (const Item& item : items) {
    if (item.lane < 0) {
      if (!fold_row(fold, program_->references()[static_cast<std::size_t>(item.reference)], mask, folded))
        return false;
      continue;
    }
    const Lane& numbers = *lanes_[static_cast<std::size_t>(item.lane)];
    for (std::size_t at = 0; at < static_cast<std::size_t>(rows_); ++at)
      if (mask[at]) fold.add(folded.states[at], {&numbers.payload[at], 1});
    free_lane(item);
  }
  lane.all_numbers = true;
  for (std::int32_t row = 0; row < rows_; ++row) {
    const auto at = static_cast<std::size_t>(row);
    if (mask[at])
      lane.set(row, folded.errors[at] ? Value(*folded.errors[at]) : fold.result(folded.states[at]),
               keep_alive_);
    lane.all_numbers = lane.all_numbers && mask[at] && lane.kinds[at] == ValueKind::number;
  }
  return true;
}

// Column after column: each row's numbers come from left to right, as they do one row after another.
bool BlockEvaluation::fold_row(const Fold& fold, const ProgramReference& reference, const LaneMask& mask,
                               Folded& folded) {
  const Area area = reference.to_area({sheet_, first_});
  const Item cells{new_lane()};
  Lane& own = *lanes_[static_cast<std::size_t>(cells.lane)];
  for (std::int32_t column = area.range.first.column; column <= area.range.last.column; ++column) {
    if (workbook_.sheet(area.sheet).column(column) == nullptr) continue;
    if (!load(area.sheet, {area.range.first.row, column}, true, own, mask)) return false;
    for (std::size_t at = 0; at < static_cast<std::size_t>(rows_); ++at) {
      if (!mask[at] || own.kinds[at] == ValueKind::blank) continue;
      if (own.kinds[at] == ValueKind::number)
        fold.add(folded.states[at], {&own.payload[at], 1});
      else if (fold.add_others != nullptr)
        fold.add_others(folded.states[at], own.kinds[at], 1);
      else if (own.kinds[at] == ValueKind::error && !folded.errors[at])
        folded.errors[at] = static_cast<ErrorCode>(std::bit_cast<std::uint64_t>(own.payload[at]));
    }
  }
  free_lane(cells);
  return true;
}

// IF: each branch runs for the rows that choose it.
bool BlockEvaluation::choose(const LazyCall& call, const LaneMask& mask, Item& result) {
  Item condition;
  if (!run_code(call.arguments[0].begin, call.arguments[0].end, mask, condition) || condition.lane < 0)
    return false;
  LaneMask chosen[2] = {mask, mask};
  bool any[2] = {false, false};
  std::vector<std::pair<std::int32_t, Value>> errors;
  {
    const Lane& lane = *lanes_[static_cast<std::size_t>(condition.lane)];
    for (std::int32_t row = 0; row < rows_; ++row) {
      const auto at = static_cast<std::size_t>(row);
      if (!mask[at]) continue;
      bool holds = false;
      if (lane.kinds[at] == ValueKind::logical) {
        holds = std::bit_cast<std::uint64_t>(lane.payload[at]) != 0;
      } else {
        const Value logical = to_logical(lane.get(row), context_);
        if (logical.is_error()) {
          errors.emplace_back(row, logical);
          chosen[0][at] = chosen[1][at] = false;
          continue;
        }
        holds = logical.logical();
      }
      chosen[holds ? 1 : 0][at] = false;
      any[holds ? 0 : 1] = true;
    }
  }
  result = {new_lane()};
  Lane& out = *lanes_[static_cast<std::size_t>(result.lane)];
  out.all_numbers = errors.empty();
  for (int branch = 0; branch < 2; ++branch) {
    if (!any[branch]) continue;
    const auto argument = static_cast<std::size_t>(branch + 1);
    if (argument >= call.arguments.size() || call.arguments[argument].omitted) {
      const Value value = argument >= call.arguments.size() ? Value(false) : Value(0);
      for (std::int32_t row = 0; row < rows_; ++row)
        if (chosen[branch][static_cast<std::size_t>(row)]) out.set(row, value, keep_alive_);
      continue;
    }
    Item item;
    if (!run_code(call.arguments[argument].begin, call.arguments[argument].end, chosen[branch], item) ||
        item.lane < 0)
      return false;
    const Lane& lane = *lanes_[static_cast<std::size_t>(item.lane)];
    for (std::size_t at = 0; at < static_cast<std::size_t>(rows_); ++at) {
      if (!chosen[branch][at]) continue;
      out.kinds[at] = lane.kinds[at];
      out.payload[at] = lane.payload[at];
      out.all_numbers = out.all_numbers && lane.kinds[at] == ValueKind::number;
    }
    free_lane(item);
  }
  for (const auto& [row, error] : errors) out.set(row, error, keep_alive_);
  free_lane(condition);
  return true;
}

bool BlockEvaluation::replace_errors(const LazyCall& call, const LaneMask& mask, Item& result) {
  if (call.arguments[0].omitted || call.arguments[1].omitted) return false;
  if (!run_code(call.arguments[0].begin, call.arguments[0].end, mask, result) || result.lane < 0)
    return false;
  LaneMask failed = mask;
  bool any = false;
  for (std::size_t at = 0; at < static_cast<std::size_t>(rows_); ++at) {
    failed[at] = mask[at] && lanes_[static_cast<std::size_t>(result.lane)]->kinds[at] == ValueKind::error;
    any = any || failed[at];
  }
  if (!any) return true;
  Item instead;
  if (!run_code(call.arguments[1].begin, call.arguments[1].end, failed, instead) || instead.lane < 0)
    return false;
  Lane& out = *lanes_[static_cast<std::size_t>(result.lane)];
  const Lane& lane = *lanes_[static_cast<std::size_t>(instead.lane)];
  for (std::size_t at = 0; at < static_cast<std::size_t>(rows_); ++at) {
    if (!failed[at]) continue;
    out.kinds[at] = lane.kinds[at];
    out.payload[at] = lane.payload[at];
  }
  out.all_numbers = false;
  free_lane(instead);
  return true;
}

}  // namespace outturn
