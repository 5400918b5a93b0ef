#include "engine/reporting/committee_report.h"

#include <algorithm>

#include "engine/indicators/figure_text.h"
#include "engine/indicators/membership.h"
#include "engine/indicators/past_status.h"
#include "engine/indicators/spelling.h"
#include "engine/indicators/trend.h"
#include "engine/reporting/number_words.h"
#include "engine/reporting/written_notes.h"
#include "formulas/decimal_rounding.h"

namespace outturn {
namespace {

using Form = IndicatorExpression::Form;

constexpr int kPointsShown = 8;  // two years of quarters

ReportStatus status_of(const StatusWord* word) {
  ReportStatus status;
  if (word == nullptr) return status;
  status.word = word->word;
  status.colour = word->fill;
  status.mark = ReportStatus::Mark::other;
  if (word->is_for(Standing::met)) status.mark = ReportStatus::Mark::met;
  if (word->is_for(Standing::near)) status.mark = ReportStatus::Mark::near;
  if (word->is_for(Standing::missed)) status.mark = ReportStatus::Mark::missed;
  return status;
}

std::string percent_text(double fraction, int places) { return figure_text(fraction * 100, places) + "%"; }

class Maker {
 public:
  Maker(const IndicatorBook& book, const ReturnsLog& log, const ReportOptions& options)
      : book_(book), definitions_(book.definitions()), log_(log), options_(options) {
    report_.period = text(*book.period());
    report_.previous_period = text(previous(*book.period()));
    report_.missing = find_outstanding(book, log);
  }

  CommitteeReport make() {
    add_indicators();
    add_groups();
    for (const RollUpResult& result : book_.roll_ups())
      if (result.table != nullptr && result.plan != nullptr) add_roll_up(result);
    for (std::size_t at = 0; at < report_.indicators.size(); ++at) {
      if (is_exception_[at]) report_.exceptions.push_back(at);
      if (report_.indicators[at].direction > 0) report_.improving.push_back(at);
      if (report_.indicators[at].direction < 0) report_.worsening.push_back(at);
    }
    return std::move(report_);
  }

 private:
  [[nodiscard]] std::string text(const Period& period) const {
    return period_text(period, definitions_.settings.calendar);
  }

  void add_indicators() {
    const std::vector<IndicatorResult> results = book_.results();
    const std::vector<const StatusNode*> nodes = book_.status_nodes();
    bool all_closed = !nodes.empty();
    for (std::size_t at = 0; at < results.size(); ++at) {
      add_indicator(results[at], *nodes[at]);
      const PublishedRow* row = nodes[at]->indicator().published();
      all_closed = all_closed && row != nullptr;
      if (row != nullptr) report_.closed_on = row->closed_on;
      if (row != nullptr && row->restates)
        add_note(report_.indicators.back(), "restated on " + row->closed_on + ": " + row->reason);
    }
    if (!all_closed) report_.closed_on.clear();
  }

  void add_indicator(const IndicatorResult& result, const StatusNode& node) {
    const IndicatorDefinition& definition = *result.definition;
    const IndicatorNode& indicator = node.indicator();
    const PublishedRow* published = indicator.published();
    const std::optional<int> places =
        indicator.value_cell() ? printed_places(book_.workbook(), *indicator.value_cell(), definition.unit)
                               : std::nullopt;
    ReportIndicator out;
    out.reference = definition.reference;
    out.title = definition.title;
    out.value = value_text(result.value, definition.unit, places);
    out.target = published != nullptr ? published->target : result.status.target.target.shown;
    out.status = status_of(result.status.counts);
    if (out.status.word.empty() && published != nullptr) out.status.word = published->status;
    is_exception_.push_back(is_exception(result.status.counts));

    WrittenNotes notes = notes_of(book_.workbook(), indicator);
    out.commentary = std::move(notes.commentary);
    out.plan = std::move(notes.plan);
    add_note(out, published != nullptr ? published->coverage : result.coverage);
    if (published != nullptr ? published->provisional : is_provisional(book_, log_, indicator))
      add_note(out, "provisional");
    add_entered(out, result, published);
    add_history(out, node, places);
    report_.indicators.push_back(std::move(out));
  }

  static void add_note(ReportIndicator& out, const std::string& note) {
    if (!note.empty()) out.note += (out.note.empty() ? "" : "; ") + note;
  }

  // Both statuses, where the one that was entered is not the one that the figures give.
  static void add_entered(ReportIndicator& out, const IndicatorResult& result,
                          const PublishedRow* published) {
    if (published != nullptr) {
      if (!published->entered.empty() && !published->reason.empty() && !published->restates)
        add_note(out, "status entered: " + published->reason);
      return;
    }
    if (result.status.entered == nullptr || result.status.computed == nullptr ||
        result.status.entered == result.status.computed)
      return;
    add_note(out, "entered as " + result.status.entered->word + ", by its figures " +
                      result.status.computed->word +
                      (result.status.reason.empty() ? "" : ": " + result.status.reason));
  }

  void add_history(ReportIndicator& out, const StatusNode& node, std::optional<int> places) {
    const IndicatorNode& indicator = node.indicator();
    const IndicatorDefinition& definition = indicator.definition();
    const Period before = previous(indicator.period());
    const PastStatus past = past_status(node, definitions_, before);
    out.previous_status = status_of(past.word);
    if (definition.expression.form() != Form::number) {
      if (const PublishedRow* row = definitions_.find_published(definition, before))
        out.previous_value = row->shown;
      return;
    }
    if (definitions_.find_indicator(definition.reference, before) == &definition)
      out.previous_value = value_text(indicator.value(before, std::nullopt), definition.unit, places);
    const Trend trend = find_trend(indicator, definitions_);
    if (trend.direction != Trend::Direction::none) {
      out.trend = std::string(trend_word(trend.direction)) + ", " +
                  trend_text(trend, definition.unit, definitions_.settings.calendar, places);
      out.direction = trend.direction == Trend::Direction::improving   ? 1
                      : trend.direction == Trend::Direction::worsening ? -1
                                                                       : 0;
    }
    if (definition.unit.kind == UnitKind::date || definition.unit.kind == UnitKind::text) return;
    bool has_value = false;
    for (int back = kPointsShown - 1; back >= 0; --back) {
      const Period period = shifted(indicator.period(), -back * indicator.period().months);
      ReportPoint point{text(period), std::nullopt, {}};
      if (definitions_.find_indicator(definition.reference, period) == &definition) {
        const IndicatorValue value = back == 0 ? indicator.result() : indicator.value(period, std::nullopt);
        if (value.kind == IndicatorValue::Kind::number && value.bound == Bound::exactly)
          point.value = value.number;
        point.shown = value_text(value, definition.unit, places);
      }
      has_value = has_value || point.value.has_value();
      // What lies before the first figure is no gap.
      if (has_value) out.series.push_back(std::move(point));
    }
    if (out.series.size() < 2) out.series.clear();
  }

  void add_groups() {
    const std::vector<const StatusNode*> nodes = book_.status_nodes();
    std::string_view column = membership_column(options_.grouped_by);
    if (column.empty() && !definitions_.roll_ups.empty())
      column = membership_column(definitions_.roll_ups[0].by);
    if (column.empty()) column = "Objective";
    std::vector<std::size_t> rest;
    for (std::size_t at = 0; at < nodes.size(); ++at) {
      const std::vector<std::string> names = memberships(nodes[at]->indicator().definition(), column,
                                                         *book_.period(), definitions_.settings.calendar);
      if (names.empty()) rest.push_back(at);
      for (const std::string& name : names) {
        auto group = std::find_if(report_.groups.begin(), report_.groups.end(),
                                  [&](const ReportGroup& each) { return same_name(each.name, name); });
        if (group == report_.groups.end()) group = report_.groups.insert(group, ReportGroup{name, {}});
        group->indicators.push_back(at);
      }
    }
    if (!report_.groups.empty()) report_.grouped_by = std::string(column);
    if (!rest.empty())
      report_.groups.push_back(
          {report_.groups.empty() ? "" : "Without " + std::string(column), std::move(rest)});
  }

  void add_roll_up(const RollUpResult& result) {
    const RollUpPlan& plan = *result.plan;
    ReportRollUp out;
    out.name = result.definition->name;
    out.by = result.definition->by;
    out.coverage = result.coverage;
    out.classes = plan.classes;
    const auto add = [&](const RollUpLine& line, const RollUpLine* before, bool is_total) {
      ReportRollUpLine shown{line.name, line.counts, {}, {}, is_total};
      for (const std::optional<double>& each : line.printed)
        shown.percentages.push_back(each ? percent_text(*each, plan.places) : std::string());
      if (before != nullptr)
        for (const int count : before->counts) shown.previous.emplace_back(count);
      out.lines.push_back(std::move(shown));
    };
    for (std::size_t at = 0; at < result.table->lines.size(); ++at)
      add(result.table->lines[at],
          result.previous != nullptr && at < result.previous->lines.size() ? &result.previous->lines[at]
                                                                           : nullptr,
          plan.total_line == at);
    if (!plan.total_line)
      add(result.table->total, result.previous != nullptr ? &result.previous->total : nullptr, true);
    if (out.lines.back().is_total && out.lines.back().name.empty()) out.lines.back().name = "Total";
    out.sentence = sentence_of(*result.definition);
    report_.roll_ups.push_back(std::move(out));
  }

  // "Twenty-three (88%) of the twenty-six are on track, compared with …": ranked items, each once.
  [[nodiscard]] std::string sentence_of(const RollUpDefinition& definition) const {
    if (!definition.across.empty()) return {};
    int on_track = 0, ranked = 0;
    int on_track_before = 0, ranked_before = 0;
    bool all_known = true;
    for (const StatusNode* node : book_.status_nodes()) {
      const IndicatorDefinition& indicator = node->indicator().definition();
      const StatusWord* status = node->result().counts;
      if (!meets(definition.only, indicator, *book_.period(), definitions_.settings.calendar) ||
          !meets(definition.only, status, definitions_.statuses))
        continue;
      if (status != nullptr && status->ranked) ++ranked, on_track += status->on_track ? 1 : 0;
      const PastStatus past = past_status(*node, definitions_, previous(*book_.period()));
      if (past.existed && past.word == nullptr) all_known = false;
      if (past.word != nullptr && past.word->ranked)
        ++ranked_before, on_track_before += past.word->on_track ? 1 : 0;
    }
    if (ranked == 0) return {};
    const auto share = [](int part, int whole) {
      return number_words(part) + " (" + percent_text(static_cast<double>(part) / whole, 0) + ") of the " +
             number_words(whole);
    };
    std::string sentence =
        with_capital(share(on_track, ranked)) + (on_track == 1 ? " is" : " are") + " on track";
    if (all_known && ranked_before > 0)
      sentence +=
          ", compared with " + share(on_track_before, ranked_before) + " in " + report_.previous_period;
    return sentence + ".";
  }

  const IndicatorBook& book_;
  const Definitions& definitions_;
  const ReturnsLog& log_;
  const ReportOptions& options_;
  CommitteeReport report_;
  std::vector<bool> is_exception_;
};

}  // namespace

CommitteeReport make_committee_report(const IndicatorBook& book, const ReturnsLog& log,
                                      const ReportOptions& options) {
  return Maker(book, log, options).make();
}

}  // namespace outturn
