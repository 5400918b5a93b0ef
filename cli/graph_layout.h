// Where the nodes of a graph are drawn, left to right in the order of calculation. The only user of Graphviz.
#pragma once

#include <cstddef>
#include <span>
#include <utility>
#include <vector>

namespace outturn {

struct GraphBox {
  double width = 0, height = 0;
};

struct GraphPoint {
  double x = 0, y = 0;
};

struct GraphLayout {
  std::vector<GraphPoint> centres;             // of each box
  std::vector<std::vector<GraphPoint>> paths;  // of each edge, from border to border
  double width = 0, height = 0;
};

// Edges lead to positions in `boxes`. The same input gives the same layout: only positions are taken from
// Graphviz, whose routes of edges depend on addresses. Not for more than one thread, because Graphviz has
// global state. Throws std::runtime_error where Graphviz fails.
[[nodiscard]] GraphLayout lay_out_graph(std::span<const GraphBox> boxes,
                                        std::span<const std::pair<std::size_t, std::size_t>> edges);

}  // namespace outturn
