#include "xlsx/growing_text.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace outturn::xlsx {

GrowingText::GrowingText(ByteBuffer* used_up, std::size_t expected_size)
    : used_up_(used_up), own_(used_up != nullptr ? ByteBuffer() : ByteBuffer(expected_size)) {
  out_ = used_up_ != nullptr ? used_up_->data() - used_up_->room() : own_.data();
  limit_ = used_up_ != nullptr ? used_up_->room() : own_.size();
}

void GrowingText::append(std::string_view piece) {
  if (piece.empty()) return;
  if (piece.size() > limit_ - size_) move_out(piece.size());
  std::memmove(out_ + size_, piece.data(), piece.size());
  size_ += piece.size();
}

// The old text, of which nothing that is still needed has been overwritten, stays where it is.
void GrowingText::move_out(std::size_t more) {
  ByteBuffer larger(std::max(size_ + more, size_ + size_ / 2) + (std::size_t{1} << 16));
  std::memcpy(larger.data(), out_, size_);
  used_up_ = nullptr;
  own_ = std::move(larger);
  out_ = own_.data();
  limit_ = own_.size();
}

ByteBuffer GrowingText::take() {
  if (used_up_ != nullptr) {
    own_ = std::move(*used_up_);
    own_.move_to_front(size_);
  } else {
    own_.shrink(size_);
  }
  return std::move(own_);
}

}  // namespace outturn::xlsx
