// DSUM, DCOUNT and their family: a statistic of one field over the records that meet a criteria range.
#include "formulas/functions/database/record_query.h"
#include "formulas/functions/number_result.h"
#include "formulas/functions/statistical/sample.h"

namespace outturn {
namespace {

// The field's numbers; an error among its cells is the result.
template <Value (*statistic)(std::span<const double>)>
Value of_numbers(const Arguments& args) {
  const RecordQuery query(args);
  if (query.error().is_error() || args.context().suspended()) return query.error();
  if (query.of_records()) return ErrorCode::value;
  std::vector<double> numbers;
  Value error;
  query.visit([&](const CellRun& run, std::int32_t k) {
    if (run.kind == ValueKind::number) numbers.push_back(run.payload[k]);
    if (run.kind == ValueKind::error) error = run.error(k);
    return !error.is_error();
  });
  return error.is_error() ? error : statistic(numbers);
}

Value sum(std::span<const double> numbers) { return number_result(sample::total(numbers)); }

template <bool numbers_only>
Value count(const Arguments& args) {
  const RecordQuery query(args);
  if (query.error().is_error() || args.context().suspended()) return query.error();
  if (query.of_records()) return query.count();
  std::int64_t cells = 0;
  query.visit([&](const CellRun& run, std::int32_t) {
    cells += !numbers_only || run.kind == ValueKind::number ? 1 : 0;
    return true;
  });
  return cells;
}

// The one value: #VALUE! where no record passes, #NUM! where several do.
Value dget(const Arguments& args) {
  const RecordQuery query(args);
  if (query.error().is_error() || args.context().suspended()) return query.error();
  const std::int64_t records = query.count();
  if (query.of_records() || records == 0) return ErrorCode::value;
  if (records > 1) return ErrorCode::num;
  Value only;
  query.visit([&](const CellRun& run, std::int32_t k) {
    only = run.value(k);
    return false;
  });
  return only;
}

// The examples' references are blank: what the functions do with records is in the tests.
constexpr Example kDsumExamples[] = {{"DSUM(A1:B3,1,D1:D2)", "0"}, {"DSUM(A1:B3,3,D1:D2)", "#VALUE!"}};
constexpr Example kDaverageExamples[] = {{"DAVERAGE(A1:B3,1,D1:D2)", "#DIV/0!"}};
constexpr Example kDcountExamples[] = {{"DCOUNT(A1:B3,1,D1:D2)", "0"}, {"DCOUNT(A1:B3,,D1:D2)", "2"}};
constexpr Example kDcountaExamples[] = {{"DCOUNTA(A1:B3,2,D1:D2)", "0"},
                                        {"DCOUNTA(A1:B1,2,D1:D2)", "#VALUE!"}};
constexpr Example kDgetExamples[] = {{"DGET(A1:B3,1,D1:D2)", "#NUM!"},
                                     {"DGET(A1:B3,\"x\",D1:D2)", "#VALUE!"}};
constexpr Example kDmaxExamples[] = {{"DMAX(A1:B3,1,D1:D2)", "0"}};
constexpr Example kDminExamples[] = {{"DMIN(A1:B3,1,D1:D2)", "0"}};
constexpr Example kDproductExamples[] = {{"DPRODUCT(A1:B3,1,D1:D2)", "0"}};
constexpr Example kDstdevExamples[] = {{"DSTDEV(A1:B3,1,D1:D2)", "#DIV/0!"}};
constexpr Example kDstdevpExamples[] = {{"DSTDEVP(A1:B3,1,D1:D2)", "#DIV/0!"}};
constexpr Example kDvarExamples[] = {{"DVAR(A1:B3,1,D1:D2)", "#DIV/0!"}};
constexpr Example kDvarpExamples[] = {{"DVARP(A1:B3,1,D1:D2)", "#DIV/0!"}};

constexpr FunctionSpec kFunctions[] = {
    {.name = "DAVERAGE",
     .signature = "database:cells field:cells criteria:cells",
     .summary = "The mean of a field over the records that meet criteria.",
     .evaluate = of_numbers<sample::average>,
     .examples = kDaverageExamples},
    {.name = "DCOUNT",
     .signature = "database:cells field:cells criteria:cells",
     .summary = "How many records that meet criteria have a number in a field.",
     .evaluate = count<true>,
     .examples = kDcountExamples},
    {.name = "DCOUNTA",
     .signature = "database:cells field:cells criteria:cells",
     .summary = "How many records that meet criteria have anything in a field.",
     .evaluate = count<false>,
     .examples = kDcountaExamples},
    {.name = "DGET",
     .signature = "database:cells field:cells criteria:cells",
     .summary = "The field of the one record that meets criteria.",
     .evaluate = dget,
     .examples = kDgetExamples},
    {.name = "DMAX",
     .signature = "database:cells field:cells criteria:cells",
     .summary = "The largest number of a field in the records that meet criteria.",
     .evaluate = of_numbers<sample::maximum>,
     .examples = kDmaxExamples},
    {.name = "DMIN",
     .signature = "database:cells field:cells criteria:cells",
     .summary = "The smallest number of a field in the records that meet criteria.",
     .evaluate = of_numbers<sample::minimum>,
     .examples = kDminExamples},
    {.name = "DPRODUCT",
     .signature = "database:cells field:cells criteria:cells",
     .summary = "The product of a field over the records that meet criteria.",
     .evaluate = of_numbers<sample::product>,
     .examples = kDproductExamples},
    {.name = "DSTDEV",
     .signature = "database:cells field:cells criteria:cells",
     .summary = "The standard deviation of a field, the records that meet criteria being a sample.",
     .evaluate = of_numbers<sample::standard_deviation>,
     .examples = kDstdevExamples},
    {.name = "DSTDEVP",
     .signature = "database:cells field:cells criteria:cells",
     .summary = "The standard deviation of a field over all records that meet criteria.",
     .evaluate = of_numbers<sample::population_standard_deviation>,
     .examples = kDstdevpExamples},
    {.name = "DSUM",
     .signature = "database:cells field:cells criteria:cells",
     .summary = "The sum of a field over the records that meet criteria.",
     .evaluate = of_numbers<sum>,
     .examples = kDsumExamples},
    {.name = "DVAR",
     .signature = "database:cells field:cells criteria:cells",
     .summary = "The variance of a field, the records that meet criteria being a sample.",
     .evaluate = of_numbers<sample::variance>,
     .examples = kDvarExamples},
    {.name = "DVARP",
     .signature = "database:cells field:cells criteria:cells",
     .summary = "The variance of a field over all records that meet criteria.",
     .evaluate = of_numbers<sample::population_variance>,
     .examples = kDvarpExamples},
};

}  // namespace

std::span<const FunctionSpec> database_functions() { return kFunctions; }

}  // namespace outturn
