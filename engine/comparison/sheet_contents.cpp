#include "engine/comparison/sheet_contents.h"

#include <algorithm>
#include <bit>
#include <functional>
#include <string_view>
#include <utility>

#include "formulas/decimal_rounding.h"

namespace outturn {
namespace {

constexpr std::uint64_t kCalculated = 0x9d3c5f8a1b7e2461;

std::uint64_t mixed(std::uint64_t a, std::uint64_t b) noexcept {
  // The finalizer of SplitMix64 (Steele, Lea and Flood 2014).
  std::uint64_t x = a * 0x9e3779b97f4a7c15 + b;
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9;
  x = (x ^ (x >> 27)) * 0x94d049bb133111eb;
  return x ^ (x >> 31);
}

std::uint64_t key_of(const Value& value) {
  const auto kind = static_cast<std::uint64_t>(value.kind()) + 1;
  switch (value.kind()) {
    case ValueKind::number:
      return mixed(kind, std::bit_cast<std::uint64_t>(at_15_digits(value.number())));
    case ValueKind::text:
      return mixed(kind, std::hash<std::string_view>()(value.text()));
    case ValueKind::logical:
      return mixed(kind, value.logical() ? 1 : 0);
    case ValueKind::error:
      return mixed(kind, static_cast<std::uint64_t>(value.error()));
    default:
      return 0;
  }
}

}  // namespace

SheetContents::SheetContents(const ComparedBook& book, SheetId id) : book_(book), id_(id) {
  const Sheet& sheet = book.workbook->sheet(id);
  if (const auto used = sheet.used_range()) {
    rows_ = used->last.row + 1;
    columns_ = used->last.column + 1;
  }
  // Formula cells may be blank, and lie beyond the used range.
  columns_ = std::max(columns_, sheet.fill_columns());
  for_each_cell(
      [&](std::int32_t row, std::int32_t, std::uint64_t, bool) { rows_ = std::max(rows_, row + 1); });
}

template <typename F>
void SheetContents::for_each_cell(F&& visit) const {
  const Sheet& sheet = book_.workbook->sheet(id_);
  for (std::int32_t column = 0; column < columns_; ++column) {
    std::vector<std::pair<std::int32_t, std::int32_t>> calculated;
    sheet.for_each_fill({{0, column}, {kMaxRows - 1, column}}, [&](FillId fill) {
      const RangeAddress& range = book_.workbook->fill(fill).range;
      calculated.emplace_back(range.first.row, range.last.row);
    });
    for (auto owned = std::lower_bound(book_.owned.begin(), book_.owned.end(), OwnedCell{id_, {0, 0}});
         owned != book_.owned.end() && owned->sheet == id_; ++owned)
      if (owned->address.column == column) calculated.emplace_back(owned->address.row, owned->address.row);
    std::sort(calculated.begin(), calculated.end());
    std::size_t next = 0;
    const Column* values = sheet.column(column);
    std::int32_t end = values == nullptr ? 0 : values->end_row();
    for (const auto& run : calculated) end = std::max(end, run.second + 1);
    for (std::int32_t row = 0; row < end; ++row) {
      while (next < calculated.size() && calculated[next].second < row) ++next;
      if (next < calculated.size() && calculated[next].first <= row) {
        visit(row, column, kCalculated, false);
      } else if (values != nullptr && values->tag(row) != CellTag::blank) {
        const Value value = values->get(row);
        if (!value.is_blank()) visit(row, column, key_of(value), value.is_text());
      }
    }
  }
}

std::vector<LineKeys> SheetContents::rows(std::span<const std::int32_t> numbers) const {
  std::vector<LineKeys> keys(static_cast<std::size_t>(rows_));
  for_each_cell([&](std::int32_t row, std::int32_t column, std::uint64_t key, bool is_text) {
    const auto at = static_cast<std::size_t>(column);
    const std::int32_t number = at < numbers.size() ? numbers[at] : -1;
    if (number < 0) return;
    LineKeys& line = keys[static_cast<std::size_t>(row)];
    const std::uint64_t here = mixed(key, static_cast<std::uint64_t>(number));
    line.content += here;  // the columns of two sheets may be in another order
    if (line.label == 0 && is_text) line.label = here;
  });
  return keys;
}

std::vector<LineKeys> SheetContents::columns() const {
  std::vector<LineKeys> keys(static_cast<std::size_t>(columns_));
  for_each_cell([&](std::int32_t row, std::int32_t column, std::uint64_t key, bool is_text) {
    LineKeys& line = keys[static_cast<std::size_t>(column)];
    line.content += mixed(key, static_cast<std::uint64_t>(row));
    if (line.label == 0 && is_text) line.label = key;
  });
  return keys;
}

}  // namespace outturn
