// BAHTTEXT: an amount of money in Thai words.
#include <cmath>
#include <string>

#include "formulas/arguments.h"
#include "formulas/decimal_rounding.h"

namespace outturn {
namespace {

constexpr std::string_view kDigits[] = {"ศูนย์", "หนึ่ง", "สอง", "สาม", "สี่", "ห้า", "หก", "เจ็ด", "แปด", "เก้า"};
constexpr std::string_view kPlaces[] = {"", "สิบ", "ร้อย", "พัน", "หมื่น", "แสน"};
constexpr std::string_view kMillion = "ล้าน";

// Six digits: in the tens a one is not said and a two has its own word; a one at the end after other digits
// is เอ็ด.
void append_below_million(std::string& out, std::string_view digits, bool something_before) {
  bool said = something_before;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    const auto digit = static_cast<std::size_t>(digits[i] - '0');
    const std::size_t place = digits.size() - 1 - i;
    if (digit == 0) continue;
    if (place == 0 && digit == 1 && said)
      out += "เอ็ด";
    else if (place == 1 && digit == 2)
      out += "ยี่";
    else if (place != 1 || digit != 1)
      out += kDigits[digit];
    out += kPlaces[place];
    said = true;
  }
}

// Millions are said group by group of six digits, each followed by the word for million as often as groups
// follow.
std::string in_words(std::string digits) {
  std::string out;
  digits.insert(0, (6 - digits.size() % 6) % 6, '0');
  for (std::size_t at = 0; at < digits.size(); at += 6) {
    append_below_million(out, std::string_view(digits).substr(at, 6), !out.empty());
    if (at + 6 < digits.size() && !out.empty()) out += kMillion;
  }
  return out;
}

Value bahttext(const Arguments& args) {
  const double amount = round_half_away(args.number(0), 2);
  const double magnitude = std::fabs(amount);
  if (!(magnitude < 1e15)) return ErrorCode::value;
  const auto satang = static_cast<std::int64_t>(std::floor(magnitude * 100 + 0.5));
  std::string out = satang != 0 && amount < 0 ? "ลบ" : "";
  const std::string baht = satang >= 100 ? in_words(std::to_string(satang / 100)) : "";
  if (satang == 0) return "ศูนย์บาทถ้วน";
  if (!baht.empty()) out += baht + "บาท";
  if (satang % 100 == 0) return out + "ถ้วน";
  return out + in_words(std::to_string(satang % 100)) + "สตางค์";
}

constexpr Example kBahttextExamples[] = {{"BAHTTEXT(1234)", "\"หนึ่งพันสองร้อยสามสิบสี่บาทถ้วน\""},
                                         {"BAHTTEXT(0)", "\"ศูนย์บาทถ้วน\""},
                                         {"BAHTTEXT(21.25)", "\"ยี่สิบเอ็ดบาทยี่สิบห้าสตางค์\""}};

constexpr FunctionSpec kFunctions[] = {
    {.name = "BAHTTEXT",
     .signature = "number:number",
     .summary = "An amount of money in Thai words.",
     .evaluate = bahttext,
     .examples = kBahttextExamples},
};

}  // namespace

std::span<const FunctionSpec> baht_functions() { return kFunctions; }

}  // namespace outturn
