// The packed form of a text in which little was changed, without packing all of it again: blocks before a
// change are kept as they were packed, and so are those behind it that look back no further than to its end.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace outturn::xlsx {

// A piece of an old text and what stands in its place in the new one, as offsets in each. What lies between
// two edits is the same in both.
struct TextEdit {
  std::size_t old_begin = 0;
  std::size_t old_end = 0;
  std::size_t new_begin = 0;
  std::size_t new_end = 0;
};

// Packs a text as a whole deflate stream; what it gives is good until it is called again.
using Deflate = std::function<std::string_view(std::string_view)>;

// `packed` is the old text, known to unpack without an error; edits ascend. Nothing where they reach
// over so much of the text that packing it whole is as good.
[[nodiscard]] std::optional<std::string> spliced_deflate(std::string_view packed, std::string_view new_text,
                                                         std::span<const TextEdit> edits,
                                                         const Deflate& deflate);

}  // namespace outturn::xlsx
