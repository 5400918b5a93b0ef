// What the renderings of the committee's report have in common: the words of its parts.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/reporting/committee_report.h"

namespace outturn {

struct ReportHeading {
  std::string title;  // "Performance report"
  std::string drawn;  // "Draft: figures as at 5 November 2018" or "Closed on 20/07/2018"
};

// A shape for each standing, so that a status is known without its colour: ●, ▲, ■, ◇.
[[nodiscard]] std::string_view mark_shape(ReportStatus::Mark mark) noexcept;
[[nodiscard]] std::string status_text(const ReportStatus& status);  // "▲ Amber"; "–" for none
[[nodiscard]] std::string missing_text(
    const Outstanding& missing);  // "CS-2 Calls answered: without commentary (Red)"
[[nodiscard]] std::string count_text(const ReportRollUpLine& line, std::size_t at);  // "5 (63%)"
[[nodiscard]] bool has_previous(const ReportRollUp& roll_up);

[[nodiscard]] std::string report_html(const CommitteeReport& report, const ReportHeading& heading);
[[nodiscard]] std::string report_markdown(const CommitteeReport& report, const ReportHeading& heading);
// The bytes of a workbook.
[[nodiscard]] std::string report_workbook(const CommitteeReport& report, const ReportHeading& heading);

}  // namespace outturn
