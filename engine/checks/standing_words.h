// The words of a scorecard: how a figure stands against its target, and which way a measure is judged.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace outturn {

enum class Standing : std::uint8_t { met, near, missed };
enum class Better : std::uint8_t { higher, lower };

// "Green", "on target", "Below Target (Positive)"; nothing for a word that tells neither.
[[nodiscard]] std::optional<Standing> read_standing(std::string_view text);
// A sentence about direction: "Higher is better", "Bigger", "Low", "maximise".
[[nodiscard]] std::optional<Better> read_direction(std::string_view text);
// What a measure's name says of its direction, where it says one thing only.
[[nodiscard]] std::optional<Better> read_measure(std::string_view name);
// Of a target: "<10%", "at least 50", "no more than 25 days".
[[nodiscard]] std::optional<Better> read_bound(std::string_view target);

}  // namespace outturn
