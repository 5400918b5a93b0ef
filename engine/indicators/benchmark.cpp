#include "engine/indicators/benchmark.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "engine/indicators/measure_text.h"
#include "engine/indicators/spelling.h"

namespace outturn {
namespace {

constexpr std::string_view kFigures[] = {"mean", "median", "quartile 1", "quartile 2", "quartile 3"};

bool is_statistic(std::string_view figure) {
  return std::any_of(std::begin(kFigures), std::end(kFigures),
                     [&](std::string_view each) { return same_name(figure, each); });
}

// Quartiles as QUARTILE.INC gives them: linear between the sorted peers.
using Peers = std::vector<std::pair<double, std::string>>;

// Requires: the peers are in ascending order.
double of_peers(const Peers& peers, std::string_view figure) {
  if (same_name(figure, "mean")) {
    double sum = 0;
    for (const auto& each : peers) sum += each.first;
    return sum / static_cast<double>(peers.size());
  }
  const double part = same_name(figure, "quartile 1") ? 0.25 : same_name(figure, "quartile 3") ? 0.75 : 0.5;
  const double place = part * static_cast<double>(peers.size() - 1);
  const auto below = static_cast<std::size_t>(std::floor(place));
  if (below + 1 >= peers.size()) return peers.back().first;
  return peers[below].first + (place - std::floor(place)) * (peers[below + 1].first - peers[below].first);
}

// "38% Oadby, 41% Melton": what each peer has, lowest first.
std::string peers_text(const Peers& peers, const Unit& unit) {
  std::string text;
  for (const auto& [number, name] : peers)
    text += (text.empty() ? "" : ", ") + unit_text(number, unit) + " " + name;
  return text;
}

}  // namespace

std::optional<BenchmarkQuery> read_benchmark_query(std::string_view text, YearCalendar calendar,
                                                   std::string& problem) {
  const std::string phrase = folded_phrase(text);
  BenchmarkQuery query;
  std::vector<std::string_view> figures(std::begin(kFigures), std::end(kFigures));
  figures.push_back(kEveryQuartile);
  for (const std::string_view figure : figures) {
    const std::string opening = std::string(figure) + " of ";
    if (phrase.rfind(opening, 0) != 0) continue;
    query.figure = std::string(figure);
    std::string rest = phrase.substr(opening.size());
    std::size_t comma = rest.find(',');
    query.name = std::string(trimmed(std::string_view(rest).substr(0, comma)));
    while (comma != std::string::npos) {
      rest.erase(0, comma + 1);
      comma = rest.find(',');
      const std::string part(trimmed(std::string_view(rest).substr(0, comma)));
      if (part == "share of year") {
        query.share_of_year = true;
      } else if (part == "as it is") {
        query.as_it_is = true;
      } else if (const PeriodReading period = read_period(part, calendar); period.period) {
        query.period = period.period;
      } else {
        problem = "\"" + part + "\" is neither a period nor share of year nor as it is";
      }
    }
    return query;
  }
  return std::nullopt;
}

BenchmarkAnswer answer(const BenchmarkQuery& query, const std::vector<BenchmarkRow>& rows,
                       const Period& reporting, const Unit& unit, YearCalendar calendar) {
  BenchmarkAnswer out;
  std::vector<std::string> known;
  std::vector<const BenchmarkRow*> named;
  for (const BenchmarkRow& row : rows) {
    known.push_back(row.name);
    if (same_name(row.name, query.name)) named.push_back(&row);
  }
  if (named.empty()) {
    out.problem = "there is no benchmark \"" + query.name + "\"" + did_you_mean(query.name, known);
    return out;
  }
  const Period wanted = query.period.value_or(reporting);
  std::vector<const BenchmarkRow*> found;
  std::string periods;
  for (const BenchmarkRow* row : named) {
    if (row->period == wanted) found.push_back(row);
    const std::string period = period_text(row->period, calendar);
    if (periods.find(period) == std::string::npos) periods += (periods.empty() ? "" : ", ") + period;
  }
  const std::string when = period_text(wanted, calendar);
  if (found.empty()) {
    out.problem = "the benchmark " + query.name + " is for " + periods + ", not for " + when + "; write \"" +
                  query.figure + " of " + query.name + ", " + period_text(named.front()->period, calendar) +
                  "\" to compare the two all the same";
    return out;
  }
  if (wanted.months != reporting.months && !query.share_of_year && !query.as_it_is) {
    out.problem = "the benchmark " + query.name + " for " + when + " is of another length than " +
                  period_text(reporting, calendar) +
                  "; add \", share of year\" for its part by months, or \", as it is\" for a rate";
    return out;
  }
  if (query.share_of_year && wanted.months != 12) {
    out.problem = "the benchmark " + query.name + " for " + when + " is of no year; leave share of year out";
    return out;
  }
  std::vector<std::pair<double, std::string>> peers;
  std::optional<double> number;
  std::string where;
  for (const BenchmarkRow* row : found) {
    const FigureReading figure = read_figure(row->value, row->look, unit, {});
    if (figure.kind != FigureReading::Kind::number || figure.bound != Bound::exactly) {
      out.problem = row->where + ", a figure of the benchmark " + query.name + ", cannot be read" +
                    (figure.problem.empty() ? "" : ": " + figure.problem);
      return out;
    }
    if (same_name(row->figure, query.figure) ||
        (query.figure == "median" && same_name(row->figure, "quartile 2")) ||
        (query.figure == "quartile 2" && same_name(row->figure, "median"))) {
      number = figure.number;
      where = row->where;
    } else if (!is_statistic(row->figure)) {
      peers.emplace_back(figure.number, row->figure);
      if (!number) where = row->where;
    }
  }
  if (!number && peers.empty()) {
    out.problem =
        "the benchmark " + query.name + " for " + when + " has no " + query.figure + " and no peers";
    return out;
  }
  std::stable_sort(peers.begin(), peers.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  out.number = number ? *number : of_peers(peers, query.figure);
  out.peers = peers_text(peers, unit);
  const std::string& group = found.front()->group;
  out.source = unit_text(out.number, unit) + ", the " + query.figure + " of " + query.name + " for " + when +
               (group.empty() ? "" : ", " + group) +
               (number ? " at " + where : " from " + std::to_string(peers.size()) + " peers");
  if (!out.peers.empty()) out.peers = query.name + " for " + when + ": " + out.peers;
  if (query.share_of_year && reporting.months != 12) {
    out.number = out.number * reporting.months / 12;
    out.source += ", × " + std::to_string(reporting.months) + "/12 = " + unit_text(out.number, unit, 3);
  }
  return out;
}

}  // namespace outturn
