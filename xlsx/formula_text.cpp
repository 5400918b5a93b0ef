#include "xlsx/formula_text.h"

#include <algorithm>

namespace outturn::xlsx {
namespace {

constexpr auto kByIndex = [](const auto& entry, std::uint32_t index) { return entry.index < index; };

}  // namespace

void SharedFormulas::define(std::uint32_t index, CellAddress master, std::string_view text) {
  const auto place = std::lower_bound(entries_.begin(), entries_.end(), index, kByIndex);
  if (place != entries_.end() && place->index == index)
    place->formula = {master, std::string(text)};
  else
    entries_.insert(place, {index, {master, std::string(text)}});
}

const SharedFormula* SharedFormulas::find(std::uint32_t index) const noexcept {
  const auto place = std::lower_bound(entries_.begin(), entries_.end(), index, kByIndex);
  return place != entries_.end() && place->index == index ? &place->formula : nullptr;
}

}  // namespace outturn::xlsx
