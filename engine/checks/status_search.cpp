#include "engine/checks/status_search.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <optional>

#include "engine/checks/declared_sentence.h"
#include "engine/checks/heading_words.h"
#include "engine/checks/standing_words.h"
#include "engine/indicators/spelling.h"

namespace outturn {
namespace {

bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

// A target or an actual: a figure, or a text that holds one, as "<10%" and "25 days".
struct Reading {
  Figure figure;
  CheckedCell at;
  std::optional<Better> bound;
};

class StatusColumn {
 public:
  StatusColumn(const FigureTable& table, std::int32_t column, std::vector<const TableWord*> words)
      : table_(table), column_(column), words_(std::move(words)) {}

  // The columns of the table's figures that hold target and actual, the nearest ones before the status.
  bool find_figures() {
    const std::string own = folded_phrase(words_.front()->heading);
    latest_ = contains(own, "latest") || contains(own, "current") || contains(own, "now");
    std::size_t end = 0;
    while (end < table_.columns.size() && table_.columns[end] < column_) ++end;
    std::size_t seen = 0;
    for (std::size_t at = end; at-- > 0 && seen < (latest_ ? 14u : 6u); ++seen) {
      look_at(at);
      if (target_ && actual_ && !latest_) break;
    }
    // Or behind it, up to the next status.
    for (std::size_t at = end; at < table_.columns.size() && at < end + 3 && !(target_ && actual_); ++at) {
      const bool next = std::any_of(table_.words.begin(), table_.words.end(), [&](const TableWord& word) {
        return word.column > column_ && word.column < table_.columns[at] && read_standing(word.text);
      });
      if (next) break;
      look_at(at);
    }
    return target_ && actual_ && !annual_;
  }

  void look_at(std::size_t at) {
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
    if (!is_target && !is_not && (is_actual || names_period(heading))) periods_.push_back(at);
  }

  // What stands in the row of the status.
  [[nodiscard]] std::optional<Reading> target_of(const FigureBook& book, const TableWord& word) const {
    return reading(book, word.row, *target_);
  }
  [[nodiscard]] std::optional<Reading> actual_of(const FigureBook& book, const TableWord& word) const {
    if (!latest_) return reading(book, word.row, *actual_);
    for (const std::size_t column : periods_)
      if (auto found = reading(book, word.row, column)) return found;
    return std::nullopt;
  }
  [[nodiscard]] const std::vector<const TableWord*>& words() const { return words_; }

 private:
  [[nodiscard]] std::optional<Reading> reading(const FigureBook& book, std::size_t row,
                                               std::size_t column) const {
    if (const FigureId id = table_.at(row, column); id != kNoFigure) {
      const PlacedFigure& placed = book.figures[static_cast<std::size_t>(id)];
      return Reading{placed.figure, placed.at, {}};
    }
    const auto word = std::find_if(table_.words.begin(), table_.words.end(), [&](const TableWord& each) {
      return each.row == row && each.column == table_.columns[column];
    });
    if (word == table_.words.end()) return std::nullopt;
    const auto figure = only_figure_in(word->text);
    if (!figure) return std::nullopt;
    return Reading{*figure, {table_.sheet, {table_.rows[row], word->column}}, read_bound(word->text)};
  }

  [[nodiscard]] const std::string& heading_of(std::size_t column) const {
    return table_.column_labels[static_cast<std::size_t>(table_.row_bands[words_.front()->row])][column];
  }

  const FigureTable& table_;
  std::int32_t column_;
  std::vector<const TableWord*> words_;  // the statuses
  std::optional<std::size_t> target_, actual_;
  std::vector<std::size_t> periods_;  // columns of one measure's periods, the last one first
  bool annual_ = false, latest_ = false;
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
      // A letter is a status where the heading says so; elsewhere it is a key to something.
      const bool headed =
          contains(heading, "status") || contains(heading, "rag") || contains(heading, "rating");
      if (!headed && std::all_of(words.begin(), words.end(),
                                 [](const TableWord* word) { return word->text.size() == 1; }))
        continue;
      StatusColumn statuses(table, column, std::move(words));
      if (statuses.find_figures()) columns_.push_back(std::move(statuses));
    }
  }

  void add_checks(std::vector<Check>& checks) const {
    for (const StatusColumn& column : columns_)
      for (const TableWord* word : column.words()) {
        const auto actual = column.actual_of(book_, *word), target = column.target_of(book_, *word);
        if (!actual || !target || !are_comparable(actual->figure, target->figure)) continue;
        const auto better = target->bound ? target->bound : direction_of(*word);
        if (!better) continue;
        checks.push_back(
            check_of({table_.sheet, {table_.rows[word->row], word->column}}, word->text,
                     short_label(word->row) + (word->heading.empty() ? "" : ", ") + word->heading, *actual,
                     *target, *better));
      }
    for (const StatusRow& statuses : table_.status_rows) add_row(statuses, checks);
  }

 private:
  // 80 against 82 % are the same measure in two scales.
  static bool are_comparable(const Figure& actual, const Figure& target) {
    return actual.percent == target.percent;
  }
  // The row's reference and name, without the columns that many rows have in common.
  [[nodiscard]] std::string short_label(std::size_t row) const {
    const std::string label = row_label(row);
    constexpr std::string_view kBetween = " | ";
    std::size_t from = label.rfind(kBetween);
    if (from == std::string::npos) return label;
    const std::string name = label.substr(from + kBetween.size());
    const std::size_t before = from == 0 ? std::string::npos : label.rfind(kBetween, from - 1);
    const std::size_t start = before == std::string::npos ? 0 : before + kBetween.size();
    return label.substr(start, from - start) + " " + name;
  }

  // Statuses under months: the nearest rows above that are headed target and actual.
  void add_row(const StatusRow& statuses, std::vector<Check>& checks) const {
    constexpr std::size_t kReach = 6;
    std::size_t end = 0;
    while (end < table_.rows.size() && table_.rows[end] < statuses.row) ++end;
    std::optional<std::size_t> target, actual;
    std::string measure;
    for (std::size_t at = end; at-- > 0 && end - at <= kReach && !(target && actual);) {
      const std::string label = folded_phrase(row_label(at));
      const bool no = contains(label, "variance") || contains(label, "last year") ||
                      contains(label, "previous") || contains(label, "difference") ||
                      contains(label, "benchmark") || contains(label, "annual");
      if (no) continue;
      if (contains(label, "target")) {
        if (!target) target = at;
      } else if (!actual) {
        actual = at;
        measure = row_label(at);
      }
    }
    if (!target || !actual || table_.row_bands[*target] != table_.row_bands[*actual]) return;
    const auto reading = [&](std::size_t row, std::size_t column) -> std::optional<Reading> {
      const FigureId id = table_.at(row, column);
      if (id == kNoFigure) return std::nullopt;
      const PlacedFigure& placed = book_.figures[static_cast<std::size_t>(id)];
      return Reading{placed.figure, placed.at, {}};
    };
    // The measure's name may stand with the target, with the actual, or with the status.
    auto better = read_direction(statuses.label);
    for (const std::string& label : {measure, row_label(*target), statuses.label})
      if (!better) better = read_measure(label);
    // Without a name the statuses themselves must agree on a direction, with one of them against it at most.
    if (!better) {
      std::size_t higher = 0, lower = 0;
      for (std::size_t column = 0; column < table_.columns.size(); ++column) {
        const auto standing = read_standing(statuses.words[column]);
        const auto is = reading(*actual, column), should = reading(*target, column);
        if (!standing || !is || !should || is->figure.value == should->figure.value) continue;
        ((is->figure.value > should->figure.value) == (*standing == Standing::met) ? higher : lower) += 1;
      }
      if (std::max(higher, lower) < 4 || std::min(higher, lower) > 1) return;
      better = higher > lower ? Better::higher : Better::lower;
    }
    for (std::size_t column = 0; column < table_.columns.size(); ++column) {
      if (!read_standing(statuses.words[column])) continue;
      const auto is = reading(*actual, column), should = reading(*target, column);
      if (!is || !should || !are_comparable(is->figure, should->figure)) continue;
      const std::string& heading =
          table_.column_labels[static_cast<std::size_t>(table_.row_bands[*actual])][column];
      checks.push_back(
          check_of({table_.sheet, {statuses.row, table_.columns[column]}}, statuses.words[column],
                   statuses.label + (heading.empty() ? "" : ", ") + heading, *is, *should, *better));
    }
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
        const auto actual = column.actual_of(book_, *word), target = column.target_of(book_, *word);
        if (!actual || !target || actual->figure.value == target->figure.value ||
            !are_comparable(actual->figure, target->figure))
          continue;
        const Standing standing = *read_standing(word->text);
        const bool above = actual->figure.value > target->figure.value;
        (above == (standing == Standing::met) ? higher : lower) += 1;
      }
    if (higher >= 2 && lower == 0) return Better::higher;
    if (lower >= 2 && higher == 0) return Better::lower;
    return std::nullopt;
  }

  [[nodiscard]] static Check check_of(const CheckedCell& at, const std::string& text, std::string label,
                                      const Reading& actual, const Reading& target, Better better) {
    const Figure &is = actual.figure, &should = target.figure;
    const bool met = better == Better::higher ? is.value >= should.value : is.value <= should.value;
    const Standing standing = *read_standing(text);
    Check check;
    check.at = at;
    check.label = std::move(label);
    check.kind = CheckKind::status;
    check.rule = "inferred.status";
    check.entered = text;
    check.inputs = {actual.at, target.at};
    check.expression =
        "=" + to_a1(actual.at.cell) + (better == Better::higher ? ">=" : "<=") + to_a1(target.at.cell);
    if ((standing == Standing::met) == met) return check;
    check.verdict = CheckVerdict::inconsistent;
    check.suspects = {check.at, actual.at, target.at};
    const std::string figures =
        figure_words(is.value, is) + " against a target of " + figure_words(should.value, should);
    if (met) {
      check.message = "\"" + text + "\" is entered, and " + figures + " meets it";
    } else {
      const double gap = std::fabs(is.value - should.value);
      check.message = "\"" + text + "\" is entered, and " + figures + " misses it by " +
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
