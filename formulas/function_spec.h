// How a worksheet function is declared: name, signature, summary, body and examples, in one place beside the
// body.
//
//   Value median(const Arguments& args) { … }
//   constexpr Example kMedianExamples[] = {{"MEDIAN(1,2,3,4)", "2.5"}};
//   constexpr FunctionSpec kFunctions[] = {
//       {.name = "MEDIAN", .signature = "values:numbers...", .summary = "The middle of a set of numbers.",
//        .evaluate = median, .examples = kMedianExamples},
//   };
//
// A signature is a list of `name:kind`, separated by blanks or commas. `?` after a kind makes the parameter
// optional;
// `...` makes it repeat, and neighbours that are all marked `...` repeat as a group
// ("sum:reference range:reference... criterion:criterion..."). A misspelt kind, or a compulsory parameter
// after an optional one, does not compile.
//
// Kinds, and what the body receives:
//   number     a number; text and logicals convert as Excel converts them, an error is returned before the
//   body runs strict     a number as the functions of the former Analysis ToolPak take it: text converts, but
//   a logical and a
//              range of several cells are #VALUE!, an argument left empty is #N/A
//   strict_scalar  one value of any kind but an error or array, refused like strict where it is a range
//   text       a text; numbers and logicals convert
//   logical    TRUE or FALSE
//   scalar     one value of any kind but an error or array
//   any        one value of any kind, errors included
//   criterion  one value of any kind, errors included: a COUNTIF criterion
//   numbers    all numbers of an argument: typed text and logicals convert, those in cells and arrays are
//   left out ordered    numbers of which the body asks which is the k-th or how many come before one:
//   OrderedNumbers cells      a range or array as it stands, errors included array      like cells, and the
//   argument is calculated as an array even in a formula that is not an array formula reference  a reference;
//   anything else is #VALUE! operand    an argument of any form as it stands, its cells unread: for functions
//   of shape and position (ROWS) lazy       an argument that the function evaluates itself, or not at all
// An array (or a range of several cells) given for number, text, logical, scalar, any or criterion calls the
// body once for each element: the function is lifted.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

#include "formulas/operand.h"
#include "formulas/value.h"

namespace outturn {

class Arguments;
class LazyArguments;

enum class ParameterKind : std::uint8_t {
  number,
  strict,
  strict_scalar,
  text,
  logical,
  scalar,
  any,
  criterion,
  numbers,
  ordered,
  cells,
  array,
  reference,
  operand,
  lazy
};

// One value a cell: lifted over arrays.
[[nodiscard]] constexpr bool is_single_value(ParameterKind kind) noexcept {
  return kind <= ParameterKind::criterion;
}

struct Parameter {
  std::string_view name;
  ParameterKind kind = ParameterKind::number;
  bool optional = false;
};

class Signature {
 public:
  static constexpr std::size_t kMaxParameters = 14;
  // Excel's limit on the arguments of a call.
  static constexpr std::size_t kMaxArguments = 255;

  consteval Signature(const char* text) {
    std::string_view rest(text);
    bool after_optional = false;
    while (true) {
      while (!rest.empty() && (rest.front() == ' ' || rest.front() == ',')) rest.remove_prefix(1);
      if (rest.empty()) break;
      std::size_t end = 0;
      while (end < rest.size() && rest[end] != ' ' && rest[end] != ',') ++end;
      std::string_view word = rest.substr(0, end);
      rest.remove_prefix(end);
      bool repeats = false;
      if (word.ends_with("...")) {
        repeats = true;
        word.remove_suffix(3);
      }
      Parameter parameter;
      if (word.ends_with("?")) {
        parameter.optional = true;
        word.remove_suffix(1);
      }
      const std::size_t colon = word.find(':');
      if (colon == std::string_view::npos) throw "a parameter is written name:kind";
      parameter.name = word.substr(0, colon);
      parameter.kind = kind_named(word.substr(colon + 1));
      if (after_optional && !parameter.optional) throw "a compulsory parameter after an optional one";
      after_optional = parameter.optional;
      if (repeats)
        ++repeated_;
      else if (repeated_ > 0)
        throw "only the last parameters repeat";
      if (count_ == kMaxParameters) throw "too many parameters";
      parameters_[count_++] = parameter;
    }
    for (std::size_t i = 0; i < count_; ++i)
      if (!parameters_[i].optional) required_ = i + 1;
  }

  [[nodiscard]] constexpr std::size_t size() const noexcept { return count_; }
  [[nodiscard]] constexpr std::size_t repeated() const noexcept { return repeated_; }
  [[nodiscard]] constexpr std::size_t required() const noexcept { return required_; }
  [[nodiscard]] constexpr std::size_t most() const noexcept { return repeated_ > 0 ? kMaxArguments : count_; }
  // The parameter that argument i belongs to. Requires: i < most().
  [[nodiscard]] constexpr const Parameter& parameter(std::size_t i) const noexcept {
    return parameters_[i < count_ ? i : count_ - repeated_ + (i - count_) % repeated_];
  }
  [[nodiscard]] constexpr bool accepts(std::size_t arguments) const noexcept {
    if (arguments < required_ || arguments > most()) return false;
    return arguments <= count_ || repeated_ == 0 || (arguments - count_) % repeated_ == 0;
  }

 private:
  static consteval ParameterKind kind_named(std::string_view kind) {
    if (kind == "number") return ParameterKind::number;
    if (kind == "strict") return ParameterKind::strict;
    if (kind == "strict_scalar") return ParameterKind::strict_scalar;
    if (kind == "text") return ParameterKind::text;
    if (kind == "logical") return ParameterKind::logical;
    if (kind == "scalar") return ParameterKind::scalar;
    if (kind == "any") return ParameterKind::any;
    if (kind == "criterion") return ParameterKind::criterion;
    if (kind == "numbers") return ParameterKind::numbers;
    if (kind == "ordered") return ParameterKind::ordered;
    if (kind == "cells") return ParameterKind::cells;
    if (kind == "array") return ParameterKind::array;
    if (kind == "reference") return ParameterKind::reference;
    if (kind == "operand") return ParameterKind::operand;
    if (kind == "lazy") return ParameterKind::lazy;
    throw "an unknown kind of parameter";
  }

  std::array<Parameter, kMaxParameters> parameters_{};
  std::size_t count_ = 0;
  std::size_t repeated_ = 0;
  std::size_t required_ = 0;
};

// `formula = result`, without the leading equals sign; the result is written as a formula would be
// ("\"Green\"",
// "#N/A", "{1,2;3,4}"). Examples run as tests and are shown by `outturn functions NAME`.
struct Example {
  std::string_view formula;
  std::string_view result;
};

enum class Volatility : std::uint8_t {
  none,
  calculation,  // a new value at every calculation: NOW, RAND
  reference,    // what it reads is known only while calculating: INDIRECT, OFFSET
};

// How the name is spelt in a file: functions newer than Excel 2007 carry `_xlfn.`, some also `_xlws.`.
// Reading accepts every spelling; this is what is written.
enum class FilePrefix : std::uint8_t { none, xlfn, xlws };

// A function that takes numbers one after another can go on where it was: SUM(A$1:A9) is SUM(A$1:A8) and one
// more number, with the same additions in the same order (formulas/running_folds.h).
struct Fold {
  struct State {
    double number = 0;
    std::int64_t count = 0;
  };
  void (*add)(State& state, std::span<const double> numbers);
  Value (*result)(const State& state);
  // For functions that count other cells than numbers, or pass over errors, which otherwise are the result.
  void (*add_others)(State& state, ValueKind kind, std::int64_t count) = nullptr;
};

struct FunctionSpec {
  std::string_view name;
  Signature signature;
  std::string_view summary;
  // Exactly one of the three. `evaluate` is the usual one; `evaluate_operand` is for functions that can
  // return a reference (INDEX); `evaluate_lazy` for those that decide what to evaluate (IF).
  Value (*evaluate)(const Arguments&) = nullptr;
  Operand (*evaluate_operand)(const Arguments&) = nullptr;
  Operand (*evaluate_lazy)(LazyArguments&) = nullptr;
  std::span<const Example> examples = {};
  // What `evaluate` does with a range.
  const Fold* fold = nullptr;
  Volatility volatility = Volatility::none;
  FilePrefix prefix = FilePrefix::none;
  // Of errors in several arguments Excel returns the first, but with some functions the last.
  bool last_error_counts = false;

  [[nodiscard]] constexpr bool may_return_reference() const noexcept { return evaluate == nullptr; }
};

}  // namespace outturn
