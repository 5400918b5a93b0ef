#include "formulas/program_compiler.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "formulas/catalogue.h"
#include "formulas/host_functions.h"
#include "formulas/operand_classes.h"

namespace outturn {

class ProgramCompiler::Compilation {
 public:
  explicit Compilation(const BindingScope& scope) : scope_(scope) {}

  Program::Pointer run(const Expression& expression, FormulaMode mode, SheetId sheet, CellAddress cell) {
    in_ = &expression;
    sheet_ = sheet;
    cell_ = cell;
    out_.clear();
    out_.flags.mode = mode;
    lazy_end_ = 0;
    classes_.classify(expression, mode);
    generate();
    return Program::assemble(out_);
  }

 private:
  // The second pass, in postorder: code. A lazy call's instruction stands before its arguments.

  void generate() {
    const std::size_t count = in_->nodes.size();
    outermost_.assign(count, -1);  // of the nodes whose subtree begins here
    next_.assign(count, -1);
    for (std::size_t i = 0; i < count; ++i) {
      const std::size_t start = i + 1 - in_->nodes[i].size;
      next_[i] = outermost_[start];
      outermost_[start] = static_cast<std::int32_t>(i);
    }
    begin_.assign(count, 0);
    end_.assign(count, 0);
    lazy_.assign(count, -1);
    for (std::size_t i = 0; i < count; ++i) {
      for (std::int32_t root = outermost_[i]; root >= 0; root = next_[static_cast<std::size_t>(root)]) {
        const auto at = static_cast<std::size_t>(root);
        begin_[at] = static_cast<std::uint32_t>(out_.code.size());
        if (is_lazy(at)) {
          lazy_[at] = static_cast<std::int32_t>(out_.extras.lazy_calls.size());
          push(Op::lazy_call, out_.extras.lazy_calls.size());
          out_.extras.lazy_calls.emplace_back();
        }
      }
      emit(i);
      if (classes_.of(i) == OperandClass::value && may_be_range(i)) push(Op::intersect);
      end_[i] = static_cast<std::uint32_t>(out_.code.size());
      if (lazy_[i] >= 0) out_.extras.lazy_calls[static_cast<std::size_t>(lazy_[i])].end = lazy_end_;
    }
  }

  [[nodiscard]] bool is_lazy(std::size_t node) const {
    const FunctionSpec* function = classes_.function(node);
    return function != nullptr && function->evaluate_lazy != nullptr &&
           function->signature.accepts(in_->nodes[node].children);
  }

  [[nodiscard]] bool may_be_range(std::size_t node) const {
    const ExpressionNode& at = in_->nodes[node];
    switch (at.kind) {
      case ExpressionKind::range:
        return !is_single(in_->ranges[at.index]);
      case ExpressionKind::structured:
      case ExpressionKind::name:
      case ExpressionKind::invoke:
      case ExpressionKind::spill:
      case ExpressionKind::range_operator:
      case ExpressionKind::intersection_operator:
      case ExpressionKind::union_operator:
        return classes_.declared(node) < 0;
      case ExpressionKind::call:
        return classes_.function(node) != nullptr && classes_.function(node)->may_return_reference();
      default:
        return false;
    }
  }

  static bool is_single(const RangeNode& range) noexcept { return range.reference.is_single_cell(); }

  void push(Op op, std::size_t index = 0, std::size_t count = 0) {
    out_.code.push_back({op, static_cast<std::uint8_t>(count), static_cast<std::uint16_t>(index)});
  }

  void constant(Value value) {
    out_.constants.push_back(std::move(value));
    push(Op::constant, out_.constants.size() - 1);
  }

  void emit(std::size_t node) {
    const ExpressionNode& at = in_->nodes[node];
    switch (at.kind) {
      case ExpressionKind::number:
        constant(in_->numbers[at.index]);
        break;
      case ExpressionKind::text:
        constant(in_->texts[at.index]);
        break;
      case ExpressionKind::logical:
        constant(at.index != 0);
        break;
      case ExpressionKind::error:
        constant(static_cast<ErrorCode>(at.index));
        break;
      case ExpressionKind::array:
        constant(in_->arrays[at.index]);
        break;
      case ExpressionKind::omitted:
        push(Op::omitted);
        break;
      case ExpressionKind::range:
        range(node);
        break;
      case ExpressionKind::structured:
        structured(node);
        break;
      case ExpressionKind::name:
        name(node);
        break;
      case ExpressionKind::function_value:
        function_value(in_->names[at.index].name);
        break;
      case ExpressionKind::call:
        emit_call(node);
        break;
      case ExpressionKind::invoke:
        push(Op::invoke, 0, std::size_t{at.children} - 1);
        break;
      case ExpressionKind::parentheses:
        break;
      case ExpressionKind::implicit_intersection:
        push(Op::single);
        break;
      case ExpressionKind::spill:
        out_.flags.dynamic_references = true;
        push(Op::spill);
        break;
      case ExpressionKind::range_operator:
        out_.flags.dynamic_references = true;
        push(Op::range_operator);
        break;
      default:
        push(binary_or_prefix(at.kind), 0,
             node + 1 == in_->nodes.size() &&
                     (at.kind == ExpressionKind::add || at.kind == ExpressionKind::subtract)
                 ? 1
                 : 0);
    }
  }

  static Op binary_or_prefix(ExpressionKind kind) {
    switch (kind) {
      case ExpressionKind::minus:
        return Op::minus;
      case ExpressionKind::plus:
        return Op::plus;
      case ExpressionKind::percent:
        return Op::percent;
      case ExpressionKind::add:
        return Op::add;
      case ExpressionKind::subtract:
        return Op::subtract;
      case ExpressionKind::multiply:
        return Op::multiply;
      case ExpressionKind::divide:
        return Op::divide;
      case ExpressionKind::power:
        return Op::power;
      case ExpressionKind::concatenate:
        return Op::concatenate;
      case ExpressionKind::equal:
        return Op::equal;
      case ExpressionKind::not_equal:
        return Op::not_equal;
      case ExpressionKind::less:
        return Op::less;
      case ExpressionKind::less_equal:
        return Op::less_equal;
      case ExpressionKind::greater:
        return Op::greater;
      case ExpressionKind::greater_equal:
        return Op::greater_equal;
      case ExpressionKind::intersection_operator:
        return Op::intersection_operator;
      default:
        return Op::union_operator;
    }
  }

  // False where the sheets do not exist: #REF!, or an unsupported link, has then been emitted.
  bool sheets_of(std::int32_t index, SheetId& first, SheetId& last) {
    if (index < 0) {
      first = last = ProgramReference::kOwnSheet;
      return true;
    }
    const SheetPrefix& prefix = in_->sheets[static_cast<std::size_t>(index)];
    const auto found_first = scope_.find_sheet(prefix.first);
    const bool external = prefix.first.find('[') != std::string::npos;
    const std::string last_name = prefix.last.empty() ? prefix.first : prefix.last;
    const auto found_last = scope_.find_sheet(last_name);
    if (!found_first || !found_last) {
      if (external) {
        out_.extras.unsupported.push_back("the linked workbook's sheet " + prefix.first +
                                          " has no saved values");
      }
      constant(ErrorCode::ref);
      return false;
    }
    first = std::min(*found_first, *found_last);
    last = std::max(*found_first, *found_last);
    return true;
  }

  void range(std::size_t node) {
    const RangeNode& range = in_->ranges[in_->nodes[node].index];
    ProgramReference reference{range.reference};
    if (!sheets_of(range.sheets, reference.sheet, reference.last_sheet)) return;
    const bool single_value = classes_.of(node) == OperandClass::value && is_single(range) &&
                              reference.sheet == reference.last_sheet;
    if (single_value && reference.sheet == ProgramReference::kOwnSheet) {
      out_.cells.push_back(range.reference.first);
      return push(Op::cell, out_.cells.size() - 1);
    }
    reference.unread = classes_.is_unread(node);
    out_.references.push_back(reference);
    push(single_value ? Op::sheet_cell : Op::range, out_.references.size() - 1);
  }

  void structured(std::size_t node) {
    const StructuredReference& reference = in_->structured[in_->nodes[node].index];
    if (classes_.declared(node) >= 0) return push(Op::omitted);
    const TableColumns* table = scope_.find_table(reference.table, sheet_, cell_);
    if (table == nullptr) return constant(reference.table.empty() ? ErrorCode::value : ErrorCode::ref);
    std::int32_t first = 0;
    std::int32_t last = table->range.columns() - 1;
    if (!reference.first_column.empty()) {
      const auto found = scope_.find_table_column(*table, reference.first_column);
      const auto found_last =
          reference.last_column.empty() ? found : scope_.find_table_column(*table, reference.last_column);
      if (!found || !found_last) return constant(ErrorCode::ref);
      first = std::min(*found, *found_last);
      last = std::max(*found, *found_last);
    }
    first += table->range.first.column;
    last += table->range.first.column;
    const std::int32_t data_first = table->range.first.row + (table->has_headers ? 1 : 0);
    const std::int32_t data_last = table->range.last.row - (table->has_totals ? 1 : 0);
    if (reference.this_row) {
      out_.extras.table_rows.push_back({table->sheet, data_first, data_last, first, last});
      // The graph reads the row as an ordinary relative reference.
      out_.references.push_back(
          {{{0, first, true, false}, {0, last, true, false}}, table->sheet, table->sheet});
      return push(Op::this_row, out_.extras.table_rows.size() - 1);
    }
    std::int32_t top = data_first;
    std::int32_t bottom = data_last;
    if (reference.all) {
      top = table->range.first.row;
      bottom = table->range.last.row;
    } else if (reference.headers || reference.totals || reference.data) {
      if ((reference.headers && !table->has_headers) || (reference.totals && !table->has_totals))
        return constant(ErrorCode::ref);
      top = reference.headers ? table->range.first.row : reference.data ? data_first : table->range.last.row;
      bottom = reference.totals ? table->range.last.row : reference.data ? data_last : table->range.first.row;
    }
    if (top > bottom) return constant(ErrorCode::ref);
    out_.references.push_back(
        {{{top, first}, {bottom, last}}, table->sheet, table->sheet, classes_.is_unread(node)});
    push(Op::range, out_.references.size() - 1);
  }

  void name(std::size_t node) {
    if (classes_.declared(node) >= 0) return push(Op::omitted);
    const NameNode& name = in_->names[in_->nodes[node].index];
    if (name.sheets < 0) {
      if (const std::int32_t local = classes_.find_local(node, name.name); local >= 0)
        return push(Op::local, local);
    }
    SheetId sheet = sheet_;
    if (name.sheets >= 0) {
      const SheetPrefix& prefix = in_->sheets[static_cast<std::size_t>(name.sheets)];
      if (const auto found = scope_.find_sheet(prefix.first)) {
        sheet = *found;
      } else if (prefix.first.find('[') != std::string::npos) {
        out_.extras.unsupported.push_back("the name " + name.name + " is defined in a linked workbook");
        return constant(ErrorCode::name);
      } else {
        return constant(ErrorCode::ref);
      }
    }
    if (const auto found = scope_.find_name(name.name, sheet)) {
      out_.extras.names.push_back(*found);
      return push(Op::name, out_.extras.names.size() - 1);
    }
    if (const TableColumns* table = scope_.find_table(name.name, sheet_, cell_);
        table != nullptr && !name.name.empty()) {
      const std::int32_t top = table->range.first.row + (table->has_headers ? 1 : 0);
      const std::int32_t bottom = table->range.last.row - (table->has_totals ? 1 : 0);
      out_.references.push_back({{{top, table->range.first.column}, {bottom, table->range.last.column}},
                                 table->sheet,
                                 table->sheet});
      return push(Op::range, out_.references.size() - 1);
    }
    // A function's name alone stands for the function only where it is handed to another one:
    // BYROW(A1:B2,SUM).
    if (classes_.is_argument(node) && find_function(folded_name(name.name)) != nullptr)
      return function_value(folded_name(name.name));
    constant(ErrorCode::name);
  }

  void function_value(const std::string& name) {
    const FunctionSpec* function = find_function(name);
    if (function == nullptr) {
      unknown_function(name);
      return constant(ErrorCode::name);
    }
    note(*function);
    out_.functions.push_back(function);
    push(Op::function, out_.functions.size() - 1);
  }

  void unknown_function(const std::string& name) {
    const HostFunction* host = find_host_function(name);
    out_.extras.unsupported.push_back("the function " + name + " " +
                                      (host != nullptr ? std::string(host->reason) : "is not supported"));
  }

  // CELL answers from the workbook alone only where the formula itself says what is asked, and about which
  // cell: without one Excel means the cell that was changed last, and the address of a cell on another sheet
  // contains the name of the file.
  [[nodiscard]] bool asks_host(const std::string& name, std::size_t node) {
    if (name != "CELL") return false;
    in_->children(node, children_);
    const std::string kind = classes_.cell_question(children_[0]);
    if (children_.size() < 2 || !cell_information_is_in_workbook(kind)) return true;
    const ExpressionNode& about = in_->nodes[children_[1]];
    return kind == "address" && (about.kind != ExpressionKind::range || in_->ranges[about.index].sheets >= 0);
  }

  // GROUPBY(…,HSTACK(SUM,MAX)): an array of functions is not a value here.
  [[nodiscard]] bool applies_several_functions(std::string_view name, std::size_t node) {
    if (name != "GROUPBY" && name != "PIVOTBY") return false;
    in_->children(node, children_);
    const ExpressionNode& function = in_->nodes[children_[name == "GROUPBY" ? 2 : 3]];
    return function.kind == ExpressionKind::call && in_->names[function.index].name != "LAMBDA";
  }

  void note(const FunctionSpec& function) {
    out_.flags.volatility = std::max(out_.flags.volatility, function.volatility);
    if (function.volatility == Volatility::reference) out_.flags.dynamic_references = true;
    if (function.name == "SUBTOTAL" || function.name == "AGGREGATE") out_.flags.is_subtotal = true;
  }

  void emit_call(std::size_t node) {
    const ExpressionNode& at = in_->nodes[node];
    const std::string& name = in_->names[at.index].name;
    const FunctionSpec* function = classes_.function(node);
    if (function == nullptr) {
      // A lambda that a parameter or a defined name holds is called like a function.
      lambda_call(node, name);
      return;
    }
    note(*function);
    if (!function->signature.accepts(at.children)) {
      // Excel does not let such a formula be entered; a file that holds one anyway was written by another
      // program.
      out_.extras.unsupported.push_back("the function " + name + " does not take " +
                                        std::to_string(at.children) + " arguments");
      return push_error_call(node);
    }
    if (asks_host(name, node)) {
      out_.extras.unsupported.push_back("CELL asks for what only the running program knows");
      return push_error_call(node);
    }
    if (applies_several_functions(name, node)) {
      out_.extras.unsupported.push_back(name + " with several functions at once is not supported");
      return push_error_call(node);
    }
    if (lazy_[node] >= 0) {
      LazyCall& lazy = out_.extras.lazy_calls[static_cast<std::size_t>(lazy_[node])];
      lazy.function = function;
      in_->children(node, children_);
      for (const std::size_t child : children_) {
        LazyArgument argument{begin_[child], end_[child], -1, classes_.declared(child),
                              in_->nodes[child].kind == ExpressionKind::omitted};
        if (const std::string_view written = classes_.written_name(child); !written.empty()) {
          argument.name = static_cast<std::int32_t>(out_.extras.texts.size());
          const bool column_form = in_->nodes[child].kind == ExpressionKind::structured;
          out_.extras.texts.push_back(column_form ? "[" + std::string(written) + "]" : std::string(written));
        }
        lazy.arguments.push_back(argument);
      }
      lazy_end_ = static_cast<std::uint32_t>(out_.code.size());
      return;
    }
    if (reads_past_its_ranges(name, node)) out_.flags.dynamic_references = true;
    out_.functions.push_back(function);
    push(Op::call, out_.functions.size() - 1, at.children);
  }

  // SUMIF, AVERAGEIF and LOOKUP read their last range as far as another one reaches, whatever is written.
  [[nodiscard]] bool reads_past_its_ranges(std::string_view name, std::size_t node) {
    if (in_->nodes[node].children != 3) return false;
    std::vector<std::size_t>& arguments = children_;
    in_->children(node, arguments);
    if (name == "LOOKUP") return !have_one_shape(arguments[1], arguments[2]);
    return (name == "SUMIF" || name == "AVERAGEIF") && !have_one_shape(arguments[0], arguments[2]);
  }

  // Whether that is certain from the text.
  [[nodiscard]] bool have_one_shape(std::size_t one, std::size_t other) const {
    const ExpressionNode& a = in_->nodes[one];
    const ExpressionNode& b = in_->nodes[other];
    if (a.kind == ExpressionKind::structured && b.kind == ExpressionKind::structured) {
      const StructuredReference& x = in_->structured[a.index];
      const StructuredReference& y = in_->structured[b.index];
      const auto rows = [](const StructuredReference& at) {
        return std::tuple(at.all, at.headers, at.data, at.totals, at.this_row);
      };
      return x.table == y.table && rows(x) == rows(y) && !x.first_column.empty() && !y.first_column.empty() &&
             x.last_column.empty() && y.last_column.empty();
    }
    if (b.kind == ExpressionKind::array || b.kind == ExpressionKind::omitted) return true;
    if (a.kind != ExpressionKind::range || b.kind != ExpressionKind::range) return false;
    const auto rows = [](const CellReference& at) { return std::pair(at.row, at.row_relative); };
    const auto columns = [](const CellReference& at) { return std::pair(at.column, at.column_relative); };
    const auto same_size = [&](auto axis) {
      const auto [first, last] =
          std::pair(axis(in_->ranges[a.index].reference.first), axis(in_->ranges[a.index].reference.last));
      const auto [from, to] =
          std::pair(axis(in_->ranges[b.index].reference.first), axis(in_->ranges[b.index].reference.last));
      if (first == from && last == to) return true;
      return first.second == last.second && from.second == to.second &&
             last.first - first.first == to.first - from.first;
    };
    return same_size(rows) && same_size(columns);
  }

  void lambda_call(std::size_t node, const std::string& name) {
    const std::int32_t local = classes_.find_local(node, name);
    const auto defined = local >= 0 ? std::nullopt : scope_.find_name(name, sheet_);
    if (local < 0 && !defined) {
      unknown_function(name);
      return push_error_call(node);
    }
    // invoke finds the lambda above its arguments here, below them for (…)(…): the flag tells which.
    if (local >= 0) {
      push(Op::local, local);
    } else {
      out_.extras.names.push_back(*defined);
      push(Op::name, out_.extras.names.size() - 1);
    }
    push(Op::invoke, 1, in_->nodes[node].children);
  }

  // Replaces the arguments already on the stack: the code is never run, because the program is unsupported,
  // but keeps the stack's depth right for whoever reads it.
  void push_error_call(std::size_t node) {
    out_.code.resize(begin_[node]);
    constant(ErrorCode::name);
  }

  const Expression* in_ = nullptr;
  const BindingScope& scope_;
  SheetId sheet_ = 0;
  CellAddress cell_;
  ProgramParts out_;
  OperandClasses classes_;
  std::vector<std::size_t> children_;
  std::vector<std::int32_t> outermost_, next_;
  std::vector<std::uint32_t> begin_, end_;
  std::vector<std::int32_t> lazy_;
  std::uint32_t lazy_end_ = 0;
};

ProgramCompiler::ProgramCompiler(const BindingScope& scope)
    : compilation_(std::make_unique<Compilation>(scope)) {}
ProgramCompiler::~ProgramCompiler() = default;

Program::Pointer ProgramCompiler::compile(const Expression& expression, FormulaMode mode, SheetId sheet,
                                          CellAddress cell) {
  return compilation_->run(expression, mode, sheet, cell);
}

Program::Pointer compile(const Expression& expression, FormulaMode mode, const BindingScope& scope,
                         SheetId sheet, CellAddress cell) {
  return ProgramCompiler(scope).compile(expression, mode, sheet, cell);
}

}  // namespace outturn
