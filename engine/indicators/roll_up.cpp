#include "engine/indicators/roll_up.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numeric>

#include "engine/indicators/spelling.h"

namespace outturn {
namespace {

constexpr std::string_view kNotAssigned = "not assigned";

ClassKind kind_of(const RollUpPlan& plan, std::size_t c) {
  return c < plan.class_kinds.size() ? plan.class_kinds[c] : ClassKind::status;
}

bool is_counted(const RollUpPlan& plan, const RollUpItem& item) {
  return plan.out_of == OutOf::all || item.ranked || (plan.out_of == OutOf::due && item.awaited);
}

// The classes that an item counts in. Of a crossed table only items that the percentages are out of are in
// any.
std::vector<std::size_t> classes_of(const RollUpItem& item, const RollUpPlan& plan) {
  std::vector<std::size_t> classes;
  bool has_status = false, has_group = false;
  std::optional<std::size_t> no_group;
  for (std::size_t c = 0; c < plan.classes.size(); ++c) {
    bool in = false;
    switch (kind_of(plan, c)) {
      case ClassKind::status:
        in = !has_status && !item.status.empty() && same_name(item.status, plan.classes[c]);
        has_status = has_status || in;
        break;
      case ClassKind::on_track:
        in = item.on_track && is_counted(plan, item);
        break;
      case ClassKind::ranked:
        in = item.ranked;
        break;
      case ClassKind::due:
        in = item.ranked || item.awaited;
        break;
      case ClassKind::all:
        in = true;
        break;
      case ClassKind::group:
        in = is_counted(plan, item) &&
             std::any_of(item.columns.begin(), item.columns.end(),
                         [&](const std::string& each) { return same_name(each, plan.classes[c]); });
        has_group = has_group || in;
        break;
      case ClassKind::no_group:
        no_group = c;
        break;
    }
    if (in) classes.push_back(c);
  }
  if (no_group && !has_group && is_counted(plan, item)) classes.push_back(*no_group);
  return classes;
}

// Whether a class shares the line out: the percentages of such classes add to 100.
bool is_share(const RollUpPlan& plan, std::size_t c) {
  const ClassKind kind = kind_of(plan, c);
  return kind == ClassKind::status || kind == ClassKind::group || kind == ClassKind::no_group;
}

void count_item(RollUpLine& line, const RollUpItem& item, const RollUpPlan& plan,
                const std::vector<std::size_t>& classes) {
  ++line.items;
  line.ranked += item.ranked;
  line.awaited += item.awaited;
  for (const std::size_t c : classes) {
    ++line.counts[c];
    line.references[c].push_back(item.reference);
  }
  line.denominator += is_counted(plan, item);
}

bool in_denominator(const RollUpPlan& plan, std::size_t status_class) {
  if (kind_of(plan, status_class) != ClassKind::status) return true;
  return plan.out_of == OutOf::all || plan.class_is_ranked[status_class] ||
         (plan.out_of == OutOf::due && plan.class_is_awaited[status_class]);
}

// In whole printed units: with no decimals 1 is one percent, with one decimal a tenth.
void give_largest_remainders(std::vector<std::int64_t>& units, const std::vector<std::size_t>& classes,
                             const RollUpLine& line, std::int64_t whole) {
  // Integers throughout: count * whole / denominator, and its remainder.
  std::int64_t left = 0;
  std::vector<std::int64_t> remainder(line.counts.size(), 0);
  std::int64_t counted = 0;
  for (std::size_t c : classes) {
    units[c] = line.counts[c] * whole / line.denominator;
    remainder[c] = line.counts[c] * whole % line.denominator;
    left -= units[c];
    counted += line.counts[c];
  }
  left += counted * whole / line.denominator;
  std::vector<std::size_t> order = classes;
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    if (remainder[a] != remainder[b]) return remainder[a] > remainder[b];
    return line.counts[a] > line.counts[b];
  });
  for (std::size_t at = 0; at < order.size() && left > 0; ++at, --left) ++units[order[at]];
}

void find_percentages(RollUpLine& line, const RollUpPlan& plan) {
  line.exact.assign(plan.classes.size(), std::nullopt);
  line.printed.assign(plan.classes.size(), std::nullopt);
  if (line.denominator == 0) return;
  std::vector<std::size_t> classes, beside;
  int counted = 0;
  for (std::size_t c = 0; c < plan.classes.size(); ++c) {
    const ClassKind kind = kind_of(plan, c);
    if (!in_denominator(plan, c) || (!is_share(plan, c) && kind != ClassKind::on_track)) continue;
    line.exact[c] = static_cast<double>(line.counts[c]) / line.denominator;
    if (!is_share(plan, c)) {
      beside.push_back(c);
      continue;
    }
    classes.push_back(c);
    counted += line.counts[c];
  }
  std::int64_t whole = 100;
  for (int place = 0; place < plan.places; ++place) whole *= 10;
  std::vector<std::int64_t> units(plan.classes.size(), 0);
  const auto half_up = [&](std::size_t c) {
    return (2 * line.counts[c] * whole + line.denominator) / (2 * line.denominator);
  };
  using Method = PercentageRounding::Method;
  const auto alone = [&](std::size_t c) {
    return plan.rounding.method == Method::truncate ? line.counts[c] * whole / line.denominator : half_up(c);
  };
  for (std::size_t c : beside) line.printed[c] = static_cast<double>(alone(c)) / static_cast<double>(whole);
  // Groups that share members add to more than the line, and nothing can be balanced.
  if (plan.rounding.method == Method::largest_remainder && counted <= line.denominator) {
    give_largest_remainders(units, classes, line, whole);
  } else {
    for (std::size_t c : classes) units[c] = alone(c);
    if (plan.rounding.method == Method::balance && counted == line.denominator) {
      for (std::size_t c : classes) {
        if (!same_name(plan.classes[c], plan.rounding.balanced_class)) continue;
        units[c] = whole;
        for (std::size_t other : classes) {
          if (other != c) units[c] -= units[other];
        }
        // The others may be rounded up by more than the class has; that it then does not add up is told.
        if (units[c] < 0) units[c] = alone(c);
      }
    }
  }
  std::int64_t sum = 0;
  for (std::size_t c : classes) {
    line.printed[c] = static_cast<double>(units[c]) / static_cast<double>(whole);
    sum += units[c];
  }
  // Only where the classes hold every item that the percentages are out of must they add up.
  if (counted == line.denominator && sum != whole)
    line.printed_sum = static_cast<double>(sum) / static_cast<double>(whole);
}

}  // namespace

std::optional<OutOf> read_out_of(std::string_view text) {
  const std::string key = name_key(text);
  if (key.empty() || key == "ranked") return OutOf::ranked;
  if (key == "due") return OutOf::due;
  if (key == "all") return OutOf::all;
  return std::nullopt;
}

std::optional<PercentageRounding> read_percentage_rounding(std::string_view text) {
  using Method = PercentageRounding::Method;
  const std::string phrase = folded_phrase(text);
  if (phrase.empty() || phrase == "half-up" || phrase == "half up") return PercentageRounding{};
  if (phrase == "truncate") return PercentageRounding{Method::truncate, {}};
  if (phrase == "largest remainder") return PercentageRounding{Method::largest_remainder, {}};
  constexpr std::string_view kBalance = "balance on ";
  if (phrase.rfind(kBalance, 0) == 0) {
    return PercentageRounding{Method::balance, phrase.substr(kBalance.size())};
  }
  return std::nullopt;
}

RollUpTable roll_up(const std::vector<RollUpItem>& items, const RollUpPlan& plan) {
  RollUpTable table;
  const auto empty_line = [&](std::string name) {
    RollUpLine line;
    line.name = std::move(name);
    line.counts.assign(plan.classes.size(), 0);
    line.references.assign(plan.classes.size(), {});
    return line;
  };
  std::vector<std::string> keys;
  std::optional<std::size_t> rest_line;  // a line that the sheet itself calls "Not assigned"
  for (const std::string& name : plan.lines) {
    if (same_name(name, kNotAssigned) && plan.total_line != keys.size()) rest_line = keys.size();
    keys.push_back(name_key(name));
    table.lines.push_back(empty_line(name));
  }
  table.not_assigned = empty_line(std::string(kNotAssigned));
  table.total = empty_line("total");
  for (const RollUpItem& item : items) {
    const std::vector<std::size_t> classes = classes_of(item, plan);
    if (std::none_of(classes.begin(), classes.end(), [&](std::size_t c) { return is_share(plan, c); }))
      table.unclassed.push_back(item.reference);
    count_item(table.total, item, plan, classes);
    std::vector<bool> counted(table.lines.size(), false);
    bool assigned = false;
    for (const std::string& membership : item.memberships) {
      const std::string key = name_key(membership);
      bool known = false;
      for (std::size_t l = 0; l < keys.size(); ++l) {
        if (keys[l] != key || plan.total_line == l || rest_line == l) continue;
        known = true;
        if (!counted[l]) count_item(table.lines[l], item, plan, classes);
        counted[l] = true;
      }
      assigned = assigned || known;
      if (!known && std::find(table.unknown_lines.begin(), table.unknown_lines.end(), membership) ==
                        table.unknown_lines.end()) {
        table.unknown_lines.push_back(membership);
      }
    }
    if (std::count(counted.begin(), counted.end(), true) > 1) table.several.push_back(item.reference);
    if (!assigned) {
      table.unassigned.push_back(item.reference);
      count_item(table.not_assigned, item, plan, classes);
    }
  }
  const auto keep_name = [](RollUpLine from, const std::string& name) {
    from.name = name;
    return from;
  };
  if (plan.total_line) table.lines[*plan.total_line] = keep_name(table.total, plan.lines[*plan.total_line]);
  if (rest_line) table.lines[*rest_line] = keep_name(table.not_assigned, plan.lines[*rest_line]);
  for (RollUpLine& line : table.lines) find_percentages(line, plan);
  find_percentages(table.not_assigned, plan);
  find_percentages(table.total, plan);
  return table;
}

}  // namespace outturn
