#include "engine/checks/count_search.h"

#include <algorithm>
#include <map>
#include <set>

#include "engine/checks/figure_lines.h"
#include "engine/checks/standing_words.h"
#include "engine/indicators/spelling.h"

namespace outturn {
namespace {

constexpr std::size_t kMostLists = 200;
constexpr std::size_t kLongestWord = 40;  // bytes; what is longer is a sentence, not a word of a list
constexpr std::size_t kShortestList = 3;

// Words of one column under one another, no more than two rows apart, and how often each stands there.
struct WordList {
  SheetId sheet = 0;
  std::int32_t column = 0, first = 0, last = 0;  // rows
  std::map<std::string, int> counts;             // by folded word
  int words = 0;
};

// Statuses, or words of which some stand in several rows.
bool is_counted_list(const WordList& list) {
  if (list.words < static_cast<int>(kShortestList)) return false;
  int standings = 0;
  for (const auto& [word, count] : list.counts) standings += read_standing(word) ? count : 0;
  return standings * 2 >= list.words || static_cast<int>(list.counts.size()) * 2 <= list.words;
}

std::vector<WordList> lists_of(const Workbook& workbook, const std::vector<bool>& skipped) {
  constexpr std::int32_t kReach = 3;
  std::vector<WordList> lists;
  for (SheetId id = 0; id < workbook.sheet_count(); ++id) {
    const Sheet& sheet = workbook.sheet(id);
    const auto used = sheet.used_range();
    if (!used || is_skipped(skipped, id)) continue;
    for (std::int32_t column = 0; column <= std::min(used->last.column, kMostTableColumns - 1); ++column) {
      const Column* cells = sheet.column(column);
      if (cells == nullptr) continue;
      WordList list;
      const auto close = [&] {
        if (is_counted_list(list) && lists.size() < kMostLists) lists.push_back(list);
        list = WordList{id, column, 0, -1, {}, 0};
      };
      close();
      for (std::int32_t row = 0; row < std::min(cells->end_row(), kMostTableRows); ++row) {
        if (cells->tag(row) == CellTag::blank) continue;
        const Value value = sheet.value({row, column});
        if (!value.is_text()) continue;
        const std::string word = folded_phrase(value.text());
        if (word.empty() || word.size() > kLongestWord) continue;
        // The heading of the next list, or of figures, ends the one before.
        const bool heading = word.find("status") != std::string::npos || word == "rag" ||
                             word.find("rating") != std::string::npos ||
                             sheet.value({row + 1, column}).is_number();
        if (list.words > 0 && (row - list.last > kReach || heading)) close();
        if (heading) continue;
        if (list.words == 0) list.first = row;
        list.last = row;
        ++list.counts[word];
        ++list.words;
      }
      close();
    }
  }
  return lists;
}

// The figures of one line whose headings are words of lists.
struct CountLine {
  std::string label;
  SheetId sheet = 0;
  std::vector<std::pair<std::string, FigureId>> counts;
};

std::vector<CountLine> count_lines(const FigureBook& book, const std::vector<WordList>& lists) {
  std::set<std::string> words;
  for (const WordList& list : lists)
    for (const auto& [word, count] : list.counts) words.insert(word);
  std::vector<CountLine> found;
  for (const FigureTable& table : book.tables)
    for (const auto direction : {FigureLines::Direction::rows, FigureLines::Direction::columns}) {
      const FigureLines lines(book, table, direction);
      for (std::size_t line = 0; line < lines.lines(); ++line) {
        if (!lines.is_whole(line) || lines.is_percent(line)) continue;
        CountLine each;
        each.label = folded_phrase(lines.label(line));
        each.sheet = table.sheet;
        std::set<std::string> seen;
        bool repeated = false;
        for (std::size_t p = 0; p < lines.positions(); ++p) {
          if (!lines.has(line, p)) continue;
          const std::string heading = nearest_heading(lines.position_label(p, lines.line_band(line)));
          if (!words.contains(heading) && !read_standing(heading)) continue;
          repeated = repeated || !seen.insert(heading).second;
          each.counts.emplace_back(heading, lines.id(line, p));
        }
        if (!each.counts.empty() && !repeated) found.push_back(std::move(each));
      }
    }
  return found;
}

struct Match {
  const WordList* list = nullptr;
  int same = 0, telling = 0, off = 0, known = 0;  // telling: the same, and not zero
};

Match match_of(const CountLine& line, const WordList& list, const FigureBook& book) {
  Match match{&list, 0, 0, 0, 0};
  for (const auto& [word, id] : line.counts) {
    const auto found = list.counts.find(word);
    const int count = found == list.counts.end() ? 0 : found->second;
    match.known += count > 0 ? 1 : 0;
    if (book.figures[static_cast<std::size_t>(id)].figure.value != count) {
      ++match.off;
      continue;
    }
    ++match.same;
    match.telling += count > 0 ? 1 : 0;
  }
  return match;
}

bool is_better(const Match& a, const Match& b) {
  if (a.off != b.off) return a.off < b.off;
  return a.telling > b.telling;
}

}  // namespace

std::vector<Check> count_checks(const Workbook& workbook, const std::vector<bool>& skipped,
                                const FigureBook& book) {
  std::vector<Check> checks;
  const std::vector<WordList> lists = lists_of(workbook, skipped);
  if (lists.empty()) return checks;
  const std::vector<CountLine> lines = count_lines(book, lists);
  // The same line beside the list of its own sheet, on sheet after sheet, says that it counts that list.
  std::map<std::string, int> agreeing;
  std::vector<Match> matches(lines.size());
  for (std::size_t at = 0; at < lines.size(); ++at) {
    const CountLine& line = lines[at];
    int alike = 0;
    for (const WordList& list : lists) {
      const Match match = match_of(line, list, book);
      if (match.known == 0) continue;
      const bool own_sheet = list.sheet == line.sheet;
      // What a list on another sheet gives must be telling by itself.
      if (!own_sheet && (match.telling < 2 || line.counts.size() < 2)) continue;
      if (own_sheet && line.counts.size() < 2) continue;
      Match& best = matches[at];
      if (best.list == nullptr || is_better(match, best) ||
          (!is_better(best, match) && own_sheet && best.list->sheet != line.sheet)) {
        alike = best.list != nullptr && !is_better(match, best) ? alike + 1 : 0;
        best = match;
      } else if (!is_better(best, match)) {
        ++alike;
      }
    }
    if (matches[at].list == nullptr) continue;
    if (matches[at].off == 0) agreeing[line.label] += 1;
    // Two lists that explain it alike explain nothing, unless nothing has to be explained.
    if (alike > 0 && matches[at].off > 0) matches[at].list = nullptr;
  }
  for (std::size_t at = 0; at < lines.size(); ++at) {
    const CountLine& line = lines[at];
    const Match& match = matches[at];
    if (match.list == nullptr) continue;
    const bool believed = match.off == 0 || (match.off == 1 && match.telling >= 2) ||
                          (match.off == 1 && match.telling >= 1 && agreeing[line.label] >= 2);
    if (!believed || match.telling == 0) continue;
    for (const auto& [word, id] : line.counts) {
      const PlacedFigure& placed = book.figures[static_cast<std::size_t>(id)];
      const auto found = match.list->counts.find(word);
      const int count = found == match.list->counts.end() ? 0 : found->second;
      Check check;
      check.at = placed.at;
      check.label = book.label_of(id);
      check.kind = CheckKind::count;
      check.rule = "inferred.count";
      check.entered = figure_words(placed.figure.value, placed.figure);
      check.exact = count;
      check.expected = std::to_string(count);
      const RangeAddress range{{match.list->first, match.list->column},
                               {match.list->last, match.list->column}};
      check.expression = "=COUNTIF(" +
                         (match.list->sheet == placed.at.sheet
                              ? to_a1(range)
                              : workbook.describe(Area{match.list->sheet, match.list->sheet, range})) +
                         ",\"" + word + "\")";
      if (placed.figure.value != count) {
        check.verdict = CheckVerdict::inconsistent;
        check.suspects = {check.at};
        check.message = check.entered + " is entered, and " + check.expression + " gives " + check.expected +
                        "; either the count or a line of the list is wrong";
      }
      checks.push_back(std::move(check));
    }
  }
  return checks;
}

}  // namespace outturn
