// Counts of items by line (objective, service…) and class (status word), and their percentages as a report
// prints them.
//
// An item belongs to as many lines as it names and counts once in each; the total line counts each item once,
// so it may be less than the lines' sum. An item in none of the lines stands under "not assigned", so that
// nothing drops out.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace outturn {

enum class OutOf { ranked, due, all };

struct PercentageRounding {
  enum class Method {
    half_up,
    truncate,
    largest_remainder,  // whole units go to the largest remainders until the line adds to 100
    balance,            // one class is 100 less the others
  };
  Method method = Method::half_up;
  std::string balanced_class;
};

[[nodiscard]] std::optional<OutOf> read_out_of(std::string_view text);  // empty text is ranked
// Empty text is half-up. nullopt for an unknown method.
[[nodiscard]] std::optional<PercentageRounding> read_percentage_rounding(std::string_view text);

struct RollUpItem {
  std::string reference;
  std::vector<std::string> memberships;  // by the roll-up's dimension; empty for none
  std::string status;                    // canonical word; empty for none
  bool ranked = false;
  bool awaited = false;
  bool on_track = false;
  std::vector<std::string> columns = {};  // memberships by the dimension that stands across, if one does
};

// What a class counts: items with a status, or those that are on track, ranked, due, or all; in a table that
// crosses two dimensions, the members of a group, or those in none of the groups.
enum class ClassKind { status, on_track, ranked, due, all, group, no_group };

struct RollUpPlan {
  std::vector<std::string> lines;
  std::vector<std::string> classes;    // canonical status words, or names of groups
  std::vector<ClassKind> class_kinds;  // of each class; empty where every one is a status
  std::vector<bool> class_is_ranked;   // of each class
  std::vector<bool> class_is_awaited;
  std::optional<std::size_t> total_line;  // which of the lines is the total
  OutOf out_of = OutOf::ranked;
  PercentageRounding rounding;
  int places = 0;  // decimals that the percentages are printed with
};

struct RollUpLine {
  std::string name;
  std::vector<int> counts;                           // one a class
  std::vector<std::vector<std::string>> references;  // of the items counted, one list a class
  int denominator = 0;                               // items that the percentages are out of
  int items = 0, ranked = 0, awaited = 0;
  // Fractions, one a class; empty where the denominator is 0 or the class is not part of it.
  std::vector<std::optional<double>> exact;
  std::vector<std::optional<double>> printed;  // as rounded by the roll-up's method
  std::optional<double> printed_sum;  // set where the printed percentages should add to 100 % and do not
};

struct RollUpTable {
  std::vector<RollUpLine> lines;  // as planned
  RollUpLine not_assigned;
  RollUpLine total;                        // each item once, whether or not a line is for it
  std::vector<std::string> unassigned;     // references of the items under "not assigned"
  std::vector<std::string> unclassed;      // references of items whose status is none of the classes
  std::vector<std::string> unknown_lines;  // memberships that are no line
  std::vector<std::string> several;        // references of the items that count in more than one line
};

[[nodiscard]] RollUpTable roll_up(const std::vector<RollUpItem>& items, const RollUpPlan& plan);

}  // namespace outturn
