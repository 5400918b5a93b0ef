#include "engine/indicators/series.h"

#include <algorithm>
#include <iterator>
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
  value.coverage.needed = {point.period};
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
  std::vector<Period> needed;
  std::vector<Coverage::Gap> gaps;
  std::string undivided;  // why a stretch cannot be left out
};

bool holds(const std::vector<Period>& periods, const Period& period) noexcept {
  return std::any_of(periods.begin(), periods.end(),
                     [&](const Period& each) { return each.contains(period); });
}

// The longest cells that fit, those with a figure first: a quarter's own cell before its three months.
Tiles tiles_of(const std::vector<SeriesPoint>& points, const Period& period, YearCalendar calendar,
               const Gaps& gaps) {
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
    const Period stretch =
        best == nullptr ? Period{month, std::min(shortest, period.last() - month + 1)} : best->period;
    tiles.needed.push_back(stretch);
    if (holds(gaps.left_out, stretch)) {
      tiles.gaps.push_back({{}, stretch});
      month += stretch.months;
      continue;
    }
    for (const Period& each : gaps.left_out) {
      if (each.first > stretch.last() || each.last() < stretch.first || !tiles.undivided.empty()) continue;
      tiles.undivided = "its cell for " + period_text(stretch, calendar) + " cannot leave out " +
                        period_text(each, calendar) + ", which is missing beside it";
    }
    if (best == nullptr || !has_figure(*best)) {
      tiles.gaps.push_back({{}, stretch});
      ++tiles.missing;
      if (tiles.reason.empty()) {
        tiles.reason = (best == nullptr ? "there is no cell for " : "there is no figure for ") +
                       period_text(stretch, calendar);
      }
    }
    if (best != nullptr) tiles.points.push_back(best);
    month += stretch.months;
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

// What was added within a period that lies in one year.
SeriesValue part_of_year(const std::vector<SeriesPoint>& points, const Period& period,
                         YearCalendar calendar) {
  SeriesValue end = year_so_far(points, period.last(), calendar);
  if (period.first == year_of(period, calendar).first || end.kind != Kind::number) return end;
  const SeriesValue before = year_so_far(points, period.first - 1, calendar);
  end.cells.insert(end.cells.end(), before.cells.begin(), before.cells.end());
  end.have += before.have;
  end.need += before.need;
  end.coverage.add(before.coverage);
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

// Cumulative figures start anew with each year, so a period over two years is added up from its parts.
SeriesValue part_of_years(const std::vector<SeriesPoint>& points, const Period& period,
                          YearCalendar calendar) {
  SeriesValue total;
  int first = period.first;
  while (first <= period.last()) {
    const int year_end = year_of({first, 1}, calendar).last();
    const Period part{first, std::min(year_end, period.last()) - first + 1};
    const SeriesValue each = part_of_year(points, part, calendar);
    const bool begun = first != period.first;
    first = part.last() + 1;
    if (!begun) {
      total = each;
      continue;
    }
    total.cells.insert(total.cells.end(), each.cells.begin(), each.cells.end());
    total.have += each.have;
    total.need += each.need;
    total.coverage.add(each.coverage);
    if (total.kind != Kind::number) continue;
    if (each.kind != Kind::number) {
      total.kind = each.kind;
      total.error = each.error;
      total.reason = each.reason;
    } else if (each.bound != Bound::exactly || total.bound != Bound::exactly) {
      return of_kind(Kind::refused, "a figure that is only a bound cannot be added up");
    } else {
      total.number = sum_or_zero(total.number, each.number);
    }
  }
  return total;
}

// Of the figures that end with the period, the longest; where gaps are allowed, the latest there is.
SeriesValue last_figure(const std::vector<SeriesPoint>& points, const Period& period, YearCalendar calendar,
                        const Gaps& gaps) {
  const SeriesPoint* last = nullptr;  // with or without a figure, at the end of the period
  const SeriesPoint* used = nullptr;
  for (const SeriesPoint& point : points) {
    if (!period.contains(point.period)) continue;
    if (point.period.last() == period.last() &&
        (last == nullptr || has_figure(point) > has_figure(*last) ||
         (has_figure(point) == has_figure(*last) && point.period.months > last->period.months)))
      last = &point;
    if (!has_figure(point) || holds(gaps.left_out, point.period)) continue;
    if (used == nullptr || point.period.last() > used->period.last()) used = &point;
  }
  const bool left_out = last != nullptr && holds(gaps.left_out, last->period);
  if (last != nullptr && !left_out && (has_figure(*last) || !gaps.allowed || used == nullptr))
    return from_point(*last, calendar);
  if (used == nullptr || (!gaps.allowed && !left_out)) {
    SeriesValue value =
        of_kind(Kind::missing, "there is no cell for the end of " + period_text(period, calendar));
    for (const SeriesPoint& point : points) {
      if (point.period == period || !point.period.contains(period)) continue;
      value.reason += "; for that of " + period_text(point.period, calendar) + " write " +
                      (point.period.months == 12 ? ".year" : ".quarter");
      break;
    }
    value.need = 1;
    return value;
  }
  SeriesValue value = from_point(*used, calendar);
  const Period end = last != nullptr ? last->period : Period{period.last(), 1};
  value.need = 2;
  value.coverage.needed = {end};
  value.coverage.gaps = {{{}, end}};
  return value;
}

}  // namespace

SeriesValue value_over(const std::vector<SeriesPoint>& points, const Period& period,
                       const Accumulation& over_time, YearCalendar calendar, bool part,
                       const WeightOver& weight, const Gaps& gaps) {
  if (over_time.method == Method::cumulative) {
    return part ? part_of_years(points, period, calendar) : year_so_far(points, period.last(), calendar);
  }
  const SeriesPoint* exact = exact_point(points, period);
  const bool whole = gaps.left_out.empty() || over_time.method == Method::none;
  if (exact != nullptr && whole && (has_figure(*exact) || over_time.method == Method::none))
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
  if (over_time.method == Method::last) return last_figure(points, period, calendar, gaps);

  const Tiles tiles = tiles_of(points, period, calendar, gaps);
  SeriesValue value;
  value.coverage.needed = tiles.needed;
  value.coverage.gaps = tiles.gaps;
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
    each.coverage = value.coverage;
    each.cells = {point->cell};
    return each;
  }
  const bool nothing = value.have == 0;
  if ((tiles.missing > 0 && !gaps.allowed) || nothing || !tiles.undivided.empty()) {
    if (tiles.needed.size() == 1) value.coverage = {};  // nothing to count: the reason says it
    value.reason = !tiles.undivided.empty() ? tiles.undivided
                   : tiles.reason.empty()   ? "there is no figure for " + period_text(period, calendar)
                                            : tiles.reason;
    return value;
  }

  value.kind = Kind::number;
  double sum = 0, weights = 0;
  std::vector<const SeriesPoint*> used;
  std::copy_if(tiles.points.begin(), tiles.points.end(), std::back_inserter(used),
               [](const SeriesPoint* point) { return has_figure(*point); });
  double extreme = used.front()->figure.number;
  for (const SeriesPoint* point : used) {
    const double figure = point->figure.number;
    if (over_time.method == Method::average && point->period.months != used.front()->period.months) {
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
      value.number = sum / static_cast<double>(used.size());
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
  if (used.size() == 1) value.bound = used.front()->figure.bound;
  return value;
}

}  // namespace outturn
