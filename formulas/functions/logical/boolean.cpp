// AND, OR, XOR, NOT and the constants.
#include "formulas/arguments.h"
#include "formulas/coercion.h"

namespace outturn {
namespace {

// Counts TRUE and FALSE among the arguments. Texts and blanks are left out, but for the texts TRUE and FALSE
// typed in the call. #VALUE! where nothing is left.
struct Tally {
  std::int64_t trues = 0;
  std::int64_t falses = 0;
  Value error;

  void add(bool value) { ++(value ? trues : falses); }

  explicit Tally(const Arguments& args) {
    for (std::size_t i = 0; i < args.size(); ++i) {
      const CellGrid& grid = args.cells(i);
      const bool typed =
          !grid.is_reference() && grid.operand().is_value() && !grid.operand().value().is_array();
      if (typed) {
        const Value& value = grid.operand().value();
        const Value logical = to_logical(value, args.context());
        if (value.is_error()) {
          error = value;
          return;
        }
        if (logical.is_logical()) add(logical.logical());
        continue;
      }
      grid.visit([&](const CellRun& run) {
        if (run.kind == ValueKind::error)
          error = run.error(0);
        else if (run.kind == ValueKind::number)
          for (const double number : run.numbers()) add(number != 0);
        else if (run.kind == ValueKind::logical)
          for (std::int32_t k = 0; k < run.count; ++k) add(run.logical(k));
        return !error.is_error();
      });
      if (error.is_error()) return;
    }
    if (trues + falses == 0) error = ErrorCode::value;
  }
};

Value and_(const Arguments& args) {
  const Tally tally(args);
  if (tally.error.is_error()) return tally.error;
  return tally.falses == 0;
}

Value or_(const Arguments& args) {
  const Tally tally(args);
  if (tally.error.is_error()) return tally.error;
  return tally.trues > 0;
}

Value xor_(const Arguments& args) {
  const Tally tally(args);
  if (tally.error.is_error()) return tally.error;
  return tally.trues % 2 == 1;
}

Value not_(const Arguments& args) { return !args.logical(0); }
Value true_(const Arguments&) { return true; }
Value false_(const Arguments&) { return false; }

constexpr Example kAndExamples[] = {{"AND(TRUE,1)", "TRUE"},
                                    {"AND(1,0)", "FALSE"},
                                    {"AND(\"true\",2)", "TRUE"},
                                    {"AND(TRUE,\"x\")", "TRUE"},
                                    {"AND(\"x\")", "#VALUE!"}};
constexpr Example kOrExamples[] = {{"OR(FALSE,1>2)", "FALSE"}, {"OR({0,1})", "TRUE"}};
constexpr Example kXorExamples[] = {{"XOR(TRUE,TRUE)", "FALSE"}, {"XOR(TRUE,FALSE,FALSE)", "TRUE"}};
constexpr Example kNotExamples[] = {{"NOT(1=2)", "TRUE"}, {"NOT(\"x\")", "#VALUE!"}};
constexpr Example kTrueExamples[] = {{"TRUE()", "TRUE"}};
constexpr Example kFalseExamples[] = {{"FALSE()", "FALSE"}};

constexpr FunctionSpec kFunctions[] = {
    {.name = "AND",
     .signature = "conditions:cells...",
     .summary = "Whether every condition is true.",
     .evaluate = and_,
     .examples = kAndExamples},
    {.name = "FALSE",
     .signature = "",
     .summary = "The logical value FALSE.",
     .evaluate = false_,
     .examples = kFalseExamples},
    {.name = "NOT",
     .signature = "condition:logical",
     .summary = "The opposite of a logical value.",
     .evaluate = not_,
     .examples = kNotExamples},
    {.name = "OR",
     .signature = "conditions:cells...",
     .summary = "Whether at least one condition is true.",
     .evaluate = or_,
     .examples = kOrExamples},
    {.name = "TRUE",
     .signature = "",
     .summary = "The logical value TRUE.",
     .evaluate = true_,
     .examples = kTrueExamples},
    {.name = "XOR",
     .signature = "conditions:cells...",
     .summary = "Whether an odd number of conditions is true.",
     .evaluate = xor_,
     .examples = kXorExamples,
     .prefix = FilePrefix::xlfn},
};

}  // namespace

std::span<const FunctionSpec> boolean_functions() { return kFunctions; }

}  // namespace outturn
