#include "formulas/evaluator.h"

#include <algorithm>
#include <array>
#include <utility>

#include "formulas/arguments.h"
#include "formulas/operators.h"
#include "formulas/parser.h"
#include "formulas/program_compiler.h"

namespace outturn {
namespace {

class Machine {
 public:
  Machine(const Program& program, EvaluationContext& context, std::shared_ptr<const LocalScope> scope)
      : program_(program), context_(context), scope_(std::move(scope)) {}

  Operand run(std::uint32_t begin, std::uint32_t end) {
    const std::size_t base = stack_.size();
    const std::span<const Instruction> code = program_.code();
    for (std::uint32_t at = begin; at < end;) {
      const Instruction instruction = code[at++];
      context_.spend(1);
      if (instruction.op == Op::lazy_call) {
        const LazyCall& call = program_.extras().lazy_calls[instruction.index];
        stack_.push_back(lazy(call));
        at = call.end;
      } else {
        step(instruction);
        if (instruction.op == Op::call || instruction.op >= Op::minus) spend_on_result();
      }
      if (context_.suspended()) {
        stack_.resize(base);
        return Operand(Value());
      }
    }
    Operand result = std::move(stack_.back());
    stack_.resize(base);
    return result;
  }

  [[nodiscard]] EvaluationContext& context() const noexcept { return context_; }
  [[nodiscard]] const Program& program() const noexcept { return program_; }
  [[nodiscard]] const std::shared_ptr<const LocalScope>& scope() const noexcept { return scope_; }
  void set_scope(std::shared_ptr<const LocalScope> scope) { scope_ = std::move(scope); }

 private:
  Operand pop() {
    Operand top = std::move(stack_.back());
    stack_.pop_back();
    return top;
  }

  void spend_on_result() noexcept {
    if (context_.suspended()) return;
    const Operand& top = stack_.back();
    if (top.is_value() && top.value().is_array()) context_.spend(top.value().array().size());
  }

  void step(const Instruction& instruction) {
    switch (instruction.op) {
      case Op::constant:
        stack_.emplace_back(program_.constants()[instruction.index]);
        break;
      case Op::omitted:
        stack_.emplace_back();
        break;
      case Op::cell: {
        const FormulaCell& own = context_.formula_cell();
        stack_.emplace_back(
            context_.cell(own.sheet, program_.cells()[instruction.index].to_absolute(own.address)));
        break;
      }
      case Op::sheet_cell: {
        const Area area = program_.references()[instruction.index].to_area(context_.formula_cell());
        stack_.emplace_back(context_.cell(area.sheet, area.range.first));
        break;
      }
      case Op::range:
        stack_.emplace_back(program_.references()[instruction.index].to_area(context_.formula_cell()));
        break;
      case Op::this_row:
        stack_.push_back(this_row(program_.extras().table_rows[instruction.index]));
        break;
      case Op::name:
        stack_.push_back(name(program_.names()[instruction.index]));
        break;
      case Op::local:
        stack_.push_back(local(static_cast<std::int32_t>(instruction.index)));
        break;
      case Op::function: {
        auto lambda = std::make_shared<Lambda>();
        lambda->function = program_.functions()[instruction.index];
        stack_.emplace_back(std::shared_ptr<const Lambda>(std::move(lambda)));
        break;
      }
      case Op::call: {
        const std::size_t first = stack_.size() - instruction.count;
        Operand result = call_function(*program_.functions()[instruction.index],
                                       std::span(stack_).subspan(first, instruction.count), context_);
        stack_.resize(first);
        stack_.push_back(std::move(result));
        break;
      }
      case Op::invoke:
        invoke(instruction.count, instruction.index != 0);
        break;
      case Op::intersect: {
        const Operand operand = pop();
        stack_.push_back(operand.is_reference() ? Operand(dereference(intersect(operand), context_))
                                                : operand);
        break;
      }
      case Op::single: {
        const Operand operand = pop();
        if (operand.is_value() && operand.value().is_array())
          stack_.emplace_back(operand.value().array()[0]);
        else
          stack_.push_back(operand.is_reference() ? intersect(operand) : operand);
        break;
      }
      case Op::spill: {
        const Operand operand = pop();
        stack_.push_back(spill(operand));
        break;
      }
      case Op::minus:
      case Op::plus:
      case Op::percent: {
        const Value value = dereference(pop(), context_);
        if (context_.suspended()) return;
        stack_.emplace_back(apply_prefix(instruction.op, value, context_));
        break;
      }
      case Op::range_operator:
      case Op::intersection_operator:
      case Op::union_operator: {
        const Operand right = pop();
        const Operand left = pop();
        stack_.push_back(combine(instruction.op, left, right));
        break;
      }
      default: {
        const Operand right = pop();
        const Operand left = pop();
        const Value b = right.is_value() ? right.value() : dereference(right, context_);
        const Value a = left.is_value() ? left.value() : dereference(left, context_);
        if (context_.suspended()) return;
        stack_.emplace_back(apply_binary(instruction.op, a, b, instruction.is_final_sum(), context_));
      }
    }
  }

  [[nodiscard]] Operand this_row(const TableRowReference& reference) const {
    const std::int32_t row = context_.formula_cell().address.row;
    if (row < reference.first_row || row > reference.last_row) return ErrorCode::value;
    return single_area(reference.sheet, {{row, reference.first_column}, {row, reference.last_column}});
  }

  Operand name(NameId id) {
    const Program* program = context_.name_program(id);
    if (program == nullptr) return ErrorCode::name;
    if (!context_.enter()) {
      context_.leave();
      return ErrorCode::num;
    }
    Operand result = evaluate(*program, context_);
    context_.leave();
    return result;
  }

  [[nodiscard]] Operand local(std::int32_t number) const {
    for (const LocalScope* scope = scope_.get(); scope != nullptr; scope = scope->outer.get())
      if (scope->local == number) return scope->value;
    return ErrorCode::name;
  }

  void invoke(std::size_t count, bool lambda_on_top) {
    Operand lambda;
    if (lambda_on_top) lambda = pop();
    const std::size_t first = stack_.size() - count;
    std::vector<Operand> arguments(
        std::make_move_iterator(stack_.begin() + static_cast<std::ptrdiff_t>(first)),
        std::make_move_iterator(stack_.end()));
    stack_.resize(first);
    if (!lambda_on_top) lambda = pop();
    if (lambda.is_lambda())
      stack_.push_back(call_lambda(*lambda.lambda(), std::move(arguments), context_));
    else
      stack_.push_back(lambda.is_error() ? lambda : Operand(ErrorCode::value));
  }

  // The cell of the range in the formula's own row or column.
  [[nodiscard]] Operand intersect(const Operand& operand) const {
    if (operand.is_union() || operand.area().is_three_dimensional()) return ErrorCode::value;
    const Area& area = operand.area();
    const CellAddress own = context_.formula_cell().address;
    CellAddress at = area.range.first;
    if (area.range.columns() > 1) {
      if (area.range.rows() > 1 || own.column < area.range.first.column ||
          own.column > area.range.last.column)
        return ErrorCode::value;
      at.column = own.column;
    } else if (area.range.rows() > 1) {
      if (own.row < area.range.first.row || own.row > area.range.last.row) return ErrorCode::value;
      at.row = own.row;
    }
    return single_area(area.sheet, single_cell(at));
  }

  Operand spill(const Operand& operand) {
    if (!operand.is_area()) return operand.is_error() ? operand : Operand(ErrorCode::ref);
    if (!operand.area().is_single_cell()) return ErrorCode::ref;
    const Area& area = operand.area();
    const Value anchor = context_.cell(area.sheet, area.range.first);
    if (context_.suspended()) return {};
    const auto range = context_.spill_range(area.sheet, area.range.first);
    if (range) return single_area(area.sheet, *range);
    return anchor.is_error() ? anchor.error() : ErrorCode::ref;
  }

  static Operand combine(Op op, const Operand& left, const Operand& right) {
    for (const Operand* operand : {&left, &right}) {
      if (operand->is_error()) return *operand;
      if (!operand->is_reference()) return ErrorCode::value;
    }
    std::vector<Area> areas;
    if (op == Op::union_operator) {
      areas = left.areas();
      const std::vector<Area> more = right.areas();
      areas.insert(areas.end(), more.begin(), more.end());
    } else if (op == Op::range_operator) {
      if (!left.is_area() || !right.is_area()) return ErrorCode::ref;
      if (left.area().sheet != right.area().sheet || left.area().last_sheet != right.area().last_sheet)
        return ErrorCode::value;
      Area area = left.area();
      area.range = bounding_range(area.range, right.area().range);
      return area;
    } else {
      for (const Area& a : left.areas()) {
        for (const Area& b : right.areas()) {
          if (a.sheet != b.sheet || a.last_sheet != b.last_sheet) continue;
          if (const auto common = intersection(a.range, b.range))
            areas.push_back({a.sheet, a.last_sheet, *common});
        }
      }
      if (areas.empty()) return ErrorCode::null;
      if (areas.size() == 1) return areas[0];
    }
    return std::make_shared<const std::vector<Area>>(std::move(areas));
  }

  Operand lazy(const LazyCall& call);

  const Program& program_;
  EvaluationContext& context_;
  std::shared_ptr<const LocalScope> scope_;
  std::vector<Operand> stack_;
};

class MachineArguments final : public LazyArguments {
 public:
  MachineArguments(const LazyCall& call, Machine& machine) : call_(call), machine_(machine) {}

  [[nodiscard]] std::size_t size() const noexcept override { return call_.arguments.size(); }
  [[nodiscard]] bool is_omitted(std::size_t i) const noexcept override { return call_.arguments[i].omitted; }
  [[nodiscard]] EvaluationContext& context() const noexcept override { return machine_.context(); }
  [[nodiscard]] Operand evaluate(std::size_t i) override {
    return machine_.run(call_.arguments[i].begin, call_.arguments[i].end);
  }
  [[nodiscard]] std::string_view name(std::size_t i) const noexcept override {
    const std::int32_t name = call_.arguments[i].name;
    return name < 0 ? std::string_view()
                    : std::string_view(machine_.program().extras().texts[static_cast<std::size_t>(name)]);
  }
  bool bind(std::size_t i, Operand value) override {
    const std::int32_t local = call_.arguments[i].local;
    if (local < 0) return false;
    machine_.set_scope(
        std::make_shared<const LocalScope>(LocalScope{local, std::move(value), machine_.scope()}));
    return true;
  }
  [[nodiscard]] Operand lambda() override {
    auto lambda = std::make_shared<Lambda>();
    lambda->program = &machine_.program();
    lambda->begin = call_.arguments.back().begin;
    lambda->end = call_.arguments.back().end;
    lambda->scope = machine_.scope();
    for (std::size_t i = 0; i + 1 < call_.arguments.size(); ++i) {
      if (call_.arguments[i].local < 0) return ErrorCode::value;
      lambda->parameters.push_back({call_.arguments[i].local, name(i).starts_with('[')});
    }
    return std::shared_ptr<const Lambda>(std::move(lambda));
  }

 private:
  const LazyCall& call_;
  Machine& machine_;
};

Operand Machine::lazy(const LazyCall& call) {
  if (!context_.enter()) {
    context_.leave();
    return ErrorCode::num;
  }
  const std::shared_ptr<const LocalScope> outer = scope_;
  MachineArguments arguments(call, *this);
  Operand result = call.function->evaluate_lazy(arguments);
  scope_ = outer;
  context_.leave();
  return result;
}

}  // namespace

Operand call_lambda(const Lambda& lambda, std::vector<Operand> operands, EvaluationContext& context) {
  if (lambda.function != nullptr) {
    if (!lambda.function->signature.accepts(operands.size()) || lambda.function->evaluate_lazy != nullptr)
      return ErrorCode::value;
    return call_function(*lambda.function, operands, context);
  }
  if (operands.size() > lambda.parameters.size()) return ErrorCode::value;
  std::shared_ptr<const LocalScope> scope = lambda.scope;
  for (std::size_t i = 0; i < lambda.parameters.size(); ++i) {
    if (i >= operands.size() && !lambda.parameters[i].optional) return ErrorCode::value;
    Operand value = i < operands.size() ? std::move(operands[i]) : Operand();
    scope =
        std::make_shared<const LocalScope>(LocalScope{lambda.parameters[i].local, std::move(value), scope});
  }
  if (!context.enter()) {
    context.leave();
    return ErrorCode::num;
  }
  Operand result = Machine(*lambda.program, context, std::move(scope)).run(lambda.begin, lambda.end);
  context.leave();
  return result;
}

namespace {

// As the machine would, without its operands.
Value evaluate_plain(const Program& program, EvaluationContext& context) {
  std::array<Value, Program::kPlainDepth> stack;
  std::size_t held = 0;
  const FormulaCell& own = context.formula_cell();
  context.spend(program.code().size());
  for (const Instruction instruction : program.code()) {
    switch (instruction.op) {
      case Op::constant:
        stack[held++] = program.constants()[instruction.index];
        break;
      case Op::cell:
        stack[held++] = context.cell(own.sheet, program.cells()[instruction.index].to_absolute(own.address));
        if (context.suspended()) return {};
        break;
      case Op::sheet_cell: {
        const Area area = program.references()[instruction.index].to_area(own);
        stack[held++] = context.cell(area.sheet, area.range.first);
        if (context.suspended()) return {};
        break;
      }
      case Op::minus:
      case Op::plus:
      case Op::percent:
        stack[held - 1] = apply_prefix(instruction.op, stack[held - 1], context);
        break;
      default:
        --held;
        stack[held - 1] =
            apply_binary(instruction.op, stack[held - 1], stack[held], instruction.is_final_sum(), context);
    }
  }
  if (context.suspended()) return {};
  return stack[0].is_blank() ? Value(0) : std::move(stack[0]);
}

}  // namespace

Operand evaluate(const Program& program, EvaluationContext& context) {
  return Machine(program, context, nullptr).run(0, static_cast<std::uint32_t>(program.code().size()));
}

Value evaluate_to_value(const Program& program, EvaluationContext& context) {
  if (program.is_plain()) return evaluate_plain(program, context);
  const Operand operand = evaluate(program, context);
  if (context.suspended()) return {};
  Value value = dereference(operand, context);
  if (value.is_array()) {
    if (program.mode() == FormulaMode::implicit_intersection)
      value = Value(value.array()[0]);
    else
      return value;
  }
  if (value.is_blank() && !context.suspended()) return 0;
  return value;
}

Operand reference_from_text(std::string_view text, bool a1_style, EvaluationContext& context) {
  if (!a1_style || text.size() > 8192) return ErrorCode::ref;
  const FormulaCell cell = context.formula_cell();
  const ParseResult parsed = parse_formula(text, cell.address);
  if (!parsed.expression || text.starts_with("=")) return ErrorCode::ref;
  switch (parsed.expression->nodes.back().kind) {
    case ExpressionKind::range:
    case ExpressionKind::structured:
    case ExpressionKind::name:
    case ExpressionKind::spill:
    case ExpressionKind::range_operator:
      break;
    default:
      return ErrorCode::ref;
  }
  const auto program =
      compile(*parsed.expression, FormulaMode::array, context.scope(), cell.sheet, cell.address);
  if (!program->unsupported().empty()) return ErrorCode::ref;
  Operand operand = evaluate(*program, context);
  if (operand.is_reference() || context.suspended()) return operand;
  return ErrorCode::ref;
}

}  // namespace outturn
