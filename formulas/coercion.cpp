#include "formulas/coercion.h"

#include <algorithm>

#include "formulas/date_serial.h"
#include "formulas/number_text.h"

namespace outturn {
namespace {

bool spells(std::string_view text, std::string_view upper) noexcept {
  return std::equal(text.begin(), text.end(), upper.begin(), upper.end(),
                    [](char a, char b) { return (a >= 'a' && a <= 'z' ? a - 32 : a) == b; });
}

}  // namespace

TextReading text_reading(const EvaluationContext& context) {
  TextReading reading{&context.locale(), context.date_system(), 0};
  if (const auto day = whole_day(context.now(), context.date_system()))
    reading.current_year = calendar_date(*day, context.date_system()).year;
  return reading;
}

Value to_number(const Value& value, EvaluationContext& context) {
  switch (value.kind()) {
    case ValueKind::number:
    case ValueKind::error:
      return value;
    case ValueKind::blank:
      return 0;
    case ValueKind::logical:
      return value.logical() ? 1 : 0;
    case ValueKind::text: {
      const auto number = number_from_text(value.text(), text_reading(context));
      if (!number) return ErrorCode::value;
      if (number->ambiguous_date) context.note_ambiguous_date();
      return number->value;
    }
    case ValueKind::array:
      break;
  }
  return ErrorCode::value;
}

Value to_text(const Value& value, EvaluationContext& context) {
  switch (value.kind()) {
    case ValueKind::text:
    case ValueKind::error:
      return value;
    case ValueKind::blank:
      return "";
    case ValueKind::logical:
      return value.logical() ? "TRUE" : "FALSE";
    case ValueKind::number:
      return number_to_text(value.number(), context.locale());
    case ValueKind::array:
      break;
  }
  return ErrorCode::value;
}

Value to_logical(const Value& value, EvaluationContext&) {
  switch (value.kind()) {
    case ValueKind::logical:
    case ValueKind::error:
      return value;
    case ValueKind::blank:
      return false;
    case ValueKind::number:
      return value.number() != 0;
    case ValueKind::text:
      if (spells(value.text(), "TRUE")) return true;
      if (spells(value.text(), "FALSE")) return false;
      return ErrorCode::value;
    case ValueKind::array:
      break;
  }
  return ErrorCode::value;
}

}  // namespace outturn
