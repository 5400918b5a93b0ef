#include "formulas/functions/lookup/sort_order.h"

#include <bit>
#include <cstdint>

#include "formulas/text_units.h"

namespace outturn {

int compare_for_sort(const Value& a, const Value& b, bool descending) {
  if (a.is_blank() || b.is_blank()) return static_cast<int>(a.is_blank()) - static_cast<int>(b.is_blank());
  int order = static_cast<int>(a.kind()) - static_cast<int>(b.kind());
  static_assert(ValueKind::number < ValueKind::text && ValueKind::text < ValueKind::logical &&
                ValueKind::logical < ValueKind::error);
  if (order == 0) {
    if (a.is_number())
      order = a.number() < b.number() ? -1 : a.number() > b.number() ? 1 : 0;
    else if (a.is_text())
      order = compare_text_ignoring_case(a.text(), b.text());
    else if (a.is_logical())
      order = static_cast<int>(a.logical()) - static_cast<int>(b.logical());
    else
      order = static_cast<int>(a.error()) - static_cast<int>(b.error());
  }
  return descending ? -order : order;
}

void append_key(std::string& key, const Value& value) {
  key += static_cast<char>('0' + static_cast<int>(value.kind()));
  std::uint64_t bits = 0;
  std::string text;
  switch (value.kind()) {
    case ValueKind::number:
      bits = std::bit_cast<std::uint64_t>(value.number() + 0.0);
      break;
    case ValueKind::logical:
      bits = value.logical() ? 1 : 0;
      break;
    case ValueKind::error:
      bits = static_cast<std::uint64_t>(value.error());
      break;
    case ValueKind::text:
      text = fold_case(value.text());
      bits = text.size();
      break;
    default:
      break;
  }
  key.append(reinterpret_cast<const char*>(&bits), sizeof bits);
  key += text;
}

}  // namespace outturn
