#include "engine/checks/commentary_checks.h"

#include <algorithm>
#include <cmath>

#include "engine/checks/declared_period.h"
#include "engine/checks/declared_sentence.h"
#include "engine/checks/equation.h"
#include "engine/indicators/spelling.h"

namespace outturn {
namespace {

using Kind = IndicatorValue::Kind;

constexpr std::size_t kShortText = 25;   // bytes: "On track", "No change" are written of many
constexpr int kPeriodsKnown = 5;         // back, and the same period of the years before
constexpr std::size_t kMostTexts = 500;  // compared with one another

// Words before a figure that say whose it is: not the indicator's.
constexpr std::string_view kOthers[] = {
    "target",   "national", "average", "nationally", "england", "by",     "of",      "up",    "down",
    "increase", "decrease", "rise",    "fall",       "further", "nearly", "another", "extra", "additional"};

struct Commentary {
  const IndicatorResult* result = nullptr;
  const IndicatorNode* node = nullptr;
  FormulaCell cell;
  std::string text, folded;
  std::vector<SentenceFigure> own_unit;  // figures of the indicator's unit
  std::vector<double> known;             // its value, target and earlier values
};

bool shows(const Figure& said, double value) {
  const CheckVerdict verdict = agreement(said, {value, 0});
  return verdict == CheckVerdict::ok || verdict == CheckVerdict::rounding;
}

// The figures in the indicator's unit: those with %, with £, or before the unit's own word.
std::vector<SentenceFigure> in_unit(const std::string& text, const Unit& unit) {
  std::vector<SentenceFigure> found;
  for (SentenceFigure& each : sentence_figures(text)) {
    if (each.is_name || each.in_words) continue;
    bool own = false;
    if (unit.kind == UnitKind::percent) {
      own = each.figure.percent;
    } else if (unit.kind == UnitKind::money) {
      own = each.figure.money;
    } else if (unit.kind == UnitKind::number && !unit.whole && unit.word.size() >= 2) {
      const std::string after = folded_phrase(std::string_view(text).substr(each.end, unit.word.size() + 2));
      own = !each.figure.percent && !each.figure.money && after.starts_with(folded_phrase(unit.word));
    }
    if (own) found.push_back(std::move(each));
  }
  return found;
}

std::string word_before(const std::string& text, std::size_t at) {
  std::size_t end = at;
  while (end > 0 && std::isalpha(static_cast<unsigned char>(text[end - 1])) == 0) --end;
  std::size_t begin = end;
  while (begin > 0 && std::isalpha(static_cast<unsigned char>(text[begin - 1])) != 0) --begin;
  return folded_phrase(std::string_view(text).substr(begin, end - begin));
}

void find_wrong(Check& check, std::string message, std::string cause = {}) {
  check.verdict = CheckVerdict::inconsistent;
  check.message = std::move(message);
  check.cause = std::move(cause);
}

class Checker {
 public:
  Checker(const IndicatorBook& book, const Workbook& workbook) : book_(book), workbook_(workbook) {}

  std::vector<Check> find() {
    results_ = book_.results();
    const std::vector<const StatusNode*> nodes = book_.status_nodes();
    for (std::size_t at = 0; at < results_.size() && texts_.size() < kMostTexts; ++at)
      read(results_[at], *nodes[at]);
    for (std::size_t at = 0; at < texts_.size(); ++at) check(at);
    return std::move(checks_);
  }

 private:
  void read(const IndicatorResult& result, const StatusNode& status) {
    std::vector<Diagnostic> ignored;
    const IndicatorNotes notes = bind_notes(workbook_, *result.definition, ignored);
    if (!notes.commentary) return;
    const Value value = workbook_.sheet(notes.commentary->sheet).value(notes.commentary->address);
    if (!value.is_text()) return;
    Commentary commentary;
    commentary.result = &result;
    commentary.node = &status.indicator();
    commentary.cell = *notes.commentary;
    commentary.text = std::string(trimmed(value.text()));
    commentary.folded = folded_phrase(commentary.text);
    if (commentary.folded.empty()) return;
    commentary.own_unit = in_unit(commentary.text, result.definition->unit);
    if (!commentary.own_unit.empty()) commentary.known = known_values(result, status);
    texts_.push_back(std::move(commentary));
  }

  [[nodiscard]] std::vector<double> known_values(const IndicatorResult& result,
                                                 const StatusNode& status) const {
    std::vector<double> known;
    const IndicatorNode& node = status.indicator();
    const auto add = [&](const IndicatorValue& value) {
      if (value.kind == Kind::number) known.push_back(value.number);
    };
    add(result.value);
    if (result.entered_value) known.push_back(*result.entered_value);
    for (const IndicatorValue& each : result.service_values) add(each);
    const Target& target = result.status.target.target;
    if (target.kind == Target::Kind::number || target.kind == Target::Kind::range) {
      known.push_back(target.number);
      if (target.kind == Target::Kind::range) known.push_back(target.upper);
      if (result.value.kind == Kind::number) known.push_back(std::fabs(result.value.number - target.number));
    }
    known.push_back(std::fabs(result.status.judgement.gap));
    for (const InputValue& input : node.inputs(node.period(), std::nullopt))
      if (input.value.kind == SeriesValue::Kind::number) known.push_back(input.value.number);
    if (node.definition().expression.form() == IndicatorExpression::Form::number) {
      Period period = node.period();
      for (int back = 0; back < kPeriodsKnown; ++back) {
        period = previous(period);
        add(node.value(period, std::nullopt));
      }
    }
    for (const PublishedRow& row : book_.definitions().published.rows())
      if (same_name(row.reference, node.definition().reference) &&
          row.value.kind == FigureReading::Kind::number)
        known.push_back(row.value.number);
    const std::size_t figures = known.size();
    if (result.value.kind == Kind::number)
      for (std::size_t i = 0; i < figures; ++i) known.push_back(std::fabs(result.value.number - known[i]));
    if (result.definition->unit.kind == UnitKind::percent)
      for (std::size_t i = 0; i < figures; ++i) known.push_back(1 - known[i]);  // the share that is left
    return known;
  }

  [[nodiscard]] std::string name(const FormulaCell& cell) const {
    return workbook_.describe(cell.sheet, cell.address);
  }

  void check(std::size_t at) {
    const Commentary& own = texts_[at];
    const IndicatorDefinition& definition = *own.result->definition;
    Check check;
    check.at = {own.cell.sheet, own.cell.address};
    check.label = definition.reference + (definition.title.empty() ? "" : " " + definition.title);
    check.kind = CheckKind::commentary;
    check.source = CheckSource::declared;
    check.rule = definition.where;
    check.entered =
        own.text.size() <= 60 ? own.text : own.text.substr(0, own.text.find_last_of(' ', 60)) + " …";
    const bool told = carried(at, check) || wrong_period(own, check) || other_figure(own, check);
    if (told || !own.own_unit.empty()) checks_.push_back(std::move(check));
  }

  // The same text as another's, or the one that belongs to another.
  [[nodiscard]] bool carried(std::size_t at, Check& check) const {
    const Commentary& own = texts_[at];
    const std::string& reference = own.result->definition->reference;
    for (std::size_t other_at = 0; other_at < texts_.size(); ++other_at) {
      const Commentary& other = texts_[other_at];
      const bool same_cell = other.cell.sheet == own.cell.sheet && other.cell.address == own.cell.address;
      if (other_at == at || same_cell) continue;
      const std::string& others = other.result->definition->reference;
      if (own.folded == other.folded && own.text.size() >= kShortText) {
        find_wrong(check, "the commentary of " + reference + " is word for word that of " + others + " in " +
                              name(other.cell));
        check.suspects = {check.at, {other.cell.sheet, other.cell.address}};
        return true;
      }
      const auto is_swapped = [&](const Commentary& a, const Commentary& b) {
        return a.own_unit.size() == 1 && b.result->value.kind == Kind::number &&
               a.result->value.kind == Kind::number && shows(a.own_unit[0].figure, b.result->value.number) &&
               !std::any_of(a.known.begin(), a.known.end(),
                            [&](double value) { return shows(a.own_unit[0].figure, value); });
      };
      if (is_swapped(own, other) && is_swapped(other, own)) {
        find_wrong(check,
                   "the commentaries of " + reference + " and " + others + " tell one another's figures",
                   "swapped");
        check.suspects = {check.at, {other.cell.sheet, other.cell.address}};
        return true;
      }
    }
    return false;
  }

  // A commentary that begins with a period is of that period.
  [[nodiscard]] bool wrong_period(const Commentary& own, Check& check) const {
    const std::size_t end = own.text.find_first_of(":-\n");
    if (end == std::string::npos || end == 0 || end > 20) return false;
    const YearCalendar calendar = book_.definitions().settings.calendar;
    const std::string label(trimmed(std::string_view(own.text).substr(0, end)));
    const PeriodReading reading = read_period(label, calendar, book_.period());
    const Period& reported = own.node->period();
    if (!reading.period || *reading.period == reported) return false;
    // The months of a quarter may each have their line.
    if (reading.period->first >= reported.first && reading.period->last() <= reported.last()) return false;
    if (reading.period->months > reported.months) return false;
    find_wrong(check, "the commentary is headed " + label + ", and " + period_text(reported, calendar) +
                          " is reported");
    check.expected = period_text(reported, calendar);
    return true;
  }

  // The only figure of its unit is none of the indicator's.
  [[nodiscard]] bool other_figure(const Commentary& own, Check& check) const {
    if (own.own_unit.size() != 1 || own.result->value.kind != Kind::number) return false;
    const SentenceFigure& said = own.own_unit[0];
    if (std::any_of(own.known.begin(), own.known.end(),
                    [&](double value) { return shows(said.figure, value); }))
      return false;
    const std::string before = word_before(own.text, said.begin);
    if (std::find(std::begin(kOthers), std::end(kOthers), before) != std::end(kOthers)) return false;
    check.entered = said.text;
    check.exact = own.result->value.number;
    check.expected = figure_words(own.result->value.number, said.figure);
    find_wrong(check, "the commentary says " + said.text + ", which is not the value of " +
                          own.result->definition->reference + " (" + check.expected +
                          "), its target or an earlier value");
    return true;
  }

  const IndicatorBook& book_;
  const Workbook& workbook_;
  std::vector<IndicatorResult> results_;
  std::vector<Commentary> texts_;
  std::vector<Check> checks_;
};

}  // namespace

std::vector<Check> commentary_checks(const IndicatorBook& book, const Workbook& workbook) {
  return Checker(book, workbook).find();
}

std::vector<Check> period_checks(const IndicatorBook& book, const Workbook& workbook,
                                 const std::vector<bool>& skipped) {
  constexpr std::int32_t kMostRows = 2'000, kMostColumns = 50;
  std::vector<Check> checks;
  const YearCalendar calendar = book.definitions().settings.calendar;
  for (SheetId sheet = 0; sheet < workbook.sheet_count(); ++sheet) {
    const auto used = workbook.sheet(sheet).used_range();
    if (!used || skipped[static_cast<std::size_t>(sheet)]) continue;
    for (std::int32_t row = 0; row < std::min(used->rows(), kMostRows); ++row)
      for (std::int32_t column = 0; column < std::min(used->columns(), kMostColumns); ++column) {
        const Value value = workbook.sheet(sheet).value({row, column});
        if (!value.is_text()) continue;
        const auto found = period_contradiction(value.text(), calendar);
        if (!found) continue;
        Check check;
        check.at = {sheet, {row, column}};
        check.label = std::string(trimmed(value.text()).substr(0, 80));
        check.kind = CheckKind::commentary;
        check.source = CheckSource::declared;
        check.rule = book.definitions().settings.period_where.empty()
                         ? "declared.period"
                         : book.definitions().settings.period_where;
        check.entered = found->other;
        find_wrong(check, found->months + " is " + period_text(found->by_months, calendar) + ", and " +
                              found->other + " is " + period_text(found->by_other, calendar) +
                              "; one of the two is wrong");
        checks.push_back(std::move(check));
      }
  }
  return checks;
}

}  // namespace outturn
