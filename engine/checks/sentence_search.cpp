#include "engine/checks/sentence_search.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <unordered_map>

#include "engine/checks/declared_sentence.h"
#include "engine/checks/equation.h"
#include "engine/checks/figure_lines.h"
#include "engine/checks/heading_words.h"
#include "engine/checks/possible_share.h"
#include "engine/checks/slip.h"
#include "engine/indicators/spelling.h"

namespace outturn {
namespace {

constexpr std::size_t kMostSentences = 400;
constexpr std::size_t kMostFigures = 5'000;
constexpr std::size_t kFewestWords = 4;  // of a sentence
constexpr int kEnoughWords = 2;          // that a sentence and a cell's headings have in common

struct Sentence {
  CheckedCell at;
  std::string text;
  std::vector<SentenceFigure> figures;
};

// Texts of several words that are no heading of figures: nothing of a table stands in their row.
std::vector<Sentence> sentences_of(const Workbook& workbook, const std::vector<bool>& skipped,
                                   const FigureBook& book) {
  std::set<std::pair<SheetId, std::int32_t>> rows_of_tables;
  for (const FigureTable& table : book.tables)
    for (const std::int32_t row : table.rows) rows_of_tables.emplace(table.sheet, row);
  std::vector<Sentence> found;
  for (SheetId id = 0; id < workbook.sheet_count(); ++id) {
    const Sheet& sheet = workbook.sheet(id);
    const auto used = sheet.used_range();
    if (!used || is_skipped(skipped, id)) continue;
    for (std::int32_t column = 0; column <= std::min(used->last.column, kMostTableColumns - 1); ++column) {
      const Column* cells = sheet.column(column);
      if (cells == nullptr) continue;
      for (std::int32_t row = 0; row < std::min(cells->end_row(), kMostTableRows); ++row) {
        if (cells->tag(row) == CellTag::blank || rows_of_tables.contains({id, row})) continue;
        const Value value = sheet.value({row, column});
        if (!value.is_text()) continue;
        const std::string text(trimmed(value.text()));
        if (static_cast<std::size_t>(std::count(text.begin(), text.end(), ' ')) + 1 < kFewestWords) continue;
        Sentence sentence{{id, {row, column}}, text, sentence_figures(text)};
        std::erase_if(sentence.figures,
                      [](const SentenceFigure& each) { return each.is_name || each.in_words; });
        if (sentence.figures.empty()) continue;
        found.push_back(std::move(sentence));
        if (found.size() == kMostSentences) return found;
      }
    }
  }
  return found;
}

// Figures that stand in few places: percentages, decimals, three digits at least.
bool is_telling(const SentenceFigure& said) {
  const double steps = std::fabs(said.figure.value) / said.figure.step;
  return (said.figure.percent || said.figure.places > 0 ? steps >= 2 : steps >= 100) &&
         std::fabs(said.figure.value) != 1;
}

// As the sentence would print the cell's figure.
bool shows(const SentenceFigure& said, const Figure& cell) {
  return said.figure.percent == cell.percent && std::fabs(said.figure.value) >= cell.step &&
         at_precision(std::fabs(cell.value), said.figure) ==
             at_precision(std::fabs(said.figure.value), said.figure);
}

class SentenceSearch {
 public:
  SentenceSearch(const Workbook& workbook, const std::vector<bool>& skipped, const FigureBook& book)
      : workbook_(workbook), book_(book), sentences_(sentences_of(workbook, skipped, book)) {
    labels_.reserve(book.figures.size());
    for (std::size_t id = 0; id < book.figures.size(); ++id)
      labels_.push_back(book.figures[id].table < 0 ? std::string()
                                                   : book.label_of(static_cast<FigureId>(id)));
  }

  std::vector<Check> find(const std::vector<bool>& explained) {
    if (book_.figures.size() > kMostFigures) return {};
    find_headed_ratios(explained);
    for (const Sentence& sentence : sentences_) find_impossible_shares(sentence);
    for (const Sentence& sentence : sentences_)
      for (const SentenceFigure& said : sentence.figures)
        if (is_telling(said) && !repeats_a_cell(sentence, said) && said.figure.percent)
          divides_two_lines(sentence, said);
    return std::move(checks_);
  }

  [[nodiscard]] std::vector<CheckedCell> repetitions_of(const PlacedFigure& placed,
                                                        const std::string& label) const {
    std::vector<CheckedCell> cells;
    for (const Sentence& sentence : sentences_)
      for (const SentenceFigure& said : sentence.figures)
        if (is_telling(said) && shows(said, placed.figure) && words_in_common(sentence.text, label) > 0) {
          cells.push_back(sentence.at);
          break;
        }
    return cells;
  }

 private:
  // A percentage whose label tells a sentence: "% of calls received that hang up".
  void find_headed_ratios(const std::vector<bool>& explained) {
    constexpr std::size_t kMostHeaded = 200;
    std::size_t tried = 0;
    for (std::size_t id = 0; id < book_.figures.size() && tried < kMostHeaded; ++id) {
      const PlacedFigure& placed = book_.figures[id];
      if (placed.table < 0 || explained[id] || placed.is_formula || !placed.figure.percent) continue;
      const std::string& label = labels_[id];
      if (label.find('%') == std::string::npos && folded_phrase(label).find("percent") == std::string::npos)
        continue;
      if (static_cast<std::size_t>(std::count(label.begin(), label.end(), ' ')) + 1 < kFewestWords) continue;
      SentenceFigure said;
      said.figure = placed.figure;
      said.text = figure_words(placed.figure.value, placed.figure);
      if (!is_telling(said)) continue;
      ++tried;
      divides_two_lines({placed.at, label, {}}, said);
    }
  }

  // "56.3% of the 23 cases".
  void find_impossible_shares(const Sentence& sentence) {
    for (std::size_t at = 0; at + 1 < sentence.figures.size(); ++at) {
      const SentenceFigure &share = sentence.figures[at], &whole = sentence.figures[at + 1];
      if (!share.figure.percent || share.figure.value <= 0 || share.figure.value >= 1 ||
          whole.figure.percent || whole.figure.money || whole.figure.places > 0 || whole.figure.step != 1 ||
          whole.figure.value < 1 || whole.begin < share.end)
        continue;
      const std::string between =
          folded_phrase(std::string_view(sentence.text).substr(share.end, whole.begin - share.end));
      if (between != "of" && between != "of the" && between != "of all" && between != "of our") continue;
      const auto nearest = nearest_to_impossible(share.figure, whole.figure.value);
      if (!nearest) continue;
      Check check = start(sentence, share, CheckKind::share);
      check.rule = "inferred.possible-share";
      check.verdict = CheckVerdict::inconsistent;
      check.suspects = {sentence.at};
      check.message = share.text + " of " + whole.text + " is given by no whole number; " +
                      words_of(*nearest, share.figure, whole.figure.value);
      checks_.push_back(std::move(check));
    }
  }

  Check start(const Sentence& sentence, const SentenceFigure& said, CheckKind kind) const {
    Check check;
    check.at = sentence.at;
    check.label = sentence.text.size() <= 80 ? sentence.text : sentence.text.substr(0, 80) + "…";
    check.kind = kind;
    check.rule = "inferred.sentence";
    check.entered = said.text;
    return check;
  }

  // The cell whose headings have most words of the sentence, among those that hold the figure.
  bool repeats_a_cell(const Sentence& sentence, const SentenceFigure& said) {
    FigureId best = kNoFigure;
    int most = 0, places = 0;
    for (std::size_t id = 0; id < book_.figures.size(); ++id) {
      if (!shows(said, book_.figures[id].figure)) continue;
      ++places;
      const int common = words_in_common(sentence.text, labels_[id]);
      if (common <= most) continue;
      most = common;
      best = static_cast<FigureId>(id);
    }
    if (best == kNoFigure || (most < kEnoughWords && places > 1)) return false;
    const PlacedFigure& placed = book_.figures[static_cast<std::size_t>(best)];
    Check check = start(sentence, said, CheckKind::copy);
    check.exact = placed.figure.value;
    check.expected = figure_words(placed.figure.value, said.figure);
    check.expression =
        "=" + (placed.at.sheet == sentence.at.sheet ? to_a1(placed.at.cell)
                                                    : workbook_.describe(placed.at.sheet, placed.at.cell));
    check.inputs = {placed.at};
    checks_.push_back(std::move(check));
    return true;
  }

  // "Calls abandoned were 25% of calls received": one line named before the figure over one named behind it,
  // at one position of a table.
  void divides_two_lines(const Sentence& sentence, const SentenceFigure& said) {
    const std::string all = folded_phrase(sentence.text);
    std::optional<Equation> found;
    int most = 0;
    for (const FigureTable& table : book_.tables)
      for (const auto direction : {FigureLines::Direction::rows, FigureLines::Direction::columns}) {
        const FigureLines lines(book_, table, direction);
        if (lines.lines() > 40) continue;
        std::vector<std::size_t> named;
        std::vector<int> common(lines.lines());
        for (std::size_t line = 0; line < lines.lines(); ++line)
          if (!lines.is_share(line) && (common[line] = words_in_common(all, lines.label(line))) > 0)
            named.push_back(line);
        for (const std::size_t over : named)
          for (const std::size_t under : named) {
            if (over == under) continue;
            for (std::size_t p = 0; p < lines.positions(); ++p) {
              if (!lines.has(over, p) || !lines.has(under, p) || lines.value(under, p) == 0 ||
                  lines.value(over, p) > lines.value(under, p) || lines.value(under, p) < 20)
                continue;
              const double ratio = lines.value(over, p) / lines.value(under, p);
              if (at_precision(ratio, said.figure) != at_precision(said.figure.value, said.figure)) continue;
              const int here =
                  2 * (common[over] + common[under]) + words_in_common(all, lines.position_label(p, 0));
              if (here <= most) continue;
              most = here;
              Equation equation;
              equation.kind = CheckKind::ratio;
              equation.target = lines.id(over, p);
              equation.over = {{lines.id(over, p)}};
              equation.under = {{lines.id(under, p)}};
              found = std::move(equation);
            }
          }
      }
    if (!found) return;
    const PlacedFigure& over = book_.figures[static_cast<std::size_t>(found->over.front().figure)];
    const PlacedFigure& under = book_.figures[static_cast<std::size_t>(found->under.front().figure)];
    Check check = start(sentence, said, CheckKind::ratio);
    check.exact = over.figure.value / under.figure.value;
    check.expected = figure_words(*check.exact, said.figure);
    const auto name = [&](const PlacedFigure& each) {
      return each.at.sheet == sentence.at.sheet ? to_a1(each.at.cell)
                                                : workbook_.describe(each.at.sheet, each.at.cell);
    };
    check.expression = "=" + name(over) + "/" + name(under);
    check.inputs = {over.at, under.at};
    checks_.push_back(std::move(check));
  }

  const Workbook& workbook_;
  const FigureBook& book_;
  std::vector<Sentence> sentences_;
  std::vector<std::string> labels_;  // by figure
  std::vector<Check> checks_;
};

}  // namespace

std::vector<Check> sentence_checks(const Workbook& workbook, const std::vector<bool>& skipped,
                                   const FigureBook& book, const std::vector<bool>& explained) {
  return SentenceSearch(workbook, skipped, book).find(explained);
}

void tell_repetitions(const Workbook& workbook, const std::vector<bool>& skipped, const FigureBook& book,
                      std::vector<Check>& checks) {
  if (std::none_of(checks.begin(), checks.end(),
                   [](const Check& check) { return check.verdict == CheckVerdict::wrong; }))
    return;
  const SentenceSearch sentences(workbook, skipped, book);
  std::map<CheckedCell, FigureId> figures;
  for (std::size_t id = 0; id < book.figures.size(); ++id)
    figures[book.figures[id].at] = static_cast<FigureId>(id);
  for (Check& check : checks) {
    if (check.verdict != CheckVerdict::wrong) continue;
    const auto found = figures.find(check.at);
    if (found == figures.end()) continue;
    const auto cells =
        sentences.repetitions_of(book.figures[static_cast<std::size_t>(found->second)], check.label);
    if (cells.empty()) continue;
    check.message += "; the text repeats it in ";
    for (std::size_t i = 0; i < cells.size() && i < 4; ++i)
      check.message += (i == 0 ? "" : ", ") + workbook.describe(cells[i].sheet, cells[i].cell);
  }
}

}  // namespace outturn
