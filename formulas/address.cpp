#include "formulas/address.h"

namespace outturn {

std::string column_letters(std::int32_t column) {
  std::string letters;
  for (std::int32_t n = column + 1; n > 0; n = (n - 1) / 26)
    letters.insert(letters.begin(), static_cast<char>('A' + (n - 1) % 26));
  return letters;
}

std::string to_a1(CellAddress cell) { return column_letters(cell.column) + std::to_string(cell.row + 1); }

std::string to_a1(const RangeAddress& range) {
  return range.is_single_cell() ? to_a1(range.first) : to_a1(range.first) + ":" + to_a1(range.last);
}

std::optional<CellAddress> cell_from_a1(std::string_view text) noexcept {
  std::size_t i = 0;
  std::int32_t column = 0;
  for (; i < text.size() && i < 3; ++i) {
    const char c = text[i];
    if (c >= 'A' && c <= 'Z')
      column = column * 26 + (c - 'A' + 1);
    else if (c >= 'a' && c <= 'z')
      column = column * 26 + (c - 'a' + 1);
    else
      break;
  }
  std::int32_t row = 0;
  const std::size_t digits = i;
  for (; i < text.size() && i - digits < 7; ++i) {
    if (text[i] < '0' || text[i] > '9') break;
    row = row * 10 + (text[i] - '0');
  }
  if (i != text.size() || column < 1 || column > kMaxColumns || row < 1 || row > kMaxRows ||
      text[digits] == '0')
    return std::nullopt;
  return CellAddress{row - 1, column - 1};
}

std::optional<RangeAddress> range_from_a1(std::string_view text) noexcept {
  const std::size_t colon = text.find(':');
  const auto first = cell_from_a1(text.substr(0, colon));
  if (!first) return std::nullopt;
  if (colon == std::string_view::npos) return single_cell(*first);
  const auto last = cell_from_a1(text.substr(colon + 1));
  if (!last) return std::nullopt;
  return bounding_range(single_cell(*first), single_cell(*last));
}

}  // namespace outturn
