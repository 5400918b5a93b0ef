#include "xlsx/deflate_splice.h"

#include <cstdint>
#include <utility>
#include <vector>

#include "xlsx/deflate_blocks.h"

namespace outturn::xlsx {
namespace {

// How far back a block can refer (RFC 1951, 2).
constexpr std::uint64_t kWindow = 32'768;

// A stretch of the old stream, from the beginning of one block to that of another, that is packed anew.
struct Stretch {
  DeflateBlock from;
  std::optional<DeflateBlock> to;  // nothing: to the end
};

// Nothing where the stream cannot be followed.
std::optional<std::vector<Stretch>> stretches_of(std::string_view packed, std::span<const TextEdit> edits) {
  std::vector<Stretch> stretches;
  DeflateBlocks blocks(packed);
  std::uint64_t unchanged_from = 0;  // all that a block can refer to is as it was, and so is the block
  bool open = false;
  std::size_t next = 0;
  while (open || next < edits.size()) {
    const auto block = blocks.next();
    if (!block) return std::nullopt;
    const auto begins_before = [&](std::uint64_t end) {
      return next < edits.size() && (edits[next].old_begin < end || block->last);
    };
    const bool changes = begins_before(blocks.raw());
    if (open && !changes && block->raw >= unchanged_from) {
      stretches.back().to = *block;
      open = false;
    }
    if (!open && changes) {
      stretches.push_back({*block, std::nullopt});
      open = true;
    }
    for (; begins_before(blocks.raw()); ++next) unchanged_from = edits[next].old_end + kWindow;
    if (block->last) break;
  }
  return stretches;
}

// Bits, the lowest of each byte first.
class BitStream {
 public:
  explicit BitStream(std::size_t expected_bytes) { bytes_.reserve(expected_bytes); }

  [[nodiscard]] std::uint64_t size() const noexcept { return size_; }

  void append(std::uint32_t value, unsigned count) {
    for (unsigned i = 0; i < count; ++i) {
      if (size_ % 8 == 0) bytes_.push_back('\0');
      if ((value >> i & 1) != 0)
        bytes_.back() = static_cast<char>(static_cast<unsigned char>(bytes_.back()) | 1U << (size_ % 8));
      ++size_;
    }
  }

  // The bits of `from` in [begin, end). Requires: begin and size() are at the same bit of a byte.
  void append(std::string_view from, std::uint64_t begin, std::uint64_t end) {
    const auto byte = [&](std::uint64_t at) {
      return std::uint32_t{static_cast<unsigned char>(from[static_cast<std::size_t>(at)])};
    };
    for (; begin < end && begin % 8 != 0; ++begin) append(byte(begin / 8) >> (begin % 8), 1);
    const std::uint64_t whole = (end - begin) / 8;
    bytes_.append(from.substr(static_cast<std::size_t>(begin / 8), static_cast<std::size_t>(whole)));
    size_ += whole * 8;
    begin += whole * 8;
    if (begin < end) append(byte(begin / 8), static_cast<unsigned>(end - begin));
  }

  // Blocks of nothing, until the next bit is at this place in its byte: what is copied then keeps its places,
  // on which a block of stored bytes depends.
  void fill_up_to(std::uint64_t bit) {
    if ((bit - size_) % 2 != 0) append_empty_block_of_99_bits();
    while (size_ % 8 != bit % 8) append(kFixedCodes, 10);  // and the code for the end of the block, 7 zeros
  }

  [[nodiscard]] std::string take() { return std::move(bytes_); }

 private:
  static constexpr std::uint32_t kFixedCodes = 2;    // BFINAL 0, BTYPE 01
  static constexpr std::uint32_t kDynamicCodes = 4;  // BFINAL 0, BTYPE 10

  // With codes of its own, complete ones, of which only that for the end of the block is used (RFC
  // 1951, 3.2.7).
  void append_empty_block_of_99_bits() {
    append(kDynamicCodes, 3);
    append(257 - 257, 5);  // codes for literals
    append(2 - 1, 5);      // for distances
    append(18 - 4, 4);     // for lengths of codes: all but the last in their order
    constexpr std::uint32_t kLengthsInOrder[18] = {0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 2};
    for (const std::uint32_t length : kLengthsInOrder) append(length, 3);
    const auto length_one = [&] { append(0b01, 2); };
    const auto length_two = [&] { append(0b11, 2); };
    const auto zeros = [&](std::uint32_t count) {
      append(0, 1);
      append(count - 11, 7);
    };
    length_one();  // literal 0
    length_two();  // literal 1
    zeros(138);
    zeros(254 - 138);
    length_two();  // end of block
    length_one();
    length_one();     // the distances
    append(0b11, 2);  // end of block
  }

  std::string bytes_;
  std::uint64_t size_ = 0;
};

}  // namespace

std::optional<std::string> spliced_deflate(std::string_view packed, std::string_view new_text,
                                           std::span<const TextEdit> edits, const Deflate& deflate) {
  if (edits.empty()) return std::nullopt;
  const auto stretches = stretches_of(packed, edits);
  if (!stretches) return std::nullopt;

  struct Piece {
    std::size_t begin = 0, end = 0;
  };
  std::vector<Piece> pieces;  // of the new text, for each stretch
  std::size_t fresh = 0;
  std::size_t passed = 0;  // edits
  const auto moved = [&](std::uint64_t old) {
    while (passed < edits.size() && edits[passed].old_begin < old) ++passed;
    return static_cast<std::size_t>(
        passed == 0 ? old : old - edits[passed - 1].old_end + edits[passed - 1].new_end);
  };
  for (const Stretch& stretch : *stretches) {
    const std::size_t begin = moved(stretch.from.raw);
    const std::size_t end = stretch.to ? moved(stretch.to->raw) : new_text.size();
    pieces.push_back({begin, end});
    fresh += end - begin;
  }
  if (fresh > new_text.size() / 2) return std::nullopt;

  BitStream out(packed.size() + fresh / 4);
  std::uint64_t kept_from = 0;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    const Stretch& stretch = (*stretches)[i];
    out.append(packed, kept_from, stretch.from.bit);
    const std::string_view own = deflate(new_text.substr(pieces[i].begin, pieces[i].end - pieces[i].begin));
    out.fill_up_to(0);
    DeflateBlocks blocks(own);
    std::optional<DeflateBlock> last = blocks.next();
    while (last && !last->last) last = blocks.next();
    if (!last) return std::nullopt;
    if (!stretch.to) {
      out.append(own, 0, blocks.bit());
      return out.take();
    }
    // Others follow.
    out.append(own, 0, last->bit);
    out.append(0, 1);
    out.append(own, last->bit + 1, blocks.bit());
    kept_from = stretch.to->bit;
    out.fill_up_to(kept_from);
  }
  out.append(packed, kept_from, packed.size() * 8);
  return out.take();
}

}  // namespace outturn::xlsx
