#include "engine/indicators/measure_node.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

#include "engine/indicators/figure_text.h"
#include "engine/indicators/spelling.h"
#include "formulas/decimal_rounding.h"

namespace outturn {
namespace {

std::string text_of(const Value& value) {
  return value.is_text() ? std::string(trimmed(value.text())) : std::string();
}

bool overlap(const Period& a, const Period& b) noexcept { return a.first <= b.last() && b.first <= a.last(); }

// Whether a figure printed with `places` decimals (without: as many as it has) may stand for `exact`.
bool prints(double printed, double exact, const Unit& unit, std::optional<int> places) {
  if (compare_15(printed, exact) == 0) return true;
  const bool percent = unit.kind == UnitKind::percent;
  if (!places) {
    DecimalView view = decimal_view(percent ? printed * 100 : printed / unit.multiplier);
    while (view.significand != 0 && view.significand % 10 == 0) {
      view.significand /= 10;
      ++view.exponent;
    }
    places = view.significand == 0 ? 0 : std::max(0, -view.exponent);
  }
  const double last_place = (percent ? 0.01 : unit.multiplier) * std::pow(10.0, -*places);
  return compare_15(std::fabs(printed - exact), last_place / 2) <= 0;
}

bool same_figure(const FigureReading& a, const FigureReading& b) noexcept {
  return a.kind == b.kind && a.number == b.number && a.bound == b.bound && a.text == b.text &&
         a.error == b.error && a.problem == b.problem;
}

bool same_series(const std::vector<std::vector<SeriesPoint>>& a,
                 const std::vector<std::vector<SeriesPoint>>& b) noexcept {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](const std::vector<SeriesPoint>& x, const std::vector<SeriesPoint>& y) {
                      return std::equal(x.begin(), x.end(), y.begin(), y.end(),
                                        [](const SeriesPoint& p, const SeriesPoint& q) {
                                          return p.period == q.period && same_figure(p.figure, q.figure);
                                        });
                    });
}

}  // namespace

MeasureNode::MeasureNode(const Workbook& workbook, const DefinitionSettings& settings,
                         const MeasureDefinition& definition, std::vector<Diagnostic>& findings)
    : workbook_(workbook),
      settings_(settings),
      definition_(definition),
      missing_words_(settings.missing_words),
      blocks_(find_blocks(workbook, settings, definition, findings)) {
  missing_words_.insert(missing_words_.end(), definition.missing_words.begin(),
                        definition.missing_words.end());
  for (const MeasureBlock& block : blocks_) {
    reads_.insert(reads_.end(), block.reads.begin(), block.reads.end());
    if (!block.split || !services_.empty()) continue;
    for (const FormulaCell& heading : block.split->headings) {
      services_.push_back(text_of(value_in_file(workbook, heading)));
      service_cells_.push_back(heading);
      service_at_.emplace(name_key(services_.back()), services_.size() - 1);
    }
  }
}

std::vector<const ReportNode*> MeasureNode::precedents() const {
  std::vector<const ReportNode*> nodes;
  if (weight_ != nullptr) nodes.push_back(weight_);
  if (service_weight_ != nullptr) nodes.push_back(service_weight_);
  return nodes;
}

WeightOver MeasureNode::weight_for(const std::optional<std::string>& service) const {
  return [this, service](const Period& when) {
    return weight_ == nullptr ? SeriesValue{}
                              : weight_->value(when, weight_->services().empty() ? std::nullopt : service,
                                               {false, true, nullptr});
  };
}

void MeasureNode::doubt(const Period& period, const FormulaCell& cell, std::string reason) {
  diagnostics_.push_back({Severity::error, workbook_.describe(cell.sheet, cell.address),
                          "the measure \"" + definition_.name + "\" is not calculated for " +
                              period_text(period, settings_.calendar) + ": " + reason});
  doubts_.push_back({period, std::move(reason)});
}

void MeasureNode::question_headings(const MeasureBlock& block, const Periods& periods) {
  for (std::size_t at = 0; at < periods.size(); ++at) {
    if (!periods[at] || periods[at]->months < 2) continue;
    const Period& longer = *periods[at];
    int missing = 0, month = 0;
    for (int each = longer.first; each <= longer.last(); ++each) {
      if (std::find(periods.begin(), periods.end(), Period{each, 1}) != periods.end()) continue;
      ++missing;
      month = each;
    }
    const bool after = at > 0 && periods[at - 1] == Period{month - 1, 1};
    const bool before = at + 1 < periods.size() && periods[at + 1] == Period{month + 1, 1};
    if (missing != 1 || (!after && !before)) continue;
    const FormulaCell& heading = block.periods->headings[at];
    const std::string expected = period_text({month, 1}, settings_.calendar);
    doubt(longer, heading,
          workbook_.describe(heading.sheet, heading.address) + " is headed " +
              period_text(longer, settings_.calendar) + " where the months around it leave " + expected +
              "; correct the heading, or give " + expected + " a column of its own");
  }
}

void MeasureNode::settle_doubled(std::vector<SeriesPoint>& points, const WeightOver& weight) {
  if (definition_.over_time.method == Accumulation::Method::none) return;
  std::vector<SeriesPoint> longer;
  for (const SeriesPoint& point : points) {
    if (point.period.months > 1) longer.push_back(point);
  }
  std::stable_sort(longer.begin(), longer.end(), [](const SeriesPoint& a, const SeriesPoint& b) {
    return a.period.months < b.period.months;
  });
  for (const SeriesPoint& whole : longer) {
    std::vector<SeriesPoint> parts;
    for (const SeriesPoint& point : points) {
      if (point.period.months < whole.period.months && whole.period.contains(point.period))
        parts.push_back(point);
    }
    std::sort(parts.begin(), parts.end(),
              [](const SeriesPoint& a, const SeriesPoint& b) { return a.period < b.period; });
    int month = whole.period.first;
    bool any_figure = false;
    for (const SeriesPoint& part : parts) {
      if (part.period.first <= month) month = std::max(month, part.period.last() + 1);
      any_figure = any_figure || part.figure.kind != FigureReading::Kind::missing;
    }
    if (month <= whole.period.last() || !any_figure) continue;
    const SeriesValue made =
        value_over(parts, whole.period, definition_.over_time, settings_.calendar, false, weight);
    if (made.is_number() && made.bound == Bound::exactly &&
        whole.figure.kind == FigureReading::Kind::number &&
        (whole.figure.bound != Bound::exactly ||
         !prints(whole.figure.number, made.number, definition_.unit,
                 printed_places(workbook_, whole.cell, definition_.unit)))) {
      const FormulaCell& first = parts.front().cell;
      const FormulaCell& last = parts.back().cell;
      doubt(whole.period, whole.cell,
            workbook_.describe(whole.cell.sheet, whole.cell.address) + " gives " +
                unit_text(whole.figure.number, definition_.unit) + " for " +
                period_text(whole.period, settings_.calendar) + ", its parts in " +
                workbook_.describe(first.sheet, first.address) + " to " +
                workbook_.describe(last.sheet, last.address) + " make " +
                unit_text(made.number, definition_.unit) + "; correct one of them, or Over time");
    }
    points.erase(std::find_if(points.begin(), points.end(),
                              [&](const SeriesPoint& point) { return point.period == whole.period; }));
  }
}

bool MeasureNode::calculate(EvaluationContext& context, std::vector<Value>&) {
  for (const Area& area : reads_) context.ready(area);
  if (context.suspended()) return false;
  bool changed = read_cells(context);
  if (weight_ != nullptr && weight_revision_ != weight_->revision_) {
    weight_revision_ = weight_->revision_;
    changed = true;
  }
  if (changed) ++revision_;
  return changed;
}

// Which cells of a % measure show a % and which do not.
struct MeasureNode::UnitSigns {
  int with = 0, without = 0;
  std::optional<FormulaCell> first;  // without
  std::string read_as;

  void add(const Value& value, NumberLook look, const FormulaCell& cell) {
    const std::string text = value.is_text() ? folded_phrase(value.text()) : std::string();
    const bool shows = value.is_text() ? text.find('%') != std::string::npos ||
                                             text.find("per cent") != std::string::npos ||
                                             text.find("percent") != std::string::npos
                                       : look == NumberLook::percent;
    ++(shows ? with : without);
    if (shows || first) return;
    first = cell;
    read_as = value.is_text() ? std::string(trimmed(value.text())) : figure_text(value.number());
  }
};

MeasureNode::Periods MeasureNode::read_headings(const MeasureBlock& block, EvaluationContext& context) {
  if (!block.periods) return {block.one_period};
  Periods periods;
  for (const FormulaCell& heading : block.periods->headings) {
    const NumberLook look = look_of(workbook_, heading);
    const PeriodReading reading =
        read_heading(in_1900_system(context.cell(heading.sheet, heading.address), look, workbook_), look,
                     settings_.calendar, settings_.period);
    if (!reading.problem.empty())
      diagnostics_.push_back({Severity::warning, workbook_.describe(heading.sheet, heading.address),
                              "the heading is passed over: " + reading.problem});
    periods.push_back(reading.period);
  }
  return periods;
}

void MeasureNode::read_block(const MeasureBlock& block, const Periods& periods,
                             const std::set<Period>& doubled, UnitSigns& signs, EvaluationContext& context) {
  for (std::int32_t row = block.cells.range.first.row; row <= block.cells.range.last.row; ++row) {
    for (std::int32_t column = block.cells.range.first.column; column <= block.cells.range.last.column;
         ++column) {
      const auto across = static_cast<std::size_t>(column - block.cells.range.first.column);
      const auto down = static_cast<std::size_t>(row - block.cells.range.first.row);
      const std::optional<Period> period =
          block.periods ? periods[block.periods->along_columns ? across : down] : block.one_period;
      if (!period || !definition_.active.holds(*period)) continue;
      const std::size_t service =
          block.split ? block.services[block.split->along_columns ? across : down] : 0;
      const FormulaCell cell{block.cells.sheet, {row, column}};
      const NumberLook look = look_of(workbook_, cell);
      const Value value = in_1900_system(context.cell(cell.sheet, cell.address), look, workbook_);
      SeriesPoint point{
          *period, read_figure(value, look, definition_.unit, missing_words_, settings_.day_first()), cell};
      const auto described = [&] { return workbook_.describe(cell.sheet, cell.address); };
      if (definition_.unit.kind == UnitKind::percent && point.figure.kind == FigureReading::Kind::number)
        signs.add(value, look, cell);
      if (point.figure.kind == FigureReading::Kind::refused) {
        const std::string where = described();
        point.figure.problem = where + ": " + point.figure.problem;
        diagnostics_.push_back({Severity::error, where,
                                "the figure of \"" + definition_.name + "\" for " +
                                    period_text(*period, settings_.calendar) +
                                    " cannot be read: " + point.figure.problem.substr(where.size() + 2)});
      } else if (point.figure.kind == FigureReading::Kind::number &&
                 definition_.unit.kind == UnitKind::percent &&
                 std::fabs(point.figure.number) > kHighestShare) {
        diagnostics_.push_back(
            {Severity::warning, described(),
             "the figure of \"" + definition_.name + "\" for " + period_text(*period, settings_.calendar) +
                 ": " + unit_text(point.figure.number, definition_.unit) +
                 (look == NumberLook::percent ? " looks like " + figure_text(point.figure.number) +
                                                    " typed into a cell formatted as %"
                                              : " is hardly a percentage")});
      } else if (point.figure.kind == FigureReading::Kind::number && definition_.unit.whole &&
                 definition_.unit.kind == UnitKind::number && point.figure.number < 0) {
        diagnostics_.push_back({Severity::warning, described(),
                                "the figure of \"" + definition_.name + "\" for " +
                                    period_text(*period, settings_.calendar) + ": " +
                                    unit_text(point.figure.number, definition_.unit) +
                                    " is below 0, but its unit is " + definition_.unit.word});
      } else if (!point.figure.note.empty()) {
        diagnostics_.push_back({Severity::note, described(),
                                "beside the figure of \"" + definition_.name + "\" stands \"" +
                                    point.figure.note + "\", which is passed over"});
      }
      const bool is_doubled = doubled.count(*period) > 0;
      for (const SeriesPoint& other : is_doubled ? series_[service] : std::vector<SeriesPoint>()) {
        if (other.period != *period || !problem_.empty()) continue;
        const std::string where = described();
        problem_ = workbook_.describe(other.cell.sheet, other.cell.address) + " and " + where +
                   " are both for " + period_text(*period, settings_.calendar);
        diagnostics_.push_back({Severity::error, where,
                                "the measure \"" + definition_.name + "\" is not calculated: " + problem_});
      }
      series_[service].push_back(std::move(point));
    }
  }
}

bool MeasureNode::read_cells(EvaluationContext& context) {
  std::vector<std::vector<SeriesPoint>> before = std::move(series_);
  const std::string problem_before = problem_;
  const std::vector<Doubt> doubts_before = std::move(doubts_);
  doubts_.clear();
  series_.assign(std::max<std::size_t>(1, services_.size()), {});
  diagnostics_.clear();
  problem_.clear();
  for (const MeasureBlock& block : blocks_) {
    if (!problem_.empty()) break;
    problem_ = block.problem;
    if (block.label &&
        !same_name(text_of(context.cell(block.label->sheet, block.label->address)), definition_.label))
      problem_ = "the label \"" + definition_.label + "\" no longer stands in " +
                 workbook_.describe(block.label->sheet, block.label->address);
  }
  if (!problem_.empty()) {
    diagnostics_.push_back({Severity::error, definition_.where,
                            "the measure \"" + definition_.name + "\" is not calculated: " + problem_});
    return problem_ != problem_before || doubts_before != doubts_ || !same_series(before, series_);
  }

  // Two headings for one period are two cells for it in every series.
  std::vector<Periods> periods;
  std::set<Period> seen, doubled;
  for (const MeasureBlock& block : blocks_) {
    periods.push_back(read_headings(block, context));
    for (const std::optional<Period>& each : periods.back())
      if (each && !seen.insert(*each).second) doubled.insert(*each);
  }
  UnitSigns signs;
  for (std::size_t b = 0; b < blocks_.size(); ++b)
    read_block(blocks_[b], periods[b], doubled, signs, context);
  if (signs.without > 0 && signs.with > 0) {
    diagnostics_.push_back(
        {Severity::note, workbook_.describe(signs.first->sheet, signs.first->address),
         "the figure of \"" + definition_.name + "\" has no % where others have" +
             (signs.without > 1 ? ", nor have " + std::to_string(signs.without - 1) + " more"
                                : std::string()) +
             "; by the unit it is read as " + signs.read_as + "%"});
  }
  if (problem_.empty()) {
    for (std::size_t b = 0; b < blocks_.size(); ++b) question_headings(blocks_[b], periods[b]);
    for (std::size_t at = 0; at < series_.size(); ++at) {
      settle_doubled(series_[at],
                     weight_for(services_.empty() ? std::nullopt : std::optional(services_[at])));
    }
  }
  return problem_ != problem_before || doubts_before != doubts_ || !same_series(before, series_);
}

std::vector<MeasurePlace> MeasureNode::places() const {
  std::vector<MeasurePlace> places;
  const auto period_at = [&](const FormulaCell& heading) {
    const NumberLook look = look_of(workbook_, heading);
    const Value value = workbook_.sheet(heading.sheet).value(heading.address);
    return read_heading(in_1900_system(value, look, workbook_), look, settings_.calendar, settings_.period)
        .period;
  };
  for (const MeasureBlock& block : blocks_) {
    Periods periods;
    if (block.periods)
      for (const FormulaCell& heading : block.periods->headings) periods.push_back(period_at(heading));
    const RangeAddress& range = block.cells.range;
    for (std::int32_t row = range.first.row; row <= range.last.row; ++row) {
      for (std::int32_t column = range.first.column; column <= range.last.column; ++column) {
        const auto across = static_cast<std::size_t>(column - range.first.column);
        const auto down = static_cast<std::size_t>(row - range.first.row);
        const std::size_t at = block.periods && block.periods->along_columns ? across : down;
        const std::optional<Period> period = block.periods ? periods[at] : block.one_period;
        if (!period || !definition_.active.holds(*period)) continue;
        MeasurePlace place{*period, {}, {block.cells.sheet, {row, column}}, std::nullopt};
        if (block.split)
          place.service = services_[block.services[block.split->along_columns ? across : down]];
        if (block.periods) place.heading = block.periods->headings[at];
        places.push_back(std::move(place));
      }
    }
  }
  return places;
}

SeriesValue MeasureNode::of_series(std::size_t at, const Period& period, const Query& query) const {
  const std::optional<std::string> service = services_.empty() ? std::nullopt : std::optional(services_[at]);
  Gaps gaps;
  gaps.allowed = definition_.use_what_is_there && !query.whole;
  if (query.left_out != nullptr) gaps.left_out = query.left_out->periods_of(service.value_or(""));
  SeriesValue value = value_over(series_[at], period, definition_.over_time, settings_.calendar, query.part,
                                 weight_for(service), gaps);
  for (Coverage::Gap& gap : value.coverage.gaps) gap.service = service.value_or("");
  return value;
}

SeriesValue MeasureNode::value(const Period& period, const std::optional<std::string>& service,
                               const Query& query) const {
  if (!problem_.empty() || series_.empty()) {
    SeriesValue value;
    value.kind = SeriesValue::Kind::refused;
    value.reason = series_.empty() ? "it is part of a circular reference" : problem_;
    return value;
  }
  // The part of a cumulative figure is taken from the month before the period.
  const Period looked_at = query.part && definition_.over_time.method == Accumulation::Method::cumulative
                               ? Period{period.first - 1, period.months + 1}
                               : period;
  for (const Doubt& each : doubts_) {
    if (!overlap(each.period, looked_at)) continue;
    SeriesValue value;
    value.kind = SeriesValue::Kind::refused;
    value.reason = each.reason;
    return value;
  }
  if (services_.empty()) return of_series(0, period, query);
  if (service) {
    const auto found = service_at_.find(name_key(*service));
    if (found != service_at_.end()) return of_series(found->second, period, query);
    SeriesValue value;
    value.reason = "\"" + definition_.name + "\" has no figures for " + *service;
    return value;
  }
  return total(period, query);
}

SeriesValue MeasureNode::total(const Period& period, const Query& query) const {
  const Accumulation over = definition_.over_services.value_or(Accumulation{Accumulation::Method::none, {}});
  using Method = Accumulation::Method;
  if (over.method == Method::none || over.method == Method::last || over.method == Method::cumulative) {
    SeriesValue value;
    value.kind = SeriesValue::Kind::refused;
    value.reason = "the services of \"" + definition_.name + "\" make no total: its Over services is " +
                   (over.method == Method::none ? "none or empty" : "not sum");
    return value;
  }
  const bool gaps_allowed = definition_.use_what_is_there && !query.whole;
  SeriesValue total;
  total.kind = SeriesValue::Kind::number;
  total.coverage.services = static_cast<int>(services_.size());
  double weights = 0;
  int figures = 0;
  for (std::size_t at = 0; at < services_.size(); ++at) {
    if (query.left_out != nullptr && query.left_out->leaves_out(services_[at])) {
      total.coverage.silent.push_back(services_[at]);
      continue;
    }
    SeriesValue each = of_series(at, period, query);
    total.have += each.have;
    total.need += each.need;
    total.cells.insert(total.cells.end(), each.cells.begin(), each.cells.end());
    if (each.kind == SeriesValue::Kind::missing) {
      total.coverage.silent.push_back(services_[at]);
      if (gaps_allowed) continue;
    } else {
      total.coverage.add(each.coverage);
    }
    if (each.kind != SeriesValue::Kind::number || each.bound != Bound::exactly) {
      if (total.kind == SeriesValue::Kind::number || each.kind == SeriesValue::Kind::refused) {
        total.kind = each.kind == SeriesValue::Kind::number ? SeriesValue::Kind::refused : each.kind;
        total.error = each.error;
        total.reason =
            services_[at] + ": " +
            (each.kind == SeriesValue::Kind::number ? "a figure that is only a bound cannot be added up"
                                                    : each.reason);
      }
      continue;
    }
    ++figures;
    if (over.method == Method::minimum || over.method == Method::maximum) {
      const bool beyond =
          over.method == Method::minimum ? each.number < total.number : each.number > total.number;
      if (figures == 1 || beyond) total.number = each.number;
    } else if (over.method == Method::weighted_average) {
      const SeriesValue by =
          service_weight_ == nullptr
              ? SeriesValue{}
              : service_weight_->value(
                    period, service_weight_->services().empty() ? std::nullopt : std::optional(services_[at]),
                    {query.part, true, nullptr});
      total.cells.insert(total.cells.end(), by.cells.begin(), by.cells.end());
      if (by.kind != SeriesValue::Kind::number) {
        if (total.kind == SeriesValue::Kind::number) {
          total.kind = by.kind;
          total.error = by.error;
          total.reason = services_[at] + ": its weight, " + over.weight + ": " + by.reason;
        }
        continue;
      }
      total.number += each.number * by.number;
      weights += by.number;
    } else {
      total.number = sum_or_zero(total.number, each.number);
    }
  }
  if (total.kind != SeriesValue::Kind::number) return total;
  if (figures == 0) {
    total.kind = SeriesValue::Kind::missing;
    total.reason = "none of its services has a figure for " + period_text(period, settings_.calendar);
  } else if (over.method == Method::average) {
    total.number /= figures;
  } else if (over.method == Method::weighted_average) {
    if (weights == 0) {
      total.kind = SeriesValue::Kind::error;
      total.error = ErrorCode::div0;
      total.reason = "its weights, " + over.weight + ", add up to 0";
    } else {
      total.number /= weights;
    }
  }
  return total;
}

}  // namespace outturn
