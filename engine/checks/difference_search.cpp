#include <algorithm>
#include <cmath>

#include "engine/checks/relation_search.h"

namespace outturn {

std::vector<std::size_t> partners_of(const FigureLines& lines, std::size_t target) {
  std::vector<std::size_t> partners;
  const std::size_t reach = lines.lines() <= kMostLinesPaired ? lines.lines() : kNeighbourhood;
  for (std::size_t away = 1; away <= reach; ++away) {
    if (target >= away) partners.push_back(target - away);
    if (target + away < lines.lines()) partners.push_back(target + away);
  }
  return partners;
}

namespace {

// Whether enough positions hold for the relation to be worth weighing; `value` gives what the target should
// be.
template <typename F>
bool is_promising(const FigureLines& lines, std::size_t target, F&& value) {
  double holds = 0, off = 0;
  for (std::size_t p = 0; p < lines.positions(); ++p) {
    if (!lines.has(target, p)) continue;
    const auto expected = value(p);
    if (!expected) continue;
    const Figure& figure = lines.figure(target, p);
    if (std::fabs(figure.value - *expected) <= figure.step * 1.01) {
      if (figure.value != 0) holds += 1;
    } else {
      off += 1;
    }
  }
  return holds >= 1 && holds * 2 >= off;
}

std::optional<double> signed_sum(const FigureLines& lines, const std::vector<LineTerm>& terms,
                                 std::size_t p) {
  double sum = 0;
  for (const LineTerm& term : terms) {
    if (!lines.has(term.line, p)) return std::nullopt;
    sum += term.sign * lines.value(term.line, p);
  }
  return sum;
}

void propose(std::vector<Relation>& found, const FigureLines& lines, std::size_t target,
             std::vector<LineTerm> over, double tried, CheckKind kind = CheckKind::difference) {
  const auto value = [&](std::size_t p) { return signed_sum(lines, over, p); };
  if (!is_promising(lines, target, value) &&
      (kind != CheckKind::difference || !lines.words(target).difference))
    return;
  Relation relation;
  relation.kind = kind;
  relation.target = target;
  relation.over = std::move(over);
  relation.tried = tried;
  weigh(relation, lines);
  found.push_back(std::move(relation));
}

}  // namespace

std::vector<Relation> find_differences(const FigureLines& lines) {
  std::vector<Relation> found;
  for (std::size_t target = 0; target < lines.lines(); ++target) {
    const std::vector<std::size_t> partners = partners_of(lines, target);
    const auto tried = static_cast<double>(partners.size() * partners.size());
    for (const std::size_t a : partners)
      for (const std::size_t b : partners) {
        if (a == b || lines.is_share(a) != lines.is_share(b) || lines.is_share(target) != lines.is_share(a))
          continue;
        propose(found, lines, target, {{a, 1}, {b, -1}}, tried);
        // Two lines that stand apart: own staff and contractors, a block each.
        if (a < b && b < target) propose(found, lines, target, {{a, 1}, {b, 1}}, tried, CheckKind::sum);
      }
    // Opening + additions − disposals = closing: the neighbours before, the first of them positive.
    for (std::size_t length = 3; length <= 5 && length <= target; ++length) {
      const std::size_t first = target - length;
      if (lines.line_band(first) != lines.line_band(target)) break;
      for (unsigned signs = 1; signs < (1u << (length - 1)); ++signs) {
        std::vector<LineTerm> over{{first, 1}};
        for (std::size_t i = 1; i < length; ++i)
          over.push_back({first + i, (signs >> (i - 1)) & 1u ? -1.0 : 1.0});
        if (std::any_of(over.begin(), over.end(), [&](const LineTerm& term) {
              return lines.is_share(term.line) != lines.is_share(target);
            }))
          continue;
        const auto value = [&](std::size_t p) { return signed_sum(lines, over, p); };
        // More were tried than lines of two: a pair with its own difference among them changes nothing.
        if (is_promising(lines, target, value)) propose(found, lines, target, std::move(over), 512);
      }
    }
  }
  return found;
}

std::vector<Relation> find_running_totals(const FigureLines& lines) {
  std::vector<Relation> found;
  if (lines.positions() < 3) return found;
  for (std::size_t target = 0; target < lines.lines(); ++target) {
    if (lines.is_percent(target)) continue;
    const std::vector<std::size_t> partners = partners_of(lines, target);
    for (const std::size_t line : partners) {
      if (lines.is_percent(line)) continue;
      const auto value = [&](std::size_t p) -> std::optional<double> {
        if (p == 0 || !lines.has(line, p) || !lines.has(target, p - 1)) return std::nullopt;
        return lines.value(target, p - 1) + lines.value(line, p);
      };
      if (!is_promising(lines, target, value)) continue;
      Relation relation;
      relation.kind = CheckKind::running_total;
      relation.target = target;
      relation.over = {{line}, {target, 1, 1, {}}};
      relation.tried = static_cast<double>(partners.size()) * 4;
      weigh(relation, lines);
      found.push_back(std::move(relation));
    }
  }
  return found;
}

std::vector<Relation> find_changes_along(const FigureLines& lines) {
  std::vector<Relation> found;
  if (lines.positions() < 3) return found;
  for (std::size_t target = 0; target < lines.lines(); ++target) {
    const std::vector<std::size_t> partners = partners_of(lines, target);
    for (const std::size_t line : partners) {
      const auto at = [&](std::size_t p, std::size_t back) -> std::optional<double> {
        if (back > p || !lines.has(line, p - back) || lines.position_band(p - back) != lines.position_band(p))
          return std::nullopt;
        return lines.value(line, p - back);
      };
      const auto add = [&](CheckKind kind, double scale, std::vector<LineTerm> over,
                           std::vector<LineTerm> under) {
        Relation relation;
        relation.kind = kind;
        relation.target = target;
        relation.scale = scale;
        relation.over = std::move(over);
        relation.under = std::move(under);
        relation.tried = static_cast<double>(partners.size()) * 6;
        weigh(relation, lines);
        found.push_back(std::move(relation));
      };
      if (lines.is_percent(line) == lines.is_percent(target)) {
        if (is_promising(lines, target, [&](std::size_t p) { return at(p, 1); }))
          add(CheckKind::copy, 1, {{line, 1, 1, {}}}, {});
        const auto change = [&](std::size_t p) -> std::optional<double> {
          const auto now = at(p, 0), before = at(p, 1);
          return now && before ? std::optional(*now - *before) : std::nullopt;
        };
        if (is_promising(lines, target, change))
          add(CheckKind::difference, 1, {{line, 1, 0, {}}, {line, -1, 1, {}}}, {});
        const auto mean = [&](std::size_t p) -> std::optional<double> {
          const auto a = at(p, 0), b = at(p, 1), c = at(p, 2);
          return a && b && c ? std::optional((*a + *b + *c) / 3) : std::nullopt;
        };
        if (is_promising(lines, target, mean))
          add(CheckKind::average, 1, {{line, 1, 0, {}}, {line, 1, 1, {}}, {line, 1, 2, {}}}, {});
      } else if (lines.is_percent(line)) {
        continue;
      }
      const double scale = lines.is_percent(target) ? 1 : 100;
      const auto growth = [&](std::size_t p) -> std::optional<double> {
        const auto now = at(p, 0), before = at(p, 1);
        return now && before && *before != 0 ? std::optional(scale * (*now - *before) / *before)
                                             : std::nullopt;
      };
      if (is_promising(lines, target, growth))
        add(CheckKind::change, scale, {{line, 1, 0, {}}, {line, -1, 1, {}}}, {{line, 1, 1, {}}});
    }
  }
  return found;
}

}  // namespace outturn
