#include <algorithm>
#include <utility>

#include "engine/indicators/definition_reader.h"
#include "engine/indicators/indicator_expression.h"
#include "engine/indicators/spelling.h"

namespace outturn {
namespace {

Accumulation accumulation(DefinitionReader& reader, std::string_view column_name, const Unit& measured) {
  using Method = Accumulation::Method;
  constexpr std::pair<std::string_view, Method> kMethods[] = {
      {"sum", Method::sum},
      {"last", Method::last},
      {"average", Method::average},
      {"cumulative", Method::cumulative},
      {"min", Method::minimum},
      {"max", Method::maximum},
      {"none", Method::none},
      {"average of percentages", Method::average},
      {"sum of percentages", Method::sum},
  };
  constexpr std::string_view kWeighted = "average weighted by ";
  const std::string phrase = folded_phrase(reader.rows.text(column_name));
  for (const auto& [word, method] : kMethods) {
    if (phrase != word) continue;
    if (method == Method::average && phrase == "average" && measured.kind == UnitKind::percent) {
      reader.error(
          reader.rows.cell(column_name).where,
          "an average of percentages counts a small month as much as a large one; divide sums in the "
          "expression, write average weighted by MEASURE, or, if it is meant, average of percentages");
    }
    if (method == Method::sum && phrase == "sum" && measured.kind == UnitKind::percent) {
      reader.error(reader.rows.cell(column_name).where,
                   "percentages added up are no percentage: three of 50% would be 150%; divide sums in the "
                   "expression, write average weighted by MEASURE, last or none, or, if it is meant, sum of "
                   "percentages");
    }
    return {method, {}};
  }
  if (phrase.rfind(kWeighted, 0) == 0) return {Method::weighted_average, phrase.substr(kWeighted.size())};
  std::vector<std::string> known;
  for (const auto& [word, method] : kMethods) known.emplace_back(word);
  reader.error(reader.rows.cell(column_name).where,
               (phrase.empty() ? "the column " + std::string(column_name) + " is empty"
                               : "\"" + phrase + "\" cannot be done") +
                   did_you_mean(phrase, known) +
                   "; write sum, last, average, average weighted by MEASURE, cumulative, min, max or none");
  return {Method::none, {}};
}

// Whether figures are made of the periods and services that have one.
bool missing(DefinitionReader& reader, const MeasureDefinition& measure) {
  using Method = Accumulation::Method;
  const std::string phrase = folded_phrase(reader.rows.text("Missing"));
  if (phrase.empty() || phrase == "wait") return false;
  if (phrase != "use what is there") {
    reader.error(reader.rows.cell("Missing").where,
                 "\"" + phrase + "\" is no way to treat missing figures; write wait or use what is there");
    return false;
  }
  if (measure.over_time.method == Method::cumulative) {
    reader.error(
        reader.rows.cell("Missing").where,
        "a cumulative measure has one cell for the year so far, so nothing else can be used for it; write "
        "wait");
  }
  return true;
}

}  // namespace

void read_measures(const DefinitionTable& table, Definitions& definitions) {
  DefinitionReader reader(table, DefinitionKind::measures, definitions);
  DefinitionRows& rows = reader.rows;
  while (rows.next()) {
    MeasureDefinition measure;
    measure.where = rows.where();
    measure.name = rows.text("Measure");
    if (!is_expression_name(measure.name)) {
      std::string valid;
      for (char c : measure.name) valid += c == ' ' || c == '-' || c == '.' ? '_' : c;
      reader.error(rows.cell("Measure").where,
                   measure.name.empty() ? "the measure has no name; write one, such as answered"
                                        : "\"" + measure.name +
                                              "\" cannot be named in an expression; write letters, "
                                              "digits and _, beginning with a letter" +
                                              (is_expression_name(valid) ? ", as " + valid : ""));
      continue;
    }
    if (is_reserved_in_expressions(measure.name)) {
      reader.error(rows.cell("Measure").where,
                   "\"" + measure.name + "\" has a meaning of its own in expressions; choose another name");
      continue;
    }
    measure.unit = reader.unit();
    measure.unit_where = rows.cell("Unit").where;
    measure.cells = reader.place("Cells");
    measure.periods = reader.place("Periods");
    if (!measure.cells.given())
      reader.error(rows.cell("Cells").where,
                   "the measure " + measure.name +
                       " has no cells; write where its figures stand, such as Calls!B7:J7");
    if (!measure.periods.given())
      reader.error(rows.cell("Periods").where,
                   "the measure " + measure.name +
                       " has no periods; give its heading cells or a period such as Q2 2018/19");
    measure.over_time = accumulation(reader, "Over time", measure.unit);
    measure.over_time_where = rows.cell("Over time").where;
    measure.label = rows.text("Label");
    measure.split_by = reader.place("Split by");
    if (!rows.text("Over services").empty())
      measure.over_services = accumulation(reader, "Over services", measure.unit);
    measure.use_what_is_there = missing(reader, measure);
    measure.missing_words = split_list(rows.text("Missing is written"));
    measure.owner = rows.text("Owner");
    measure.active = reader.active();
    definitions.measures.push_back(std::move(measure));
  }
}

}  // namespace outturn
