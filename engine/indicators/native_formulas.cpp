#include "engine/indicators/native_formulas.h"

#include <algorithm>
#include <map>
#include <utility>

#include "engine/indicators/membership.h"
#include "engine/indicators/native_figure.h"
#include "engine/indicators/spelling.h"
#include "formulas/date_serial.h"

namespace outturn {
namespace {

using Form = IndicatorExpression::Form;
using Kind = IndicatorValue::Kind;

constexpr std::size_t kLongestFormula = 8000;  // Excel's limit is 8,192 characters

// A limit as an officer would type it into a cell that holds the figure.
std::string limit_text(double inside, const Unit& unit, NumberLook look) {
  if (unit.kind == UnitKind::date) {
    const CalendarDate date = calendar_date(static_cast<std::int64_t>(inside), DateSystem::from_1900);
    return "DATE(" + std::to_string(date.year) + "," + std::to_string(date.month) + "," +
           std::to_string(date.day) + ")";
  }
  if (unit.kind == UnitKind::percent && look == NumberLook::percent) return native_number(inside * 100) + "%";
  return native_number(to_cell_number(inside, unit, look));
}

// The term times or divided by a number, or without the opposite where it ends in that: 'PI data'!D8*1000 in
// thousands is 'PI data'!D8.
NativeTerm times(const NativeTerm& term, const std::string& sign, const std::string& opposite,
                 const std::string& number) {
  if (term.rank == NativeTerm::product && term.text.ends_with(opposite + number)) {
    return {term.text.substr(0, term.text.size() - opposite.size() - number.size()), NativeTerm::product};
  }
  return {bracketed(term, NativeTerm::product) + sign + number, NativeTerm::product};
}

// Whether COUNTIF takes the word for itself and not for a condition or pattern.
bool is_plain_criterion(std::string_view word) {
  return word.find_first_of("*?~") == std::string_view::npos &&
         (word.empty() || std::string_view("<>=").find(word[0]) == std::string_view::npos);
}

class Writer {
 public:
  explicit Writer(const IndicatorBook& book) : book_(book), workbook_(book.workbook()) {}

  NativeFormulas write() {
    for (const StatusNode* status : book_.status_nodes()) values(status->indicator());
    for (const StatusNode* status : book_.status_nodes()) this->status(*status);
    for (const RollUpNode* roll_up : book_.roll_up_nodes()) this->roll_up(*roll_up);
    return std::move(out_);
  }

 private:
  [[nodiscard]] std::string place(const FormulaCell& cell) const {
    return workbook_.describe(cell.sheet, cell.address);
  }
  [[nodiscard]] std::string reference(const FormulaCell& cell, SheetId home) const {
    return native_reference(workbook_, single_area(cell.sheet, single_cell(cell.address)), home);
  }
  [[nodiscard]] std::string word(Standing standing, Aim aim) const {
    const StatusWord* found = book_.definitions().statuses.word_for(standing, aim);
    return native_text(found == nullptr ? std::string_view() : std::string_view(found->word));
  }
  void leave(const FormulaCell& cell, const std::string& label, const std::string& why) {
    out_.left.push_back(
        {Severity::note, place(cell), label + " is not written as a formula and keeps its value: " + why});
  }
  void add(const FormulaCell& cell, std::string formula, const std::string& label) {
    if (formula.size() > kLongestFormula)
      return leave(cell, label, "the formula would be too long for Excel");
    out_.formulas.push_back({cell, std::move(formula), label});
  }

  void values(const IndicatorNode& node) {
    const std::vector<FormulaCell> owned = node.owned_cells();
    const std::vector<Period>& periods = node.cell_periods();
    for (std::size_t at = 0; at < owned.size(); ++at) {
      const std::size_t part = periods.empty() ? node.owned_parts()[at] : node.services().size();
      const Period period = periods.empty() ? node.period() : periods[at];
      if (period.last() > node.period().last()) continue;  // not written by indicators either
      const std::optional<std::string> service =
          part == node.services().size() ? std::nullopt : std::optional(node.services()[part]);
      const std::string label = node.label() + (service ? " for " + *service : "");
      const Kind kind = service ? node.service_results()[part].kind : node.result().kind;
      const NativeFigure figure =
          native_figure(workbook_, book_.definitions(), node, period, service, owned[at].sheet);
      if (!figure.problem.empty()) {
        leave(owned[at], label, figure.problem);
        continue;
      }
      if (kind == Kind::refused) {
        leave(owned[at], label, "it is not calculated");
        continue;
      }
      add(owned[at], value_formula(node.definition(), figure, owned[at]), label);
    }
  }

  [[nodiscard]] std::string value_formula(const IndicatorDefinition& definition, const NativeFigure& figure,
                                          const FormulaCell& cell) const {
    NativeTerm term = figure.term;
    if (!figure.is_text && definition.unit.kind != UnitKind::date) {
      const double factor = to_cell_number(1, definition.unit, look_of(workbook_, cell));
      if (factor > 1) term = times(term, "*", "/", native_number(factor));
      if (factor < 1) term = times(term, "/", "*", native_number(1 / factor));
    }
    const std::string text = figure.divides ? "IFERROR(" + term.text + ",\"\")" : term.text;
    if (figure.is_text) {
      std::string missing = native_missing(workbook_, figure, cell.sheet);
      for (const std::string& each : book_.definitions().settings.missing_words)
        missing += "," + term.text + "=" + native_text(each);
      return "IF(OR(" + missing + "),\"\"," + text + ")";
    }
    return "IF(" + native_missing(workbook_, figure, cell.sheet) + ",\"\"," + text + ")";
  }

  // The nested decision over `figure`, which is in the look of its cell.
  [[nodiscard]] std::string decision(const std::string& figure, const IndicatorDefinition& definition,
                                     const PeriodTarget& target, NumberLook look) const {
    const Target& to = target.target;
    const std::string met = word(Standing::met, target.aim);
    const std::string near = word(Standing::near, target.aim);
    const std::string missed = word(Standing::missed, target.aim);
    if (to.kind == Target::Kind::text) {
      std::string any;
      for (const std::string& state : to.states)
        any += (any.empty() ? "" : ",") + figure + "=" + native_text(state);
      return "IF(OR(" + any + ")," + met + "," + missed + ")";
    }
    if (to.kind == Target::Kind::none || to.kind == Target::Kind::baseline)
      return word(Standing::no_target, target.aim);
    const auto limit = [&](double inside) { return limit_text(inside, definition.unit, look); };
    const std::string at = limit(to.number);
    const bool share = target.tolerance.kind == Tolerance::Kind::share_of_target;
    const double slack = share ? std::abs(to.number) * target.tolerance.amount : target.tolerance.amount;
    const std::string slack_text =
        share ? "ABS(" + at + ")*" + native_number(target.tolerance.amount * 100) + "%" : limit(slack);
    if (to.kind == Target::Kind::range || target.aim == Aim::on_target) {
      const std::string upper = to.kind == Target::Kind::range ? limit(to.upper) : at;
      const std::string inside = "AND(" + figure + ">=" + at + "," + figure + "<=" + upper + ")";
      const std::string close = "AND(" + figure + ">=" + at + "-" + slack_text + "," + figure + "<=" + upper +
                                "+" + slack_text + ")";
      return "IF(" + inside + "," + met + "," +
             (slack > 0 ? "IF(" + close + "," + near + "," + missed + ")" : missed) + ")";
    }
    const bool up = target.aim == Aim::maximise;
    const std::string sign = std::string(up ? ">" : "<") + (to.strict ? "" : "=");
    const std::string near_sign = up ? ">=" : "<=";
    const std::string otherwise = slack > 0 ? "IF(" + figure + near_sign + at + (up ? "-" : "+") +
                                                  slack_text + "," + near + "," + missed + ")"
                                            : missed;
    return "IF(" + figure + sign + at + "," + met + "," + otherwise + ")";
  }

  void status(const StatusNode& node) {
    if (!node.status_cell() || node.is_compared()) return;
    const FormulaCell& cell = *node.status_cell();
    std::string problem;
    if (!node.indicator().definition().is_due(node.indicator().period(),
                                              book_.definitions().settings.calendar))
      problem = "it is not due in this period";
    std::string formula = problem.empty() ? status_formula(node, cell.sheet, problem) : std::string();
    if (!problem.empty()) return leave(cell, node.label(), problem);
    add(cell, std::move(formula), node.label());
  }

  // What the figures say; where they do not, what was entered.
  [[nodiscard]] std::string status_formula(const StatusNode& node, SheetId home, std::string& problem) const {
    const auto fail = [&](std::string why) {
      problem = std::move(why);
      return std::string();
    };
    const IndicatorNode& indicator = node.indicator();
    const IndicatorDefinition& definition = indicator.definition();
    const StatusResult& result = node.result();
    const Aim aim = result.target.aim;
    if (!definition.is_due(indicator.period(), book_.definitions().settings.calendar))
      return word(Standing::not_due, aim);
    if (node.refusal() != nullptr) return fail(*node.refusal());
    if (definition.expression.form() == Form::milestone) return milestone(node, home, problem);
    if (!result.target.problem.empty()) return fail(result.target.problem);
    const NativeFigure figure =
        native_figure(workbook_, book_.definitions(), indicator, indicator.period(), std::nullopt, home);
    if (!figure.problem.empty()) return fail(figure.problem);
    if (result.computed == nullptr && result.counts != nullptr)
      return fail("the status is the one entered, because the figures do not settle it");
    const std::string awaited = word(Standing::awaited, aim);
    const std::string missing = native_missing(workbook_, figure, home);
    const bool in_cell =
        indicator.value_cell() && !indicator.is_compared() && has_formula(*indicator.value_cell());
    if (in_cell) {
      const std::string value = reference(*indicator.value_cell(), home);
      const std::string none = figure.divides ? "IF(" + missing + "," + awaited + ",\"\")" : awaited;
      return "IF(" + value + "=\"\"," + none + "," +
             decision(value, definition, result.target, look_of(workbook_, *indicator.value_cell())) + ")";
    }
    // Without a cell of its own the figure stands in the formula, in the form that is calculated with.
    if (definition.unit.kind == UnitKind::date && !workbook_is_1900())
      return fail("its date stands in no cell of its own");
    const std::string value = bracketed(figure.term, NativeTerm::sum);
    IndicatorDefinition inside = definition;
    inside.unit = inside_unit(definition.unit);
    std::string chosen = decision(value, inside, result.target, NumberLook::percent);
    if (figure.divides) chosen = "IF(ISERROR(" + value + "),\"\"," + chosen + ")";
    return "IF(" + missing + "," + awaited + "," + chosen + ")";
  }

  // A unit whose figures are written as they are calculated with.
  static Unit inside_unit(Unit unit) {
    if (unit.kind != UnitKind::percent && unit.kind != UnitKind::date && unit.kind != UnitKind::text)
      unit.kind = UnitKind::number;
    unit.multiplier = 1;
    return unit;
  }
  [[nodiscard]] bool workbook_is_1900() const {
    return workbook_.settings.date_system == DateSystem::from_1900;
  }
  [[nodiscard]] bool has_formula(const FormulaCell& cell) const {
    return std::any_of(out_.formulas.begin(), out_.formulas.end(), [&](const NativeFormula& each) {
      return each.cell.sheet == cell.sheet && each.cell.address == cell.address;
    });
  }

  [[nodiscard]] std::string milestone(const StatusNode& node, SheetId home, std::string& problem) const {
    const IndicatorNode& indicator = node.indicator();
    const PeriodTarget& target = node.result().target;
    const StatusResult& result = node.result();
    if (result.entered != nullptr && result.entered_text != result.entered->word) {
      problem = "its entered status is written \"" + result.entered_text + "\"";
      return {};
    }
    const std::string awaited = word(Standing::awaited, Aim::unstated);
    std::string entered = awaited;
    if (node.entered_cell()) {
      const std::string typed = reference(*node.entered_cell(), home);
      entered = "IF(" + typed + "=\"\"," + awaited + "," + typed + ")";
    }
    if (target.target.kind != Target::Kind::date) return entered;
    const std::string met = word(Standing::met, target.aim);
    const std::string missed = word(Standing::missed, target.aim);
    const std::string due = limit_text(target.target.number, indicator.definition().unit, NumberLook::date);
    const bool passed = target.target.number <= last_day_serial(indicator.period());
    if (!indicator.entered_cell()) return passed ? missed : entered;
    const std::string done = reference(*indicator.entered_cell(), home);
    const std::string open = passed ? missed
                                    : "IF(OR(" + done + "=\"not begun\"," + done + "=\"not started\"," +
                                          done + "=\"not yet started\"," + done + "=\"not due\")," +
                                          word(Standing::not_due, target.aim) + "," + entered + ")";
    return "IF(ISNUMBER(" + done + "),IF(INT(" + done + ")<=" + due + "," + met + "," + missed + ")," + open +
           ")";
  }

  // --- roll-ups

  // Items one below the other, with a status, an entered status, or both side by side; or one item whose
  // status stands in no cell.
  struct Run {
    std::optional<Area> statuses, entered;
    const StatusNode* without_cell = nullptr;
  };

  // A milestone without a date has the status entered, or is awaited.
  static bool is_only_entered(const StatusNode& node) {
    return !node.status_cell() && node.entered_cell() &&
           node.indicator().definition().expression.form() == Form::milestone &&
           node.result().target.target.kind != Target::Kind::date;
  }

  [[nodiscard]] std::vector<Run> runs_of(std::vector<const StatusNode*> items) const {
    const auto key = [](const StatusNode* node) {
      const FormulaCell cell =
          node->status_cell() ? *node->status_cell() : node->entered_cell().value_or(FormulaCell{});
      return std::make_tuple(!node->status_cell(), cell.sheet, cell.address.column, cell.address.row);
    };
    std::stable_sort(items.begin(), items.end(),
                     [&](const StatusNode* a, const StatusNode* b) { return key(a) < key(b); });
    const auto area_of = [](const std::optional<FormulaCell>& cell) {
      return cell ? std::optional(single_area(cell->sheet, single_cell(cell->address))) : std::nullopt;
    };
    const auto joins = [](const std::optional<Area>& area, const std::optional<Area>& cell) {
      if (area.has_value() != cell.has_value()) return false;
      return !area || (area->sheet == cell->sheet && area->range.first.column == cell->range.first.column &&
                       area->range.last.row + 1 == cell->range.first.row);
    };
    const YearCalendar calendar = book_.definitions().settings.calendar;
    std::vector<Run> runs;
    for (const StatusNode* item : items) {
      const IndicatorNode& indicator = item->indicator();
      const bool due = indicator.definition().is_due(indicator.period(), calendar);
      Run run{area_of(item->status_cell()), area_of(item->entered_cell()), nullptr};
      if (!item->status_cell() && !(is_only_entered(*item) && due)) run.without_cell = item;
      if (!runs.empty() && run.without_cell == nullptr && runs.back().without_cell == nullptr &&
          joins(runs.back().statuses, run.statuses) && joins(runs.back().entered, run.entered)) {
        if (run.statuses) runs.back().statuses->range.last = run.statuses->range.last;
        if (run.entered) runs.back().entered->range.last = run.entered->range.last;
      } else {
        runs.push_back(run);
      }
    }
    return runs;
  }

  // How many of the items count with the word: the entered one where there is one.
  [[nodiscard]] std::string count(const std::vector<const StatusNode*>& items, const std::string& word,
                                  SheetId home) const {
    const std::string text = native_text(word);
    const StatusWord* known = book_.definitions().statuses.find(word);
    std::vector<std::string> spellings = {word};
    if (known != nullptr)
      spellings.insert(spellings.end(), known->also_written.begin(), known->also_written.end());
    const bool awaited =
        known != nullptr && known == book_.definitions().statuses.word_for(Standing::awaited, Aim::unstated);
    std::string sum;
    for (const Run& run : runs_of(items)) {
      std::string statuses = run.statuses ? native_reference(workbook_, *run.statuses, home) : std::string();
      if (run.without_cell != nullptr) {
        std::string problem;  // was told by roll_up()
        statuses = status_formula(*run.without_cell, home, problem);
      }
      std::string part;
      if (run.entered) {
        const std::string typed = native_reference(workbook_, *run.entered, home);
        if (!statuses.empty())
          part = "(" + typed + "=\"\")*(" + statuses + "=" + text + ")";
        else if (awaited)
          part = "(" + typed + "=\"\")";
        for (const std::string& spelling : spellings)
          part += (part.empty() ? "(" : "+(") + typed + "=" + native_text(spelling) + ")";
        part = "SUMPRODUCT(" + part + ")";
      } else if (run.statuses && is_plain_criterion(word)) {
        part = "COUNTIF(" + statuses + "," + text + ")";
      } else {
        part = "SUMPRODUCT(--(" + statuses + "=" + text + "))";
      }
      sum += (sum.empty() ? "" : "+") + part;
    }
    return sum.empty() ? "0" : sum;
  }

  void roll_up(const RollUpNode& node) {
    std::vector<const StatusNode*> items;
    std::string problem;
    if (node.refusal() != nullptr) problem = *node.refusal();
    for (const ReportNode* below : node.precedents()) {
      const auto* status = dynamic_cast<const StatusNode*>(below);
      if (status == nullptr) continue;
      items.push_back(status);
      if (!problem.empty()) continue;
      if (status->status_cell() && status->is_compared())
        problem = place(*status->status_cell()) + " holds a formula of the workbook's own";
      if (status->status_cell()) continue;
      static_cast<void>(status_formula(*status, node.owns().empty() ? 0 : node.owns()[0].sheet, problem));
      if (!problem.empty())
        problem = status->label() + " stands in no cell (Status to), and no formula gives it: " + problem;
    }
    const RollUpPlan& plan = node.plan();
    if (problem.empty() && !counts_single_statuses(node))
      problem = "it counts by more than one status each, which these formulas do not";
    std::map<std::pair<std::size_t, std::size_t>, FormulaCell> counts;  // by line and class
    for (const OwnedCell& owned : node.owns()) {
      const FormulaCell cell{owned.sheet, owned.address};
      const RollUpNode::Place at = *node.place_of(cell);
      if (!at.percentage && !at.previous) counts[{at.line, at.status_class}] = cell;
    }
    std::size_t left = 0;
    FormulaCell first_left;
    std::string why = problem;
    for (const OwnedCell& owned : node.owns()) {
      const FormulaCell cell{owned.sheet, owned.address};
      const RollUpNode::Place at = *node.place_of(cell);
      std::string formula;
      std::string reason = problem;
      if (reason.empty() && at.previous)
        reason = "it is about the period before, whose statuses stand in no cells";
      if (reason.empty()) {
        const std::vector<const StatusNode*> of_line = items_of(node, items, at.line);
        formula = at.percentage ? percentage(node, of_line, at, counts, cell, reason)
                                : count(of_line, plan.classes[at.status_class], cell.sheet);
        if (formula.size() > kLongestFormula) reason = "its formula would be too long for Excel";
      }
      if (reason.empty() && formula.empty()) continue;  // a class that has no percentage: blank
      if (reason.empty()) {
        out_.formulas.push_back({cell, std::move(formula), "the roll-up " + node.label()});
        continue;
      }
      if (left++ == 0) first_left = cell, why = reason;
    }
    if (left > 0)
      leave(first_left,
            "the roll-up \"" + node.label() + "\"" +
                (left > 1 ? ", here and in " + std::to_string(left - 1) + " more of its cells," : ""),
            why);
  }

  // Each class is one status, and which items count does not depend on their statuses.
  [[nodiscard]] bool counts_single_statuses(const RollUpNode& node) const {
    const RollUpPlan& plan = node.plan();
    const auto is_status = [&](const std::string& name) {
      const StatusWord* word = book_.definitions().statuses.find(name);
      return word != nullptr && word->word == name;
    };
    return node.definition().across.empty() &&
           std::all_of(plan.class_kinds.begin(), plan.class_kinds.end(),
                       [](ClassKind kind) { return kind == ClassKind::status; }) &&
           std::all_of(plan.classes.begin(), plan.classes.end(), is_status) &&
           std::none_of(
               node.definition().only.begin(), node.definition().only.end(),
               [](const RollUpCondition& condition) { return same_name(condition.column, "Status"); });
  }

  // As roll_up() assigns them.
  [[nodiscard]] std::vector<const StatusNode*> items_of(const RollUpNode& node,
                                                        const std::vector<const StatusNode*>& items,
                                                        std::size_t line) const {
    const RollUpPlan& plan = node.plan();
    if (line >= plan.lines.size() || plan.total_line == line) return items;
    const bool rest = same_name(plan.lines[line], "not assigned");
    std::vector<const StatusNode*> found;
    for (const StatusNode* item : items) {
      bool here = false, anywhere = false;
      for (const std::string& member : memberships(item->indicator().definition(), node.definition().by,
                                                   node.period(), book_.definitions().settings.calendar)) {
        for (std::size_t at = 0; at < plan.lines.size(); ++at) {
          if (plan.total_line == at || same_name(plan.lines[at], "not assigned") ||
              !same_name(plan.lines[at], member))
            continue;
          anywhere = true;
          here = here || at == line;
        }
      }
      if (rest ? !anywhere : here) found.push_back(item);
    }
    return found;
  }

  using CountCells = std::map<std::pair<std::size_t, std::size_t>, FormulaCell>;

  [[nodiscard]] std::string percentage(const RollUpNode& node, const std::vector<const StatusNode*>& items,
                                       const RollUpNode::Place& at, const CountCells& counts,
                                       const FormulaCell& cell, std::string& problem) const {
    const RollUpPlan& plan = node.plan();
    using Method = PercentageRounding::Method;
    const auto counted_in = [&](bool ranked, bool awaited) {
      return plan.out_of == OutOf::all || ranked || (plan.out_of == OutOf::due && awaited);
    };
    const auto in_denominator = [&](std::size_t c) {
      return counted_in(plan.class_is_ranked[c], plan.class_is_awaited[c]);
    };
    if (!in_denominator(at.status_class)) return {};
    if (plan.rounding.method == Method::largest_remainder) {
      problem = "largest remainders are shared out among the classes, which no single formula does";
      return {};
    }
    const auto count_of = [&](std::size_t c) {
      const auto found = counts.find({at.line, c});
      if (found != counts.end()) return reference(found->second, cell.sheet);
      return "(" + count(items, plan.classes[c], cell.sheet) + ")";
    };
    // What the percentages are out of: the classes, and words that have no class.
    std::string out_of;
    if (plan.out_of == OutOf::all) {
      out_of = std::to_string(items.size());
    } else {
      std::vector<FormulaCell> cells;
      const auto plus = [&](const std::string& text) { out_of += (out_of.empty() ? "" : "+") + text; };
      for (std::size_t c = 0; c < plan.classes.size(); ++c) {
        if (!in_denominator(c)) continue;
        const auto found = counts.find({at.line, c});
        if (found != counts.end())
          cells.push_back(found->second);
        else
          plus(count_of(c));
      }
      if (!cells.empty()) plus("SUM(" + native_list(workbook_, ranges_of(cells), cell.sheet) + ")");
      for (const StatusWord& word : book_.definitions().statuses.words()) {
        const bool is_class =
            std::find(plan.classes.begin(), plan.classes.end(), word.word) != plan.classes.end();
        const bool awaited =
            std::any_of(word.when.begin(), word.when.end(),
                        [](const StatusWord::When& when) { return when.standing == Standing::awaited; });
        if (is_class || !counted_in(word.ranked, awaited)) continue;
        if (plan.rounding.method == Method::balance) {
          problem =
              "what balances depends on whether an item is " + word.word + ", which is none of its classes";
          return {};
        }
        plus(count(items, word.word, cell.sheet));
      }
    }
    const NativeTerm denominator{out_of, NativeTerm::sum};
    const std::string below =
        out_of.find_first_of("+") == std::string::npos ? out_of : bracketed(denominator, NativeTerm::product);
    std::string whole = "1";
    for (int place = 0; place < plan.places + 2; ++place) whole += "0";
    const auto rounded = [&](std::size_t c) {
      if (plan.rounding.method == Method::truncate)
        return "QUOTIENT(" + count_of(c) + "*" + whole + "," + out_of + ")/" + whole;
      return "ROUND(" + count_of(c) + "/" + below + "," + std::to_string(plan.places + 2) + ")";
    };
    std::string share = rounded(at.status_class);
    if (plan.rounding.method == Method::balance &&
        same_name(plan.classes[at.status_class], plan.rounding.balanced_class)) {
      share = "ROUND(1";
      for (std::size_t c = 0; c < plan.classes.size(); ++c)
        if (c != at.status_class && in_denominator(c)) share += "-" + rounded(c);
      share += "," + std::to_string(plan.places + 2) + ")";
    }
    if (look_of(workbook_, cell) != NumberLook::percent)
      share = times({share, NativeTerm::product}, "*", "/", "100").text;
    return "IF(" + out_of + "=0,\"\"," + share + ")";
  }

  const IndicatorBook& book_;
  const Workbook& workbook_;
  NativeFormulas out_;
};

}  // namespace

NativeFormulas native_formulas(const IndicatorBook& book) { return Writer(book).write(); }

}  // namespace outturn
