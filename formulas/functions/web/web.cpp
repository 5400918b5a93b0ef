// ENCODEURL and FILTERXML: what Excel's web functions do without a network.
#include <fast_float/fast_float.h>

#include <cmath>

#include "formulas/arguments.h"
#include "formulas/functions/number_result.h"
#include "formulas/functions/web/xml_query.h"
#include "formulas/text_units.h"

namespace outturn {
namespace {

// RFC 3986, section 2.3: what stands for itself in any part of an address; all else by the bytes of its
// UTF-8.
Value encodeurl(const Arguments& args) {
  constexpr std::string_view kUnreserved = "-._~";
  constexpr std::string_view kHexadecimal = "0123456789ABCDEF";
  std::string encoded;
  for (const char c : args.text(0)) {
    const bool plain = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
                       kUnreserved.find(c) != std::string_view::npos;
    if (plain) {
      encoded += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    encoded += '%';
    encoded += kHexadecimal[byte >> 4U];
    encoded += kHexadecimal[byte & 15U];
    if (encoded.size() > kMaxTextUnits) return ErrorCode::value;
  }
  return encoded.size() > kMaxTextUnits ? Value(ErrorCode::value) : Value(encoded);
}

// The text without white space at its ends, or the number that it spells as XML writes numbers.
Value node_value(std::string_view text) {
  constexpr std::string_view kSpace = " \t\r\n";
  const std::size_t first = text.find_first_not_of(kSpace);
  if (first == std::string_view::npos) return "";
  text = text.substr(first, text.find_last_not_of(kSpace) + 1 - first);
  double number = 0;
  const auto [end, problem] = fast_float::from_chars(text.data(), text.data() + text.size(), number);
  const char last = text.back();
  if (problem == std::errc() && end == text.data() + text.size() && std::isfinite(number) &&
      ((last >= '0' && last <= '9') || last == '.'))
    return number_result(number);
  return utf16_length(text) > kMaxTextUnits ? Value(ErrorCode::value) : Value(text);
}

Value filterxml(const Arguments& args) {
  std::size_t steps = 0;
  const auto texts = query_xml(args.text(0), std::string(args.text(1)), steps);
  args.context().spend(steps);
  if (!texts || texts->empty()) return ErrorCode::value;
  if (texts->size() == 1) return node_value((*texts)[0]);
  Array column(texts->size(), 1);
  for (std::size_t i = 0; i < texts->size(); ++i) column[i] = node_value((*texts)[i]);
  return Value(std::move(column));
}

constexpr Example kEncodeurlExamples[] = {
    {"ENCODEURL(\"http://contoso.sharepoint.com/Finance/Profit and Loss Statement.xlsx\")",
     "\"http%3A%2F%2Fcontoso.sharepoint.com%2FFinance%2FProfit%20and%20Loss%20Statement.xlsx\""},
    {"ENCODEURL(\"£5\")", "\"%C2%A35\""}};
constexpr Example kFilterxmlExamples[] = {
    {"FILTERXML(\"<t><s>a</s><s>12.5</s></t>\",\"//s\")", "{\"a\";12.5}"},
    {"FILTERXML(\"<t><s id='7'>a</s></t>\",\"//s/@id\")", "7"},
    {"FILTERXML(\"<t><s>a</s><s>b</s></t>\",\"//s[last()]\")", "\"b\""},
    {"FILTERXML(\"<t>\",\"//s\")", "#VALUE!"},
    {"FILTERXML(\"<t/>\",\"//s\")", "#VALUE!"}};

constexpr FunctionSpec kFunctions[] = {
    {.name = "ENCODEURL",
     .signature = "text:text",
     .summary = "A text as it may stand in a web address.",
     .evaluate = encodeurl,
     .examples = kEncodeurlExamples,
     .prefix = FilePrefix::xlfn},
    {.name = "FILTERXML",
     .signature = "xml:text xpath:text",
     .summary = "What an XPath query finds in a text of XML.",
     .evaluate = filterxml,
     .examples = kFilterxmlExamples,
     .prefix = FilePrefix::xlfn},
};

}  // namespace

std::span<const FunctionSpec> web_functions() { return kFunctions; }

}  // namespace outturn
