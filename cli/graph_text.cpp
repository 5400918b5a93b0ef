#include "cli/graph_text.h"

#include <array>

namespace outturn {
namespace {

using nlohmann::ordered_json;
using Kind = OutlineNode::Kind;

constexpr std::size_t kLongestLine = 44;  // characters

// A control character means nothing in a label and may end it.
bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }

std::string shortened(const std::string& line) {
  std::string out;
  std::size_t characters = 0;
  for (const char c : line) {
    const bool starts = (static_cast<unsigned char>(c) & 0xC0) != 0x80;
    if (starts && ++characters > kLongestLine) return out + "…";
    out += is_control(c) ? ' ' : c;
  }
  return out;
}

// Inside a quoted string. Graphviz reads backslashes as its own escapes and & as an entity.
std::string dot_text(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c == '&' ? "&amp;" : is_control(c) ? " " : std::string(1, c);
  }
  return out;
}

// Mermaid has entity codes of its own; what could end a label, begin Markdown or be HTML is written as one.
std::string mermaid_text(const std::string& text) {
  std::string out;
  for (const char c : text) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       c == ' ' || c == '.' || c == ',' || c == '!' || c == ':' || c == '=' || c == '+' ||
                       c == '-' || c == '/' || c == '%' || (static_cast<unsigned char>(c) & 0x80) != 0;
    out += plain ? std::string(1, c) : is_control(c) ? " " : "#" + std::to_string(static_cast<int>(c)) + ";";
  }
  return out;
}

std::string hex_colour(std::uint32_t colour) {
  constexpr char kDigits[] = "0123456789ABCDEF";
  std::string out = "#";
  for (int shift = 20; shift >= 0; shift -= 4) out += kDigits[(colour >> shift) & 0xF];
  return out;
}

std::string dot_shape(Kind kind) {
  switch (kind) {
    case Kind::input:
      return "shape=parallelogram";
    case Kind::sheet:
      return "shape=folder";
    case Kind::measure:
      return "shape=box, style=rounded";
    case Kind::indicator:
      return "shape=hexagon";
    case Kind::roll_up:
      return "shape=box, peripheries=2";
    case Kind::list:
      return "shape=note";
    default:
      return "shape=box";
  }
}

// What stands before and behind a label.
std::array<std::string, 2> mermaid_shape(Kind kind) {
  switch (kind) {
    case Kind::input:
      return {"[/", "/]"};
    case Kind::sheet:
      return {"[(", ")]"};
    case Kind::measure:
      return {"(", ")"};
    case Kind::indicator:
      return {"{{", "}}"};
    case Kind::roll_up:
      return {"[[", "]]"};
    case Kind::list:
      return {">", "]"};
    default:
      return {"[", "]"};
  }
}

}  // namespace

std::string kind_text(Kind kind) {
  switch (kind) {
    case Kind::input:
      return "input";
    case Kind::sheet:
      return "formulas of a sheet";
    case Kind::measure:
      return "measure";
    case Kind::indicator:
      return "indicator";
    case Kind::roll_up:
      return "roll-up";
    case Kind::list:
      return "list";
    default:
      return "formula";
  }
}

std::vector<std::string> drawn_lines(const OutlineNode& node, bool brief) {
  if (brief) {
    std::vector<std::string> lines = {
        shortened(node.title + (node.status.empty() ? "" : ": " + node.status))};
    if (!node.lines.empty()) lines.push_back(shortened(node.lines.front()));
    return lines;
  }
  std::vector<std::string> lines = {shortened(node.title)};
  for (const std::string& line : node.lines)
    if (!line.empty()) lines.push_back(shortened(line));
  if (!node.status.empty()) lines.push_back("Status: " + shortened(node.status));
  return lines;
}

std::string to_dot(const DependencyOutline& outline) {
  std::string out = "digraph outturn {\n  rankdir=LR;\n  label=\"" + dot_text(outline.subject) +
                    (outline.grouped.empty() ? "" : " (" + dot_text(outline.grouped) + ")") +
                    "\";\n  node [fontname=\"Helvetica\", fontsize=11];\n";
  for (std::size_t at = 0; at < outline.nodes.size(); ++at) {
    const OutlineNode& node = outline.nodes[at];
    std::string label;
    for (const std::string& line : drawn_lines(node, outline.nodes.size() > kMostAtLength))
      label += (label.empty() ? "" : "\\n") + dot_text(line);
    out += "  n" + std::to_string(at) + " [label=\"" + label + "\", " + dot_shape(node.kind);
    if (node.colour) out += ", color=\"" + hex_colour(*node.colour) + "\"";
    if (node.is_focus || node.colour) out += ", penwidth=3";
    out += "];\n";
  }
  for (const OutlineEdge& edge : outline.edges)
    out += "  n" + std::to_string(edge.from) + " -> n" + std::to_string(edge.to) + ";\n";
  return out + "}\n";
}

std::string to_mermaid(const DependencyOutline& outline) {
  std::string out = "flowchart LR\n";
  for (std::size_t at = 0; at < outline.nodes.size(); ++at) {
    const OutlineNode& node = outline.nodes[at];
    const std::array<std::string, 2> shape = mermaid_shape(node.kind);
    std::string label;
    for (const std::string& line : drawn_lines(node, outline.nodes.size() > kMostAtLength))
      label += (label.empty() ? "" : "<br/>") + mermaid_text(line);
    out += "  n" + std::to_string(at) + shape[0] + "\"" + label + "\"" + shape[1] + "\n";
  }
  for (const OutlineEdge& edge : outline.edges)
    out += "  n" + std::to_string(edge.from) + " --> n" + std::to_string(edge.to) + "\n";
  for (std::size_t at = 0; at < outline.nodes.size(); ++at) {
    const OutlineNode& node = outline.nodes[at];
    if (!node.colour && !node.is_focus) continue;
    out += "  style n" + std::to_string(at) + " stroke-width:3px" +
           (node.colour ? ",stroke:" + hex_colour(*node.colour) : "") + "\n";
  }
  return out;
}

ordered_json to_json(const DependencyOutline& outline) {
  ordered_json nodes = ordered_json::array(), edges = ordered_json::array();
  for (const OutlineNode& node : outline.nodes)
    nodes.push_back({{"kind", kind_text(node.kind)},
                     {"title", node.title},
                     {"lines", node.lines},
                     {"status", node.status.empty() ? ordered_json(nullptr) : ordered_json(node.status)},
                     {"focus", node.is_focus}});
  for (const OutlineEdge& edge : outline.edges) edges.push_back({edge.from, edge.to});
  return {{"subject", outline.subject},
          {"grouped", outline.grouped},
          {"nodes", std::move(nodes)},
          {"edges", std::move(edges)}};
}

}  // namespace outturn
