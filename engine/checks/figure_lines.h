// A table seen as lines of figures, its columns or its rows: a relation holds between lines, position by
// position. What is found for columns is found for rows by the same code.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "engine/checks/figure_table.h"
#include "engine/checks/heading_words.h"

namespace outturn {

class FigureLines {
 public:
  enum class Direction : std::uint8_t { columns, rows };

  FigureLines(const FigureBook& book, const FigureTable& table, Direction direction);

  [[nodiscard]] std::size_t lines() const noexcept { return lines_; }
  [[nodiscard]] std::size_t positions() const noexcept { return positions_; }
  [[nodiscard]] Direction direction() const noexcept { return direction_; }
  [[nodiscard]] FigureId id(std::size_t line, std::size_t position) const noexcept {
    return ids_[line * positions_ + position];
  }
  [[nodiscard]] bool has(std::size_t line, std::size_t position) const noexcept {
    return id(line, position) != kNoFigure;
  }
  [[nodiscard]] const Figure& figure(std::size_t line, std::size_t position) const noexcept {
    return book_.figures[static_cast<std::size_t>(id(line, position))].figure;
  }
  [[nodiscard]] double value(std::size_t line, std::size_t position) const noexcept {
    return values_[line * positions_ + position];  // 0 where there is none
  }
  // "n/a" or an error stands there.
  [[nodiscard]] bool is_withheld(std::size_t line, std::size_t position) const noexcept {
    return withheld_[line * positions_ + position];
  }
  // Lines between which no headings stand; a sum does not reach over them.
  [[nodiscard]] Band line_band(std::size_t line) const noexcept { return line_bands_[line]; }
  // Positions under the same headings.
  [[nodiscard]] Band position_band(std::size_t position) const noexcept { return position_bands_[position]; }
  [[nodiscard]] Band position_bands() const noexcept { return position_bands_.back() + 1; }
  [[nodiscard]] const std::string& label(std::size_t line, Band band = 0) const {
    return labels_[static_cast<std::size_t>(band)][line];
  }
  [[nodiscard]] const std::string& position_label(std::size_t position, Band band) const {
    return position_labels_[static_cast<std::size_t>(band)][position];
  }
  [[nodiscard]] const HeadingWords& words(std::size_t line) const noexcept { return words_[line]; }
  [[nodiscard]] const HeadingWords& position_words(std::size_t position) const noexcept {
    return position_words_[position];
  }
  // Most figures of the line are percentages.
  [[nodiscard]] bool is_percent(std::size_t line) const noexcept { return percent_[line]; }
  // Percentages, or plain numbers under a heading that says so.
  [[nodiscard]] bool is_share(std::size_t line) const noexcept { return share_[line]; }
  // Every figure of the line is a whole number and none is shown with decimals.
  [[nodiscard]] bool is_whole(std::size_t line) const noexcept { return whole_[line]; }
  [[nodiscard]] std::size_t count(std::size_t line) const noexcept { return counts_[line]; }
  [[nodiscard]] const FigureBook& book() const noexcept { return book_; }
  [[nodiscard]] const FigureTable& table() const noexcept { return table_; }

 private:
  const FigureBook& book_;
  const FigureTable& table_;
  Direction direction_;
  std::size_t lines_ = 0, positions_ = 0;
  std::vector<FigureId> ids_;
  std::vector<double> values_;
  std::vector<bool> withheld_;
  std::vector<Band> line_bands_, position_bands_;
  std::vector<std::vector<std::string>> labels_, position_labels_;
  std::vector<HeadingWords> words_, position_words_;
  std::vector<bool> percent_, share_, whole_;
  std::vector<std::size_t> counts_;
};

}  // namespace outturn
