#include "engine/indicators/definitions.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "engine/indicators/definition_checks.h"
#include "engine/indicators/definition_columns.h"
#include "engine/indicators/measure_text.h"
#include "engine/indicators/membership.h"
#include "engine/indicators/published_sheet.h"
#include "engine/indicators/spelling.h"
#include "engine/indicators/summary_definitions.h"
#include "engine/indicators/trend.h"

namespace outturn {
namespace {

constexpr std::string_view kSettingNames[] = {"Period", "Year starts", "Locale", "Missing is written",
                                              "Small base"};

std::vector<std::string> as_strings(std::span<const std::string_view> names) {
  return {names.begin(), names.end()};
}

class Reader {
 public:
  explicit Reader(Definitions& definitions) : out_(definitions) {}

  void settings(const DefinitionTable& table) {
    DefinitionRows rows(table, DefinitionKind::settings, out_.findings);
    std::vector<std::pair<std::string, DefinitionCell>> given;
    while (rows.next()) given.emplace_back(rows.text("Setting"), rows.cell("Value"));
    // The year's start decides how the period is read, whatever the order of the rows.
    std::stable_sort(given.begin(), given.end(), [](const auto& a, const auto& b) {
      return same_name(a.first, "Year starts") && !same_name(b.first, "Year starts");
    });
    std::vector<std::string> seen;
    for (const auto& [name, cell] : given) {
      const std::string value = DefinitionRows::cell_text(cell);
      if (std::find(seen.begin(), seen.end(), name_key(name)) != seen.end()) {
        error(cell.where, "the setting \"" + name + "\" stands here a second time");
      }
      seen.push_back(name_key(name));
      if (same_name(name, "Year starts")) {
        const int month = month_number(value);
        if (month == 0) error(cell.where, "\"" + value + "\" is no month; write April");
        if (month != 0) out_.settings.calendar.first_month = month;
      } else if (same_name(name, "Period")) {
        out_.settings.period = period(cell);
        out_.settings.period_where = cell.where;
      } else if (same_name(name, "Locale")) {
        if (!value.empty()) out_.settings.locale = value;
      } else if (same_name(name, "Missing is written")) {
        out_.settings.missing_words = split_list(value);
      } else if (same_name(name, "Small base")) {
        const std::optional<int> base = read_count(value);
        if (!base)
          error(cell.where, "\"" + value + "\" is no number of cases; write 10, or 0 for no warnings");
        out_.settings.small_base = base.value_or(out_.settings.small_base);
      } else {
        finding(Severity::warning, cell.where,
                "the setting \"" + name + "\" is not known" + did_you_mean(name, as_strings(kSettingNames)));
      }
    }
  }

  void statuses(const DefinitionTable& table) {
    DefinitionRows rows(table, DefinitionKind::statuses, out_.findings);
    std::vector<StatusWord> words;
    std::vector<std::string> spellings;
    while (rows.next()) {
      StatusWord word;
      word.word = rows.text("Word");
      if (word.word.empty()) {
        error(rows.cell("Word").where, "the status has no word");
        continue;
      }
      WhenReading when = read_when(rows.text("When"));
      if (!when.problem.empty()) error(rows.cell("When").where, when.problem);
      word.when = std::move(when.when);
      word.ranked = yes(rows.cell("Ranked"));
      word.on_track = yes(rows.cell("On track"));
      if (const std::string colour = rows.text("Colour"); !colour.empty()) {
        word.fill = read_colour(colour);
        if (!word.fill)
          error(rows.cell("Colour").where,
                "\"" + colour + "\" is no colour; write a name such as green, or six hexadecimal digits");
      }
      word.also_written = split_list(rows.text("Also written"));
      word.group = rows.text("Group");
      word.only_for = split_list(rows.text("For"));
      for (const std::string& group : word.only_for)
        status_groups_.emplace_back(group, rows.cell("For").where);
      std::vector<std::string> own = word.also_written;
      own.push_back(word.word);
      // "On/Above Target" beside "On / Above Target" is the same spelling of the same status, and does no
      // harm.
      const auto earlier = static_cast<std::ptrdiff_t>(spellings.size());
      for (const std::string& spelling : own) {
        if (std::find(spellings.begin(), spellings.begin() + earlier, name_key(spelling)) !=
            spellings.begin() + earlier) {
          error(rows.where(), "\"" + spelling + "\" is the spelling of two statuses");
        }
        spellings.push_back(name_key(spelling));
      }
      words.push_back(std::move(word));
    }
    if (words.empty()) return;
    out_.statuses = StatusVocabulary(std::move(words));
    check_groups(table);
  }

  // One heading on a roll-up must not mean both a status and a group.
  void check_groups(const DefinitionTable& table) {
    std::vector<Diagnostic> reported;
    DefinitionRows rows(table, DefinitionKind::statuses, reported);
    while (rows.next()) {
      const std::string group = rows.text("Group");
      if (group.empty()) continue;
      for (const StatusWord& word : out_.statuses.words()) {
        const StatusWord* own = out_.statuses.find(rows.text("Word"));
        if (own == nullptr || !same_name(word.group, group) || word.ranked == own->ranked) continue;
        error(rows.cell("Group").where,
              "the group \"" + group + "\" has " + own->word + " and " + word.word +
                  ", of which only one is ranked; a percentage of both has no base");
        break;
      }
      const StatusWord* status = out_.statuses.find(group);
      if (status == nullptr || same_name(status->word, rows.text("Word"))) continue;
      error(rows.cell("Group").where, "\"" + group + "\" is a spelling of the status \"" + status->word +
                                          "\"; write a heading that is no status, such as Positive");
    }
  }

  void measures(const DefinitionTable& table) {
    DefinitionRows rows(table, DefinitionKind::measures, out_.findings);
    while (rows.next()) {
      MeasureDefinition measure;
      measure.where = rows.where();
      measure.name = rows.text("Measure");
      if (!is_expression_name(measure.name)) {
        std::string valid;
        for (char c : measure.name) valid += c == ' ' || c == '-' || c == '.' ? '_' : c;
        error(rows.cell("Measure").where, measure.name.empty()
                                              ? "the measure has no name"
                                              : "\"" + measure.name +
                                                    "\" cannot be named in an expression; write letters, "
                                                    "digits and _, beginning with a letter" +
                                                    (is_expression_name(valid) ? ", as " + valid : ""));
        continue;
      }
      if (is_reserved_in_expressions(measure.name)) {
        error(rows.cell("Measure").where,
              "\"" + measure.name + "\" has a meaning of its own in expressions; choose another name");
        continue;
      }
      measure.unit = unit(rows);
      measure.unit_where = rows.cell("Unit").where;
      measure.cells = place(rows, "Cells");
      measure.periods = place(rows, "Periods");
      if (!measure.cells.given())
        error(rows.cell("Cells").where, "the measure " + measure.name + " has no cells");
      if (!measure.periods.given())
        error(rows.cell("Periods").where,
              "the measure " + measure.name +
                  " has no periods; give its heading cells or a period such as Q2 2018/19");
      measure.over_time = accumulation(rows, "Over time", measure.unit);
      measure.label = rows.text("Label");
      measure.split_by = place(rows, "Split by");
      if (!rows.text("Over services").empty())
        measure.over_services = accumulation(rows, "Over services", measure.unit);
      measure.use_what_is_there = missing(rows, measure);
      measure.missing_words = split_list(rows.text("Missing is written"));
      measure.owner = rows.text("Owner");
      measure.active = active(rows);
      out_.measures.push_back(std::move(measure));
    }
  }

  void indicators(const DefinitionTable& table) {
    DefinitionRows rows(table, DefinitionKind::indicators, out_.findings);
    while (rows.next()) {
      IndicatorDefinition indicator;
      indicator.where = rows.where();
      indicator.reference = rows.text("Reference");
      if (indicator.reference.empty()) {
        error(rows.cell("Reference").where, "the indicator has no reference");
        continue;
      }
      indicator.title = rows.text("Title");
      indicator.active = active(rows);
      const std::string text = rows.text("Expression");
      ExpressionReading expression = compile_expression(text);
      if (!expression.expression) {
        const std::size_t at = std::min(expression.error.position, text.size());
        const auto characters =
            1 + std::count_if(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at),
                              [](char c) { return (c & 0xC0) != 0x80; });
        error(rows.cell("Expression").where,
              "the expression of " + indicator.reference + ", at character " + std::to_string(characters) +
                  ": " + expression.error.message +
                  (expression.error.suggestion.empty() ? "" : "; " + expression.error.suggestion));
        out_.misread.push_back(indicator.reference);
        continue;
      }
      indicator.expression = std::move(*expression.expression);
      const bool unit_read = read_unit(rows.text("Unit")).unit.has_value();
      indicator.unit = unit(rows);
      indicator.unit_where = rows.cell("Unit").where;
      if (indicator.unit.kind == UnitKind::percent && multiplies_by_a_hundred(text)) {
        finding(Severity::warning, rows.cell("Expression").where,
                "a ratio is shown as a percentage without being multiplied by 100; leave * 100 out");
      }
      const std::optional<Aim> aim = read_aim(rows.text("Aim"));
      if (aim) {
        indicator.aim = *aim;
      } else {
        error(
            rows.cell("Aim").where,
            "\"" + rows.text("Aim") + "\" is no aim; write maximise, minimise, on target, range or on time");
      }
      const DefinitionCell& target_cell = rows.cell("Target");
      TargetReading target = this->target(rows, indicator, indicator.rule, indicator.active);
      // Without its aim or unit a target may look wrong that is not.
      if (!aim || !unit_read) out_.misread.push_back(indicator.reference);
      if (!target.target && aim && unit_read)
        error(target_cell.where, "the target of " + indicator.reference + ": " + target.problem);
      if (!target.note.empty()) finding(Severity::warning, target_cell.where, target.note);
      if (target.target) indicator.target = std::move(*target.target);
      indicator.aim = target.aim;
      indicator.target_where = target_cell.where;
      const DefinitionCell& tolerance_cell = rows.cell("Tolerance");
      indicator.tolerance_expression = compiled(tolerance_cell, cell_expression(rows.text("Tolerance")),
                                                "the tolerance of ", indicator, indicator.active);
      if (indicator.tolerance_expression != nullptr) {
        indicator.tolerance = {Tolerance::Kind::amount, 0};
      } else if (!cell_expression(rows.text("Tolerance")).empty()) {
        // reported
      } else if (const auto tolerance =
                     read_tolerance(tolerance_cell.value, tolerance_cell.look, indicator.unit);
                 tolerance.tolerance) {
        indicator.tolerance = *tolerance.tolerance;
      } else if (unit_read) {
        error(tolerance_cell.where, "the tolerance of " + indicator.reference + ": " + tolerance.problem);
      }
      indicator.frequency_text = rows.text("Frequency");
      indicator.frequencies = frequencies(rows.cell("Frequency"));
      indicator.kind = rows.text("Kind");
      indicator.objectives = split_list(rows.text("Objective"));
      indicator.services = split_list(rows.text("Service"));
      indicator.owners = split_list(rows.text("Owner"));
      indicator.value_to = place(rows, "Value to");
      indicator.value_periods = place(rows, "Value periods");
      indicator.status_to = place(rows, "Status to");
      indicator.entered_value = place(rows, "Entered value");
      indicator.entered_status = place(rows, "Entered status");
      indicator.reason = place(rows, "Reason");
      indicator.commentary = place(rows, "Commentary");
      indicator.plan = place(rows, "Plan");
      const DefinitionCell& judged_cell = rows.cell("Judged on");
      indicator.judged_on = compiled(judged_cell, rows.text("Judged on"), "the figure that judges ",
                                     indicator, indicator.active);
      if (indicator.judged_on != nullptr && indicator.expression.form() != IndicatorExpression::Form::number)
        error(judged_cell.where, indicator.reference + " is judged by its own state; empty Judged on");
      for (const std::string_view column : other_membership_columns())
        indicator.other_memberships.emplace_back(column, split_list(rows.text(column)));
      indicator.trend_to = place(rows, "Trend to");
      indicator.trend_over_where = rows.cell("Trend over").where;
      TrendOverReading over = read_trend_over(rows.text("Trend over"));
      if (!over.over) error(indicator.trend_over_where, over.problem);
      indicator.trend_over = over.over.value_or(TrendOver{});
      out_.indicators.push_back(std::move(indicator));
    }
  }

  // After the indicators: a word for a kind or service that no indicator has would never be given.
  void status_groups() {
    std::vector<std::string> known;
    for (const IndicatorDefinition& indicator : out_.indicators) {
      for (std::string& each : status_memberships(indicator)) known.push_back(std::move(each));
    }
    for (const auto& [group, where] : status_groups_) {
      const bool found = std::any_of(known.begin(), known.end(),
                                     [&](const std::string& each) { return same_name(each, group); });
      if (!found)
        error(where,
              "no indicator has \"" + group + "\" as its Kind or Service" + did_you_mean(group, known));
    }
  }

  // After the indicators, whose unit and aim these rows need.
  void targets(const DefinitionTable& table) {
    DefinitionRows rows(table, DefinitionKind::targets, out_.findings);
    while (rows.next()) {
      TargetDefinition row;
      row.where = rows.where();
      row.reference = rows.text("Reference");
      row.active = active(rows);
      if (out_.is_misread(row.reference)) continue;  // its unit and aim are not known
      const auto indicator = std::find_if(
          out_.indicators.begin(), out_.indicators.end(),
          [&](const IndicatorDefinition& each) { return same_name(each.reference, row.reference); });
      if (indicator == out_.indicators.end()) {
        out_.targets.push_back(std::move(row));  // reported with the other unknown names
        continue;
      }
      const DefinitionCell& target_cell = rows.cell("Target");
      TargetReading target = this->target(rows, *indicator, row.rule, row.active);
      if (!target.target) {
        error(target_cell.where, "the target of " + row.reference + ": " + target.problem);
        continue;
      }
      if (!target.note.empty()) finding(Severity::warning, target_cell.where, target.note);
      row.target = std::move(*target.target);
      row.target_where = target_cell.where;
      row.aim = target.aim;
      const DefinitionCell& tolerance_cell = rows.cell("Tolerance");
      if (const std::string formula = cell_expression(rows.text("Tolerance")); !formula.empty()) {
        row.tolerance_expression =
            compiled(tolerance_cell, formula, "the tolerance of ", *indicator, row.active);
        row.tolerance = Tolerance{Tolerance::Kind::amount, 0};
      } else if (!DefinitionRows::cell_text(tolerance_cell).empty()) {
        const ToleranceReading tolerance =
            read_tolerance(tolerance_cell.value, tolerance_cell.look, indicator->unit);
        if (!tolerance.tolerance)
          error(tolerance_cell.where, "the tolerance of " + row.reference + ": " + tolerance.problem);
        row.tolerance = tolerance.tolerance;
      }
      profile(rows, row, indicator->unit);
      out_.targets.push_back(std::move(row));
    }
  }

  void benchmarks(const DefinitionTable& table) {
    DefinitionRows rows(table, DefinitionKind::benchmarks, out_.findings);
    while (rows.next()) {
      BenchmarkRow row;
      row.name = rows.text("Benchmark");
      row.group = rows.text("Group");
      row.figure = rows.text("Figure");
      const std::optional<Period> when = period(rows.cell("Period"));
      if (rows.text("Period").empty())
        error(rows.cell("Period").where, "the benchmark has no period; write it as 2017/18");
      if (row.name.empty()) error(rows.cell("Benchmark").where, "the benchmark has no name");
      if (row.figure.empty()) {
        error(rows.cell("Figure").where,
              "write mean, median, quartile 1, quartile 2, quartile 3 or the name of a peer");
      }
      const DefinitionCell& cell = rows.cell("Value");
      row.value = cell.value;
      row.look = cell.look;
      row.where = cell.where;
      for (const BenchmarkRow& other : out_.benchmarks) {
        if (when && same_name(other.name, row.name) && other.period == *when &&
            same_name(other.figure, row.figure))
          error(rows.where(),
                "the " + row.figure + " of " + row.name + " stands here a second time, after " + other.where);
      }
      if (!when) continue;
      row.period = *when;
      out_.benchmarks.push_back(std::move(row));
    }
  }

  // After the indicators, whose units the figures have. Rows of indicators that are no longer defined stay.
  void published(const DefinitionTable& table) { read_published(table, out_); }

  void roll_ups(const DefinitionTable& table) { read_roll_ups(table, out_); }

 private:
  void finding(Severity severity, std::string where, std::string message) {
    out_.findings.push_back({severity, std::move(where), std::move(message)});
  }
  void error(std::string where, std::string message) {
    finding(Severity::error, std::move(where), std::move(message));
  }

  static PlaceText place(DefinitionRows& rows, std::string_view column_name) {
    return {rows.text(column_name), rows.cell(column_name).where};
  }

  Unit unit(DefinitionRows& rows) {
    UnitReading reading = read_unit(rows.text("Unit"));
    if (!reading.unit) error(rows.cell("Unit").where, reading.problem);
    return reading.unit.value_or(Unit{});
  }

  // What an expression in a cell of its own stands for; null for an empty text or one that is reported.
  CellExpression compiled(const DefinitionCell& cell, const std::string& text, const std::string& what,
                          const IndicatorDefinition& indicator, const ActiveSpan& active) {
    if (text.empty()) return nullptr;
    ExpressionReading reading = compile_expression(text);
    const std::string name = what + indicator.reference;
    if (!reading.expression) {
      error(cell.where, "\"" + text + "\", " + name + ": " + reading.error.message +
                            (reading.error.suggestion.empty() ? "" : "; " + reading.error.suggestion));
      return nullptr;
    }
    if (reading.expression->form() != IndicatorExpression::Form::number) {
      error(cell.where, "\"" + text + "\", " + name + ", gives a status, not a number");
      return nullptr;
    }
    auto made = std::make_shared<IndicatorDefinition>();
    made->reference = name;
    made->expression = std::move(*reading.expression);
    made->unit = indicator.unit;
    made->unit_where = made->where = cell.where;
    made->aim = indicator.aim;
    made->active = active;
    out_.cell_expressions.push_back(made);
    return made;
  }

  TargetReading target(DefinitionRows& rows, const IndicatorDefinition& indicator, TargetRule& rule,
                       const ActiveSpan& active) {
    TargetReading reading = written_target(rows, indicator, rule, active);
    if (reading.note.empty() && reading.target && indicator.unit.kind == UnitKind::percent &&
        std::max(std::fabs(reading.target->number), std::fabs(reading.target->upper)) > kHighestShare)
      reading.note = "the target of " + indicator.reference + ", \"" + reading.target->shown +
                     "\", is more than 1,000 %, which is hardly meant";
    return reading;
  }

  TargetReading written_target(DefinitionRows& rows, const IndicatorDefinition& indicator, TargetRule& rule,
                               const ActiveSpan& active) {
    const DefinitionCell& cell = rows.cell("Target");
    if (!cell.value.is_text()) {
      TargetReading reading =
          read_target(cell.value, cell.look, indicator.unit, indicator.aim, out_.settings.day_first());
      if (cell.value.is_error())
        reading.problem += "; an expression is written without = in brackets, as (calls.last_year)";
      return reading;
    }
    RuleReading reading =
        read_target_rule(cell.value.text(), indicator.unit, indicator.aim, out_.settings.calendar);
    if (!reading.is_rule)
      return read_target(cell.value, cell.look, indicator.unit, indicator.aim, out_.settings.day_first());
    rule = reading.rule;
    if (reading.reading.target && !reading.expression.empty()) {
      rule.expression = compiled(cell, reading.expression, "the target of ", indicator, active);
      // The slip is reported; what follows from it is not.
      if (rule.expression == nullptr) rule.kind = TargetRule::Kind::fixed;
    }
    return reading.reading;
  }

  // Whether figures are made of the periods and services that have one.
  bool missing(DefinitionRows& rows, const MeasureDefinition& measure) {
    using Method = Accumulation::Method;
    const std::string phrase = folded_phrase(rows.text("Missing"));
    if (phrase.empty() || phrase == "wait") return false;
    if (phrase != "use what is there") {
      error(rows.cell("Missing").where,
            "\"" + phrase + "\" is no way to treat missing figures; write wait or use what is there");
      return false;
    }
    if (measure.over_time.method == Method::cumulative) {
      error(
          rows.cell("Missing").where,
          "a cumulative measure has one cell for the year so far, so nothing else can be used for it; write "
          "wait");
    }
    return true;
  }

  bool yes(const DefinitionCell& cell) {
    const std::string key = name_key(DefinitionRows::cell_text(cell));
    if (key == "yes" || key == "y" || key == "true" || key == "1") return true;
    if (!key.empty() && key != "no" && key != "n" && key != "false" && key != "0")
      error(cell.where, "\"" + key + "\" is neither yes nor no");
    return false;
  }

  std::optional<Period> period(const DefinitionCell& cell) {
    const std::string text = DefinitionRows::cell_text(cell);
    if (text.empty()) return std::nullopt;
    PeriodReading reading = read_period(text, out_.settings.calendar);
    if (!reading.period) {
      error(cell.where, reading.problem.empty()
                            ? "\"" + text + "\" is no period; write it as Q2 2018/19, July 2018 or 2018/19"
                            : reading.problem);
    }
    return reading.period;
  }

  ActiveSpan active(DefinitionRows& rows) {
    ActiveSpan span{period(rows.cell("From")), period(rows.cell("Until"))};
    if (span.from && span.until && span.until->last() < span.from->first)
      error(rows.cell("Until").where, "Until comes before From");
    return span;
  }

  Accumulation accumulation(DefinitionRows& rows, std::string_view column_name, const Unit& measured) {
    using Method = Accumulation::Method;
    constexpr std::pair<std::string_view, Method> kMethods[] = {
        {"sum", Method::sum},         {"last", Method::last},
        {"average", Method::average}, {"cumulative", Method::cumulative},
        {"min", Method::minimum},     {"max", Method::maximum},
        {"none", Method::none},       {"average of percentages", Method::average},
    };
    constexpr std::string_view kWeighted = "average weighted by ";
    const std::string phrase = folded_phrase(rows.text(column_name));
    for (const auto& [word, method] : kMethods) {
      if (phrase != word) continue;
      if (method == Method::average && phrase == "average" && measured.kind == UnitKind::percent) {
        error(rows.cell(column_name).where,
              "an average of percentages counts a small month as much as a large one; divide sums in the "
              "expression, write average weighted by MEASURE, or, if it is meant, average of percentages");
      }
      return {method, {}};
    }
    if (phrase.rfind(kWeighted, 0) == 0) return {Method::weighted_average, phrase.substr(kWeighted.size())};
    std::vector<std::string> known;
    for (const auto& [word, method] : kMethods) known.emplace_back(word);
    error(rows.cell(column_name).where,
          (phrase.empty() ? "the column " + std::string(column_name) + " is empty"
                          : "\"" + phrase + "\" cannot be done") +
              did_you_mean(phrase, known) +
              "; write sum, last, average, average weighted by MEASURE, cumulative, min, max or none");
    return {Method::none, {}};
  }

  std::vector<Frequency> frequencies(const DefinitionCell& cell) {
    using Kind = Frequency::Kind;
    constexpr std::pair<std::string_view, Kind> kWords[] = {
        {"monthly", Kind::monthly},
        {"quarterly", Kind::quarterly},
        {"half-yearly", Kind::half_yearly},
        {"annual", Kind::yearly},
        {"annually", Kind::yearly},
        {"yearly", Kind::yearly},
        {"key milestone", Kind::every_period},
        {"milestone", Kind::every_period},
    };
    std::vector<Frequency> found;
    for (const std::string& part : split_list(DefinitionRows::cell_text(cell))) {
      const std::string key = name_key(part);
      if (key.size() == 2 && key[0] == 'q' && key[1] >= '1' && key[1] <= '4') {
        found.push_back({Kind::quarter, key[1] - '0'});
        continue;
      }
      const auto word = std::find_if(std::begin(kWords), std::end(kWords),
                                     [&](const auto& each) { return same_name(part, each.first); });
      if (word != std::end(kWords)) {
        found.push_back({word->second, 0});
        continue;
      }
      std::vector<std::string> known;
      for (const auto& each : kWords) known.emplace_back(each.first);
      error(cell.where, "\"" + part + "\" is no frequency" + did_you_mean(part, known) +
                            "; write monthly, quarterly, half-yearly, annual or Q2");
    }
    return found;
  }

  void profile(DefinitionRows& rows, TargetDefinition& row, const Unit& row_unit) {
    const DefinitionCell& cell = rows.cell("Profile");
    const std::string text = DefinitionRows::cell_text(cell);
    const std::string phrase = folded_phrase(text);
    if (phrase.empty()) return;
    if (phrase == "even") {
      row.profile = TargetDefinition::Profile::even;
    } else if (phrase == "cumulative, even" || phrase == "cumulative even" || phrase == "even, cumulative") {
      row.profile = TargetDefinition::Profile::cumulative_even;
    } else if (phrase == "as last year") {
      row.profile = TargetDefinition::Profile::as_last_year;
    } else if (text.find_first_of("![") != std::string::npos && text.find(';') == std::string::npos) {
      row.profile = TargetDefinition::Profile::cells;
      row.profile_cells = {text, cell.where};
    } else {
      for (const std::string& part : split_list(text)) {
        const FigureReading figure =
            read_figure(Value(part), NumberLook::plain, row_unit, out_.settings.missing_words);
        if (figure.kind != FigureReading::Kind::number || figure.bound != Bound::exactly) {
          error(cell.where,
                "\"" + text +
                    "\" is no profile; write even, or cumulative, even, or as last year, or four or twelve "
                    "figures separated by ;, or the cells that hold them, as Plan!B5:E5");
          return;
        }
        row.figures.push_back(figure.number);
      }
      if (row.figures.size() != 4 && row.figures.size() != 12) {
        error(cell.where, "a profile has four figures, one a quarter, or twelve, one a month; here are " +
                              std::to_string(row.figures.size()));
        return;
      }
      row.profile = TargetDefinition::Profile::figures;
    }
    if (row.target.kind != Target::Kind::number)
      error(cell.where, "a profile is for a target that is a number");
  }

  static bool multiplies_by_a_hundred(std::string_view text) {
    const std::string key = name_key(text);
    const auto ends = [&](std::size_t at) {
      return at >= key.size() || ((key[at] < '0' || key[at] > '9') && key[at] != '.' && key[at] != '%');
    };
    const std::size_t after = key.find("*100");
    if (after != std::string::npos && ends(after + 4)) return true;
    return key.rfind("100*", 0) == 0;
  }

  Definitions& out_;
  std::vector<std::pair<std::string, std::string>> status_groups_;  // of the column For, with their cells
};

}  // namespace

std::vector<std::string> status_memberships(const IndicatorDefinition& indicator) {
  std::vector<std::string> groups = split_list(indicator.kind);
  groups.insert(groups.end(), indicator.services.begin(), indicator.services.end());
  return groups;
}

bool Frequency::is_due(const Period& period, YearCalendar calendar) const noexcept {
  const int months_in =
      year_to_date(period, calendar).months;  // 1 to 12: how far into the year the period ends
  switch (kind) {
    case Kind::quarterly:
      return months_in % 3 == 0;
    case Kind::half_yearly:
      return months_in % 6 == 0;
    case Kind::yearly:
      return months_in == 12;
    case Kind::quarter:
      return months_in == quarter * 3;
    default:
      return true;
  }
}

bool IndicatorDefinition::is_due(const Period& period, YearCalendar calendar) const noexcept {
  return frequencies.empty() ||
         std::any_of(frequencies.begin(), frequencies.end(),
                     [&](const Frequency& each) { return each.is_due(period, calendar); });
}

bool Definitions::has_errors() const noexcept {
  return std::any_of(findings.begin(), findings.end(),
                     [](const Diagnostic& each) { return each.severity == Severity::error; });
}

bool Definitions::is_misread(std::string_view reference) const {
  return std::any_of(misread.begin(), misread.end(),
                     [&](const std::string& each) { return same_name(each, reference); });
}

const MeasureDefinition* Definitions::find_measure(std::string_view name) const {
  for (const MeasureDefinition& measure : measures) {
    if (same_name(measure.name, name)) return &measure;
  }
  return nullptr;
}

const PublishedRow* Definitions::find_published(const IndicatorDefinition& indicator,
                                                const Period& period) const {
  return indicator.active.holds(period) ? published.find(indicator.reference, period) : nullptr;
}

const IndicatorDefinition* Definitions::find_indicator(std::string_view reference,
                                                       const Period& period) const {
  for (const IndicatorDefinition& indicator : indicators) {
    if (same_name(indicator.reference, reference) && indicator.active.holds(period)) return &indicator;
  }
  return nullptr;
}

Definitions read_definitions(std::span<const DefinitionTable> tables) {
  Definitions definitions;
  Reader reader(definitions);
  // Settings decide how periods are read, statuses what roll-ups may name, indicators how targets are read.
  const std::pair<DefinitionKind, void (Reader::*)(const DefinitionTable&)> order[] = {
      {DefinitionKind::settings, &Reader::settings},   {DefinitionKind::statuses, &Reader::statuses},
      {DefinitionKind::measures, &Reader::measures},   {DefinitionKind::indicators, &Reader::indicators},
      {DefinitionKind::targets, &Reader::targets},     {DefinitionKind::roll_ups, &Reader::roll_ups},
      {DefinitionKind::published, &Reader::published}, {DefinitionKind::benchmarks, &Reader::benchmarks},
  };
  for (const auto& [kind, read] : order) {
    for (const DefinitionTable& table : tables) {
      if (definition_kind(table.name) == kind) (reader.*read)(table);
    }
  }
  reader.status_groups();
  check_definitions(definitions);
  return definitions;
}

}  // namespace outturn
