// What `check` tells about its files: text for people, JSON and the forms that other programs read.
#pragma once

#include <string>
#include <vector>

#include "engine/checks/check.h"
#include "engine/diagnostic.h"

namespace outturn {

struct ReportedCheck {
  Check check;
  std::string sheet, cell;
  std::vector<std::string> inputs, suspects;  // "Calls!C6"
  // The same as long as the finding is: rule, cell, and what is entered and expected.
  std::string fingerprint;
  bool suppressed = false;  // by --baseline or by the workbook
  std::string suppressed_because;
};

struct CheckReport {
  std::string file;
  std::string problem;  // not empty: the file failed
  bool limit_reached = false;
  std::vector<ReportedCheck> checks;
  std::vector<Diagnostic> warnings;

  [[nodiscard]] std::size_t findings() const;
};

enum class CheckFormat { text, json, jsonl, sarif, junit, github, csv };

// `all`: in text, right figures too.
[[nodiscard]] std::string check_text(const std::vector<CheckReport>& reports, CheckFormat format, bool all);

}  // namespace outturn
