#include "formulas/functions/lookup/grouping.h"

#include <algorithm>
#include <cstdlib>
#include <unordered_map>

#include "formulas/functions/lookup/sort_order.h"

namespace outturn {
namespace {

std::string key_of(const Array& fields, std::uint32_t row, std::size_t depth) {
  std::string key;
  for (std::size_t i = 0; i < depth; ++i) append_key(key, fields.at(row, i));
  return key;
}

struct Group {
  GroupLine line;
  Value sort_value;
};

// The order of two groups by one field.
int compare_field(const Array& fields, const Group& a, const Group& b, std::size_t field, bool descending) {
  return compare_for_sort(fields.at(a.line.rows[0], field), fields.at(b.line.rows[0], field), descending);
}

class GroupOrder {
 public:
  GroupOrder(const Array& fields, const AxisOptions& options) : fields_(fields), options_(options) {}

  // Position of the value that decides, or npos.
  [[nodiscard]] std::size_t value() const noexcept {
    if (options_.sort.size() != 1) return npos;
    const auto at = static_cast<std::size_t>(std::abs(options_.sort[0]));
    return at > fields_.columns() ? at - fields_.columns() - 1 : npos;
  }

  bool operator()(const Group& a, const Group& b) const {
    const bool by_value = value() != npos;
    if (options_.as_table) {
      if (by_value) {
        if (const int order = compare_value(a, b); order != 0) return order < 0;
      } else {
        for (const int key : options_.sort) {
          const auto field = static_cast<std::size_t>(std::abs(key)) - 1;
          if (const int order = compare_field(fields_, a, b, field, key < 0); order != 0) return order < 0;
        }
      }
      return in_field_order(a, b, {});
    }
    if (!by_value) return in_field_order(a, b, options_.sort);
    // Within the groups of the fields before the last one.
    for (std::size_t field = 0; field + 1 < fields_.columns(); ++field)
      if (const int order = compare_field(fields_, a, b, field, false); order != 0) return order < 0;
    if (const int order = compare_value(a, b); order != 0) return order < 0;
    return in_field_order(a, b, {});
  }

  static constexpr std::size_t npos = static_cast<std::size_t>(-1);

 private:
  [[nodiscard]] int compare_value(const Group& a, const Group& b) const {
    return compare_for_sort(a.sort_value, b.sort_value, options_.sort[0] < 0);
  }
  [[nodiscard]] bool in_field_order(const Group& a, const Group& b, const std::vector<int>& sort) const {
    for (std::size_t field = 0; field < fields_.columns(); ++field) {
      const bool descending = std::find(sort.begin(), sort.end(), -static_cast<int>(field) - 1) != sort.end();
      if (const int order = compare_field(fields_, a, b, field, descending); order != 0) return order < 0;
    }
    return false;
  }

  const Array& fields_;
  const AxisOptions& options_;
};

// Puts the groups [first, last), which have `depth` fields in common, into `lines`, subtotals among them.
void add_lines(const Array& fields, std::vector<Group>& groups, std::size_t first, std::size_t last,
               std::size_t depth, const AxisOptions& options, std::vector<GroupLine>& lines) {
  const auto levels = static_cast<std::size_t>(std::abs(options.total_depth));
  const bool has_total = depth < levels;
  GroupLine total{depth, {}};
  if (has_total) {
    for (std::size_t i = first; i < last; ++i)
      total.rows.insert(total.rows.end(), groups[i].line.rows.begin(), groups[i].line.rows.end());
    std::sort(total.rows.begin(), total.rows.end());
    if (options.total_depth < 0) lines.push_back(total);
  }
  if (depth + 1 >= levels || depth + 1 >= fields.columns()) {
    for (std::size_t i = first; i < last; ++i) lines.push_back(std::move(groups[i].line));
  } else {
    for (std::size_t begin = first; begin < last;) {
      std::size_t end = begin + 1;
      const std::string key = key_of(fields, groups[begin].line.rows[0], depth + 1);
      while (end < last && key_of(fields, groups[end].line.rows[0], depth + 1) == key) ++end;
      add_lines(fields, groups, begin, end, depth + 1, options, lines);
      begin = end;
    }
  }
  if (has_total && options.total_depth > 0) lines.push_back(std::move(total));
}

}  // namespace

bool are_valid(const AxisOptions& options, std::size_t fields, std::size_t values) {
  const auto depth = static_cast<std::size_t>(std::abs(options.total_depth));
  if (depth > 1 && (depth > fields || options.as_table)) return false;
  return std::all_of(options.sort.begin(), options.sort.end(), [&](int key) {
    const auto at = static_cast<std::size_t>(std::abs(key));
    return at >= 1 && at <= fields + (options.sort.size() == 1 ? values : 0);
  });
}

std::vector<GroupLine> group_lines(const Array& fields, const Rows& rows, const AxisOptions& options,
                                   const GroupValue& value) {
  std::vector<Group> groups;
  std::unordered_map<std::string, std::size_t> by_key;
  for (const std::uint32_t row : rows) {
    const auto [found, is_new] = by_key.emplace(key_of(fields, row, fields.columns()), groups.size());
    if (is_new) groups.push_back({{fields.columns(), {}}, {}});
    groups[found->second].line.rows.push_back(row);
  }
  const GroupOrder order(fields, options);
  if (order.value() != GroupOrder::npos)
    for (Group& group : groups) group.sort_value = value(group.line, order.value());
  std::stable_sort(groups.begin(), groups.end(), order);
  std::vector<GroupLine> lines;
  add_lines(fields, groups, 0, groups.size(), 0, options, lines);
  return lines;
}

Rows rows_like(const Array& fields, const Rows& rows, std::uint32_t like, std::size_t depth) {
  const std::string key = key_of(fields, like, depth);
  Rows found;
  for (const std::uint32_t row : rows)
    if (key_of(fields, row, depth) == key) found.push_back(row);
  return found;
}

}  // namespace outturn
