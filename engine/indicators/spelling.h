// How names written by officers are matched: ignoring case and spaces, and nothing else (`GBE3` is `GBE 3`,
// `CUS.01` is not `CUS01`); and the nearest known name, for messages.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace outturn {

// The form in which two names are compared. Spaces include the non-breaking one that is pasted from
// documents.
[[nodiscard]] std::string name_key(std::string_view name);
[[nodiscard]] bool same_name(std::string_view a, std::string_view b);

// Lower case with single spaces and none at the ends: for phrases, where the words must stay apart.
[[nodiscard]] std::string folded_phrase(std::string_view text);
[[nodiscard]] std::string_view trimmed(
    std::string_view text) noexcept;  // spaces, tabs, line ends, non-breaking spaces

// The known name nearest to a misspelt one, empty where none is near enough to be meant.
[[nodiscard]] std::string nearest_name(std::string_view name, std::span<const std::string> known);
// ` (did you mean "…"?)`, or nothing.
[[nodiscard]] std::string did_you_mean(std::string_view name, std::span<const std::string> known);

// Several memberships in one cell are separated by `;` only, because titles contain commas and slashes.
[[nodiscard]] std::vector<std::string> split_list(std::string_view text);

// A whole number of things, of at most four digits: "10".
[[nodiscard]] std::optional<int> read_count(std::string_view text) noexcept;

}  // namespace outturn
