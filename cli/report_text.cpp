#include "cli/report_text.h"

#include <algorithm>

namespace outturn {

std::string_view mark_shape(ReportStatus::Mark mark) noexcept {
  switch (mark) {
    case ReportStatus::Mark::met:
      return "\u25CF";
    case ReportStatus::Mark::near:
      return "\u25B2";
    case ReportStatus::Mark::missed:
      return "\u25A0";
    case ReportStatus::Mark::other:
      return "\u25C7";
    case ReportStatus::Mark::none:
      break;
  }
  return "";
}

std::string status_text(const ReportStatus& status) {
  if (status.word.empty()) return "\u2013";
  const std::string_view shape = mark_shape(status.mark);
  return std::string(shape) + (shape.empty() ? "" : " ") + status.word;
}

std::string missing_text(const Outstanding& missing) {
  std::string text = missing.reference + (missing.title.empty() ? "" : " " + missing.title) + ": " +
                     std::string(outstanding_text(missing.kind));
  if (!missing.what.empty()) text += " (" + missing.what + ")";
  return text;
}

std::string count_text(const ReportRollUpLine& line, std::size_t at) {
  std::string text = std::to_string(line.counts[at]);
  if (at < line.percentages.size() && !line.percentages[at].empty())
    text += " (" + line.percentages[at] + ")";
  return text;
}

bool has_previous(const ReportRollUp& roll_up) {
  return std::any_of(roll_up.lines.begin(), roll_up.lines.end(),
                     [](const ReportRollUpLine& line) { return !line.previous.empty(); });
}

}  // namespace outturn
