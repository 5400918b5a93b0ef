#include "engine/comparison/line_alignment.h"

#include <algorithm>
#include <utility>

namespace outturn {
namespace {

using Pair = std::pair<std::int32_t, std::int32_t>;

std::vector<std::uint64_t> without_zeros(std::span<const std::uint64_t> keys,
                                         std::vector<std::int32_t>& places) {
  std::vector<std::uint64_t> kept;
  for (std::size_t at = 0; at < keys.size(); ++at) {
    if (keys[at] == 0) continue;
    kept.push_back(keys[at]);
    places.push_back(static_cast<std::int32_t>(at));
  }
  return kept;
}

// The furthest reaching paths of each number of edits, kept to walk back along them.
bool shortest_edit(std::span<const std::uint64_t> a, std::span<const std::uint64_t> b,
                   std::vector<Pair>& pairs) {
  const auto n = static_cast<std::int32_t>(a.size());
  const auto m = static_cast<std::int32_t>(b.size());
  const std::int32_t most = std::min(n + m, kMostEditedLines);
  std::vector<std::int32_t> reach(2 * static_cast<std::size_t>(most) + 3, 0);
  const auto at = [&](std::int32_t diagonal) -> std::int32_t& {
    return reach[static_cast<std::size_t>(diagonal + most + 1)];
  };
  std::vector<std::vector<std::int32_t>> history;
  const auto comes_down = [](const auto& row, std::int32_t k, std::int32_t d, std::int32_t middle) {
    const auto value = [&](std::int32_t diagonal) {
      return row[static_cast<std::size_t>(diagonal + middle)];
    };
    return k == -d || (k != d && value(k - 1) < value(k + 1));
  };
  std::int32_t found = -1;
  for (std::int32_t d = 0; d <= most && found < 0; ++d) {
    // Only the diagonals -d-1 to d+1 are looked at again.
    history.emplace_back(reach.begin() + (most - d), reach.begin() + (most + d + 3));
    for (std::int32_t k = -d; k <= d; k += 2) {
      std::int32_t x = comes_down(reach, k, d, most + 1) ? at(k + 1) : at(k - 1) + 1;
      while (x < n && x - k < m && x - k >= 0 &&
             a[static_cast<std::size_t>(x)] == b[static_cast<std::size_t>(x - k)])
        ++x;
      at(k) = x;
      if (x >= n && x - k >= m) {
        found = d;
        break;
      }
    }
  }
  if (found < 0) return false;
  std::int32_t x = n, y = m;
  for (std::int32_t d = found; d > 0; --d) {
    const std::vector<std::int32_t>& row = history[static_cast<std::size_t>(d)];
    const std::int32_t middle = d + 1;
    const std::int32_t k = x - y;
    const std::int32_t from = comes_down(row, k, d, middle) ? k + 1 : k - 1;
    const std::int32_t from_x = row[static_cast<std::size_t>(from + middle)];
    const std::int32_t from_y = from_x - from;
    while (x > from_x && y > from_y) pairs.emplace_back(--x, --y);
    x = from_x;
    y = from_y;
  }
  while (x > 0 && y > 0) pairs.emplace_back(--x, --y);
  std::reverse(pairs.begin(), pairs.end());
  return true;
}

class Aligner {
 public:
  Aligner(std::span<const LineKeys> before, std::span<const LineKeys> after, Unlike unlike)
      : before_(before), after_(after), unlike_(unlike) {
    result_.to_after.assign(before.size(), -1);
  }

  LinePairs take() {
    pair_by([](const LineKeys& line) { return line.content; });
    pair_by([](const LineKeys& line) { return line.label; });
    if (unlike_ == Unlike::are_edited) for_each_gap([&](Pair from, Pair to) { pair_edited(from, to); });
    // The same but for the label.
    pair_by([](const LineKeys& line) { return line.label == 0 ? 0 : line.content - line.label; });
    const bool searched_all = searched_all_;
    const std::vector<std::int32_t> known = result_.to_after;
    // Nothing tells lines without a label apart, but whether they are empty.
    pair_by([](const LineKeys& line) -> std::uint64_t {
      constexpr std::uint64_t kEmpty = 1, kFilled = 2;
      return line.label != 0 ? 0 : line.content == 0 ? kEmpty : kFilled;
    });
    result_.limited = (!searched_all || !searched_all_) && known != result_.to_after;
    return std::move(result_);
  }

 private:
  // Calls back with the stretches of both tables between two lines that are paired.
  template <typename F>
  void for_each_gap(F&& visit) {
    const std::vector<std::int32_t> pairs = result_.to_after;
    Pair from{0, 0};
    for (std::size_t at = 0; at <= pairs.size(); ++at) {
      const bool end = at == pairs.size();
      if (!end && pairs[at] < 0) continue;
      const Pair to{static_cast<std::int32_t>(at),
                    end ? static_cast<std::int32_t>(after_.size()) : pairs[at]};
      if (to.first > from.first && to.second > from.second) visit(from, to);
      from = {to.first + 1, to.second + 1};
    }
  }

  template <typename Key>
  void pair_by(Key key) {
    for_each_gap([&](Pair from, Pair to) {
      std::vector<std::uint64_t> a, b;
      for (std::int32_t at = from.first; at < to.first; ++at)
        a.push_back(key(before_[static_cast<std::size_t>(at)]));
      for (std::int32_t at = from.second; at < to.second; ++at)
        b.push_back(key(after_[static_cast<std::size_t>(at)]));
      std::vector<Pair> pairs;
      if (!common_subsequence(a, b, pairs)) searched_all_ = false;
      for (const Pair& each : pairs) pair(from.first + each.first, from.second + each.second);
    });
  }

  // As many lines here as there are the same lines.
  void pair_edited(Pair from, Pair to) {
    if (to.first - from.first != to.second - from.second) return;
    for (std::int32_t at = 0; from.first + at < to.first; ++at) pair(from.first + at, from.second + at);
  }

  void pair(std::int32_t a, std::int32_t b) { result_.to_after[static_cast<std::size_t>(a)] = b; }

  std::span<const LineKeys> before_, after_;
  Unlike unlike_;
  LinePairs result_;
  bool searched_all_ = true;
};

}  // namespace

bool common_subsequence(std::span<const std::uint64_t> before, std::span<const std::uint64_t> after,
                        std::vector<Pair>& pairs) {
  std::vector<std::int32_t> places_a, places_b;
  const std::vector<std::uint64_t> a = without_zeros(before, places_a);
  const std::vector<std::uint64_t> b = without_zeros(after, places_b);
  std::size_t head = 0;
  while (head < a.size() && head < b.size() && a[head] == b[head]) ++head;
  std::size_t tail = 0;
  while (tail < a.size() - head && tail < b.size() - head && a[a.size() - 1 - tail] == b[b.size() - 1 - tail])
    ++tail;
  std::vector<Pair> found;
  for (std::size_t at = 0; at < head; ++at)
    found.emplace_back(static_cast<std::int32_t>(at), static_cast<std::int32_t>(at));
  std::vector<Pair> middle;
  const bool complete = shortest_edit(std::span(a).subspan(head, a.size() - head - tail),
                                      std::span(b).subspan(head, b.size() - head - tail), middle);
  const auto offset = static_cast<std::int32_t>(head);
  for (const Pair& each : middle) found.emplace_back(each.first + offset, each.second + offset);
  for (std::size_t left = tail; left > 0; --left)
    found.emplace_back(static_cast<std::int32_t>(a.size() - left),
                       static_cast<std::int32_t>(b.size() - left));
  for (const Pair& each : found)
    pairs.emplace_back(places_a[static_cast<std::size_t>(each.first)],
                       places_b[static_cast<std::size_t>(each.second)]);
  return complete;
}

LinePairs align_lines(std::span<const LineKeys> before, std::span<const LineKeys> after, Unlike unlike) {
  return Aligner(before, after, unlike).take();
}

}  // namespace outturn
