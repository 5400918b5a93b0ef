// Figures, targets and tolerances in words, with as many decimals as it takes to see that two of them differ.
#pragma once

#include <string>
#include <utility>

#include "engine/indicators/indicator_node.h"
#include "engine/indicators/target.h"

namespace outturn {

inline constexpr int kMostPlaces = 9;

// With as many decimals as it has, at most kMostPlaces.
[[nodiscard]] std::string number_words(double number, const Unit& unit);
// "<", "≥"…; empty for an exact figure.
[[nodiscard]] std::string bound_sign(Bound bound);
// "48.65%", "≥50", "no figure (answered: …)".
[[nodiscard]] std::string figure_words(const IndicatorValue& value, const Unit& unit,
                                       std::optional<int> places = {});
// Two figures that differ, so printed that they do.
[[nodiscard]] std::pair<std::string, std::string> told_apart(const IndicatorValue& before,
                                                             const IndicatorValue& after, const Unit& unit);
// The fewest decimals, two at least where a figure has them, that print the two apart; none for unit_text's
// own.
[[nodiscard]] std::optional<int> places_apart(double before, double after, const Unit& unit);
// How far: "31.35 points", "£200", "12 days". Never negative.
[[nodiscard]] std::string distance_words(double distance, const Unit& unit, std::optional<int> places = {});

[[nodiscard]] std::string target_words(const Target& target, const Unit& unit);
[[nodiscard]] std::string tolerance_words(const Tolerance& tolerance, const Unit& unit);

}  // namespace outturn
