#include "engine/checks/figure_table.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>

#include "engine/checks/heading_words.h"
#include "engine/checks/standing_words.h"
#include "engine/indicators/period.h"
#include "engine/indicators/spelling.h"
#include "formulas/number_format.h"

namespace outturn {
namespace {

enum class Content : std::uint8_t { blank, label, figure, withheld };

// One sheet as a dense grid.
class Grid {
 public:
  Grid(const Workbook& workbook, SheetId sheet, FigureBook& book)
      : workbook_(workbook), sheet_(workbook.sheet(sheet)), id_(sheet), book_(book) {
    const auto used = sheet_.used_range();
    if (!used) return;
    rows_ = std::min(used->last.row + 1, kMostTableRows);
    columns_ = std::min(used->last.column + 1, kMostTableColumns);
    const auto size = static_cast<std::size_t>(rows_) * static_cast<std::size_t>(columns_);
    content_.assign(size, Content::blank);
    figure_.assign(size, kNoFigure);
    text_.resize(size);
    for (std::int32_t column = 0; column < columns_; ++column) {
      const Column* cells = sheet_.column(column);
      if (cells == nullptr) continue;
      const std::int32_t end = std::min(cells->end_row(), rows_);
      for (std::int32_t row = 0; row < end; ++row)
        if (cells->tag(row) != CellTag::blank) read_cell({row, column});
    }
    for (const RangeAddress& merged : sheet_.merged_ranges()) cover(merged);
  }

  void find_tables();

 private:
  [[nodiscard]] std::size_t slot(std::int32_t row, std::int32_t column) const noexcept {
    return static_cast<std::size_t>(row) * static_cast<std::size_t>(columns_) +
           static_cast<std::size_t>(column);
  }
  [[nodiscard]] Content content(std::int32_t row, std::int32_t column) const noexcept {
    return content_[slot(row, column)];
  }

  void read_cell(CellAddress cell) {
    const std::size_t at = slot(cell.row, cell.column);
    const Value value = sheet_.value(cell);
    const std::string_view format = workbook_.number_format(id_, cell);
    if (const auto figure = read_cell_figure(value, format)) {
      content_[at] = Content::figure;
      figure_[at] = static_cast<FigureId>(book_.figures.size());
      book_.figures.push_back({*figure, {id_, cell}, sheet_.fill_at(cell) >= 0, -1, 0, 0});
      return;
    }
    if (value.is_error() || (value.is_text() && is_missing_word(value.text()))) {
      content_[at] = Content::withheld;
      return;
    }
    content_[at] = Content::label;
    if (value.is_text())
      text_[at] = std::string(trimmed(value.text()));
    else if (value.is_number())
      text_[at] =
          is_date_serial(value.number()) ? date_text(std::floor(value.number())) : std::string("time");
    else if (value.is_logical())
      text_[at] = value.logical() ? "TRUE" : "FALSE";
    if (text_[at].empty()) content_[at] = Content::blank;
  }

  // A merged heading stands over every column that it covers.
  void cover(const RangeAddress& merged) {
    if (merged.first.row >= rows_ || merged.first.column >= columns_) return;
    const std::size_t anchor = slot(merged.first.row, merged.first.column);
    if (content_[anchor] != Content::label) return;
    for (std::int32_t row = merged.first.row; row <= std::min(merged.last.row, rows_ - 1); ++row)
      for (std::int32_t column = merged.first.column; column <= std::min(merged.last.column, columns_ - 1);
           ++column) {
        const std::size_t at = slot(row, column);
        if (content_[at] != Content::blank) continue;
        content_[at] = Content::label;
        text_[at] = text_[anchor];
        covered_.resize(content_.size());
        covered_[at] = true;
      }
  }
  [[nodiscard]] bool is_covered(std::size_t at) const noexcept { return !covered_.empty() && covered_[at]; }

  [[nodiscard]] std::vector<RangeAddress> components() const;
  void drop_counters(const RangeAddress& range);
  void drop_line(const RangeAddress& line);
  [[nodiscard]] std::optional<std::int32_t> last_row_of_first(const FigureTable& table) const;
  void add_table(const RangeAddress& range, int blocks_before = 0);
  void gather_words(FigureTable& table, const RangeAddress& range) const;
  void find_malformed(const FigureTable& table);
  [[nodiscard]] bool is_heading_row(const FigureTable& table, std::int32_t row, std::int32_t before) const;
  [[nodiscard]] bool is_status_row(std::int32_t row) const;
  [[nodiscard]] bool continues_statuses(std::int32_t row, std::int32_t before) const;
  void gather_status_rows(FigureTable& table, const RangeAddress& range) const;
  [[nodiscard]] std::vector<Band> bands_of_rows(const FigureTable& table) const;
  [[nodiscard]] bool labels_rows_of(std::int32_t label_column, std::int32_t figure_column,
                                    std::int32_t first_row, std::int32_t last_row) const;
  void split_side_by_side(const RangeAddress& range, std::vector<RangeAddress>& parts) const;
  void mark_thousands(const RangeAddress& range);
  [[nodiscard]] std::vector<Band> bands_of_columns(const FigureTable& table) const;
  void label_rows(FigureTable& table, const RangeAddress& range) const;
  void label_columns(FigureTable& table, const RangeAddress& range) const;

  const Workbook& workbook_;
  const Sheet& sheet_;
  SheetId id_;
  FigureBook& book_;
  std::int32_t rows_ = 0, columns_ = 0;
  std::vector<Content> content_;
  std::vector<FigureId> figure_;
  std::vector<std::string> text_;
  std::vector<bool> covered_;
};

// What stands no more than one blank row or column apart belongs together.
std::vector<RangeAddress> Grid::components() const {
  constexpr std::int32_t kReach = 2;
  std::vector<std::int32_t> parent(content_.size());
  std::iota(parent.begin(), parent.end(), 0);
  const auto root = [&](std::int32_t at) {
    while (parent[static_cast<std::size_t>(at)] != at) {
      auto& up = parent[static_cast<std::size_t>(at)];
      up = parent[static_cast<std::size_t>(up)];
      at = up;
    }
    return at;
  };
  for (std::int32_t row = 0; row < rows_; ++row)
    for (std::int32_t column = 0; column < columns_; ++column) {
      if (content(row, column) == Content::blank) continue;
      const auto here = static_cast<std::int32_t>(slot(row, column));
      for (std::int32_t up = 0; up <= kReach && up <= row; ++up)
        for (std::int32_t across = -kReach; across <= (up == 0 ? -1 : kReach); ++across) {
          const std::int32_t other = column + across;
          if (other < 0 || other >= columns_ || content(row - up, other) == Content::blank) continue;
          parent[static_cast<std::size_t>(root(here))] =
              root(static_cast<std::int32_t>(slot(row - up, other)));
        }
    }
  std::vector<std::int32_t> index(content_.size(), -1);
  std::vector<RangeAddress> found;
  for (std::int32_t row = 0; row < rows_; ++row)
    for (std::int32_t column = 0; column < columns_; ++column) {
      if (content(row, column) == Content::blank) continue;
      auto& at = index[static_cast<std::size_t>(root(static_cast<std::int32_t>(slot(row, column))))];
      const CellAddress cell{row, column};
      if (at < 0) {
        at = static_cast<std::int32_t>(found.size());
        found.push_back(single_cell(cell));
      } else {
        found[static_cast<std::size_t>(at)] =
            bounding_range(found[static_cast<std::size_t>(at)], single_cell(cell));
      }
    }
  return found;
}

void Grid::drop_line(const RangeAddress& line) {
  for (std::int32_t row = line.first.row; row <= line.last.row; ++row)
    for (std::int32_t column = line.first.column; column <= line.last.column; ++column) {
      const std::size_t at = slot(row, column);
      if (content_[at] != Content::figure) continue;
      content_[at] = Content::label;
      const PlacedFigure& figure = book_.figures[static_cast<std::size_t>(figure_[at])];
      text_[at] = figure_words(figure.figure.value, figure.figure);
      std::erase(text_[at], ',');
      figure_[at] = kNoFigure;
    }
}

// Under "£000" or "£m" whole figures are rounded ones.
void Grid::mark_thousands(const RangeAddress& range) {
  bool thousands = false;
  for (std::int32_t row = 0; row <= range.last.row && !thousands; ++row)
    for (std::int32_t column = row < range.first.row ? 0 : range.first.column;
         column <= range.last.column && !thousands; ++column)
      thousands = content(row, column) == Content::label && says_rounded(text_[slot(row, column)]);
  if (!thousands) return;
  for (std::int32_t row = range.first.row; row <= range.last.row; ++row)
    for (std::int32_t column = range.first.column; column <= range.last.column; ++column)
      if (content(row, column) == Content::figure)
        book_.figures[static_cast<std::size_t>(figure_[slot(row, column)])].figure.rounded = true;
}

// Years and running numbers name rows and columns; they are no figures.
void Grid::drop_counters(const RangeAddress& range) {
  const auto is_counter = [&](const std::vector<std::size_t>& slots, bool first_line) {
    if (slots.size() < 2) return false;
    bool years = true, counts = slots.size() >= 3;
    double before = 0;
    for (std::size_t i = 0; i < slots.size(); ++i) {
      const Figure& figure = book_.figures[static_cast<std::size_t>(figure_[slots[i]])].figure;
      const double value = figure.value;
      if (figure.percent || figure.money || value != std::floor(value)) return false;
      years =
          years && value >= 1900 && value <= 2100 && (first_line || i == 0 || std::fabs(value - before) <= 1);
      counts = counts && (i == 0 || value == before + 1);
      before = value;
    }
    return years || (counts && first_line);
  };
  std::vector<std::size_t> slots;
  bool first = true;
  for (std::int32_t row = range.first.row; row <= range.last.row; ++row) {
    slots.clear();
    for (std::int32_t column = range.first.column; column <= range.last.column; ++column)
      if (content(row, column) == Content::figure) slots.push_back(slot(row, column));
    if (slots.empty()) continue;
    if (is_counter(slots, first))
      drop_line({{row, range.first.column}, {row, range.last.column}});
    else
      first = false;
  }
  first = true;
  for (std::int32_t column = range.first.column; column <= range.last.column; ++column) {
    slots.clear();
    std::string heading;
    for (std::int32_t row = range.first.row; row <= range.last.row; ++row) {
      if (content(row, column) == Content::figure)
        slots.push_back(slot(row, column));
      else if (slots.empty() && content(row, column) == Content::label)
        heading = text_[slot(row, column)];
    }
    if (slots.empty()) continue;
    // Among labels a year is one of them.
    std::size_t labels = 0;
    for (std::int32_t row = range.first.row; row <= range.last.row; ++row)
      labels += content(row, column) == Content::label && !is_covered(slot(row, column)) ? 1 : 0;
    const bool years = labels > slots.size() && std::all_of(slots.begin(), slots.end(), [&](std::size_t at) {
                         const Figure& figure = book_.figures[static_cast<std::size_t>(figure_[at])].figure;
                         return figure.value >= 1900 && figure.value <= 2100 && figure.step == 1;
                       });
    if (is_counter(slots, first) || names_reference(heading) || years)
      drop_line({{range.first.row, column}, {range.last.row, column}});
    else
      first = false;
  }
}

// A row headed "Status" in which statuses stand.
bool Grid::is_status_row(std::int32_t row) const {
  std::size_t statuses = 0;
  bool headed = false, first = true;
  for (std::int32_t column = 0; column < columns_; ++column) {
    if (content(row, column) != Content::label) continue;
    const std::string& text = text_[slot(row, column)];
    if (first) {
      const std::string heading = folded_phrase(text);
      headed = heading.find("status") != std::string::npos || heading.find("rag") == 0 ||
               heading.find(" rag") != std::string::npos || heading.find("rating") != std::string::npos;
      first = false;
    } else {
      statuses += read_standing(text) ? 1 : 0;
    }
  }
  return headed && statuses >= 2;
}

// A row of words whose status stands under another one goes on with the list: "Started", "Started", "Green".
bool Grid::continues_statuses(std::int32_t row, std::int32_t before) const {
  for (std::int32_t column = 0; column < columns_; ++column)
    if (content(row, column) == Content::label && content(before, column) == Content::label &&
        read_standing(text_[slot(row, column)]) && read_standing(text_[slot(before, column)]))
      return true;
  return false;
}

bool Grid::is_heading_row(const FigureTable& table, std::int32_t row, std::int32_t before) const {
  if (is_status_row(row) || continues_statuses(row, before)) return false;
  std::size_t labels = 0;
  for (const std::int32_t column : table.columns) {
    if (content(row, column) == Content::figure) return false;
    if (content(row, column) == Content::label && !is_covered(slot(row, column))) ++labels;
  }
  return labels > 0;
}

std::vector<Band> Grid::bands_of_rows(const FigureTable& table) const {
  std::vector<Band> bands(table.rows.size(), 0);
  for (std::size_t at = 1; at < table.rows.size(); ++at) {
    bool heading = false;
    for (std::int32_t row = table.rows[at - 1] + 1; row < table.rows[at]; ++row)
      heading = heading || is_heading_row(table, row, table.rows[at - 1]);
    bands[at] = bands[at - 1] + (heading ? 1 : 0);
  }
  return bands;
}

// Whether the column labels the rows of the figures in another one: texts that mostly differ.
bool Grid::labels_rows_of(std::int32_t label_column, std::int32_t figure_column, std::int32_t first_row,
                          std::int32_t last_row) const {
  std::vector<std::string_view> texts;
  std::size_t figures = 0;
  for (std::int32_t row = first_row; row <= last_row; ++row) {
    if (content(row, figure_column) != Content::figure) continue;
    ++figures;
    if (content(row, label_column) == Content::label) texts.push_back(text_[slot(row, label_column)]);
  }
  const std::size_t labelled = texts.size();
  std::sort(texts.begin(), texts.end());
  const auto different = static_cast<std::size_t>(std::unique(texts.begin(), texts.end()) - texts.begin());
  return labelled > 0 && labelled * 5 >= figures * 3 && different * 3 >= labelled * 2;
}

// A column of labels between columns of figures labels those on its right.
std::vector<Band> Grid::bands_of_columns(const FigureTable& table) const {
  std::vector<Band> bands(table.columns.size(), 0);
  for (std::size_t at = 1; at < table.columns.size(); ++at) {
    bool labels = false;
    for (std::int32_t column = table.columns[at - 1] + 1; column < table.columns[at]; ++column)
      labels = labels || (table.rows.size() > 1 &&
                          labels_rows_of(column, table.columns[at], table.rows.front(), table.rows.back()));
    bands[at] = bands[at - 1] + (labels ? 1 : 0);
  }
  return bands;
}

// Tables that stand beside one another: behind an empty column the next one brings its own labels.
void Grid::split_side_by_side(const RangeAddress& range, std::vector<RangeAddress>& parts) const {
  const auto is_empty = [&](std::int32_t column) {
    for (std::int32_t row = range.first.row; row <= range.last.row; ++row)
      if (content(row, column) != Content::blank && !is_covered(slot(row, column))) return false;
    return true;
  };
  std::int32_t first = range.first.column;
  for (std::int32_t column = range.first.column + 1; column + 2 <= range.last.column; ++column) {
    if (!is_empty(column) || is_empty(column + 1)) continue;
    // Its labels may stand behind running numbers.
    bool labels = false;
    for (std::int32_t label = column + 1; label <= std::min(column + 2, range.last.column); ++label)
      for (std::int32_t figures = label + 1; figures <= std::min(label + 3, range.last.column) && !labels;
           ++figures)
        labels = labels_rows_of(label, figures, range.first.row, range.last.row);
    if (!labels) continue;
    parts.push_back({{range.first.row, first}, {range.last.row, column - 1}});
    first = column + 1;
  }
  parts.push_back({{range.first.row, first}, range.last});
}

void append_heading(std::string& label, const std::string& text) {
  if (text.empty() || label == text || label.ends_with(" | " + text)) return;
  if (!label.empty()) label += " | ";
  label += text;
}

void Grid::label_rows(FigureTable& table, const RangeAddress& range) const {
  const Band bands = table.column_bands.back() + 1;
  table.row_labels.assign(static_cast<std::size_t>(bands), std::vector<std::string>(table.rows.size()));
  for (Band band = 0; band < bands; ++band) {
    std::int32_t first = range.first.column, last = range.first.column;  // label columns: [first, last)
    for (std::size_t at = 0; at < table.columns.size(); ++at) {
      if (table.column_bands[at] < band) first = table.columns[at] + 1;
      if (table.column_bands[at] == band) {
        last = table.columns[at];
        break;
      }
    }
    // The column whose texts name the rows stands last, nearest to the figures; what most rows have in
    // common, as a status or a service, before it.
    std::vector<std::int32_t> columns;
    for (std::int32_t column = first; column < last; ++column)
      if (table.rows.size() < 4 || labels_rows_of(column, last, table.rows.front(), table.rows.back()))
        columns.push_back(column);
    for (std::int32_t column = last; column-- > first;)
      if (std::find(columns.begin(), columns.end(), column) == columns.end())
        columns.insert(columns.begin(), column);
    auto& labels = table.row_labels[static_cast<std::size_t>(band)];
    for (std::size_t at = 0; at < table.rows.size(); ++at)
      for (const std::int32_t column : columns)
        if (content(table.rows[at], column) == Content::label)
          append_heading(labels[at], text_[slot(table.rows[at], column)]);
    if (band > 0)
      for (std::size_t at = 0; at < labels.size(); ++at)
        if (labels[at].empty()) labels[at] = table.row_labels[0][at];
  }
}

void Grid::label_columns(FigureTable& table, const RangeAddress& range) const {
  const Band bands = table.row_bands.back() + 1;
  table.column_labels.assign(static_cast<std::size_t>(bands), std::vector<std::string>(table.columns.size()));
  for (Band band = 0; band < bands; ++band) {
    std::int32_t first = range.first.row, last = range.first.row;  // heading rows: [first, last)
    for (std::size_t at = 0; at < table.rows.size(); ++at) {
      if (table.row_bands[at] < band) first = table.rows[at] + 1;
      if (table.row_bands[at] == band) {
        last = table.rows[at];
        break;
      }
    }
    std::string& corner = table.corners.emplace_back();
    for (std::int32_t row = std::max(first, last - 3); row < last; ++row)
      for (std::int32_t column = range.first.column; column < table.columns.front(); ++column)
        if (content(row, column) == Content::label) append_heading(corner, text_[slot(row, column)]);
    auto& labels = table.column_labels[static_cast<std::size_t>(band)];
    for (std::int32_t row = first; row < last; ++row) {
      // A text that covers the whole table is its title.
      const bool title = [&] {
        std::size_t covered = 0;
        for (const std::int32_t column : table.columns)
          covered += content(row, column) == Content::label && is_covered(slot(row, column)) ? 1 : 0;
        return covered + 1 >= table.columns.size() && table.columns.size() > 2;
      }();
      if (title) continue;
      for (std::size_t at = 0; at < table.columns.size(); ++at)
        if (content(row, table.columns[at]) == Content::label)
          append_heading(labels[at], text_[slot(row, table.columns[at])]);
    }
  }
}

// The texts of rows with figures, and the headings above them.
void Grid::gather_words(FigureTable& table, const RangeAddress& range) const {
  for (std::int32_t column = range.first.column; column <= range.last.column; ++column) {
    Band band = -1;
    std::string heading;
    std::int32_t from = range.first.row;
    for (std::size_t at = 0; at < table.rows.size(); ++at) {
      const std::int32_t row = table.rows[at];
      if (table.row_bands[at] != band) {
        band = table.row_bands[at];
        heading.clear();
        for (std::int32_t above = from; above < row; ++above)
          if (content(above, column) == Content::label) append_heading(heading, text_[slot(above, column)]);
      }
      from = row + 1;
      if (content(row, column) == Content::label)
        table.words.push_back({at, column, text_[slot(row, column)], heading});
    }
  }
}

void Grid::gather_status_rows(FigureTable& table, const RangeAddress& range) const {
  for (std::int32_t row = table.rows.front() + 1; row <= range.last.row; ++row) {
    if (std::binary_search(table.rows.begin(), table.rows.end(), row) || !is_status_row(row)) continue;
    StatusRow found{row, {}, std::vector<std::string>(table.columns.size())};
    for (std::int32_t column = range.first.column; column < table.columns.front(); ++column)
      if (content(row, column) == Content::label) append_heading(found.label, text_[slot(row, column)]);
    for (std::size_t at = 0; at < table.columns.size(); ++at)
      found.words[at] = text_[slot(row, table.columns[at])];
    table.status_rows.push_back(std::move(found));
  }
}

void Grid::find_malformed(const FigureTable& table) {
  for (const std::int32_t row : table.rows)
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
      const std::int32_t column = table.columns[c];
      const std::size_t at = slot(row, column);
      if (content_[at] != Content::label || !is_malformed_figure(text_[at])) continue;
      Check check;
      check.at = {id_, {row, column}};
      check.kind = CheckKind::scale;
      check.verdict = CheckVerdict::malformed;
      check.entered = text_[at];
      check.rule = "inferred.malformed";
      check.suspects = {check.at};
      check.message = "\"" + text_[at] + "\" is not a number; look at its digits, commas and points";
      book_.malformed.push_back(std::move(check));
    }
}

// Blocks under the same headings are one table. Where most headings of the next block are others, it is a
// table of its own: the last sheet row of the one before. Each call takes at least a row, so that the
// recursion ends.
std::optional<std::int32_t> Grid::last_row_of_first(const FigureTable& table) const {
  for (std::size_t at = 1; at < table.rows.size(); ++at) {
    const Band before = table.row_bands[at - 1], band = table.row_bands[at];
    if (before == band) continue;
    std::size_t used = 0, same = 0;
    for (std::size_t column = 0; column < table.columns.size(); ++column) {
      const std::string& here = table.column_labels[static_cast<std::size_t>(band)][column];
      if (here.empty()) continue;
      ++used;
      same += nearest_heading(here) ==
                      nearest_heading(table.column_labels[static_cast<std::size_t>(before)][column])
                  ? 1
                  : 0;
    }
    if (used > 0 && same * 2 < used) return table.rows[at - 1];
  }
  return std::nullopt;
}

void Grid::add_table(const RangeAddress& range, int blocks_before) {
  FigureTable table;
  table.sheet = id_;
  for (std::int32_t row = range.first.row; row <= range.last.row; ++row)
    for (std::int32_t column = range.first.column; column <= range.last.column; ++column)
      if (content(row, column) == Content::figure) {
        table.rows.push_back(row);
        break;
      }
  for (std::int32_t column = range.first.column; column <= range.last.column; ++column)
    for (const std::int32_t row : table.rows)
      if (content(row, column) == Content::figure) {
        table.columns.push_back(column);
        break;
      }
  if (table.rows.empty()) return;
  for (const std::int32_t row : table.rows)
    for (const std::int32_t column : table.columns) {
      table.cells.push_back(figure_[slot(row, column)]);
      table.withheld.push_back(content(row, column) != Content::blank &&
                               content(row, column) != Content::figure);
    }
  table.row_bands = bands_of_rows(table);
  table.column_bands = bands_of_columns(table);
  label_columns(table, range);
  constexpr int kMostBlocks = 100;
  if (const auto last = last_row_of_first(table); last && blocks_before < kMostBlocks) {
    add_table({range.first, {*last, range.last.column}}, kMostBlocks);
    add_table({{*last + 1, range.first.column}, range.last}, blocks_before + 1);
    return;
  }
  label_rows(table, range);
  gather_words(table, range);
  gather_status_rows(table, range);
  find_malformed(table);
  for (std::size_t row = 0; row < table.rows.size(); ++row)
    for (std::size_t column = 0; column < table.columns.size(); ++column)
      if (const FigureId id = table.at(row, column); id != kNoFigure) {
        PlacedFigure& placed = book_.figures[static_cast<std::size_t>(id)];
        // Percentages typed as plain numbers were rounded as well.
        const auto is_share = [](const std::string& label) {
          return label.find('%') != std::string::npos ||
                 folded_phrase(label).find("percent") != std::string::npos;
        };
        if (is_share(table.row_labels[static_cast<std::size_t>(table.column_bands[column])][row]) ||
            is_share(table.column_labels[static_cast<std::size_t>(table.row_bands[row])][column]))
          placed.figure.rounded = true;
        placed.table = static_cast<std::int32_t>(book_.tables.size());
        placed.row = row;
        placed.column = column;
      }
  book_.tables.push_back(std::move(table));
}

void Grid::find_tables() {
  if (content_.empty()) return;
  std::vector<RangeAddress> parts;
  for (const RangeAddress& range : components()) split_side_by_side(range, parts);
  for (const RangeAddress& range : parts) {
    drop_counters(range);
    mark_thousands(range);
    add_table(range);
  }
}

}  // namespace

FigureBook read_figure_tables(const Workbook& workbook, const std::vector<bool>& skipped) {
  FigureBook book;
  for (SheetId sheet = 0; sheet < workbook.sheet_count(); ++sheet) {
    if (is_skipped(skipped, sheet)) continue;
    Grid(workbook, sheet, book).find_tables();
  }
  return book;
}

std::string nearest_heading(const std::string& label) {
  const std::size_t at = label.rfind(" | ");
  return folded_phrase(at == std::string::npos ? label : label.substr(at + 3));
}

std::string unnumbered_heading(const std::string& label) {
  std::string text = nearest_heading(label);
  const std::size_t digits = text.find_first_not_of("0123456789");
  if (digits != 0 && digits != std::string::npos && (text[digits] == '.' || text[digits] == ')'))
    text = std::string(trimmed(std::string_view(text).substr(digits + 1)));
  return text;
}

std::string FigureBook::label_of(FigureId figure) const {
  const PlacedFigure& placed = figures[static_cast<std::size_t>(figure)];
  const FigureTable& table = tables[static_cast<std::size_t>(placed.table)];
  const std::size_t row = placed.row, column = placed.column;
  const std::string& of_row = table.row_labels[static_cast<std::size_t>(table.column_bands[column])][row];
  const std::string& of_column = table.column_labels[static_cast<std::size_t>(table.row_bands[row])][column];
  return of_row + (of_row.empty() || of_column.empty() ? "" : ", ") + of_column;
}

}  // namespace outturn
