#include "formulas/substring_index.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

namespace outturn {
namespace {

// The bytes in the order of their values, whatever the machine's; those behind a zero byte do not count.
std::uint64_t word_of(const char* bytes) noexcept {
  std::uint64_t word = 0;
  bool ended = false;
  for (std::size_t i = 0; i < sizeof word; ++i) {
    const auto byte = static_cast<unsigned char>(bytes[i]);
    ended = ended || byte == 0;
    word = word << 8 | (ended ? 0U : byte);
  }
  return word;
}

}  // namespace

std::uint64_t SubstringIndex::word_at(std::uint32_t place) const noexcept { return word_of(&all_[place]); }

std::optional<SubstringIndex> SubstringIndex::of(std::span<const std::string_view> texts) {
  std::size_t size = kCompared;
  for (const std::string_view text : texts) {
    size += text.size() + 1;
    if (size > kMostBytes) return std::nullopt;
  }
  SubstringIndex index;
  index.all_.reserve(size);
  for (const std::string_view text : texts) {
    index.begins_.push_back(static_cast<std::uint32_t>(index.all_.size()));
    index.all_.append(text).push_back('\0');
  }
  const std::size_t end = index.all_.size();
  index.all_.append(kCompared, '\0');

  // Counted by the first two bytes, and sorted among those that have them alike.
  constexpr std::size_t kPairs = std::size_t{1} << 16;
  const auto pair_at = [&](std::size_t place) {
    const auto first = static_cast<unsigned char>(index.all_[place]);
    const auto second = static_cast<unsigned char>(index.all_[place + 1]);
    return static_cast<std::size_t>(first << 8 | second);
  };
  std::vector<std::uint32_t> next(kPairs + 1);
  for (std::size_t place = 0; place < end; ++place)
    if (index.all_[place] != '\0') ++next[pair_at(place) + 1];
  for (std::size_t pair = 0; pair < kPairs; ++pair) next[pair + 1] += next[pair];
  index.places_.resize(next[kPairs]);
  for (std::size_t place = 0; place < end; ++place)
    if (index.all_[place] != '\0') index.places_[next[pair_at(place)]++] = static_cast<std::uint32_t>(place);
  std::vector<std::pair<std::uint64_t, std::uint32_t>> alike;
  for (std::size_t from = 0; from < index.places_.size();) {
    const std::size_t to = next[pair_at(index.places_[from])];
    alike.clear();
    for (std::size_t i = from; i < to; ++i)
      alike.emplace_back(index.word_at(index.places_[i]), index.places_[i]);
    std::sort(alike.begin(), alike.end());
    for (std::size_t i = from; i < to; ++i) index.places_[i] = alike[i - from].second;
    from = to;
  }
  return index;
}

std::span<const std::uint32_t> SubstringIndex::places_of(std::string_view window) const {
  std::array<char, kCompared> bytes{};
  std::memcpy(bytes.data(), window.data(), window.size());
  const std::uint64_t low = word_of(bytes.data());
  // The bits behind the window's own.
  const std::size_t free = 8 * (kCompared - window.size());
  const std::uint64_t high = low | (free == 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << free) - 1);
  const auto from = std::partition_point(places_.begin(), places_.end(),
                                         [&](std::uint32_t place) { return word_at(place) < low; });
  const auto to =
      std::partition_point(from, places_.end(), [&](std::uint32_t place) { return word_at(place) <= high; });
  return {from, to};
}

std::optional<std::vector<std::uint32_t>> SubstringIndex::holding(std::span<const std::string> pieces,
                                                                  std::size_t most) const {
  std::optional<std::span<const std::uint32_t>> fewest;
  for (const std::string& whole : pieces) {
    // What follows a zero byte, which no cell should hold, is not compared.
    const std::string_view piece = std::string_view(whole).substr(0, whole.find('\0'));
    if (piece.empty()) continue;
    const std::size_t windows = piece.size() > kCompared ? piece.size() - kCompared + 1 : 1;
    // The last window first: in codes and references the end is what differs.
    constexpr std::size_t kFew = 16;
    for (std::size_t k = windows; k-- > 0;) {
      const auto places = places_of(piece.substr(k, kCompared));
      if (!fewest || places.size() < fewest->size()) fewest = places;
      if (fewest->size() <= kFew) break;
    }
    if (fewest->size() <= kFew) break;
  }
  if (!fewest || fewest->size() > most) return std::nullopt;
  std::vector<std::uint32_t> texts;
  texts.reserve(fewest->size());
  for (const std::uint32_t place : *fewest) {
    const auto behind = std::upper_bound(begins_.begin(), begins_.end(), place);
    texts.push_back(static_cast<std::uint32_t>(behind - begins_.begin() - 1));
  }
  std::sort(texts.begin(), texts.end());
  texts.erase(std::unique(texts.begin(), texts.end()), texts.end());
  return texts;
}

}  // namespace outturn
