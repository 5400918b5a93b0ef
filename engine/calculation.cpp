// One cell after another: the schedule from the graph, and the explicit stack that finds what the graph
// cannot show.
#include "engine/calculation.h"

#include <algorithm>
#include <cassert>

#include "formulas/decimal_rounding.h"
#include "formulas/evaluator.h"
#include "formulas/number_format.h"

namespace outturn {

namespace {

// Below this a block costs more than it saves.
constexpr std::int32_t kLeastBlockRows = 4;

// How many of the cells that a cell waits for are pushed at first.
constexpr std::size_t kFirstBatch = 16;

constexpr const char* kTooLong = "its calculation takes too many steps or too much memory";

}  // namespace

void Calculation::prepare() {
  for (std::size_t i = 0; i < reports_.size(); ++i) {
    for (const OwnedCell& cell : reports_[i]->owns()) {
      owned_[{cell.sheet, cell.address}] = fill_count() + static_cast<NodeId>(i);
      Sheet& sheet = workbook_.sheet(cell.sheet);
      sheet.set_saved_value(cell.address, sheet.value(cell.address));
      sheet.set_pending(cell.address);
    }
  }
  report_done_.assign(reports_.size(), false);
  report_stale_.assign(reports_.size(), false);
  report_dependents_.assign(reports_.size(), {});
  for (std::size_t i = 0; i < reports_.size(); ++i)
    report_ids_[reports_[i]] = fill_count() + static_cast<NodeId>(i);
  for (std::size_t i = 0; i < reports_.size(); ++i)
    for (const ReportNode* precedent : reports_[i]->precedents())
      report_dependents_[static_cast<std::size_t>(report_ids_.at(precedent) - fill_count())].push_back(
          report_ids_.at(reports_[i]));

  for (const Fill& fill : workbook_.fills()) {
    Sheet& sheet = workbook_.sheet(fill.sheet);
    for (std::int32_t column = fill.range.first.column; column <= fill.range.last.column; ++column) {
      if (fill.kind == FillKind::cells) {
        sheet.set_pending(column, fill.range.first.row, fill.range.last.row);
        continue;
      }
      for (std::int32_t row = fill.range.first.row; row <= fill.range.last.row; ++row)
        if (workbook_.fill(sheet.fill_at({row, column})).range == fill.range)
          sheet.set_pending({row, column});
    }
    const Program* program = workbook_.formula(fill.formula).program.get();
    if (program != nullptr && is_dynamic(*program))
      dynamic_.push_back(static_cast<NodeId>(&fill - workbook_.fills().data()));
    unpredictable_ = unpredictable_ || (program != nullptr && is_volatile(*program));
  }
  const Edges edges = collect_edges(workbook_, reports_);
  graph_.emplace(edges.nodes, edges.edges);
  prepared_ = true;
}

bool Calculation::is_dynamic(const Program& program) const {
  if (program.has_dynamic_references()) return true;
  if (program.names().empty()) return false;
  const std::vector<UsedName> names = names_of(workbook_, program);
  return std::any_of(names.begin(), names.end(), [](const UsedName& name) {
    return name.program != nullptr && name.program->has_dynamic_references();
  });
}

bool Calculation::is_volatile(const Program& program) const {
  if (program.volatility() == Volatility::calculation) return true;
  if (program.names().empty()) return false;
  const std::vector<UsedName> names = names_of(workbook_, program);
  return std::any_of(names.begin(), names.end(), [](const UsedName& name) {
    return name.program != nullptr && name.program->volatility() == Volatility::calculation;
  });
}

// Without fills each node is a formula somewhere else in memory: what the next ones need is asked for in
// time, one step of the way to their programs after the other.
void Calculation::fetch_ahead(std::int32_t component) const {
  constexpr std::int32_t kFill = 24;
  constexpr std::int32_t kFormula = 16;
  constexpr std::int32_t kProgram = 8;
  const auto fill_ahead = [&](std::int32_t steps) -> const Fill* {
    if (component + steps >= graph_->component_count()) return nullptr;
    const NodeId node = graph_->component(component + steps)[0];
    return is_fill(node) ? &workbook_.fill(node) : nullptr;
  };
  if (const Fill* fill = fill_ahead(kFill)) __builtin_prefetch(fill);
  if (const Fill* fill = fill_ahead(kFormula)) __builtin_prefetch(&workbook_.formula(fill->formula));
  if (const Fill* fill = fill_ahead(kProgram)) {
    const auto* program = reinterpret_cast<const char*>(workbook_.formula(fill->formula).program.get());
    __builtin_prefetch(program);
    __builtin_prefetch(program + 64);
  }
}

void Calculation::calculate_all() {
  for (std::int32_t component = 0; component < graph_->component_count(); ++component) {
    fetch_ahead(component);
    if (graph_->is_ring(component)) {
      sweep(component);
      continue;
    }
    const NodeId node = graph_->component(component)[0];
    if (is_fill(node))
      calculate_fill(workbook_.fill(node), node);
    else if (node < fill_count() + static_cast<NodeId>(reports_.size()))
      complete({node, {}});
  }
}

// Fills that read one another, or themselves: row by row, or column by column where they are wider than high.
// Most such rings only look back (running totals, schedules), so that this order never has to wait; where it
// does, the stack finds the right one.
void Calculation::sweep(std::int32_t component) {
  struct Swept {  // the positions along the axis of the sweep
    std::int32_t first = 0, last = 0;
    NodeId node = -1;
  };
  std::vector<Swept> coming;
  std::int32_t rows = 1;
  std::int32_t columns = 1;
  for (const NodeId node : graph_->component(component)) {
    if (!is_fill(node)) continue;
    rows = std::max(rows, workbook_.fill(node).range.rows());
    columns = std::max(columns, workbook_.fill(node).range.columns());
  }
  const bool down = rows >= columns;
  for (const NodeId node : graph_->component(component)) {
    if (!is_fill(node)) continue;
    const Fill& fill = workbook_.fill(node);
    const std::int32_t first = down ? fill.range.first.row : fill.range.first.column;
    const std::int32_t last = down ? fill.range.last.row : fill.range.last.column;
    coming.push_back({first, fill.kind == FillKind::cells ? last : first, node});
  }
  std::stable_sort(coming.begin(), coming.end(),
                   [](const Swept& a, const Swept& b) { return a.first < b.first; });
  std::vector<Swept> active;  // ascending by node, as their component is
  std::size_t next = 0;
  for (std::int32_t at = coming.empty() ? 0 : coming[0].first; next < coming.size() || !active.empty();
       ++at) {
    if (active.empty()) at = std::max(at, coming[next].first);
    for (; next < coming.size() && coming[next].first == at; ++next)
      active.insert(std::upper_bound(active.begin(), active.end(), coming[next],
                                     [](const Swept& a, const Swept& b) { return a.node < b.node; }),
                    coming[next]);
    for (const Swept& swept : active) {
      const Fill& fill = workbook_.fill(swept.node);
      if (fill.kind != FillKind::cells)
        complete({swept.node, fill.range.first});
      else if (down)
        for (std::int32_t column = fill.range.first.column; column <= fill.range.last.column; ++column)
          complete({swept.node, {at, column}});
      else
        for (std::int32_t row = fill.range.first.row; row <= fill.range.last.row; ++row)
          complete({swept.node, {row, at}});
    }
    std::erase_if(active, [at](const Swept& swept) { return swept.last == at; });
  }
  for (const NodeId node : graph_->component(component))
    if (!is_fill(node) && node < fill_count() + static_cast<NodeId>(reports_.size())) complete({node, {}});
}

void Calculation::calculate_fill(const Fill& fill, NodeId node) {
  if (fill.kind != FillKind::cells) return complete({node, fill.range.first});
  const bool in_blocks = options_.blocks && fill.range.rows() >= kLeastBlockRows &&
                         reason_to_keep(fill) == nullptr &&
                         runs_in_blocks(*workbook_.formula(fill.formula).program);
  for (std::int32_t column = fill.range.first.column; column <= fill.range.last.column; ++column) {
    for (std::int32_t row = fill.range.first.row; row <= fill.range.last.row;) {
      const std::int32_t rows = std::min(Lane::kRows - row % Lane::kRows, fill.range.last.row - row + 1);
      const bool done =
          in_blocks && calculate_block(fill, *workbook_.formula(fill.formula).program, {row, column}, rows);
      for (std::int32_t i = 0; !done && i < rows; ++i) complete({node, {row + i, column}});
      row += rows;
    }
  }
}

bool Calculation::calculate_block(const Fill& fill, const Program& program, CellAddress first,
                                  std::int32_t rows) {
  const Column* column = workbook_.sheet(fill.sheet).column(first.column);
  // A cell that something else needed earlier has its value already.
  const std::uint8_t* tags =
      column->block(first.row / Column::kBlockRows).tags + first.row % Column::kBlockRows;
  if (std::any_of(tags, tags + rows,
                  [](std::uint8_t tag) { return tag != static_cast<std::uint8_t>(CellTag::pending); }))
    return false;
  const Lane* result = blocks_.run(program, fill.sheet, first, rows);
  if (result == nullptr) return false;
  evaluated_ += rows;
  if (kept_.empty() && workbook_.settings.full_precision) {
    workbook_.sheet(fill.sheet)
        .set_results(first, std::span(result->kinds).first(static_cast<std::size_t>(rows)),
                     result->payload.data());
    return true;
  }
  for (std::int32_t i = 0; i < rows; ++i) {
    const Value value = result->get(i);
    store(fill.sheet, {first.row + i, first.column}, value.is_blank() ? Value(0) : value);
  }
  return true;
}

bool Calculation::is_done(const Task& task) const {
  if (!is_fill(task.node)) return report_done_[static_cast<std::size_t>(task.node - fill_count())];
  const Fill& fill = workbook_.fill(task.node);
  const Sheet& sheet = workbook_.sheet(fill.sheet);
  if (fill.kind == FillKind::cells || sheet.fill_at(task.cell) == task.node)
    return sheet.tag(task.cell) != CellTag::pending;
  // The first cell of an array may belong to another one that it overlaps.
  for (std::int32_t row = fill.range.first.row; row <= fill.range.last.row; ++row)
    for (std::int32_t column = fill.range.first.column; column <= fill.range.last.column; ++column)
      if (sheet.fill_at({row, column}) == task.node) return sheet.tag({row, column}) != CellTag::pending;
  return true;
}

std::optional<Calculation::Task> Calculation::owner_of(SheetId sheet, CellAddress cell) const {
  const FillId id = workbook_.sheet(sheet).fill_at(cell);
  if (id >= 0)
    return Task{id, workbook_.fill(id).kind == FillKind::cells ? cell : workbook_.fill(id).range.first};
  const auto owner = owned_.find({sheet, cell});
  if (owner != owned_.end()) return Task{owner->second, {}};
  return std::nullopt;
}

void Calculation::complete(Task first) {
  if (is_done(first)) return;
  if (evaluate_task(first)) return;
  std::vector<Task> stack{first};
  std::map<Task, std::size_t> begun;  // with how many tasks to push when it waits again
  bool evaluated_top = true;
  while (!stack.empty()) {
    const Task top = stack.back();
    if (!evaluated_top && (is_done(top) || evaluate_task(top))) {
      begun.erase(top);
      stack.pop_back();
      continue;
    }
    evaluated_top = false;
    // Twice as many each time: cells that all read one another's ranges must not push every pair.
    std::size_t& batch = begun.emplace(top, kFirstBatch).first->second;
    std::vector<Task> needed;
    std::optional<Task> circular;
    for (const Task& owner : missing_tasks(batch)) {
      if (begun.contains(owner))
        circular = owner;
      else
        needed.push_back(owner);
    }
    batch *= 2;
    if (circular)
      close_circle(stack, begun, *circular);
    else
      stack.insert(stack.end(), needed.rbegin(), needed.rend());
  }
}

std::vector<Calculation::Task> Calculation::missing_tasks(std::size_t most) {
  std::vector<Task> tasks;
  for (const Area& area : context_.missing()) {
    const Sheet& sheet = workbook_.sheet(area.sheet);
    for (std::int32_t column = area.range.first.column; column <= area.range.last.column; ++column) {
      for (std::int32_t row = area.range.first.row; row <= area.range.last.row; ++row) {
        if (sheet.tag({row, column}) != CellTag::pending) continue;
        const auto owner = owner_of(area.sheet, {row, column});
        assert(owner);
        if (!tasks.empty() && tasks.back() == *owner) continue;
        if (tasks.size() == most) return tasks;
        tasks.push_back(*owner);
      }
    }
  }
  for (const NodeId node : missing_reports_) tasks.push_back({node, {}});
  return tasks;
}

bool Calculation::evaluate_task(const Task& task) {
  missing_reports_.clear();
  bool finished = false;
  if (!is_fill(task.node)) {
    finished = evaluate_report(task.node);
  } else {
    const Fill& fill = workbook_.fill(task.node);
    if (const std::string* reason = reason_to_keep(fill))
      finished = evaluate_kept(fill, task.cell, *reason);
    else
      finished = fill.kind == FillKind::cells ? evaluate_cell(fill, task.cell) : evaluate_array(fill);
  }
  if (finished) ++evaluated_;
  return finished;
}

bool Calculation::evaluate_cell(const Fill& fill, CellAddress cell) {
  context_.begin(fill.sheet, cell);
  const Value value = evaluate_to_value(*workbook_.formula(fill.formula).program, context_);
  if (context_.exhausted() || context_.refusal() != nullptr) {
    keep(fill.sheet, cell, context_.exhausted() ? kTooLong : context_.refusal(), true);
    return true;
  }
  if (context_.suspended()) return false;
  note_met(fill.sheet, cell);
  if (const auto& stale = context_.stale_cell())
    keep(fill.sheet, cell, reads_stale(*stale), true);
  else
    store(fill.sheet, cell, value);
  return true;
}

bool Calculation::evaluate_array(const Fill& fill) {
  context_.begin(fill.sheet, fill.range.first);
  const Value value = evaluate_to_value(*workbook_.formula(fill.formula).program, context_);
  if (context_.exhausted() || context_.refusal() != nullptr) {
    keep_all(fill, context_.exhausted() ? kTooLong : context_.refusal(), true);
    return true;
  }
  if (context_.suspended()) return false;
  note_met(fill.sheet, fill.range.first);
  if (const auto& stale = context_.stale_cell())
    keep_all(fill, reads_stale(*stale), true);
  else if (fill.kind == FillKind::dynamic_array)
    store_dynamic(fill, value);
  else
    store_fixed(fill, value);
  return true;
}

std::string Calculation::reads_stale(const OwnedCell& cell) const {
  return "it reads " + workbook_.describe(cell.sheet, cell.address) +
         ", which keeps a value that may be out of date";
}

bool Calculation::evaluate_report(NodeId node) {
  const auto at = static_cast<std::size_t>(node - fill_count());
  ReportNode& report = *reports_[at];
  bool stale = false;
  for (const ReportNode* precedent : report.precedents()) {
    const NodeId id = report_ids_.at(precedent);
    const auto index = static_cast<std::size_t>(id - fill_count());
    if (!report_done_[index]) missing_reports_.push_back(id);
    stale = stale || report_stale_[index];
  }
  context_.begin(0, {});
  if (!missing_reports_.empty()) return false;
  const std::vector<OwnedCell> owned = report.owns();
  std::vector<Value> values(owned.size());
  report_changed_ = report.calculate(context_, values);
  if (context_.suspended()) return false;
  std::string reason = "an input of " + report.label() + " may be out of date";
  if (const auto& cell = context_.stale_cell()) {
    stale = true;
    reason = reads_stale(*cell);
  }
  report_done_[at] = true;
  if (report_stale_[at] != stale) report_changed_ = true;
  report_stale_[at] = stale;
  if (stale) {
    report.keep(reason);
  } else if (const std::string* refusal = report.refusal()) {
    // Its own result says what it may; only readers of its cells must not go on with them.
    stale = true;
    reason = *refusal;
  }
  for (std::size_t i = 0; i < owned.size(); ++i) {
    if (stale)
      keep(owned[i].sheet, owned[i].address, reason, true);
    else
      store(owned[i].sheet, owned[i].address, values[i]);
  }
  return true;
}

const std::string* Calculation::reason_to_keep(const Fill& fill) {
  const auto at = static_cast<std::size_t>(fill.formula);
  if (at >= calculated_.size()) calculated_.resize(workbook_.different_formulas());
  if (calculated_[at] == Calculated::yes) return nullptr;
  if (calculated_[at] == Calculated::unknown) {
    const Formula& formula = workbook_.formula(fill.formula);
    std::string reason;
    if (fill.kind == FillKind::kept)
      reason = "a what-if data table is not calculated";
    else if (formula.program == nullptr)
      reason = "the formula cannot be read: " + std::string(workbook_.problem_of(fill.formula));
    else
      reason = unsupported(*formula.program);
    calculated_[at] = reason.empty() ? Calculated::yes : Calculated::no;
    if (reason.empty()) return nullptr;
    reasons_[fill.formula] = std::move(reason);
  }
  return &reasons_[fill.formula];
}

std::string Calculation::unsupported(const Program& program) const {
  if (!program.unsupported().empty()) return program.unsupported()[0];
  if (program.names().empty()) return {};
  for (const UsedName& name : names_of(workbook_, program)) {
    if (name.program == nullptr)
      return "the name " + workbook_.names()[static_cast<std::size_t>(name.name)].name + " cannot be read";
    if (!name.program->unsupported().empty()) return name.program->unsupported()[0];
  }
  return {};
}

// A kept cell is current if what it reads has the values it was saved with. Where that cannot be seen from
// its text, only if nothing at all has changed, which is known in the end.
bool Calculation::evaluate_kept(const Fill& fill, CellAddress cell, const std::string& reason) {
  context_.begin(fill.sheet, cell);
  const Program* program = workbook_.formula(fill.formula).program.get();
  bool current = true;
  if (program != nullptr) {
    for (const ProgramReference& reference : references_of(workbook_, *program)) {
      if (reference.unread) continue;
      const Area area = reference.to_area({fill.sheet, cell});
      if (!context_.ready(area)) return false;
      current = current && has_saved_values(area);
    }
  }
  current = current && !context_.stale_cell();
  if (current && (program == nullptr || is_dynamic(*program))) {
    current = inputs_.empty() && !unpredictable_;
    const auto node = static_cast<NodeId>(&fill - workbook_.fills().data());
    if (current) trusting_.insert({graph_->component_of(node), cell, node});
  }
  if (fill.kind == FillKind::cells)
    keep(fill.sheet, cell, reason, !current);
  else
    keep_all(fill, reason, !current);
  return true;
}

bool Calculation::has_saved_values(const Area& area) const {
  for (SheetId id = area.sheet; id <= area.last_sheet; ++id) {
    for (const Input& input : inputs_)
      if (input.sheet == id && area.range.contains(input.cell)) return false;
    const Sheet& sheet = workbook_.sheet(id);
    bool same = true;
    sheet.for_each_fill(area.range, [&](FillId fill) {
      same = same &&
             has_saved_values(workbook_.fill(fill), *intersection(workbook_.fill(fill).range, area.range));
    });
    if (!same) return false;
    for (auto owned = owned_.lower_bound({id, area.range.first});
         owned != owned_.end() && owned->first.sheet == id; ++owned) {
      const CellAddress cell = owned->first.cell;
      if (area.range.contains(cell) && is_changed(sheet.saved_value(cell), sheet.value(cell))) return false;
    }
    // Cells that an array did not fill when the workbook was saved.
    for (const auto& [place, range] : spills_) {
      if (place.first != id) continue;
      const auto common = intersection(range, area.range);
      if (common && !workbook_.fill(sheet.fill_at(place.second)).range.contains(*common)) return false;
    }
  }
  return true;
}

bool Calculation::has_saved_values(const Fill& fill, const RangeAddress& part) const {
  const auto id = static_cast<FillId>(&fill - workbook_.fills().data());
  const bool whole = part == fill.range && part.size() > 1;
  if (whole)
    if (const auto known = whole_fills_saved_.find(id); known != whole_fills_saved_.end())
      return known->second;
  const Sheet& sheet = workbook_.sheet(fill.sheet);
  bool same = true;
  for (std::int32_t column = part.first.column; same && column <= part.last.column; ++column)
    for (std::int32_t row = part.first.row; same && row <= part.last.row; ++row)
      same = !is_changed(sheet.saved_value({row, column}), sheet.value({row, column}));
  if (whole) whole_fills_saved_[id] = same;
  return same;
}

bool Calculation::has_any_change() const {
  for (const Fill& fill : workbook_.fills())
    if (!has_saved_values(fill, fill.range)) return true;
  return std::any_of(owned_.begin(), owned_.end(), [&](const auto& owned) {
    return !has_saved_values(single_area(owned.first.sheet, single_cell(owned.first.cell)));
  });
}

void Calculation::keep(SheetId sheet, CellAddress cell, std::string reason, bool stale) {
  Sheet& on = workbook_.sheet(sheet);
  const Value saved = on.saved_value(cell);
  // Without a saved value there is nothing to go on with.
  stale = stale || saved.is_blank();
  on.set_value(cell, saved, stale);
  kept_[{sheet, cell}] = {sheet, cell, std::move(reason), stale};
}

void Calculation::keep_all(const Fill& fill, const std::string& reason, bool stale) {
  Sheet& sheet = workbook_.sheet(fill.sheet);
  const auto own = static_cast<FillId>(&fill - workbook_.fills().data());
  for (std::int32_t row = fill.range.first.row; row <= fill.range.last.row; ++row)
    for (std::int32_t column = fill.range.first.column; column <= fill.range.last.column; ++column)
      if (sheet.fill_at({row, column}) == own) keep(fill.sheet, {row, column}, reason, stale);
  if (fill.kind != FillKind::dynamic_array) return;
  RangeAddress& filled = spills_.emplace(std::pair(fill.sheet, fill.range.first), fill.range).first->second;
  for (std::int32_t row = filled.first.row; row <= filled.last.row; ++row)
    for (std::int32_t column = filled.first.column; column <= filled.last.column; ++column)
      if (!fill.range.contains(CellAddress{row, column})) sheet.set_value({row, column}, Value());
  filled = fill.range;
}

void Calculation::store(SheetId sheet, CellAddress cell, const Value& value) {
  Sheet& on = workbook_.sheet(sheet);
  if (!kept_.empty()) kept_.erase({sheet, cell});
  if (!value.is_number()) return on.set_value(cell, value);
  double number = value.number();
  if (workbook_.settings.full_precision) return on.set_number(cell, number == 0 ? 0 : number);
  // Precision as displayed: the value is what the cell's format shows.
  const auto format = NumberFormat::parse(workbook_.number_format(sheet, cell));
  if (format && !format->is_date())
    if (const auto decimals = format->decimals_shown())
      number = round_half_away(number, *decimals + format->shown_power());
  on.set_number(cell, number == 0 ? 0 : number);
}

void Calculation::note_met(SheetId sheet, CellAddress cell) {
  if (!context_.met_ambiguous_date()) return;
  diagnostics_.push_back(
      {Severity::warning, workbook_.describe(sheet, cell),
       "a date written as text could be read as day/month or month/day; it was read as the locale "
       "says. Write it as a real date, or check --locale."});
}

std::vector<OwnedCell> Calculation::cells_of(const Task& task) const {
  if (!is_fill(task.node)) return reports_[static_cast<std::size_t>(task.node - fill_count())]->owns();
  const Fill& fill = workbook_.fill(task.node);
  if (fill.kind == FillKind::cells) return {{fill.sheet, task.cell}};
  RangeAddress range = fill.range;
  if (const auto spill = spills_.find({fill.sheet, fill.range.first}); spill != spills_.end())
    range = bounding_range(range, spill->second);
  std::vector<OwnedCell> cells;
  for (std::int32_t row = range.first.row; row <= range.last.row; ++row)
    for (std::int32_t column = range.first.column; column <= range.last.column; ++column)
      cells.push_back({fill.sheet, {row, column}});
  return cells;
}

}  // namespace outturn
