#include "engine/comparison/formula_difference.h"

#include <algorithm>

#include "engine/change_set.h"
#include "engine/indicators/spelling.h"
#include "formulas/program.h"

namespace outturn {
namespace {

bool is_same_code(std::span<const Instruction> a, std::span<const Instruction> b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const Instruction& x, const Instruction& y) {
    return x.op == y.op && x.count == y.count && x.index == y.index;
  });
}

bool is_same_call(const LazyCall& a, const LazyCall& b) {
  return a.function == b.function && a.end == b.end &&
         std::equal(a.arguments.begin(), a.arguments.end(), b.arguments.begin(), b.arguments.end(),
                    [](const LazyArgument& x, const LazyArgument& y) {
                      return x.begin == y.begin && x.end == y.end && x.name == y.name && x.local == y.local &&
                             x.omitted == y.omitted;
                    });
}

bool is_same_constant(const Value& a, const Value& b) {
  return a.is_array() || b.is_array() ? a == b : !is_changed(a, b);
}

const Program* program_of(const Workbook& workbook, FillId id) {
  const FormulaId formula = workbook.fill(id).formula;
  return formula < 0 || !workbook.problem_of(formula).empty() ? nullptr
                                                              : workbook.formula(formula).program.get();
}

}  // namespace

bool FormulaComparison::is_same_sheet(SheetId before, SheetId after) const {
  if (before < before_.sheet_count()) {
    const SheetPair* pair = alignment_.pair_of(before);
    return pair != nullptr && pair->after == after;
  }
  return after >= after_.sheet_count() && before_.sheet(before).name() == after_.sheet(after).name();
}

bool FormulaComparison::is_same(const ProgramReference& before, const FormulaCell& at_before,
                                const ProgramReference& after, const FormulaCell& at_after) const {
  const Area a = before.to_area(at_before), b = after.to_area(at_after);
  if (before.unread != after.unread || !is_same_sheet(a.sheet, b.sheet) ||
      !is_same_sheet(a.last_sheet, b.last_sheet))
    return false;
  if (a.sheet >= before_.sheet_count()) return a.range == b.range;
  return alignment_.compare(a, b) == BookAlignment::Overlap::same;
}

bool FormulaComparison::is_same(const Program& before, const FormulaCell& at_before, const Program& after,
                                const FormulaCell& at_after) const {
  const auto same_constants =
      std::equal(before.constants().begin(), before.constants().end(), after.constants().begin(),
                 after.constants().end(), is_same_constant);
  if (!same_constants || before.mode() != after.mode() || !is_same_code(before.code(), after.code()) ||
      !std::equal(before.functions().begin(), before.functions().end(), after.functions().begin(),
                  after.functions().end()))
    return false;
  const ProgramExtras& a = before.extras();
  const ProgramExtras& b = after.extras();
  if (a.texts != b.texts || a.unsupported != b.unsupported || a.names.size() != b.names.size() ||
      !std::equal(a.lazy_calls.begin(), a.lazy_calls.end(), b.lazy_calls.begin(), b.lazy_calls.end(),
                  is_same_call))
    return false;
  for (std::size_t at = 0; at < a.names.size(); ++at)
    if (!same_name(before_.names()[static_cast<std::size_t>(a.names[at])].name,
                   after_.names()[static_cast<std::size_t>(b.names[at])].name))
      return false;
  // Of a table's own row the columns; its rows grow with the table.
  if (!std::equal(a.table_rows.begin(), a.table_rows.end(), b.table_rows.begin(), b.table_rows.end(),
                  [&](const TableRowReference& x, const TableRowReference& y) {
                    const SheetPair* pair = alignment_.pair_of(x.sheet);
                    if (pair == nullptr || pair->after != y.sheet) return false;
                    const auto first = pair->columns.moved(x.first_column);
                    const auto last = pair->columns.moved(x.last_column);
                    return first == y.first_column && last == y.last_column;
                  }))
    return false;
  std::vector<ProgramReference> reads_before, reads_after;
  before.for_each_reference([&](const ProgramReference& each) { reads_before.push_back(each); });
  after.for_each_reference([&](const ProgramReference& each) { reads_after.push_back(each); });
  return std::equal(reads_before.begin(), reads_before.end(), reads_after.begin(), reads_after.end(),
                    [&](const ProgramReference& x, const ProgramReference& y) {
                      return is_same(x, at_before, y, at_after);
                    });
}

bool FormulaComparison::is_same(const FormulaCell& before, const FormulaCell& after) const {
  const FillId a = before_.sheet(before.sheet).fill_at(before.address);
  const FillId b = after_.sheet(after.sheet).fill_at(after.address);
  const Program* program_a = program_of(before_, a);
  const Program* program_b = program_of(after_, b);
  const Fill& fill_a = before_.fill(a);
  const Fill& fill_b = after_.fill(b);
  if ((fill_a.kind == FillKind::fixed_array) != (fill_b.kind == FillKind::fixed_array)) return false;
  const bool whole = program_a != nullptr && program_b != nullptr && program_a->unsupported().empty() &&
                     program_b->unsupported().empty();
  if (!whole)
    return before_.formula_text(before.sheet, before.address) ==
           after_.formula_text(after.sheet, after.address);
  // The cells of an array share the formula of its first.
  const FormulaCell at_a{before.sheet, fill_a.kind == FillKind::cells ? before.address : fill_a.range.first};
  const FormulaCell at_b{after.sheet, fill_b.kind == FillKind::cells ? after.address : fill_b.range.first};
  return is_same(*program_a, at_a, *program_b, at_b);
}

}  // namespace outturn
