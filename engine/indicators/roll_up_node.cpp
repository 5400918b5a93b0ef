#include "engine/indicators/roll_up_node.h"

#include <algorithm>
#include <map>
#include <utility>

#include "engine/indicators/figure_text.h"
#include "engine/indicators/membership.h"
#include "engine/indicators/past_status.h"
#include "engine/indicators/spelling.h"
#include "engine/owned_cells.h"
#include "formulas/decimal_rounding.h"

namespace outturn {
namespace {

constexpr int kLeastAlike = 3;  // indicators with the same letters, for a proposal

std::vector<FormulaCell> cells_of(const Area& area) {
  std::vector<FormulaCell> cells;
  for (std::int32_t row = area.range.first.row; row <= area.range.last.row; ++row) {
    for (std::int32_t column = area.range.first.column; column <= area.range.last.column; ++column)
      cells.push_back({area.sheet, {row, column}});
  }
  return cells;
}

std::string text_of(const Value& value) {
  return value.is_text() ? std::string(trimmed(value.text())) : std::string();
}

bool gives(const StatusWord& word, Standing standing) noexcept {
  return std::any_of(word.when.begin(), word.when.end(),
                     [&](const StatusWord::When& when) { return when.standing == standing; });
}

// The status word or group of statuses that a heading names; empty for neither.
std::string class_name(const StatusVocabulary& statuses, const std::string& heading) {
  const StatusWord* word = statuses.find(heading);
  return word != nullptr ? word->word : statuses.group_name(heading);
}

std::string list_of(const std::vector<std::string>& names) {
  constexpr std::size_t kShown = 8;
  std::string list;
  for (std::size_t at = 0; at < names.size() && at < kShown; ++at) list += (at == 0 ? "" : ", ") + names[at];
  return names.size() > kShown ? list + " and " + std::to_string(names.size() - kShown) + " more" : list;
}

}  // namespace

RollUpNode::RollUpNode(const Workbook& workbook, const Definitions& definitions,
                       const RollUpDefinition& definition, std::vector<const StatusNode*> statuses,
                       const Period& period, std::vector<Diagnostic>& findings)
    : workbook_(workbook),
      definitions_(definitions),
      definition_(definition),
      statuses_(std::move(statuses)),
      period_(period),
      looks_back_(definition.previous_counts_to.given() || definition.previous_percentages_to.given()) {
  const std::optional<Area> lines = find_cells(workbook, definition.lines, "Lines", findings);
  const std::optional<Area> classes = find_cells(workbook, definition.classes, "Classes", findings);
  if (!lines || !classes) return;
  const auto is_row = [](const Area& area) { return area.range.rows() == 1; };
  const auto is_column = [](const Area& area) { return area.range.columns() == 1; };
  if (is_column(*lines) && is_row(*classes)) {
    down_ = true;
  } else if (is_row(*lines) && is_column(*classes)) {
    down_ = false;
  } else {
    findings.push_back(
        {Severity::error, definition.lines.where,
         "Lines and Classes are a column and a row: one stands down the side, the other along the top"});
    return;
  }
  lines_ = cells_of(*lines);
  classes_ = cells_of(*classes);
  for (std::size_t b = 1; b < lines_.size(); ++b) {
    const std::string name = text_of(value_in_file(workbook, lines_[b]));
    if (name.empty()) continue;
    for (std::size_t a = 0; a < b; ++a) {
      if (!same_name(text_of(value_in_file(workbook, lines_[a])), name)) continue;
      findings.push_back({Severity::error, workbook.describe(lines_[b].sheet, lines_[b].address),
                          "the line \"" + name + "\" of the roll-up \"" + definition.name + "\" stands in " +
                              workbook.describe(lines_[a].sheet, lines_[a].address) + " and in " +
                              workbook.describe(lines_[b].sheet, lines_[b].address) +
                              "; its items would be counted twice"});
      break;
    }
  }
  if (!definition.total_line.empty()) find_total(*lines, findings);
  const auto place = [&](const PlaceText& text, std::string_view what, bool percentage, bool previous) {
    OutputCell like;
    like.percentage = percentage;
    like.previous = previous;
    if (text.given()) place_outputs(text, what, like, *lines, *classes, findings);
  };
  place(definition.counts_to, "Counts to", false, false);
  place(definition.percentages_to, "Percentages to", true, false);
  place(definition.previous_counts_to, "Previous counts to", false, true);
  place(definition.previous_percentages_to, "Previous percentages to", true, true);
}

// The total is one of the lines, by its name or cell, or a line of its own that continues the output cells'
// columns.
void RollUpNode::find_total(const Area& lines, std::vector<Diagnostic>& findings) {
  for (std::size_t at = 0; at < lines_.size(); ++at) {
    if (same_name(text_of(value_in_file(workbook_, lines_[at])), definition_.total_line)) total_index_ = at;
  }
  if (total_index_) return;
  const std::optional<Area> area = workbook_.find_place(definition_.total_line);
  if (!area || !area->is_single_cell()) {
    findings.push_back({Severity::error, definition_.total_line_where,
                        "Total line: \"" + definition_.total_line +
                            "\" is neither one of the lines nor a cell; write the name of one, or a cell"});
    return;
  }
  for (std::size_t at = 0; at < lines_.size(); ++at) {
    if (lines_[at].sheet == area->sheet && lines_[at].address == area->range.first) total_index_ = at;
  }
  if (total_index_) return;
  if (area->sheet != lines.sheet) {
    findings.push_back({Severity::error, definition_.total_line_where,
                        "Total line: \"" + definition_.total_line +
                            "\" is on another sheet than the lines; write a cell of theirs"});
    return;
  }
  total_ = FormulaCell{area->sheet, area->range.first};
}

void RollUpNode::place_outputs(const PlaceText& place, std::string_view what, OutputCell like,
                               const Area& lines, const Area& classes, std::vector<Diagnostic>& findings) {
  const std::optional<Area> area = find_cells(workbook_, place, what, findings);
  if (!area) return;
  const auto fail = [&](const std::string& why) {
    findings.push_back({Severity::error, place.where, std::string(what) + ": \"" + place.text + "\" " + why});
  };
  const auto line_count = static_cast<std::int32_t>(lines_.size());
  const auto class_count = static_cast<std::int32_t>(classes_.size());
  const RangeAddress& range = area->range;
  if ((down_ ? range.rows() : range.columns()) != line_count ||
      (down_ ? range.columns() : range.rows()) != class_count) {
    return fail("is " + std::to_string(range.rows()) + " rows and " + std::to_string(range.columns()) +
                " columns; " + std::to_string(line_count) + " lines and " + std::to_string(class_count) +
                " classes need " + std::to_string(down_ ? line_count : class_count) + " and " +
                std::to_string(down_ ? class_count : line_count) + "; correct it, Lines (" +
                definition_.lines.where + ") or Classes (" + definition_.classes.where + ")");
  }
  if (area->sheet == lines.sheet &&
      (down_ ? range.first.row != lines.range.first.row : range.first.column != lines.range.first.column)) {
    return fail(std::string("does not stand beside the lines \"") + definition_.lines.text +
                "\"; correct one of the two (Lines: " + definition_.lines.where + ")");
  }
  std::optional<std::vector<OwnedCell>> marked;  // once, where it is asked for
  const std::int32_t total_offset = !total_ ? 0
                                    : down_ ? total_->address.row - lines.range.first.row
                                            : total_->address.column - lines.range.first.column;
  for (std::int32_t line = 0; line <= line_count; ++line) {
    if (line == line_count && !total_) break;
    const std::int32_t offset = line == line_count ? total_offset : line;
    for (std::int32_t c = 0; c < class_count; ++c) {
      const CellAddress address{range.first.row + (down_ ? offset : c),
                                range.first.column + (down_ ? c : offset)};
      const FormulaCell cell{area->sheet, address};
      if (address.row < 0 || address.column < 0) return fail("leaves no room for its total line");
      if (line == 0 &&
          area->sheet == classes.sheet) {  // Red counted under the heading Amber would look right
        const FormulaCell heading{area->sheet,
                                  {down_ ? classes.range.first.row : address.row,
                                   down_ ? address.column : classes.range.first.column}};
        const std::string over =
            class_name(definitions_.statuses, text_of(value_in_file(workbook_, heading)));
        const std::string wanted = class_name(
            definitions_.statuses, text_of(value_in_file(workbook_, classes_[static_cast<std::size_t>(c)])));
        if (!over.empty() && !wanted.empty() && over != wanted) {
          return fail("would put " + wanted + " under the heading " + over + " in " +
                      workbook_.describe(heading.sheet, heading.address));
        }
      }
      like.cell = cell;
      like.line = static_cast<std::size_t>(line);
      like.status_class = static_cast<std::size_t>(c);
      if (holds_formula(workbook_, cell)) {
        if (!marked) marked = marked_cells(workbook_);
        if (std::binary_search(marked->begin(), marked->end(), OwnedCell{cell.sheet, address})) {
          compared_.push_back(like);
          continue;
        }
        if (line == line_count) continue;  // the sheet adds its total up itself
        return fail("holds a formula in " + workbook_.describe(cell.sheet, address) +
                    "; a roll-up writes cells without formulas");
      }
      outputs_.push_back(like);
    }
  }
}

std::vector<Area> RollUpNode::reads() const {
  std::vector<Area> areas;
  for (const std::vector<FormulaCell>* cells : {&lines_, &classes_}) {
    for (const FormulaCell& cell : *cells)
      areas.push_back(single_area(cell.sheet, single_cell(cell.address)));
  }
  if (total_) areas.push_back(single_area(total_->sheet, single_cell(total_->address)));
  for (const OutputCell& output : compared_)
    areas.push_back(single_area(output.cell.sheet, single_cell(output.cell.address)));
  return areas;
}

std::vector<const ReportNode*> RollUpNode::precedents() const {
  std::vector<const ReportNode*> nodes(statuses_.begin(), statuses_.end());
  return looks_back_ ? with_everything_below(nodes) : nodes;
}

std::vector<OwnedCell> RollUpNode::owns() const {
  std::vector<OwnedCell> cells;
  for (const OutputCell& output : outputs_) cells.push_back({output.cell.sheet, output.cell.address});
  return cells;
}

std::optional<RollUpNode::Place> RollUpNode::place_of(const FormulaCell& cell) const {
  for (const OutputCell& output : outputs_) {
    if (output.cell.sheet == cell.sheet && output.cell.address == cell.address)
      return Place{output.line, output.status_class, output.percentage, output.previous};
  }
  return std::nullopt;
}

// A heading is a status, or one of the words for what cuts across statuses; in a crossed table it is a group.
void RollUpNode::read_classes(EvaluationContext& context) {
  constexpr std::pair<std::string_view, ClassKind> kWords[] = {{"On track", ClassKind::on_track},
                                                               {"Ranked", ClassKind::ranked},
                                                               {"Due", ClassKind::due},
                                                               {"All", ClassKind::all}};
  const bool crossed = !definition_.across.empty();
  for (const FormulaCell& cell : classes_) {
    const std::string text = text_of(context.cell(cell.sheet, cell.address));
    const StatusWord* word = crossed ? nullptr : definitions_.statuses.find(text);
    const std::string group =
        crossed || word != nullptr ? std::string() : definitions_.statuses.group_name(text);
    ClassKind kind = ClassKind::status;
    if (crossed) {
      kind = same_name(text, "Not assigned") ? ClassKind::no_group
             : same_name(text, "All")        ? ClassKind::all
                                             : ClassKind::group;
    } else if (word == nullptr && group.empty()) {
      for (const auto& [name, each] : kWords) {
        if (same_name(text, name)) kind = each;
      }
    }
    if (!crossed && word == nullptr && group.empty() && kind == ClassKind::status) {
      diagnostics_.push_back({Severity::error, workbook_.describe(cell.sheet, cell.address),
                              "\"" + text + "\" is no status" +
                                  did_you_mean(text, definitions_.statuses.spellings()) +
                                  ", nor On track, Ranked, Due or All; nothing is counted under it"});
    }
    plan_.classes.push_back(word != nullptr ? word->word : group.empty() ? text : group);
    plan_.class_kinds.push_back(kind);
    const auto any_counts = [&](const auto& is) {
      if (word != nullptr) return is(*word);
      return std::any_of(
          definitions_.statuses.words().begin(), definitions_.statuses.words().end(),
          [&](const StatusWord& each) { return !group.empty() && same_name(each.group, group) && is(each); });
    };
    plan_.class_is_ranked.push_back(any_counts([](const StatusWord& each) { return each.ranked; }));
    plan_.class_is_awaited.push_back(
        any_counts([](const StatusWord& each) { return gives(each, Standing::awaited); }));
  }
  const std::string& balanced = definition_.rounding.balanced_class;
  if (!balanced.empty() && std::none_of(plan_.classes.begin(), plan_.classes.end(),
                                        [&](const std::string& each) { return same_name(each, balanced); })) {
    diagnostics_.push_back({Severity::error, definition_.where,
                            "the roll-up \"" + definition_.name + "\" is to be balanced on " + balanced +
                                ", which is none of its classes; nothing is balanced"});
  }
}

RollUpItem RollUpNode::item_of(const StatusNode& status, const StatusWord* word, const Period& period) const {
  const IndicatorDefinition& indicator = status.indicator().definition();
  const YearCalendar calendar = definitions_.settings.calendar;
  RollUpItem item;
  item.reference = indicator.reference;
  item.memberships = memberships(indicator, definition_.by, period, calendar);
  if (!definition_.across.empty())
    item.columns = memberships(indicator, definition_.across, period, calendar);
  if (word != nullptr) {
    item.status = definition_.across.empty() ? class_of(*word) : std::string();
    if (item.status.empty()) item.status = word->word;
    item.ranked = word->ranked;
    item.awaited = gives(*word, Standing::awaited);
    item.on_track = word->on_track;
  }
  return item;
}

// All of it or nothing: a row of the period before that leaves out what is not known looks like a better
// quarter.
void RollUpNode::calculate_previous() {
  previous_.reset();
  if (!looks_back_ || !refusal_.empty()) return;
  const Period before = outturn::previous(period_);
  const YearCalendar calendar = definitions_.settings.calendar;
  std::vector<RollUpItem> items;
  std::vector<std::string> unknown;
  std::string why;
  for (const StatusNode* status : statuses_) {
    const PastStatus past = past_status(*status, definitions_, before);
    if (!past.existed) continue;
    if (past.word == nullptr) {
      unknown.push_back(status->indicator().definition().reference);
      if (why.empty()) why = past.unknown;
      continue;
    }
    if (meets(definition_.only, past.word, definitions_.statuses))
      items.push_back(item_of(*status, past.word, before));
  }
  for (const IndicatorDefinition& indicator : definitions_.indicators) {
    if (!indicator.active.holds(before) || !meets(definition_.only, indicator, before, calendar)) continue;
    if (definitions_.find_indicator(indicator.reference, period_) != nullptr) continue;
    unknown.push_back(indicator.reference);
    if (why.empty()) why = "it ended with " + period_text(before, calendar);
  }
  if (unknown.empty()) {
    previous_ = roll_up(items, plan_);
    return;
  }
  diagnostics_.push_back({Severity::warning, definition_.where,
                          "the roll-up \"" + definition_.name + "\" leaves the cells for " +
                              period_text(before, calendar) + " blank, because the status then of " +
                              list_of(unknown) + " is not known (" + unknown.front() + ": " + why + ")"});
}

bool RollUpNode::calculate(EvaluationContext& context, std::vector<Value>& values) {
  for (const Area& area : reads()) context.ready(area);
  if (context.suspended()) return false;
  kept_.clear();
  refusal_.clear();
  diagnostics_.clear();
  references_.clear();
  plan_ = {};
  plan_.out_of = definition_.out_of;
  plan_.rounding = definition_.rounding;
  plan_.total_line = total_index_;
  for (const FormulaCell& line : lines_)
    plan_.lines.push_back(text_of(context.cell(line.sheet, line.address)));
  read_classes(context);
  for (const OutputCell& output : outputs_) {
    if (output.percentage)
      plan_.places =
          std::clamp(printed_places(workbook_, output.cell, *read_unit("%").unit).value_or(0), 0, 6);
  }
  total_name_ = total_ ? text_of(context.cell(total_->sheet, total_->address)) : "total";

  std::vector<RollUpItem> items;
  for (const StatusNode* status : statuses_) {
    const std::string& reference = status->indicator().definition().reference;
    if (status->refusal() != nullptr && refusal_.empty())
      refusal_ = "the status of " + reference + " cannot be told: " + *status->refusal();
    const StatusWord* word = status->result().counts;
    if (!meets(definition_.only, word, definitions_.statuses)) continue;
    references_.push_back(reference);
    items.push_back(item_of(*status, word, period_));
  }
  table_ = roll_up(items, plan_);
  table_.total.name = total_name_;
  calculate_previous();
  report(table_);
  if (refusal_.empty()) compare(context);
  for (std::size_t at = 0; at < outputs_.size(); ++at) {
    if (!refusal_.empty())
      values[at] = workbook_.sheet(outputs_[at].cell.sheet).saved_value(outputs_[at].cell.address);
    else if (const std::optional<double> number = number_for(outputs_[at]))
      values[at] = *number;
  }
  return true;
}

const RollUpLine* RollUpNode::line_of(const OutputCell& output) const {
  if (output.previous && !previous_) return nullptr;
  const RollUpTable& table = output.previous ? *previous_ : table_;
  return output.line < table.lines.size() ? &table.lines[output.line] : &table.total;
}

std::optional<double> RollUpNode::number_for(const OutputCell& output) const {
  const RollUpLine* line = line_of(output);
  if (line == nullptr) return std::nullopt;
  if (!output.percentage) return line->counts[output.status_class];
  const std::optional<double>& share = line->printed[output.status_class];
  if (!share) return std::nullopt;
  return to_cell_number(*share, *read_unit("%").unit, look_of(workbook_, output.cell));
}

void RollUpNode::compare(EvaluationContext& context) {
  for (const OutputCell& output : compared_) {
    const std::optional<double> wanted = number_for(output);
    if (!wanted) continue;
    const Value found = context.cell(output.cell.sheet, output.cell.address);
    if (found.is_number() && compare_15(found.number(), *wanted) == 0) continue;
    diagnostics_.push_back({Severity::warning, workbook_.describe(output.cell.sheet, output.cell.address),
                            "the formula here gives " +
                                (found.is_number() ? figure_text(found.number()) : std::string("no number")) +
                                " for \"" + line_of(output)->name + "\" of the roll-up \"" +
                                definition_.name + "\", its definition " + figure_text(*wanted)});
  }
}

std::string RollUpNode::class_of(const StatusWord& word) const {
  for (const std::string* name : {&word.word, &word.group}) {
    const bool planned = std::any_of(plan_.classes.begin(), plan_.classes.end(),
                                     [&](const std::string& each) { return same_name(each, *name); });
    if (!name->empty() && planned) return *name;
  }
  return {};
}

// "; by their references PES 2, PES 3 are Providing Excellent Services": proposed where every other indicator
// whose reference begins with the same letters stands in one line.
std::string RollUpNode::by_their_references(const RollUpTable& table) const {
  const auto prefix_of = [](const std::string& reference) {
    const auto letters = std::find_if(reference.begin(), reference.end(), [](char c) {
      return !((c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'));
    });
    return name_key(std::string(reference.begin(), letters));
  };
  std::map<std::string, std::map<std::string, int>> lines;  // by prefix: line and number
  for (const RollUpLine& line : table.lines) {
    if (same_name(line.name, "not assigned")) continue;
    for (const std::vector<std::string>& references : line.references) {
      for (const std::string& reference : references) ++lines[prefix_of(reference)][line.name];
    }
  }
  std::map<std::string, std::string> proposed;  // by line
  for (const std::string& reference : table.unassigned) {
    const std::string prefix = prefix_of(reference);
    const auto found = lines.find(prefix);
    if (prefix.size() < 2 || found == lines.end() || found->second.size() != 1 ||
        found->second.begin()->second < kLeastAlike)
      continue;
    std::string& list = proposed[found->second.begin()->first];
    list += (list.empty() ? "" : ", ") + reference;
  }
  std::string text;
  for (const auto& each : proposed)
    text += "; by the reference, as the others that begin alike, " + each.second + " would be " + each.first;
  return text;
}

void RollUpNode::report(const RollUpTable& table) {
  const auto warn = [&](const std::string& what) {
    diagnostics_.push_back(
        {Severity::warning, definition_.where, "the roll-up \"" + definition_.name + "\": " + what});
  };
  if (!refusal_.empty())
    diagnostics_.push_back({Severity::error, definition_.where,
                            "the roll-up \"" + definition_.name + "\" is not calculated: " + refusal_});
  if (!table.unassigned.empty()) {
    warn(std::to_string(table.unassigned.size()) + " in none of its lines, shown under \"not assigned\": " +
         list_of(table.unassigned) + by_their_references(table));
  }
  if (!table.unknown_lines.empty()) {
    std::string what;
    for (const std::string& each : table.unknown_lines)
      what += (what.empty() ? "" : "; ") + ("\"" + each + "\"" + did_you_mean(each, plan_.lines));
    warn("no line for " + what);
  }
  for (const StatusWord& word : definitions_.statuses.words()) {
    const auto planned = [&](const std::string& name) {
      return !name.empty() && std::any_of(plan_.classes.begin(), plan_.classes.end(),
                                          [&](const std::string& each) { return same_name(each, name); });
    };
    if (planned(word.word) && planned(word.group))
      warn(word.word + " has a heading of its own and is not counted under " + word.group);
  }
  // Statuses that are not ranked need no class; a group that an item names does.
  std::vector<std::string> unclassed;
  for (const StatusNode* status : statuses_) {
    const StatusWord* word = status->result().counts;
    const std::string& reference = status->indicator().definition().reference;
    const auto is_in = [&](const std::vector<std::string>& list) {
      return std::find(list.begin(), list.end(), reference) != list.end();
    };
    if (!is_in(table.unclassed) || !is_in(references_)) continue;
    const bool has_statuses = std::find(plan_.class_kinds.begin(), plan_.class_kinds.end(),
                                        ClassKind::status) != plan_.class_kinds.end();
    if (!definition_.across.empty()) {
      const bool counted = definition_.out_of == OutOf::all || (word != nullptr && word->ranked);
      if (counted) unclassed.push_back(reference);
    } else if (has_statuses && (word == nullptr || word->ranked)) {
      unclassed.push_back(reference + (word == nullptr ? " without a status" : " " + word->word));
    }
  }
  if (!unclassed.empty()) warn("in none of its classes: " + list_of(unclassed));
  const auto check_sum = [&](const RollUpLine& line, const std::string& when) {
    if (!line.printed_sum) return;
    std::string sum;
    for (const std::optional<double>& share : line.printed) {
      if (share) sum += (sum.empty() ? "" : " + ") + figure_text(*share * 100, plan_.places);
    }
    warn("the percentages of \"" + line.name + "\"" + when + " add to " +
         figure_text(*line.printed_sum * 100, plan_.places) + " as printed: " + sum);
  };
  const auto check_sums = [&](const RollUpTable& each, const std::string& when) {
    for (const RollUpLine& line : each.lines) check_sum(line, when);
    if (!total_index_) check_sum(each.total, when);
  };
  if (definition_.percentages_to.given()) check_sums(table, {});
  if (definition_.previous_percentages_to.given() && previous_) {
    check_sums(*previous_, " in " + period_text(outturn::previous(period_), definitions_.settings.calendar));
  }
}

}  // namespace outturn
