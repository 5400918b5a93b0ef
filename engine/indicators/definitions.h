// What the officers' definition sheets say, understood: settings, measures, indicators, targets, statuses,
// roll-ups.
//
// A sheet is a definition sheet only if its name matches and its first filled row carries the compulsory
// columns; any other is an ordinary sheet. Column order is free, an unknown column is a warning, a row that
// starts with # is a note. Names match ignoring case and spaces. Everything wrong is collected, each with its
// cell, so that one run shows all.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/diagnostic.h"
#include "engine/indicators/benchmark.h"
#include "engine/indicators/definition_table.h"
#include "engine/indicators/indicator_expression.h"
#include "engine/indicators/period.h"
#include "engine/indicators/published.h"
#include "engine/indicators/rag_status.h"
#include "engine/indicators/roll_up.h"
#include "engine/indicators/target.h"
#include "engine/indicators/target_rule.h"
#include "engine/indicators/unit.h"

namespace outturn {

// A place in the workbook as the officer wrote it: an address, a defined name or a table's column. Bound
// later.
struct PlaceText {
  std::string text;   // empty: none given
  std::string where;  // the definition's own cell
  [[nodiscard]] bool given() const noexcept { return !text.empty(); }
};

struct DefinitionSettings {
  std::optional<Period> period;
  std::string period_where;  // the cell of the setting Period; "" without one
  std::string unknown;       // a setting that is none, with its cell; "" without one
  YearCalendar calendar;
  std::string locale = "en-GB";
  std::vector<std::string> missing_words = {"n/a", "-", "\u2013", "***"};
  int small_base = 10;  // a percentage out of fewer is told
  [[nodiscard]] bool day_first() const noexcept { return locale != "en-US"; }
};

// How the figures of shorter periods make that of a longer one, or those of services that of all services.
struct Accumulation {
  enum class Method { sum, last, average, weighted_average, cumulative, minimum, maximum, none };
  Method method = Method::sum;
  std::string weight;  // the measure that weighted_average weights by
};

struct ActiveSpan {  // the periods a definition holds for; open where empty
  std::optional<Period> from;
  std::optional<Period> until;
  std::string from_where = {};  // the cell of From
  [[nodiscard]] bool holds(const Period& period) const noexcept {
    return (!from || from->first <= period.first) && (!until || period.last() <= until->last());
  }
};

struct MeasureDefinition {
  std::string name;
  Unit unit;
  std::string unit_where;  // the cell of Unit
  PlaceText cells;
  PlaceText periods;  // heading cells, or one period in words
  Accumulation over_time;
  std::string over_time_where;  // the cell of Over time
  std::string label;
  PlaceText split_by;
  std::optional<Accumulation> over_services;
  bool use_what_is_there = false;          // Missing: a total of the periods and services that have a figure
  std::vector<std::string> missing_words;  // Missing is written: the measure's own, beside the settings'
  std::string owner;
  ActiveSpan active;
  std::string where;
};

// When figures are due.
struct Frequency {
  enum class Kind { every_period, monthly, quarterly, half_yearly, yearly, quarter };
  Kind kind = Kind::every_period;
  int quarter = 0;  // of Kind::quarter: `Q2`
  [[nodiscard]] bool is_due(const Period& period, YearCalendar calendar) const noexcept;
};

// What a trend is taken over: the last periods, the reporting one among them, or the same period last year.
struct TrendOver {
  bool last_year = false;
  int periods = 2;
  std::string unit;  // "quarters", where it was written; it must be the length of the reporting period
};

struct IndicatorDefinition {
  std::string reference;
  std::string title;
  IndicatorExpression expression;
  std::string expression_where;  // the cell of Expression
  Unit unit;
  std::string unit_where;  // the cell of Unit
  Aim aim = Aim::unstated;
  std::string aim_where;  // the cell of Aim
  Target target;
  TargetRule rule;           // where the target is no fixed figure
  std::string target_where;  // the cell of Target
  Tolerance tolerance;
  CellExpression tolerance_expression, judged_on;
  std::vector<Frequency> frequencies;  // due if any says so; none is always due
  std::string kind;
  std::vector<std::string> objectives, services, owners;
  std::string frequency_text;
  PlaceText value_to, value_periods, status_to, entered_value, entered_status, reason, commentary, plan;
  ActiveSpan active;
  std::string where;
  // Column and values: Sub-objective, Priority, Theme, Directorate, Department, Section.
  std::vector<std::pair<std::string, std::vector<std::string>>> other_memberships;
  PlaceText trend_to;
  TrendOver trend_over;
  std::string trend_over_where;
  std::optional<BenchmarkQuery>
      benchmark;  // that Position to is about; the target's where the column is empty
  std::string benchmark_where;
  PlaceText position_to;
  [[nodiscard]] bool is_due(const Period& period, YearCalendar calendar) const noexcept;
};

// Its kinds and services, by which its vocabulary of statuses is chosen.
[[nodiscard]] std::vector<std::string> status_memberships(const IndicatorDefinition& indicator);

struct TargetDefinition {
  enum class Profile { none, even, cumulative_even, figures, cells, as_last_year };
  std::string reference;
  ActiveSpan active;
  Target target;
  TargetRule rule;
  std::string target_where;
  Aim aim = Aim::unstated;
  Profile profile = Profile::none;
  std::vector<double> figures;  // four by quarter or twelve by month, in the unit's inside form
  PlaceText profile_cells;      // as many, of Profile::cells
  std::optional<Tolerance> tolerance;
  CellExpression tolerance_expression;
  std::string where;
};

struct RollUpCondition {
  std::string column;  // Kind, Service… or Status
  std::string value;
};

struct RollUpDefinition {
  std::string name;
  std::string by;      // a membership column (membership.h)
  std::string across;  // the one whose groups are the classes; empty where these are statuses
  std::vector<RollUpCondition> only;
  PlaceText lines, classes, counts_to, percentages_to, previous_counts_to, previous_percentages_to;
  std::string total_line, total_line_where;
  OutOf out_of = OutOf::ranked;
  PercentageRounding rounding;
  std::string where;
};

struct Definitions {
  DefinitionSettings settings;
  std::vector<MeasureDefinition> measures;
  std::vector<IndicatorDefinition> indicators;
  std::vector<TargetDefinition> targets;
  std::vector<RollUpDefinition> roll_ups;
  StatusVocabulary statuses;
  std::vector<BenchmarkRow> benchmarks;
  PublishedHistory published;
  bool has_published = false;                    // a sheet Published is there, though it may be empty
  std::vector<CellExpression> cell_expressions;  // of targets, tolerances and forecasts, to be checked
  // References of rows with an error that has been reported: what follows from it is not reported as well.
  std::vector<std::string> misread;
  std::vector<Diagnostic> findings;  // an error stops the run before anything is written

  [[nodiscard]] bool has_errors() const noexcept;
  [[nodiscard]] bool is_misread(std::string_view reference) const;
  [[nodiscard]] const MeasureDefinition* find_measure(std::string_view name) const;
  // What was published of an indicator, for the definition that holds in the period.
  [[nodiscard]] const PublishedRow* find_published(const IndicatorDefinition& indicator,
                                                   const Period& period) const;
  // The row that holds for a period; a new definition of an indicator is a new row with a later From.
  [[nodiscard]] const IndicatorDefinition* find_indicator(std::string_view reference,
                                                          const Period& period) const;
};

enum class DefinitionKind {
  settings,
  measures,
  indicators,
  targets,
  statuses,
  roll_ups,
  lists,
  published,
  benchmarks,
  checks,  // read by engine/checks, as is the next
  check_exceptions,
  returns,          // read by engine/reporting
};

// By the name of a sheet or TOML table: `Roll-ups`, `roll_ups`.
[[nodiscard]] std::optional<DefinitionKind> definition_kind(std::string_view name);

// The compulsory columns that are not in this header, in their own spelling. Empty: the sheet is a definition
// sheet.
[[nodiscard]] std::vector<std::string> missing_columns(DefinitionKind kind,
                                                       std::span<const DefinitionCell> header);

// Requires: each table's name has a kind and its header carries the compulsory columns.
[[nodiscard]] Definitions read_definitions(std::span<const DefinitionTable> tables);

// What holds in a period: the row of the Targets sheet if one is for it, else the indicator's own target.
struct PeriodTarget {
  Target target;
  Aim aim = Aim::unstated;
  Tolerance tolerance;
  std::string problem;  // a profile that says nothing about this period
  std::string unknown;  // a figure that the target is made of is not there
  std::string source;   // where it stands and how its number came about
  std::string peers;    // what each peer of its benchmark has, lowest first
  // Of a target with an expression: its number is the expression's times `factor`, plus `offset`.
  double factor = 1;
  double offset = 0;
};
[[nodiscard]] const TargetDefinition* target_row(const IndicatorDefinition& indicator,
                                                 const Definitions& definitions, const Period& period);
// Targets of fixed figures only; TargetSource finds the others.
[[nodiscard]] PeriodTarget target_for(const IndicatorDefinition& indicator, const Definitions& definitions,
                                      const Period& period);

}  // namespace outturn
