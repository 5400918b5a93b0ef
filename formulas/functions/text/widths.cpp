// Full-width and half-width characters of Japanese text: ASC, DBCS and JIS, which is another name of DBCS.
//
// The pairs are those of Unicode's Halfwidth and Fullwidth Forms (U+FF00 to U+FFEF).
#include <string>

#include "formulas/arguments.h"
#include "formulas/text_units.h"

namespace outturn {
namespace {

// The full-width characters of U+FF61 to U+FF9F, in their order.
constexpr char16_t kFullWidth[] =
    u"。「」、・ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモ"
    u"ヤユヨ"
    u"ラリルレロワン゛゜";
constexpr std::uint32_t kFirstHalfWidth = 0xFF61;
constexpr std::uint32_t kHalfWidths = 63;
static_assert(std::size(kFullWidth) == kHalfWidths + 1);

constexpr std::uint32_t kVoiced = 0xFF9E;
constexpr std::uint32_t kHalfVoiced = 0xFF9F;

// A katakana with its sound mark (ガ) is one full-width character and two half-width ones. In Unicode it
// follows the one without directly, and one with a half mark (パ) follows that.
bool takes_voice(std::uint32_t full) noexcept {
  return (full >= 0x30AB && full <= 0x30C1 && (full - 0x30AB) % 2 == 0) ||
         (full >= 0x30C4 && full <= 0x30C8 && (full - 0x30C4) % 2 == 0) ||
         (full >= 0x30CF && full <= 0x30DB && (full - 0x30CF) % 3 == 0);
}
bool takes_half_voice(std::uint32_t full) noexcept {
  return full >= 0x30CF && full <= 0x30DB && (full - 0x30CF) % 3 == 0;
}

std::uint32_t half_of(std::uint32_t full) noexcept {
  for (std::uint32_t i = 0; i < kHalfWidths; ++i)
    if (kFullWidth[i] == full) return kFirstHalfWidth + i;
  return 0;
}

void append_half(std::string& out, std::uint32_t point) {
  if (point == 0x3000) {
    out += ' ';
  } else if (point >= 0xFF01 && point <= 0xFF5E) {
    out += static_cast<char>(point - 0xFF01 + '!');
  } else if (const std::uint32_t half = half_of(point)) {
    append_utf8(out, half);
  } else if (point == 0x30F4) {  // ヴ
    append_utf8(out, half_of(0x30A6));
    append_utf8(out, kVoiced);
  } else if (takes_voice(point - 1)) {
    append_utf8(out, half_of(point - 1));
    append_utf8(out, kVoiced);
  } else if (takes_half_voice(point - 2)) {
    append_utf8(out, half_of(point - 2));
    append_utf8(out, kHalfVoiced);
  } else {
    append_utf8(out, point);
  }
}

template <typename Append>
Value converted(std::string_view text, Append append) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = code_point_at(text, at);
    at += point.bytes;
    if (point.bytes == 1 && point.value >= 0x80)
      out += static_cast<char>(point.value);
    else
      append(out, point.value, at);
  }
  return utf16_length(out) > kMaxTextUnits ? Value(ErrorCode::value) : Value(out);
}

Value asc(const Arguments& args) {
  return converted(args.text(0),
                   [](std::string& out, std::uint32_t point, std::size_t&) { append_half(out, point); });
}

Value dbcs(const Arguments& args) {
  const std::string_view text = args.text(0);
  return converted(text, [text](std::string& out, std::uint32_t point, std::size_t& next) {
    if (point == ' ') return append_utf8(out, 0x3000);
    if (point > ' ' && point <= '~') return append_utf8(out, point - '!' + 0xFF01);
    if (point < kFirstHalfWidth || point >= kFirstHalfWidth + kHalfWidths) return append_utf8(out, point);
    const std::uint32_t full = kFullWidth[point - kFirstHalfWidth];
    const CodePoint mark = next < text.size() ? code_point_at(text, next) : CodePoint{0, 0};
    std::uint32_t joined = full;
    if (mark.value == kVoiced && full == 0x30A6)
      joined = 0x30F4;
    else if (mark.value == kVoiced && takes_voice(full))
      joined = full + 1;
    else if (mark.value == kHalfVoiced && takes_half_voice(full))
      joined = full + 2;
    if (joined != full) next += mark.bytes;
    append_utf8(out, joined);
  });
}

constexpr Example kAscExamples[] = {{"ASC(\"EXCEL\")", "\"EXCEL\""},
                                    {"ASC(\"エクセル\")", "\"ｴｸｾﾙ\""},
                                    {"ASC(\"ＡＢＣ　ガパ\")", "\"ABC ｶﾞﾊﾟ\""}};
constexpr Example kDbcsExamples[] = {{"DBCS(\"EXCEL\")", "\"ＥＸＣＥＬ\""},
                                     {"DBCS(\"ｴｸｾﾙ\")", "\"エクセル\""}};
constexpr Example kJisExamples[] = {{"JIS(\"EXCEL\")", "\"ＥＸＣＥＬ\""}, {"JIS(\"ｶﾞﾊﾟ\")", "\"ガパ\""}};

constexpr FunctionSpec kFunctions[] = {
    {.name = "ASC",
     .signature = "text:text",
     .summary = "A text with its full-width letters and katakana made half-width.",
     .evaluate = asc,
     .examples = kAscExamples},
    {.name = "DBCS",
     .signature = "text:text",
     .summary = "A text with its half-width letters and katakana made full-width.",
     .evaluate = dbcs,
     .examples = kDbcsExamples},
    {.name = "JIS",
     .signature = "text:text",
     .summary = "A text with its half-width letters and katakana made full-width.",
     .evaluate = dbcs,
     .examples = kJisExamples},
};

}  // namespace

std::span<const FunctionSpec> widths_functions() { return kFunctions; }

}  // namespace outturn
