#include "engine/indicators/series.h"

#include <algorithm>
#include <utility>

#include "engine/indicators/figure_text.h"

namespace outturn {
namespace {

using Method = Accumulation::Method;
using Kind = SeriesValue::Kind;

bool has_figure(const SeriesPoint& point) noexcept {
  return point.figure.kind != FigureReading::Kind::missing;
}

SeriesValue of_kind(Kind kind, std::string reason) {
  SeriesValue value;
  value.kind = kind;
  value.reason = std::move(reason);
  return value;
}

SeriesValue from_point(const SeriesPoint& point, YearCalendar calendar) {
  SeriesValue value;
  value.need = 1;
  value.cells = {point.cell};
  switch (point.figure.kind) {
    case FigureReading::Kind::number:
      value.kind = Kind::number;
      value.number = point.figure.number;
      value.bound = point.figure.bound;
      value.have = 1;
      break;
    case FigureReading::Kind::text:
      value.kind = Kind::text;
      value.text = point.figure.text;
      value.have = 1;
      break;
    case FigureReading::Kind::missing:
      value.reason = "there is no figure for " + period_text(point.period, calendar);
      break;
    case FigureReading::Kind::error:
      value.kind = Kind::error;
      value.error = point.figure.error;
      value.reason = "the figure for " + period_text(point.period, calendar) + " is " +
                     std::string(error_text(point.figure.error));
      break;
    case FigureReading::Kind::refused:
      value.kind = Kind::refused;
      value.reason = point.figure.problem;
      break;
  }
  return value;
}

const SeriesPoint* exact_point(const std::vector<SeriesPoint>& points, const Period& period) noexcept {
  for (const SeriesPoint& point : points) {
    if (point.period == period) return &point;
  }
  return nullptr;
}

struct Tiles {
  std::vector<const SeriesPoint*> points;  // end to end over the period
  int missing = 0;                         // stretches without a cell, or whose cell has no figure
  std::string reason;                      // of the first of these
};

// The longest cells that fit, those with a figure first: a quarter's own cell before its three months.
Tiles tiles_of(const std::vector<SeriesPoint>& points, const Period& period, YearCalendar calendar) {
  Tiles tiles;
  int shortest = 12;
  for (const SeriesPoint& point : points) shortest = std::min(shortest, point.period.months);
  for (int month = period.first; month <= period.last();) {
    const SeriesPoint* best = nullptr;
    for (const SeriesPoint& point : points) {
      if (point.period.first != month || point.period.last() > period.last()) continue;
      if (best == nullptr || has_figure(point) > has_figure(*best) ||
          (has_figure(point) == has_figure(*best) && point.period.months > best->period.months)) {
        best = &point;
      }
    }
    if (best == nullptr || !has_figure(*best)) {
      ++tiles.missing;
      const Period stretch =
          best == nullptr ? Period{month, std::min(shortest, period.last() - month + 1)} : best->period;
      if (tiles.reason.empty()) {
        tiles.reason = (best == nullptr ? "there is no cell for " : "there is no figure for ") +
                       period_text(stretch, calendar);
      }
    }
    if (best != nullptr) tiles.points.push_back(best);
    month += best == nullptr ? shortest : best->period.months;
  }
  return tiles;
}

SeriesValue year_so_far(const std::vector<SeriesPoint>& points, int month, YearCalendar calendar) {
  const SeriesPoint* best = nullptr;
  for (const SeriesPoint& point : points) {
    if (point.period.last() != month) continue;
    if (best == nullptr || (has_figure(point) && !has_figure(*best))) best = &point;
  }
  if (best != nullptr) return from_point(*best, calendar);
  SeriesValue value =
      of_kind(Kind::missing, "there is no cell for the year up to " + period_text({month, 1}, calendar));
  value.need = 1;
  return value;
}

SeriesValue part_of_year(const std::vector<SeriesPoint>& points, const Period& period,
                         YearCalendar calendar) {
  const int year_start = year_of(period, calendar).first;
  if (period.first < year_start) {
    return of_kind(Kind::refused, "cumulative figures start anew in " +
                                      period_text({year_start, 1}, calendar) +
                                      ", within the period asked for");
  }
  SeriesValue end = year_so_far(points, period.last(), calendar);
  if (period.first == year_start || end.kind != Kind::number) return end;
  const SeriesValue before = year_so_far(points, period.first - 1, calendar);
  end.cells.insert(end.cells.end(), before.cells.begin(), before.cells.end());
  end.have += before.have;
  end.need += before.need;
  if (before.kind != Kind::number) {
    end.kind = before.kind;
    end.error = before.error;
    end.reason = before.reason;
    return end;
  }
  if (end.bound != Bound::exactly || before.bound != Bound::exactly)
    return of_kind(Kind::refused, "a figure that is only a bound cannot be taken apart");
  end.number = sum_or_zero(end.number, -before.number);
  return end;
}

}  // namespace

SeriesValue value_over(const std::vector<SeriesPoint>& points, const Period& period,
                       const Accumulation& over_time, YearCalendar calendar, bool part,
                       const WeightOver& weight) {
  if (over_time.method == Method::cumulative) {
    return part ? part_of_year(points, period, calendar) : year_so_far(points, period.last(), calendar);
  }
  const SeriesPoint* exact = exact_point(points, period);
  if (exact != nullptr && (has_figure(*exact) || over_time.method == Method::none))
    return from_point(*exact, calendar);
  if (over_time.method == Method::none) {
    const bool shorter = std::any_of(points.begin(), points.end(),
                                     [&](const SeriesPoint& point) { return period.contains(point.period); });
    if (shorter)
      return of_kind(Kind::refused,
                     "its cells are for shorter periods, and Over time is none, so they make no figure for " +
                         period_text(period, calendar));
    SeriesValue value = of_kind(Kind::missing, "there is no cell for " + period_text(period, calendar));
    value.need = 1;
    return value;
  }
  if (over_time.method == Method::last) {
    const SeriesPoint* last = nullptr;
    for (const SeriesPoint& point : points) {
      if (point.period.last() != period.last() || !period.contains(point.period)) continue;
      if (last == nullptr || has_figure(point) > has_figure(*last) ||
          (has_figure(point) == has_figure(*last) && point.period.months > last->period.months))
        last = &point;
    }
    if (last != nullptr) return from_point(*last, calendar);
    SeriesValue value =
        of_kind(Kind::missing, "there is no cell for the end of " + period_text(period, calendar));
    value.need = 1;
    return value;
  }

  const Tiles tiles = tiles_of(points, period, calendar);
  SeriesValue value;
  value.need = static_cast<int>(tiles.points.size());
  for (const SeriesPoint* point : tiles.points) {
    value.cells.push_back(point->cell);
    value.have += has_figure(*point);
  }
  value.need = value.have + tiles.missing;
  // What cannot be read comes before what is missing: it is the officer's to put right now.
  for (const SeriesPoint* point : tiles.points) {
    SeriesValue each = from_point(*point, calendar);
    if (each.kind == Kind::number && each.bound != Bound::exactly && tiles.points.size() > 1) {
      each.kind = Kind::refused;
      each.reason = "the figure for " + period_text(point->period, calendar) +
                    " is only a bound, which cannot be added up";
    }
    if (each.kind == Kind::text) {
      each.kind = Kind::refused;
      each.reason = "texts cannot be added up to " + period_text(period, calendar);
    }
    if (each.kind != Kind::error && each.kind != Kind::refused) continue;
    each.have = value.have;
    each.need = value.need;
    each.cells = {point->cell};
    return each;
  }
  if (tiles.missing > 0) {
    value.reason = tiles.reason;
    return value;
  }

  value.kind = Kind::number;
  double sum = 0, weights = 0;
  double extreme = tiles.points.front()->figure.number;
  for (const SeriesPoint* point : tiles.points) {
    const double figure = point->figure.number;
    if (over_time.method == Method::average && point->period.months != tiles.points.front()->period.months) {
      return of_kind(Kind::refused,
                     "its cells are for periods of different lengths, which have no plain average");
    }
    if (over_time.method == Method::weighted_average) {
      const SeriesValue by = weight ? weight(point->period) : SeriesValue{};
      value.cells.insert(value.cells.end(), by.cells.begin(), by.cells.end());
      if (by.kind != Kind::number) {
        SeriesValue failed = by;
        failed.reason = "its weight, " + over_time.weight + ": " + by.reason;
        return failed;
      }
      sum += figure * by.number;
      weights += by.number;
    } else {
      sum = sum_or_zero(sum, figure);
    }
    extreme = over_time.method == Method::minimum ? std::min(extreme, figure) : std::max(extreme, figure);
  }
  switch (over_time.method) {
    case Method::average:
      value.number = sum / static_cast<double>(tiles.points.size());
      break;
    case Method::weighted_average:
      if (weights == 0) {
        value.kind = Kind::error;
        value.error = ErrorCode::div0;
        value.reason = "its weights, " + over_time.weight + ", add up to 0";
        return value;
      }
      value.number = sum / weights;
      break;
    case Method::minimum:
    case Method::maximum:
      value.number = extreme;
      break;
    default:
      value.number = sum;
      break;
  }
  if (tiles.points.size() == 1) value.bound = tiles.points.front()->figure.bound;
  return value;
}

}  // namespace outturn
