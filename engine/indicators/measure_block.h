// One block of a measure's cells with its headings and label, found in the workbook. A measure has several
// where its periods stand on several sheets, or side by side with other columns between.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/diagnostic.h"
#include "engine/indicators/bound_place.h"
#include "engine/indicators/definitions.h"

namespace outturn {

struct HeadingAxis {
  bool along_columns = true;
  std::vector<FormulaCell> headings;
};

struct MeasureBlock {
  PlaceText place;  // its part of the column Cells
  Area cells;
  std::optional<Period> one_period;    // where Periods is a period in words
  std::optional<HeadingAxis> periods;  // where it is heading cells
  std::optional<HeadingAxis> split;
  std::vector<std::size_t> services;  // of each heading of `split`, the position in the first block's
  std::optional<FormulaCell> label;
  std::string problem;  // the label does not stand beside the cells

  // What it reads: a column whose heading is a constant and no period is not, so that it may depend on the
  // results.
  std::vector<Area> reads;
};

// The blocks that a measure's Cells, Periods and Split by name, `;` between them. Empty after an error, which
// is added to `findings` with its cell.
[[nodiscard]] std::vector<MeasureBlock> find_blocks(const Workbook& workbook,
                                                    const DefinitionSettings& settings,
                                                    const MeasureDefinition& definition,
                                                    std::vector<Diagnostic>& findings);

}  // namespace outturn
