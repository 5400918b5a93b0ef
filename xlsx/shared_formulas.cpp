#include "xlsx/shared_formulas.h"

#include <algorithm>

namespace outturn::xlsx {
namespace {

constexpr auto kByIndex = [](const auto& entry, std::uint32_t index) { return entry.first < index; };

}  // namespace

void SharedFormulas::define(std::uint32_t index, FormulaId formula) {
  const auto place = std::lower_bound(formulas_.begin(), formulas_.end(), index, kByIndex);
  if (place != formulas_.end() && place->first == index)
    place->second = formula;
  else
    formulas_.insert(place, {index, formula});
}

std::optional<FormulaId> SharedFormulas::find(std::uint32_t index) const noexcept {
  const auto place = std::lower_bound(formulas_.begin(), formulas_.end(), index, kByIndex);
  return place != formulas_.end() && place->first == index ? std::optional(place->second) : std::nullopt;
}

}  // namespace outturn::xlsx
