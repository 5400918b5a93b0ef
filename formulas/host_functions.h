// Excel's functions that need what a workbook does not hold: a server, a web service, the running program; and
// those whose result nobody else can reproduce. They are not in the catalogue; a cell that uses one keeps its value, and its report gives the reason stated
// here.
#pragma once

#include <span>
#include <string_view>

namespace outturn {

struct HostFunction {
  std::string_view name;
  std::string_view reason;  // goes on from the name: "needs …"
};

// Null for a function that is not one of them. `name` is in capitals, without the prefixes of a file.
[[nodiscard]] const HostFunction* find_host_function(std::string_view name) noexcept;

// In the order of their names.
[[nodiscard]] std::span<const HostFunction> all_host_functions() noexcept;

// Of CELL, which asks about many things: whether this one can be known without the program. `kind` is in
// lower case.
[[nodiscard]] bool cell_information_is_in_workbook(std::string_view kind) noexcept;

}  // namespace outturn
