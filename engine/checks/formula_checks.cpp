#include "engine/checks/formula_checks.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "engine/change_set.h"
#include "engine/checks/equation.h"
#include "engine/checks/figure.h"
#include "engine/indicators/figure_text.h"
#include "engine/indicators/spelling.h"
#include "formulas/evaluator.h"
#include "formulas/formula_key.h"
#include "formulas/parser.h"

namespace outturn {
namespace {

constexpr std::int32_t kMostEdge = 2'000;    // cells along one side of a fill that are looked at
constexpr std::int64_t kMostSummed = 5'000;  // cells of a range that is looked into
constexpr int kShortestRun = 4;              // cells that make a pattern, the odd one among them

// One of the two ways in which a table runs: down a column or along a row.
struct Way {
  bool down = true;
  [[nodiscard]] CellAddress step(CellAddress cell, std::int32_t by) const noexcept {
    (down ? cell.row : cell.column) += by;
    return cell;
  }
  [[nodiscard]] CellAddress across(CellAddress cell, std::int32_t by) const noexcept {
    (down ? cell.column : cell.row) += by;
    return cell;
  }
  [[nodiscard]] std::int32_t along(CellAddress cell) const noexcept { return down ? cell.row : cell.column; }
  [[nodiscard]] std::int32_t line(CellAddress cell) const noexcept { return down ? cell.column : cell.row; }
};
constexpr Way kWays[] = {{true}, {false}};

bool on_sheet(CellAddress cell) noexcept {
  return cell.row >= 0 && cell.column >= 0 && cell.row < kMaxRows && cell.column < kMaxColumns;
}

class Checker {
 public:
  Checker(const Workbook& workbook, Recalculation& recalculation, const std::vector<bool>& skipped)
      : workbook_(workbook), recalculation_(recalculation), skipped_(skipped) {
    for (const KeptCell& kept : recalculation.kept()) kept_.insert({kept.sheet, kept.cell});
    for (const CircularReference& circle : recalculation.circular())
      for (const OwnedCell& cell : circle.cells) kept_.insert({cell.sheet, cell.address});
  }

  std::vector<Check> find(bool saved_values) {
    if (saved_values) compare_saved();
    for (FillId id = 0; id < static_cast<FillId>(workbook_.fills().size()); ++id) {
      const Fill& fill = workbook_.fill(id);
      if (is_skipped(fill.sheet) || fill.kind != FillKind::cells) continue;
      for (const Way& way : kWays) after_fill(fill, way);
      totals(fill);
    }
    return std::move(checks_);
  }

 private:
  [[nodiscard]] bool is_skipped(SheetId sheet) const {
    return sheet >= workbook_.sheet_count() || skipped_[static_cast<std::size_t>(sheet)];
  }
  [[nodiscard]] const Fill* fill_at(SheetId sheet, CellAddress cell) const {
    if (!on_sheet(cell)) return nullptr;
    const FillId id = workbook_.sheet(sheet).fill_at(cell);
    return id < 0 ? nullptr : &workbook_.fill(id);
  }
  [[nodiscard]] bool has_formula(SheetId sheet, CellAddress cell, FormulaId formula) const {
    const Fill* fill = fill_at(sheet, cell);
    return fill != nullptr && fill->kind == FillKind::cells && fill->formula == formula;
  }
  [[nodiscard]] Value value(SheetId sheet, CellAddress cell) const {
    return on_sheet(cell) ? workbook_.sheet(sheet).value(cell) : Value();
  }
  [[nodiscard]] std::optional<Figure> figure(SheetId sheet, CellAddress cell) const {
    const Value found = value(sheet, cell);
    return found.is_number() ? read_cell_figure(found, workbook_.number_format(sheet, cell)) : std::nullopt;
  }
  [[nodiscard]] std::string words(SheetId sheet, CellAddress cell, const Value& found) const {
    if (found.is_text()) return "\"" + std::string(found.text()) + "\"";
    if (found.is_error()) return std::string(error_text(found.error()));
    if (found.is_logical()) return found.logical() ? "TRUE" : "FALSE";
    if (!found.is_number()) return "nothing";
    const auto shown = read_cell_figure(found, workbook_.number_format(sheet, cell));
    return shown ? figure_words(found.number(), *shown) : figure_text(found.number());
  }

  // "Total, Q2": the nearest texts on the left and above.
  [[nodiscard]] std::string label(SheetId sheet, CellAddress cell) const {
    constexpr std::int32_t kFarthest = 60;
    std::string found;
    for (const Way& way : {kWays[1], kWays[0]})
      for (std::int32_t by = 1; by <= kFarthest; ++by) {
        const CellAddress at = way.step(cell, -by);
        if (!on_sheet(at)) break;
        const Value text = value(sheet, at);
        if (!text.is_text() || fill_at(sheet, at) != nullptr || trimmed(text.text()).empty()) continue;
        found += (found.empty() ? "" : ", ") + std::string(trimmed(text.text()).substr(0, 80));
        break;
      }
    return found;
  }

  [[nodiscard]] Check start(SheetId sheet, CellAddress cell, CheckKind kind, std::string_view rule) const {
    Check check;
    check.at = {sheet, cell};
    check.kind = kind;
    check.source = CheckSource::inferred;
    check.rule = std::string(rule);
    check.label = label(sheet, cell);
    check.verdict = CheckVerdict::inconsistent;
    check.entered = words(sheet, cell, value(sheet, cell));
    return check;
  }

  // What a formula of the workbook would give in another cell; nothing where that is no number.
  [[nodiscard]] std::optional<double> would_give(FormulaId formula, SheetId sheet, CellAddress cell) {
    const Program* program = workbook_.formula(formula).program.get();
    if (program == nullptr || !program->unsupported().empty() || program->volatility() != Volatility::none ||
        reads_itself(*program, sheet, cell))
      return std::nullopt;
    EvaluationContext& context = recalculation_.context_at(sheet, cell);
    const Value found = evaluate_to_value(*program, context);
    if (context.suspended() || !found.is_number()) return std::nullopt;
    return found.number();
  }
  [[nodiscard]] static bool reads_itself(const Program& program, SheetId sheet, CellAddress cell) {
    bool found = program.has_dynamic_references();
    program.for_each_reference([&](const ProgramReference& reference) {
      const Area area = reference.to_area({sheet, cell});
      found = found || (area.sheet <= sheet && sheet <= area.last_sheet && area.range.contains(cell));
    });
    return found;
  }
  [[nodiscard]] std::string formula_in(FormulaId formula, CellAddress cell) const {
    const Formula& own = workbook_.formula(formula);
    return "=" + display_formula(move_formula(own.text, own.origin, cell));
  }

  // --- values that the file was saved with

  void compare_saved() {
    std::set<CheckedCell> changed;
    for (const CellChange& change : collect_changes(workbook_, recalculation_).cells)
      if (change.kind != ChangeKind::input) changed.insert({change.sheet, change.cell});
    for (const CheckedCell& cell : changed) {
      if (is_skipped(cell.sheet) || kept_.contains(cell)) continue;
      const Fill* fill = fill_at(cell.sheet, cell.cell);
      if (fill == nullptr || fill->kind == FillKind::kept || fill->kind == FillKind::dynamic_array) continue;
      const Program* program = workbook_.formula(fill->formula).program.get();
      const Value saved = workbook_.sheet(cell.sheet).saved_value(cell.cell);
      const Value now = value(cell.sheet, cell.cell);
      // What follows from another changed cell is told there; what moves by itself is not wrong.
      if (program == nullptr || saved.is_blank() || program->volatility() != Volatility::none ||
          program->has_dynamic_references() || !differs(saved, now) || reads_any(*program, cell, changed))
        continue;
      Check check = start(cell.sheet, cell.cell, CheckKind::saved_value, "formula.saved-value");
      check.verdict = CheckVerdict::wrong;
      check.entered = words(cell.sheet, cell.cell, saved);
      check.expected = words(cell.sheet, cell.cell, now);
      if (now.is_number()) check.exact = now.number();
      check.expression = workbook_.formula_text(cell.sheet, cell.cell).value_or("");
      check.message = "the file was saved with " + check.entered + ", and the formula gives " +
                      check.expected + ", " + check.expression;
      checks_.push_back(std::move(check));
    }
  }

  // The last of 15 digits may depend on the order of additions.
  [[nodiscard]] static bool differs(const Value& saved, const Value& now) {
    // Which error a formula gives is no figure.
    if (saved.is_error() || now.is_error()) return false;
    if (!saved.is_number() || !now.is_number()) return true;
    const double size = std::max(std::fabs(saved.number()), std::fabs(now.number()));
    return std::fabs(saved.number() - now.number()) > std::max(size * 1e-9, 1e-9);
  }

  [[nodiscard]] bool reads_any(const Program& program, const CheckedCell& cell,
                               const std::set<CheckedCell>& changed) const {
    bool found = !program.names().empty();  // a name's cells are not looked for
    program.for_each_reference([&](const ProgramReference& reference) {
      const Area area = reference.to_area({cell.sheet, cell.cell});
      for (auto at = changed.lower_bound({area.sheet, area.range.first});
           !found && at != changed.end() && at->sheet <= area.last_sheet; ++at) {
        if (*at != cell && area.range.contains(at->cell)) found = true;
        if (at->sheet == area.last_sheet && at->cell.row > area.range.last.row) break;
      }
    });
    return found;
  }

  // --- what stands between two parts of a fill

  void after_fill(const Fill& fill, const Way& way) {
    const std::int32_t width = way.down ? fill.range.columns() : fill.range.rows();
    const std::int32_t length = way.down ? fill.range.rows() : fill.range.columns();
    const CellAddress corner = way.down ? CellAddress{fill.range.last.row, fill.range.first.column}
                                        : CellAddress{fill.range.first.row, fill.range.last.column};
    for (std::int32_t at = 0; at < std::min(width, kMostEdge); ++at) {
      const CellAddress odd = way.step(way.across(corner, at), 1), next = way.step(odd, 1);
      if (!on_sheet(next) || !has_formula(fill.sheet, next, fill.formula)) continue;
      const Fill& behind = *fill_at(fill.sheet, next);
      const std::int32_t run = length + 1 + (way.down ? behind.range.rows() : behind.range.columns());
      if (run < kShortestRun) continue;
      const Fill* own = fill_at(fill.sheet, odd);
      if (own == nullptr)
        typed_over(fill, odd, way);
      else if (own->kind == FillKind::cells)
        odd_formula(fill, *own, odd, way);
    }
  }

  // Whether the cell beside it breaks the same fill, so that a whole line is meant to be different.
  [[nodiscard]] bool is_in_line(const Fill& fill, CellAddress odd, const Way& way) const {
    for (const std::int32_t by : {-1, 1}) {
      const CellAddress beside = way.across(odd, by);
      if (!on_sheet(beside)) continue;
      const Fill* above = fill_at(fill.sheet, way.step(beside, -1));
      if (above != nullptr && has_formula(fill.sheet, way.step(beside, 1), above->formula) &&
          !has_formula(fill.sheet, beside, above->formula) && !value(fill.sheet, beside).is_blank())
        return true;
    }
    return false;
  }

  void typed_over(const Fill& fill, CellAddress odd, const Way& way) {
    const auto typed = figure(fill.sheet, odd);
    if (!typed || is_in_line(fill, odd, way) || !seen_.insert({fill.sheet, odd}).second) return;
    const auto expected = would_give(fill.formula, fill.sheet, odd);
    if (!expected || !is_finding(agreement(*typed, {*expected, 0}))) return;
    Check check = start(fill.sheet, odd, CheckKind::formula, "formula.typed-over");
    check.expected = figure_words(*expected, *typed);
    check.exact = *expected;
    check.expression = formula_in(fill.formula, odd);
    check.message = check.entered + " is typed here in a line of formulas; the formula of its neighbours, " +
                    check.expression + ", gives " + check.expected;
    checks_.push_back(std::move(check));
  }

  [[nodiscard]] static bool same_shape(const Program& a, const Program& b) {
    return a.code().size() == b.code().size() &&
           std::equal(a.code().begin(), a.code().end(), b.code().begin(),
                      [](const Instruction& x, const Instruction& y) { return x.op == y.op; }) &&
           std::equal(a.functions().begin(), a.functions().end(), b.functions().begin(), b.functions().end());
  }
  // The formula of the neighbours with something added: "=B3*C3+5".
  [[nodiscard]] static bool has_addition(const Program& plain, const Program& longer) {
    return longer.code().size() == plain.code().size() + 2 &&
           std::equal(plain.code().begin(), plain.code().end(), longer.code().begin(),
                      [](const Instruction& x, const Instruction& y) { return x.op == y.op; }) &&
           longer.code()[plain.code().size()].op == Op::constant;
  }

  void odd_formula(const Fill& fill, const Fill& own, CellAddress odd, const Way& way) {
    const Program* usual = workbook_.formula(fill.formula).program.get();
    const Program* here = workbook_.formula(own.formula).program.get();
    if (usual == nullptr || here == nullptr || !own.range.is_single_cell()) return;
    if (!same_shape(*usual, *here) && !has_addition(*usual, *here)) return;
    // The same formula elsewhere in the line: every third row is a pattern of its own.
    for (const std::int32_t by : {-4, -3, -2, 2, 3, 4})
      if (has_formula(fill.sheet, way.step(odd, by), own.formula)) return;
    if (is_in_line(fill, odd, way) || !seen_.insert({fill.sheet, odd}).second) return;
    const auto typed = figure(fill.sheet, odd);
    const auto expected = would_give(fill.formula, fill.sheet, odd);
    if (!typed || !expected || at_precision(*expected, *typed) == at_precision(typed->value, *typed)) return;
    Check check = start(fill.sheet, odd, CheckKind::formula, "formula.differs");
    check.expected = figure_words(*expected, *typed);
    check.exact = *expected;
    check.expression = formula_in(fill.formula, odd);
    check.message = "the formula here, " + workbook_.formula_text(fill.sheet, odd).value_or("") +
                    ", is not that of its neighbours on both sides, " + check.expression + ", which gives " +
                    check.expected + " and not " + check.entered;
    checks_.push_back(std::move(check));
  }

  // --- totals

  // The range of a formula that is SUM of one line and nothing else.
  [[nodiscard]] std::optional<RangeAddress> summed(FormulaId formula, SheetId sheet, CellAddress cell) const {
    const Program* program = workbook_.formula(formula).program.get();
    if (program == nullptr || program->code().size() != 2 || program->code()[0].op != Op::range ||
        program->code()[1].op != Op::call || program->functions()[0]->name != "SUM")
      return std::nullopt;
    const Area area = program->references()[0].to_area({sheet, cell});
    if (area.sheet != sheet || area.is_three_dimensional()) return std::nullopt;
    if (area.range.rows() != 1 && area.range.columns() != 1) return std::nullopt;
    if (area.range.size() < 2 || area.range.size() > kMostSummed) return std::nullopt;
    return area.range;
  }

  void totals(const Fill& fill) {
    const std::int32_t rows = std::min(fill.range.rows(), kMostEdge),
                       columns = std::min(fill.range.columns(), kMostEdge);
    for (std::int32_t row = 0; row < rows; ++row)
      for (std::int32_t column = 0; column < columns && row * columns + column < kMostEdge; ++column) {
        const CellAddress cell{fill.range.first.row + row, fill.range.first.column + column};
        const auto range = summed(fill.formula, fill.sheet, cell);
        if (!range) return;
        const Way way{range->columns() == 1};
        if (way.line(cell) == way.line(range->first)) {
          missed_end(fill, cell, *range, way);
          missed_start(fill, cell, *range, way);
          counted_twice(fill, cell, *range, way);
        }
        texts(fill, cell, *range, way);
      }
  }

  [[nodiscard]] bool looks_like_a_year(SheetId sheet, CellAddress cell) const {
    const Value found = value(sheet, cell);
    return found.is_number() && found.number() >= 1900 && found.number() < 2101 &&
           found.number() == std::floor(found.number()) && fill_at(sheet, cell) == nullptr;
  }

  // One figure between the range and the total, of the sort that the range sums.
  void missed_end(const Fill& fill, CellAddress total, const RangeAddress& range, const Way& way) {
    const CellAddress missed = way.step(range.last, 1);
    if (way.step(missed, 1) != total) return;
    const auto figure_here = figure(fill.sheet, missed), last = figure(fill.sheet, range.last);
    if (!figure_here || !last || figure_here->value == 0 || looks_like_a_year(fill.sheet, missed)) return;
    if (workbook_.sheet(fill.sheet).number_format(missed) !=
        workbook_.sheet(fill.sheet).number_format(range.last))
      return;
    const Fill* own = fill_at(fill.sheet, missed);
    const Fill* before = fill_at(fill.sheet, range.last);
    if ((own == nullptr) != (before == nullptr) || (own != nullptr && own->formula != before->formula))
      return;
    const auto shown = figure(fill.sheet, total);
    // What is as large as half of the rest, or all of it, is another total.
    if (!shown || figure_here->value == shown->value ||
        (range.size() >= 3 && std::fabs(figure_here->value) >= std::fabs(shown->value) / 2))
      return;
    Check check = start(fill.sheet, total, CheckKind::formula, "formula.range-misses");
    check.exact = shown->value + figure_here->value;
    check.expected = figure_words(*check.exact, *shown);
    check.expression = "=SUM(" + to_a1(RangeAddress{range.first, missed}) + ")";
    check.inputs = {{fill.sheet, missed}};
    check.message = "the total, " + workbook_.formula_text(fill.sheet, total).value_or("") + ", leaves out " +
                    to_a1(missed) + ", " + words(fill.sheet, missed, value(fill.sheet, missed)) +
                    ", which stands between its range and itself; with it, it is " + check.expected;
    checks_.push_back(std::move(check));
  }

  // A figure above the range that the total beside it counts in its own line.
  void missed_start(const Fill& fill, CellAddress total, const RangeAddress& range, const Way& way) {
    const CellAddress missed = way.step(range.first, -1);
    if (!on_sheet(missed) || fill_at(fill.sheet, missed) != nullptr || looks_like_a_year(fill.sheet, missed))
      return;
    const auto figure_here = figure(fill.sheet, missed), shown = figure(fill.sheet, total);
    if (!figure_here || figure_here->value == 0 || !shown) return;
    const bool beside_counts = [&] {
      for (const std::int32_t by : {-1, 1}) {
        const CellAddress beside = way.across(total, by);
        const Fill* other = fill_at(fill.sheet, beside);
        if (other == nullptr || other->kind != FillKind::cells) continue;
        const auto others = summed(other->formula, fill.sheet, beside);
        if (others && way.along(others->first) == way.along(missed) &&
            way.along(others->last) == way.along(range.last))
          return true;
      }
      return false;
    }();
    if (!beside_counts) return;
    Check check = start(fill.sheet, total, CheckKind::formula, "formula.range-misses");
    check.exact = shown->value + figure_here->value;
    check.expected = figure_words(*check.exact, *shown);
    check.expression = "=SUM(" + to_a1(RangeAddress{missed, range.last}) + ")";
    check.inputs = {{fill.sheet, missed}};
    check.message = "the total, " + workbook_.formula_text(fill.sheet, total).value_or("") + ", leaves out " +
                    to_a1(missed) + ", " + words(fill.sheet, missed, value(fill.sheet, missed)) +
                    ", whose line the total beside it counts; with it, it is " + check.expected;
    checks_.push_back(std::move(check));
  }

  // A subtotal of cells that the range holds too.
  void counted_twice(const Fill& fill, CellAddress total, const RangeAddress& range, const Way& way) {
    for (std::int32_t at = way.along(range.first); at <= way.along(range.last); ++at) {
      const CellAddress cell =
          way.down ? CellAddress{at, range.first.column} : CellAddress{range.first.row, at};
      const Fill* part = fill_at(fill.sheet, cell);
      if (part == nullptr || part->kind != FillKind::cells) continue;
      const auto parts = summed(part->formula, fill.sheet, cell);
      if (!parts || !range.contains(*parts) || parts->contains(cell)) continue;
      const auto shown = figure(fill.sheet, total), twice = figure(fill.sheet, cell);
      if (!shown || !twice || twice->value == 0) return;
      Check check = start(fill.sheet, total, CheckKind::formula, "formula.counted-twice");
      check.inputs = {{fill.sheet, cell}};
      check.expression = workbook_.formula_text(fill.sheet, total).value_or("");
      check.message = "the total, " + check.expression + ", counts the subtotal " + to_a1(cell) + ", " +
                      words(fill.sheet, cell, value(fill.sheet, cell)) + ", and its parts " + to_a1(*parts) +
                      " as well";
      checks_.push_back(std::move(check));
      return;
    }
  }

  // Figures typed as text, which SUM passes over.
  void texts(const Fill& fill, CellAddress total, const RangeAddress& range, const Way& way) {
    int numbers = 0;
    std::vector<CellAddress> found;
    for (std::int32_t at = way.along(range.first); at <= way.along(range.last); ++at) {
      const CellAddress cell =
          way.down ? CellAddress{at, range.first.column} : CellAddress{range.first.row, at};
      const Value here = value(fill.sheet, cell);
      numbers += here.is_number() ? 1 : 0;
      if (!here.is_text() || fill_at(fill.sheet, cell) != nullptr) continue;
      const auto typed = read_cell_figure(here, "General");
      if (typed && typed->value != 0 && !(typed->value >= 1900 && typed->value < 2101)) found.push_back(cell);
    }
    if (numbers < 2 || found.empty() || found.size() > 5) return;
    for (const CellAddress cell : found) {
      if (!texts_seen_.insert({fill.sheet, cell}).second) continue;
      Check check = start(fill.sheet, cell, CheckKind::formula, "formula.number-as-text");
      check.verdict = CheckVerdict::malformed;
      check.entered = std::string(trimmed(value(fill.sheet, cell).text()));
      check.exact = read_cell_figure(value(fill.sheet, cell), "General")->value;
      check.expression = workbook_.formula_text(fill.sheet, total).value_or("");
      check.inputs = {{fill.sheet, total}};
      check.message = check.entered + " is typed as text, so that the total in " + to_a1(total) + ", " +
                      check.expression + ", leaves it out; type it as a number";
      checks_.push_back(std::move(check));
    }
  }

  const Workbook& workbook_;
  Recalculation& recalculation_;
  const std::vector<bool>& skipped_;
  std::set<CheckedCell> kept_, seen_, texts_seen_;
  std::vector<Check> checks_;
};

}  // namespace

std::vector<Check> formula_checks(const Workbook& workbook, Recalculation& recalculation,
                                  const std::vector<bool>& skipped, bool saved_values) {
  return Checker(workbook, recalculation, skipped).find(saved_values);
}

}  // namespace outturn
