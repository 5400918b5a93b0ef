// The records of a database that meet a criteria range, as Excel's advanced filter has it.
//
// - The first row of both ranges holds headings, compared ignoring case; of equal headings the first column
// counts.
// - The conditions in a row must all hold, and any row suffices; a row without conditions lets every record
// pass.
// - A text without an operator means "begins with"; with one it is a criterion like those of COUNTIF
//   (formulas/criterion.h).
// - A text under a heading that is no field holds for no record. Anything else there is a computed criterion:
//   a formula to be calculated for each record. Its value alone does not tell what it would be for the
//   others, so the evaluation ends and the cell keeps its value.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "formulas/arguments.h"

namespace outturn {

class RecordQuery {
 public:
  // From arguments database, field, criteria. Requires: not suspended.
  explicit RecordQuery(const Arguments& args);

  // #VALUE! for ranges and fields that are none; blank if there is no error.
  [[nodiscard]] const Value& error() const noexcept { return error_; }
  // No field was given: the records themselves count.
  [[nodiscard]] bool of_records() const noexcept { return !field_; }
  [[nodiscard]] std::int64_t count() const noexcept;

  // The cells of the field in the records that pass, blank ones left out. False from the visitor stops.
  // Requires: a field.
  template <typename Visit>
  void visit(Visit visit_cell) const {
    if (passes_.empty()) return;
    context_->visit(column(*field_), [&](const CellRun& run) {
      for (std::int32_t k = 0; k < run.count; ++k)
        if (passes_[static_cast<std::size_t>(run.first.row + k - first_row_)] && !visit_cell(run, k))
          return false;
      return true;
    });
  }

 private:
  [[nodiscard]] std::optional<std::int32_t> find_field(const Value& written) const;
  [[nodiscard]] std::optional<std::int32_t> find_heading(const Value& heading) const;
  void apply(const CellGrid& criteria);
  // The cells of a column below its heading, as far as any are used.
  [[nodiscard]] Area column(std::int32_t field) const;

  EvaluationContext* context_;
  Value error_;
  Area database_;
  std::int32_t first_row_ = 0;  // of the records
  std::vector<std::string> headings_;
  std::optional<std::int32_t> field_;
  std::vector<unsigned char> passes_;  // by record, as far as any are used
  std::int64_t blank_records_ = 0;     // beyond those
  bool blank_passes_ = false;
};

}  // namespace outturn
