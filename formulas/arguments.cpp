#include "formulas/arguments.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>

#include "formulas/coercion.h"
#include "formulas/column_index.h"
#include "formulas/functions/number_result.h"
#include "formulas/operators.h"
#include "formulas/range_results.h"
#include "formulas/running_folds.h"

namespace outturn {
namespace {

// False if the visitor stopped.
bool visit_value(const Value& value, CellAddress at, CellVisitor visitor) {
  if (value.is_blank()) return true;
  const double payload = payload_of(value);
  return visitor(CellRun{value.kind(), 0, at, 1, &payload});
}

}  // namespace

// --- CellGrid

CellGrid::CellGrid(Operand operand, EvaluationContext& context)
    : operand_(std::move(operand)), context_(&context) {
  if (operand_.is_area()) {
    const Area& area = operand_.area();
    rectangle_ = !area.is_three_dimensional();
    rows_ = area.range.rows();
    columns_ = area.range.columns();
    if (rectangle_) {
      const auto used = context.used_part(area.sheet, area.range);
      used_rows_ = used ? used->last.row - area.range.first.row + 1 : 0;
      used_columns_ = used ? used->last.column - area.range.first.column + 1 : 0;
    }
    context.ready(area);
  } else if (operand_.is_union()) {
    rectangle_ = false;
    for (const Area& area : operand_.union_areas())
      if (!context.ready(area)) break;
  } else if (operand_.is_value() && operand_.value().is_array()) {
    rows_ = used_rows_ = static_cast<std::int32_t>(operand_.value().array().rows());
    columns_ = used_columns_ = static_cast<std::int32_t>(operand_.value().array().columns());
  } else if (operand_.is_lambda()) {
    operand_ = Operand(ErrorCode::calc);
  } else if (operand_.is_omitted()) {
    operand_ = Operand(Value());
  }
}

Value CellGrid::at(std::int32_t row, std::int32_t column) const {
  if (operand_.is_value()) {
    const Value& value = operand_.value();
    return value.is_array()
               ? value.array().at(static_cast<std::size_t>(row), static_cast<std::size_t>(column))
               : value;
  }
  if (row >= used_rows_ || column >= used_columns_) return {};
  const Area& area = operand_.area();
  return context_->cell(area.sheet, {area.range.first.row + row, area.range.first.column + column});
}

void CellGrid::visit(CellVisitor visitor) const {
  if (operand_.is_value()) {
    const Value& value = operand_.value();
    if (!value.is_array()) {
      visit_value(value, {}, visitor);
      return;
    }
    const Array& array = value.array();
    for (std::size_t i = 0; i < array.size(); ++i) {
      const CellAddress at{static_cast<std::int32_t>(i / array.columns()),
                           static_cast<std::int32_t>(i % array.columns())};
      if (!visit_value(array[i], at, visitor)) return;
    }
    return;
  }
  for (const Area& area : operand_.areas()) context_->visit(area, visitor);
}

Value CellGrid::to_value() const {
  if (operand_.is_value()) return operand_.value();
  return dereference(operand_, *context_);
}

// --- reading references

Value dereference(const Operand& operand, EvaluationContext& context) {
  if (operand.is_value()) return operand.value();
  if (operand.is_omitted()) return {};
  if (operand.is_lambda()) return ErrorCode::calc;
  if (operand.is_union() || operand.area().is_three_dimensional()) return ErrorCode::value;
  const Area& area = operand.area();
  if (area.range.is_single_cell()) return context.cell(area.sheet, area.range.first);
  if (static_cast<std::size_t>(area.range.size()) > kMaxArrayCells) return ErrorCode::num;
  if (!context.ready(area)) return {};
  Array array(static_cast<std::size_t>(area.range.rows()), static_cast<std::size_t>(area.range.columns()));
  context.visit(area, [&](const CellRun& run) {
    for (std::int32_t i = 0; i < run.count; ++i)
      array.at(static_cast<std::size_t>(run.first.row + i - area.range.first.row),
               static_cast<std::size_t>(run.first.column - area.range.first.column)) = run.value(i);
    return true;
  });
  return Value(std::move(array));
}

Value LazyArguments::value(std::size_t i) {
  const Operand operand = evaluate(i);
  if (context().suspended()) return {};
  return dereference(operand, context());
}

// --- Arguments

double Arguments::whole_number(std::size_t i) const noexcept { return std::trunc(number(i)); }

std::span<const std::span<const double>> Arguments::number_runs(std::size_t i) const {
  return slots_[i].numbers.all();
}

std::vector<double> Arguments::numbers(std::size_t i) const {
  std::vector<double> all;
  for (const std::span<const double> run : slots_[i].numbers.all())
    all.insert(all.end(), run.begin(), run.end());
  return all;
}

std::vector<double> Arguments::numbers_from(std::size_t first) const {
  std::vector<double> all;
  for (std::size_t i = first; i < slots_.size(); ++i)
    for (const std::span<const double> run : slots_[i].numbers.all())
      all.insert(all.end(), run.begin(), run.end());
  return all;
}

namespace {

// Stands among an array's areas where its value is an error.
constexpr Area kNoArea{-1, -1, {}};

// The ranges that OFFSET or INDIRECT gave for an array of arguments; null if the operand is anything else.
const Array::Areas* areas_of(const Operand& operand) {
  return operand.is_value() && operand.value().is_array() ? operand.value().array().areas() : nullptr;
}

}  // namespace

struct Arguments::Binder {
  const FunctionSpec& spec;
  EvaluationContext& context;
  Arguments arguments;
  // The first error among the arguments that are bound once for all elements, and where it stood: errors
  // count from left to right.
  Value shared_error;
  std::size_t shared_error_at = SIZE_MAX;

  Binder(const FunctionSpec& function, EvaluationContext& world)
      : spec(function), context(world), arguments(function, world) {}

  [[nodiscard]] ParameterKind kind(std::size_t i) const noexcept { return spec.signature.parameter(i).kind; }

  void fail(std::size_t i, const Value& error) {
    if (shared_error_at != SIZE_MAX) return;
    shared_error = error;
    shared_error_at = i;
  }

  // What Excel makes of several ranges where it takes values is not known; one cell each is read.
  void refuse_wide_areas(const Operand& operand) {
    const Array::Areas* areas = areas_of(operand);
    if (areas != nullptr &&
        std::any_of(areas->begin(), areas->end(), [](const Area& area) { return !area.is_single_cell(); }))
      context.refuse("OFFSET or INDIRECT gives several ranges where values are taken");
  }

  // Arguments that are not lifted.
  void bind_shared(std::size_t i, Operand& operand) {
    refuse_wide_areas(operand);
    switch (kind(i)) {
      case ParameterKind::numbers:
        bind_numbers(i, operand);
        break;
      case ParameterKind::ordered:
        bind_ordered(i, operand);
        break;
      case ParameterKind::cells:
      case ParameterKind::array:
        arguments.slots_[i].grid.emplace(std::move(operand), context);
        break;
      case ParameterKind::reference:
        if (!operand.is_reference()) fail(i, operand.is_error() ? operand.value() : Value(ErrorCode::value));
        arguments.slots_[i].operand = std::move(operand);
        break;
      default:
        arguments.slots_[i].operand = std::move(operand);
    }
  }

  void add_number(NumberRuns& runs, double number) {
    runs.typed = number;
    runs.add({&runs.typed, 1});
  }

  void bind_numbers(std::size_t i, const Operand& operand) {
    NumberRuns& runs = arguments.slots_[i].numbers;
    if (operand.is_omitted()) return add_number(runs, 0);
    if (operand.is_lambda()) return fail(i, ErrorCode::calc);
    if (operand.is_value()) {
      const Value& value = operand.value();
      if (!value.is_array()) {
        const Value number = to_number(value, context);
        if (number.is_error()) return fail(i, number);
        return add_number(runs, number.number());
      }
      const Array& array = value.array();
      auto own = std::make_unique<double[]>(array.size());
      std::size_t count = 0;
      for (const Value& member : array) {
        if (member.is_number())
          own[count++] = member.number();
        else if (member.is_error())
          return fail(i, member);
      }
      runs.add({own.get(), count});
      runs.own.push_back(std::move(own));
      return;
    }
    for (const Area& area : operand.areas()) {
      if (!context.ready(area)) return;
      if (!area_numbers(i, runs, area)) return;
    }
  }

  void bind_ordered(std::size_t i, const Operand& operand) {
    // As many passes over the numbers cost as much as putting them in order.
    constexpr std::int32_t kSearches = 4;
    Slot& slot = arguments.slots_[i];
    if (operand.is_area() && !operand.area().is_three_dimensional() && operand.area().range.columns() == 1) {
      const Area& area = operand.area();
      if (!context.ready(area)) return;
      if (const ColumnIndex* index = context.indexes().find(area.sheet, area.range, context, kSearches)) {
        if (const auto error = index->first_error(area.range)) return fail(i, *error);
        slot.ordered = std::make_unique<const OrderedNumbers>(*index, area.range);
        return;
      }
    }
    bind_numbers(i, operand);
    std::vector<double> numbers;
    for (const std::span<const double> run : slot.numbers.all())
      numbers.insert(numbers.end(), run.begin(), run.end());
    slot.ordered = std::make_unique<const OrderedNumbers>(std::move(numbers));
  }

  bool area_numbers(std::size_t i, NumberRuns& runs, const Area& area) {
    bool clean = true;
    std::vector<double> gathered;
    const bool one_column = area.range.columns() == 1;
    context.visit(area, [&](const CellRun& run) {
      if (run.kind == ValueKind::error) {
        fail(i, run.error(0));
        clean = false;
        return false;
      }
      if (run.kind != ValueKind::number) return true;
      if (one_column)
        runs.add(run.numbers());
      else
        gathered.insert(gathered.end(), run.payload, run.payload + run.count);
      return true;
    });
    if (!gathered.empty()) {
      auto own = std::make_unique_for_overwrite<double[]>(gathered.size());
      std::memcpy(own.get(), gathered.data(), gathered.size() * sizeof(double));
      runs.add({own.get(), gathered.size()});
      runs.own.push_back(std::move(own));
    }
    return clean;
  }

  // One single value; returns the error that ends the call, or a blank.
  Value bind_single(std::size_t i, const Value& value) {
    Value bound;
    switch (kind(i)) {
      case ParameterKind::number:
        bound = to_number(value, context);
        break;
      case ParameterKind::strict:
        bound = value.is_logical() ? Value(ErrorCode::value) : to_number(value, context);
        break;
      case ParameterKind::text:
        bound = to_text(value, context);
        break;
      case ParameterKind::logical:
        bound = to_logical(value, context);
        break;
      case ParameterKind::strict_scalar:
      case ParameterKind::scalar:
        bound = value;
        break;
      default:
        arguments.slots_[i].operand = Operand(value);
        return {};
    }
    if (bound.is_error()) return bound;
    arguments.slots_[i].operand = Operand(std::move(bound));
    return {};
  }

  // The range that OFFSET or INDIRECT gave for this element; returns the error that stands in its place, or a
  // blank.
  Value bind_range(std::size_t i, std::size_t row, std::size_t column) {
    const Array& array = arguments.slots_[i].single.array();
    if (array.rows() == 1) row = 0;
    if (array.columns() == 1) column = 0;
    if (row >= array.rows() || column >= array.columns()) return ErrorCode::na;
    const Area& area = (*array.areas())[row * array.columns() + column];
    if (area == kNoArea) return array.at(row, column).is_error() ? array.at(row, column) : ErrorCode::value;
    arguments.slots_[i].operand = Operand(area);
    return {};
  }

  // A body may overflow or end among the numbers that Excel does not have; no cell may hold such a one.
  Operand call() {
    if (spec.evaluate == nullptr) return spec.evaluate_operand(arguments);
    Value value = spec.evaluate(arguments);
    if (value.is_number() && !std::isnormal(value.number())) return number_result(value.number());
    return Operand(std::move(value));
  }

  Operand call_once(std::size_t row, std::size_t column) {
    const Value beyond = ErrorCode::na;
    Value last_error;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
      Value error;
      if (i == shared_error_at)
        error = shared_error;
      else if (is_single_value(kind(i)))
        error = bind_single(i, spread_element(arguments.slots_[i].single, row, column, beyond));
      else if (arguments.slots_[i].single.is_array())
        error = bind_range(i, row, column);
      if (!error.is_error()) continue;
      if (!spec.last_error_counts) return error;
      last_error = std::move(error);
    }
    if (last_error.is_error()) return last_error;
    return call();
  }
};

Operand call_function(const FunctionSpec& spec, std::span<Operand> operands, EvaluationContext& context) {
  if (spec.fold != nullptr && operands.size() == 1 && operands[0].is_area()) {
    if (auto value = context.running_folds().value(*spec.fold, operands[0].area(), context))
      return Operand(std::move(*value));
    if (context.suspended()) return Operand(Value());
  }
  const bool keeps = RangeResults::keeps(spec, operands);
  if (keeps) {
    if (auto value = context.range_results().find(spec, operands, context)) return Operand(std::move(*value));
    if (context.suspended()) return Operand(Value());
  }
  Arguments::Binder binder(spec, context);
  const std::size_t count = operands.size();
  Arguments::Slots& slots = binder.arguments.slots_;
  slots.create(count);
  std::size_t rows = 1;
  std::size_t columns = 1;
  bool lifted = false;
  for (std::size_t i = 0; i < count; ++i) {
    slots[i].omitted = operands[i].is_omitted();
    if (!is_single_value(binder.kind(i))) {
      if (binder.kind(i) == ParameterKind::reference && areas_of(operands[i]) != nullptr) {
        slots[i].single = operands[i].take_value();
        lifted = true;
        rows = std::max(rows, slots[i].single.array().rows());
        columns = std::max(columns, slots[i].single.array().columns());
      } else {
        binder.bind_shared(i, operands[i]);
      }
    } else {
      const bool strict = binder.kind(i) == ParameterKind::strict;
      if (strict && operands[i].is_omitted()) operands[i] = ErrorCode::na;
      if ((strict || binder.kind(i) == ParameterKind::strict_scalar) && operands[i].is_reference() &&
          !(operands[i].is_area() && operands[i].area().is_single_cell()))
        operands[i] = ErrorCode::value;
      Value& single = slots[i].single;
      single = operands[i].is_value() ? operands[i].take_value() : dereference(operands[i], context);
      if (single.is_array()) {
        lifted = true;
        rows = std::max(rows, single.array().rows());
        columns = std::max(columns, single.array().columns());
      }
    }
    if (context.suspended()) return Operand(Value());
  }
  if (!lifted) {
    Operand result = binder.call_once(0, 0);
    // Binding has left the operands the ranges that they were.
    if (keeps && result.is_value() && !context.suspended())
      context.range_results().keep(spec, operands, result.value(), context);
    return result;
  }
  if (rows * columns > kMaxArrayCells) return ErrorCode::num;
  Array result(rows, columns);
  std::vector<Area> areas;
  for (std::size_t row = 0; row < rows; ++row) {
    for (std::size_t column = 0; column < columns; ++column) {
      const Operand element = binder.call_once(row, column);
      if (spec.volatility == Volatility::reference)
        areas.push_back(element.is_area() ? element.area() : kNoArea);
      Value value = dereference(element, context);
      // Of an array only the first value stays, but it has been built.
      if (value.is_array()) context.spend(value.array().size());
      if (context.suspended()) return Operand(Value());
      result.at(row, column) = value.is_array() ? value.array()[0] : std::move(value);
    }
  }
  // An array of one argument gives one range.
  if (areas.size() == 1 && areas[0] != kNoArea) return Operand(areas[0]);
  if (!areas.empty()) result.set_areas(std::make_shared<const std::vector<Area>>(std::move(areas)));
  return Operand(Value(std::move(result)));
}

}  // namespace outturn
