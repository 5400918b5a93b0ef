#include "engine/checks/figure_lines.h"

#include <cmath>

namespace outturn {

FigureLines::FigureLines(const FigureBook& book, const FigureTable& table, Direction direction)
    : book_(book), table_(table), direction_(direction) {
  const bool columns = direction == Direction::columns;
  lines_ = columns ? table.columns.size() : table.rows.size();
  positions_ = columns ? table.rows.size() : table.columns.size();
  line_bands_ = columns ? table.column_bands : table.row_bands;
  position_bands_ = columns ? table.row_bands : table.column_bands;
  labels_ = columns ? table.column_labels : table.row_labels;
  position_labels_ = columns ? table.row_labels : table.column_labels;
  ids_.resize(lines_ * positions_);
  values_.resize(ids_.size());
  withheld_.resize(ids_.size());
  percent_.resize(lines_);
  whole_.resize(lines_);
  counts_.resize(lines_);
  for (std::size_t line = 0; line < lines_; ++line) {
    std::size_t percents = 0;
    bool whole = true;
    for (std::size_t position = 0; position < positions_; ++position) {
      const std::size_t from = columns ? position * lines_ + line : line * positions_ + position;
      const std::size_t at = line * positions_ + position;
      ids_[at] = table.cells[from];
      withheld_[at] = table.withheld[from];
      if (ids_[at] == kNoFigure) continue;
      const Figure& each = book.figures[static_cast<std::size_t>(ids_[at])].figure;
      values_[at] = each.value;
      ++counts_[line];
      percents += each.percent ? 1 : 0;
      whole = whole && each.step >= 1 && each.value == std::floor(each.value);
    }
    percent_[line] = percents * 2 > counts_[line];
    whole_[line] = whole;
  }
  // What the headings of all bands say: where tables of different make stand above one another, nothing.
  const auto words_of = [](const std::vector<std::vector<std::string>>& labels, std::size_t count) {
    std::vector<HeadingWords> words(count);
    for (std::size_t at = 0; at < count; ++at) {
      bool first = true;
      for (const auto& band : labels) {
        if (band[at].empty()) continue;
        const HeadingWords here = read_heading(band[at]);
        words[at] = first ? here : words_in_both(words[at], here);
        first = false;
      }
    }
    return words;
  };
  words_ = words_of(labels_, lines_);
  position_words_ = words_of(position_labels_, positions_);
  share_ = percent_;
  for (std::size_t line = 0; line < lines_; ++line) {
    const std::string heading = nearest_heading(labels_.front()[line]);
    if (heading.starts_with('%') || heading.ends_with('%') || heading.find("percentage") != std::string::npos)
      share_[line] = true;
  }
}

}  // namespace outturn
