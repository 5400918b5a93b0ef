#include "formulas/catalogue.h"

#include <algorithm>
#include <unordered_map>

// One line a family file, by folder. Registration by static objects would be dropped by the linker.
#define OUTTURN_FAMILIES(FAMILY) \
  FAMILY(accrued_interest)       \
  FAMILY(amortization)           \
  FAMILY(annuities)              \
  FAMILY(arithmetic)             \
  FAMILY(averages)               \
  FAMILY(baht)                   \
  FAMILY(base_conversion)        \
  FAMILY(bessel)                 \
  FAMILY(beta)                   \
  FAMILY(binomial)               \
  FAMILY(bitwise)                \
  FAMILY(bonds)                  \
  FAMILY(boolean)                \
  FAMILY(cash_flows)             \
  FAMILY(cell_information)       \
  FAMILY(characters)             \
  FAMILY(chi_squared)            \
  FAMILY(clock)                  \
  FAMILY(combinatorics)          \
  FAMILY(complex)                \
  FAMILY(conditional_sums)       \
  FAMILY(conditions)             \
  FAMILY(confidence)             \
  FAMILY(correlation)            \
  FAMILY(counts)                 \
  FAMILY(coupons)                \
  FAMILY(database)               \
  FAMILY(depreciation)           \
  FAMILY(discounted_securities)  \
  FAMILY(discrete)               \
  FAMILY(euro)                   \
  FAMILY(extremes)               \
  FAMILY(f_distribution)         \
  FAMILY(formatting)             \
  FAMILY(gamma)                  \
  FAMILY(group_by)               \
  FAMILY(hypothesis_tests)       \
  FAMILY(index_offset)           \
  FAMILY(interest_rates)         \
  FAMILY(intervals)              \
  FAMILY(join_split)             \
  FAMILY(lambda)                 \
  FAMILY(lifetimes)              \
  FAMILY(lognormal)              \
  FAMILY(match)                  \
  FAMILY(matrix)                 \
  FAMILY(median_mode)            \
  FAMILY(normal)                 \
  FAMILY(number_bases)           \
  FAMILY(odd_bonds)              \
  FAMILY(parts)                  \
  FAMILY(percentiles)            \
  FAMILY(positions)              \
  FAMILY(random)                 \
  FAMILY(rank)                   \
  FAMILY(regression)             \
  FAMILY(regular_expressions)    \
  FAMILY(reshape)                \
  FAMILY(rounding)               \
  FAMILY(search)                 \
  FAMILY(sheet_information)      \
  FAMILY(sort_filter)            \
  FAMILY(student_t)              \
  FAMILY(substrings)             \
  FAMILY(subtotal)               \
  FAMILY(sum_products)           \
  FAMILY(sums)                   \
  FAMILY(thresholds)             \
  FAMILY(treasury_bills)         \
  FAMILY(trigonometry)           \
  FAMILY(trim_range)             \
  FAMILY(unit_conversion)        \
  FAMILY(value_kinds)            \
  FAMILY(variance)               \
  FAMILY(vertical_horizontal)    \
  FAMILY(web)                    \
  FAMILY(widths)                 \
  FAMILY(working_days)           \
  FAMILY(xlookup)

namespace outturn {

#define OUTTURN_DECLARE(family) std::span<const FunctionSpec> family##_functions();
OUTTURN_FAMILIES(OUTTURN_DECLARE)
#undef OUTTURN_DECLARE

namespace {

struct Catalogue {
  std::vector<const FunctionSpec*> sorted;
  std::unordered_map<std::string_view, const FunctionSpec*> by_name;

  Catalogue() {
#define OUTTURN_ADD(family) add(family##_functions());
    OUTTURN_FAMILIES(OUTTURN_ADD)
#undef OUTTURN_ADD
    std::sort(sorted.begin(), sorted.end(),
              [](const FunctionSpec* a, const FunctionSpec* b) { return a->name < b->name; });
  }

  void add(std::span<const FunctionSpec> family) {
    for (const FunctionSpec& function : family) {
      sorted.push_back(&function);
      by_name.emplace(function.name, &function);
    }
  }
};

const Catalogue& catalogue() {
  static const Catalogue instance;
  return instance;
}

}  // namespace

const FunctionSpec* find_function(std::string_view name) noexcept {
  const auto found = catalogue().by_name.find(name);
  return found == catalogue().by_name.end() ? nullptr : found->second;
}

std::span<const FunctionSpec* const> all_functions() { return catalogue().sorted; }

}  // namespace outturn
