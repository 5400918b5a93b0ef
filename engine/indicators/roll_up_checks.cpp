#include "engine/indicators/roll_up_checks.h"

#include <algorithm>

#include "engine/indicators/spelling.h"

namespace outturn {
namespace {

std::string listed(const std::vector<std::string>& references) {
  constexpr std::size_t kShown = 8;
  std::string list;
  for (std::size_t at = 0; at < references.size() && at < kShown; ++at)
    list += (at == 0 ? "" : ", ") + references[at];
  return references.size() > kShown ? list + " and " + std::to_string(references.size() - kShown) + " more"
                                    : list;
}

bool is_rest(const RollUpNode& node, std::size_t line) {
  return same_name(node.table().lines[line].name, "Not assigned");
}

// What the lines of the sheet add to in a class: what a person gets who adds up the column.
int sum_of_lines(const RollUpNode& node, std::size_t c) {
  int sum = 0;
  for (std::size_t line = 0; line < node.table().lines.size(); ++line) {
    if (node.plan().total_line != line) sum += node.table().lines[line].counts[c];
  }
  return sum;
}

std::vector<std::string> left_out(const RollUpNode& node) {
  for (std::size_t line = 0; line < node.table().lines.size(); ++line) {
    if (is_rest(node, line)) return {};
  }
  return node.table().unassigned;
}

std::string cause(const RollUpNode& node) {
  std::string text;
  if (const std::vector<std::string> missing = left_out(node); !missing.empty())
    text += "; in no line of \"" + node.definition().name + "\": " + listed(missing);
  if (!node.table().several.empty())
    text += "; in more than one line of \"" + node.definition().name + "\": " + listed(node.table().several);
  return text;
}

}  // namespace

std::string counted_twice(const RollUpNode& node) {
  const RollUpTable& table = node.table();
  if (table.several.empty()) return {};
  int in_lines = 0;
  for (std::size_t line = 0; line < table.lines.size(); ++line) {
    if (node.plan().total_line != line) in_lines += table.lines[line].items;
  }
  return std::to_string(table.total.items) + " indicators, counted " + std::to_string(in_lines) +
         " times in the lines (" + listed(table.several) + " in more than one)";
}

std::vector<Diagnostic> compare_roll_ups(const std::vector<const RollUpNode*>& nodes) {
  std::vector<Diagnostic> found;
  for (std::size_t b = 1; b < nodes.size(); ++b) {
    for (std::size_t a = 0; a < b; ++a) {
      const RollUpNode& first = *nodes[a];
      const RollUpNode& second = *nodes[b];
      if (first.refusal() != nullptr || second.refusal() != nullptr || !first.definition().across.empty() ||
          !second.definition().across.empty() || first.references() != second.references())
        continue;
      std::string differences;
      for (std::size_t c = 0; c < first.plan().classes.size(); ++c) {
        for (std::size_t d = 0; d < second.plan().classes.size(); ++d) {
          if (!same_name(first.plan().classes[c], second.plan().classes[d])) continue;
          const int one = sum_of_lines(first, c), other = sum_of_lines(second, d);
          if (one != other)
            differences += (differences.empty() ? "" : ", ") + first.plan().classes[c] + " " +
                           std::to_string(one) + " and " + std::to_string(other);
        }
      }
      if (differences.empty()) continue;
      const bool only_twice = left_out(first).empty() && left_out(second).empty();
      found.push_back({only_twice ? Severity::note : Severity::warning, second.definition().where,
                       "the lines of \"" + first.definition().name + "\" and of \"" +
                           second.definition().name + "\" are of the same indicators and add to " +
                           differences + cause(first) + cause(second)});
    }
  }
  return found;
}

}  // namespace outturn
