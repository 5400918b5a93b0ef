#include "xlsx/deflate_blocks.h"

#include <bit>
#include <cstring>

namespace outturn::xlsx {
namespace {

constexpr unsigned kLongestCode = 15;
constexpr std::size_t kEndOfBlock = 256;
constexpr std::size_t kMostLiterals = 288;
constexpr std::size_t kMostDistances = 32;

// Of the symbols behind kEndOfBlock: the least length and how many bits are added to it.
constexpr std::array<std::uint16_t, 29> kLengths = {3,  4,  5,  6,   7,   8,   9,   10,  11, 13,
                                                    15, 17, 19, 23,  27,  31,  35,  43,  51, 59,
                                                    67, 83, 99, 115, 131, 163, 195, 227, 258};
constexpr std::array<std::uint8_t, 29> kLengthBits = {0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2,
                                                      2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0};
constexpr std::size_t kDistanceSymbols = 30;

constexpr unsigned distance_bits(std::size_t symbol) noexcept {
  return symbol < 4 ? 0U : static_cast<unsigned>(symbol / 2 - 1);
}

}  // namespace

bool DeflateBlocks::Code::read(const std::uint8_t* lengths, std::size_t symbols) {
  std::array<std::uint32_t, kLongestCode + 1> counts{};
  for (std::size_t i = 0; i < symbols; ++i) ++counts[lengths[i]];
  counts[0] = 0;
  unsigned longest = 0;
  std::array<std::uint32_t, kLongestCode + 2> next{};
  for (unsigned length = 1; length <= kLongestCode; ++length) {
    if (counts[length] != 0) longest = length;
    next[length + 1] = (next[length] + counts[length]) << 1;
    if (next[length] + counts[length] > std::uint32_t{1} << length) return false;
  }
  entries_.assign(std::size_t{1} << longest, {});
  mask_ = entries_.size() - 1;
  for (std::size_t symbol = 0; symbol < symbols; ++symbol) {
    const unsigned length = lengths[symbol];
    if (length == 0) continue;
    const std::uint32_t code = next[length]++;
    std::size_t reversed = 0;  // codes are packed from their highest bit on
    for (unsigned i = 0; i < length; ++i) reversed |= std::size_t{code >> i & 1} << (length - 1 - i);
    for (std::size_t at = reversed; at < entries_.size(); at += std::size_t{1} << length)
      entries_[at] = {static_cast<std::uint16_t>(symbol), static_cast<std::uint8_t>(length)};
  }
  return true;
}

// At least 56 bits, where there are so many.
void DeflateBlocks::refill() noexcept {
  if (packed_.size() - at_ >= sizeof bits_) {
    std::uint64_t word = 0;
    std::memcpy(&word, packed_.data() + at_, sizeof word);
    if constexpr (std::endian::native == std::endian::big) word = __builtin_bswap64(word);
    bits_ |= word << count_;
    at_ += (63 - count_) / 8;
    count_ |= 56;
    return;
  }
  for (; count_ <= 56 && at_ < packed_.size(); count_ += 8)
    bits_ |= std::uint64_t{static_cast<unsigned char>(packed_[at_++])} << count_;
}

std::uint32_t DeflateBlocks::take(unsigned count) noexcept {
  if (count > count_) {
    overrun_ = true;
    return 0;
  }
  const auto value = static_cast<std::uint32_t>(bits_ & ((std::uint64_t{1} << count) - 1));
  bits_ >>= count;
  count_ -= count;
  return value;
}

std::optional<DeflateBlock> DeflateBlocks::next() {
  DeflateBlock block{bit(), raw_, false};
  refill();
  block.last = take(1) != 0;
  const std::uint32_t type = take(2);
  if (overrun_) return std::nullopt;
  bool passed = false;
  if (type == 0) {
    passed = pass_stored();
  } else if (type == 1) {
    set_fixed_codes();
    passed = pass_symbols();
  } else if (type == 2) {
    passed = read_codes() && pass_symbols();
  }
  return passed ? std::optional(block) : std::nullopt;
}

bool DeflateBlocks::pass_stored() {
  static_cast<void>(take(count_ % 8));
  refill();
  const std::uint32_t size = take(16);
  const std::uint32_t complement = take(16);
  if (overrun_ || (size ^ complement) != 0xFFFF) return false;
  const std::uint64_t begin = bit() / 8;
  if (size > packed_.size() - begin) return false;
  at_ = static_cast<std::size_t>(begin) + size;
  bits_ = 0;
  count_ = 0;
  raw_ += size;
  return true;
}

void DeflateBlocks::set_fixed_codes() {
  std::array<std::uint8_t, kMostLiterals> lengths{};
  for (std::size_t i = 0; i < lengths.size(); ++i)
    lengths[i] = static_cast<std::uint8_t>(i < 144 ? 8 : i < 256 ? 9 : i < 280 ? 7 : 8);
  static_cast<void>(literals_.read(lengths.data(), lengths.size()));
  lengths.fill(5);
  static_cast<void>(distances_.read(lengths.data(), kMostDistances));
}

bool DeflateBlocks::read_codes() {
  refill();
  const std::size_t literals = take(5) + 257;
  const std::size_t distances = take(5) + 1;
  const std::size_t given = take(4) + 4;
  if (literals > kMostLiterals) return false;
  constexpr std::array<std::uint8_t, 19> kOrder = {16, 17, 18, 0, 8,  7, 9,  6, 10, 5,
                                                   11, 4,  12, 3, 13, 2, 14, 1, 15};
  std::array<std::uint8_t, 19> of_lengths{};
  for (std::size_t i = 0; i < given; ++i) {
    refill();
    of_lengths[kOrder[i]] = static_cast<std::uint8_t>(take(3));
  }
  Code code;
  if (overrun_ || !code.read(of_lengths.data(), of_lengths.size())) return false;
  std::array<std::uint8_t, kMostLiterals + kMostDistances> lengths{};
  for (std::size_t i = 0; i < literals + distances;) {
    refill();
    const Code::Entry entry = code.find(bits_);
    if (entry.length == 0 || entry.length > count_) return false;
    static_cast<void>(take(entry.length));
    if (entry.symbol < 16) {
      lengths[i++] = static_cast<std::uint8_t>(entry.symbol);
      continue;
    }
    if (entry.symbol == 16 && i == 0) return false;
    const std::uint8_t repeated = entry.symbol == 16 ? lengths[i - 1] : std::uint8_t{0};
    const std::size_t times = entry.symbol == 16   ? 3 + take(2)
                              : entry.symbol == 17 ? 3 + take(3)
                                                   : 11 + take(7);
    if (overrun_ || times > literals + distances - i) return false;
    for (std::size_t k = 0; k < times; ++k) lengths[i++] = repeated;
  }
  return literals_.read(lengths.data(), literals) && distances_.read(lengths.data() + literals, distances);
}

bool DeflateBlocks::pass_symbols() {
  constexpr unsigned kMostBitsOfAMatch = 48;
  while (true) {
    if (count_ < kMostBitsOfAMatch) refill();
    const Code::Entry& entry = literals_.find(bits_);
    if (entry.length == 0 || entry.length > count_) return false;
    bits_ >>= entry.length;
    count_ -= entry.length;
    if (entry.symbol < kEndOfBlock) {
      ++raw_;
      continue;
    }
    if (entry.symbol == kEndOfBlock) return true;
    const std::size_t length = entry.symbol - kEndOfBlock - 1;
    if (length >= kLengths.size()) return false;
    raw_ += kLengths[length] + take(kLengthBits[length]);
    const Code::Entry& distance = distances_.find(bits_);
    if (distance.length == 0 || distance.symbol >= kDistanceSymbols) return false;
    static_cast<void>(take(distance.length));
    static_cast<void>(take(distance_bits(distance.symbol)));
    if (overrun_) return false;
  }
}

}  // namespace outturn::xlsx
