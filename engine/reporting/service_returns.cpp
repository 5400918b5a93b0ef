#include "engine/reporting/service_returns.h"

#include <algorithm>
#include <optional>

#include "engine/indicators/bound_place.h"
#include "engine/indicators/definition_columns.h"
#include "engine/indicators/spelling.h"

namespace outturn {
namespace {

constexpr std::size_t kRowsAboveHeading = 20;
constexpr int kNone = -1;

struct Columns {
  int measure = kNone, period = kNone, value = kNone, service = kNone, provisional = kNone;
  std::vector<std::pair<std::size_t, Period>> wide;  // columns headed by a period
  [[nodiscard]] bool found() const {
    return measure != kNone && ((period != kNone && value != kNone) || !wide.empty());
  }
};

Columns columns_in(const std::vector<DefinitionCell>& row, YearCalendar calendar,
                   std::optional<Period> year) {
  Columns columns;
  for (std::size_t at = 0; at < row.size(); ++at) {
    const std::string text = DefinitionRows::cell_text(row[at]);
    const auto is = [&](std::string_view name, int& column) {
      if (!same_name(text, name) || column != kNone) return false;
      column = static_cast<int>(at);
      return true;
    };
    if (is("Measure", columns.measure) || is("Period", columns.period) || is("Value", columns.value) ||
        is("Service", columns.service) || is("Provisional", columns.provisional))
      continue;
    if (const PeriodReading heading = read_heading(row[at].value, row[at].look, calendar, year);
        heading.period)
      columns.wide.emplace_back(at, *heading.period);
  }
  return columns;
}

DefinitionCell cell_at(const std::vector<DefinitionCell>& row, int column) {
  return column == kNone || static_cast<std::size_t>(column) >= row.size()
             ? DefinitionCell{}
             : row[static_cast<std::size_t>(column)];
}

bool is_yes(const DefinitionCell& cell) {
  const std::string text = DefinitionRows::cell_text(cell);
  return same_name(text, "yes") || same_name(text, "y") || same_name(text, "true") ||
         same_name(text, "provisional") || same_name(text, "x");
}

// "14 (provisional)" is 14 and provisional.
bool take_provisional(DefinitionCell& cell) {
  if (!cell.value.is_text()) return false;
  const std::string text(trimmed(cell.value.text()));
  const std::size_t open = text.rfind('(');
  if (open == std::string::npos || text.back() != ')') return false;
  const std::string inside = text.substr(open + 1, text.size() - open - 2);
  if (!same_name(inside, "provisional") && !same_name(inside, "p")) return false;
  cell.value = std::string(trimmed(std::string_view(text).substr(0, open)));
  return true;
}

}  // namespace

ServiceReturn read_service_return(std::span<const std::vector<DefinitionCell>> rows, YearCalendar calendar,
                                  std::optional<Period> year) {
  ServiceReturn result;
  Columns columns;
  std::size_t at = 0;
  for (; at < rows.size() && at < kRowsAboveHeading; ++at) {
    columns = columns_in(rows[at], calendar, year);
    if (columns.found()) break;
  }
  if (!columns.found()) return result;
  result.has_table = true;
  for (++at; at < rows.size(); ++at) {
    const std::vector<DefinitionCell>& row = rows[at];
    const std::string measure = DefinitionRows::cell_text(cell_at(row, columns.measure));
    if (measure.empty() || measure.front() == '#') continue;
    const std::string service = DefinitionRows::cell_text(cell_at(row, columns.service));
    const bool provisional = is_yes(cell_at(row, columns.provisional));
    const auto add = [&](const Period& period, DefinitionCell value) {
      ReturnedFigure figure{measure, service, period, std::move(value), provisional};
      if (take_provisional(figure.value)) figure.provisional = true;
      result.figures.push_back(std::move(figure));
    };
    if (columns.period == kNone) {
      for (const auto& [column, period] : columns.wide) {
        const DefinitionCell value = cell_at(row, static_cast<int>(column));
        if (!DefinitionRows::cell_text(value).empty()) add(period, value);
      }
      continue;
    }
    const DefinitionCell written = cell_at(row, columns.period);
    const PeriodReading period = read_heading(written.value, written.look, calendar, year);
    if (!period.period) {
      result.findings.push_back(
          {Severity::warning, written.where.empty() ? cell_at(row, columns.measure).where : written.where,
           "\"" + DefinitionRows::cell_text(written) + "\" is no period, so the figure of " + measure +
               " is not taken; write it as Q2 2018/19 or July 2018"});
      continue;
    }
    DefinitionCell value = cell_at(row, columns.value);
    if (DefinitionRows::cell_text(value).empty()) continue;
    add(*period.period, std::move(value));
  }
  return result;
}

}  // namespace outturn
