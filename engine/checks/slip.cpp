#include "engine/checks/slip.h"

#include <cmath>
#include <string>

namespace outturn {
namespace {

std::string digits_of(double value, double step) {
  return std::to_string(static_cast<long long>(std::llround(std::fabs(value) / step)));
}

bool is_transposed(const std::string& a, const std::string& b) {
  std::size_t at = 0;
  while (at < a.size() && a[at] == b[at]) ++at;
  return at + 1 < a.size() && a[at] == b[at + 1] && a[at + 1] == b[at] &&
         a.compare(at + 2, std::string::npos, b, at + 2, std::string::npos) == 0;
}

int digits_apart(const std::string& a, const std::string& b) {
  int apart = 0;
  for (std::size_t i = 0; i < a.size(); ++i) apart += a[i] != b[i];
  return apart;
}

// The place of the one digit by which `longer` is longer; npos where it is more than that.
std::size_t extra_digit(const std::string& longer, const std::string& shorter) {
  std::size_t at = 0;
  while (at < shorter.size() && longer[at] == shorter[at]) ++at;
  return longer.compare(at + 1, std::string::npos, shorter, at, std::string::npos) == 0 ? at
                                                                                        : std::string::npos;
}

}  // namespace

DigitSlip digit_slip(const Figure& typed, double expected) {
  const double shown = at_precision(expected, typed);
  if (!std::isfinite(expected) || std::fabs(expected) / typed.step > 1e15 || shown == typed.value)
    return DigitSlip::none;
  if (std::fabs(shown + typed.value) < typed.step * 1e-6) return DigitSlip::sign;
  if ((shown < 0) != (typed.value < 0)) return DigitSlip::none;
  // The typed figure may have been read off the exact one, so the slip is looked for before rounding too.
  if (std::fabs(typed.value) >= typed.step * 3)
    for (const double factor : {10.0, 100.0, 1'000.0, 1e6})
      for (const double off : {expected * factor, expected / factor, shown * factor})
        if (off != 0 && std::fabs(typed.value - off) < typed.step * 0.4999 + std::fabs(off) * 1e-9)
          return factor == 10 ? DigitSlip::decimal_slip : DigitSlip::scale;
  const std::string is = digits_of(typed.value, typed.step), should = digits_of(shown, typed.step);
  if (is.size() == should.size()) {
    if (is_transposed(is, should)) return DigitSlip::transposed;
    if (digits_apart(is, should) == 1) return DigitSlip::mistyped;
  } else if (is.size() + 1 == should.size() && extra_digit(should, is) != std::string::npos) {
    return DigitSlip::dropped;
  } else if (is.size() == should.size() + 1) {
    const std::size_t at = extra_digit(is, should);
    if (at != std::string::npos)
      return (at > 0 && is[at - 1] == is[at]) || (at + 1 < is.size() && is[at + 1] == is[at])
                 ? DigitSlip::doubled
                 : DigitSlip::mistyped;
  }
  return DigitSlip::none;
}

std::vector<double> without_slip(const Figure& typed) {
  std::vector<double> found;
  const std::string digits = digits_of(typed.value, typed.step);
  constexpr std::size_t kFewestDigits = 3, kMostDigits = 15;
  if (digits.size() < kFewestDigits || digits.size() > kMostDigits) return found;
  const auto add = [&](const std::string& other) {
    const double value = std::stod(other) * typed.step;
    found.push_back(typed.value < 0 ? -value : value);
  };
  for (std::size_t at = 0; at < digits.size(); ++at) {
    std::string other = digits;
    if (at + 1 < digits.size() && digits[at] == digits[at + 1]) add(other.erase(at, 1));
    other = digits;
    if (at + 1 < digits.size() && digits[at] != digits[at + 1]) {
      std::swap(other[at], other[at + 1]);
      add(other);
    }
    for (char digit = '0'; digit <= '9'; ++digit) {
      other = digits;
      add(other.insert(at + 1, 1, digit));
    }
  }
  for (const double factor : {10.0, 100.0, 1'000.0}) {
    found.push_back(typed.value * factor);
    found.push_back(typed.value / factor);
  }
  return found;
}

std::string_view slip_word(DigitSlip slip) noexcept {
  switch (slip) {
    case DigitSlip::none:
      return "";
    case DigitSlip::transposed:
      return "transposed";
    case DigitSlip::mistyped:
      return "mistyped";
    case DigitSlip::dropped:
      return "dropped";
    case DigitSlip::doubled:
      return "doubled";
    case DigitSlip::decimal_slip:
      return "decimal-slip";
    case DigitSlip::scale:
      return "scale";
    case DigitSlip::sign:
      return "sign";
  }
  return "";
}

}  // namespace outturn
