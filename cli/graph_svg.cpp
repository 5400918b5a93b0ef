#include "cli/graph_svg.h"

#include <algorithm>
#include <array>
#include <set>

#include "cli/graph_layout.h"
#include "cli/graph_text.h"
#include "cli/markup_text.h"
#include "formulas/decimal_rounding.h"

namespace outturn {
namespace {

using Kind = OutlineNode::Kind;

constexpr double kMargin = 20, kLine = 16, kPadding = 10, kSlant = 16, kBand = 8;
constexpr double kHeading = 34, kLegend = 50;
constexpr double kCharacter = 6.9;  // width of a character of 12 pixels, generously

// With one decimal, and none where it is 0.
std::string number(double value) {
  const double tenths = round_half_away(value * 10, 0);
  const auto whole = static_cast<long long>(tenths);
  const long long size = whole < 0 ? -whole : whole;
  return (whole < 0 ? "-" : "") + std::to_string(size / 10) +
         (size % 10 == 0 ? "" : "." + std::to_string(size % 10));
}

std::size_t characters(const std::string& text) {
  return static_cast<std::size_t>(std::count_if(
      text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

std::string attribute(const char* name, double value) {
  return std::string(" ") + name + "=\"" + number(value) + "\"";
}

std::string polygon(std::initializer_list<GraphPoint> points) {
  std::string out = "<polygon points=\"";
  for (const GraphPoint& point : points) out += number(point.x) + "," + number(point.y) + " ";
  out.back() = '"';
  return out + "/>";
}

std::string rectangle(double x, double y, double width, double height, double corner = 0) {
  return "<rect" + attribute("x", x) + attribute("y", y) + attribute("width", width) +
         attribute("height", height) + (corner > 0 ? attribute("rx", corner) : "") + "/>";
}

// Each kind has a shape of its own.
std::string shape(Kind kind, double x, double y, double w, double h) {
  switch (kind) {
    case Kind::input:
      return polygon({{x + kSlant, y}, {x + w, y}, {x + w - kSlant, y + h}, {x, y + h}});
    case Kind::sheet:  // a folder with its tab
      return polygon(
          {{x, y}, {x + w / 3, y}, {x + w / 3 + 6, y + 6}, {x + w, y + 6}, {x + w, y + h}, {x, y + h}});
    case Kind::measure:
      return rectangle(x, y, w, h, 12);
    case Kind::indicator:
      return polygon({{x + kSlant, y},
                      {x + w - kSlant, y},
                      {x + w, y + h / 2},
                      {x + w - kSlant, y + h},
                      {x + kSlant, y + h},
                      {x, y + h / 2}});
    case Kind::roll_up:
      return rectangle(x, y, w, h) + rectangle(x + 3, y + 3, w - 6, h - 6);
    case Kind::list:  // a sheet of paper with a folded corner
      return polygon({{x, y}, {x + w - 10, y}, {x + w, y + 10}, {x + w, y + h}, {x, y + h}}) +
             "<path fill=\"none\" d=\"M" + number(x + w - 10) + " " + number(y) + "V" + number(y + 10) + "H" +
             number(x + w) + "\"/>";
    default:
      return rectangle(x, y, w, h);
  }
}

double inset_of(Kind kind) {
  return kind == Kind::input || kind == Kind::indicator ? kSlant : kind == Kind::roll_up ? 3 : 0;
}

GraphBox box_of(const OutlineNode& node, bool brief) {
  std::size_t longest = 0;
  const std::vector<std::string> lines = drawn_lines(node, brief);
  for (const std::string& line : lines) longest = std::max(longest, characters(line));
  return {static_cast<double>(longest) * kCharacter + 2 * kPadding + 2 * inset_of(node.kind) +
              (node.colour ? kBand : 0),
          static_cast<double>(lines.size()) * kLine + 2 * kPadding};
}

std::string colour_text(std::uint32_t colour) {
  constexpr char kDigits[] = "0123456789abcdef";
  std::string out = "#";
  for (int shift = 20; shift >= 0; shift -= 4) out += kDigits[(colour >> shift) & 0xF];
  return out;
}

std::string drawn_node(const OutlineNode& node, bool brief, const GraphBox& box, const GraphPoint& centre) {
  const double x = centre.x - box.width / 2, y = centre.y - box.height / 2;
  std::string whole = kind_text(node.kind) + " " + node.title;
  for (const std::string& line : node.lines) whole += "; " + line;
  if (!node.status.empty()) whole += "; status " + node.status;
  std::string out = "<g class=\"" + std::string(node.is_focus ? "node focus" : "node") +
                    "\" role=\"img\"><title>" + markup_escaped(whole) + "</title>" +
                    shape(node.kind, x, y, box.width, box.height);
  const double inset = inset_of(node.kind);
  if (node.colour)
    out += "<rect class=\"band\" style=\"fill:" + colour_text(*node.colour) + "\"" +
           attribute("x", x + inset) + attribute("y", y + 4) + attribute("width", kBand) +
           attribute("height", box.height - 8) + "/>";
  double line_y = y + kPadding + 12;
  const double text_x = x + inset + kPadding + (node.colour ? kBand : 0);
  const std::vector<std::string> lines = drawn_lines(node, brief);
  for (std::size_t at = 0; at < lines.size(); ++at) {
    const bool strong = at == 0 || (!brief && at + 1 == lines.size() && !node.status.empty());
    out += "<text" + attribute("x", text_x) + attribute("y", line_y) + (strong ? " class=\"strong\"" : "") +
           ">" + markup_escaped(lines[at]) + "</text>";
    line_y += kLine;
  }
  return out + "</g>\n";
}

std::string drawn_edge(const std::vector<GraphPoint>& path) {
  std::string out = "<path class=\"edge\" d=\"M" + number(path[0].x) + " " + number(path[0].y);
  for (std::size_t at = 1; at < path.size(); ++at) {
    const GraphPoint& a = path[at - 1];
    const GraphPoint& b = path[at];
    if (a.y == b.y && b.x >= a.x) {
      out += "H" + number(b.x);
      continue;
    }
    constexpr double kLoop = 40;  // an edge that leads back leaves and arrives as the others do
    const bool back = b.x <= a.x;
    const double left = back ? a.x + kLoop : (a.x + b.x) / 2, right = back ? b.x - kLoop : (a.x + b.x) / 2;
    out += "C" + number(left) + " " + number(a.y) + " " + number(right) + " " + number(b.y) + " " +
           number(b.x) + " " + number(b.y);
  }
  return out + "\"/>\n";
}

}  // namespace

std::string to_svg(const DependencyOutline& outline) {
  const bool brief = outline.nodes.size() > kMostAtLength;
  std::vector<GraphBox> boxes;
  for (const OutlineNode& node : outline.nodes) boxes.push_back(box_of(node, brief));
  std::vector<std::pair<std::size_t, std::size_t>> edges;
  for (const OutlineEdge& edge : outline.edges) edges.emplace_back(edge.from, edge.to);
  const GraphLayout layout = lay_out_graph(boxes, edges);

  std::set<Kind> kinds;
  for (const OutlineNode& node : outline.nodes) kinds.insert(node.kind);
  constexpr double kSample = 170;
  const double heading =
      static_cast<double>(std::max(characters(outline.subject) + 14, characters(outline.grouped))) * 8;
  const double width =
      std::max({layout.width, static_cast<double>(kinds.size()) * kSample, heading}) + 2 * kMargin;
  const double top = kMargin + kHeading + (outline.grouped.empty() ? 0 : kLine);
  const double height = top + layout.height + kLegend + 2 * kMargin;

  std::string description = std::to_string(outline.nodes.size()) + " nodes, " +
                            std::to_string(outline.edges.size()) +
                            " arrows, each from what is read to what reads it.";
  if (!outline.grouped.empty()) description += " Drawn together: " + outline.grouped + ".";
  std::string out =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " +
      number(width) + " " + number(height) + "\"" + attribute("width", width) + attribute("height", height) +
      " role=\"img\" aria-labelledby=\"title desc\">\n<title id=\"title\">Dependencies: " +
      markup_escaped(outline.subject) + "</title>\n<desc id=\"desc\">" + markup_escaped(description) +
      "</desc>\n"
      "<style>text{font:12px Arial,Helvetica,sans-serif;fill:#1a1a1a}.strong{font-weight:bold}"
      ".node rect,.node polygon,.node path{stroke:#333;stroke-width:1.2}.node rect,.node polygon{fill:#fff}"
      ".node rect.band{stroke:#333;stroke-width:.6}.focus rect,.focus polygon{stroke-width:3}"
      ".edge{fill:none;stroke:#666;stroke-width:1.1;marker-end:url(#arrow)}.heading{font-size:16px;font-"
      "weight:bold}"
      "</style>\n"
      "<defs><marker id=\"arrow\" viewBox=\"0 0 8 8\" refX=\"8\" refY=\"4\" markerWidth=\"8\" "
      "markerHeight=\"8\" "
      "orient=\"auto\" markerUnits=\"userSpaceOnUse\"><path d=\"M0 0L8 4L0 8Z\" "
      "fill=\"#666\"/></marker></defs>\n"
      "<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n";
  out += "<text class=\"heading\"" + attribute("x", kMargin) + attribute("y", kMargin + 14) +
         ">Dependencies: " + markup_escaped(outline.subject) + "</text>\n";
  if (!outline.grouped.empty())
    out += "<text" + attribute("x", kMargin) + attribute("y", kMargin + 34) +
           ">Drawn together: " + markup_escaped(outline.grouped) + "</text>\n";
  out += "<g transform=\"translate(" + number(kMargin) + " " + number(top) + ")\">\n";
  for (const std::vector<GraphPoint>& path : layout.paths) out += drawn_edge(path);
  for (std::size_t at = 0; at < outline.nodes.size(); ++at)
    out += drawn_node(outline.nodes[at], brief, boxes[at], layout.centres[at]);
  out += "</g>\n";
  double x = kMargin;
  const double y = height - kMargin - 24;
  for (const Kind kind : kinds) {
    out += "<g class=\"node\">" + shape(kind, x, y, 40, 22) + "<text" + attribute("x", x + 48) +
           attribute("y", y + 15) + ">" + markup_escaped(kind_text(kind)) + "</text></g>\n";
    x += kSample;
  }
  return out + "</svg>\n";
}

}  // namespace outturn
