// Findings known again from one run to the next, so that an earlier run's are left out.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "cli/check_report.h"

namespace outturn {

// Gives each check its fingerprint: made of what is checked, the headings or the name that an officer gave,
// what is entered and what is expected, and of no address and no sheet's name, so that it survives inserted
// rows, moved tables and renamed sheets. Checks that are alike in all of it are told apart by their order.
void add_fingerprints(std::vector<ReportedCheck>& checks);

// The fingerprints in a file that an earlier --format json, jsonl, csv or sarif wrote, or that lists one a
// line. Throws UsageError where the file cannot be read or holds none, nor a report without findings.
[[nodiscard]] std::set<std::string> read_baseline(const std::string& path);

}  // namespace outturn
