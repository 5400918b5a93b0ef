#include "engine/indicators/summary_definitions.h"

#include "engine/indicators/definition_columns.h"
#include "engine/indicators/indicator_list.h"
#include "engine/indicators/membership.h"
#include "engine/indicators/spelling.h"

namespace outturn {
namespace {

PlaceText place(DefinitionRows& rows, std::string_view column) {
  return {rows.text(column), rows.cell(column).where};
}

std::vector<std::string> by_names() { return {membership_columns().begin(), membership_columns().end()}; }

// `Objective`, or `Objective; Directorate` where a second dimension stands across in place of the statuses.
void read_by(DefinitionRows& rows, RollUpDefinition& row, std::vector<Diagnostic>& findings) {
  const DefinitionCell& cell = rows.cell("By");
  const std::vector<std::string> names = split_list(DefinitionRows::cell_text(cell));
  if (names.empty() || names.size() > 2) {
    findings.push_back(
        {Severity::error, cell.where,
         names.empty()
             ? "the roll-up " + row.name + " does not say what it is by; write " + membership_column_list()
             : "a roll-up has one dimension, or two; write Objective, or Objective; Directorate"});
    return;
  }
  for (const std::string& name : names) {
    const bool second = &name != names.data();
    if (second && same_name(name, "Status")) continue;
    const std::string column(membership_column(name));
    if (column.empty()) {
      findings.push_back({Severity::error, cell.where,
                          "\"" + name + "\" is no column to roll up by" + did_you_mean(name, by_names()) +
                              "; write " + membership_column_list()});
    }
    (second ? row.across : row.by) = column.empty() ? name : column;
  }
  if (row.by == row.across)
    findings.push_back(
        {Severity::error, cell.where, "\"" + row.by + "\" stands here twice; write two different columns"});
}

}  // namespace

void read_roll_ups(const DefinitionTable& table, Definitions& definitions) {
  std::vector<Diagnostic>& findings = definitions.findings;
  const auto error = [&](const std::string& where, const std::string& message) {
    findings.push_back({Severity::error, where, message});
  };
  DefinitionRows rows(table, DefinitionKind::roll_ups, findings);
  while (rows.next()) {
    RollUpDefinition row;
    row.where = rows.where();
    row.name = rows.text("Roll-up");
    read_by(rows, row, findings);
    row.only = read_conditions(rows.text("Only"), rows.cell("Only").where, definitions.statuses, findings);
    row.lines = place(rows, "Lines");
    row.classes = place(rows, "Classes");
    row.counts_to = place(rows, "Counts to");
    row.percentages_to = place(rows, "Percentages to");
    row.previous_counts_to = place(rows, "Previous counts to");
    row.previous_percentages_to = place(rows, "Previous percentages to");
    row.total_line = rows.text("Total line");
    row.total_line_where = rows.cell("Total line").where;
    if (!row.lines.given())
      error(rows.cell("Lines").where,
            "the roll-up " + row.name + " has no lines; give the cells that hold their names");
    if (!row.classes.given())
      error(rows.cell("Classes").where,
            "the roll-up " + row.name + " has no classes; give the heading cells that hold them");
    // A crossed table counts items; how many of them are ranked is another question.
    const std::string out_of_text = rows.text("Out of");
    if (out_of_text.empty() && !row.across.empty()) {
      row.out_of = OutOf::all;
    } else if (const auto out_of = read_out_of(out_of_text)) {
      row.out_of = *out_of;
    } else {
      error(rows.cell("Out of").where,
            "\"" + out_of_text + "\" is none of ranked, due and all; write one of them");
    }
    const auto rounding = read_percentage_rounding(rows.text("Rounding"));
    if (!rounding) {
      error(rows.cell("Rounding").where, "\"" + rows.text("Rounding") +
                                             "\" is none of half-up, truncate, largest remainder and balance "
                                             "on a status; write one of them");
    } else {
      row.rounding = *rounding;
      if (row.rounding.method == PercentageRounding::Method::balance && row.across.empty()) {
        const StatusWord* word = definitions.statuses.find(row.rounding.balanced_class);
        const std::string group = definitions.statuses.group_name(row.rounding.balanced_class);
        if (word == nullptr && group.empty()) {
          error(rows.cell("Rounding").where,
                "\"" + row.rounding.balanced_class + "\" is no status" +
                    did_you_mean(row.rounding.balanced_class, definitions.statuses.spellings()));
        } else {
          row.rounding.balanced_class = word != nullptr ? word->word : group;
        }
      }
    }
    definitions.roll_ups.push_back(std::move(row));
  }
}

std::vector<ListDefinition> read_lists(const DefinitionTable& table, Definitions& definitions) {
  std::vector<ListDefinition> lists;
  std::vector<Diagnostic>& findings = definitions.findings;
  const auto error = [&](const std::string& where, const std::string& message) {
    findings.push_back({Severity::error, where, message});
  };
  DefinitionRows rows(table, DefinitionKind::lists, findings);
  while (rows.next()) {
    ListDefinition row;
    row.where = rows.where();
    row.name = rows.text("List");
    if (row.name.empty()) error(rows.cell("List").where, "the list has no name; write one");
    row.which_text = rows.text("Which");
    WhichReading which = read_which(row.which_text, definitions.statuses);
    if (!which.problem.empty()) error(rows.cell("Which").where, which.problem);
    row.which = std::move(which.alternatives);
    row.only = read_conditions(rows.text("Only"), rows.cell("Only").where, definitions.statuses, findings);
    if (const std::string by = rows.text("By"); !by.empty()) {
      row.by = membership_column(by);
      if (row.by.empty())
        error(rows.cell("By").where, "\"" + by + "\" is no column to group by" +
                                         did_you_mean(by, by_names()) + "; write " +
                                         membership_column_list());
    }
    row.of = rows.text("Of");
    row.of_where = rows.cell("Of").where;
    if (!row.of.empty() && (!row.by.empty() || !row.only.empty()))
      error(row.of_where, "the services of " + row.of + " are in no groups; empty By and Only");
    row.sort_text = rows.text("Sort");
    const SortReading sort = read_sort(row.sort_text);
    row.sort_where = rows.cell("Sort").where;
    if (!sort.problem.empty()) error(row.sort_where, sort.problem);
    row.sort = sort.sort;
    row.descending = sort.descending;
    if (const std::string rounding = rows.text("Rounding"); !rounding.empty()) {
      row.rounding = read_percentage_rounding(rounding);
      if (!row.rounding || row.rounding->method == PercentageRounding::Method::balance)
        error(rows.cell("Rounding").where,
              "\"" + rounding + "\" is none of half-up, truncate and largest remainder; write one of them");
    }
    row.rounding_where = rows.cell("Rounding").where;
    row.most_where = rows.cell("Most").where;
    if (const std::string most = rows.text("Most"); !most.empty()) {
      row.most = read_count(most);
      if (row.most.value_or(0) < 1) error(row.most_where, "\"" + most + "\" is no number of rows; write 3");
    }
    row.cells = place(rows, "Cells");
    if (!row.cells.given())
      error(rows.cell("Cells").where,
            "the list " + row.name + " has no cells; give the block that it may fill, with its headings");
    row.empty = rows.text("Empty");
    lists.push_back(std::move(row));
  }
  return lists;
}

}  // namespace outturn
