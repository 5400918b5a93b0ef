// The position of a number in a list ordered by size.
#include "formulas/arguments.h"

namespace outturn {
namespace {

// #N/A for a number that the list does not contain.
Value position(const Arguments& args, bool averaged) {
  const double number = args.number(0);
  const bool ascending = args.number_or(2, 0) != 0;
  const OrderedNumbers& list = args.ordered(1);
  const std::size_t below = list.count_below(number);
  const std::size_t up_to = list.count_up_to(number);
  if (below == up_to) return ErrorCode::na;
  const auto before = static_cast<double>(ascending ? below : list.size() - up_to);
  const auto equal = static_cast<double>(up_to - below);
  return before + 1 + (averaged ? (equal - 1) / 2 : 0);
}

Value rank(const Arguments& args) { return position(args, false); }
Value rank_avg(const Arguments& args) { return position(args, true); }

constexpr Example kRankExamples[] = {{"RANK(7,{7,3.5,3.5,1,2},1)", "5"},
                                     {"RANK(3.5,{7,3.5,3.5,1,2},1)", "3"},
                                     {"RANK(3.5,{7,3.5,3.5,1,2})", "2"},
                                     {"RANK(9,{1,2})", "#N/A"}};
constexpr Example kRankEqExamples[] = {{"RANK.EQ(2,{7,3.5,3.5,1,2})", "4"}};
constexpr Example kRankAvgExamples[] = {{"RANK.AVG(94,{89,88,92,101,94,97,95})", "4"},
                                        {"RANK.AVG(3.5,{7,3.5,3.5,1,2})", "2.5"}};

constexpr FunctionSpec kFunctions[] = {
    {.name = "RANK",
     .signature = "number:number list:ordered ascending:number?",
     .summary = "The position of a number in a list; equals share the better one.",
     .evaluate = rank,
     .examples = kRankExamples},
    {.name = "RANK.AVG",
     .signature = "number:number list:ordered ascending:number?",
     .summary = "The position of a number in a list; equals share the mean of theirs.",
     .evaluate = rank_avg,
     .examples = kRankAvgExamples,
     .prefix = FilePrefix::xlfn},
    {.name = "RANK.EQ",
     .signature = "number:number list:ordered ascending:number?",
     .summary = "The position of a number in a list; equals share the better one.",
     .evaluate = rank,
     .examples = kRankEqExamples,
     .prefix = FilePrefix::xlfn},
};

}  // namespace

std::span<const FunctionSpec> rank_functions() { return kFunctions; }

}  // namespace outturn
