#include "engine/workbook.h"

#include <malloc.h>

#include <algorithm>
#include <map>

#include "formulas/formula_key.h"
#include "formulas/lexer.h"
#include "formulas/parser.h"
#include "formulas/program_compiler.h"
#include "formulas/text_units.h"

namespace outturn {
namespace {

// A name that a formula can write without quotation marks.
bool is_plain_sheet_name(std::string_view name) {
  if (name.empty() || !is_name_start(name[0])) return false;
  for (const char c : name)
    if (!is_name_part(c) || c == '?') return false;
  return !lex_cell(name, 0);
}

}  // namespace

SheetId Workbook::add_sheet(std::string name, bool external) {
  const auto id = static_cast<SheetId>(sheets_.size());
  sheet_ids_.emplace(fold_case(name), id);
  sheets_.push_back(std::make_unique<Sheet>(std::move(name), external));
  placed_.emplace_back();
  if (!external) own_sheets_ = id + 1;
  return id;
}

void Workbook::add_name(DefinedName name) {
  name_ids_[fold_case(name.name)].push_back(static_cast<NameId>(names_.size()));
  names_.push_back(std::move(name));
}

void Workbook::add_table(Table table) {
  table_ids_.emplace(fold_case(table.name), static_cast<std::int32_t>(tables_.size()));
  tables_.push_back(std::move(table));
}

std::int32_t Workbook::add_number_format(std::string_view format) {
  const auto [found, added] =
      number_format_ids_.emplace(std::string(format), static_cast<std::int32_t>(number_formats_.size()));
  if (added) number_formats_.emplace_back(format);
  return found->second;
}

FormulaId Workbook::add_formula(SheetId sheet, CellAddress cell, std::string_view text, FormulaMode mode) {
  return formulas_.add(sheet, cell, text, mode);
}

void Workbook::place_formula(SheetId sheet, CellAddress cell, FormulaId formula) {
  auto& columns = placed_[static_cast<std::size_t>(sheet)];
  const auto at = static_cast<std::size_t>(cell.column);
  if (at >= columns.size()) columns.resize(at + 1);
  std::vector<Placed>& placed = columns[at];
  if (!placed.empty() && placed.back().formula == formula && placed.back().last + 1 == cell.row)
    ++placed.back().last;
  else
    placed.push_back({cell.row, cell.row, formula});
}

void Workbook::place_array_formula(SheetId sheet, const RangeAddress& range, FormulaId formula,
                                   bool dynamic) {
  fills_.push_back({sheet, range, formula, dynamic ? FillKind::dynamic_array : FillKind::fixed_array});
}

void Workbook::place_kept(SheetId sheet, const RangeAddress& range, std::string_view text) {
  const FormulaId id = formulas_.add_alone(sheet, range.first, text, FormulaMode::array);
  fills_.push_back({sheet, range, id, FillKind::kept});
}

void Workbook::finish_reading() {
  std::size_t most = fills_.size();
  for (const auto& columns : placed_)
    for (const std::vector<Placed>& cells : columns) most += cells.size();
  fills_.reserve(most);
  for (SheetId id = 0; id < all_sheet_count(); ++id) gather_fills(id);
  placed_.clear();
  formulas_.finish();
  compile_formulas();
}

// Runs down each column first; runs of the same formula and rows in neighbouring columns then join to one
// rectangle.
void Workbook::gather_fills(SheetId sheet_id) {
  auto& columns = placed_[static_cast<std::size_t>(sheet_id)];
  Sheet& sheet = *sheets_[static_cast<std::size_t>(sheet_id)];
  using Spans = std::vector<std::pair<std::pair<std::int32_t, std::int32_t>, FillId>>;
  std::vector<Spans> spans(columns.size());
  const auto array_fills = static_cast<FillId>(fills_.size());
  for (std::size_t column = 0; column < columns.size(); ++column) {
    std::vector<Placed>& cells = columns[column];
    const auto is_above = [](const Placed& a, const Placed& b) { return a.first < b.first; };
    if (!std::is_sorted(cells.begin(), cells.end(), is_above))
      std::sort(cells.begin(), cells.end(), is_above);
    const auto column_index = static_cast<std::int32_t>(column);
    for (std::size_t first = 0; first < cells.size();) {
      std::size_t last = first;
      while (last + 1 < cells.size() && cells[last + 1].formula == cells[first].formula &&
             cells[last + 1].first == cells[last].last + 1)
        ++last;
      const std::pair rows{cells[first].first, cells[last].last};
      FillId fill = -1;
      if (column > 0) {
        const Spans& left = spans[column - 1];
        const auto beside =
            std::lower_bound(left.begin(), left.end(), rows,
                             [](const auto& span, const auto& wanted) { return span.first < wanted; });
        if (beside != left.end() && beside->first == rows) {
          Fill& candidate = fills_[static_cast<std::size_t>(beside->second)];
          if (candidate.formula == cells[first].formula) {
            fill = beside->second;
            candidate.range.last.column = column_index;
          }
        }
      }
      if (fill < 0) {
        fill = static_cast<FillId>(fills_.size());
        fills_.push_back({sheet_id,
                          {{rows.first, column_index}, {rows.second, column_index}},
                          cells[first].formula,
                          FillKind::cells});
      }
      spans[column].push_back({rows, fill});
      first = last + 1;
    }
    std::vector<Placed>().swap(cells);
  }
  // What stands in a column that arrays fill, by first row.
  std::map<std::int32_t, std::map<std::int32_t, std::pair<std::int32_t, FillId>>> filled;
  for (FillId id = 0; id < array_fills; ++id) {
    const Fill& fill = fills_[static_cast<std::size_t>(id)];
    if (fill.sheet != sheet_id) continue;
    for (std::int32_t column = fill.range.first.column; column <= fill.range.last.column; ++column) {
      const auto [found, added] = filled.try_emplace(column);
      auto& taken = found->second;
      if (added && static_cast<std::size_t>(column) < spans.size())
        for (const auto& [rows, other] : spans[static_cast<std::size_t>(column)])
          taken[rows.first] = {rows.second, other};
      // Formulas that stand inside the range split it; Excel does not write such files.
      std::int32_t from = fill.range.first.row;
      auto next = taken.upper_bound(from);
      if (next != taken.begin()) from = std::max(from, std::prev(next)->second.first + 1);
      std::vector<std::pair<std::int32_t, std::int32_t>> pieces;
      for (; next != taken.end() && next->first <= fill.range.last.row; ++next) {
        if (next->first > from) pieces.emplace_back(from, next->first - 1);
        from = next->second.first + 1;
      }
      if (from <= fill.range.last.row) pieces.emplace_back(from, fill.range.last.row);
      for (const auto& [first, last] : pieces) {
        for (std::int32_t row = first; row <= last; ++row) {
          const CellAddress cell{row, column};
          if (sheet.tag(cell) == CellTag::blank) continue;
          sheet.set_saved_value(cell, sheet.value(cell));
          sheet.set_value(cell, Value());
        }
        taken[first] = {last, id};
      }
    }
  }
  for (const auto& [column, taken] : filled) {
    const auto at = static_cast<std::size_t>(column);
    if (at >= spans.size()) spans.resize(at + 1);
    spans[at].clear();
    for (const auto& [first, rest] : taken) spans[at].push_back({{first, rest.first}, rest.second});
  }
  for (std::size_t column = 0; column < spans.size(); ++column)
    if (!spans[column].empty()) sheet.set_fills(static_cast<std::int32_t>(column), std::move(spans[column]));
}

void Workbook::compile_formulas() {
  ProgramCompiler compiler(*this);
  Expression expression;
  ParseError error;
  for (const Fill& fill : fills_) {
    Formula& formula = formulas_[fill.formula];
    if (fill.kind == FillKind::kept || formula.program != nullptr) continue;
    if (parse_formula(formula.text, formula.origin, expression, error))
      formula.program = compiler.compile(expression, formula.mode, formula.sheet, formula.origin);
    else
      problems_.try_emplace(fill.formula, std::move(error.reason));
  }
}

void Workbook::release_programs() {
  for (std::size_t id = 0; id < formulas_.size(); ++id) formulas_[static_cast<FormulaId>(id)].program.reset();
  // Hundreds of thousands of small blocks: their pages go back too.
  ::malloc_trim(0);
}

std::string_view Workbook::problem_of(FormulaId id) const {
  const auto found = problems_.find(id);
  return found == problems_.end() ? std::string_view() : found->second;
}

std::string_view Workbook::number_format(SheetId sheet_id, CellAddress cell) const {
  return number_formats_[static_cast<std::size_t>(sheet(sheet_id).number_format(cell))];
}

std::int64_t Workbook::formula_count() const noexcept {
  std::int64_t count = 0;
  for (const Fill& fill : fills_) count += fill.kind == FillKind::cells ? fill.range.size() : 1;
  return count;
}

std::int64_t Workbook::cell_count() const {
  std::int64_t count = 0;
  for (SheetId id = 0; id < own_sheets_; ++id)
    if (const auto used = sheet(id).used_range())
      for (std::int32_t column = 0; column <= used->last.column; ++column)
        if (const Column* cells = sheet(id).column(column)) count += cells->filled_count();
  return count;
}

std::optional<std::string> Workbook::formula_text(SheetId sheet_id, CellAddress cell) const {
  const FillId id = sheet(sheet_id).fill_at(cell);
  if (id < 0) return std::nullopt;
  const Fill& at = fill(id);
  if (at.kind == FillKind::dynamic_array && at.range.first != cell) return std::nullopt;
  const Formula& own = formula(at.formula);
  const CellAddress to = at.kind == FillKind::cells ? cell : own.origin;
  return "=" +
         display_formula(to == own.origin ? std::string(own.text) : move_formula(own.text, own.origin, to));
}

const Program* Workbook::name_program(NameId id) const {
  const auto at = static_cast<std::size_t>(id);
  if (name_compiled_.size() < names_.size()) {
    name_compiled_.resize(names_.size());
    name_programs_.resize(names_.size());
  }
  if (!name_compiled_[at]) {
    name_compiled_[at] = true;
    const DefinedName& name = names_[at];
    const ParseResult parsed = parse_formula(name.text, {});
    if (parsed.expression)
      name_programs_[at] = compile(*parsed.expression, FormulaMode::array, *this, name.sheet.value_or(0), {});
  }
  return name_programs_[at].get();
}

std::string Workbook::describe(SheetId sheet_id, CellAddress cell) const {
  return describe(single_area(sheet_id, single_cell(cell)));
}

std::string Workbook::describe(const Area& area) const {
  const auto quoted = [](const std::string& name) {
    if (is_plain_sheet_name(name)) return name;
    std::string result = "'";
    for (const char c : name) result += c == '\'' ? std::string("''") : std::string(1, c);
    return result + "'";
  };
  std::string prefix = area.is_three_dimensional()
                           ? quoted(sheet(area.sheet).name() + ":" + sheet(area.last_sheet).name())
                           : quoted(sheet(area.sheet).name());
  return prefix + "!" + to_a1(area.range);
}

std::optional<Area> Workbook::find_place(std::string_view text, SheetId sheet_id) const {
  const ParseResult parsed = parse_formula(text, {});
  if (!parsed.expression || text.starts_with("=")) return std::nullopt;
  auto program = compile(*parsed.expression, FormulaMode::array, *this, sheet_id, {});
  const Program* at = program.get();
  for (int depth = 0; depth < 16; ++depth) {
    if (at->code().size() != 1) return std::nullopt;
    if (at->code()[0].op == Op::range) return at->references()[0].to_area({sheet_id, {}});
    if (at->code()[0].op != Op::name) return std::nullopt;
    at = name_program(at->names()[0]);
    if (at == nullptr) return std::nullopt;
  }
  return std::nullopt;
}

std::optional<SheetId> Workbook::find_sheet(std::string_view name) const {
  const auto found = sheet_ids_.find(fold_case(name));
  return found == sheet_ids_.end() ? std::nullopt : std::optional<SheetId>(found->second);
}

std::optional<NameId> Workbook::find_name(std::string_view name, SheetId sheet_id) const {
  const auto found = name_ids_.find(fold_case(name));
  if (found == name_ids_.end()) return std::nullopt;
  std::optional<NameId> everywhere;
  for (const NameId id : found->second) {
    const auto& valid_on = names_[static_cast<std::size_t>(id)].sheet;
    if (valid_on == sheet_id) return id;
    if (!valid_on) everywhere = id;
  }
  return everywhere;
}

const TableColumns* Workbook::find_table(std::string_view name, SheetId sheet_id, CellAddress cell) const {
  if (name.empty()) {
    for (const Table& table : tables_)
      if (table.shape.sheet == sheet_id && table.shape.range.contains(cell)) return &table.shape;
    return nullptr;
  }
  const auto found = table_ids_.find(fold_case(name));
  return found == table_ids_.end() ? nullptr : &tables_[static_cast<std::size_t>(found->second)].shape;
}

std::optional<std::int32_t> Workbook::find_table_column(const TableColumns& shape,
                                                        std::string_view column) const {
  for (const Table& table : tables_) {
    if (&table.shape != &shape) continue;
    for (std::size_t i = 0; i < table.columns.size(); ++i)
      if (equal_ignoring_case(table.columns[i], column)) return static_cast<std::int32_t>(i);
  }
  return std::nullopt;
}

}  // namespace outturn
