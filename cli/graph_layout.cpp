#include "cli/graph_layout.h"

#include <graphviz/cgraph.h>
#include <graphviz/gvc.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <memory>
#include <queue>
#include <stdexcept>
#include <string>

// What the plugin of the layout `dot` gives; no header declares it.
extern "C" gvplugin_library_t gvplugin_dot_layout_LTX_library;

namespace outturn {
namespace {

using Edge = std::pair<std::size_t, std::size_t>;

constexpr double kGap = 16;                 // between boxes one above the other
constexpr double kRankGap = 70;             // between columns
constexpr double kPointsPerInch = 72;       // Graphviz takes sizes in inches and gives positions in points
constexpr std::size_t kMostBends = 20'000;  // of all edges together

// Which column each box stands in, so that edges lead to the right but for those that close a circle.
std::vector<int> ranks_of(std::size_t boxes, std::span<const Edge> edges) {
  std::vector<std::vector<std::size_t>> next(boxes);
  std::vector<std::size_t> waits(boxes, 0);
  for (const Edge& edge : edges) {
    next[edge.first].push_back(edge.second);
    ++waits[edge.second];
  }
  std::vector<int> ranks(boxes, 0);
  std::vector<bool> done(boxes, false);
  std::priority_queue<std::size_t, std::vector<std::size_t>, std::greater<>> ready;
  for (std::size_t at = 0; at < boxes; ++at)
    if (waits[at] == 0) ready.push(at);
  std::size_t first_left = 0;
  for (std::size_t count = 0; count < boxes;) {
    if (ready.empty()) {  // a circle is entered at its first box
      while (done[first_left]) ++first_left;
      waits[first_left] = 0;
      ready.push(first_left);
    }
    const std::size_t at = ready.top();
    ready.pop();
    if (done[at]) continue;
    done[at] = true;
    ++count;
    for (const std::size_t to : next[at]) {
      if (done[to]) continue;
      ranks[to] = std::max(ranks[to], ranks[at] + 1);
      if (waits[to] > 0 && --waits[to] == 0) ready.push(to);
    }
  }
  // What reads nothing stands next to its first reader.
  std::vector<bool> reads(boxes, false);
  for (const Edge& edge : edges) reads[edge.second] = true;
  for (std::size_t at = 0; at < boxes; ++at) {
    if (reads[at] || next[at].empty()) continue;
    int nearest = ranks[next[at].front()];
    for (const std::size_t to : next[at]) nearest = std::min(nearest, ranks[to]);
    ranks[at] = std::max(0, nearest - 1);
  }
  return ranks;
}

// Graphviz's functions take their texts as char*, and do not change them.
char* text(const char* constant) { return const_cast<char*>(constant); }

class Drawing {
 public:
  // Without Graphviz's configuration: no other plugin is looked for, and nothing depends on what is
  // installed.
  Drawing() : context_(gvContextPlugins(builtins(), 0), gvFreeContext) {
    agseterr(AGERR);
    graph_ = agopen(text("outturn"), Agdirected, nullptr);
    if (context_ == nullptr || graph_ == nullptr) throw std::runtime_error("Graphviz cannot be started");
    set_default(AGRAPH, "rankdir", "LR");
    // Routes of edges differ from run to run in their last digits.
    set_default(AGRAPH, "splines", "none");
    set_default(AGRAPH, "nodesep", std::to_string(kGap / kPointsPerInch));
    set_default(AGRAPH, "ranksep", std::to_string(kRankGap / kPointsPerInch));
    // Effort that grows with the graph would take minutes for thousands of nodes.
    set_default(AGRAPH, "nslimit", "2");
    set_default(AGRAPH, "mclimit", "0.5");
    set_default(AGNODE, "shape", "box");
    set_default(AGNODE, "label", "");  // nothing to measure: the fonts of the machine do not matter
    set_default(AGNODE, "fixedsize", "true");
    set_default(AGNODE, "width", "1");
    set_default(AGNODE, "height", "1");
  }
  ~Drawing() {
    if (laid_out_) gvFreeLayout(context_.get(), graph_);
    agclose(graph_);
  }
  Drawing(const Drawing&) = delete;
  Drawing& operator=(const Drawing&) = delete;

  std::size_t add(const GraphBox& box) {
    Agnode_t* node = agnode(graph_, std::to_string(nodes_.size()).data(), 1);
    agset(node, text("width"), std::to_string(box.width / kPointsPerInch).data());
    agset(node, text("height"), std::to_string(box.height / kPointsPerInch).data());
    nodes_.push_back(node);
    return nodes_.size() - 1;
  }
  void connect(std::size_t from, std::size_t to) { agedge(graph_, nodes_[from], nodes_[to], nullptr, 1); }

  void lay_out() {
    if (gvLayout(context_.get(), graph_, text("dot")) != 0)
      throw std::runtime_error("Graphviz cannot lay the graph out; use --format dot or mermaid");
    laid_out_ = true;
  }
  [[nodiscard]] GraphPoint centre(std::size_t at) const {
    const pointf point = ND_coord(nodes_[at]);
    return {point.x, GD_bb(graph_).UR.y - point.y};
  }
  [[nodiscard]] double width() const { return GD_bb(graph_).UR.x; }
  [[nodiscard]] double height() const { return GD_bb(graph_).UR.y; }

 private:
  static const lt_symlist_t* builtins() {
    static const lt_symlist_t list[] = {{"gvplugin_dot_layout_LTX_library", &gvplugin_dot_layout_LTX_library},
                                        {nullptr, nullptr}};
    return list;
  }
  void set_default(int kind, const char* name, const std::string& value) {
    std::string copy = value;
    agattr(graph_, kind, text(name), copy.data());
  }

  std::unique_ptr<GVC_t, int (*)(GVC_t*)> context_;
  Agraph_t* graph_ = nullptr;
  std::vector<Agnode_t*> nodes_;
  bool laid_out_ = false;
};

// Boxes without edges, in rows below the rest.
void place_alone(std::span<const GraphBox> boxes, const std::vector<std::size_t>& alone, GraphLayout& out) {
  double area = 0, widest = 0;
  for (const std::size_t at : alone) {
    area += (boxes[at].width + kGap) * (boxes[at].height + kGap);
    widest = std::max(widest, boxes[at].width);
  }
  const double across = std::max({out.width, widest, std::sqrt(area * 1.6)});  // about as wide as a screen
  double x = 0, y = out.height > 0 ? out.height + 2 * kGap : 0, row = 0;
  for (const std::size_t at : alone) {
    if (x > 0 && x + boxes[at].width > across) {
      x = 0;
      y += row + kGap;
      row = 0;
    }
    out.centres[at] = {x + boxes[at].width / 2, y + boxes[at].height / 2};
    x += boxes[at].width + kGap;
    row = std::max(row, boxes[at].height);
    out.width = std::max(out.width, x - kGap);
    out.height = y + row;
  }
}

}  // namespace

GraphLayout lay_out_graph(std::span<const GraphBox> boxes, std::span<const Edge> edges) {
  GraphLayout out;
  out.centres.resize(boxes.size());
  out.paths.resize(edges.size());
  std::vector<bool> connected(boxes.size(), false);
  for (const Edge& edge : edges) connected[edge.first] = connected[edge.second] = true;
  std::vector<std::size_t> alone;
  for (std::size_t at = 0; at < boxes.size(); ++at)
    if (!connected[at]) alone.push_back(at);
  if (alone.size() < boxes.size()) {
    const std::vector<int> ranks = ranks_of(boxes.size(), edges);
    Drawing drawing;
    std::vector<std::size_t> nodes(boxes.size());
    for (std::size_t at = 0; at < boxes.size(); ++at)
      if (connected[at]) nodes[at] = drawing.add(boxes[at]);
    // An edge over several columns bends at a point in each of them, so that it passes between the boxes.
    std::vector<std::vector<std::size_t>> bends(edges.size());
    std::size_t all_bends = 0;
    for (std::size_t at = 0; at < edges.size(); ++at) {
      const Edge& edge = edges[at];
      const int span = ranks[edge.second] - ranks[edge.first];
      std::size_t from = nodes[edge.first];
      for (int step = 1; step < span && all_bends < kMostBends; ++step, ++all_bends) {
        bends[at].push_back(drawing.add({1, 1}));
        drawing.connect(from, bends[at].back());
        from = bends[at].back();
      }
      drawing.connect(from, nodes[edge.second]);
    }
    drawing.lay_out();
    for (std::size_t at = 0; at < boxes.size(); ++at)
      if (connected[at]) out.centres[at] = drawing.centre(nodes[at]);
    // Boxes of one column have one middle. Edges bend between columns and cross them level, so that none
    // passes over a box.
    std::map<long, double> half_widths;
    const auto column = [](const GraphPoint& point) { return std::lround(point.x); };
    for (std::size_t at = 0; at < boxes.size(); ++at) {
      if (!connected[at]) continue;
      double& half = half_widths[column(out.centres[at])];
      half = std::max(half, boxes[at].width / 2);
    }
    for (std::size_t at = 0; at < edges.size(); ++at) {
      const Edge& edge = edges[at];
      std::vector<GraphPoint>& path = out.paths[at];
      const GraphPoint from = out.centres[edge.first], to = out.centres[edge.second];
      path.push_back({from.x + boxes[edge.first].width / 2, from.y});
      path.push_back({from.x + half_widths[column(from)], from.y});
      for (const std::size_t bend : bends[at]) {
        const GraphPoint middle = drawing.centre(bend);
        const auto half = half_widths.find(column(middle));
        const double width = half == half_widths.end() ? 0 : half->second;
        path.push_back({middle.x - width, middle.y});
        path.push_back({middle.x + width, middle.y});
      }
      path.push_back({to.x - half_widths[column(to)], to.y});
      path.push_back({to.x - boxes[edge.second].width / 2, to.y});
    }
    out.width = drawing.width();
    out.height = drawing.height();
  }
  place_alone(boxes, alone, out);
  return out;
}

}  // namespace outturn
