#include "formulas/functions/engineering/complex_text.h"

#include <cmath>
#include <optional>
#include <string>

#include "formulas/coercion.h"
#include "formulas/locale.h"
#include "formulas/number_text.h"

namespace outturn {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// The length of a number at the beginning: an optional sign, digits, decimal separator, exponent; or of a
// sign alone.
std::size_t number_length(std::string_view text, std::string_view decimal_separator) {
  std::size_t at = 0;
  if (at < text.size() && (text[at] == '+' || text[at] == '-')) ++at;
  const std::size_t start = at;
  while (at < text.size() && is_digit(text[at])) ++at;
  if (text.substr(at).starts_with(decimal_separator)) {
    at += decimal_separator.size();
    while (at < text.size() && is_digit(text[at])) ++at;
  }
  if (at > start && at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    std::size_t exponent = at + 1;
    if (exponent < text.size() && (text[exponent] == '+' || text[exponent] == '-')) ++exponent;
    if (exponent < text.size() && is_digit(text[exponent])) {
      while (exponent < text.size() && is_digit(text[exponent])) ++exponent;
      at = exponent;
    }
  }
  return at;
}

std::optional<double> real(std::string_view text, const Locale& locale) {
  if (text.starts_with('+')) text.remove_prefix(1);
  if (text.empty()) return std::nullopt;
  const auto number = numbervalue(text, locale.decimal_separator, locale.group_separator);
  return number;
}

std::optional<ComplexNumber> parse(std::string_view text, const Locale& locale) {
  if (text.empty()) return std::nullopt;
  const char last = text.back();
  const bool imaginary = last == 'i' || last == 'j';
  const std::size_t first = number_length(text, locale.decimal_separator);
  if (!imaginary) {
    if (first != text.size()) return std::nullopt;
    const auto number = real(text, locale);
    if (!number) return std::nullopt;
    return ComplexNumber{{*number, 0}};
  }
  text.remove_suffix(1);
  std::string_view real_part, imaginary_part = text;
  if (first < text.size()) {
    real_part = text.substr(0, first);
    imaginary_part = text.substr(first);
    if (!imaginary_part.starts_with('+') && !imaginary_part.starts_with('-')) return std::nullopt;
  }
  ComplexNumber result{{}, last};
  if (!real_part.empty()) {
    const auto number = real(real_part, locale);
    if (!number) return std::nullopt;
    result.number.real(*number);
  }
  if (imaginary_part.empty() || imaginary_part == "+" || imaginary_part == "-") {
    result.number.imag(imaginary_part == "-" ? -1 : 1);
  } else {
    if (number_length(imaginary_part, locale.decimal_separator) != imaginary_part.size()) return std::nullopt;
    const auto number = real(imaginary_part, locale);
    if (!number) return std::nullopt;
    result.number.imag(*number);
  }
  return result;
}

}  // namespace

Value read_complex(const Value& value, EvaluationContext& context, ComplexNumber& result) {
  switch (value.kind()) {
    case ValueKind::error:
      return value;
    case ValueKind::logical:
      return ErrorCode::value;
    case ValueKind::text: {
      const auto number = parse(value.text(), context.locale());
      if (!number) return ErrorCode::num;
      result = *number;
      return {};
    }
    default:
      result = {{value.is_number() ? value.number() : 0, 0}};
      return {};
  }
}

namespace {

// A part as text. Excel writes one digit more plain here than where it joins a number to a text: 6.9E-05 is
// 0.000069, with all its digits (observed).
std::string part_text(double x, const Locale& locale) {
  std::string text = number_to_text(x, locale);
  constexpr std::string_view kExponent = "E-05";
  if (!text.ends_with(kExponent)) return text;
  text.resize(text.size() - kExponent.size());
  const std::size_t first = text.starts_with('-') ? 1 : 0;
  std::string digits = text.substr(first, 1);
  if (text.size() > first + 1) digits += text.substr(first + 1 + locale.decimal_separator.size());
  return text.substr(0, first) + "0" + std::string(locale.decimal_separator) + "0000" + digits;
}

}  // namespace

Value complex_value(std::complex<double> number, char suffix, EvaluationContext& context) {
  const double a = number.real();
  const double b = number.imag();
  if (!std::isfinite(a) || !std::isfinite(b)) return ErrorCode::num;
  const Locale& locale = context.locale();
  if (b == 0) return part_text(a == 0 ? 0 : a, locale);
  std::string text;
  if (a != 0) text = part_text(a, locale);
  if (b > 0 && a != 0) text += '+';
  if (b == -1)
    text += '-';
  else if (b != 1)
    text += part_text(b, locale);
  text += suffix == 0 ? 'i' : suffix;
  return text;
}

}  // namespace outturn
