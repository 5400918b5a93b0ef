#include "xlsx/cell_finder.h"

namespace outturn::xlsx {
namespace {

constexpr std::string_view kRow = "<row r=\"";
// The next changed cell is usually near.
constexpr std::size_t kNear = 2000;

}  // namespace

std::size_t CellFinder::row_number(std::size_t tag) const noexcept {
  std::size_t number = 0;
  for (std::size_t at = tag + kRow.size(); at < text_.size() && text_[at] >= '0' && text_[at] <= '9'; ++at)
    number = number * 10 + static_cast<std::size_t>(text_[at] - '0');
  return number;
}

// By halving, since rows ascend: the last row tag whose number is not above the wanted one.
std::optional<std::size_t> CellFinder::find_row(std::size_t from) const {
  const auto wanted = static_cast<std::size_t>(row_) + 1;
  std::size_t low = from;  // no row tag of a lower number at or behind it is needed
  std::size_t high = text_.size();
  while (high - low > kNear) {
    const std::size_t middle = low + (high - low) / 2;
    const std::size_t tag = text_.find(kRow, middle);
    if (tag >= high || row_number(tag) > wanted)
      high = middle;
    else
      low = tag;
  }
  for (std::size_t tag = text_.find(kRow, low); tag != std::string_view::npos;
       tag = text_.find(kRow, tag + kRow.size())) {
    const std::size_t number = row_number(tag);
    if (number == wanted) return tag;
    if (number > wanted) break;
  }
  return std::nullopt;
}

std::optional<std::size_t> CellFinder::find(CellAddress cell, std::size_t from) {
  const bool same_row = cell.row == row_;
  if (!same_row) {
    row_ = cell.row;
    row_digits_ = std::to_string(cell.row + 1);
  }
  if (letters_.size() <= static_cast<std::size_t>(cell.column))
    for (auto column = static_cast<std::int32_t>(letters_.size()); column <= cell.column; ++column)
      letters_.push_back(column_letters(column));
  tag_.assign("<c r=\"").append(letters_[static_cast<std::size_t>(cell.column)]).append(row_digits_) += '"';
  if (text_.substr(from, tag_.size()) == tag_) return from;
  const std::size_t near = text_.substr(from, kNear).find(tag_);
  if (near != std::string_view::npos) return from + near;
  const auto row = same_row ? std::optional(from) : find_row(from);
  if (!row) return std::nullopt;
  const std::size_t end = text_.find(kRow, *row + kRow.size());
  const std::size_t found = text_.substr(0, end).find(tag_, *row);
  if (found == std::string_view::npos) return std::nullopt;
  return found;
}

}  // namespace outturn::xlsx
