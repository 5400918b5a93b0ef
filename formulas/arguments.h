// What a function body receives: its arguments, converted to the kinds that its signature declares, and a
// context.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "formulas/cell_runs.h"
#include "formulas/evaluation_context.h"
#include "formulas/function_spec.h"
#include "formulas/ordered_numbers.h"

namespace outturn {

// A `cells` or `array` argument: a range read where it stands, or an array, or a single value as a 1×1 grid.
class CellGrid {
 public:
  CellGrid(Operand operand, EvaluationContext& context);

  // A union or 3-D reference can be visited, but has no rows and columns: functions that need them return
  // #VALUE!.
  [[nodiscard]] bool is_rectangle() const noexcept { return rectangle_; }
  [[nodiscard]] std::int32_t rows() const noexcept { return rows_; }
  [[nodiscard]] std::int32_t columns() const noexcept { return columns_; }
  [[nodiscard]] std::int64_t size() const noexcept { return std::int64_t{rows_} * columns_; }
  // All cells beyond these are blank: bounds loops over whole columns.
  [[nodiscard]] std::int32_t used_rows() const noexcept { return used_rows_; }
  [[nodiscard]] std::int32_t used_columns() const noexcept { return used_columns_; }
  [[nodiscard]] Value at(std::int32_t row, std::int32_t column) const;
  // Element i of a row or column vector.
  [[nodiscard]] Value at(std::int32_t i) const { return columns_ == 1 ? at(i, 0) : at(0, i); }
  [[nodiscard]] bool is_vector() const noexcept { return rectangle_ && (rows_ == 1 || columns_ == 1); }
  [[nodiscard]] bool is_reference() const noexcept { return operand_.is_reference(); }
  [[nodiscard]] const Operand& operand() const noexcept { return operand_; }
  [[nodiscard]] EvaluationContext& context() const noexcept { return *context_; }
  // The cells that are not blank, row by row. Addresses are positions on the sheet for a reference and
  // positions within the array otherwise.
  void visit(CellVisitor visitor) const;
  // Every value in row order, blanks included, as an Array value; #NUM! where that would be too large.
  [[nodiscard]] Value to_value() const;

 private:
  Operand operand_;
  EvaluationContext* context_;
  std::int32_t rows_ = 1;
  std::int32_t columns_ = 1;
  std::int32_t used_rows_ = 1;
  std::int32_t used_columns_ = 1;
  bool rectangle_ = true;
};

class Arguments {
 public:
  Arguments(const FunctionSpec& spec, EvaluationContext& context) : spec_(&spec), context_(&context) {}

  // How many were written, omitted ones in between included.
  [[nodiscard]] std::size_t size() const noexcept { return slots_.size(); }
  [[nodiscard]] bool given(std::size_t i) const noexcept { return i < slots_.size(); }
  // Given, and not left empty between commas.
  [[nodiscard]] bool has(std::size_t i) const noexcept { return given(i) && !slots_[i].omitted; }

  // number: an argument left empty between commas is 0, as in Excel.
  [[nodiscard]] double number(std::size_t i) const noexcept { return slots_[i].operand.value().number(); }
  [[nodiscard]] double number_or(std::size_t i, double otherwise) const noexcept {
    return given(i) ? number(i) : otherwise;
  }
  // Truncated towards zero, as Excel truncates places, counts and positions.
  [[nodiscard]] double whole_number(std::size_t i) const noexcept;
  // text
  [[nodiscard]] std::string_view text(std::size_t i) const noexcept {
    return slots_[i].operand.value().text();
  }
  // logical
  [[nodiscard]] bool logical(std::size_t i) const noexcept { return slots_[i].operand.value().logical(); }
  [[nodiscard]] bool logical_or(std::size_t i, bool otherwise) const noexcept {
    return given(i) ? logical(i) : otherwise;
  }
  // scalar, any, criterion
  [[nodiscard]] const Value& value(std::size_t i) const noexcept { return slots_[i].operand.value(); }
  // numbers: one argument's, or those of all arguments from `first` on. An error among them has already been
  // returned.
  [[nodiscard]] std::span<const std::span<const double>> number_runs(std::size_t i) const;
  [[nodiscard]] std::vector<double> numbers_from(std::size_t first) const;
  [[nodiscard]] std::vector<double> numbers(std::size_t i) const;
  // ordered
  [[nodiscard]] const OrderedNumbers& ordered(std::size_t i) const noexcept { return *slots_[i].ordered; }
  // cells, array
  [[nodiscard]] const CellGrid& cells(std::size_t i) const noexcept { return *slots_[i].grid; }
  // reference, operand
  [[nodiscard]] const Operand& reference(std::size_t i) const noexcept { return slots_[i].operand; }

  [[nodiscard]] EvaluationContext& context() const noexcept { return *context_; }
  [[nodiscard]] const FunctionSpec& spec() const noexcept { return *spec_; }

 private:
  friend Operand call_function(const FunctionSpec& spec, std::span<Operand> operands,
                               EvaluationContext& context);
  struct Binder;

  const FunctionSpec* spec_;
  EvaluationContext* context_;
  struct NumberRuns {
    double typed = 0;                            // what `only` may stand on
    std::span<const double> only;                // where there is one run
    std::vector<std::span<const double>> runs;   // where there are several
    std::vector<std::unique_ptr<double[]>> own;  // gathered where cells are not contiguous numbers
    std::size_t count = 0;

    void add(std::span<const double> run) {
      if (++count == 1) {
        only = run;
        return;
      }
      if (count == 2) runs.push_back(only);
      runs.push_back(run);
    }
    [[nodiscard]] std::span<const std::span<const double>> all() const noexcept {
      return count <= 1 ? std::span(&only, count) : std::span(runs);
    }
  };
  struct Slot {
    Operand operand;
    Value single;  // of a single-value argument, before it is lifted and converted
    bool omitted = false;
    std::optional<CellGrid> grid;
    NumberRuns numbers;
    std::unique_ptr<const OrderedNumbers> ordered;
  };
  // Most calls have few arguments, and there are millions of calls.
  class Slots {
   public:
    Slots() = default;
    Slots(const Slots&) = delete;
    Slots& operator=(const Slots&) = delete;
    ~Slots() { std::destroy_n(begin(), count_); }
    // Requires: none is there yet.
    void create(std::size_t count) {
      if (count > kInline) more_ = std::make_unique<Room[]>(count);
      std::uninitialized_default_construct_n(begin(), count);
      count_ = count;
    }
    [[nodiscard]] std::size_t size() const noexcept { return count_; }
    [[nodiscard]] Slot& operator[](std::size_t i) noexcept { return begin()[i]; }
    [[nodiscard]] const Slot& operator[](std::size_t i) const noexcept {
      return const_cast<Slots*>(this)->begin()[i];
    }

   private:
    static constexpr std::size_t kInline = 4;
    struct alignas(Slot) Room {
      std::byte bytes[sizeof(Slot)];
    };
    [[nodiscard]] Slot* begin() noexcept {
      return reinterpret_cast<Slot*>(more_ != nullptr ? more_.get() : room_);
    }
    Room room_[kInline];
    std::unique_ptr<Room[]> more_;
    std::size_t count_ = 0;
  };
  Slots slots_;
};

// Binds, converts, lifts over arrays and calls `evaluate` or `evaluate_operand`. Requires: the signature
// accepts the number of operands, and the function is not lazy.
[[nodiscard]] Operand call_function(const FunctionSpec& spec, std::span<Operand> operands,
                                    EvaluationContext& context);

// A function's body made of its fold.
template <const Fold& fold>
[[nodiscard]] Value fold_numbers(const Arguments& args) {
  Fold::State state;
  for (std::size_t i = 0; i < args.size(); ++i)
    for (const std::span<const double> run : args.number_runs(i)) fold.add(state, run);
  return fold.result(state);
}

// What a lazy function receives: arguments that it evaluates when it wants to.
class LazyArguments {
 public:
  virtual ~LazyArguments() = default;
  [[nodiscard]] virtual std::size_t size() const noexcept = 0;
  [[nodiscard]] virtual bool is_omitted(std::size_t i) const noexcept = 0;
  // As written: may be a reference, a lambda, an array. After each call check context().suspended().
  [[nodiscard]] virtual Operand evaluate(std::size_t i) = 0;
  // Read where it is a reference; may be an array.
  [[nodiscard]] Value value(std::size_t i);
  // The name written as argument i (LET, LAMBDA); empty where it is not a name.
  [[nodiscard]] virtual std::string_view name(std::size_t i) const noexcept = 0;
  [[nodiscard]] virtual EvaluationContext& context() const noexcept = 0;
  // LET: from now on argument i, a name, stands for the operand. False if it is not a name that this call
  // declares.
  virtual bool bind(std::size_t i, Operand value) = 0;
  // LAMBDA: the last argument as a function of the names before it.
  [[nodiscard]] virtual Operand lambda() = 0;
};

// A reference read: its value, or its values as an array. Lambdas are #CALC!, omitted arguments blank.
[[nodiscard]] Value dereference(const Operand& operand, EvaluationContext& context);

// Calls a lambda; fewer operands than parameters leave the last omitted. #VALUE! for too many, #NUM! for
// recursion without end.
[[nodiscard]] Operand call_lambda(const Lambda& lambda, std::vector<Operand> operands,
                                  EvaluationContext& context);

}  // namespace outturn
