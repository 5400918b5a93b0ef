#include "engine/checks/status_search.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <optional>

#include "engine/checks/heading_words.h"
#include "engine/indicators/spelling.h"

namespace outturn {
namespace {

enum class Standing : std::uint8_t { met, near, missed };
enum class Better : std::uint8_t { higher, lower };

std::optional<Standing> read_standing(std::string_view text) {
  static constexpr std::array<std::string_view, 17> kMet = {"green",
                                                            "g",
                                                            "on target",
                                                            "met",
                                                            "target met",
                                                            "achieved",
                                                            "achieving",
                                                            "yes",
                                                            "on track",
                                                            "above target",
                                                            "exceeded",
                                                            "on or above target",
                                                            "on / above target",
                                                            "pass",
                                                            "\xE2\x9C\x93",
                                                            "\xE2\x9C\x94",
                                                            "target achieved"};
  static constexpr std::array<std::string_view, 9> kNear = {
      "amber",      "a",     "near target", "within target", "within tolerance",
      "nearly met", "close", "yellow",      "near miss"};
  static constexpr std::array<std::string_view, 13> kMissed = {
      "red",          "r",  "off target", "missed",       "not met",      "below target", "target missed",
      "not achieved", "no", "off track",  "\xE2\x9C\x97", "\xE2\x9C\x98", "fail"};
  const std::string word = folded_phrase(text);
  const auto is_in = [&](const auto& list) {
    return std::find(list.begin(), list.end(), word) != list.end();
  };
  if (is_in(kMet)) return Standing::met;
  if (is_in(kNear)) return Standing::near;
  if (is_in(kMissed)) return Standing::missed;
  return std::nullopt;
}

bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

// A sentence about direction: "Higher is better", "Bigger", "Low", "maximise".
std::optional<Better> read_direction(std::string_view text) {
  const std::string words = folded_phrase(text);
  const bool higher = contains(words, "higher") || contains(words, "bigger") || contains(words, "maximi") ||
                      contains(words, "increase") || words == "high" || words == "up" || words == "more" ||
                      contains(words, "more is better") || contains(words, "at least") ||
                      contains(words, "\xE2\x86\x91");
  const bool lower = contains(words, "lower") || contains(words, "smaller") || contains(words, "minimi") ||
                     contains(words, "decrease") || contains(words, "reduce") || words == "low" ||
                     words == "down" || words == "less" || contains(words, "less is better") ||
                     contains(words, "at most") || contains(words, "no more than") ||
                     contains(words, "\xE2\x86\x93");
  if (higher == lower) return std::nullopt;
  return higher ? Better::higher : Better::lower;
}

// What a measure's name says of its direction, where it says one thing only.
std::optional<Better> read_measure(std::string_view name) {
  static constexpr std::array<std::string_view, 9> kHigherAnyway = {"on time",   "in time",      "within",
                                                                    "satisf",    "collected",    "recycl",
                                                                    "completed", "brought back", "answered"};
  static constexpr std::array<std::string_view, 22> kLower = {
      "days ",     "days)",      "time taken", "time to",  "relet time", "re-let time",
      "abandoned", "complaints", "missed",     "turnover", "sickness",   "absence",
      "arrears",   "vacan",      "void",       "residual", "days lost",  "errors",
      "homeless",  "crime",      "fly-tip",    "rejected"};
  static constexpr std::array<std::string_view, 8> kHigher = {
      "visits", "employed", "rated", "achieved", "income", "new homes", "participants", "affordable"};
  const std::string text = folded_phrase(name) + " ";
  const auto names = [&](const auto& list) {
    return std::any_of(list.begin(), list.end(), [&](std::string_view part) { return contains(text, part); });
  };
  if (names(kHigherAnyway)) return Better::higher;
  const bool lower = names(kLower), higher = names(kHigher);
  if (lower == higher) return std::nullopt;
  return higher ? Better::higher : Better::lower;
}

class StatusColumn {
 public:
  StatusColumn(const FigureTable& table, std::int32_t column, std::vector<const TableWord*> words)
      : table_(table), column_(column), words_(std::move(words)) {}

  // The columns of the table's figures that hold target and actual, the nearest ones before the status.
  bool find_figures() {
    std::size_t end = 0;
    while (end < table_.columns.size() && table_.columns[end] < column_) ++end;
    std::size_t seen = 0;
    for (std::size_t at = end; at-- > 0 && seen < 6; ++seen) {
      const std::string heading = folded_phrase(heading_of(at));
      const bool is_target = contains(heading, "target") || contains(heading, "standard") ||
                             contains(heading, "threshold") || contains(heading, "goal");
      const bool is_not = contains(heading, "variance") || contains(heading, "previous") ||
                          contains(heading, "last year") || contains(heading, "difference") ||
                          contains(heading, "benchmark") || contains(heading, "change") ||
                          contains(heading, "tolerance") || contains(heading, "weight");
      const bool is_actual = contains(heading, "actual") || contains(heading, "outturn") ||
                             contains(heading, "result") || contains(heading, "performance") ||
                             contains(heading, "achieved") || contains(heading, "current") ||
                             contains(heading, "value") || contains(heading, "this ");
      if (is_target && (contains(heading, "annual") || contains(heading, "year end"))) {
        // A quarter says nothing of a year's target.
        annual_ = true;
      } else if (is_target && !is_actual) {
        if (!target_) target_ = at;
      } else if (!actual_ && !is_not && (is_actual || names_period(heading))) {
        actual_ = at;
      }
      if (target_ && actual_) break;
    }
    return target_ && actual_ && !annual_;
  }

  [[nodiscard]] std::optional<FigureId> figure(const TableWord& word,
                                               std::optional<std::size_t> column) const {
    const FigureId id = table_.at(word.row, *column);
    return id == kNoFigure ? std::nullopt : std::optional(id);
  }
  [[nodiscard]] std::optional<std::size_t> target() const { return target_; }
  [[nodiscard]] std::optional<std::size_t> actual() const { return actual_; }
  [[nodiscard]] const std::vector<const TableWord*>& words() const { return words_; }

 private:
  [[nodiscard]] const std::string& heading_of(std::size_t column) const {
    return table_.column_labels[static_cast<std::size_t>(table_.row_bands[words_.front()->row])][column];
  }

  const FigureTable& table_;
  std::int32_t column_;
  std::vector<const TableWord*> words_;  // the statuses
  std::optional<std::size_t> target_, actual_;
  bool annual_ = false;
};

class TableStatuses {
 public:
  TableStatuses(const FigureBook& book, const FigureTable& table) : book_(book), table_(table) {
    std::map<std::int32_t, std::vector<const TableWord*>> columns;
    std::map<std::int32_t, std::size_t> texts;
    for (const TableWord& word : table.words) {
      ++texts[word.column];
      if (read_standing(word.text)) columns[word.column].push_back(&word);
    }
    for (auto& [column, words] : columns) {
      const std::string heading = folded_phrase(words.front()->heading);
      if (words.size() * 5 < texts[column] * 3 || contains(heading, "comment") || contains(heading, "note"))
        continue;
      StatusColumn statuses(table, column, std::move(words));
      if (statuses.find_figures()) columns_.push_back(std::move(statuses));
    }
  }

  void add_checks(std::vector<Check>& checks) const {
    for (const StatusColumn& column : columns_)
      for (const TableWord* word : column.words()) {
        const auto actual = column.figure(*word, column.actual()),
                   target = column.figure(*word, column.target());
        if (!actual || !target) continue;
        const auto better = direction_of(*word);
        if (!better) continue;
        checks.push_back(check_of(*word, *actual, *target, *better));
      }
  }

 private:
  [[nodiscard]] const Figure& figure(FigureId id) const {
    return book_.figures[static_cast<std::size_t>(id)].figure;
  }
  [[nodiscard]] std::string row_label(std::size_t row) const { return table_.row_labels.front()[row]; }

  [[nodiscard]] std::optional<Better> direction_of(const TableWord& status) const {
    for (const TableWord& word : table_.words) {
      if (word.row != status.row || word.column == status.column) continue;
      // "Up" under "Trend" says how the figure moves, not how it should.
      const std::string heading = folded_phrase(word.heading), text = folded_phrase(word.text);
      const bool tells =
          contains(heading, "good") || contains(heading, "better") || contains(heading, "polarity") ||
          contains(heading, "aim") || contains(heading, "desired") || contains(heading, "performance is") ||
          contains(text, "is better") || contains(text, "is good") || contains(text, "is best");
      if (!tells) continue;
      if (const auto found = read_direction(word.text)) return found;
    }
    if (const auto found = direction_of_row(status)) return found;
    return read_measure(row_label(status.row));
  }

  // Other periods of the same row show which way it is judged: a status met above the target, or missed below
  // it.
  [[nodiscard]] std::optional<Better> direction_of_row(const TableWord& status) const {
    int higher = 0, lower = 0;
    for (const StatusColumn& column : columns_)
      for (const TableWord* word : column.words()) {
        if (word->row != status.row || word->column == status.column) continue;
        const auto actual = column.figure(*word, column.actual()),
                   target = column.figure(*word, column.target());
        if (!actual || !target || figure(*actual).value == figure(*target).value) continue;
        const Standing standing = *read_standing(word->text);
        const bool above = figure(*actual).value > figure(*target).value;
        (above == (standing == Standing::met) ? higher : lower) += 1;
      }
    if (higher >= 2 && lower == 0) return Better::higher;
    if (lower >= 2 && higher == 0) return Better::lower;
    return std::nullopt;
  }

  [[nodiscard]] Check check_of(const TableWord& word, FigureId actual, FigureId target, Better better) const {
    const Figure &is = figure(actual), &should = figure(target);
    const bool met = better == Better::higher ? is.value >= should.value : is.value <= should.value;
    const Standing standing = *read_standing(word.text);
    const PlacedFigure& placed_actual = book_.figures[static_cast<std::size_t>(actual)];
    const PlacedFigure& placed_target = book_.figures[static_cast<std::size_t>(target)];
    Check check;
    check.at = {table_.sheet, {table_.rows[word.row], word.column}};
    check.label = row_label(word.row) + (word.heading.empty() ? "" : ", " + word.heading);
    check.kind = CheckKind::status;
    check.rule = "inferred.status";
    check.entered = word.text;
    check.inputs = {placed_actual.at, placed_target.at};
    check.expression = "=" + to_a1(placed_actual.at.cell) + (better == Better::higher ? ">=" : "<=") +
                       to_a1(placed_target.at.cell);
    if ((standing == Standing::met) == met) return check;
    check.verdict = CheckVerdict::inconsistent;
    check.suspects = {check.at, placed_actual.at, placed_target.at};
    const std::string figures =
        figure_words(is.value, is) + " against a target of " + figure_words(should.value, should);
    if (met) {
      check.message = "\"" + word.text + "\" is entered, and " + figures + " meets it";
    } else {
      const double gap = std::fabs(is.value - should.value);
      check.message = "\"" + word.text + "\" is entered, and " + figures + " misses it by " +
                      figure_words(gap, is) + (is.percent ? " points" : "") +
                      "; the status is wrong unless a tolerance of that much was agreed";
    }
    return check;
  }

  const FigureBook& book_;
  const FigureTable& table_;
  std::vector<StatusColumn> columns_;
};

}  // namespace

std::vector<Check> status_checks(const FigureBook& book) {
  std::vector<Check> checks;
  for (const FigureTable& table : book.tables) TableStatuses(book, table).add_checks(checks);
  return checks;
}

}  // namespace outturn
