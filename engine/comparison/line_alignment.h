// Which lines of an earlier table are which of a later one, where lines were inserted, removed or edited.
#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace outturn {

// More lines that are in one table only are not searched for: finding them takes time and memory quadratic in
// their number.
inline constexpr std::int32_t kMostEditedLines = 1500;

// A row or a column as its contents say it.
struct LineKeys {
  std::uint64_t content = 0;  // of everything in it, added up; 0 for an empty line
  std::uint64_t label = 0;    // of the words that name it, as they are in the content; 0 for none
};

// What to make of lines in the same place that have other contents and other labels.
enum class Unlike {
  differ,     // each is in one table only, unless all but the label is the same
  are_edited  // as many here as there are the same lines, edited
};

struct LinePairs {
  // The later line of each earlier one, ascending; -1 for one that is gone.
  std::vector<std::int32_t> to_after;
  // More lines differ than are searched for, so that some are paired by their order alone.
  bool limited = false;
};

// First by a longest common subsequence of the contents, then between those of the labels, then empty lines
// and lines without a label in their order.
[[nodiscard]] LinePairs align_lines(std::span<const LineKeys> before, std::span<const LineKeys> after,
                                    Unlike unlike = Unlike::differ);

// The pairs of a longest common subsequence, keys of 0 left out (Myers, "An O(ND) Difference Algorithm and
// Its Variations", 1986). False beyond kMostEditedLines: the pairs are
// then those at both ends alone.
[[nodiscard]] bool common_subsequence(std::span<const std::uint64_t> before,
                                      std::span<const std::uint64_t> after,
                                      std::vector<std::pair<std::int32_t, std::int32_t>>& pairs);

}  // namespace outturn
