// Where the blocks of a deflate stream begin (RFC 1951), found without unpacking them.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace outturn::xlsx {

struct DeflateBlock {
  std::uint64_t bit = 0;  // where its three header bits begin, counted from the lowest bit of each byte
  std::uint64_t raw = 0;  // how many bytes the blocks before it unpack to
  bool last = false;
};

class DeflateBlocks {
 public:
  explicit DeflateBlocks(std::string_view packed) noexcept : packed_(packed) {}

  // The next block, read to its end; nothing where the stream is damaged. Requires: the one before was not
  // the last.
  [[nodiscard]] std::optional<DeflateBlock> next();
  // The end of what was read.
  [[nodiscard]] std::uint64_t bit() const noexcept { return at_ * 8 - count_; }
  [[nodiscard]] std::uint64_t raw() const noexcept { return raw_; }

 private:
  // A prefix code: what the next kMostBits bits begin with.
  class Code {
   public:
    // Of symbols by the lengths of their codes; false where no code has them.
    [[nodiscard]] bool read(const std::uint8_t* lengths, std::size_t symbols);
    struct Entry {
      std::uint16_t symbol = 0;
      std::uint8_t length = 0;  // 0: no code begins so
    };
    [[nodiscard]] const Entry& find(std::uint64_t bits) const noexcept { return entries_[bits & mask_]; }

   private:
    std::vector<Entry> entries_;
    std::uint64_t mask_ = 0;
  };

  void refill() noexcept;
  [[nodiscard]] std::uint32_t take(unsigned count) noexcept;
  [[nodiscard]] bool pass_stored();
  [[nodiscard]] bool read_codes();
  void set_fixed_codes();
  [[nodiscard]] bool pass_symbols();

  std::string_view packed_;
  std::size_t at_ = 0;      // the next byte to take bits from
  std::uint64_t bits_ = 0;  // taken and not used
  unsigned count_ = 0;      // of them
  bool overrun_ = false;
  std::uint64_t raw_ = 0;
  Code literals_, distances_;
};

}  // namespace outturn::xlsx
