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

bool CellFinder::is_cell(std::size_t at, std::int32_t column) const noexcept {
  PlainMarkup markup(text_, at);
  return at <= text_.size() && markup.pass("<c r=\"") &&
         markup.pass(letters_[static_cast<std::size_t>(column)]) && markup.pass(short_digits_) &&
         markup.pass("\"");
}

// By the "=" of its address: a cell has several tags, and mostly one attribute.
std::optional<std::size_t> CellFinder::find_tag(std::int32_t column, std::size_t from,
                                                std::size_t end) const noexcept {
  constexpr std::size_t kBefore = std::string_view("<c r").size();
  const std::string_view text = text_.substr(0, end);
  for (std::size_t at = text.find('=', from + kBefore); at != std::string_view::npos;
       at = text.find('=', at + 1))
    if (is_cell(at - kBefore, column)) return at - kBefore;
  return std::nullopt;
}

std::optional<std::size_t> CellFinder::find(CellAddress cell, std::size_t from) {
  const bool same_row = cell.row == row_;
  if (!same_row) {
    row_ = cell.row;
    row_digits_ = std::to_string(cell.row + 1);
    short_digits_ = ShortWord(row_digits_);
  }
  for (auto column = static_cast<std::int32_t>(letters_.size()); column <= cell.column; ++column)
    letters_.emplace_back(column_letters(column));
  constexpr std::size_t kAround = std::string_view("<c r=\"\"").size();
  tag_size_ = kAround + letters_[static_cast<std::size_t>(cell.column)].size() + row_digits_.size();
  if (is_cell(from, cell.column)) return from;
  if (const auto near = find_tag(cell.column, from, from + kNear)) return near;
  const auto row = same_row ? std::optional(from) : find_row(from);
  if (!row) return std::nullopt;
  return find_tag(cell.column, *row, text_.find(kRow, *row + kRow.size()));
}

}  // namespace outturn::xlsx
