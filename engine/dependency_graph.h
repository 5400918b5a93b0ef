// The order in which nodes are calculated, from the edges that the text of the formulas shows. The only file
// that knows Boost.Graph is dependency_graph.cpp.
#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace outturn {

using NodeId = std::int32_t;

class DependencyGraph {
 public:
  // Edges lead from what is read to what reads it. Duplicates are allowed. Time and memory are linear.
  DependencyGraph(std::int32_t nodes, std::span<const std::pair<NodeId, NodeId>> edges);

  // Strongly connected components in topological order: a component only reads itself and earlier ones.
  [[nodiscard]] std::int32_t component_count() const noexcept {
    return static_cast<std::int32_t>(starts_.size()) - 1;
  }
  // Ascending within a component.
  [[nodiscard]] std::span<const NodeId> component(std::int32_t index) const noexcept {
    return std::span(order_).subspan(static_cast<std::size_t>(starts_[static_cast<std::size_t>(index)]),
                                     static_cast<std::size_t>(starts_[static_cast<std::size_t>(index) + 1] -
                                                              starts_[static_cast<std::size_t>(index)]));
  }
  [[nodiscard]] std::int32_t component_of(NodeId node) const noexcept {
    return component_of_[static_cast<std::size_t>(node)];
  }
  // Several nodes that read one another, or one that reads itself.
  [[nodiscard]] bool is_ring(std::int32_t component) const noexcept {
    return ring_[static_cast<std::size_t>(component)];
  }

 private:
  std::vector<NodeId> order_;
  std::vector<std::int32_t> starts_;
  std::vector<std::int32_t> component_of_;
  std::vector<bool> ring_;
};

}  // namespace outturn
