// Something doubtful in the user's data: what it is and where, for a person to look at. Work goes on.
#pragma once

#include <cstdint>
#include <string>

namespace outturn {

enum class Severity : std::uint8_t { note, warning, error };

struct Diagnostic {
  Severity severity = Severity::warning;
  std::string where;  // "Calls!C5", "Indicators!D7", "line 12"; empty where it concerns the whole workbook
  std::string what;   // one sentence: what was found, and what to do
};

}  // namespace outturn
