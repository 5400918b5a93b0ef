// GROUPBY and PIVOTBY: summaries of a table by groups of its rows; PERCENTOF, which is made for them.
//
// From Microsoft's pages of these names, and, where these are silent or differ from it, from what Excel
// saves: left to itself Excel shows a grand total only and no names of fields; sorted by a value, groups stay
// within their parents, which keep their own order.
#include <algorithm>
#include <cmath>
#include <map>

#include "formulas/arguments.h"
#include "formulas/coercion.h"
#include "formulas/evaluator.h"
#include "formulas/functions/lookup/grouping.h"
#include "formulas/functions/lookup/rearranged.h"
#include "formulas/functions/number_result.h"

namespace outturn {
namespace {

// The arguments of either function, read; `error` where they are wrong.
class Summary {
 public:
  // PIVOTBY has an argument more in front of the values.
  Summary(LazyArguments& args, bool pivot) : args_(args), context_(args.context()), pivot_(pivot) { read(); }

  [[nodiscard]] const Value& error() const noexcept { return error_; }

  [[nodiscard]] Value result() {
    const GroupLine all{0, rows_};
    const auto row_value = [&](const GroupLine& line, std::size_t value) {
      return aggregate(line.rows, line, all, value);
    };
    const auto column_value = [&](const GroupLine& line, std::size_t value) {
      return aggregate(line.rows, all, line, value);
    };
    const std::vector<GroupLine> down = group_lines(*row_fields_, rows_, row_options_, row_value);
    wholes_.clear();
    std::vector<GroupLine> across{all};
    if (pivot_) across = group_lines(*column_fields_, rows_, column_options_, column_value);
    wholes_.clear();
    const std::vector<std::uint32_t> group_of_row = groups_of_rows(across);
    if (context_.suspended()) return {};
    const std::size_t row_names = row_fields_->columns();
    const std::size_t head = pivot_         ? column_fields_->columns() + (shows_names_ ? 2 : 0)
                             : shows_names_ ? 1
                                            : 0;
    const std::size_t rows = head + down.size();
    const std::size_t columns = row_names + across.size() * values_->columns();
    if (rows > kMaxArrayCells / columns) return ErrorCode::num;
    context_.spend(rows * columns);
    Array table(rows, columns, Value(""));
    if (pivot_) write_columns(table, across);
    if (shows_names_) write_names(table, head - 1, across.size());
    for (std::size_t i = 0; i < down.size(); ++i) {
      write_labels(down[i], *row_fields_, row_options_,
                   [&](std::size_t field) -> Value& { return table.at(head + i, field); });
      const std::vector<Rows> parts = split(down[i], across, group_of_row);
      for (std::size_t k = 0; k < across.size(); ++k) {
        for (std::size_t value = 0; value < values_->columns(); ++value) {
          table.at(head + i, row_names + k * values_->columns() + value) =
              aggregate(parts[k], down[i], across[k], value);
          if (context_.suspended()) return {};
        }
      }
    }
    return Value(std::move(table));
  }

 private:
  void fail(Value error) {
    if (!error_.is_error()) error_ = std::move(error);
  }

  // The argument as an array; null, and an error, where it is none.
  std::shared_ptr<const Array> array(std::size_t i) {
    Value value = args_.value(i);
    if (context_.suspended()) return nullptr;
    if (value.is_error()) {
      fail(value);
      return nullptr;
    }
    return std::make_shared<const Array>(value.is_array() ? Array(value.array()) : Array(1, 1, value));
  }

  [[nodiscard]] bool has(std::size_t i) const { return i < args_.size() && !args_.is_omitted(i); }

  int whole_number(std::size_t i, int otherwise) {
    if (!has(i)) return otherwise;
    Value value = args_.value(i);
    if (context_.suspended()) return otherwise;
    if (value.is_array()) value = Value(value.array()[0]);
    value = to_number(value, context_);
    if (value.is_error()) fail(value);
    if (!value.is_number() || std::fabs(value.number()) > 1000) {
      fail(ErrorCode::value);
      return otherwise;
    }
    return static_cast<int>(value.number());
  }

  std::vector<int> sort_keys(std::size_t i) {
    std::vector<int> keys;
    if (!has(i)) return keys;
    const auto given = array(i);
    if (given == nullptr) return keys;
    for (const Value& key : *given) {
      const Value number = to_number(key, context_);
      if (number.is_error()) fail(number);
      if (!number.is_number() || !(std::fabs(number.number()) < 100'000) || std::fabs(number.number()) < 1)
        fail(ErrorCode::value);
      if (error_.is_error()) return keys;
      keys.push_back(static_cast<int>(number.number()));
    }
    return keys;
  }

  void read() {
    std::size_t at = 0;
    row_fields_ = array(at++);
    if (pivot_) column_fields_ = array(at++);
    values_ = array(at++);
    if (row_fields_ == nullptr || values_ == nullptr || (pivot_ && column_fields_ == nullptr)) return;
    const Operand function = args_.evaluate(at++);
    if (context_.suspended()) return;
    if (!function.is_lambda()) return fail(function.is_error() ? function.value() : Value(ErrorCode::value));
    function_ = function.lambda();
    takes_all_ = function_->function != nullptr ? function_->function->signature.required() >= 2
                                                : function_->parameters.size() >= 2;
    const std::size_t length = values_->rows();
    if (row_fields_->rows() != length || (pivot_ && column_fields_->rows() != length))
      return fail(ErrorCode::value);
    const int headers = whole_number(at++, kAutomatic);
    if (headers != kAutomatic && (headers < 0 || headers > 3)) return fail(ErrorCode::value);
    has_names_ = headers == kAutomatic
                     ? length > 1 && values_->at(0, 0).is_text() && values_->at(1, 0).is_number()
                     : headers == 1 || headers == 3;
    shows_names_ = headers == 2 || headers == 3;
    row_options_.total_depth = whole_number(at++, 1);
    row_options_.sort = sort_keys(at++);
    if (pivot_) {
      column_options_.total_depth = whole_number(at++, 1);
      column_options_.sort = sort_keys(at++);
    }
    read_filter(at++);
    const int last = whole_number(at, 0);
    if (pivot_)
      relative_to_ = last;
    else
      row_options_.as_table = last == 1;
    if (last < 0 || last > (pivot_ ? 4 : 1)) return fail(ErrorCode::value);
    if (!are_valid(row_options_, row_fields_->columns(), values_->columns()) ||
        (pivot_ && !are_valid(column_options_, column_fields_->columns(), values_->columns())))
      return fail(ErrorCode::value);
    if (rows_.empty()) fail(ErrorCode::calc);
  }

  void read_filter(std::size_t i) {
    const auto length = static_cast<std::uint32_t>(values_->rows());
    std::shared_ptr<const Array> filter;
    if (has(i)) {
      filter = array(i);
      if (filter == nullptr) return;
      if (filter->rows() != length) return fail(ErrorCode::value);
    }
    for (std::uint32_t row = has_names_ ? 1 : 0; row < length; ++row) {
      if (filter != nullptr) {
        const Value wanted = to_logical(filter->at(row, 0), context_);
        if (wanted.is_error()) return fail(wanted);
        if (!wanted.logical()) continue;
      }
      rows_.push_back(row);
    }
  }

  Rows common(const Rows& a, const Rows& b) {
    Rows both;
    context_.spend(a.size() + b.size());
    std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(both));
    return both;
  }

  // The line of every row that is a group, not a total.
  [[nodiscard]] std::vector<std::uint32_t> groups_of_rows(const std::vector<GroupLine>& across) const {
    std::vector<std::uint32_t> groups(values_->rows(), 0);
    for (std::size_t k = 0; k < across.size(); ++k)
      if (is_group(across[k]))
        for (const std::uint32_t row : across[k].rows) groups[row] = static_cast<std::uint32_t>(k);
    return groups;
  }
  [[nodiscard]] bool is_group(const GroupLine& across) const {
    return pivot_ && across.depth == column_fields_->columns();
  }

  // The rows of a line by the lines of the other axis. Groups share no row, so that it takes one pass; only
  // subtotals have to be searched.
  [[nodiscard]] std::vector<Rows> split(const GroupLine& down, const std::vector<GroupLine>& across,
                                        const std::vector<std::uint32_t>& group_of_row) {
    std::vector<Rows> parts(across.size());
    context_.spend(down.rows.size());
    if (pivot_)
      for (const std::uint32_t row : down.rows) parts[group_of_row[row]].push_back(row);
    for (std::size_t k = 0; k < across.size(); ++k)
      if (!is_group(across[k]))
        parts[k] = across[k].depth == 0 ? down.rows : common(down.rows, across[k].rows);
    return parts;
  }

  // The rows of a line and of all others under the same parent.
  Rows parent(const GroupLine& line, const Array& fields) {
    if (line.depth == 0) return line.rows;
    context_.spend(rows_.size() * line.depth);
    return rows_like(fields, rows_, line.rows[0], line.depth - 1);
  }

  // What the values of a cell are set against by a function of two parameters, such as PERCENTOF. Lines live
  // as long as what is kept here.
  Operand whole(const GroupLine& down, const GroupLine& across, std::size_t value) {
    const Rows* rows = &rows_;
    if (pivot_ && relative_to_ == 0) rows = &across.rows;
    if (pivot_ && relative_to_ == 1) rows = &down.rows;
    if (pivot_ && relative_to_ == 3)
      return values_of(common(down.rows, parent(across, *column_fields_)), value);
    if (pivot_ && relative_to_ == 4) return values_of(common(parent(down, *row_fields_), across.rows), value);
    Operand& kept = wholes_[{rows, value}];
    if (kept.is_omitted()) kept = values_of(*rows, value);
    return kept;
  }

  [[nodiscard]] Operand values_of(const Rows& rows, std::size_t value) {
    context_.spend(rows.size());
    Array column(rows.size(), 1);
    for (std::size_t i = 0; i < rows.size(); ++i) column[i] = values_->at(rows[i], value);
    return Operand(Value(std::move(column)));
  }

  // The empty text where no row belongs to both lines.
  Value aggregate(const Rows& rows, const GroupLine& down, const GroupLine& across, std::size_t value) {
    if (rows.empty()) return "";
    std::vector<Operand> operands;
    operands.push_back(values_of(rows, value));
    if (takes_all_) operands.push_back(whole(down, across, value));
    if (context_.suspended()) return {};
    Value result = dereference(call_lambda(*function_, std::move(operands), context_), context_);
    if (!result.is_array()) return result;
    return result.array().size() == 1 ? Value(result.array()[0]) : Value(ErrorCode::calc);
  }

  template <typename Cell>
  static void write_labels(const GroupLine& line, const Array& fields, const AxisOptions& options,
                           Cell cell) {
    if (line.depth == 0) cell(0) = Value(options.total_label());
    for (std::size_t field = 0; field < line.depth; ++field) {
      const Value& label = fields.at(line.rows[0], field);
      if (!label.is_blank()) cell(field) = label;
    }
  }

  void write_columns(Array& table, const std::vector<GroupLine>& across) const {
    const std::size_t first = shows_names_ ? 1 : 0;
    for (std::size_t k = 0; k < across.size(); ++k) {
      for (std::size_t value = 0; value < values_->columns(); ++value) {
        const std::size_t column = row_fields_->columns() + k * values_->columns() + value;
        write_labels(across[k], *column_fields_, column_options_,
                     [&](std::size_t field) -> Value& { return table.at(first + field, column); });
      }
    }
  }

  [[nodiscard]] Value name(const Array& fields, std::size_t i, std::string_view kind) const {
    if (has_names_) return fields.at(0, i).is_blank() ? Value("") : fields.at(0, i);
    return std::string(kind) + " " + std::to_string(i + 1);
  }

  void write_names(Array& table, std::size_t row, std::size_t lines) const {
    for (std::size_t i = 0; i < row_fields_->columns(); ++i)
      table.at(row, i) = name(*row_fields_, i, "Row Field");
    for (std::size_t k = 0; k < lines; ++k)
      for (std::size_t i = 0; i < values_->columns(); ++i)
        table.at(row, row_fields_->columns() + k * values_->columns() + i) = name(*values_, i, "Value");
    if (!pivot_) return;
    std::string names;
    for (std::size_t i = 0; i < column_fields_->columns(); ++i) {
      if (i > 0) names += ", ";
      const Value text = to_text(name(*column_fields_, i, "Column Field"), context_);
      if (text.is_text()) names += text.text();
    }
    table.at(0, row_fields_->columns()) = Value(names);
  }

  static constexpr int kAutomatic = -1000;

  LazyArguments& args_;
  EvaluationContext& context_;
  bool pivot_;
  Value error_;
  std::shared_ptr<const Array> row_fields_, column_fields_, values_;
  std::shared_ptr<const Lambda> function_;
  bool takes_all_ = false;  // the function's second parameter
  bool has_names_ = false;
  bool shows_names_ = false;
  AxisOptions row_options_, column_options_;
  int relative_to_ = 0;
  Rows rows_;
  std::map<std::pair<const Rows*, std::size_t>, Operand> wholes_;
};

Operand summarise(LazyArguments& args, bool pivot) {
  Summary summary(args, pivot);
  if (args.context().suspended()) return {};
  if (summary.error().is_error()) return Operand(summary.error());
  return Operand(summary.result());
}

Operand groupby(LazyArguments& args) { return summarise(args, false); }
Operand pivotby(LazyArguments& args) { return summarise(args, true); }

// Whatever error a cell holds, Excel answers with #NUM!.
Value sum_of(const CellGrid& grid) {
  double sum = 0;
  bool has_error = false;
  grid.visit([&](const CellRun& run) {
    has_error = run.kind == ValueKind::error;
    if (run.kind == ValueKind::number)
      for (const double x : run.numbers()) sum += x;
    return !has_error;
  });
  return has_error ? Value(ErrorCode::num) : number_result(sum);
}

Value percentof(const Arguments& args) {
  const Value part = sum_of(args.cells(0));
  const Value whole = sum_of(args.cells(1));
  if (part.is_error()) return part;
  if (whole.is_error()) return whole;
  return whole.number() == 0 ? Value(ErrorCode::div0) : number_result(part.number() / whole.number());
}

// By hand, from the pages' descriptions.
constexpr Example kGroupbyExamples[] = {
    {"GROUPBY({\"b\";\"a\";\"b\"},{1;2;4},SUM)", "{\"a\",2;\"b\",5;\"Total\",7}"},
    {"GROUPBY({\"b\";\"a\";\"b\"},{1;2;4},SUM,,0,-2)", "{\"b\",5;\"a\",2}"},
    {"GROUPBY({\"Year\";2023;2024},{\"Sales\";5;6},LAMBDA(x,MAX(x)),3,-1)",
     "{\"Year\",\"Sales\";\"Total\",6;2023,5;2024,6}"},
    {"GROUPBY({\"a\",1;\"a\",2;\"b\",1},{1;2;4},SUM,,2)",
     "{\"a\",1,1;\"a\",2,2;\"a\",\"\",3;\"b\",1,4;\"b\",\"\",4;\"Grand Total\",\"\",7}"},
    {"GROUPBY({\"b\";\"a\";\"b\"},{1;2;4},PERCENTOF,,0,,{TRUE;TRUE;FALSE})",
     "{\"a\",0.666666666666667;\"b\",0.333333333333333}"},
    {"GROUPBY({1;2},{1;2;3},SUM)", "#VALUE!"}};
constexpr Example kPercentofExamples[] = {{"PERCENTOF({1,2},{1,2,5})", "0.375"},
                                          {"PERCENTOF(1,{1,-1})", "#DIV/0!"}};
constexpr Example kPivotbyExamples[] = {
    {"PIVOTBY({2;2;3},{1;2;2},{1;2;3},SUM)", "{\"\",1,2,\"Total\";2,1,2,3;3,\"\",3,3;\"Total\",1,5,6}"},
    {"PIVOTBY({2;2;3},{1;2;2},{1;2;3},PERCENTOF,,0,,0,,,1)",
     "{\"\",1,2;2,0.333333333333333,0.666666666666667;3,\"\",1}"}};

constexpr FunctionSpec kFunctions[] = {
    {.name = "GROUPBY",
     .signature = "row_fields:array values:array function:lazy field_headers:array? total_depth:array? "
                  "sort_order:array? filter:array? field_relationship:array?",
     .summary = "A summary of values by groups of rows.",
     .evaluate_lazy = groupby,
     .examples = kGroupbyExamples,
     .prefix = FilePrefix::xlfn},
    {.name = "PERCENTOF",
     .signature = "part:cells whole:cells",
     .summary = "The sum of some values as a part of the sum of all.",
     .evaluate = percentof,
     .examples = kPercentofExamples,
     .prefix = FilePrefix::xlfn},
    {.name = "PIVOTBY",
     .signature = "row_fields:array column_fields:array values:array function:lazy field_headers:array? "
                  "row_total_depth:array? row_sort_order:array? column_total_depth:array? "
                  "column_sort_order:array? filter:array? relative_to:array?",
     .summary = "A summary of values by groups of rows, down, and other groups, across.",
     .evaluate_lazy = pivotby,
     .examples = kPivotbyExamples,
     .prefix = FilePrefix::xlfn},
};

}  // namespace

std::span<const FunctionSpec> group_by_functions() { return kFunctions; }

}  // namespace outturn
