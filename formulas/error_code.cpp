#include "formulas/error_code.h"

#include <array>
#include <utility>

namespace outturn {
namespace {

constexpr std::array<std::pair<ErrorCode, std::string_view>, 14> kSpellings = {{
    {ErrorCode::null, "#NULL!"},
    {ErrorCode::div0, "#DIV/0!"},
    {ErrorCode::value, "#VALUE!"},
    {ErrorCode::ref, "#REF!"},
    {ErrorCode::name, "#NAME?"},
    {ErrorCode::num, "#NUM!"},
    {ErrorCode::na, "#N/A"},
    {ErrorCode::getting_data, "#GETTING_DATA"},
    {ErrorCode::spill, "#SPILL!"},
    {ErrorCode::connect, "#CONNECT!"},
    {ErrorCode::blocked, "#BLOCKED!"},
    {ErrorCode::unknown, "#UNKNOWN!"},
    {ErrorCode::field, "#FIELD!"},
    {ErrorCode::calc, "#CALC!"},
}};

char upper(char c) noexcept { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }

}  // namespace

std::string_view error_text(ErrorCode code) noexcept {
  for (const auto& [candidate, text] : kSpellings)
    if (candidate == code) return text;
  return "#VALUE!";
}

std::optional<ErrorCode> error_from_text(std::string_view text) noexcept {
  for (const auto& [code, spelling] : kSpellings) {
    if (spelling.size() != text.size()) continue;
    bool same = true;
    for (std::size_t i = 0; same && i < text.size(); ++i) same = upper(text[i]) == spelling[i];
    if (same) return code;
  }
  return std::nullopt;
}

}  // namespace outturn
