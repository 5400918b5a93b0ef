#include "engine/indicators/definition_checks.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "engine/indicators/spelling.h"
#include "engine/indicators/unit_algebra.h"

namespace outturn {
namespace {

void report(Definitions& definitions, const std::string& where, std::string message,
            Severity severity = Severity::error) {
  definitions.findings.push_back({severity, where, std::move(message)});
}

bool overlap(const ActiveSpan& a, const ActiveSpan& b) noexcept {
  const bool a_ends_first = a.until && b.from && a.until->last() < b.from->first;
  const bool b_ends_first = b.until && a.from && b.until->last() < a.from->first;
  return !a_ends_first && !b_ends_first;
}

// "A new definition is a new row with the same reference and a later From": the earlier row ends where the
// later begins.
template <typename Row>
void end_rows_where_later_ones_begin(std::vector<Row>& rows, const std::string Row::*name) {
  for (Row& row : rows) {
    if (row.active.until) continue;
    for (const Row& other : rows) {
      if (&other == &row || !same_name(row.*name, other.*name) || !other.active.from) continue;
      if (row.active.from && other.active.from->first <= row.active.from->first) continue;
      const Period before{other.active.from->first - 1, 1};
      if (!row.active.until || before.last() < row.active.until->last()) row.active.until = before;
    }
  }
}

template <typename Row>
void check_repeated(Definitions& definitions, const std::vector<Row>& rows, const std::string Row::*name,
                    std::string_view what) {
  for (std::size_t b = 1; b < rows.size(); ++b) {
    for (std::size_t a = 0; a < b; ++a) {
      if (!same_name(rows[a].*name, rows[b].*name) || !overlap(rows[a].active, rows[b].active)) continue;
      report(definitions, rows[b].where,
             "the " + std::string(what) + " \"" + rows[b].*name + "\" is already defined at " +
                 rows[a].where + "; a new definition of it needs a later From (" + rows[b].active.from_where +
                 ")");
      break;
    }
  }
}

// A quotient of the year so far by a single quarter looks right and is wrong.
void check_spans(Definitions& definitions, const IndicatorDefinition& indicator) {
  const ExpressionInput* so_far = nullptr;
  const ExpressionInput* added = nullptr;
  for (const ExpressionInput& input : indicator.expression.inputs()) {
    const MeasureDefinition* measure = input.is_indicator ? nullptr : definitions.find_measure(input.name);
    if (measure == nullptr || input.view.span != PeriodView::Span::period) continue;
    if (measure->over_time.method == Accumulation::Method::cumulative) so_far = &input;
    if (measure->over_time.method == Accumulation::Method::sum) added = &input;
  }
  if (so_far == nullptr || added == nullptr) return;
  const auto over_time = [&](const ExpressionInput& input) {
    return " (Over time: " + definitions.find_measure(input.name)->over_time_where + ")";
  };
  report(definitions, indicator.expression_where,
         "the expression of " + indicator.reference + " mixes the year so far of " + so_far->name +
             ", which is cumulative" + over_time(*so_far) + ", with the period of " + added->name +
             over_time(*added) + "; write " + added->name + ".ytd, or " + so_far->name +
             ".quarter for the part of the quarter");
}

// A cumulative measure whose year so far an indicator uses; empty for none.
std::string cumulative_input(const Definitions& definitions, std::string_view reference) {
  for (const IndicatorDefinition& indicator : definitions.indicators) {
    if (!same_name(indicator.reference, reference)) continue;
    for (const ExpressionInput& input : indicator.expression.inputs()) {
      const MeasureDefinition* measure = input.is_indicator ? nullptr : definitions.find_measure(input.name);
      if (measure != nullptr && measure->over_time.method == Accumulation::Method::cumulative &&
          !takes_part(input.view))
        return measure->name;
    }
  }
  return {};
}

// A stock has no projection: twice the empty homes of September is nothing. Nor has a quotient, whose parts
// may be stocks.
void check_view(Definitions& definitions, const IndicatorDefinition& indicator,
                const ExpressionInput& input) {
  using Method = Accumulation::Method;
  using Span = PeriodView::Span;
  const auto fail = [&](const std::string& why) {
    report(definitions, indicator.expression_where, "the expression of " + indicator.reference + ": " + why);
  };
  const bool projection = input.view.span == Span::projection;
  const std::string written =
      (input.is_indicator ? "[" + input.name + "]" : input.name) + view_text(input.view);
  if (input.is_indicator && input.view.span == Span::rolling) {
    if (const std::string measure = cumulative_input(definitions, input.name); !measure.empty()) {
      fail(written + " adds up over several periods, but " + measure +
           ", which it is made of, is cumulative; write " + measure + ".in_period in the expression of " +
           input.name);
    }
  }
  if (input.is_indicator && input.view.span == Span::in_period)
    fail(written + " is said of a cumulative measure; write it of that, in a row of its own");
  if (!projection && input.view.span != Span::share_of_year) return;
  if (input.is_indicator) {
    fail(written + " cannot be told of an indicator; write it of the measures that are added up, as " +
         "days_lost.projection / fte");
    return;
  }
  const MeasureDefinition* measure = definitions.find_measure(input.name);
  const Method method = measure->over_time.method;
  if (method == Method::sum || (method == Method::cumulative && projection)) return;
  fail(written +
       (projection ? " carries a sum on to the end of the year, but Over time of "
                   : " divides a sum over the year by its months, but Over time of ") +
       input.name + " (" + measure->over_time_where + ") is not sum; leave " +
       (projection ? ".projection" : ".share_of_year") + " out");
}

void check_units(Definitions& definitions, const IndicatorDefinition& indicator) {
  if (indicator.expression.form() != IndicatorExpression::Form::number ||
      definitions.is_misread(indicator.reference))
    return;
  std::vector<Unit> units;
  std::string list;  // "received is count (Measures!B2)"
  const auto add = [&](const ExpressionInput& input, const Unit& unit, const std::string& where) {
    units.push_back(unit);
    list += (list.empty() ? "; " : ", ") + input.name + " is " + unit.word + " (" + where + ")";
  };
  for (const ExpressionInput& input : indicator.expression.inputs()) {
    if (!input.is_indicator) {
      const MeasureDefinition* measure = definitions.find_measure(input.name);
      if (measure == nullptr) return;
      add(input, measure->unit, measure->unit_where);
      continue;
    }
    const auto other =
        std::find_if(definitions.indicators.begin(), definitions.indicators.end(),
                     [&](const IndicatorDefinition& each) { return same_name(each.reference, input.name); });
    if (other == definitions.indicators.end()) return;
    add(input, other->unit, other->unit_where);
  }
  const std::optional<UnitFinding> found = check_unit(indicator.expression, units, indicator.unit);
  if (!found) return;
  report(definitions, indicator.unit_where,
         "the expression of " + indicator.reference + " (" + indicator.expression_where + ") " +
             found->message + list,
         found->is_error ? Severity::error : Severity::warning);
}

void check_inputs(Definitions& definitions) {
  std::vector<std::string> measures, references;
  for (const MeasureDefinition& measure : definitions.measures) measures.push_back(measure.name);
  for (const IndicatorDefinition& indicator : definitions.indicators)
    references.push_back(indicator.reference);
  const auto known = [](const std::vector<std::string>& names, std::string_view name) {
    return std::any_of(names.begin(), names.end(),
                       [&](const std::string& each) { return same_name(each, name); });
  };
  for (const MeasureDefinition& measure : definitions.measures) {
    for (const std::string& weight :
         {measure.over_time.weight, measure.over_services ? measure.over_services->weight : std::string()}) {
      if (!weight.empty() && !known(measures, weight)) {
        report(definitions, measure.over_time_where,
               "the weight \"" + weight + "\" of " + measure.name + " is no measure" +
                   did_you_mean(weight, measures));
      }
    }
  }
  std::vector<const IndicatorDefinition*> with_expressions;
  for (const IndicatorDefinition& indicator : definitions.indicators) with_expressions.push_back(&indicator);
  for (const CellExpression& each : definitions.cell_expressions) with_expressions.push_back(each.get());
  for (const IndicatorDefinition* each : with_expressions) {
    const IndicatorDefinition& indicator = *each;
    using Form = IndicatorExpression::Form;
    const Form form = indicator.expression.form();
    const bool alone =
        form == Form::number && indicator.expression.inputs().size() == 1 &&
        same_name(indicator.expression.text(),
                  indicator.expression.inputs()[0].name + view_text(indicator.expression.inputs()[0].view));
    for (const ExpressionInput& input : indicator.expression.inputs()) {
      const std::vector<std::string>& names = input.is_indicator ? references : measures;
      if (!known(names, input.name)) {
        if (input.is_indicator && definitions.is_misread(input.name)) continue;
        std::string message = "the expression of " + indicator.reference + " names " +
                              (input.is_indicator ? "the indicator [" : "the measure \"") + input.name +
                              (input.is_indicator ? "]" : "\"") + ", which is not defined" +
                              did_you_mean(input.name, names) + "; write one that is";
        if (!input.is_indicator && known(references, input.name))
          message += ", as [" + input.name + "] for the indicator";
        report(definitions, indicator.expression_where, std::move(message));
        continue;
      }
      if (form != Form::number && input.view != PeriodView{}) {
        report(definitions, indicator.expression_where,
               "the expression of " + indicator.reference + " takes the status of [" + input.name +
                   "] in another period, where it is not known; leave " + view_text(input.view) + " out");
      }
      check_view(definitions, indicator, input);
      if (form != Form::number || input.is_indicator) continue;
      const MeasureDefinition& measure = *definitions.find_measure(input.name);
      const bool wordy = measure.unit.kind == UnitKind::text || measure.unit.kind == UnitKind::date;
      if (wordy && !(alone && measure.unit.kind == indicator.unit.kind)) {
        report(definitions, indicator.expression_where,
               "the measure \"" + measure.name + "\" is a " + measure.unit.word + "; write " + measure.name +
                   " alone, with the unit " + measure.unit.word + ", or correct its Unit (" +
                   measure.unit_where + ")");
      } else if (!wordy && indicator.unit.kind == UnitKind::text) {
        report(definitions, indicator.expression_where,
               "the unit of " + indicator.reference + " is text, but \"" + measure.name +
                   "\" is a number; write its unit, " + measure.unit.word + ", or correct the measure's (" +
                   measure.unit_where + ")");
      }
    }
    if (form == Form::number && indicator.expression.inputs().empty()) {
      report(definitions, indicator.expression_where,
             "the expression of " + indicator.reference + ", " + indicator.expression.text() +
                 ", names no measure, so that it would be the same in every period; write measures or "
                 "[references]");
    }
    check_spans(definitions, indicator);
    check_units(definitions, indicator);
    if (form == Form::milestone && indicator.unit.kind != UnitKind::date) {
      report(definitions, indicator.unit_where,
             "the unit of a milestone (" + indicator.expression_where + ") is date, not " +
                 indicator.unit.word + "; write date");
    }
  }
}

// Iterative depth-first search over references; each circle is reported once, from its first row.
void check_circles(Definitions& definitions) {
  std::map<std::string, std::vector<std::string>> uses;
  std::map<std::string, const IndicatorDefinition*> rows;
  for (const IndicatorDefinition& indicator : definitions.indicators) {
    std::vector<std::string>& used = uses[name_key(indicator.reference)];
    rows.emplace(name_key(indicator.reference), &indicator);
    for (const ExpressionInput& input : indicator.expression.inputs()) {
      // Its own earlier figure is read from Published, by no calculation.
      const bool own_history = same_name(input.name, indicator.reference) && definitions.has_published &&
                               (input.view.back > 0 || input.view.years_back > 0);
      if (input.is_indicator && !own_history) used.push_back(name_key(input.name));
    }
  }
  enum class Colour { white, grey, black };
  std::map<std::string, Colour> colour;
  std::vector<std::pair<std::string, std::string>> found;
  for (const IndicatorDefinition& start : definitions.indicators) {
    std::vector<std::pair<std::string, std::size_t>> path = {{name_key(start.reference), 0}};
    if (colour[path[0].first] != Colour::white) continue;
    colour[path[0].first] = Colour::grey;
    while (!path.empty()) {
      const std::string key = path.back().first;
      if (path.back().second == uses[key].size()) {
        colour[key] = Colour::black;
        path.pop_back();
        continue;
      }
      const std::string next = uses[key][path.back().second++];
      if (rows.count(next) == 0) continue;
      if (colour[next] == Colour::white) {
        colour[next] = Colour::grey;
        path.emplace_back(next, 0);
      } else if (colour[next] == Colour::grey) {
        std::string circle;
        bool inside = false;
        for (const auto& [each, at] : path) {
          inside = inside || each == next;
          if (inside) circle += "[" + rows[each]->reference + "] uses ";
        }
        const bool itself = path.back().first == next;
        found.emplace_back(
            rows[next]->expression_where,
            circle + "[" + rows[next]->reference + "]" +
                (itself
                     ? "; compare it with its earlier figure in a row of its own, or keep a sheet Published"
                     : ""));
      }
    }
  }
  for (const auto& [where, circle] : found)
    report(definitions, where, "the indicators form a circle: " + circle);
}

void check_targets(Definitions& definitions) {
  std::vector<std::string> references;
  for (const IndicatorDefinition& indicator : definitions.indicators)
    references.push_back(indicator.reference);
  for (const TargetDefinition& target : definitions.targets) {
    bool found = false;
    for (const IndicatorDefinition& indicator : definitions.indicators) {
      if (!same_name(indicator.reference, target.reference)) continue;
      found = true;
      if (indicator.target.kind != Target::Kind::none && overlap(indicator.active, target.active)) {
        report(definitions, target.where,
               "a target of " + target.reference + " stands here and at " + indicator.where +
                   "; empty one of the two");
      }
    }
    if (!found)
      report(definitions, target.where,
             "there is no indicator \"" + target.reference + "\"" +
                 did_you_mean(target.reference, references) + "; write the reference of an indicator");
  }
}

// One cell typed by hand for two indicators is rather a row that was copied and not finished.
void check_shared_cells(Definitions& definitions) {
  std::map<std::string, const IndicatorDefinition*> seen;
  for (const IndicatorDefinition& indicator : definitions.indicators) {
    for (const PlaceText* place : {&indicator.entered_value, &indicator.entered_status}) {
      if (!place->given()) continue;
      const auto [found, is_new] = seen.emplace(name_key(place->text), &indicator);
      if (is_new || same_name(found->second->reference, indicator.reference)) continue;
      report(definitions, place->where,
             place->text + " is read for " + indicator.reference + " and, at " + found->second->where +
                 ", for " + found->second->reference + "; correct one of them if that is a slip",
             Severity::warning);
    }
  }
}

// References that differ in signs only (CUS.01 and CUS01) are different; they are listed because they may be
// a slip.
void check_near_references(Definitions& definitions) {
  const auto bare = [](std::string_view reference) {
    std::string key = name_key(reference);
    std::erase_if(key, [](char c) { return c == '.' || c == '-' || c == '_' || c == '/'; });
    return key;
  };
  for (std::size_t b = 1; b < definitions.indicators.size(); ++b) {
    for (std::size_t a = 0; a < b; ++a) {
      const std::string& first = definitions.indicators[a].reference;
      const std::string& second = definitions.indicators[b].reference;
      if (!same_name(first, second) && bare(first) == bare(second)) {
        report(definitions, definitions.indicators[b].where,
               "\"" + second + "\" and \"" + first + "\" at " + definitions.indicators[a].where +
                   " are two indicators",
               Severity::warning);
      }
    }
  }
}

}  // namespace

void check_definitions(Definitions& definitions) {
  end_rows_where_later_ones_begin(definitions.measures, &MeasureDefinition::name);
  end_rows_where_later_ones_begin(definitions.indicators, &IndicatorDefinition::reference);
  end_rows_where_later_ones_begin(definitions.targets, &TargetDefinition::reference);
  check_repeated(definitions, definitions.measures, &MeasureDefinition::name, "measure");
  check_repeated(definitions, definitions.indicators, &IndicatorDefinition::reference, "indicator");
  check_repeated(definitions, definitions.targets, &TargetDefinition::reference, "target of");
  check_inputs(definitions);
  check_circles(definitions);
  check_targets(definitions);
  check_shared_cells(definitions);
  check_near_references(definitions);
}

// A measure that nothing reads may be one whose name was meant to stand in an expression.
std::vector<Diagnostic> unused_measures(const Definitions& definitions) {
  std::vector<Diagnostic> findings;
  std::set<std::string> used;
  const auto use = [&](const IndicatorExpression& expression) {
    for (const ExpressionInput& input : expression.inputs())
      if (!input.is_indicator) used.insert(name_key(input.name));
  };
  for (const IndicatorDefinition& indicator : definitions.indicators) use(indicator.expression);
  for (const CellExpression& each : definitions.cell_expressions) use(each->expression);
  for (const MeasureDefinition& measure : definitions.measures) {
    used.insert(name_key(measure.over_time.weight));
    if (measure.over_services) used.insert(name_key(measure.over_services->weight));
  }
  for (const MeasureDefinition& measure : definitions.measures) {
    if (used.count(name_key(measure.name)) == 0)
      findings.push_back(
          {Severity::note, measure.where, "no indicator uses the measure \"" + measure.name + "\""});
  }
  return findings;
}

}  // namespace outturn
