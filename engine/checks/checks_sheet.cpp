#include "engine/checks/checks_sheet.h"

#include <algorithm>

#include "engine/indicators/bound_place.h"
#include "engine/indicators/definition_columns.h"
#include "engine/indicators/spelling.h"

namespace outturn {
namespace {

constexpr std::int64_t kMostCells = 20'000;  // of one For

struct RelationName {
  std::string_view words;
  CheckRelation relation;
};
constexpr RelationName kRelations[] = {
    {"=", CheckRelation::equals},
    {">=", CheckRelation::at_least},
    {"<=", CheckRelation::at_most},
    {"adds to", CheckRelation::adds_to},
    {"says", CheckRelation::says},
    {"is a copy of", CheckRelation::is_copy},
    {"differs from", CheckRelation::differs},
    // Excel takes a lone = for the beginning of a formula, and some keyboards have the signs.
    {"equals", CheckRelation::equals},
    {"is", CheckRelation::equals},
    {"\xE2\x89\xA5", CheckRelation::at_least},
    {"at least", CheckRelation::at_least},
    {"\xE2\x89\xA4", CheckRelation::at_most},
    {"at most", CheckRelation::at_most},
    {"add to", CheckRelation::adds_to},
    {"copy of", CheckRelation::is_copy},
    {"<>", CheckRelation::differs},
};

class Reader {
 public:
  Reader(ChecksSheet& out, const Workbook& workbook) : out_(out), workbook_(workbook) {}

  void checks(const DefinitionTable& table) {
    DefinitionRows rows(table, DefinitionKind::checks, out_.findings);
    while (rows.next()) {
      DeclaredCheck check;
      check.where = rows.where();
      check.name = rows.text("Check");
      check.why = rows.text("Why");
      check.left_where = rows.cell("Left").where;
      check.right_where = rows.cell("Right").where;
      const std::size_t before = errors();
      for (const char* column : {"Check", "Left", "Is", "Right"})
        if (typed(rows.cell(column)).empty())
          fail(rows.cell(column).where,
               std::string(column) + " is empty; " +
                   (std::string_view(column) == "Check" ? "give the check a name"
                    : std::string_view(column) == "Is"
                        ? "write =, >=, <=, adds to, says, is a copy of or differs from"
                        : "write a cell, as Calls!B5, or an Excel expression"));
      if (errors() > before) continue;
      relation(rows, check);
      std::optional<SheetId> sheet;
      CellAddress origin;
      cells(rows, check, sheet, origin);
      allowance(rows, check);
      if (errors() > before) continue;
      side(rows.cell("Left"), "Left", check.left, check.relation == CheckRelation::adds_to, sheet, origin);
      side(rows.cell("Right"), "Right", check.right, false, sheet, origin);
      if (errors() > before) continue;
      shape(check, origin);
      if (errors() == before) out_.checks.push_back(std::move(check));
    }
  }

  void exceptions(const DefinitionTable& table) {
    DefinitionRows rows(table, DefinitionKind::check_exceptions, out_.findings);
    while (rows.next()) {
      CheckException exception;
      exception.where = rows.where();
      exception.rule = rows.text("Rule");
      exception.figure = rows.text("Figure");
      exception.reason = rows.text("Reason");
      const PlaceText place{rows.text("Cell"), rows.cell("Cell").where};
      if (!place.given()) {
        fail(place.where, "Cell is empty; write the cell whose finding is known, as Calls!B5");
        continue;
      }
      if (exception.reason.empty()) {
        fail(rows.cell("Reason").where,
             "the exception for " + place.text + " gives no reason; write why the figure stands");
        continue;
      }
      if (const auto cell = find_cell(workbook_, place, "Cell", out_.findings)) {
        exception.cell = {cell->sheet, cell->address};
        out_.exceptions.push_back(std::move(exception));
      }
    }
  }

 private:
  void fail(std::string where, std::string what) {
    out_.findings.push_back({Severity::error, std::move(where), std::move(what)});
  }
  [[nodiscard]] std::size_t errors() const {
    return static_cast<std::size_t>(
        std::count_if(out_.findings.begin(), out_.findings.end(),
                      [](const Diagnostic& each) { return each.severity == Severity::error; }));
  }

  // What stands in the cell: where somebody typed a formula, that formula and not its value.
  [[nodiscard]] std::string typed(const DefinitionCell& cell) const {
    if (const auto place = workbook_.find_place(cell.where); place && place->is_single_cell())
      if (auto formula = workbook_.formula_text(place->sheet, place->range.first)) return *formula;
    return DefinitionRows::cell_text(cell);
  }

  void relation(DefinitionRows& rows, DeclaredCheck& check) {
    const std::string phrase = folded_phrase(typed(rows.cell("Is")));
    for (const RelationName& each : kRelations)
      if (phrase == each.words) {
        check.relation = each.relation;
        return;
      }
    std::vector<std::string> known;
    for (const RelationName& each : kRelations)
      if (each.words.size() > 2) known.emplace_back(each.words);
    fail(rows.cell("Is").where, "\"" + rows.text("Is") + "\" is no relation" + did_you_mean(phrase, known) +
                                    "; write =, >=, <=, adds to, says, is a copy of or differs from");
  }

  void cells(DefinitionRows& rows, DeclaredCheck& check, std::optional<SheetId>& sheet, CellAddress& origin) {
    const PlaceText place{rows.text("For"), rows.cell("For").where};
    check.cells = {origin};
    if (!place.given()) return;
    const auto area = find_cells(workbook_, place, "For", out_.findings);
    if (!area) return;
    if (area->range.size() > kMostCells) {
      fail(place.where, "For: \"" + place.text + "\" is more than " + std::to_string(kMostCells) + " cells");
      return;
    }
    sheet = area->sheet;
    origin = area->range.first;
    check.is_for_each = true;
    check.cells.clear();
    for (std::int32_t row = area->range.first.row; row <= area->range.last.row; ++row)
      for (std::int32_t column = area->range.first.column; column <= area->range.last.column; ++column)
        check.cells.push_back({row, column});
  }

  void allowance(DefinitionRows& rows, DeclaredCheck& check) {
    const DefinitionCell& cell = rows.cell("Allow");
    const std::string text = DefinitionRows::cell_text(cell);
    if (text.empty()) return;
    check.allow_where = cell.where;
    if (cell.value.is_number() && cell.value.number() >= 0) {
      check.allow = DeclaredCheck::Allowance{false, cell.value.number(), cell.look == NumberLook::percent};
      return;
    }
    if (folded_phrase(text) == "rounding") {
      check.allow = DeclaredCheck::Allowance{true, 0, false};
      return;
    }
    std::string number = folded_phrase(text);
    double scale = 1;
    for (const std::string_view word : {" points", " point", "%"})
      if (number.ends_with(word)) {
        number.resize(number.size() - word.size());
        scale = 0.01;
        break;
      }
    const auto figure = read_cell_figure(Value(number), "General");
    if (figure && figure->value >= 0) {
      check.allow = DeclaredCheck::Allowance{false, figure->value * scale, scale != 1};
      return;
    }
    fail(cell.where,
         "Allow: \"" + text +
             "\" is not understood; write 0, rounding, a number such as 0.5, or for percentages 1 point");
  }

  void side(const DefinitionCell& cell, std::string_view column, DeclaredExpression& side, bool is_sum,
            std::optional<SheetId> sheet, CellAddress origin) {
    std::string text = typed(cell);
    if (text.starts_with("=")) text.erase(0, 1);
    // A date's digits would be a division; a number's spelling stands for itself.
    if (cell.value.is_number() && cell.look == NumberLook::date && DefinitionRows::cell_text(cell) == text)
      text = std::to_string(static_cast<long long>(cell.value.number()));
    if (is_sum) text = "SUM(" + text + ")";
    const std::string problem = side.parse(text, workbook_, sheet, origin);
    if (problem.empty()) return;
    fail(cell.where, std::string(column) + ": \"" + DefinitionRows::cell_text(cell) + "\" " + problem);
  }

  // What a relation needs beside two sides that can be read.
  void shape(DeclaredCheck& check, CellAddress origin) {
    if (check.relation == CheckRelation::says && !check.left.single_cell(origin))
      fail(check.left_where, "Left of \"says\" is the one cell that holds the sentence, as Report!A5");
    if (check.relation == CheckRelation::is_copy && !check.left.single_cell(origin))
      fail(check.left_where, "Left of \"is a copy of\" is one cell; for a row of cells give For too");
    if (check.left.is_constant() && check.right.is_constant())
      fail(check.left_where, "neither Left nor Right reads a cell, so there is nothing to check");
  }

  ChecksSheet& out_;
  const Workbook& workbook_;
};

}  // namespace

ChecksSheet read_checks_sheet(std::span<const DefinitionTable> tables, const Workbook& workbook) {
  ChecksSheet out;
  Reader reader(out, workbook);
  for (const DefinitionTable& table : tables) {
    if (definition_kind(table.name) == DefinitionKind::checks) reader.checks(table);
    if (definition_kind(table.name) == DefinitionKind::check_exceptions) reader.exceptions(table);
  }
  return out;
}

}  // namespace outturn
