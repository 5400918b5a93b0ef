// What `diff` tells, in text and in JSON.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "cli/output.h"
#include "engine/comparison/cell_differences.h"
#include "engine/comparison/indicator_differences.h"

namespace outturn {

struct DiffReport {
  struct Side {
    std::string file;
    std::string period;  // empty where no indicators are defined
  };
  Side before, after;
  bool with_indicators = true, with_formulas = true, with_cells = true;
  std::size_t lines_shown = 25;  // of each kind, in text; 0: all
  std::vector<IndicatorDifference> indicators;
  BookDifferences book;

  // Of what is asked for.
  [[nodiscard]] bool empty() const noexcept;
  [[nodiscard]] std::string to_text() const;
  [[nodiscard]] nlohmann::ordered_json to_json() const;
};

}  // namespace outturn
