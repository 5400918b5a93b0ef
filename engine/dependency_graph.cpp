#include "engine/dependency_graph.h"

#include <boost/graph/compressed_sparse_row_graph.hpp>
#include <boost/graph/strong_components.hpp>
#include <numeric>

namespace outturn {

DependencyGraph::DependencyGraph(std::int32_t nodes, std::span<const std::pair<NodeId, NodeId>> edges) {
  using Graph = boost::compressed_sparse_row_graph<boost::directedS, boost::no_property, boost::no_property,
                                                   boost::no_property, std::uint32_t, std::uint32_t>;
  const auto count = static_cast<std::size_t>(nodes);
  component_of_.assign(count, 0);
  if (nodes == 0) {
    starts_.assign(1, 0);
    return;
  }
  const Graph graph(boost::edges_are_unsorted_multi_pass, edges.begin(), edges.end(),
                    static_cast<std::uint32_t>(nodes));
  // Most workbooks have no rings: taking the nodes that nothing is left to wait for, one after another, then
  // reaches all of them, in half the time of looking for rings.
  std::vector<std::int32_t> waiting(count, 0);
  for (const auto& [from, to] : edges) ++waiting[static_cast<std::size_t>(to)];
  order_.reserve(count);
  for (NodeId node = 0; node < nodes; ++node)
    if (waiting[static_cast<std::size_t>(node)] == 0) order_.push_back(node);
  for (std::size_t next = 0; next < order_.size(); ++next) {
    const auto [first, last] = boost::out_edges(static_cast<std::uint32_t>(order_[next]), graph);
    for (auto edge = first; edge != last; ++edge) {
      const auto reader = boost::target(*edge, graph);
      if (--waiting[reader] == 0) order_.push_back(static_cast<NodeId>(reader));
    }
  }
  if (order_.size() == count) {
    starts_.resize(count + 1);
    std::iota(starts_.begin(), starts_.end(), 0);
    for (std::size_t i = 0; i < count; ++i)
      component_of_[static_cast<std::size_t>(order_[i])] = static_cast<std::int32_t>(i);
    ring_.assign(count, false);
    return;
  }
  // Tarjan's algorithm, iterative in Boost: numbers components from the last to the first in topological
  // order.
  const auto components = static_cast<std::int32_t>(boost::strong_components(
      graph,
      boost::make_iterator_property_map(component_of_.begin(), boost::get(boost::vertex_index, graph))));
  starts_.assign(static_cast<std::size_t>(components) + 1, 0);
  for (std::int32_t& component : component_of_) {
    component = components - 1 - component;
    ++starts_[static_cast<std::size_t>(component) + 1];
  }
  for (std::size_t i = 1; i < starts_.size(); ++i) starts_[i] += starts_[i - 1];
  std::vector<std::int32_t> next(starts_.begin(), starts_.end());
  order_.resize(count);
  for (NodeId node = 0; node < nodes; ++node)
    order_[static_cast<std::size_t>(next[static_cast<std::size_t>(component_of(node))]++)] = node;
  ring_.assign(static_cast<std::size_t>(components), false);
  for (std::int32_t i = 0; i < components; ++i)
    if (component(i).size() > 1) ring_[static_cast<std::size_t>(i)] = true;
  for (const auto& [from, to] : edges)
    if (from == to) ring_[static_cast<std::size_t>(component_of(from))] = true;
}

}  // namespace outturn
