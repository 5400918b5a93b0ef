#include "engine/dependency_graph.h"

#include <boost/graph/compressed_sparse_row_graph.hpp>
#include <boost/graph/strong_components.hpp>

namespace outturn {

DependencyGraph::DependencyGraph(std::int32_t nodes, std::span<const std::pair<NodeId, NodeId>> edges) {
  using Graph = boost::compressed_sparse_row_graph<boost::directedS, boost::no_property, boost::no_property,
                                                   boost::no_property, std::uint32_t, std::uint32_t>;
  const auto count = static_cast<std::size_t>(nodes);
  component_of_.assign(count, 0);
  std::int32_t components = 0;
  if (nodes > 0) {
    const Graph graph(boost::edges_are_unsorted_multi_pass, edges.begin(), edges.end(),
                      static_cast<std::uint32_t>(nodes));
    // Tarjan's algorithm, iterative in Boost: numbers components from the last to the first in topological
    // order.
    components = static_cast<std::int32_t>(boost::strong_components(
        graph,
        boost::make_iterator_property_map(component_of_.begin(), boost::get(boost::vertex_index, graph))));
  }
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
