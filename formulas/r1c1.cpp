#include "formulas/r1c1.h"

namespace outturn {
namespace {

// The number after R or C: positions counted from 1, offsets in brackets, nothing for an offset of 0.
struct Part {
  std::int32_t position = 0;
  bool relative = true;
  bool written = false;
};

std::optional<Part> take_part(std::string_view& text, char letter, std::int32_t limit) {
  if (text.empty() || (text.front() | 0x20) != letter) return Part{};
  text.remove_prefix(1);
  Part part{0, true, true};
  const bool bracket = text.starts_with('[');
  if (bracket) text.remove_prefix(1);
  const bool negative = bracket && text.starts_with('-');
  if (negative || (bracket && text.starts_with('+'))) text.remove_prefix(1);
  std::size_t digits = 0;
  for (; digits < text.size() && text[digits] >= '0' && text[digits] <= '9'; ++digits) {
    part.position = part.position * 10 + (text[digits] - '0');
    if (part.position > limit) return std::nullopt;
  }
  text.remove_prefix(digits);
  if (bracket) {
    if (digits == 0 || !text.starts_with(']')) return std::nullopt;
    text.remove_prefix(1);
    if (negative) part.position = -part.position;
  } else if (digits > 0) {
    if (part.position == 0) return std::nullopt;
    --part.position;
    part.relative = false;
  }
  return part;
}

struct Corner {
  Part row, column;
};

std::optional<Corner> take_corner(std::string_view& text) {
  const auto row = take_part(text, 'r', kMaxRows);
  if (!row) return std::nullopt;
  const auto column = take_part(text, 'c', kMaxColumns);
  if (!column || (!row->written && !column->written)) return std::nullopt;
  return Corner{*row, *column};
}

// A corner that names only a row or only a column reaches over the whole sheet.
CellReference first_of(const Corner& corner) {
  return {corner.row.position, corner.column.position, corner.row.written && corner.row.relative,
          corner.column.written && corner.column.relative};
}

CellReference last_of(const Corner& corner) {
  CellReference last = first_of(corner);
  if (!corner.row.written) last.row = kMaxRows - 1;
  if (!corner.column.written) last.column = kMaxColumns - 1;
  return last;
}

// "Sheet1!" or "'My sheet'!" at the beginning; false if it is malformed.
bool take_sheet(std::string_view& text, std::string& sheet) {
  const std::size_t end = text.rfind('!');
  if (end == std::string_view::npos) return true;
  std::string_view name = text.substr(0, end);
  text.remove_prefix(end + 1);
  if (!name.starts_with('\'')) {
    sheet = name;
    return !sheet.empty();
  }
  if (name.size() < 3 || !name.ends_with('\'')) return false;
  name = name.substr(1, name.size() - 2);
  for (std::size_t i = 0; i < name.size(); ++i) {
    sheet += name[i];
    if (name[i] == '\'' && (++i >= name.size() || name[i] != '\'')) return false;
  }
  return true;
}

}  // namespace

std::optional<R1C1Reference> reference_from_r1c1(std::string_view text) {
  R1C1Reference reference;
  if (!take_sheet(text, reference.sheet)) return std::nullopt;
  const auto first = take_corner(text);
  if (!first) return std::nullopt;
  std::optional<Corner> last = first;
  if (text.starts_with(':')) {
    text.remove_prefix(1);
    last = take_corner(text);
    if (!last || first->row.written != last->row.written || first->column.written != last->column.written)
      return std::nullopt;
  }
  if (!text.empty()) return std::nullopt;
  reference.range = {first_of(*first), last_of(*last)};
  return reference;
}

}  // namespace outturn
