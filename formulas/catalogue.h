// Every function that formulas can call.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "formulas/function_spec.h"

namespace outturn {

// By its name in capitals without any file prefix; null if there is none.
[[nodiscard]] const FunctionSpec* find_function(std::string_view name) noexcept;

// Sorted by name.
[[nodiscard]] std::span<const FunctionSpec* const> all_functions();

}  // namespace outturn
