#include "engine/comparison/value_words.h"

#include <charconv>

#include "engine/indicators/spelling.h"
#include "formulas/decimal_rounding.h"

namespace outturn {
namespace {

constexpr std::int32_t kFarthestHeading = 200;  // rows above a cell that are looked through
constexpr std::size_t kLongestLabel = 60;       // beyond it a text is a sentence, not a name

std::string word_in(const Sheet& sheet, CellAddress cell) {
  if (sheet.tag(cell) != CellTag::text || sheet.fill_at(cell) >= 0) return {};
  const Value value = sheet.value(cell);
  const std::string word(trimmed(value.text()));
  return word.size() > kLongestLabel ? std::string() : word;
}

}  // namespace

std::string value_words(const Value& value) {
  switch (value.kind()) {
    case ValueKind::number: {
      char buffer[32];
      const auto end = std::to_chars(buffer, buffer + sizeof buffer, at_15_digits(value.number()));
      return {buffer, end.ptr};
    }
    case ValueKind::text:
      return "\"" + std::string(value.text()) + "\"";
    case ValueKind::logical:
      return value.logical() ? "TRUE" : "FALSE";
    case ValueKind::error:
      return std::string(error_text(value.error()));
    default:
      return "(blank)";
  }
}

std::string cell_label(const Workbook& workbook, const FormulaCell& place) {
  const Sheet& sheet = workbook.sheet(place.sheet);
  const CellAddress cell = place.address;
  std::string label;
  for (std::int32_t column = 0; column < cell.column && label.empty(); ++column)
    label = word_in(sheet, {cell.row, column});
  const std::int32_t top = std::max(0, cell.row - kFarthestHeading);
  for (std::int32_t row = cell.row - 1; row >= top; --row) {
    const std::string heading = word_in(sheet, {row, cell.column});
    if (heading.empty()) continue;
    return label.empty() ? heading : label + ", " + heading;
  }
  return label;
}

}  // namespace outturn
