// Calculates a workbook: every formula and every report node, in topological order, or only what depends on
// changed inputs. The algorithm is told in engine/README.md.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include "engine/diagnostic.h"
#include "engine/node.h"
#include "engine/workbook.h"

namespace outturn {

struct Locale;
class Calculation;

struct RecalculationOptions {
  double now = 0;                  // serial number in the workbook's date system, local time
  std::uint64_t seed = 0;          // of RAND and its relatives
  const Locale* locale = nullptr;  // null: en-GB
  bool blocks =
      true;  // calculate fills a block at a time where possible; off only to test that it is the same
};

// A formula that keeps the value it was saved with.
struct KeptCell {
  SheetId sheet = 0;
  CellAddress cell;
  std::string reason;
  bool stale = false;  // the value might not be what the formula gives today
};

struct CircularReference {
  std::vector<OwnedCell> cells;  // in the order in which they read one another
};

// The calculation was stopped by a limit; nothing should be written.
class CalculationLimit : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

class Recalculation {
 public:
  Recalculation(Workbook& workbook, RecalculationOptions options);
  ~Recalculation();
  Recalculation(const Recalculation&) = delete;
  Recalculation& operator=(const Recalculation&) = delete;

  // Nodes live as long as the recalculation, and are added before the first calculate().
  void add_node(ReportNode& node);

  // An input: a cell without a formula that no node owns. Takes effect at the next calculation.
  void set_input(SheetId sheet, CellAddress cell, const Value& value);

  // The first call calculates everything from the literals; later calls only what the inputs since then can
  // change.
  void calculate();

  struct Input {
    SheetId sheet = 0;
    CellAddress cell;
  };
  [[nodiscard]] const std::vector<Input>& inputs() const noexcept;  // every cell given to set_input
  // Every cell that a report node owns.
  [[nodiscard]] std::vector<OwnedCell> owned_cells() const;
  // Sorted by sheet, row and column.
  [[nodiscard]] std::vector<KeptCell> kept() const;
  [[nodiscard]] const std::vector<CircularReference>& circular() const noexcept;
  [[nodiscard]] const std::vector<Diagnostic>& diagnostics() const noexcept;
  // How many cells and nodes the last calculate() evaluated.
  [[nodiscard]] std::int64_t evaluated() const noexcept;
  // The cells that a dynamic array fills today; none for a formula that gives one value.
  [[nodiscard]] std::optional<RangeAddress> spill_range(SheetId sheet, CellAddress anchor) const;
  // The values of a formula's precedents at this moment, for explanations.
  [[nodiscard]] EvaluationContext& context_at(SheetId sheet, CellAddress cell);

 private:
  std::unique_ptr<Calculation> engine_;
};

}  // namespace outturn
