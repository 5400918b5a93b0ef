// A world of one sheet for formula tests: a map of cells, a fixed clock, no names or tables.
#pragma once

#include <deque>
#include <map>
#include <set>

#include "formulas/date_serial.h"
#include "formulas/evaluation_context.h"
#include "formulas/evaluator.h"
#include "formulas/locale.h"
#include "formulas/parser.h"
#include "formulas/program_compiler.h"

namespace outturn::testing {

class PlainContext final : public EvaluationContext, public BindingScope {
 public:
  std::map<CellAddress, Value> cells;
  std::map<CellAddress, std::string> formats;
  std::set<std::int32_t> filtered_rows;
  std::set<std::int32_t> hidden_rows;
  std::set<CellAddress> subtotals;

  PlainContext() {
    locale_ = &default_locale();
    date_system_ = DateSystem::from_1900;
  }

  void set_locale(std::string_view name) { locale_ = find_locale(name); }
  void stand_on(CellAddress cell) { formula_cell_ = {0, cell}; }

  Value cell(SheetId, CellAddress address) override {
    const auto found = cells.find(address);
    return found == cells.end() ? Value() : found->second;
  }
  bool ready(const Area&) override { return true; }
  void visit(const Area& area, CellVisitor visitor) override {
    const auto used = used_part(area.sheet, area.range);
    if (!used) return;
    for (const auto& [address, value] : cells) {  // CellAddress orders by row, then column
      if (!area.range.contains(address) || value.is_blank()) continue;
      std::uint64_t bits = 0;
      Text text;
      if (value.is_number()) bits = std::bit_cast<std::uint64_t>(value.number());
      if (value.is_logical()) bits = value.logical() ? 1 : 0;
      if (value.is_error()) bits = static_cast<std::uint64_t>(value.error());
      if (value.is_text()) bits = value.shared_text().detach();
      const double& payload = payloads_.emplace_back(std::bit_cast<double>(bits));
      const bool go_on = visitor(CellRun{value.kind(), 0, address, 1, &payload});
      if (value.is_text()) text = Text::attach(bits);
      if (!go_on) return;
    }
  }
  std::optional<RangeAddress> used_part(SheetId, const RangeAddress& range) const override {
    std::optional<RangeAddress> used;
    for (const auto& [address, value] : cells)
      used = used ? bounding_range(*used, single_cell(address)) : single_cell(address);
    return used ? intersection(*used, range) : std::nullopt;
  }
  RowVisibility row_visibility(SheetId, std::int32_t row) const override {
    if (filtered_rows.contains(row)) return RowVisibility::filtered;
    return hidden_rows.contains(row) ? RowVisibility::hidden : RowVisibility::visible;
  }
  std::optional<std::string> formula_text(SheetId, CellAddress) const override { return std::nullopt; }
  bool is_formula(SheetId, CellAddress) const override { return false; }
  bool is_subtotal(SheetId, CellAddress cell) const override { return subtotals.contains(cell); }
  std::string_view number_format(SheetId, CellAddress cell) const override {
    const auto found = formats.find(cell);
    return found == formats.end() ? "General" : std::string_view(found->second);
  }
  std::int32_t sheet_count() const override { return 1; }
  std::string_view sheet_name(SheetId) const override { return "Sheet1"; }
  std::optional<RangeAddress> spill_range(SheetId, CellAddress) override { return std::nullopt; }
  const BindingScope& scope() const override { return *this; }
  std::uint64_t version(SheetId, std::int32_t) const override { return 0; }
  bool is_complete(SheetId, std::int32_t) const override { return true; }
  const Program* name_program(NameId) override { return nullptr; }
  double now() const override { return 45292.5; }  // 1 January 2024, noon
  double random() override { return 0.5; }

  std::optional<SheetId> find_sheet(std::string_view name) const override {
    return name == "Sheet1" ? std::optional<SheetId>(0) : std::nullopt;
  }
  std::optional<NameId> find_name(std::string_view, SheetId) const override { return std::nullopt; }
  const TableColumns* find_table(std::string_view, SheetId, CellAddress) const override { return nullptr; }
  std::optional<std::int32_t> find_table_column(const TableColumns&, std::string_view) const override {
    return std::nullopt;
  }

  // A formula as typed into a sheet today: arrays are not cut down to one value.
  Value calculate(std::string_view formula, FormulaMode mode = FormulaMode::array) {
    const ParseResult parsed = parse_formula(formula, formula_cell_.address);
    if (!parsed.expression) return Value("unparsed: " + parsed.error.reason);
    const auto program = compile(*parsed.expression, mode, *this, 0, formula_cell_.address);
    if (!program->unsupported().empty()) return Value("unsupported: " + program->unsupported()[0]);
    return evaluate_to_value(*program, *this);
  }

 private:
  std::deque<double> payloads_;  // runs stay valid until the calculation goes on
};

}  // namespace outturn::testing
