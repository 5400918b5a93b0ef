// xl/styles.xml: what calculation needs of it, the number format of each cell format, and what is added to
// it, copies of a cell format with another solid fill, font or number format (ECMA-376 part 1, 18.8).
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace outturn::xlsx {

class StylesPart {
 public:
  StylesPart() = default;
  // Throws XlsxError.
  [[nodiscard]] static StylesPart read(std::string_view text, const std::string& part);

  // Indexes into cellXfs are what a cell's s= says. A style that is not there is "General".
  [[nodiscard]] std::size_t size() const noexcept { return number_format_of_style_.size(); }
  [[nodiscard]] std::string_view number_format(std::uint32_t style) const noexcept;

 private:
  std::vector<std::uint32_t> number_format_of_style_;
  std::map<std::uint32_t, std::string> custom_formats_;
};

// The format code of a built-in id in an English locale (18.8.30); empty where there is none.
[[nodiscard]] std::string_view builtin_number_format(std::uint32_t id) noexcept;

// Adds cell formats to the part's bytes without renumbering any.
class StyleAppender {
 public:
  // text is the part in UTF-8.
  StyleAppender(std::string text, std::string part);

  // The index of a format that equals `style` but for a solid fill of colour `argb` ("FFC6EFCE"). The same
  // request gives the same index; a format that already looks so is used again. Throws XlsxError (damaged)
  // where the part has no such format.
  [[nodiscard]] std::uint32_t with_solid_fill(std::uint32_t style, std::string_view argb);

  // As with_solid_fill, for no fill in place of a solid one of these colours; `style` itself where its fill
  // is none of them. The colours are the same in every call.
  [[nodiscard]] std::uint32_t without_solid_fill(std::uint32_t style, std::span<const std::string> argbs);

  // As with_solid_fill, for a bold font, and for a number format that every workbook has (18.8.30).
  [[nodiscard]] std::uint32_t with_bold_font(std::uint32_t style);
  [[nodiscard]] std::uint32_t with_number_format(std::uint32_t style, std::uint32_t builtin);

  [[nodiscard]] const std::string& text() const noexcept { return text_; }

 private:
  std::string text_;
  std::string part_;
  std::map<std::pair<std::uint32_t, std::string>, std::uint32_t> made_;
};

}  // namespace outturn::xlsx
