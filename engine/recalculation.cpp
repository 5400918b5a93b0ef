#include "engine/recalculation.h"

#include <cassert>

#include "engine/calculation.h"

namespace outturn {

Calculation::Calculation(Workbook& workbook, const RecalculationOptions& options)
    : workbook_(workbook),
      options_(options),
      context_(workbook, spills_, options.now, options.seed, options.locale),
      blocks_(workbook, context_) {}

void Calculation::set_input(SheetId sheet, CellAddress cell, const Value& value) {
  assert(workbook_.sheet(sheet).fill_at(cell) < 0);
  Sheet& on = workbook_.sheet(sheet);
  interrupt_spill(sheet, cell);
  if (input_cells_.insert({sheet, cell}).second) {
    inputs_.push_back({sheet, cell});
    on.set_saved_value(cell, on.value(cell));
  }
  if (on.value(cell) == value) return;
  on.set_value(cell, value);
  changed_.push_back({sheet, single_cell(cell)});
}

void Calculation::calculate() {
  evaluated_ = 0;
  if (!prepared_) {
    prepare();
    changed_.clear();
    calculate_all();
  }
  propagate();
}

Recalculation::Recalculation(Workbook& workbook, RecalculationOptions options)
    : engine_(std::make_unique<Calculation>(workbook, options)) {}
Recalculation::~Recalculation() = default;

void Recalculation::add_node(ReportNode& node) { engine_->add_node(node); }
void Recalculation::set_input(SheetId sheet, CellAddress cell, const Value& value) {
  engine_->set_input(sheet, cell, value);
}
void Recalculation::calculate() { engine_->calculate(); }
const std::vector<Recalculation::Input>& Recalculation::inputs() const noexcept { return engine_->inputs_; }

std::vector<OwnedCell> Recalculation::owned_cells() const {
  std::vector<OwnedCell> cells;
  for (const auto& [key, node] : engine_->owned_) cells.push_back({key.sheet, key.cell});
  return cells;
}

std::vector<KeptCell> Recalculation::kept() const {
  std::vector<KeptCell> cells;
  for (const auto& [key, cell] : engine_->kept_) cells.push_back(cell);
  return cells;
}

const std::vector<CircularReference>& Recalculation::circular() const noexcept { return engine_->circular_; }
const std::vector<Diagnostic>& Recalculation::diagnostics() const noexcept { return engine_->diagnostics_; }
std::int64_t Recalculation::evaluated() const noexcept { return engine_->evaluated_; }

std::optional<RangeAddress> Recalculation::spill_range(SheetId sheet, CellAddress anchor) const {
  const auto found = engine_->spills_.find({sheet, anchor});
  return found == engine_->spills_.end() ? std::nullopt : std::optional<RangeAddress>(found->second);
}

EvaluationContext& Recalculation::context_at(SheetId sheet, CellAddress cell) {
  engine_->context_.begin(sheet, cell);
  return engine_->context_;
}

}  // namespace outturn
