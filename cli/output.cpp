#include "cli/output.h"

#include <charconv>
#include <cmath>

namespace outturn {

using nlohmann::ordered_json;

ordered_json number_to_json(double number) {
  if (std::fabs(number) < 9007199254740992.0 && number == std::trunc(number))
    return static_cast<std::int64_t>(number);
  return number;
}

ordered_json value_to_json(const Value& value) {
  switch (value.kind()) {
    case ValueKind::number:
      return number_to_json(value.number());
    case ValueKind::text:
      return std::string(value.text());
    case ValueKind::logical:
      return value.logical();
    case ValueKind::error:
      return {{"error", std::string(error_text(value.error()))}};
    default:
      return nullptr;
  }
}

ordered_json result_to_json(const Value& value) {
  if (value.is_error()) return value_to_json(value);
  if (!value.is_array()) return {{"value", value_to_json(value)}};
  const Array& array = value.array();
  ordered_json rows = ordered_json::array();
  for (std::size_t row = 0; row < array.rows(); ++row) {
    ordered_json cells = ordered_json::array();
    for (std::size_t column = 0; column < array.columns(); ++column)
      cells.push_back(value_to_json(array.at(row, column)));
    rows.push_back(std::move(cells));
  }
  return {{"array", std::move(rows)}};
}

std::string value_to_line(const Value& value) {
  switch (value.kind()) {
    case ValueKind::number: {
      char buffer[32];
      const auto end = std::to_chars(buffer, buffer + sizeof buffer, value.number());
      return {buffer, end.ptr};
    }
    case ValueKind::text:
      return std::string(value.text());
    case ValueKind::logical:
      return value.logical() ? "TRUE" : "FALSE";
    case ValueKind::error:
      return std::string(error_text(value.error()));
    default:
      return "(blank)";
  }
}

std::string result_to_text(const Value& value) {
  if (!value.is_array()) return value_to_line(value);
  const Array& array = value.array();
  std::string text;
  for (std::size_t row = 0; row < array.rows(); ++row) {
    if (row > 0) text += '\n';
    for (std::size_t column = 0; column < array.columns(); ++column)
      text += (column > 0 ? "\t" : "") + value_to_line(array.at(row, column));
  }
  return text;
}

}  // namespace outturn
