// Steps through markup that is in the form in which nearly all programs write it, and stops where it is not.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace outturn::xlsx {

// A word of at most eight characters, to be compared with a text in one step.
class ShortWord {
 public:
  ShortWord() = default;
  // Requires: word.size() <= kMostCharacters.
  explicit ShortWord(std::string_view word) noexcept : size_(word.size()) {
    if (size_ == 0) return;  // no word may have no address either
    std::memcpy(&bits_, word.data(), size_);
    std::memset(&mask_, 0xFF, size_);
  }
  static constexpr std::size_t kMostCharacters = 8;

  [[nodiscard]] bool empty() const noexcept { return size_ == 0; }
  [[nodiscard]] std::size_t size() const noexcept { return size_; }
  [[nodiscard]] bool begins(std::string_view text) const noexcept {
    std::uint64_t found = 0;
    if (text.size() < size_) return false;
    if (size_ == 0) return true;
    std::memcpy(&found, text.data(), text.size() < kMostCharacters ? size_ : kMostCharacters);
    return (found & mask_) == bits_;
  }

 private:
  std::uint64_t bits_ = 0;
  std::uint64_t mask_ = 0;
  std::size_t size_ = 0;
};

class PlainMarkup {
 public:
  PlainMarkup(std::string_view text, std::size_t at) noexcept : text_(text), at_(at) {}

  [[nodiscard]] std::size_t at() const noexcept { return at_; }
  [[nodiscard]] std::string_view since(std::size_t begin) const noexcept {
    return text_.substr(begin, at_ - begin);
  }
  // Moves behind the word, or not at all.
  template <std::size_t size>
  bool pass(const char (&word)[size]) noexcept {
    constexpr std::size_t kLength = size - 1;
    if (text_.size() - at_ < kLength || std::memcmp(text_.data() + at_, word, kLength) != 0) return false;
    at_ += kLength;
    return true;
  }
  bool pass(std::string_view word) noexcept {
    if (text_.compare(at_, word.size(), word) != 0) return false;
    at_ += word.size();
    return true;
  }
  bool pass(const ShortWord& word) noexcept {
    if (!word.begins(text_.substr(at_))) return false;
    at_ += word.size();
    return true;
  }
  // An attribute's value of letters and digits, as those of s= and t= are, and its closing quote.
  bool pass_word(std::string_view* word = nullptr) noexcept {
    const std::size_t begin = at_;
    while (at_ < text_.size() && is_word(text_[at_])) ++at_;
    if (word != nullptr) *word = since(begin);
    return pass("\"");
  }
  // Capital letters as a column's number from 1; 0 for none or too many.
  [[nodiscard]] int pass_column() noexcept {
    int column = 0;
    const std::size_t begin = at_;
    while (at_ < text_.size() && text_[at_] >= 'A' && text_[at_] <= 'Z' && at_ - begin < 3)
      column = column * 26 + (text_[at_++] - 'A' + 1);
    return column;
  }
  // Where the next such character stands, or the end of the text.
  [[nodiscard]] std::size_t next(char c) const noexcept {
    const void* found = std::memchr(text_.data() + at_, c, text_.size() - at_);
    return found == nullptr ? text_.size()
                            : static_cast<std::size_t>(static_cast<const char*>(found) - text_.data());
  }
  bool pass_to(std::size_t at) noexcept {
    at_ = at;
    return at < text_.size();
  }
  // The rest of <f…>…</f> or <f…/>, behind "<f".
  bool pass_formula() noexcept {
    if (!pass_to(next('>'))) return false;
    const bool empty = text_[at_ - 1] == '/';
    ++at_;
    return empty || (pass_to(next('<')) && pass("</f>"));
  }

 private:
  [[nodiscard]] static bool is_word(char c) noexcept {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  std::string_view text_;
  std::size_t at_;
};

}  // namespace outturn::xlsx
