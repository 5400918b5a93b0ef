// What the committee reads about a period: scorecard, roll-ups with the period before, exceptions with
// commentary and plan, what improves and what worsens, and the council's own summary sentences. Of a closed
// period everything is as published.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/indicators/indicator_book.h"
#include "engine/reporting/outstanding.h"

namespace outturn {

struct ReportStatus {
  // What stands beside the word where colour does not show: met, near or missed have a shape each.
  enum class Mark { none, met, near, missed, other };
  std::string word;  // empty for none
  Mark mark = Mark::none;
  std::optional<std::uint32_t> colour;  // 0xRRGGBB
};

struct ReportPoint {
  std::string period;
  std::optional<double> value;  // in the unit's inside form; none where there is no figure
  std::string shown;
};

struct ReportIndicator {
  std::string reference, title;
  std::string value, target;  // as shown, with the unit's word
  ReportStatus status;        // that counts
  std::string previous_value;
  ReportStatus previous_status;
  std::string trend;  // "Improving, from 49% in Q1 2018/19 to 52%"; empty where there is none
  int direction = 0;  // 1 improving, -1 worsening, 0 neither
  std::string note;   // coverage, restatement, an entered status beside the computed one
  std::string commentary, plan;
  std::vector<ReportPoint> series;  // oldest first, the period itself last; empty for one that has no figures
};

struct ReportGroup {
  std::string name;
  std::vector<std::size_t> indicators;  // positions in CommitteeReport::indicators
};

struct ReportRollUpLine {
  std::string name;
  std::vector<int> counts;
  std::vector<std::string> percentages;      // as printed; empty where there are none
  std::vector<std::optional<int>> previous;  // of the period before; empty where not known
  bool is_total = false;
};
struct ReportRollUp {
  std::string name, by, coverage;
  std::vector<std::string> classes;
  std::vector<ReportRollUpLine> lines;
  std::string sentence;  // "Twenty-three (88%) of the twenty-six are on track."
};

struct CommitteeReport {
  std::string period, previous_period;
  std::string closed_on;  // empty: the period is open, and the report a draft
  std::vector<Outstanding> missing;
  std::vector<ReportIndicator> indicators;
  std::string grouped_by;           // "Objective"; empty for one group
  std::vector<ReportGroup> groups;  // of the scorecard; an indicator may stand in several
  std::vector<ReportRollUp> roll_ups;
  std::vector<std::size_t> exceptions, improving, worsening;
};

struct ReportOptions {
  std::string grouped_by;  // a membership column; empty: the first roll-up's, or Objective
};

// Requires: calculated; grouped_by is a membership column or empty.
[[nodiscard]] CommitteeReport make_committee_report(const IndicatorBook& book, const ReturnsLog& log,
                                                    const ReportOptions& options);

}  // namespace outturn
