// A changed text, made front to back from pieces of the old one and new pieces. Where the old text has room
// in front, the new one grows there and follows the reading of the old: a sheet of 100 MB needs no second 100
// MB.
#pragma once

#include <cstddef>
#include <string_view>

#include "xlsx/byte_buffer.h"

namespace outturn::xlsx {

class GrowingText {
 public:
  // `used_up` holds the old text where its memory may be taken over; null: it stays as it is.
  GrowingText(ByteBuffer* used_up, std::size_t expected_size);

  // Nothing of the old text before `unread` is needed any more, but by a piece appended next.
  void pass(std::size_t unread) noexcept {
    if (used_up_ != nullptr) limit_ = used_up_->room() + unread;
  }
  // A piece of the old text begins at or behind what was passed, or ends there.
  void append(std::string_view piece);
  [[nodiscard]] std::size_t size() const noexcept { return size_; }
  [[nodiscard]] ByteBuffer take();

 private:
  void move_out(std::size_t more);

  ByteBuffer* used_up_;
  ByteBuffer own_;
  char* out_;
  std::size_t size_ = 0;
  std::size_t limit_;  // how large it may become where it is
};

}  // namespace outturn::xlsx
