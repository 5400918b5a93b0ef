// A dependency outline as text that other programs draw: DOT, Mermaid, JSON.
#pragma once

#include <string>
#include <vector>

#include "cli/output.h"
#include "engine/outline/dependency_outline.h"

namespace outturn {

// Drawings of more nodes say less in each.
inline constexpr std::size_t kMostAtLength = 60;

// The words in a node: its title, what it is, its status. Long ones are cut short; `brief` says it in two
// lines.
[[nodiscard]] std::vector<std::string> drawn_lines(const OutlineNode& node, bool brief);
[[nodiscard]] std::string kind_text(OutlineNode::Kind kind);  // "formula", "indicator"…

[[nodiscard]] std::string to_dot(const DependencyOutline& outline);
[[nodiscard]] std::string to_mermaid(const DependencyOutline& outline);
[[nodiscard]] nlohmann::ordered_json to_json(const DependencyOutline& outline);

}  // namespace outturn
