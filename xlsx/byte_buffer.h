// The bytes of one part. Unlike std::string it is not zeroed before it is filled, which for a sheet of 150 MB
// is a tenth of the time it takes to read it; and it may have room in front of its bytes, in which a changed
// text can grow (xlsx/growing_text.h). Memory that is never touched costs nothing.
#pragma once

#include <sys/mman.h>

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string_view>

namespace outturn::xlsx {

// Asks for large pages behind the memory of a large text: touching 100 MB in pages of 4 KB takes as long as
// unpacking it.
inline void use_large_pages(void* memory, std::size_t size) noexcept {
  constexpr std::uintptr_t kLargePage = std::uintptr_t{2} << 20;
  const auto begin = reinterpret_cast<std::uintptr_t>(memory);
  const std::uintptr_t from = (begin + kLargePage - 1) / kLargePage * kLargePage;
  const std::uintptr_t to = (begin + size) / kLargePage * kLargePage;
  if (to > from) ::madvise(reinterpret_cast<void*>(from), to - from, MADV_HUGEPAGE);
}

class ByteBuffer {
 public:
  ByteBuffer() = default;
  explicit ByteBuffer(std::size_t size, std::size_t room = 0)
      : memory_(std::make_unique_for_overwrite<char[]>(room + size)), room_(room), size_(size) {
    use_large_pages(memory_.get(), room + size);
  }
  explicit ByteBuffer(std::string_view bytes) : ByteBuffer(bytes.size()) {
    if (size_ != 0) std::memcpy(data(), bytes.data(), size_);
  }

  [[nodiscard]] char* data() noexcept { return memory_.get() + room_; }
  [[nodiscard]] std::size_t size() const noexcept { return size_; }
  // Only the front is used. Requires: size <= size().
  void shrink(std::size_t size) noexcept { size_ = size; }
  [[nodiscard]] std::string_view view() const noexcept { return {memory_.get() + room_, size_}; }

  // How many bytes of memory lie in front of the first.
  [[nodiscard]] std::size_t room() const noexcept { return room_; }
  // From now on the bytes are those that begin at the front of the room. Requires: size <= room() + size().
  void move_to_front(std::size_t size) noexcept {
    room_ = 0;
    size_ = size;
  }

 private:
  std::unique_ptr<char[]> memory_;
  std::size_t room_ = 0;
  std::size_t size_ = 0;
};

}  // namespace outturn::xlsx
