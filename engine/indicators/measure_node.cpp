#include "engine/indicators/measure_node.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "engine/indicators/figure_text.h"
#include "engine/indicators/spelling.h"
#include "formulas/decimal_rounding.h"

namespace outturn {
namespace {

std::string text_of(const Value& value) {
  return value.is_text() ? std::string(trimmed(value.text())) : std::string();
}

constexpr double kHighestShare = 10;  // 1,000 %: beyond it a percentage is rather a slip

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
      missing_words_(settings.missing_words) {
  missing_words_.insert(missing_words_.end(), definition.missing_words.begin(),
                        definition.missing_words.end());
  const std::optional<Area> cells = find_cells(workbook, definition.cells, "Cells", findings);
  if (!cells) return;
  cells_ = *cells;
  const std::size_t errors_before = findings.size();

  // "Q2 2018/19" is a period; "H1" alone would be a cell, so a period in words needs its year here.
  const PeriodReading words = read_period(definition.periods.text, settings.calendar);
  if (words.period) {
    one_period_ = words.period;
  } else {
    periods_ = find_axis(cells_, definition.periods, "Periods", findings);
    if (!periods_) return;
  }
  if (definition.split_by.given()) {
    split_ = find_axis(cells_, definition.split_by, "Split by", findings);
    if (!split_) return;
    if (periods_ && periods_->along_columns == split_->along_columns &&
        cells_.range.rows() * cells_.range.columns() > 1) {
      findings.push_back({Severity::error, definition.split_by.where,
                          "Periods and Split by lie along the same side of " + definition.cells.text});
      return;
    }
    for (const FormulaCell& heading : split_->headings) {
      services_.push_back(text_of(value_in_file(workbook, heading)));
      service_cells_.push_back(heading);
      if (services_.back().empty()) {
        findings.push_back({Severity::error, workbook.describe(heading.sheet, heading.address),
                            "the heading of a service of \"" + definition.name + "\" is empty"});
      } else if (same_name(services_.back(), "total") || same_name(services_.back(), "all")) {
        findings.push_back({Severity::error, workbook.describe(heading.sheet, heading.address),
                            "\"" + services_.back() + "\" is among the services of \"" + definition.name +
                                "\" and would be counted twice; leave its column out of Cells and Split by"});
      }
    }
  }
  if ((one_period_ && !split_ && cells_.range.size() > 1) ||
      (periods_ && !split_ && cells_.range.size() != static_cast<std::int64_t>(periods_->headings.size())) ||
      (one_period_ && split_ && cells_.range.size() != static_cast<std::int64_t>(split_->headings.size()))) {
    findings.push_back({Severity::error, definition.cells.where,
                        "\"" + definition.cells.text + "\" has " + std::to_string(cells_.range.size()) +
                            " cells, but Periods" + (split_ ? " and Split by give " : " gives ") +
                            std::to_string(one_period_ ? (split_ ? split_->headings.size() : 1)
                                                       : periods_->headings.size())});
    return;
  }
  if (!definition.label.empty()) find_label(cells_);

  // A column whose heading is a constant and no period is never read, so that it may depend on the results.
  std::vector<bool> used;
  if (periods_) {
    for (const FormulaCell& heading : periods_->headings) {
      reads_.push_back(single_area(heading.sheet, single_cell(heading.address)));
      const NumberLook look = look_of(workbook, heading);
      used.push_back(holds_formula(workbook, heading) ||
                     read_heading(in_1900_system(value_in_file(workbook, heading), look, workbook), look,
                                  settings.calendar, settings.period)
                         .period.has_value());
    }
    if (std::find(used.begin(), used.end(), true) == used.end()) {
      const std::string first = text_of(value_in_file(workbook, periods_->headings.front()));
      findings.push_back({Severity::error, definition.periods.where,
                          "Periods: no heading in \"" + definition.periods.text + "\" is a period" +
                              (first.empty() ? "" : ": the first is \"" + first + "\"") +
                              "; write headings such as Q2 2018/19 or Jul-18"});
      return;
    }
  }
  for (std::int32_t row = cells_.range.first.row; row <= cells_.range.last.row; ++row) {
    for (std::int32_t column = cells_.range.first.column; column <= cells_.range.last.column; ++column) {
      if (periods_) {
        const std::int32_t at =
            periods_->along_columns ? column - cells_.range.first.column : row - cells_.range.first.row;
        if (!used[static_cast<std::size_t>(at)]) continue;
      }
      reads_.push_back(single_area(cells_.sheet, single_cell({row, column})));
    }
  }
  if (label_cell_) reads_.push_back(single_area(label_cell_->sheet, single_cell(label_cell_->address)));
  bound_ = std::none_of(findings.begin() + static_cast<std::ptrdiff_t>(errors_before), findings.end(),
                        [](const Diagnostic& each) { return each.severity == Severity::error; });
}

std::optional<MeasureNode::Axis> MeasureNode::find_axis(const Area& cells, const PlaceText& place,
                                                        std::string_view what,
                                                        std::vector<Diagnostic>& findings) const {
  const std::optional<Area> headings = find_cells(workbook_, place, what, findings);
  if (!headings) return std::nullopt;
  const auto fail = [&](const std::string& why) {
    findings.push_back({Severity::error, place.where, std::string(what) + ": \"" + place.text + "\" " + why});
    return std::optional<Axis>();
  };
  const bool one_row = headings->range.rows() == 1;
  const bool one_column = headings->range.columns() == 1;
  if (!one_row && !one_column) return fail("is not a row or column of headings");
  Axis axis;
  if (one_row && headings->range.columns() == cells.range.columns() &&
      !(one_column && cells.range.rows() > 1)) {
    axis.along_columns = true;
    if (headings->sheet == cells.sheet && headings->range.first.column != cells.range.first.column) {
      return fail("does not stand over \"" + definition_.cells.text + "\": it begins in column " +
                  column_letters(headings->range.first.column) + ", the cells in " +
                  column_letters(cells.range.first.column));
    }
  } else if (one_column && headings->range.rows() == cells.range.rows()) {
    axis.along_columns = false;
    if (headings->sheet == cells.sheet && headings->range.first.row != cells.range.first.row) {
      return fail("does not stand beside \"" + definition_.cells.text + "\": it begins in row " +
                  std::to_string(headings->range.first.row + 1) + ", the cells in " +
                  std::to_string(cells.range.first.row + 1));
    }
  } else {
    return fail("has " + std::to_string(headings->range.size()) + " headings, which do not fit the " +
                std::to_string(cells.range.rows()) + " rows and " + std::to_string(cells.range.columns()) +
                " columns of \"" + definition_.cells.text + "\"");
  }
  for (std::int32_t row = headings->range.first.row; row <= headings->range.last.row; ++row) {
    for (std::int32_t column = headings->range.first.column; column <= headings->range.last.column;
         ++column) {
      axis.headings.push_back({headings->sheet, {row, column}});
    }
  }
  return axis;
}

// The label stands to the left in the same row, or above in the same column.
void MeasureNode::find_label(const Area& cells) {
  const auto is_label = [&](CellAddress address) {
    return same_name(text_of(value_in_file(workbook_, {cells.sheet, address})), definition_.label);
  };
  const CellAddress first = cells.range.first;
  if (cells.range.rows() == 1) {
    for (std::int32_t column = first.column - 1; column >= 0 && !label_cell_; --column) {
      if (is_label({first.row, column})) label_cell_ = FormulaCell{cells.sheet, {first.row, column}};
    }
  }
  if (cells.range.columns() == 1) {
    for (std::int32_t row = first.row - 1; row >= 0 && !label_cell_; --row) {
      if (is_label({row, first.column})) label_cell_ = FormulaCell{cells.sheet, {row, first.column}};
    }
  }
  if (label_cell_) return;
  problem_ = "the label \"" + definition_.label + "\" no longer stands beside " + workbook_.describe(cells) +
             "; " + where_label_stands(cells.sheet);
}

std::string MeasureNode::where_label_stands(SheetId sheet) const {
  std::vector<std::string> places;
  const std::optional<RangeAddress> used = workbook_.sheet(sheet).used_range();
  const std::int32_t columns = used ? used->columns() : 0;
  for (std::int32_t column = 0; column < columns && places.size() < 4; ++column) {
    const Column* cells = workbook_.sheet(sheet).column(column);
    const std::int32_t rows = cells == nullptr ? 0 : cells->end_row();
    for (std::int32_t row = 0; row < rows && places.size() < 4; ++row) {
      if (same_name(text_of(value_in_file(workbook_, {sheet, {row, column}})), definition_.label))
        places.push_back(workbook_.describe(sheet, {row, column}));
    }
  }
  if (places.empty()) return "it stands nowhere on that sheet; correct Label or Cells";
  std::string list;
  for (const std::string& place : places) list += (list.empty() ? "" : " and ") + place;
  return "it now stands in " + list + "; correct Cells";
}

std::vector<const ReportNode*> MeasureNode::precedents() const {
  if (weight_ == nullptr) return {};
  return {weight_};
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

void MeasureNode::question_headings(const std::vector<std::optional<Period>>& periods) {
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
    const FormulaCell& heading = periods_->headings[at];
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
  std::vector<std::vector<SeriesPoint>> before = std::move(series_);
  const std::string problem_before = problem_;
  const std::vector<Doubt> doubts_before = std::move(doubts_);
  doubts_.clear();
  series_.assign(std::max<std::size_t>(1, services_.size()), {});
  diagnostics_.clear();
  if (label_cell_) {
    problem_.clear();
    if (!same_name(text_of(context.cell(label_cell_->sheet, label_cell_->address)), definition_.label)) {
      problem_ = "the label \"" + definition_.label + "\" no longer stands in " +
                 workbook_.describe(label_cell_->sheet, label_cell_->address);
    }
  } else if (definition_.label.empty()) {
    problem_.clear();
  }
  if (!problem_.empty()) {
    diagnostics_.push_back({Severity::error, definition_.where,
                            "the measure \"" + definition_.name + "\" is not calculated: " + problem_});
    return problem_ != problem_before || doubts_before != doubts_ || !same_series(before, series_);
  }

  std::vector<std::optional<Period>> periods;
  if (periods_) {
    for (const FormulaCell& heading : periods_->headings) {
      const NumberLook look = look_of(workbook_, heading);
      const PeriodReading reading =
          read_heading(in_1900_system(context.cell(heading.sheet, heading.address), look, workbook_), look,
                       settings_.calendar, settings_.period);
      if (!reading.problem.empty())
        diagnostics_.push_back({Severity::warning, workbook_.describe(heading.sheet, heading.address),
                                "the heading is passed over: " + reading.problem});
      periods.push_back(reading.period);
    }
  }
  for (std::int32_t row = cells_.range.first.row; row <= cells_.range.last.row; ++row) {
    for (std::int32_t column = cells_.range.first.column; column <= cells_.range.last.column; ++column) {
      const auto across = static_cast<std::size_t>(column - cells_.range.first.column);
      const auto down = static_cast<std::size_t>(row - cells_.range.first.row);
      const std::optional<Period> period =
          periods_ ? periods[periods_->along_columns ? across : down] : one_period_;
      if (!period || !definition_.active.holds(*period)) continue;
      const std::size_t service = split_ ? (split_->along_columns ? across : down) : 0;
      const FormulaCell cell{cells_.sheet, {row, column}};
      const NumberLook look = look_of(workbook_, cell);
      SeriesPoint point{*period,
                        read_figure(in_1900_system(context.cell(cell.sheet, cell.address), look, workbook_),
                                    look, definition_.unit, missing_words_, settings_.day_first()),
                        cell};
      const std::string where = workbook_.describe(cell.sheet, cell.address);
      if (point.figure.kind == FigureReading::Kind::refused) {
        point.figure.problem = where + ": " + point.figure.problem;
        diagnostics_.push_back({Severity::error, where,
                                "the figure of \"" + definition_.name + "\" for " +
                                    period_text(*period, settings_.calendar) +
                                    " cannot be read: " + point.figure.problem.substr(where.size() + 2)});
      } else if (point.figure.kind == FigureReading::Kind::number &&
                 definition_.unit.kind == UnitKind::percent &&
                 std::fabs(point.figure.number) > kHighestShare) {
        diagnostics_.push_back(
            {Severity::warning, where,
             "the figure of \"" + definition_.name + "\" for " + period_text(*period, settings_.calendar) +
                 ": " + unit_text(point.figure.number, definition_.unit) +
                 (look == NumberLook::percent ? " looks like " + figure_text(point.figure.number) +
                                                    " typed into a cell formatted as %"
                                              : " is hardly a percentage")});
      } else if (point.figure.kind == FigureReading::Kind::number && definition_.unit.whole &&
                 definition_.unit.kind == UnitKind::number && point.figure.number < 0) {
        diagnostics_.push_back({Severity::warning, where,
                                "the figure of \"" + definition_.name + "\" for " +
                                    period_text(*period, settings_.calendar) + ": " +
                                    unit_text(point.figure.number, definition_.unit) +
                                    " is below 0, but its unit is " + definition_.unit.word});
      } else if (!point.figure.note.empty()) {
        diagnostics_.push_back({Severity::note, where,
                                "beside the figure of \"" + definition_.name + "\" stands \"" +
                                    point.figure.note + "\", which is passed over"});
      }
      for (const SeriesPoint& other : series_[service]) {
        if (other.period != *period || !problem_.empty()) continue;
        problem_ = workbook_.describe(other.cell.sheet, other.cell.address) + " and " + where +
                   " are both for " + period_text(*period, settings_.calendar);
        diagnostics_.push_back({Severity::error, where,
                                "the measure \"" + definition_.name + "\" is not calculated: " + problem_});
      }
      series_[service].push_back(std::move(point));
    }
  }
  if (problem_.empty()) {
    question_headings(periods);
    for (std::size_t at = 0; at < series_.size(); ++at) {
      settle_doubled(series_[at],
                     weight_for(services_.empty() ? std::nullopt : std::optional(services_[at])));
    }
  }
  return problem_ != problem_before || doubts_before != doubts_ || !same_series(before, series_);
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
    for (std::size_t at = 0; at < services_.size(); ++at) {
      if (same_name(services_[at], *service)) return of_series(at, period, query);
    }
    SeriesValue value;
    value.reason = "\"" + definition_.name + "\" has no figures for " + *service;
    return value;
  }
  return total(period, query);
}

SeriesValue MeasureNode::total(const Period& period, const Query& query) const {
  const Accumulation over = definition_.over_services.value_or(Accumulation{Accumulation::Method::none, {}});
  if (over.method != Accumulation::Method::sum) {
    SeriesValue value;
    value.kind = SeriesValue::Kind::refused;
    value.reason = "the services of \"" + definition_.name + "\" make no total: its Over services is not sum";
    return value;
  }
  const bool gaps_allowed = definition_.use_what_is_there && !query.whole;
  SeriesValue total;
  total.kind = SeriesValue::Kind::number;
  total.coverage.services = static_cast<int>(services_.size());
  bool any = false;
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
    } else {
      any = true;
      total.number = sum_or_zero(total.number, each.number);
    }
  }
  if (!any && total.kind == SeriesValue::Kind::number) {
    total.kind = SeriesValue::Kind::missing;
    total.reason = "none of its services has a figure for " + period_text(period, settings_.calendar);
  }
  return total;
}

}  // namespace outturn
