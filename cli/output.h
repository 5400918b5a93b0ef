// Values as the commands print them, in text and in JSON. The JSON forms are a contract (README.md, "For
// scripts").
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "formulas/value.h"

namespace outturn {

enum class OutputFormat { text, json, jsonl };

// Numbers as the shortest text that reads back to the same double, whole ones without a decimal point.
[[nodiscard]] nlohmann::ordered_json number_to_json(double number);
// A cell's value: a number, a text, true, null for a blank, {"error":"#N/A"}.
[[nodiscard]] nlohmann::ordered_json value_to_json(const Value& value);
// A formula's result: {"value":…}, {"error":…} or {"array":[[…]]}.
[[nodiscard]] nlohmann::ordered_json result_to_json(const Value& value);

// For people: 0.4865, Green, TRUE, #N/A, (blank).
[[nodiscard]] std::string value_to_line(const Value& value);
// An array as rows of tab-separated values.
[[nodiscard]] std::string result_to_text(const Value& value);

}  // namespace outturn
