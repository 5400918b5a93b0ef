// What a period's figures still lack, as commands tell it.
#pragma once

#include <nlohmann/json.hpp>
#include <vector>

#include "cli/open_book.h"
#include "engine/reporting/outstanding.h"

namespace outturn {

// The book's sheet Returns log. What is wrong in it is added to the book's diagnostics.
[[nodiscard]] ReturnsLog returns_log(OpenBook& book);

[[nodiscard]] nlohmann::ordered_json to_json(const std::vector<Outstanding>& outstanding);

// "Housing: 2 awaited\n  awaited: HC-3 …": one list an owner, those without one last.
[[nodiscard]] std::string to_text(const std::vector<Outstanding>& outstanding);

}  // namespace outturn
