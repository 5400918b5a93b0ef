// The cells of ranges of one shape that meet criteria (formulas/criterion.h), all at once: found by looking
// at every cell within the used part, or through the indexes of their columns. Beyond the used part all are
// blank, and are counted, not visited.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "formulas/criterion.h"
#include "formulas/evaluation_context.h"

namespace outturn {

// The first rows and columns of a range that hold everything in it.
struct Extent {
  std::int32_t rows = 0;
  std::int32_t columns = 0;
  void include(const Extent& other);
  [[nodiscard]] std::size_t size() const {
    return static_cast<std::size_t>(rows) * static_cast<std::size_t>(columns);
  }
};

[[nodiscard]] Extent used_extent(const Area& area, EvaluationContext& context);
[[nodiscard]] Area first_part(const Area& area, const Extent& extent);

struct Condition {
  Area area;
  Criterion criterion;
};

// Which cells meet all conditions, by position within the extent.
class Selection {
 public:
  // Requires: not suspended; the areas are plain rectangles of one shape.
  Selection(const std::vector<Condition>& conditions, const Extent& extent, EvaluationContext& context);

  [[nodiscard]] bool met(std::int32_t row, std::int32_t column) const {
    return met_[static_cast<std::size_t>(row) * columns_ + static_cast<std::size_t>(column)] != 0;
  }
  [[nodiscard]] std::int64_t count() const;
  // From a cell on, those after it in its row and in the rows below: `columns` of the extent apart downwards.
  [[nodiscard]] const unsigned char* met_from(std::int32_t row, std::int32_t column) const {
    return met_.data() + static_cast<std::size_t>(row) * columns_ + static_cast<std::size_t>(column);
  }

 private:
  std::size_t columns_;
  std::vector<unsigned char> met_;
};

// How many cells meet the conditions, blank ones too, where the index of one column tells. Requires: as for
// Selection.
[[nodiscard]] std::optional<std::int64_t> count_from_index(const std::vector<Condition>& conditions,
                                                           EvaluationContext& context);

// Where the cells are that meet the conditions, by position from the ranges' first rows and ascending: of
// those that meet the condition that fewest cells meet, the ones that meet the others. Nothing where no index
// helps. Requires: as for Selection.
[[nodiscard]] std::optional<std::vector<std::int32_t>> positions_from_index(
    const std::vector<Condition>& conditions, EvaluationContext& context);

}  // namespace outturn
