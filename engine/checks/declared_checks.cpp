#include "engine/checks/declared_checks.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "engine/checks/declared_sentence.h"
#include "engine/checks/declared_verdict.h"
#include "engine/indicators/figure_text.h"
#include "engine/indicators/spelling.h"

namespace outturn {
namespace {

// One side of a check, seen from one cell.
struct Side {
  std::optional<CheckedCell> cell;
  ExpressionResult result;
  std::optional<double> number;

  [[nodiscard]] bool is_blank() const { return result.value.is_blank(); }
  [[nodiscard]] bool is_text() const { return !number && result.value.is_text(); }
};

std::string plain_words(double number) { return figure_text(number); }

std::string words_of(const Side& side) {
  if (side.is_blank()) return "";
  if (side.result.figure) return figure_words(side.result.figure->value, *side.result.figure);
  if (side.number) return plain_words(*side.number);
  if (side.result.value.is_text()) return std::string(trimmed(side.result.value.text()));
  if (side.result.value.is_logical()) return side.result.value.logical() ? "TRUE" : "FALSE";
  if (side.result.value.is_error()) return std::string(error_text(side.result.value.error()));
  return "";
}

// A formula within a sentence: a long one stands in full beside it.
std::string in_message(const std::string& expression) {
  constexpr std::size_t kLongest = 120;
  if (expression.size() <= kLongest) return expression;
  std::size_t end = kLongest;
  while (end > 0 && (expression[end] & 0xC0) == 0x80) --end;
  return expression.substr(0, end) + "…";
}

bool same_words(const Side& a, const Side& b) {
  return folded_phrase(words_of(a)) == folded_phrase(words_of(b));
}

// A value that a sentence must say.
struct Saying {
  std::size_t check;  // in the results
  double value = 0;
  double slack = 0;
  bool percent = false, money = false;
  const DeclaredCheck* row = nullptr;
};

class Judge {
 public:
  Judge(const Workbook& workbook, Recalculation& recalculation, std::span<const std::string> missing)
      : workbook_(workbook), recalculation_(recalculation), missing_(missing) {}

  DeclaredResults judge(std::span<const DeclaredCheck> declared) {
    for (const DeclaredCheck& row : declared)
      for (const CellAddress at : row.cells) one(row, at);
    for (const auto& [cell, sayings] : sentences_) sentence(cell, sayings);
    question_confirmed();
    name_carried_lines();
    return std::move(out_);
  }

 private:
  [[nodiscard]] std::string name(const CheckedCell& cell) const {
    return workbook_.describe(cell.sheet, cell.cell);
  }
  [[nodiscard]] bool holds_formula(const CheckedCell& cell) const {
    return workbook_.sheet(cell.sheet).fill_at(cell.cell) >= 0;
  }

  [[nodiscard]] std::optional<Side> side(const DeclaredExpression& expression, CellAddress at,
                                         std::string& problem) {
    auto result = expression.evaluate(workbook_, recalculation_, at, problem);
    if (!result) return std::nullopt;
    Side side;
    side.cell = expression.single_cell(at);
    side.result = std::move(*result);
    if (side.result.figure)
      side.number = side.result.figure->value;
    else if (side.result.value.is_number())
      side.number = side.result.value.number();
    return side;
  }

  [[nodiscard]] Check start(const DeclaredCheck& row, CheckKind kind, const CheckedCell& at) const {
    Check check;
    check.at = at;
    check.label = row.name;
    check.kind = kind;
    check.source = CheckSource::declared;
    check.rule = row.where;
    return check;
  }

  void add(Check check, const DeclaredCheck& row) {
    if (!check.message.empty() && !row.why.empty()) check.message += " (" + row.why + ")";
    out_.checks.push_back(std::move(check));
  }

  // A side that gives no value is said of the cell where it is written, not of the figures.
  void cannot(const DeclaredCheck& row, const std::string& where, std::string_view column,
              const DeclaredExpression& expression, CellAddress at, const std::string& problem) {
    const std::string what = std::string(column) + ", " + expression.text(at) + ", " + problem +
                             (row.is_for_each ? " for " + to_a1(at) : "") +
                             "; write an expression that reads numbers";
    const auto place = workbook_.find_place(where);
    if (!place || !place->is_single_cell()) {
      out_.findings.push_back({Severity::warning, where, what});
      return;
    }
    Check check = start(row, CheckKind::complete, {place->sheet, place->range.first});
    check.verdict = CheckVerdict::malformed;
    check.entered = expression.text(at);
    check.inputs = expression.inputs(workbook_, at);
    check.message = what;
    add(std::move(check), row);
  }

  // A text with one figure in it, "25 days" or "over 6000", is that figure to another one.
  static void read_loosely(Side& side) {
    if (!side.is_text()) return;
    side.result.figure = only_figure_in(side.result.value.text());
    if (!side.result.figure) return;
    side.number = side.result.figure->value;
    side.result.slack = side.result.figure->rounded ? side.result.figure->step / 2 : 0;
  }

  [[nodiscard]] bool is_missing(const Side& side) const {
    if (!side.is_text()) return false;
    return std::any_of(missing_.begin(), missing_.end(), [&](const std::string& word) {
      return folded_phrase(word) == folded_phrase(side.result.value.text());
    });
  }

  [[nodiscard]] bool holds_no_figure(const DeclaredExpression& side, CellAddress at) const {
    const std::vector<CheckedCell> cells = side.inputs(workbook_, at);
    return std::all_of(cells.begin(), cells.end(), [&](const CheckedCell& cell) {
      const Value value = workbook_.sheet(cell.sheet).value(cell.cell);
      return value.is_blank() ||
             (value.is_text() && !read_cell_figure(value, "General") && !only_figure_in(value.text()));
    });
  }

  void one(const DeclaredCheck& row, CellAddress at) {
    // A cell that holds an error is the figure's own trouble.
    std::string problem;
    std::optional<Side> left = side(row.left, at, problem);
    if (!left) return cannot(row, row.left_where, "Left", row.left, at, problem);
    std::optional<Side> right = side(row.right, at, problem);
    if (!right) return cannot(row, row.right_where, "Right", row.right, at, problem);
    if (row.relation == CheckRelation::says) return says(row, at, *left, *right);
    if (is_missing(*left) || is_missing(*right)) return;
    if (row.is_for_each && (left->is_blank() || right->is_blank())) return;
    const bool orders = row.relation == CheckRelation::at_least || row.relation == CheckRelation::at_most;
    if (orders || right->number) read_loosely(*left);
    if (orders || left->number) read_loosely(*right);
    switch (row.relation) {
      case CheckRelation::at_least:
      case CheckRelation::at_most:
        return order(row, at, *left, *right);
      case CheckRelation::differs:
        return differs(row, at, *left, *right);
      case CheckRelation::adds_to:
        if (holds_no_figure(row.left, at))
          return cannot(row, row.left_where, "Left", row.left, at,
                        "it holds no figure; write the range of the parts");
        return equal(row, at, *right, *left, row.right, row.left, CheckKind::sum);
      case CheckRelation::is_copy:
        return equal(row, at, *left, *right, row.left, row.right, CheckKind::copy);
      default:
        break;
    }
    if (left->cell || !right->cell)
      equal(row, at, *left, *right, row.left, row.right, row.right.kind());
    else
      equal(row, at, *right, *left, row.right, row.left, row.left.kind());
  }

  [[nodiscard]] std::vector<CheckedCell> inputs_of(const DeclaredExpression& a, const DeclaredExpression& b,
                                                   CellAddress at) const {
    std::vector<CheckedCell> cells = a.inputs(workbook_, at);
    for (const CheckedCell& cell : b.inputs(workbook_, at))
      if (std::find(cells.begin(), cells.end(), cell) == cells.end()) cells.push_back(cell);
    return cells;
  }

  // `subject` must be what `other` gives.
  void equal(const DeclaredCheck& row, CellAddress at, const Side& subject, const Side& other,
             const DeclaredExpression& subject_side, const DeclaredExpression& other_side, CheckKind kind) {
    const std::vector<CheckedCell> all = inputs_of(subject_side, other_side, at);
    if (all.empty()) return;
    Check check = start(row, kind, subject.cell ? *subject.cell : all.front());
    check.expression = other_side.text(at);
    check.inputs = other_side.inputs(workbook_, at);
    check.entered = words_of(subject);
    if (!subject.cell) {
      if (check.inputs.empty()) check.inputs = subject_side.inputs(workbook_, at);
      check.expression = subject_side.text(at);
      return two_expressions(row, std::move(check), subject, other, other_side.text(at));
    }
    const bool is_blank =
        subject.is_blank() || (subject.is_text() && trimmed(subject.result.value.text()).empty());
    if (is_blank && !other.number && words_of(other).empty()) {
      add(std::move(check), row);
      return;
    }
    if (is_blank) {
      check.verdict = CheckVerdict::malformed;
      check.kind = CheckKind::complete;
      check.expected = words_of(other);
      check.message = "nothing is entered where " + in_message(check.expression) + " gives " + check.expected;
      return add(std::move(check), row);
    }
    if (!other.number || !subject.number) return texts(row, std::move(check), subject, other, kind);
    if (!subject.result.figure) {  // a date, or a logical that counts as a number
      check.exact = *other.number;
      if (std::fabs(*subject.number - *other.number) > (row.allow ? row.allow->amount : 0.0)) {
        check.verdict = CheckVerdict::wrong;
        check.expected = words_of(other);
        check.message = check.entered + " is entered where " + check.expected + " is expected, " +
                        in_message(check.expression);
      }
      return add(std::move(check), row);
    }
    const Figure& figure = *subject.result.figure;
    const double exact = *other.number;
    check.exact = exact;
    check.expected = figure_words(exact, figure);
    // One per cent of a count is not one hundredth of a call.
    if (row.allow && row.allow->in_points && !figure.percent && figure.step >= 1 &&
        points_told_.insert(row.allow_where).second)
      out_.findings.push_back({Severity::warning, row.allow_where,
                               "Allow is in percentage points, and " + name(check.at) +
                                   " is no percentage, so it allows next to nothing; write how many units it "
                                   "may be off, or rounding"});
    check.verdict = declared_verdict(figure, {exact, other.result.slack}, row.allow);
    if (check.verdict == CheckVerdict::ok) return add(std::move(check), row);
    const FigureCause cause = figure_cause(figure, exact);
    if (check.verdict == CheckVerdict::rounding) {
      if (cause.word == "truncated") check.cause = cause.word;
      check.message = check.entered + " is entered and " + in_message(check.expression) + " gives " +
                      check.expected +
                      (check.cause.empty() ? ", no more than rounding apart" : ": " + cause.phrase);
      return add(std::move(check), row);
    }
    check.cause = cause.word;
    const bool both_typed = other.cell && !holds_formula(*other.cell) && !holds_formula(*subject.cell);
    if (kind == CheckKind::copy && both_typed) {
      check.verdict = CheckVerdict::inconsistent;
      check.suspects = {*subject.cell, *other.cell};
      check.message = check.entered + " is entered here and " + words_of(other) + " in " + name(*other.cell) +
                      "; the two must be the same figure";
    } else {
      check.message = check.entered + (holds_formula(*subject.cell) ? " is calculated" : " is entered") +
                      " where " + check.expected + " is expected, " + in_message(check.expression);
    }
    if (!cause.phrase.empty()) check.message += ": " + cause.phrase;
    add(std::move(check), row);
  }

  void texts(const DeclaredCheck& row, Check check, const Side& subject, const Side& other, CheckKind kind) {
    check.expected = words_of(other);
    if (same_words(subject, other)) return add(std::move(check), row);
    if (subject.is_text() && other.number) {
      check.verdict = CheckVerdict::malformed;
      check.exact = *other.number;
      check.message = "\"" + check.entered + "\" is no figure that can be read; " +
                      in_message(check.expression) + " gives " + check.expected;
      return add(std::move(check), row);
    }
    const bool both_typed = kind == CheckKind::copy && other.cell && !holds_formula(*other.cell);
    check.verdict = both_typed || !other.is_text() ? CheckVerdict::inconsistent : CheckVerdict::wrong;
    if (both_typed) check.suspects = {check.at, *other.cell};
    check.message = "\"" + check.entered + "\" is entered where " +
                    (both_typed ? name(*other.cell) + " says" : in_message(check.expression) + " gives") +
                    " \"" + check.expected + "\"";
    add(std::move(check), row);
  }

  // No cell of its own must be right, so none is called wrong.
  void two_expressions(const DeclaredCheck& row, Check check, const Side& a, const Side& b,
                       const std::string& other_text) {
    if (!a.number || !b.number) {
      if (!same_words(a, b)) {
        check.verdict = CheckVerdict::inconsistent;
        check.message = in_message(check.expression) + " gives \"" + words_of(a) + "\" and " + other_text +
                        " \"" + words_of(b) + "\"";
      }
      return add(std::move(check), row);
    }
    const double off = std::fabs(*a.number - *b.number);
    const double noise = 1e-9 * std::max({std::fabs(*a.number), std::fabs(*b.number), 1e-6});
    const double slack =
        row.allow && !row.allow->rounding ? row.allow->amount : a.result.slack + b.result.slack;
    check.exact = *b.number;
    const bool percent = b.result.figure ? b.result.figure->percent : false;
    const auto shown = [&](double number) {
      return percent || (row.right.text({}).ends_with("%")) ? figure_text(number * 100) + "%"
                                                            : figure_text(number);
    };
    check.entered = shown(*a.number);
    check.expected = shown(*b.number);
    if (off > noise) {
      const bool explained = off <= slack + noise;
      check.verdict = !explained                          ? CheckVerdict::inconsistent
                      : row.allow && !row.allow->rounding ? CheckVerdict::ok
                                                          : CheckVerdict::rounding;
      if (check.verdict != CheckVerdict::ok)
        check.message = in_message(check.expression) + " gives " + check.entered +
                        (explained ? ", " : " and not ") + (explained ? "rounding apart from " : "") +
                        check.expected;
    }
    add(std::move(check), row);
  }

  void order(const DeclaredCheck& row, CellAddress at, const Side& left, const Side& right) {
    const std::vector<CheckedCell> all = inputs_of(row.left, row.right, at);
    if (all.empty() || (left.is_blank() && left.cell) || (right.is_blank() && right.cell)) return;
    Check check = start(row, CheckKind::order, left.cell ? *left.cell : all.front());
    const bool least = row.relation == CheckRelation::at_least;
    const std::string sign = least ? ">=" : "<=";
    check.inputs = all;
    check.entered = words_of(left);
    check.expression = row.left.text(at) + sign + row.right.text(at).substr(1);
    if (!left.number || !right.number) {
      const Side& odd = left.number ? right : left;
      check.verdict = CheckVerdict::malformed;
      if (odd.cell) check.at = *odd.cell;
      check.entered = words_of(odd);
      check.message =
          "\"" + check.entered + "\" is no figure that can be compared, " + in_message(check.expression);
      return add(std::move(check), row);
    }
    check.exact = *right.number;
    const double missed = least ? *right.number - *left.number : *left.number - *right.number;
    const double noise = 1e-9 * std::max(std::fabs(*left.number), std::fabs(*right.number));
    if (missed > noise) {
      const double slack =
          row.allow && !row.allow->rounding ? row.allow->amount : left.result.slack + right.result.slack;
      const bool explained = missed <= slack + noise;
      check.verdict = !explained                          ? CheckVerdict::inconsistent
                      : row.allow && !row.allow->rounding ? CheckVerdict::ok
                                                          : CheckVerdict::rounding;
      if (left.cell) check.suspects.push_back(*left.cell);
      if (right.cell) check.suspects.push_back(*right.cell);
      if (check.verdict != CheckVerdict::ok)
        check.message = words_of(left) + (least ? " is less than " : " is more than ") + words_of(right) +
                        ", " + (explained ? "by no more than rounding, " : "which cannot be, ") +
                        check.expression;
    }
    add(std::move(check), row);
  }

  void differs(const DeclaredCheck& row, CellAddress at, const Side& left, const Side& right) {
    const std::vector<CheckedCell> all = inputs_of(row.left, row.right, at);
    if (all.empty()) return;
    const bool against_nothing = !right.cell && words_of(right).empty();
    Check check = start(row, against_nothing ? CheckKind::complete : CheckKind::copy,
                        left.cell ? *left.cell : all.front());
    check.entered = words_of(left);
    check.expression = row.left.text(at) + "<>" + row.right.text(at).substr(1);
    check.inputs = all;
    if (left.is_blank() && right.is_blank() && !against_nothing) return;
    const bool numbers = left.number && right.number;
    const double apart = numbers ? std::fabs(*left.number - *right.number) : 0;
    const bool same = numbers
                          ? apart <= (row.allow ? row.allow->amount : 0.0) + 1e-12 * std::fabs(*left.number)
                          : same_words(left, right);
    if (same) {
      check.verdict = against_nothing ? CheckVerdict::malformed : CheckVerdict::inconsistent;
      if (left.cell) check.suspects.push_back(*left.cell);
      if (right.cell) check.suspects.push_back(*right.cell);
      check.message = against_nothing ? "nothing is entered here, and something must be"
                                      : check.entered + " stands here and in " +
                                            (right.cell ? name(*right.cell) : row.right.text(at).substr(1)) +
                                            ", and the two are to differ";
      if (!against_nothing && left.cell && right.cell)
        carried_.push_back({out_.checks.size(), *left.cell, *right.cell});
    }
    add(std::move(check), row);
  }

  void says(const DeclaredCheck& row, CellAddress at, const Side& left, const Side& right) {
    Check check = start(row, row.right.kind(), *left.cell);
    check.expression = row.right.text(at);
    check.inputs = row.right.inputs(workbook_, at);
    check.expected = words_of(right);
    if (is_missing(right) || (right.is_blank() && right.cell)) return;
    if (left.is_blank()) {
      if (row.is_for_each) return;
      check.kind = CheckKind::complete;
      check.verdict = CheckVerdict::malformed;
      check.message = "the cell is empty, and it is to say " + check.expected;
      return add(std::move(check), row);
    }
    if (!right.number) {
      const std::string sentence = folded_phrase(words_of(left));
      check.entered = words_of(right);
      if (sentence.find(folded_phrase(check.expected)) == std::string::npos) {
        check.verdict = CheckVerdict::inconsistent;
        check.entered = "";
        check.message =
            "the sentence does not say \"" + check.expected + "\", " + in_message(check.expression);
      }
      return add(std::move(check), row);
    }
    check.exact = *right.number;
    Saying saying;
    saying.check = out_.checks.size();
    saying.value = *right.number;
    saying.slack = right.result.slack;
    saying.percent = right.result.figure && right.result.figure->percent;
    saying.money = right.result.figure && right.result.figure->money;
    saying.row = &row;
    sentences_[*left.cell].push_back(saying);
    out_.checks.push_back(std::move(check));
  }

  // A figure of the sentence against the value that it may be meant for.
  [[nodiscard]] static std::optional<CheckVerdict> fit(const SentenceFigure& said, const Saying& saying) {
    // "Fell by 162" tells −162, and a "reduction" of 162.
    const double sign = said.falls && saying.value < 0 ? -1 : 1;
    const auto of = [&](double value) {
      value *= sign;
      return declared_verdict(said.figure, {value, saying.slack}, saying.row->allow);
    };
    // 0.88 is not what a 1 says.
    const bool fraction = saying.value != std::floor(saying.value);
    if (fraction && said.figure.step >= 1 && std::fabs(saying.value) < 1) return std::nullopt;
    CheckVerdict verdict = of(saying.value);
    // A rate kept in points: 71.2 for 71 %.
    if (verdict == CheckVerdict::wrong && said.figure.percent && !saying.percent && saying.value > 1.5)
      verdict = of(saying.value / 100);
    if (verdict == CheckVerdict::wrong) return std::nullopt;
    return verdict;
  }

  void sentence(const CheckedCell& cell, const std::vector<Saying>& sayings) {
    const Value value = workbook_.sheet(cell.sheet).value(cell.cell);
    std::vector<SentenceFigure> said;
    if (value.is_text()) {
      said = sentence_figures(value.text());
    } else if (const auto figure = read_cell_figure(value, workbook_.number_format(cell.sheet, cell.cell))) {
      SentenceFigure whole;
      whole.figure = *figure;
      whole.text = figure_words(figure->value, *figure);
      said.push_back(std::move(whole));
    }
    std::vector<bool> used(said.size());
    std::vector<int> of(sayings.size(), -1);
    const auto settle = [&](std::size_t at, std::size_t figure, CheckVerdict verdict) {
      used[figure] = true;
      of[at] = static_cast<int>(figure);
      Check& check = out_.checks[sayings[at].check];
      check.verdict = verdict;
      check.entered = said[figure].text;
      check.expected = figure_words(sayings[at].value, said[figure].figure);
      if (verdict == CheckVerdict::rounding) {
        if (figure_cause(said[figure].figure, sayings[at].value).word == "truncated")
          check.cause = "truncated";
        check.message = "the sentence says " + check.entered + " and " + in_message(check.expression) +
                        " gives " + check.expected + ", no more than rounding apart";
      }
    };
    // Exactly first, figures before words before names; then by rounding; then again where one figure must
    // serve for two values.
    for (const bool again : {false, true})
      for (const CheckVerdict wanted : {CheckVerdict::ok, CheckVerdict::rounding})
        for (const int sort : {0, 1, 2})
          for (std::size_t at = 0; at < sayings.size(); ++at)
            for (std::size_t figure = 0; figure < said.size() && of[at] < 0; ++figure) {
              const SentenceFigure& each = said[figure];
              const int own = each.is_name ? 2 : each.in_words ? 1 : 0;
              if (own != sort || (used[figure] && !again)) continue;
              if (fit(each, sayings[at]) == wanted) settle(at, figure, wanted);
            }
    for (std::size_t at = 0; at < sayings.size(); ++at)
      if (of[at] < 0) not_said(sayings, of, at, said, used);
  }

  // One value and one figure of its sort are left: the figure is meant, and wrong.
  void not_said(const std::vector<Saying>& sayings, const std::vector<int>& of, std::size_t at,
                const std::vector<SentenceFigure>& said, const std::vector<bool>& used) {
    const Saying& saying = sayings[at];
    Check& check = out_.checks[saying.check];
    const bool share =
        saying.percent || (std::fabs(saying.value) <= 1 && saying.value != std::floor(saying.value));
    const auto is_candidate = [&](std::size_t figure) {
      const SentenceFigure& each = said[figure];
      // How far something moved is not where it stands.
      const bool moved =
          check.kind == CheckKind::difference || check.kind == CheckKind::change || saying.value < 0;
      return !used[figure] && !each.is_name && !each.in_words && each.figure.percent == share &&
             (!each.is_change || moved);
    };
    std::vector<std::size_t> candidates;
    for (std::size_t figure = 0; figure < said.size(); ++figure)
      if (is_candidate(figure)) candidates.push_back(figure);
    std::size_t open = 0;
    for (std::size_t other = 0; other < sayings.size(); ++other) {
      const bool other_share =
          sayings[other].percent ||
          (std::fabs(sayings[other].value) <= 1 && sayings[other].value != std::floor(sayings[other].value));
      open += of[other] < 0 && other_share == share ? 1U : 0U;
    }
    if (candidates.size() == 1 && open == 1) {
      const SentenceFigure& meant = said[candidates.front()];
      check.verdict = CheckVerdict::wrong;
      check.entered = meant.text;
      check.expected = figure_words(saying.value, meant.figure);
      const FigureCause cause = figure_cause(meant.figure, saying.value);
      check.cause = cause.word;
      check.message = "the sentence says " + check.entered + " where " + check.expected + " is expected, " +
                      in_message(check.expression) + (cause.phrase.empty() ? "" : ": " + cause.phrase);
    } else {
      check.verdict = CheckVerdict::inconsistent;
      std::string list;
      for (const std::size_t figure : candidates) list += (list.empty() ? "" : ", ") + said[figure].text;
      check.entered = list;
      check.message = "the sentence does not say " + check.expected + ", " + in_message(check.expression) +
                      (list.empty() ? "" : "; it says " + list);
    }
    if (!saying.row->why.empty()) check.message += " (" + saying.row->why + ")";
  }

  // A figure that one check refutes and another confirms is not shown wrong; nor is one that two checks would
  // have differently.
  void question_confirmed() {
    const auto tells = [](const Check& check) {
      return check.kind != CheckKind::order && check.kind != CheckKind::complete &&
             check.kind != CheckKind::status;
    };
    std::map<CheckedCell, std::vector<std::size_t>> at;
    for (std::size_t i = 0; i < out_.checks.size(); ++i)
      if (tells(out_.checks[i]) && out_.checks[i].exact && !sentences_.contains(out_.checks[i].at))
        at[out_.checks[i].at].push_back(i);
    for (const auto& [cell, positions] : at) {
      for (const std::size_t i : positions) {
        Check& check = out_.checks[i];
        if (check.verdict != CheckVerdict::wrong) continue;
        for (const std::size_t j : positions) {
          const Check& other = out_.checks[j];
          const bool confirms =
              !is_finding(other.verdict) && other.expression.find("<>") == std::string::npos;
          if (j == i || (!confirms && other.expected == check.expected)) continue;
          check.verdict = CheckVerdict::inconsistent;
          check.cause.clear();
          check.suspects = {cell};
          check.suspects.insert(check.suspects.end(), check.inputs.begin(), check.inputs.end());
          check.message = check.entered + " is entered and " + in_message(check.expression) + " gives " +
                          check.expected + ", while " + other.expression + " gives " + other.expected + " (" +
                          other.rule + ")";
          break;
        }
      }
    }
  }

  // One figure may be the same by chance; two of a line that are the same as those of another line are not.
  void name_carried_lines() {
    for (const Carried& a : carried_) {
      const bool in_line = std::any_of(carried_.begin(), carried_.end(), [&](const Carried& b) {
        if (a.check == b.check || a.cell.sheet != b.cell.sheet || a.from.sheet != b.from.sheet) return false;
        const bool along = a.cell.cell.row == b.cell.cell.row && a.from.cell.row == b.from.cell.row;
        const bool down =
            a.cell.cell.column == b.cell.cell.column && a.from.cell.column == b.from.cell.column;
        const bool same_step =
            a.from.cell.row - a.cell.cell.row == b.from.cell.row - b.cell.cell.row &&
            a.from.cell.column - a.cell.cell.column == b.from.cell.column - b.cell.cell.column;
        return (along || down) && same_step;
      });
      if (!in_line) continue;
      Check& check = out_.checks[a.check];
      check.cause = "other-block";
      check.message += ": the line is that of another block";
    }
  }

  struct Carried {
    std::size_t check = 0;
    CheckedCell cell, from;
  };

  const Workbook& workbook_;
  Recalculation& recalculation_;
  std::vector<Carried> carried_;
  std::span<const std::string> missing_;
  DeclaredResults out_;
  std::map<CheckedCell, std::vector<Saying>> sentences_;
  std::set<std::string> points_told_;  // rows of which it was told
};

}  // namespace

DeclaredResults declared_checks(std::span<const DeclaredCheck> declared, const Workbook& workbook,
                                Recalculation& recalculation, std::span<const std::string> missing_words) {
  return Judge(workbook, recalculation, missing_words).judge(declared);
}

}  // namespace outturn
