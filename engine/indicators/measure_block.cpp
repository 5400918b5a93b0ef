#include "engine/indicators/measure_block.h"

#include <algorithm>
#include <utility>

#include "engine/indicators/spelling.h"

namespace outturn {
namespace {

constexpr std::size_t kMostBlocks = 120;  // of one measure: ten years of months, a sheet each

std::string text_of(const Value& value) {
  return value.is_text() ? std::string(trimmed(value.text())) : std::string();
}

// `'Q1; Q2'!B2; Calls!B3`: a semicolon in a sheet's quotes parts nothing.
std::vector<PlaceText> split_places(const PlaceText& place) {
  std::vector<PlaceText> parts;
  bool quoted = false;
  std::size_t from = 0;
  for (std::size_t at = 0; at <= place.text.size(); ++at) {
    if (at < place.text.size() && place.text[at] == '\'') quoted = !quoted;
    if (at < place.text.size() && (place.text[at] != ';' || quoted)) continue;
    const std::string_view part = trimmed(std::string_view(place.text).substr(from, at - from));
    if (!part.empty()) parts.push_back({std::string(part), place.where});
    from = at + 1;
  }
  return parts;
}

class BlockFinder {
 public:
  BlockFinder(const Workbook& workbook, const DefinitionSettings& settings,
              const MeasureDefinition& definition, std::vector<Diagnostic>& findings)
      : workbook_(workbook), settings_(settings), definition_(definition), findings_(findings) {}

  std::vector<MeasureBlock> find();

 private:
  bool find_block(MeasureBlock& block, const PlaceText& periods, const PlaceText& split_by);
  bool find_services(MeasureBlock& block);
  bool find_reads(MeasureBlock& block, const PlaceText& periods);
  std::optional<HeadingAxis> find_axis(const MeasureBlock& block, const PlaceText& place,
                                       std::string_view what);
  void find_label(MeasureBlock& block);
  void miss_label(const MeasureBlock& block);
  [[nodiscard]] std::string where_label_stands(SheetId sheet) const;
  bool fail(const std::string& where, std::string what) {
    findings_.push_back({Severity::error, where, std::move(what)});
    return false;
  }

  const Workbook& workbook_;
  const DefinitionSettings& settings_;
  const MeasureDefinition& definition_;
  std::vector<Diagnostic>& findings_;
  std::vector<std::string> services_;  // of the first block
};

std::vector<MeasureBlock> BlockFinder::find() {
  const std::vector<PlaceText> cells = split_places(definition_.cells);
  const std::vector<PlaceText> periods = split_places(definition_.periods);
  const std::vector<PlaceText> split_by = split_places(definition_.split_by);
  const auto count = [](std::size_t number) {
    return std::to_string(number) + (number == 1 ? " block" : " blocks");
  };
  if (cells.size() > kMostBlocks) {
    fail(definition_.cells.where,
         "Cells: more than " + std::to_string(kMostBlocks) + " blocks of one measure");
    return {};
  }
  if (cells.size() != periods.size()) {
    fail(definition_.cells.where, "Cells gives " + count(cells.size()) + ", Periods (" +
                                      definition_.periods.where + ") " + count(periods.size()) +
                                      "; write the headings of each block, with ; between them");
    return {};
  }
  if (split_by.size() > 1 && split_by.size() != cells.size()) {
    fail(definition_.split_by.where,
         "Split by gives " + count(split_by.size()) + ", Cells (" + definition_.cells.where + ") " +
             count(cells.size()) +
             "; write the headings once where they are the same cells, or those of each");
    return {};
  }
  const std::size_t before = findings_.size();
  std::vector<MeasureBlock> blocks;
  for (std::size_t at = 0; at < cells.size(); ++at) {
    MeasureBlock block;
    block.place = cells[at];
    const PlaceText split = split_by.empty() ? PlaceText() : split_by[split_by.size() == 1 ? 0 : at];
    if (find_block(block, periods[at], split)) blocks.push_back(std::move(block));
  }
  const bool failed = std::any_of(findings_.begin() + static_cast<std::ptrdiff_t>(before), findings_.end(),
                                  [](const Diagnostic& each) { return each.severity == Severity::error; });
  if (failed) blocks.clear();
  return blocks;
}

bool BlockFinder::find_block(MeasureBlock& block, const PlaceText& periods, const PlaceText& split_by) {
  const std::optional<Area> cells = find_cells(workbook_, block.place, "Cells", findings_);
  if (!cells) return false;
  block.cells = *cells;
  // "Q2 2018/19" is a period; "H1" alone would be a cell, so a period in words needs its year here.
  const PeriodReading words = read_period(periods.text, settings_.calendar);
  if (words.period) {
    block.one_period = words.period;
  } else {
    block.periods = find_axis(block, periods, "Periods");
    if (!block.periods) return false;
  }
  if (split_by.given()) {
    block.split = find_axis(block, split_by, "Split by");
    if (!block.split) return false;
    if (block.periods && block.periods->along_columns == block.split->along_columns &&
        block.cells.range.rows() * block.cells.range.columns() > 1)
      return fail(split_by.where, "Periods and Split by lie along the same side of " + block.place.text +
                                      "; correct one of the two (Periods: " + periods.where + ")");
    if (!find_services(block)) return false;
  }
  const std::int64_t size = block.cells.range.size();
  const auto headings = [](const std::optional<HeadingAxis>& axis) {
    return axis ? static_cast<std::int64_t>(axis->headings.size()) : std::int64_t{1};
  };
  const bool whole_block = block.periods && block.split;  // its sides have been held against both
  const std::int64_t wanted = block.periods ? headings(block.periods) : headings(block.split);
  if (!whole_block && size != wanted)
    return fail(block.place.where, "\"" + block.place.text + "\" has " + std::to_string(size) +
                                       " cells, but Periods" +
                                       (block.split ? " and Split by give " : " gives ") +
                                       std::to_string(wanted) + "; correct Cells, Periods (" + periods.where +
                                       ") or Split by (" + definition_.split_by.where + ")");
  if (!definition_.label.empty())
    find_label(block);
  else
    miss_label(block);
  return find_reads(block, periods);
}

bool BlockFinder::find_services(MeasureBlock& block) {
  const bool is_first = services_.empty();
  bool good = true;
  std::vector<std::string> names;
  for (const FormulaCell& heading : block.split->headings) {
    const std::string where = workbook_.describe(heading.sheet, heading.address);
    names.push_back(text_of(value_in_file(workbook_, heading)));
    const std::string& name = names.back();
    if (name.empty()) {
      good = fail(where, "the heading of a service of \"" + definition_.name + "\" is empty");
    } else if (same_name(name, "total") || same_name(name, "all")) {
      good = fail(where, "\"" + name + "\" is among the services of \"" + definition_.name +
                             "\" and would be counted twice; leave its column out of Cells and Split by");
    }
    if (is_first) continue;
    const auto found = std::find_if(services_.begin(), services_.end(),
                                    [&](const std::string& each) { return same_name(each, name); });
    if (found == services_.end() && !name.empty())
      good =
          fail(where, "\"" + name + "\" is no service in the first block of \"" + definition_.name + "\"" +
                          did_you_mean(name, services_) + "; the blocks of a measure have the same services");
    block.services.push_back(static_cast<std::size_t>(found - services_.begin()));
  }
  if (is_first) {
    services_ = std::move(names);
    for (std::size_t at = 0; at < services_.size(); ++at) block.services.push_back(at);
  } else if (good && block.services.size() != services_.size()) {
    good = fail(definition_.split_by.where,
                block.place.text + " has " + std::to_string(block.services.size()) +
                    " services, the first block of \"" + definition_.name + "\" " +
                    std::to_string(services_.size()) + "; the blocks of a measure have the same services");
  }
  return good;
}

bool BlockFinder::find_reads(MeasureBlock& block, const PlaceText& periods) {
  std::vector<bool> used;
  if (block.periods) {
    for (const FormulaCell& heading : block.periods->headings) {
      block.reads.push_back(single_area(heading.sheet, single_cell(heading.address)));
      const NumberLook look = look_of(workbook_, heading);
      used.push_back(holds_formula(workbook_, heading) ||
                     read_heading(in_1900_system(value_in_file(workbook_, heading), look, workbook_), look,
                                  settings_.calendar, settings_.period)
                         .period.has_value());
    }
    if (std::find(used.begin(), used.end(), true) == used.end()) {
      const std::string first = text_of(value_in_file(workbook_, block.periods->headings.front()));
      return fail(periods.where, "Periods: no heading in \"" + periods.text + "\" is a period" +
                                     (first.empty() ? "" : ": the first is \"" + first + "\"") +
                                     "; write headings such as Q2 2018/19 or Jul-18");
    }
  } else {
    block.reads.push_back(block.cells);
  }
  // One area for each run of headings that are periods: a block of services by months is one read, not
  // thousands.
  for (std::size_t at = 0; at < used.size(); ++at) {
    if (!used[at]) continue;
    std::size_t end = at;
    while (end + 1 < used.size() && used[end + 1]) ++end;
    Area run = block.cells;
    auto& first = block.periods->along_columns ? run.range.first.column : run.range.first.row;
    auto& last = block.periods->along_columns ? run.range.last.column : run.range.last.row;
    last = first + static_cast<std::int32_t>(end);
    first += static_cast<std::int32_t>(at);
    block.reads.push_back(run);
    at = end;
  }
  if (block.label) block.reads.push_back(single_area(block.label->sheet, single_cell(block.label->address)));
  return true;
}

std::optional<HeadingAxis> BlockFinder::find_axis(const MeasureBlock& block, const PlaceText& place,
                                                  std::string_view what) {
  const Area& cells = block.cells;
  const std::optional<Area> headings = find_cells(workbook_, place, what, findings_);
  if (!headings) return std::nullopt;
  const auto fail = [&](const std::string& why) {
    findings_.push_back(
        {Severity::error, place.where, std::string(what) + ": \"" + place.text + "\" " + why});
    return std::optional<HeadingAxis>();
  };
  const bool one_row = headings->range.rows() == 1;
  const bool one_column = headings->range.columns() == 1;
  if (!one_row && !one_column) return fail("is not a row or column of headings; give one row or one column");
  HeadingAxis axis;
  // One heading over one column of services is of the column; without services the column is of periods.
  if (one_row && headings->range.columns() == cells.range.columns() &&
      !(one_column && cells.range.rows() > 1 && !definition_.split_by.given())) {
    axis.along_columns = true;
    if (headings->sheet == cells.sheet && headings->range.first.column != cells.range.first.column) {
      return fail("does not stand over \"" + block.place.text + "\": it begins in column " +
                  column_letters(headings->range.first.column) + ", the cells in " +
                  column_letters(cells.range.first.column) +
                  "; correct one of the two (Cells: " + block.place.where + ")");
    }
  } else if (one_column && headings->range.rows() == cells.range.rows()) {
    axis.along_columns = false;
    if (headings->sheet == cells.sheet && headings->range.first.row != cells.range.first.row) {
      return fail("does not stand beside \"" + block.place.text + "\": it begins in row " +
                  std::to_string(headings->range.first.row + 1) + ", the cells in " +
                  std::to_string(cells.range.first.row + 1) +
                  "; correct one of the two (Cells: " + block.place.where + ")");
    }
  } else {
    return fail("has " + std::to_string(headings->range.size()) + " headings, which do not fit the " +
                std::to_string(cells.range.rows()) + " rows and " + std::to_string(cells.range.columns()) +
                " columns of \"" + block.place.text +
                "\"; correct one of the two (Cells: " + block.place.where + ")");
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
void BlockFinder::find_label(MeasureBlock& block) {
  const Area& cells = block.cells;
  const auto is_label = [&](CellAddress address) {
    return same_name(text_of(value_in_file(workbook_, {cells.sheet, address})), definition_.label);
  };
  const CellAddress first = cells.range.first;
  if (cells.range.rows() == 1) {
    for (std::int32_t column = first.column - 1; column >= 0 && !block.label; --column) {
      if (is_label({first.row, column})) block.label = FormulaCell{cells.sheet, {first.row, column}};
    }
  }
  if (cells.range.columns() == 1) {
    for (std::int32_t row = first.row - 1; row >= 0 && !block.label; --row) {
      if (is_label({row, first.column})) block.label = FormulaCell{cells.sheet, {row, first.column}};
    }
  }
  if (block.label) return;
  block.problem = "the label \"" + definition_.label + "\" no longer stands beside " +
                  workbook_.describe(cells) + "; " + where_label_stands(cells.sheet);
}

// Excel moves a name or a table's column when rows are inserted; an address stays as it was typed. Headings
// beside the cells show that, and where there are none, a label does.
void BlockFinder::miss_label(const MeasureBlock& block) {
  const std::size_t mark = block.place.text.rfind('!');
  const bool is_address =
      mark != std::string::npos && range_from_a1(block.place.text.substr(mark + 1)).has_value();
  if (!is_address) return;
  const auto has_axis = [&](bool along_columns) {
    return (block.periods && block.periods->along_columns == along_columns) ||
           (block.split && block.split->along_columns == along_columns);
  };
  const CellAddress first = block.cells.range.first;
  const bool by_row = !has_axis(false) && block.cells.range.rows() == 1;
  if (!by_row && (has_axis(true) || block.cells.range.columns() != 1)) return;
  std::optional<CellAddress> beside;  // the nearest text
  for (CellAddress at = first; !beside && (by_row ? at.column : at.row) > 0;) {
    --(by_row ? at.column : at.row);
    if (!text_of(value_in_file(workbook_, {block.cells.sheet, at})).empty()) beside = at;
  }
  const std::string what = by_row ? "row" : "column";
  findings_.push_back(
      {Severity::warning, block.place.where,
       "a " + what + " inserted before " + block.place.text + " would go unnoticed, and " + definition_.name +
           " would be read from the wrong " + what + "; " +
           (beside ? "write \"" + text_of(value_in_file(workbook_, {block.cells.sheet, *beside})) +
                         "\", which stands in " + workbook_.describe(block.cells.sheet, *beside) +
                         ", in Label if that is what it is, or "
                   : std::string()) +
           "give the cells a defined name"});
}

std::string BlockFinder::where_label_stands(SheetId sheet) const {
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

}  // namespace

std::vector<MeasureBlock> find_blocks(const Workbook& workbook, const DefinitionSettings& settings,
                                      const MeasureDefinition& definition,
                                      std::vector<Diagnostic>& findings) {
  return BlockFinder(workbook, settings, definition, findings).find();
}

}  // namespace outturn
