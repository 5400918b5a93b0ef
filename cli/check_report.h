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
  std::string place;                          // both, as a formula would name it: "'Call centre'!G12"
  std::vector<std::string> inputs, suspects;  // "Calls!C6"
  std::string fingerprint;                    // check_baseline.h
  bool suppressed = false;                    // by --baseline or by the workbook
  bool by_workbook = false;
  std::string suppressed_because;
};

// What --fix did, or left to a person.
struct CheckFix {
  std::string sheet, cell, place;
  std::string entered, expected;
  std::string reason;
};

struct CheckReport {
  std::string file;
  std::string problem;  // not empty: the file failed
  bool limit_reached = false;
  std::vector<ReportedCheck> checks;
  std::vector<Diagnostic> warnings;
  bool is_fixed = false;  // --fix was asked for
  std::vector<CheckFix> fixes, left;
  std::string fixed_file;  // "" where nothing was corrected

  [[nodiscard]] std::size_t findings() const;
  [[nodiscard]] std::size_t fixed_findings() const;  // that --fix put right
};

enum class CheckFormat { text, json, jsonl, sarif, junit, github, csv };

// `all`: in text, right figures too.
[[nodiscard]] std::string check_text(const std::vector<CheckReport>& reports, CheckFormat format, bool all);

}  // namespace outturn
