// What `recalc` tells about one file, in text and in JSON.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "cli/output.h"
#include "engine/diagnostic.h"
#include "engine/recalculation.h"
#include "xlsx/part_digests.h"
#include "xlsx/writer.h"

namespace outturn {

struct StatusChange {
  std::string indicator;
  std::string title;
  std::string before;                     // empty: none was written
  std::string after;                      // what stands in the status cell
  std::string computed, entered, counts;  // empty: none
};

struct RecalcReport {
  // Longer lists are cut in text output; JSON has them whole.
  static constexpr std::size_t kLinesShown = 25;

  std::string file;
  std::string out;
  std::string clock;
  std::string problem;  // not empty: the file failed, and nothing below is meant
  bool limit_reached = false;
  std::string period;      // that the indicators report; empty where none are defined
  std::int64_t cells = 0;  // cells in use
  std::int64_t formulas = 0;
  std::int64_t recalculated = 0;
  struct Change {
    std::string sheet, cell;
    Value before, after;
    bool owned = false;  // by an indicator or a roll-up
  };
  std::vector<Change> changed;         // for text only those that are shown, owned cells first
  std::size_t changed_count = 0;       // all
  std::vector<StatusChange> statuses;  // every indicator; before == after where it stayed
  struct RollUp {
    std::string name, coverage;
    std::vector<std::string> unassigned;  // indicators that fall into none of its lines
    struct Line {
      std::string name;
      std::vector<std::pair<std::string, int>> counts;  // by class
    };
    std::vector<Line> lines;    // as the sheet has them, and the total
    std::string counted_twice;  // both numbers, where an indicator stands in several lines
  };
  std::vector<RollUp> roll_ups;
  struct Trend {
    std::string indicator, word, text;
  };
  std::vector<Trend> trends;
  struct List {
    struct Row {
      std::string group, reference, title, why;  // without a reference: a group without any
    };
    std::string name;
    std::vector<Row> rows;
    std::vector<std::string> undecided;
    std::size_t rows_without_room = 0;
  };
  std::vector<List> lists;
  struct Kept {
    std::string sheet, cell, formula, reason;
    bool stale = false;
  };
  std::vector<Kept> kept;
  std::vector<std::vector<std::string>> circular;
  std::vector<Diagnostic> warnings;
  std::vector<std::string> changed_parts;
  std::vector<xlsx::PartDigest> proof;
  bool with_proof = false;
  std::int64_t milliseconds = 0;

  [[nodiscard]] std::int64_t stale_cells() const;
  [[nodiscard]] std::string to_text() const;
  [[nodiscard]] nlohmann::ordered_json to_json() const;
};

}  // namespace outturn
