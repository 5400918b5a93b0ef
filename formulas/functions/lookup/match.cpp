// MATCH and XMATCH: the position of a value in a row or column.
#include "formulas/functions/lookup/match.h"

#include <cmath>

#include "formulas/arguments.h"
#include "formulas/coercion.h"
#include "formulas/regular_expression.h"

namespace outturn {
namespace {

// The first text, from one end or the other, in which the pattern is found; a pattern that is none is
// #VALUE!.
LookupMatch match_pattern(const LookupLine& line, const Value& wanted, bool forwards,
                          EvaluationContext& context) {
  const Value text = to_text(wanted, context);
  if (!text.is_text()) return {0, ErrorCode::value};
  const auto pattern = RegularExpression::compile(text.text(), false);
  if (!pattern) return {0, ErrorCode::value};
  std::vector<RegularExpression::Part> parts;
  const std::int32_t size = line.used_size();
  for (std::int32_t i = 0; i < size; ++i) {
    const std::int32_t at = forwards ? i : size - 1 - i;
    const Value cell = line.at(at);
    if (!cell.is_text()) continue;
    const auto outcome = pattern->find(cell.text(), 0, parts, context);
    if (outcome == RegularExpression::Outcome::too_hard) return {0, ErrorCode::value};
    if (outcome == RegularExpression::Outcome::found) return {at};
  }
  return {};
}

}  // namespace

LookupMatch match_in(const LookupLine& line, const Value& wanted, double match_mode, double search_mode,
                     EvaluationContext& context) {
  using enum LookupLine::Order;
  using enum LookupLine::Direction;
  using enum LookupLine::Neighbour;
  using enum LookupLine::Wildcards;
  if (match_mode == 3) {
    if (std::fabs(search_mode) != 1) return {0, ErrorCode::value};
    return match_pattern(line, wanted, search_mode > 0, context);
  }
  const bool wildcard = match_mode == 2;
  if (!wildcard && match_mode != 0 && std::fabs(match_mode) != 1) return {0, ErrorCode::value};
  if (std::fabs(search_mode) == 1) {
    const auto direction = search_mode > 0 ? first_to_last : last_to_first;
    if (match_mode == 0) return {line.find(wanted, off, direction)};
    if (wildcard) return {line.find(wanted, on, direction)};
    return {line.find_nearest(wanted, match_mode < 0 ? smaller : larger, direction)};
  }
  if (std::fabs(search_mode) != 2 || wildcard) return {0, ErrorCode::value};
  const bool up = search_mode > 0;
  const LookupLine::Sorted sorted =
      line.find_sorted(wanted, up ? ascending : descending, LookupLine::Kinds::all);
  if (sorted.equal) return {sorted.last};
  if (match_mode == 0) return {LookupLine::kNotFound};
  const bool before = (match_mode < 0) == up;
  return {before ? sorted.last : line.next_value(sorted.last)};
}

namespace {

Value position(std::int32_t at) {
  if (at == LookupLine::kNotFound) return ErrorCode::na;
  return at + 1;
}

Value match(const Arguments& args) {
  const CellGrid& grid = args.cells(1);
  if (const Value error = argument_error(grid); error.is_error()) return error;
  if (!grid.is_vector()) return ErrorCode::na;
  const Value wanted = args.value(0).is_blank() ? Value(0) : args.value(0);
  if (is_too_long_to_look_up(wanted)) return ErrorCode::value;
  const LookupLine line = LookupLine::whole(grid);
  // Any number above 0 means 1, any below means -1.
  const double type = args.number_or(2, 1);
  if (type == 0)
    return position(line.find(wanted, LookupLine::Wildcards::on, LookupLine::Direction::first_to_last));
  if (type < 0) return position(line.find_descending(wanted));
  return position(line.find_sorted(wanted, LookupLine::Order::ascending, LookupLine::Kinds::own).last);
}

Value xmatch(const Arguments& args) {
  const CellGrid& grid = args.cells(1);
  if (const Value error = argument_error(grid); error.is_error()) return error;
  if (!grid.is_vector()) return ErrorCode::value;
  const LookupMatch found =
      match_in(LookupLine::whole(grid), args.value(0), args.has(2) ? args.whole_number(2) : 0,
               args.has(3) ? args.whole_number(3) : 1, args.context());
  if (found.error != ErrorCode{}) return found.error;
  return position(found.at);
}

constexpr Example kMatchExamples[] = {
    {"MATCH(25,{10,20,30})", "2"},          {"MATCH(20,{30,20,10},0)", "2"},
    {"MATCH(15,{30,20,10},-1)", "2"},       {"MATCH(\"b*\",{\"apple\",\"Banana\"},0)", "2"},
    {"MATCH(\"~*\",{\"a\",\"*\"},0)", "2"}, {"MATCH(\"1\",{1,2},0)", "#N/A"},
    {"MATCH(0.1+0.2,{0.3},0)", "#N/A"},     {"MATCH(1,{1,2;3,4},0)", "#N/A"}};
constexpr Example kXmatchExamples[] = {
    {"XMATCH(4,{5,2,3,1},-1)", "3"},   {"XMATCH(4,{9,5,6,5},1)", "2"},
    {"XMATCH(5,{9,5,6,5},0,-1)", "4"}, {"XMATCH(\"?b\",{\"a\",\"ab\"},2)", "2"},
    {"XMATCH(0,{3,2,2},1,-2)", "3"},   {"XMATCH(4,{1,3,5},1,2)", "3"},
    {"XMATCH(4,{1,3,5})", "#N/A"},     {"XMATCH(\"^gr[ae]y$\",{\"green\",\"grey\",\"gray\"},3)", "2"}};

constexpr FunctionSpec kFunctions[] = {
    {.name = "MATCH",
     .signature = "value:scalar line:cells match_type:number?",
     .summary = "The position of a value in a row or column, exactly or in sorted order.",
     .evaluate = match,
     .examples = kMatchExamples},
    {.name = "XMATCH",
     .signature = "value:scalar line:array match_mode:number? search_mode:number?",
     .summary = "The position of a value, or of its nearest neighbour, in a row or column.",
     .evaluate = xmatch,
     .examples = kXmatchExamples,
     .prefix = FilePrefix::xlfn},
};

}  // namespace

std::span<const FunctionSpec> match_functions() { return kFunctions; }

}  // namespace outturn
