// What the graph orders besides fills: measures, indicators, statuses, roll-ups, trends, positions and lists. The graph
// and recalculation know them only through this interface, so that a new kind of node changes no graph code.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "formulas/evaluation_context.h"
#include "formulas/operand.h"

namespace outturn {

enum class NodeKind : std::uint8_t { fill, measure, indicator, status, roll_up, trend, position, list };

struct OwnedCell {
  SheetId sheet = 0;
  CellAddress address;
  friend auto operator<=>(const OwnedCell&, const OwnedCell&) = default;
};

class ReportNode {
 public:
  virtual ~ReportNode() = default;

  [[nodiscard]] virtual NodeKind kind() const = 0;
  [[nodiscard]] virtual std::string label() const = 0;  // "CS-2", "answered_30s"
  // The cells it may read. More than it does read is allowed; a cell not named here must not be read.
  [[nodiscard]] virtual std::vector<Area> reads() const = 0;
  // The nodes whose results it uses.
  [[nodiscard]] virtual std::vector<const ReportNode*> precedents() const = 0;
  // The cells whose values it gives. Each cell has at most one owner, and holds no formula.
  [[nodiscard]] virtual std::vector<OwnedCell> owns() const { return {}; }

  // Calculates from the context's cells and from the results of its precedents, which are complete. When
  // context.suspended() it returns at once with whatever it has, and is called again. `values` has one entry
  // for each owned cell. Returns whether any result, in a cell or not, differs from the last call's: what
  // depends on it is calculated only then.
  virtual bool calculate(EvaluationContext& context, std::vector<Value>& values) = 0;

  // After calculate(): why its cells must keep their saved values although everything it read is in order (a
  // label that moved, a figure that cannot be read); null if they need not.
  [[nodiscard]] virtual const std::string* refusal() const { return nullptr; }

  // Called after calculate() when something it used may be out of date: its cells keep their saved values.
  virtual void keep(const std::string& reason) { static_cast<void>(reason); }
};

}  // namespace outturn
