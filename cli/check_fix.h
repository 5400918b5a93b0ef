// `check --fix`: the figures that can only be one thing, put right in a copy of the workbook.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "cli/check_report.h"
#include "engine/recalculation.h"

namespace outturn {

// Corrects what is `wrong` with one right value, in constants only, recalculates what reads them, and saves
// the result as `out`. Nothing else of the file changes: a formula whose saved value was out of date before
// stays so. Fills in report.fixes and report.left; nothing is saved where nothing is corrected. Throws
// XlsxError, UsageError, CalculationLimit.
void fix_book(const std::filesystem::path& path, const std::filesystem::path& out,
              const RecalculationOptions& options, CheckReport& report);

}  // namespace outturn
