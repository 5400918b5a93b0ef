#include "formulas/functions/database/record_query.h"

#include <algorithm>
#include <cmath>

#include "formulas/coercion.h"
#include "formulas/criterion.h"
#include "formulas/number_text.h"
#include "formulas/text_units.h"

namespace outturn {
namespace {

std::string heading_text(const Value& heading, EvaluationContext& context) {
  if (heading.is_text()) return std::string(heading.text());
  if (heading.is_number()) return number_to_text(heading.number(), context.locale());
  if (heading.is_logical()) return heading.logical() ? "TRUE" : "FALSE";
  return {};
}

// A text that names no operator and reads as nothing else means "begins with".
Criterion field_criterion(const Value& written, const TextReading& reading) {
  const Criterion criterion(written, reading);
  if (!written.is_text() || written.text().starts_with('=') ||
      criterion.operand() != Criterion::Operand::text ||
      criterion.comparison() != Criterion::Comparison::equal)
    return criterion;
  return Criterion(Value(std::string(written.text()) + "*"), reading);
}

constexpr const char* kComputed =
    "a computed criterion stands under a heading that is no field, which is not calculated record by record";
constexpr const char* kEmptyText = "what an empty text asks for in a criteria range is not known";

bool meets(const Criterion& criterion, const CellRun& run, std::int32_t k) {
  if (run.kind == ValueKind::number) return criterion.matches_number(run.payload[k]);
  if (run.kind == ValueKind::text) return criterion.matches_text(run.text(k));
  return criterion.matches(run.value(k));
}

}  // namespace

RecordQuery::RecordQuery(const Arguments& args) : context_(&args.context()) {
  const CellGrid& database = args.cells(0);
  const CellGrid& field = args.cells(1);
  const CellGrid& criteria = args.cells(2);
  error_ = ErrorCode::value;
  if (!database.operand().is_area() || !criteria.operand().is_area() || !database.is_rectangle() ||
      !criteria.is_rectangle() || database.rows() < 2 || criteria.rows() < 2)
    return;
  database_ = database.operand().area();
  first_row_ = database_.range.first.row + 1;
  const std::int32_t used = std::max(database.used_rows() - 1, 0);
  passes_.assign(static_cast<std::size_t>(used), 0);
  blank_records_ = database.rows() - 1 - used;
  for (std::int32_t c = 0; c < database.used_columns(); ++c)
    headings_.push_back(heading_text(database.at(0, c), *context_));
  if (args.has(1)) {
    if (!field.is_rectangle() || field.size() != 1) return;
    const Value written = field.at(0, 0);
    if (written.is_error()) {
      error_ = written;
      return;
    }
    field_ = find_field(written);
    if (!field_) return;
  }
  error_ = Value();
  apply(criteria);
}

std::optional<std::int32_t> RecordQuery::find_heading(const Value& heading) const {
  const std::string text = heading_text(heading, *context_);
  if (text.empty()) return std::nullopt;
  const auto found = std::find_if(headings_.begin(), headings_.end(), [&](const std::string& candidate) {
    return equal_ignoring_case(candidate, text);
  });
  if (found == headings_.end()) return std::nullopt;
  return static_cast<std::int32_t>(found - headings_.begin());
}

// By position, cut to a whole number, or by heading.
std::optional<std::int32_t> RecordQuery::find_field(const Value& written) const {
  if (written.is_text()) return find_heading(written);
  if (!written.is_number() && !written.is_logical()) return std::nullopt;
  const double position =
      std::trunc(written.is_number() ? written.number() : (written.logical() ? 1.0 : 0.0));
  if (position < 1 || position > database_.range.columns()) return std::nullopt;
  return static_cast<std::int32_t>(position) - 1;
}

Area RecordQuery::column(std::int32_t field) const {
  const std::int32_t at = database_.range.first.column + field;
  const auto records = static_cast<std::int32_t>(passes_.size());
  return single_area(database_.sheet, {{first_row_, at}, {first_row_ + records - 1, at}});
}

void RecordQuery::apply(const CellGrid& criteria) {
  const TextReading reading = text_reading(*context_);
  const auto let_all_pass = [this] {
    passes_.assign(passes_.size(), 1);
    blank_passes_ = true;
  };
  if (criteria.rows() > criteria.used_rows()) return let_all_pass();
  std::vector<std::optional<std::int32_t>> fields;
  for (std::int32_t c = 0; c < criteria.used_columns(); ++c)
    fields.push_back(find_heading(criteria.at(0, c)));

  std::vector<unsigned char> row_passes;
  std::vector<unsigned char> meets_one;
  for (std::int32_t r = 1; r < criteria.rows(); ++r) {
    row_passes.assign(passes_.size(), 1);
    bool blank_row_passes = true;
    bool has_condition = false;
    for (std::int32_t c = 0; c < criteria.used_columns(); ++c) {
      const Value written = criteria.at(r, c);
      if (written.is_blank()) continue;
      has_condition = true;
      const auto& field = fields[static_cast<std::size_t>(c)];
      if (!field) {
        if (!written.is_text()) return context_->refuse(kComputed);
        row_passes.assign(passes_.size(), 0);
        blank_row_passes = false;
        continue;
      }
      if (written.is_text() && written.text().empty()) return context_->refuse(kEmptyText);
      context_->spend(passes_.size() + 1);
      if (context_->suspended()) return;
      const Criterion criterion = field_criterion(written, reading);
      meets_one.assign(passes_.size(), criterion.matches_blank());
      if (!passes_.empty())
        context_->visit(column(*field), [&](const CellRun& run) {
          for (std::int32_t k = 0; k < run.count; ++k)
            meets_one[static_cast<std::size_t>(run.first.row + k - first_row_)] = meets(criterion, run, k);
          return true;
        });
      for (std::size_t i = 0; i < row_passes.size(); ++i)
        if (!meets_one[i]) row_passes[i] = 0;
      blank_row_passes = blank_row_passes && criterion.matches_blank();
    }
    if (!has_condition) return let_all_pass();
    for (std::size_t i = 0; i < passes_.size(); ++i)
      if (row_passes[i]) passes_[i] = 1;
    blank_passes_ = blank_passes_ || blank_row_passes;
  }
}

std::int64_t RecordQuery::count() const noexcept {
  return std::count(passes_.begin(), passes_.end(), 1) + (blank_passes_ ? blank_records_ : 0);
}

}  // namespace outturn
