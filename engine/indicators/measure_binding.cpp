// Which cells, headings and label belong to a measure: MeasureNode before anything is calculated.

#include <algorithm>
#include <utility>

#include "engine/indicators/measure_node.h"
#include "engine/indicators/spelling.h"

namespace outturn {
namespace {

std::string text_of(const Value& value) {
  return value.is_text() ? std::string(trimmed(value.text())) : std::string();
}

}  // namespace

MeasureNode::MeasureNode(const Workbook& workbook, const DefinitionSettings& settings,
                         const MeasureDefinition& definition, std::vector<Diagnostic>& findings)
    : workbook_(workbook),
      settings_(settings),
      definition_(definition),
      missing_words_(settings.missing_words) {
  missing_words_.insert(missing_words_.end(), definition.missing_words.begin(),
                        definition.missing_words.end());
  const std::optional<Area> cells = find_cells(workbook, definition.cells, "Cells", findings);
  if (!cells) return;
  cells_ = *cells;
  const std::size_t errors_before = findings.size();

  // "Q2 2018/19" is a period; "H1" alone would be a cell, so a period in words needs its year here.
  const PeriodReading words = read_period(definition.periods.text, settings.calendar);
  if (words.period) {
    one_period_ = words.period;
  } else {
    periods_ = find_axis(cells_, definition.periods, "Periods", findings);
    if (!periods_) return;
  }
  if (definition.split_by.given()) {
    split_ = find_axis(cells_, definition.split_by, "Split by", findings);
    if (!split_) return;
    if (periods_ && periods_->along_columns == split_->along_columns &&
        cells_.range.rows() * cells_.range.columns() > 1) {
      findings.push_back({Severity::error, definition.split_by.where,
                          "Periods and Split by lie along the same side of " + definition.cells.text +
                              "; correct one of the two (Periods: " + definition.periods.where + ")"});
      return;
    }
    for (const FormulaCell& heading : split_->headings) {
      services_.push_back(text_of(value_in_file(workbook, heading)));
      service_cells_.push_back(heading);
      service_at_.emplace(name_key(services_.back()), services_.size() - 1);
      if (services_.back().empty()) {
        findings.push_back({Severity::error, workbook.describe(heading.sheet, heading.address),
                            "the heading of a service of \"" + definition.name + "\" is empty"});
      } else if (same_name(services_.back(), "total") || same_name(services_.back(), "all")) {
        findings.push_back({Severity::error, workbook.describe(heading.sheet, heading.address),
                            "\"" + services_.back() + "\" is among the services of \"" + definition.name +
                                "\" and would be counted twice; leave its column out of Cells and Split by"});
      }
    }
  }
  if ((one_period_ && !split_ && cells_.range.size() > 1) ||
      (periods_ && !split_ && cells_.range.size() != static_cast<std::int64_t>(periods_->headings.size())) ||
      (one_period_ && split_ && cells_.range.size() != static_cast<std::int64_t>(split_->headings.size()))) {
    findings.push_back({Severity::error, definition.cells.where,
                        "\"" + definition.cells.text + "\" has " + std::to_string(cells_.range.size()) +
                            " cells, but Periods" + (split_ ? " and Split by give " : " gives ") +
                            std::to_string(one_period_ ? (split_ ? split_->headings.size() : 1)
                                                       : periods_->headings.size()) +
                            "; correct Cells, Periods (" + definition.periods.where + ")" + " or Split by (" +
                            definition.split_by.where + ")"});
    return;
  }
  if (!definition.label.empty())
    find_label(cells_);
  else
    miss_label(findings);

  // A column whose heading is a constant and no period is never read, so that it may depend on the results.
  std::vector<bool> used;
  if (periods_) {
    for (const FormulaCell& heading : periods_->headings) {
      reads_.push_back(single_area(heading.sheet, single_cell(heading.address)));
      const NumberLook look = look_of(workbook, heading);
      used.push_back(holds_formula(workbook, heading) ||
                     read_heading(in_1900_system(value_in_file(workbook, heading), look, workbook), look,
                                  settings.calendar, settings.period)
                         .period.has_value());
    }
    if (std::find(used.begin(), used.end(), true) == used.end()) {
      const std::string first = text_of(value_in_file(workbook, periods_->headings.front()));
      findings.push_back({Severity::error, definition.periods.where,
                          "Periods: no heading in \"" + definition.periods.text + "\" is a period" +
                              (first.empty() ? "" : ": the first is \"" + first + "\"") +
                              "; write headings such as Q2 2018/19 or Jul-18"});
      return;
    }
  }
  // One area for each run of headings that are periods: a block of services by months is one read, not
  // thousands.
  if (!periods_) reads_.push_back(cells_);
  for (std::size_t at = 0; at < used.size(); ++at) {
    if (!used[at]) continue;
    std::size_t end = at;
    while (end + 1 < used.size() && used[end + 1]) ++end;
    Area run = cells_;
    auto& first = periods_->along_columns ? run.range.first.column : run.range.first.row;
    auto& last = periods_->along_columns ? run.range.last.column : run.range.last.row;
    last = first + static_cast<std::int32_t>(end);
    first += static_cast<std::int32_t>(at);
    reads_.push_back(run);
    at = end;
  }
  if (label_cell_) reads_.push_back(single_area(label_cell_->sheet, single_cell(label_cell_->address)));
  bound_ = std::none_of(findings.begin() + static_cast<std::ptrdiff_t>(errors_before), findings.end(),
                        [](const Diagnostic& each) { return each.severity == Severity::error; });
}

std::optional<MeasureNode::Axis> MeasureNode::find_axis(const Area& cells, const PlaceText& place,
                                                        std::string_view what,
                                                        std::vector<Diagnostic>& findings) const {
  const std::optional<Area> headings = find_cells(workbook_, place, what, findings);
  if (!headings) return std::nullopt;
  const auto fail = [&](const std::string& why) {
    findings.push_back({Severity::error, place.where, std::string(what) + ": \"" + place.text + "\" " + why});
    return std::optional<Axis>();
  };
  const bool one_row = headings->range.rows() == 1;
  const bool one_column = headings->range.columns() == 1;
  if (!one_row && !one_column) return fail("is not a row or column of headings; give one row or one column");
  Axis axis;
  // One heading over one column of services is of the column; without services the column is of periods.
  if (one_row && headings->range.columns() == cells.range.columns() &&
      !(one_column && cells.range.rows() > 1 && !definition_.split_by.given())) {
    axis.along_columns = true;
    if (headings->sheet == cells.sheet && headings->range.first.column != cells.range.first.column) {
      return fail("does not stand over \"" + definition_.cells.text + "\": it begins in column " +
                  column_letters(headings->range.first.column) + ", the cells in " +
                  column_letters(cells.range.first.column) +
                  "; correct one of the two (Cells: " + definition_.cells.where + ")");
    }
  } else if (one_column && headings->range.rows() == cells.range.rows()) {
    axis.along_columns = false;
    if (headings->sheet == cells.sheet && headings->range.first.row != cells.range.first.row) {
      return fail("does not stand beside \"" + definition_.cells.text + "\": it begins in row " +
                  std::to_string(headings->range.first.row + 1) + ", the cells in " +
                  std::to_string(cells.range.first.row + 1) +
                  "; correct one of the two (Cells: " + definition_.cells.where + ")");
    }
  } else {
    return fail("has " + std::to_string(headings->range.size()) + " headings, which do not fit the " +
                std::to_string(cells.range.rows()) + " rows and " + std::to_string(cells.range.columns()) +
                " columns of \"" + definition_.cells.text +
                "\"; correct one of the two (Cells: " + definition_.cells.where + ")");
  }
  for (std::int32_t row = headings->range.first.row; row <= headings->range.last.row; ++row) {
    for (std::int32_t column = headings->range.first.column; column <= headings->range.last.column;
         ++column) {
      axis.headings.push_back({headings->sheet, {row, column}});
    }
  }
  return axis;
}

// The label stands to the left in the same row, or above in the same column.
void MeasureNode::find_label(const Area& cells) {
  const auto is_label = [&](CellAddress address) {
    return same_name(text_of(value_in_file(workbook_, {cells.sheet, address})), definition_.label);
  };
  const CellAddress first = cells.range.first;
  if (cells.range.rows() == 1) {
    for (std::int32_t column = first.column - 1; column >= 0 && !label_cell_; --column) {
      if (is_label({first.row, column})) label_cell_ = FormulaCell{cells.sheet, {first.row, column}};
    }
  }
  if (cells.range.columns() == 1) {
    for (std::int32_t row = first.row - 1; row >= 0 && !label_cell_; --row) {
      if (is_label({row, first.column})) label_cell_ = FormulaCell{cells.sheet, {row, first.column}};
    }
  }
  if (label_cell_) return;
  problem_ = "the label \"" + definition_.label + "\" no longer stands beside " + workbook_.describe(cells) +
             "; " + where_label_stands(cells.sheet);
}

// Excel moves a name or a table's column when rows are inserted; an address stays as it was typed. Headings
// beside the cells show that, and where there are none, a label does.
void MeasureNode::miss_label(std::vector<Diagnostic>& findings) const {
  const std::size_t mark = definition_.cells.text.rfind('!');
  const bool is_address =
      mark != std::string::npos && range_from_a1(definition_.cells.text.substr(mark + 1)).has_value();
  if (!is_address) return;
  const auto has_axis = [&](bool along_columns) {
    return (periods_ && periods_->along_columns == along_columns) ||
           (split_ && split_->along_columns == along_columns);
  };
  const CellAddress first = cells_.range.first;
  const bool by_row = !has_axis(false) && cells_.range.rows() == 1;
  if (!by_row && (has_axis(true) || cells_.range.columns() != 1)) return;
  std::optional<CellAddress> beside;  // the nearest text
  for (CellAddress at = first; !beside && (by_row ? at.column : at.row) > 0;) {
    --(by_row ? at.column : at.row);
    if (!text_of(value_in_file(workbook_, {cells_.sheet, at})).empty()) beside = at;
  }
  const std::string what = by_row ? "row" : "column";
  findings.push_back({Severity::warning, definition_.cells.where,
                      "a " + what + " inserted before " + definition_.cells.text +
                          " would go unnoticed, and " + definition_.name + " would be read from the wrong " +
                          what + "; " +
                          (beside ? "write \"" + text_of(value_in_file(workbook_, {cells_.sheet, *beside})) +
                                        "\", which stands in " + workbook_.describe(cells_.sheet, *beside) +
                                        ", in Label if that is what it is, or "
                                  : std::string()) +
                          "give the cells a defined name"});
}

std::string MeasureNode::where_label_stands(SheetId sheet) const {
  std::vector<std::string> places;
  const std::optional<RangeAddress> used = workbook_.sheet(sheet).used_range();
  const std::int32_t columns = used ? used->columns() : 0;
  for (std::int32_t column = 0; column < columns && places.size() < 4; ++column) {
    const Column* cells = workbook_.sheet(sheet).column(column);
    const std::int32_t rows = cells == nullptr ? 0 : cells->end_row();
    for (std::int32_t row = 0; row < rows && places.size() < 4; ++row) {
      if (same_name(text_of(value_in_file(workbook_, {sheet, {row, column}})), definition_.label))
        places.push_back(workbook_.describe(sheet, {row, column}));
    }
  }
  if (places.empty()) return "it stands nowhere on that sheet; correct Label or Cells";
  std::string list;
  for (const std::string& place : places) list += (list.empty() ? "" : " and ") + place;
  return "it now stands in " + list + "; correct Cells";
}

}  // namespace outturn
