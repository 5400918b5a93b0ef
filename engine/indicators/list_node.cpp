#include "engine/indicators/list_node.h"

#include <algorithm>

#include "engine/indicators/figure_text.h"
#include "engine/indicators/membership.h"
#include "engine/indicators/past_status.h"
#include "engine/indicators/share_rounding.h"
#include "engine/indicators/spelling.h"
#include "formulas/decimal_rounding.h"

namespace outturn {
namespace {

constexpr std::string_view kColumns[] = {
    "Reference", "Title", "Value", "Target",   "Status",     "Computed", "Entered", "Reason", "Previous",
    "Change",    "Trend", "Unit",  "Coverage", "Commentary", "Plan",     "Rank",    "Share",
};
// What a service has: a figure and its history, but no status of its own.
constexpr std::string_view kOfServices[] = {"Reference", "Title", "Value", "Previous", "Change",  "Trend",
                                            "Unit",      "Rank",  "Share", "Service",  "Coverage"};

std::vector<std::string> column_names() {
  std::vector<std::string> names(std::begin(kColumns), std::end(kColumns));
  names.insert(names.end(), membership_columns().begin(), membership_columns().end());
  return names;
}

std::string own_spelling(std::string_view text) {
  for (const std::string& name : column_names()) {
    if (same_name(name, text)) return name;
  }
  return {};
}

std::string joined(const std::vector<std::string>& parts, std::string_view between) {
  std::string text;
  for (const std::string& part : parts) text += (text.empty() ? "" : std::string(between)) + part;
  return text;
}

std::string rounding_text(const std::optional<PercentageRounding>& rounding) {
  using Method = PercentageRounding::Method;
  if (!rounding) return {};
  return rounding->method == Method::truncate            ? "truncate"
         : rounding->method == Method::largest_remainder ? "largest remainder"
                                                         : "half-up";
}

std::string text_of(const Value& value) {
  if (value.is_text()) return std::string(trimmed(value.text()));
  if (value.is_number()) return figure_text(value.number());
  return {};
}

}  // namespace

IndicatorNotes bind_notes(const Workbook& workbook, const IndicatorDefinition& definition,
                          std::vector<Diagnostic>& findings) {
  IndicatorNotes notes;
  if (definition.commentary.given())
    notes.commentary = find_cell(workbook, definition.commentary, "Commentary", findings);
  const std::string& plan = definition.plan.text;
  // "A" or "A1" is the reference of a plan; a cell names its sheet or is a defined name.
  const bool is_place = plan.find('!') != std::string::npos ||
                        (!plan.empty() && !range_from_a1(plan) && workbook.find_place(plan));
  if (is_place)
    notes.plan_cell = find_cell(workbook, definition.plan, "Plan", findings);
  else
    notes.plan = plan;
  return notes;
}

ListNode::ListNode(const Workbook& workbook, const Definitions& definitions, const ListDefinition& definition,
                   std::vector<const StatusNode*> statuses, const Notes& notes, const Period& period,
                   std::vector<Diagnostic>& findings)
    : workbook_(workbook),
      definitions_(definitions),
      definition_(definition),
      statuses_(std::move(statuses)),
      notes_(notes),
      period_(period) {
  if (definition.of.empty() && (definition.sort == ListSort::value || definition.sort == ListSort::change ||
                                definition.sort == ListSort::worst || definition.sort == ListSort::best)) {
    for (const StatusNode* status : statuses_) {
      const Unit& unit = status->indicator().definition().unit;
      const Unit& first = statuses_.front()->indicator().definition().unit;
      if (unit.kind == first.kind && same_name(unit.word, first.word)) continue;
      findings.push_back({Severity::error, definition.sort_where,
                          "the list " + definition.name + " sorts figures in " + first.word + " and in " +
                              unit.word +
                              ", which cannot be compared; write rank, select one unit in Only, or name an "
                              "indicator whose services are meant in Of (" +
                              definition.of_where + ")"});
      break;
    }
  }
  const std::optional<Area> block = find_cells(workbook, definition.cells, "Cells", findings);
  if (block) bind_block(*block, findings);
}

void ListNode::bind_block(const Area& block, std::vector<Diagnostic>& findings) {
  const auto fail = [&](const std::string& where, const std::string& why) {
    findings.push_back({Severity::error, where, why});
  };
  const RangeAddress& range = block.range;
  const auto add_cell = [&](std::int32_t row, std::int32_t column) {
    const FormulaCell cell{block.sheet, {row, column}};
    if (holds_formula(workbook_, cell))
      fail(definition_.cells.where, "Cells: " + workbook_.describe(cell.sheet, cell.address) +
                                        " holds a formula; a list writes cells without formulas");
    cells_.push_back(cell);
  };
  if (range.is_single_cell()) {
    const std::string heading = own_spelling(text_of(value_in_file(workbook_, {block.sheet, range.first})));
    if (!heading.empty()) {
      fail(definition_.cells.where,
           "Cells: \"" + definition_.cells.text + "\" is the heading " + heading +
               " alone; give the whole block, its headings and the rows below that the list may fill");
    }
    is_sentence_ = true;
    block_rows_ = 1;
    return add_cell(range.first.row, range.first.column);
  }
  std::vector<std::int32_t> at;
  for (std::int32_t column = range.first.column; column <= range.last.column; ++column) {
    const FormulaCell cell{block.sheet, {range.first.row, column}};
    const std::string text = text_of(value_in_file(workbook_, cell));
    if (text.empty()) continue;  // a column that stays the officer's own
    const std::string name = own_spelling(text);
    const std::string place = workbook_.describe(cell.sheet, cell.address);
    if (name.empty()) {
      fail(place, "\"" + text + "\" is no heading of a list" + did_you_mean(text, column_names()) +
                      "; write one of " + joined(column_names(), ", ") +
                      ", or leave it blank; the first row of Cells (" + definition_.cells.where +
                      ") holds headings");
      continue;
    }
    if (std::find(columns_.begin(), columns_.end(), name) != columns_.end())
      fail(place, "the heading " + name + " stands here a second time; leave one of the two out of Cells (" +
                      definition_.cells.where + ")");
    const bool has = std::find(std::begin(kOfServices), std::end(kOfServices), name) != std::end(kOfServices);
    if (!definition_.of.empty() && !has)
      fail(place, "services have no " + name + ", and the list " + definition_.name + " (" +
                      definition_.cells.where + ") is of the services of " + definition_.of +
                      "; write one of " + joined({std::begin(kOfServices), std::end(kOfServices)}, ", "));
    if (definition_.of.empty() && name == "Share")
      fail(place, "a share is of the services of one indicator; name it in Of (" + definition_.of_where +
                      "), or leave the heading out of Cells (" + definition_.cells.where + ")");
    columns_.push_back(name);
    at.push_back(column);
  }
  if (columns_.empty()) {
    return fail(definition_.cells.where,
                "Cells: the first row of \"" + definition_.cells.text +
                    "\" holds no headings; write Reference, Title, Value, Target, Status or others there");
  }
  if (range.rows() < 2)
    return fail(definition_.cells.where,
                "Cells: \"" + definition_.cells.text + "\" is its headings alone; add the rows below");
  block_rows_ = static_cast<std::size_t>(range.rows() - 1);
  for (std::int32_t row = range.first.row + 1; row <= range.last.row; ++row) {
    for (const std::int32_t column : at) add_cell(row, column);
  }
}

std::vector<Area> ListNode::reads() const {
  std::vector<Area> areas;
  const auto add = [&](const std::optional<FormulaCell>& cell) {
    if (cell) areas.push_back(single_area(cell->sheet, single_cell(cell->address)));
  };
  for (const StatusNode* status : statuses_) {
    const auto found = notes_.find(&status->indicator().definition());
    if (found == notes_.end()) continue;
    add(found->second.commentary);
    add(found->second.plan_cell);
  }
  return areas;
}

std::vector<const ReportNode*> ListNode::precedents() const {
  return with_everything_below({statuses_.begin(), statuses_.end()});
}

std::vector<OwnedCell> ListNode::owns() const {
  std::vector<OwnedCell> cells;
  for (const FormulaCell& cell : cells_) cells.push_back({cell.sheet, cell.address});
  return cells;
}

std::optional<std::size_t> ListNode::row_of(const FormulaCell& cell) const {
  for (std::size_t at = 0; at < cells_.size(); ++at) {
    if (cells_[at].sheet == cell.sheet && cells_[at].address == cell.address)
      return is_sentence_ ? 0 : at / columns_.size();
  }
  return std::nullopt;
}

std::vector<std::pair<FormulaCell, const StatusWord*>> ListNode::status_cells() const {
  const auto heading = std::find(columns_.begin(), columns_.end(), "Status");
  if (heading == columns_.end() || !refusal_.empty() || !kept_.empty()) return {};
  const auto column = static_cast<std::size_t>(heading - columns_.begin());
  std::vector<std::pair<FormulaCell, const StatusWord*>> shown;
  for (std::size_t row = 0; row < block_rows_; ++row) {
    const bool is_cut_off = without_room_ > 0 && row + 1 == block_rows_;
    const StatusWord* word = nullptr;
    if (!is_cut_off && row < rows_.size() && rows_[row].entry) word = entries_[*rows_[row].entry].status;
    shown.emplace_back(cells_[row * columns_.size() + column], word);
  }
  return shown;
}

const StatusNode& ListNode::source(const ListEntry& entry) const {
  return *statuses_[sources_[static_cast<std::size_t>(&entry - entries_.data())]];
}

std::optional<int> ListNode::places(const IndicatorNode& node) const {
  const std::optional<FormulaCell>& cell = node.value_cell();
  return cell ? printed_places(workbook_, *cell, node.definition().unit) : std::nullopt;
}

bool ListNode::has_group_column() const {
  return std::find(columns_.begin(), columns_.end(), definition_.by) != columns_.end();
}

void ListNode::find_entries(EvaluationContext& context) {
  entries_.clear();
  sources_.clear();
  commentaries_.clear();
  const YearCalendar calendar = definitions_.settings.calendar;
  for (std::size_t at = 0; at < statuses_.size(); ++at) {
    const StatusNode& status = *statuses_[at];
    const IndicatorNode& node = status.indicator();
    const IndicatorDefinition& indicator = node.definition();
    if (status.refusal() != nullptr && refusal_.empty())
      refusal_ = "the status of " + indicator.reference + " cannot be told: " + *status.refusal();
    ListEntry entry;
    entry.title = indicator.title;
    entry.aim = status.result().target.aim;
    if (!definition_.of.empty()) {
      entry.has_status = false;
      for (std::size_t s = 0; s < node.services().size(); ++s) {
        entry.reference = node.services()[s];
        entry.value = node.service_results()[s];
        entry.trend = find_trend(node, definitions_, node.services()[s]);
        entries_.push_back(entry);
        sources_.push_back(at);
        commentaries_.emplace_back();
      }
      continue;
    }
    if (!meets(definition_.only, status.result().counts, definitions_.statuses)) continue;
    entry.reference = indicator.reference;
    entry.status = status.result().counts;
    entry.value = node.result();
    entry.trend = find_trend(node, definitions_);
    std::string commentary;
    if (const auto found = notes_.find(&indicator); found != notes_.end()) {
      const IndicatorNotes& notes = found->second;
      entry.plan = notes.plan_cell ? text_of(context.cell(notes.plan_cell->sheet, notes.plan_cell->address))
                                   : notes.plan;
      if (notes.commentary)
        commentary = text_of(context.cell(notes.commentary->sheet, notes.commentary->address));
    }
    if (!definition_.by.empty()) entry.groups = memberships(indicator, definition_.by, period_, calendar);
    entries_.push_back(std::move(entry));
    sources_.push_back(at);
    commentaries_.push_back(std::move(commentary));
  }
}

// Of all services together, whether or not the list has room for them, so that what is shown of them is the
// same in a shorter list.
void ListNode::find_shares() {
  shares_.assign(entries_.size(), std::nullopt);
  const auto heading = std::find(columns_.begin(), columns_.end(), "Share");
  if (heading == columns_.end()) return;
  std::vector<double> known;
  for (std::size_t at = 0; at < entries_.size(); ++at) {
    const IndicatorValue& part = entries_[at].value;
    const IndicatorValue& whole = source(entries_[at]).indicator().result();
    if (part.kind != IndicatorValue::Kind::number || whole.kind != IndicatorValue::Kind::number ||
        whole.number == 0)
      continue;
    shares_[at] = part.number / whole.number;
    known.push_back(*shares_[at]);
  }
  if (!definition_.rounding || known.empty()) return;
  using Method = PercentageRounding::Method;
  const FormulaCell& cell = cells_[static_cast<std::size_t>(heading - columns_.begin())];
  const Unit percent = *read_unit("%").unit;
  const int places = std::clamp(printed_places(workbook_, cell, percent).value_or(0), 0, 6);
  double sum = 0;
  for (const double each : known) sum = sum_or_zero(sum, each);
  const bool whole = compare_15(sum, 1) == 0;
  if (definition_.rounding->method == Method::largest_remainder && !whole) {
    diagnostics_.push_back(
        {Severity::warning, definition_.rounding_where,
         "the shares of the list " + definition_.name + " add to " + unit_text(sum, percent) +
             ", so that they are rounded one by one; a part without a figure, or a figure that is "
             "no sum of its parts, has shares that make no whole"});
  }
  std::vector<double> printed;
  if (definition_.rounding->method == Method::largest_remainder && whole) {
    printed = largest_remainder_shares(known, places);
  } else {
    for (const double each : known)
      printed.push_back(definition_.rounding->method == Method::truncate
                            ? round_down(each * 100, places) / 100
                            : as_printed(each, percent, places));
  }
  std::size_t next = 0;
  for (std::optional<double>& each : shares_)
    if (each) each = printed[next++];
}

void ListNode::add_group(const std::string& name, std::vector<std::size_t> positions) {
  positions = sorted(definition_, entries_, std::move(positions));
  const auto most = static_cast<std::size_t>(definition_.most.value_or(0));
  if (definition_.most && positions.size() > most) {
    const ListEntry& last = entries_[positions[most - 1]];
    for (std::size_t at = most; at < positions.size(); ++at) {
      if (is_tie(definition_, last, entries_[positions[at]]))
        ties_.push_back(entries_[positions[at]].reference + " (as " + last.reference + ")");
    }
    positions.resize(most);
  }
  const bool titled = !definition_.by.empty() && !has_group_column() && !is_sentence_;
  if (titled) rows_.push_back({name, std::nullopt, true, false});
  for (std::size_t at = 0; at < positions.size(); ++at)
    rows_.push_back({name, positions[at], at == 0, false});
  if (positions.empty() && !definition_.empty.empty()) rows_.push_back({name, std::nullopt, true, true});
}

// A group without exceptions is named too, with the words for that: a report says so of each department.
void ListNode::arrange() {
  rows_.clear();
  undecided_.clear();
  ties_.clear();
  std::vector<std::size_t> listed;
  for (std::size_t at = 0; at < entries_.size(); ++at) {
    const std::optional<bool> is_in = is_listed(definition_, entries_[at]);
    if (!is_in) undecided_.push_back(entries_[at].reference);
    if (is_in.value_or(false)) listed.push_back(at);
  }
  if (definition_.by.empty() || is_sentence_) return add_group({}, std::move(listed));
  std::vector<std::string> groups;
  for (const ListEntry& entry : entries_) {
    for (const std::string& group : entry.groups) {
      if (std::none_of(groups.begin(), groups.end(),
                       [&](const std::string& each) { return same_name(each, group); }))
        groups.push_back(group);
    }
  }
  for (const std::string& group : groups) {
    std::vector<std::size_t> members;
    for (const std::size_t at : listed) {
      const std::vector<std::string>& of = entries_[at].groups;
      if (std::any_of(of.begin(), of.end(), [&](const std::string& each) { return same_name(each, group); }))
        members.push_back(at);
    }
    add_group(group, std::move(members));
  }
  std::vector<std::size_t> rest;
  for (const std::size_t at : listed) {
    if (entries_[at].groups.empty()) rest.push_back(at);
  }
  if (!rest.empty()) add_group("Not assigned", std::move(rest));
}

std::string ListNode::why(const ListEntry& entry) const {
  const StatusNode& status = source(entry);
  std::string text;
  if (entry.has_status) {
    text = entry.status == nullptr ? "no status" : entry.status->word;
    if (!status.result().judgement.rule.empty() && status.result().entered == nullptr)
      text += ": " + status.result().judgement.rule;
    if (status.result().entered != nullptr) text += ": as entered";
    text += "; ";
  }
  return text + folded_phrase(trend_word(entry.trend.direction)) +
         (entry.trend.direction == Trend::Direction::none ? ": " : ", ") +
         trend_text(entry.trend, status.indicator().definition().unit, definitions_.settings.calendar,
                    places(status.indicator()));
}

std::vector<std::pair<std::string, std::string>> ListNode::rules() const {
  std::string only;
  for (const RollUpCondition& each : definition_.only)
    only += (only.empty() ? "" : "; ") + each.column + " = " + each.value;
  std::vector<std::pair<std::string, std::string>> rules = {
      {"Of", definition_.of},
      {"Only", only},
      {"By", definition_.by},
      {"Sort", definition_.sort_text.empty() ? "as defined" : definition_.sort_text},
      {"Rounding", rounding_text(definition_.rounding)},
      {"Most", definition_.most ? std::to_string(*definition_.most) : "all"},
      {"Empty", definition_.empty},
      {"Cells", definition_.cells.text}};
  std::erase_if(rules, [](const auto& rule) { return rule.second.empty(); });
  return rules;
}

std::string ListNode::cell_text(const ListEntry& entry, std::string_view column) const {
  const StatusNode& status = source(entry);
  const IndicatorNode& node = status.indicator();
  const IndicatorDefinition& indicator = node.definition();
  const Unit& unit = indicator.unit;
  const auto word = [](const StatusWord* each) { return each == nullptr ? std::string() : each->word; };
  if (column == "Reference") return entry.reference;
  if (column == "Title") return entry.title;
  if (column == "Value") return value_text(entry.value, unit, places(node));
  if (column == "Target") return status.result().target.target.shown;
  if (column == "Status") return word(entry.status);
  if (column == "Computed") return word(status.result().computed);
  if (column == "Entered") return word(status.result().entered);
  if (column == "Reason") return status.result().reason;
  if (column == "Previous") return value_text(entry.trend.then, unit, places(node));
  if (column == "Change")
    return entry.trend.change ? change_text(*entry.trend.change, unit, places(node)) : std::string();
  if (column == "Trend") return std::string(trend_word(entry.trend.direction));
  if (column == "Unit") return unit.word;
  if (column == "Coverage") return coverage_text(entry.value.coverage, definitions_.settings.calendar);
  if (column == "Commentary") return commentaries_[static_cast<std::size_t>(&entry - entries_.data())];
  if (column == "Plan") return entry.plan;
  if (column == "Service" && !entry.has_status) return entry.reference;
  return joined(memberships(indicator, column, period_, definitions_.settings.calendar), "; ");
}

Value ListNode::cell_value(const Row& row, std::size_t column, const FormulaCell& cell) const {
  const std::string& name = columns_[column];
  const bool is_group = !definition_.by.empty() && name == definition_.by;
  const bool is_first_text =
      column == 0 || (column == 1 && has_group_column() && columns_[0] == definition_.by);
  if (is_group) return Value(row.group);
  if (!row.entry) {
    if (row.is_empty && is_first_text) return Value(definition_.empty);
    return column == 0 && !row.is_empty ? Value(row.group) : Value();
  }
  const ListEntry& entry = entries_[*row.entry];
  const IndicatorNode& node = source(entry).indicator();
  const Unit& unit = node.definition().unit;
  if (name == "Rank") {
    int rank = 1;
    for (const Row& each : rows_) {
      if (&each == &row) break;
      rank += each.entry && each.group == row.group;
    }
    return rank;
  }
  if (name == "Share") {
    const std::optional<double>& share = shares_[*row.entry];
    if (!share) return {};
    return to_cell_number(*share, *read_unit("%").unit, look_of(workbook_, cell));
  }
  // In a cell with a number format the figure stays a number; in another a bare number would have lost its
  // unit.
  const std::optional<int> decimals = printed_places(workbook_, cell, unit);
  const auto number = [&](const IndicatorValue& value) {
    const bool is_plain = value.kind == IndicatorValue::Kind::number && value.bound == Bound::exactly &&
                          unit.kind != UnitKind::date;
    return decimals && is_plain ? std::optional(value.number) : std::nullopt;
  };
  const std::optional<double> figure = name == "Value"                ? number(entry.value)
                                       : name == "Previous"           ? number(entry.trend.then)
                                       : name == "Change" && decimals ? entry.trend.change
                                                                      : std::nullopt;
  if (figure) return to_cell_number(*figure, unit, look_of(workbook_, cell));
  const std::string text = cell_text(entry, name);
  return text.empty() ? Value() : Value(text);
}

bool ListNode::calculate(EvaluationContext& context, std::vector<Value>& values) {
  for (const Area& area : reads()) context.ready(area);
  if (context.suspended()) return false;
  kept_.clear();
  refusal_.clear();
  diagnostics_.clear();
  without_room_ = 0;
  find_entries(context);
  find_shares();
  arrange();
  if (!is_sentence_ && rows_.size() > block_rows_) without_room_ = rows_.size() - block_rows_;
  report();
  if (!refusal_.empty()) {
    for (std::size_t at = 0; at < cells_.size(); ++at)
      values[at] = workbook_.sheet(cells_[at].sheet).saved_value(cells_[at].address);
    return true;
  }
  if (is_sentence_) {
    std::vector<std::string> references;
    for (const Row& row : rows_) {
      if (row.entry) references.push_back(entries_[*row.entry].reference);
    }
    const std::string text = references.empty() ? definition_.empty : joined(references, ", ");
    if (!text.empty() && !values.empty()) values[0] = Value(text);
    return true;
  }
  for (std::size_t at = 0; at < cells_.size(); ++at) {
    const std::size_t row = at / columns_.size(), column = at % columns_.size();
    if (row >= rows_.size()) continue;
    if (without_room_ > 0 && row + 1 == block_rows_) {  // a list that is cut off says so on the page as well
      if (column == 0) values[at] = Value("\u2026 and " + std::to_string(without_room_ + 1) + " more rows");
      continue;
    }
    values[at] = cell_value(rows_[row], column, cells_[at]);
  }
  return true;
}

void ListNode::report() {
  const std::string name = "the list \"" + definition_.name + "\" ";
  const auto tell = [&](Severity severity, const std::string& what) {
    diagnostics_.push_back({severity, definition_.where, name + what});
  };
  if (!refusal_.empty()) return tell(Severity::error, "is not calculated: " + refusal_);
  if (without_room_ > 0) {
    tell(Severity::error, "needs " + std::to_string(without_room_) + (without_room_ == 1 ? " row" : " rows") +
                              " more than the " + std::to_string(block_rows_) + " of " +
                              definition_.cells.text + "; insert rows and widen Cells");
  }
  if (!ties_.empty()) tell(Severity::warning, "ends between equals; not shown: " + joined(ties_, ", "));
  if (!undecided_.empty())
    tell(Severity::note, "leaves out what cannot be told: " + joined(undecided_, ", "));
  for (const Row& row : rows_) {
    if (!row.entry) continue;
    const ListEntry& entry = entries_[*row.entry];
    for (const std::vector<ListTerm>& alternative : definition_.which) {
      for (const ListTerm& term : alternative) {
        if (term.kind != ListTerm::Kind::with_plan || alternative.size() < 2) continue;
        const std::string word = entry.status == nullptr ? "without a status" : entry.status->word;
        tell(Severity::warning,
             term.negated ? "finds " + entry.reference + " " + word + " without a plan"
                          : "finds the plan " + entry.plan + " of " + entry.reference + ", which is " + word);
      }
    }
  }
}

}  // namespace outturn
