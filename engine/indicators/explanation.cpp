#include "engine/indicators/explanation.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "engine/indicators/figure_text.h"
#include "engine/indicators/membership.h"
#include "engine/indicators/position_node.h"
#include "engine/indicators/spelling.h"
#include "engine/indicators/trend.h"
#include "formulas/decimal_rounding.h"

namespace outturn {
namespace {

using Kind = IndicatorValue::Kind;

constexpr double kFarthestChange = 1e12;  // beyond it no count of a council lies

class GapSearch {
 public:
  GapSearch(const IndicatorDefinition& definition, const PeriodTarget& target,
            const std::vector<InputValue>& inputs, const IndicatorNode* target_node)
      : definition_(definition), target_(target) {
    for (const InputValue& input : inputs) numbers_.push_back(input.value.number);
    if (target_node == nullptr) return;
    // A target that is made of the same figures moves with them.
    bool shared = false;
    for (const InputValue& input : target_node->inputs(target_node->period(), std::nullopt)) {
      std::size_t at = 0;
      while (at < inputs.size() && !same_name(inputs[at].name, input.name)) ++at;
      shared = shared || at < inputs.size();
      target_inputs_.emplace_back(at, input.value.number);
    }
    if (shared) target_expression_ = &target_node->definition().expression;
  }

  // The least whole change of input `at` in one direction that meets the target; none if no change does.
  // Assumes that more change does not turn back, and checks that one less does not do. Of a target with two
  // sides it looks for the nearer one: beyond the farther one the figure is off target again.
  [[nodiscard]] std::optional<double> least_change(std::size_t at, double direction) const {
    const double most =
        direction < 0 ? std::floor(numbers_[at]) : kFarthestChange;  // a count does not fall below 0
    double reach = 1;
    while (reach <= most && !reaches(at, direction * reach)) reach *= 2;
    if (reach > most) {
      if (most < 1 || !reaches(at, direction * most)) return std::nullopt;
      reach = most;
    }
    double low = std::floor(reach / 2);  // does not reach, or is 0
    while (reach - low > 1) {
      const double middle = std::floor((low + reach) / 2);
      (reaches(at, direction * middle) ? reach : low) = middle;
    }
    if (!moved(at, direction * reach)->meets) return std::nullopt;  // it steps over the target
    return direction * reach;
  }

 private:
  struct Moved {
    double number;
    Target target;
    bool meets;
  };

  // What a change makes of figure and target; none where there is no figure.
  [[nodiscard]] std::optional<Moved> moved(std::size_t at, double change) const {
    std::vector<double> numbers = numbers_;
    numbers[at] += change;
    const auto result = definition_.expression.evaluate(numbers);
    const double* number = std::get_if<double>(&result);
    if (number == nullptr) return std::nullopt;
    Target target = target_.target;
    if (target_expression_ != nullptr) {
      std::vector<double> values;
      for (const auto& [from, value] : target_inputs_)
        values.push_back(from < numbers.size() ? numbers[from] : value);
      const auto base_result = target_expression_->evaluate(values);
      const double* base = std::get_if<double>(&base_result);
      if (base == nullptr) return std::nullopt;
      target.number = *base * target_.factor + target_.offset;
    }
    const bool meets =
        judge(*number, Bound::exactly, target, target_.aim, target_.tolerance, definition_.unit).standing ==
        Standing::met;
    return Moved{*number, target, meets};
  }

  [[nodiscard]] bool reaches(std::size_t at, double change) const {
    const std::optional<Moved> after = moved(at, change);
    if (!after || after->meets || !is_two_sided()) return after && after->meets;
    const std::optional<Moved> before = moved(at, 0);
    return before && is_below(*before) != is_below(*after);
  }

  [[nodiscard]] bool is_two_sided() const noexcept {
    return target_.target.kind == Target::Kind::range || target_.aim == Aim::on_target;
  }
  static bool is_below(const Moved& figure) noexcept {
    return compare_15(figure.number, figure.target.number) < 0;
  }

  const IndicatorDefinition& definition_;
  const PeriodTarget& target_;
  std::vector<double> numbers_;
  const IndicatorExpression* target_expression_ = nullptr;  // where it shares an input
  std::vector<std::pair<std::size_t, double>> target_inputs_;
};

// To two places and never too little: with 2.1333 points to go, 2.13 would not do. What lies beyond nine
// places is what subtraction leaves of binary fractions.
double enough(double shown) noexcept { return round_up(round_half_away(shown, 9), 2); }

std::string gap_words(const IndicatorValue& value, const Judgement& judgement, const PeriodTarget& target,
                      const Unit& unit) {
  const bool up = target.target.kind == Target::Kind::range || target.aim == Aim::on_target
                      ? compare_15(value.number, target.target.number) < 0
                      : target.aim == Aim::maximise;
  const std::string direction = up ? "more" : unit.whole || unit.word == "days" ? "fewer" : "less";
  std::string amount;
  if (unit.kind == UnitKind::percent) {
    amount = figure_text(enough(judgement.gap * 100)) +
             (compare_15(judgement.gap, 0.01) == 0 ? " point" : " points");
  } else {
    amount = unit.kind == UnitKind::date || unit.kind == UnitKind::duration
                 ? unit_text(judgement.gap, unit)
                 : unit_text(enough(judgement.gap / unit.multiplier) * unit.multiplier, unit);
    if (unit.kind == UnitKind::number)
      amount += unit.word == "number" || unit.word == "count" ? "" : " " + unit.word;
  }
  return (judgement.gap_is_strict ? "over " : "") + amount + " " + direction;
}

// The measure that `answered.ytd` names.
std::string_view measure_name(std::string_view input) { return input.substr(0, input.find('.')); }

std::string accumulation_text(const Accumulation& over_time) {
  using Method = Accumulation::Method;
  switch (over_time.method) {
    case Method::sum:
      return "sum";
    case Method::last:
      return "last";
    case Method::average:
      return "average";
    case Method::weighted_average:
      return "average weighted by " + over_time.weight;
    case Method::cumulative:
      return "cumulative";
    case Method::minimum:
      return "min";
    case Method::maximum:
      return "max";
    default:
      return "none";
  }
}

std::string input_text(const InputValue& input) {
  switch (input.value.kind) {
    case SeriesValue::Kind::number:
      return unit_text(input.value.number, input.unit);
    case SeriesValue::Kind::text:
      return input.value.text;
    default:
      return "none: " + input.value.reason;
  }
}

// With as many decimals as it has, at most six.
std::string full_text(double number, const Unit& unit) {
  if (unit.kind == UnitKind::date) return unit_text(number, unit, 0);
  constexpr int kMost = 6;
  int places = 0;
  while (places < kMost && compare_15(as_printed(number, unit, places), as_printed(number, unit, kMost)) != 0)
    ++places;
  return unit_text(number, unit, places);
}

// "Answered in 30 secs"; "calls (Number)" where the label alone would not say which input is meant.
std::string option_source(const InputValue& input, const std::vector<InputValue>& inputs) {
  constexpr std::string_view kGeneric[] = {"number", "count", "total", "value",       "figure",
                                           "actual", "all",   "no.",   "performance", "result"};
  const bool generic = std::any_of(std::begin(kGeneric), std::end(kGeneric),
                                   [&](std::string_view each) { return same_name(each, input.source); });
  const auto same = std::count_if(inputs.begin(), inputs.end(), [&](const InputValue& each) {
    return same_name(each.source, input.source);
  });
  if (!generic && same < 2) return input.source;
  return same_name(input.name, input.source) ? input.name : input.name + " (" + input.source + ")";
}

void add_count(RollUpExplanation& out, const RollUpNode& node, std::size_t line_at, std::size_t c,
               bool of_previous = false) {
  if (of_previous && !node.previous()) return;  // left blank
  const RollUpTable& table = of_previous ? *node.previous() : node.table();
  const RollUpLine& line = line_at < table.lines.size() ? table.lines[line_at] : table.total;
  if (c >= line.counts.size() || c >= node.plan().classes.size()) return;
  RollUpExplanation::Count count;
  count.line = line.name;
  count.status_class = node.plan().classes[c];
  count.count = line.counts[c];
  count.denominator = line.denominator;
  if (c < line.printed.size() && line.printed[c])
    count.printed = figure_text(*line.printed[c] * 100, node.plan().places) + "%";
  count.references = line.references[c];
  out.counts.push_back(std::move(count));
}

std::string out_of_text(const RollUpDefinition& definition) {
  using Method = PercentageRounding::Method;
  const std::string base = definition.out_of == OutOf::ranked ? "ranked"
                           : definition.out_of == OutOf::due  ? "due"
                                                              : "all";
  switch (definition.rounding.method) {
    case Method::truncate:
      return base + ", truncate";
    case Method::largest_remainder:
      return base + ", largest remainder";
    case Method::balance:
      return base + ", balance on " + definition.rounding.balanced_class;
    default:
      return base + ", half-up";
  }
}

RollUpExplanation without_counts(const RollUpNode& node) {
  RollUpExplanation out;
  out.name = node.definition().name;
  out.by =
      node.definition().by + (node.definition().across.empty() ? "" : " and " + node.definition().across);
  out.out_of = out_of_text(node.definition());
  out.not_assigned = node.table().unassigned;
  out.unclassed = node.table().unclassed;
  out.kept = node.refusal() != nullptr ? *node.refusal() : node.kept();
  return out;
}

std::string standing_text(Standing standing) {
  switch (standing) {
    case Standing::met:
      return "met";
    case Standing::near:
      return "near";
    case Standing::missed:
      return "missed";
    case Standing::not_due:
      return "not due";
    case Standing::awaited:
      return "awaited";
    case Standing::no_target:
      return "no target";
    default:
      return "undecided";
  }
}

std::string colour_text(std::uint32_t colour) {
  constexpr char kDigits[] = "0123456789ABCDEF";
  std::string text;
  for (int shift = 20; shift >= 0; shift -= 4) text += kDigits[(colour >> shift) & 0xF];
  return text;
}

std::string also_written(const StatusWord& word) {
  std::string text;
  for (const std::string& each : word.also_written) text += (text.empty() ? ", also " : " or ") + each;
  return text;
}

// "Green (met, ranked, on track, 92D050), White (entered), …": the words that an indicator of these kinds and
// services may have.
std::string scale_text(const StatusVocabulary& words, std::span<const std::string> groups) {
  std::string text;
  for (const StatusWord& word : words.words()) {
    const bool is_for = word.only_for.empty() ||
                        std::any_of(word.only_for.begin(), word.only_for.end(), [&](const std::string& each) {
                          return std::any_of(groups.begin(), groups.end(), [&](const std::string& group) {
                            return same_name(group, each);
                          });
                        });
    if (!is_for) continue;
    std::string when;
    for (const StatusWord::When& each : word.when) {
      when += (when.empty() ? "" : " or ") + standing_text(each.standing) +
              (each.aim == Aim::unstated ? std::string() : " to " + std::string(aim_text(each.aim)));
    }
    text += (text.empty() ? "" : ", ") + word.word + " (" + (when.empty() ? "entered" : when) +
            (word.ranked ? ", ranked" : "") + (word.on_track ? ", on track" : "") +
            (word.group.empty() ? "" : ", " + word.group) + also_written(word) +
            (word.fill ? ", " + colour_text(*word.fill) : "") + ")";
  }
  return text;
}

// The rows of the sheet Targets that do not hold in the period, and until when the one that holds does.
std::vector<std::string> other_targets(const Definitions& definitions, const IndicatorDefinition& definition,
                                       const Period& period) {
  std::vector<std::string> texts;
  const YearCalendar calendar = definitions.settings.calendar;
  for (const TargetDefinition& row : definitions.targets) {
    if (!same_name(row.reference, definition.reference)) continue;
    std::string text = row.active.holds(period)   ? "this one"
                       : row.target.shown.empty() ? "none"
                                                  : row.target.shown;
    if (!row.active.holds(period) && row.tolerance)
      text += ", tolerance " + tolerance_text(*row.tolerance, definition.unit);
    if (row.active.from) text += " from " + period_text(*row.active.from, calendar);
    if (row.active.until) text += " until " + period_text(*row.active.until, calendar);
    texts.push_back(text + " (" + row.where + ")");
  }
  return texts;
}

// What was published of an indicator, the last periods only.
std::vector<std::string> published_texts(const Definitions& definitions,
                                         const IndicatorDefinition& definition) {
  constexpr std::size_t kShown = 8;
  std::vector<const PublishedRow*> rows;
  for (const PublishedRow& row : definitions.published.rows()) {
    if (same_name(row.reference, definition.reference) &&
        definitions.published.find(row.reference, row.period) == &row)
      rows.push_back(&row);
  }
  std::stable_sort(rows.begin(), rows.end(), [](const PublishedRow* a, const PublishedRow* b) {
    return a->period.last() < b->period.last();
  });
  if (rows.size() > kShown) rows.erase(rows.begin(), rows.end() - kShown);
  std::vector<std::string> texts;
  for (const PublishedRow* row : rows) {
    std::string text = period_text(row->period, definitions.settings.calendar) + ": ";
    text += !row->shown.empty()                              ? row->shown
            : row->value.kind == FigureReading::Kind::number ? unit_text(row->value.number, definition.unit)
            : row->value.kind == FigureReading::Kind::text   ? row->value.text
                                                             : "no figure";
    text += ", " + (row->status.empty() ? "no status" : row->status);
    if (!row->entered.empty()) text += " (entered " + row->entered + ")";
    if (!row->target.empty()) text += ", against " + row->target;
    if (!row->tolerance.empty()) text += ", tolerance " + row->tolerance;
    if (!row->coverage.empty()) text += ", " + row->coverage;
    if (!row->closed_on.empty()) text += ", closed on " + row->closed_on;
    if (!row->reason.empty()) text += ", " + row->reason;
    texts.push_back(text + " (" + row->where + ")");
  }
  return texts;
}

}  // namespace

std::optional<Explanation> explain(const IndicatorBook& book, std::string_view reference) {
  const StatusNode* status = book.find(reference);
  if (status == nullptr) return std::nullopt;
  const IndicatorNode& node = status->indicator();
  const IndicatorDefinition& definition = node.definition();
  const StatusResult& result = status->result();
  const PeriodTarget& target = result.target;
  Explanation out;
  out.reference = definition.reference;
  out.title = definition.title;
  out.period = period_text(node.period(), book.definitions().settings.calendar);
  out.expression = definition.expression.text();
  out.unit = definition.unit.word;
  for (const std::string_view column : membership_columns()) {
    std::string words;
    for (const std::string& each :
         memberships(definition, column, node.period(), book.definitions().settings.calendar))
      words += (words.empty() ? "" : "; ") + each;
    if (!words.empty() && column != "Due") out.memberships.emplace_back(column, words);
  }
  const std::pair<const char*, const PlaceText*> named_cells[] = {
      {"Value to", &definition.value_to},
      {"Value periods", &definition.value_periods},
      {"Status to", &definition.status_to},
      {"Trend to", &definition.trend_to},
      {"Position to", &definition.position_to},
      {"Entered value", &definition.entered_value},
      {"Entered status", &definition.entered_status},
      {"Reason", &definition.reason},
      {"Commentary", &definition.commentary},
      {"Plan", &definition.plan},
  };
  for (const auto& [column, place] : named_cells) {
    if (place->given()) out.cells.emplace_back(column, place->text);
  }
  const IndicatorValue& value = node.result();
  const std::vector<InputValue> inputs = definition.expression.form() == IndicatorExpression::Form::number
                                             ? node.inputs(node.period(), std::nullopt)
                                             : std::vector<InputValue>();
  for (const InputValue& input : inputs) {
    ExplainedInput explained{input.name,
                             input.source,
                             period_text(input.period, book.definitions().settings.calendar),
                             input_text(input),
                             {},
                             std::string(input.unit.word),
                             {}};
    const MeasureDefinition* measure =
        input.is_indicator ? nullptr : book.definitions().find_measure(measure_name(input.name));
    if (measure != nullptr) {
      explained.unit = measure->unit.word;
      explained.over_time = accumulation_text(measure->over_time);
      if (const MeasureDefinition* weight = book.definitions().find_measure(measure->over_time.weight))
        explained.over_time += " (" + weight->unit.word + ", " + accumulation_text(weight->over_time) + ")";
    }
    for (const FormulaCell& cell : input.value.cells)
      explained.cells.push_back(book.workbook().describe(cell.sheet, cell.address));
    out.inputs.push_back(std::move(explained));
  }
  if (definition.expression.form() == IndicatorExpression::Form::worst_status ||
      definition.expression.form() == IndicatorExpression::Form::best_status) {
    for (const ExpressionInput& input : definition.expression.inputs()) {
      const StatusNode* other = book.find(input.name);
      if (other == nullptr) continue;
      const std::string figure =
          other->indicator().result().kind == Kind::number
              ? unit_text(other->indicator().result().number, other->indicator().definition().unit)
              : std::string();
      const std::string word =
          other->result().counts == nullptr ? std::string("no status") : other->result().counts->word;
      out.inputs.push_back({"[" + input.name + "]",
                            other->indicator().definition().title,
                            out.period,
                            figure.empty() ? word : figure + ", " + word,
                            {},
                            other->indicator().definition().unit.word,
                            {}});
    }
  }
  if (value.kind == Kind::number) {
    out.value = full_text(value.number, definition.unit);
    const std::optional<int> places =
        node.value_cell() ? printed_places(book.workbook(), *node.value_cell(), definition.unit)
                          : std::nullopt;
    out.shown = unit_text(value.number, definition.unit, places);
  } else {
    out.value = value.kind == Kind::text ? value.text : value.reason;
  }
  out.coverage = coverage_text(value.coverage, book.definitions().settings.calendar);
  if (const std::string small = small_base(node, book.definitions().settings.small_base); !small.empty())
    out.coverage += (out.coverage.empty() ? "" : "; ") + small;
  out.target = target.target.shown;
  out.target_source = target.source;
  out.other_targets = other_targets(book.definitions(), definition, node.period());
  out.peers = target.peers;
  if (definition.benchmark && definition.position_to.given()) {
    const Position position =
        find_position(node, book.definitions(),
                      node.value_cell() ? printed_places(book.workbook(), *node.value_cell(), definition.unit)
                                        : std::nullopt);
    out.position = position.word.empty() ? "none: " + position.problem + position.unknown
                                         : position.word + ": " + position.text;
    if (out.peers.empty()) out.peers = position.peers;
  }
  out.published = published_texts(book.definitions(), definition);
  out.scale = scale_text(book.definitions().statuses, status_memberships(definition));
  const IndicatorNode* judged = status->target_source().judged_node();
  if (judged != nullptr) {
    const IndicatorValue& figure = judged->result();
    out.judged_on =
        judged->definition().expression.text() + " = " +
        (figure.kind == Kind::number ? full_text(figure.number, definition.unit) : "none: " + figure.reason);
  }
  out.tolerance = tolerance_text(target.tolerance, definition.unit);
  // Without a target it tells trends only.
  out.aim = target.aim == Aim::unstated ? std::string() : std::string(aim_text(target.aim));
  out.status = result.counts == nullptr ? std::string() : result.counts->word;
  out.computed_status = result.computed == nullptr ? std::string() : result.computed->word;
  out.entered_status = result.entered == nullptr ? std::string() : result.entered->word;
  out.reason = result.reason;
  out.rule = result.problem.empty() ? result.judgement.rule : result.problem;
  out.kept = status->kept().empty() ? node.kept() : status->kept();
  const bool short_of_target =
      result.judgement.standing == Standing::near || result.judgement.standing == Standing::missed;
  const IndicatorValue& decisive = judged != nullptr ? judged->result() : value;
  if (!short_of_target || decisive.kind != Kind::number || decisive.bound != Bound::exactly ||
      definition.expression.form() != IndicatorExpression::Form::number ||
      definition.unit.kind == UnitKind::date) {
    return out;
  }
  out.gap = gap_words(decisive, result.judgement, target, definition.unit);
  const std::vector<InputValue> moved =
      judged != nullptr ? judged->inputs(judged->period(), std::nullopt) : inputs;
  const GapSearch search(judged != nullptr ? judged->definition() : definition, target, moved,
                         status->target_source().target_node());
  for (std::size_t at = 0; at < moved.size(); ++at) {
    const InputValue& input = moved[at];
    if (!input.whole || input.value.kind != SeriesValue::Kind::number ||
        input.value.number != std::floor(input.value.number))
      continue;
    for (const double direction : {1.0, -1.0}) {
      const std::optional<double> change = search.least_change(at, direction);
      if (!change) continue;
      out.options.push_back({input.name, *change,
                             figure_text(std::fabs(*change)) + (*change > 0 ? " more " : " fewer ") +
                                 option_source(input, moved) + " (" + figure_text(input.value.number) +
                                 " to " + figure_text(input.value.number + *change) + ")"});
    }
  }
  return out;
}

std::optional<RollUpExplanation> explain_roll_up(const IndicatorBook& book, const FormulaCell& cell) {
  const RollUpNode* node = book.roll_up_at(cell);
  if (node == nullptr) return std::nullopt;
  RollUpExplanation out = without_counts(*node);
  const RollUpNode::Place place = *node->place_of(cell);
  if (place.previous)
    out.period = period_text(previous(node->period()), book.definitions().settings.calendar);
  add_count(out, *node, place.line, place.status_class, place.previous);
  return out;
}

std::optional<RollUpExplanation> explain_roll_up(const IndicatorBook& book, std::string_view name) {
  const RollUpNode* node = book.find_roll_up(name);
  if (node == nullptr) return std::nullopt;
  RollUpExplanation out = without_counts(*node);
  // The total stands among the lines where the sheet has it there.
  const std::size_t lines = node->table().lines.size() + (node->plan().total_line ? 0 : 1);
  for (std::size_t line = 0; line < lines; ++line) {
    for (std::size_t c = 0; c < node->plan().classes.size(); ++c) add_count(out, *node, line, c);
  }
  return out;
}

}  // namespace outturn
