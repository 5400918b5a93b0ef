#include "engine/workbook_context.h"

#include <algorithm>

#include "formulas/locale.h"

namespace outturn {
namespace {

// The finaliser of MurmurHash3, a bijection of 64 bits in which every input bit moves every output bit.
std::uint64_t mix(std::uint64_t x) noexcept {
  x ^= x >> 33;
  x *= 0xff51afd7ed558ccdULL;
  x ^= x >> 33;
  x *= 0xc4ceb9fe1a85ec53ULL;
  return x ^ (x >> 33);
}

}  // namespace

WorkbookContext::WorkbookContext(const Workbook& workbook, const Spills& spills, double now,
                                 std::uint64_t seed, const Locale* locale)
    : workbook_(workbook), spills_(spills), now_(now), seed_(seed) {
  locale_ = locale != nullptr ? locale : &default_locale();
  date_system_ = workbook.settings.date_system;
}

void WorkbookContext::begin(SheetId sheet, CellAddress cell) noexcept {
  formula_cell_ = {sheet, cell};
  suspended_ = false;
  ambiguous_date_ = false;
  depth_ = 0;
  steps_ = 0;
  refusal_ = nullptr;
  draws_ = 0;
  missing_.clear();
  stale_cell_.reset();
}

Value WorkbookContext::cell(SheetId sheet, CellAddress address) {
  const Column* column = workbook_.sheet(sheet).column(address.column);
  if (column == nullptr) return {};
  const std::uint8_t tag = column->raw_tag(address.row);
  if (tag == static_cast<std::uint8_t>(CellTag::number)) return column->number(address.row);
  if ((tag & Column::kTagMask) == static_cast<std::uint8_t>(CellTag::pending)) {
    suspended_ = true;
    missing_.push_back(single_area(sheet, single_cell(address)));
    return {};
  }
  if (!stale_cell_ && (tag & Column::kStale) != 0) stale_cell_ = OwnedCell{sheet, address};
  return column->get(address.row);
}

bool WorkbookContext::ready(const Area& area) {
  bool complete = true;
  for (SheetId id = area.sheet; id <= area.last_sheet; ++id) {
    const auto used = used_part(id, area.range);
    if (!used) continue;
    const Sheet& sheet = workbook_.sheet(id);
    for (std::int32_t index = used->first.column; index <= used->last.column; ++index) {
      const Column* column = sheet.column(index);
      if (column == nullptr) continue;
      if (!column->has_pending_or_stale()) continue;
      if (column->any_pending(used->first.row, used->last.row)) {
        missing_.push_back(single_area(id, {{used->first.row, index}, {used->last.row, index}}));
        complete = false;
      } else if (!stale_cell_ && column->any_stale(used->first.row, used->last.row)) {
        for (std::int32_t row = used->first.row; row <= used->last.row && !stale_cell_; ++row)
          if (column->is_stale(row)) stale_cell_ = OwnedCell{id, {row, index}};
      }
    }
  }
  if (!complete) suspended_ = true;
  return complete;
}

void WorkbookContext::visit(const Area& area, CellVisitor visitor) {
  for (SheetId id = area.sheet; id <= area.last_sheet; ++id) {
    const auto used = used_part(id, area.range);
    if (!used) continue;
    const Sheet& sheet = workbook_.sheet(id);
    CellRun run;
    run.sheet = id;
    if (used->columns() == 1) {
      const Column* column = sheet.column(used->first.column);
      run.first.column = used->first.column;
      if (column != nullptr && !column->visit(used->first.row, used->last.row, run, visitor)) return;
      continue;
    }
    // A lone cell far away makes the used area the whole sheet: only columns and blocks that exist are looked
    // at.
    std::vector<std::pair<std::int32_t, const Column*>> columns;
    for (std::int32_t index = used->first.column; index <= used->last.column; ++index)
      if (const Column* column = sheet.column(index)) columns.emplace_back(index, column);
    for (std::int32_t row = used->first.row; row <= used->last.row;) {
      const std::int32_t block = row / Column::kBlockRows;
      const std::int32_t end = std::min((block + 1) * Column::kBlockRows, used->last.row + 1);
      const bool empty = std::all_of(columns.begin(), columns.end(), [&](const auto& column) {
        return column.second->block(block).tags == nullptr;
      });
      for (; !empty && row < end; ++row) {
        for (const auto& [index, column] : columns) {
          run.first.column = index;
          if (!column->visit_one(row, run, visitor)) return;
        }
      }
      row = end;
    }
  }
}

std::optional<RangeAddress> WorkbookContext::used_part(SheetId sheet, const RangeAddress& range) const {
  const auto used = workbook_.sheet(sheet).used_range();
  return used ? intersection(*used, range) : std::nullopt;
}

std::uint64_t WorkbookContext::version(SheetId sheet, std::int32_t column) const {
  const Column* cells = workbook_.sheet(sheet).column(column);
  return cells == nullptr ? 0 : cells->version() + 1;
}

bool WorkbookContext::is_complete(SheetId sheet, std::int32_t column) const {
  const Column* cells = workbook_.sheet(sheet).column(column);
  return cells == nullptr || !cells->has_pending();
}

RowVisibility WorkbookContext::row_visibility(SheetId sheet, std::int32_t row) const {
  return workbook_.sheet(sheet).row_visibility(row);
}

std::optional<std::string> WorkbookContext::formula_text(SheetId sheet, CellAddress address) const {
  return workbook_.formula_text(sheet, address);
}

bool WorkbookContext::is_formula(SheetId sheet, CellAddress address) const {
  const FillId id = workbook_.sheet(sheet).fill_at(address);
  if (id < 0) return false;
  const Fill& fill = workbook_.fill(id);
  return fill.kind != FillKind::dynamic_array || fill.range.first == address;
}

bool WorkbookContext::is_subtotal(SheetId sheet, CellAddress address) const {
  const FillId id = workbook_.sheet(sheet).fill_at(address);
  if (id < 0) return false;
  const Program* program = workbook_.formula(workbook_.fill(id).formula).program.get();
  return program != nullptr && program->is_subtotal();
}

std::string_view WorkbookContext::number_format(SheetId sheet, CellAddress address) const {
  return workbook_.number_format(sheet, address);
}

std::int32_t WorkbookContext::sheet_count() const { return workbook_.sheet_count(); }

std::string_view WorkbookContext::sheet_name(SheetId sheet) const { return workbook_.sheet(sheet).name(); }

std::optional<RangeAddress> WorkbookContext::spill_range(SheetId sheet, CellAddress anchor) {
  if (const auto found = spills_.find({sheet, anchor}); found != spills_.end()) return found->second;
  // The range of an array formula of fixed size is answered like a spill: C2# is what {=…} in C2:C5 fills.
  const FillId id = workbook_.sheet(sheet).fill_at(anchor);
  if (id < 0) return std::nullopt;
  const Fill& fill = workbook_.fill(id);
  if (fill.kind != FillKind::fixed_array || fill.range.first != anchor) return std::nullopt;
  return fill.range;
}

double WorkbookContext::random() {
  const std::uint64_t place = (static_cast<std::uint64_t>(formula_cell_.sheet) << 34) ^
                              (static_cast<std::uint64_t>(formula_cell_.address.row) << 14) ^
                              static_cast<std::uint64_t>(formula_cell_.address.column);
  const std::uint64_t bits = mix(mix(mix(seed_ + 0x9e3779b97f4a7c15ULL) ^ place) + ++draws_);
  return static_cast<double>(bits >> 11) * 0x1.0p-53;
}

}  // namespace outturn
