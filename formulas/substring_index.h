// Which of many texts contain a piece of text, without looking at each: for patterns that begin with a
// wildcard.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace outturn {

// The places at which a piece can begin, in the order of the bytes that follow, of which the first kCompared
// count: a longer piece is looked for by the window of it that is found least often.
class SubstringIndex {
 public:
  // Texts that together are longer are not indexed: four more bytes are needed for each of theirs.
  static constexpr std::size_t kMostBytes = std::size_t{32} << 20;

  // Nothing where they are too long.
  [[nodiscard]] static std::optional<SubstringIndex> of(std::span<const std::string_view> texts);

  // Positions, in the list of texts, ascending: of every text that contains all the pieces, and of others.
  // Nothing where they may be more than `most`, so that looking at each text is as good.
  [[nodiscard]] std::optional<std::vector<std::uint32_t>> holding(std::span<const std::string> pieces,
                                                                  std::size_t most) const;

 private:
  static constexpr std::size_t kCompared = 8;

  [[nodiscard]] std::uint64_t word_at(std::uint32_t place) const noexcept;
  [[nodiscard]] std::span<const std::uint32_t> places_of(std::string_view window) const;

  std::string all_;                    // the texts, a zero byte behind each, kCompared at the end
  std::vector<std::uint32_t> begins_;  // of each text
  std::vector<std::uint32_t> places_;  // ordered by word_at
};

}  // namespace outturn
