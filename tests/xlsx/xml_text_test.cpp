#include "xlsx/xml_text.h"

#include <gtest/gtest.h>

#include "xlsx/text_encoding.h"

namespace outturn::xlsx {
namespace {

TEST(XmlText, DecodesCharacterData) {
  const std::pair<const char*, const char*> rows[] = {{"a&lt;b&gt;&amp;&quot;&apos;", "a<b>&\"'"},
                                                      {"&#65;&#x42;&#x1F600;", "AB\xF0\x9F\x98\x80"},
                                                      {"a\r\nb\rc\n", "a\nb\nc\n"},
                                                      {"&#13;", "\r"}};
  for (const auto& [raw, text] : rows) {
    std::string decoded;
    EXPECT_TRUE(append_character_data(decoded, raw)) << raw;
    EXPECT_EQ(decoded, text);
  }
  for (const char* raw :
       {"&", "&;", "&bad;", "&#;", "&#x;", "&#0;", "&#xD800;", "&#x110000;", "&#xFFFF;", "&#12x;", "\x01",
        "\xFF", "\xC0\x80", "\xED\xA0\x80", "]]>", "a<b", "\xEF\xBF\xBF", "&#99999999999999999;"}) {
    std::string decoded;
    EXPECT_FALSE(append_character_data(decoded, raw)) << raw;
  }
}

TEST(XmlText, UnescapesAndEscapesXstrings) {
  EXPECT_EQ(unescape_xstring("_x000D__x000a_x_x005F_x0041_y"), "\r\nx_x0041_y");
  EXPECT_EQ(unescape_xstring("_xD83D__xDE00_"), "\xF0\x9F\x98\x80");
  EXPECT_EQ(unescape_xstring("_xD83D_"), "\xEF\xBF\xBD");
  EXPECT_EQ(unescape_xstring("_x00_x_y_x000G_"), "_x00_x_y_x000G_");
  EXPECT_EQ(escape_xstring("a\x01<\r\n\t_x0041_ _x"), "a_x0001_&lt;_x000D_\n\t_x005F_x0041_ _x");
}

TEST(XmlText, EveryTextComesBack) {
  for (const std::string text :
       {"", "_", "_x", "_x005F_", "_x005F_x005F_", "__x0041_", "_x0041_x0042_", "a\rb", " \t\n ", "\x1F\x7F",
        "]]>", "\xEF\xBF\xBF\xEF\xBF\xBE", "_x_x0041_", "<&>"}) {
    std::string decoded;
    ASSERT_TRUE(append_character_data(decoded, escape_xstring(text))) << text;
    EXPECT_EQ(unescape_xstring(decoded), text);
  }
}

TEST(XmlText, SaysWhereSpaceMustBePreserved) {
  for (const char* text : {" a", "a ", "a\n", "a  b", "a\nb"})
    EXPECT_TRUE(needs_space_preserved(text)) << text;
  for (const char* text : {"", "a", "a b"}) EXPECT_FALSE(needs_space_preserved(text)) << text;
}

TEST(TextEncoding, DetectsByMarkAndDeclaration) {
  using namespace std::string_view_literals;
  EXPECT_EQ(detect_encoding("<a/>"), TextEncoding::utf8);
  EXPECT_EQ(detect_encoding("\xEF\xBB\xBF<a/>"), TextEncoding::utf8);
  EXPECT_EQ(detect_encoding("\xFF\xFE<\0"sv), TextEncoding::utf16_le);
  EXPECT_EQ(detect_encoding("\xFE\xFF\0<"sv), TextEncoding::utf16_be);
  EXPECT_EQ(detect_encoding("\0<\0a"sv), TextEncoding::utf16_be);
  EXPECT_EQ(detect_encoding("<?xml version='1.0' encoding='ISO-8859-1'?>"), TextEncoding::latin1);
  EXPECT_EQ(detect_encoding("<?xml version='1.0' encoding=\"utf-8\"?>"), TextEncoding::utf8);
  EXPECT_EQ(detect_encoding("<?xml version='1.0' encoding=\"Shift_JIS\"?>"), std::nullopt);
}

TEST(TextEncoding, ConvertsThereAndBack) {
  const std::string text =
      "\xEF\xBB\xBF"
      "a\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80";
  for (const TextEncoding encoding : {TextEncoding::utf16_le, TextEncoding::utf16_be})
    EXPECT_EQ(to_utf8(*from_utf8(text, encoding), encoding), text);
  EXPECT_EQ(to_utf8("\xE9", TextEncoding::latin1), "\xC3\xA9");
  EXPECT_EQ(from_utf8("\xC3\xA9", TextEncoding::latin1), "\xE9");
  EXPECT_EQ(from_utf8("\xE2\x82\xAC", TextEncoding::latin1), std::nullopt);
  EXPECT_EQ(to_utf8("a", TextEncoding::utf16_le), std::nullopt) << "half a unit";
  EXPECT_EQ(to_utf8("\x3D\xD8", TextEncoding::utf16_le), std::nullopt) << "half a pair";
  EXPECT_FALSE(is_valid_utf8("\xF4\x90\x80\x80"));
  EXPECT_FALSE(is_valid_utf8("\xE2\x82"));
}

}  // namespace
}  // namespace outturn::xlsx
