// Texts put together, and texts cut at delimiters.
#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "formulas/arguments.h"
#include "formulas/coercion.h"
#include "formulas/text_units.h"

namespace outturn {
namespace {

bool too_long(const std::string& text) {
  return text.size() > kMaxTextUnits && utf16_length(text) > kMaxTextUnits;
}

// Every cell of a grid as text in row order, blanks as the empty text. False: `error`.
template <typename Visit>
bool for_each_text(const CellGrid& grid, EvaluationContext& context, Value& error, Visit visit) {
  if (!grid.is_rectangle()) {
    error = ErrorCode::value;
    return false;
  }
  for (std::int32_t row = 0; row < grid.used_rows(); ++row) {
    for (std::int32_t column = 0; column < grid.columns(); ++column) {
      const Value text = to_text(grid.at(row, column), context);
      if (text.is_error()) {
        error = text;
        return false;
      }
      if (!visit(text.text())) return false;
    }
  }
  return true;
}

Value concat(const Arguments& args) {
  std::string result;
  Value error;
  for (std::size_t i = 0; i < args.size(); ++i) {
    const bool done = for_each_text(args.cells(i), args.context(), error, [&result](std::string_view text) {
      result += text;
      return result.size() <= kMaxTextUnits * 3;
    });
    if (error.is_error()) return error;
    if (!done) return ErrorCode::value;
  }
  return too_long(result) ? Value(ErrorCode::value) : Value(result);
}

Value concatenate(const Arguments& args) {
  std::string result;
  for (std::size_t i = 0; i < args.size(); ++i) result += args.text(i);
  return too_long(result) ? Value(ErrorCode::value) : Value(result);
}

Value textjoin(const Arguments& args) {
  Value error;
  std::vector<std::string> delimiters;
  for_each_text(args.cells(0), args.context(), error, [&delimiters](std::string_view text) {
    delimiters.emplace_back(text);
    return true;
  });
  if (error.is_error()) return error;
  if (delimiters.empty()) delimiters.emplace_back();
  const bool ignore_empty = args.logical(1);
  std::string result;
  std::size_t joined = 0;
  for (std::size_t i = 2; i < args.size(); ++i) {
    const CellGrid& grid = args.cells(i);
    bool done = for_each_text(grid, args.context(), error, [&](std::string_view text) {
      if (text.empty() && ignore_empty) return true;
      if (joined > 0) result += delimiters[(joined - 1) % delimiters.size()];
      result += text;
      ++joined;
      return result.size() <= kMaxTextUnits * 3;
    });
    if (error.is_error()) return error;
    // Blank rows below the used area still have their delimiters.
    const std::int64_t unused = std::int64_t{grid.rows() - grid.used_rows()} * grid.columns();
    for (std::int64_t k = 0; done && !ignore_empty && k < unused; ++k) {
      if (joined > 0) result += delimiters[(joined - 1) % delimiters.size()];
      ++joined;
      done = result.size() <= kMaxTextUnits * 3;
      if (joined > kMaxTextUnits * 4 && result.empty()) break;
    }
    if (!done) return ErrorCode::value;
  }
  return too_long(result) ? Value(ErrorCode::value) : Value(result);
}

// Finds the nearest of several delimiters, the longest of those at the same place.
class Delimiters {
 public:
  Delimiters(const CellGrid& grid, EvaluationContext& context, bool any_case) : any_case_(any_case) {
    for_each_text(grid, context, error, [this](std::string_view text) {
      delimiters_.push_back(any_case_ ? fold_case(text) : std::string(text));
      return true;
    });
    std::stable_sort(delimiters_.begin(), delimiters_.end(),
                     [](const std::string& a, const std::string& b) { return a.size() > b.size(); });
  }

  struct Place {
    std::size_t begin;
    std::size_t end;
  };

  // Every place without overlap, from left to right. An empty delimiter is never found.
  [[nodiscard]] std::vector<Place> places(std::string_view text) const {
    // Folding keeps the length of every character that has two cases but a few; those match by their exact
    // spelling.
    std::string folded = any_case_ ? fold_case(text) : std::string();
    const std::string_view searched =
        any_case_ && folded.size() == text.size() ? std::string_view(folded) : text;
    std::vector<Place> found;
    for (std::size_t at = 0; at < searched.size();) {
      std::size_t length = 0;
      for (const std::string& delimiter : delimiters_) {
        if (delimiter.empty() || !searched.substr(at).starts_with(delimiter)) continue;
        length = delimiter.size();
        break;
      }
      if (length > 0) found.push_back({at, at + length});
      at += std::max<std::size_t>(length, 1);
    }
    return found;
  }

  [[nodiscard]] bool has_empty() const {
    return delimiters_.empty() || std::any_of(delimiters_.begin(), delimiters_.end(),
                                              [](const std::string& d) { return d.empty(); });
  }

  Value error;

 private:
  bool any_case_;
  std::vector<std::string> delimiters_;
};

// TEXTBEFORE and TEXTAFTER: text, delimiters, instance, match mode, match end, result if not found.
Value around_delimiter(const Arguments& args, bool before) {
  const std::string_view text = args.text(0);
  const double instance = args.has(2) ? args.whole_number(2) : 1;
  const bool any_case = args.has(3) && args.number(3) != 0;
  const bool match_end = args.has(4) && args.number(4) != 0;
  for (const std::size_t mode : {std::size_t{3}, std::size_t{4}})
    if (args.has(mode) && args.whole_number(mode) != 0 && args.whole_number(mode) != 1)
      return ErrorCode::value;
  if (instance == 0) return ErrorCode::value;
  const Delimiters delimiters(args.cells(1), args.context(), any_case);
  if (delimiters.error.is_error()) return delimiters.error;
  const auto otherwise = [&args]() -> Value { return args.has(5) ? args.value(5) : Value(ErrorCode::na); };
  if (std::fabs(instance) > static_cast<double>(utf16_length(text)) && !text.empty()) return ErrorCode::value;
  if (delimiters.has_empty()) {
    // The empty delimiter stands at the text's near end: in front when counted forwards, behind when
    // backwards.
    const bool whole = (instance > 0) != before;
    return whole ? Value(text) : Value("");
  }
  std::vector<Delimiters::Place> places = delimiters.places(text);
  if (match_end) {
    if (instance > 0)
      places.push_back({text.size(), text.size()});
    else
      places.insert(places.begin(), {0, 0});
  }
  const double index = instance > 0 ? instance - 1 : static_cast<double>(places.size()) + instance;
  if (index < 0 || index >= static_cast<double>(places.size())) return otherwise();
  const Delimiters::Place place = places[static_cast<std::size_t>(index)];
  return before ? text.substr(0, place.begin) : text.substr(place.end);
}

Value textbefore(const Arguments& args) { return around_delimiter(args, true); }
Value textafter(const Arguments& args) { return around_delimiter(args, false); }

std::vector<std::string_view> split(std::string_view text, const Delimiters* delimiters, bool ignore_empty) {
  std::vector<std::string_view> parts;
  std::size_t from = 0;
  if (delimiters != nullptr) {
    for (const Delimiters::Place& place : delimiters->places(text)) {
      if (!ignore_empty || place.begin > from) parts.push_back(text.substr(from, place.begin - from));
      from = place.end;
    }
  }
  if (!ignore_empty || from < text.size()) parts.push_back(text.substr(from));
  return parts;
}

// Rows of unequal length are filled up with #N/A or a given value.
Value textsplit(const Arguments& args) {
  const std::string_view text = args.text(0);
  const bool ignore_empty = args.has(3) && args.logical(3);
  const bool any_case = args.has(4) && args.number(4) != 0;
  const Value pad = args.has(5) ? args.value(5) : Value(ErrorCode::na);
  if (!args.has(1) && !args.has(2)) return ErrorCode::value;
  const Delimiters by_column(args.cells(1), args.context(), any_case);
  if (by_column.error.is_error()) return by_column.error;
  if (args.has(1) && by_column.has_empty()) return ErrorCode::value;
  std::vector<std::string_view> lines = {text};
  if (args.has(2)) {
    const Delimiters by_row(args.cells(2), args.context(), any_case);
    if (by_row.error.is_error()) return by_row.error;
    if (by_row.has_empty()) return ErrorCode::value;
    lines = split(text, &by_row, ignore_empty);
  }
  std::vector<std::vector<std::string_view>> rows;
  std::size_t columns = 0;
  for (const std::string_view line : lines) {
    rows.push_back(split(line, args.has(1) ? &by_column : nullptr, ignore_empty));
    columns = std::max(columns, rows.back().size());
  }
  if (columns == 0) return ErrorCode::calc;
  if (rows.size() * columns > kMaxArrayCells) return ErrorCode::num;
  Array result(rows.size(), columns, pad);
  for (std::size_t row = 0; row < rows.size(); ++row)
    for (std::size_t column = 0; column < rows[row].size(); ++column)
      result.at(row, column) = rows[row][column];
  return Value(std::move(result));
}

constexpr Example kConcatExamples[] = {{"CONCAT(\"a\",{\"b\",1;TRUE,\"\"})", "\"ab1TRUE\""},
                                       {"CONCAT({\"a\",#N/A})", "#N/A"}};
constexpr Example kConcatenateExamples[] = {{"CONCATENATE(\"Rent \",12.5,TRUE)", "\"Rent 12.5TRUE\""}};
constexpr Example kTextjoinExamples[] = {
    {"TEXTJOIN(\", \",TRUE,\"a\",\"\",\"b\")", "\"a, b\""},
    {"TEXTJOIN({\"-\",\"+\"},FALSE,{\"a\",\"b\",\"\",\"d\"})", "\"a-b+-d\""}};
constexpr Example kTextbeforeExamples[] = {
    {"TEXTBEFORE(\"Red riding hood's red hood\",\"hood\")", "\"Red riding \""},
    {"TEXTBEFORE(\"a-b-c\",\"-\",-1)", "\"a-b\""},
    {"TEXTBEFORE(\"abc\",\"x\")", "#N/A"},
    {"TEXTBEFORE(\"abc\",\"x\",1,0,1)", "\"abc\""}};
constexpr Example kTextafterExamples[] = {
    {"TEXTAFTER(\"Red riding hood's red hood\",\"hood\")", "\"'s red hood\""},
    {"TEXTAFTER(\"a-b-c\",\"-\",2)", "\"c\""},
    {"TEXTAFTER(\"aXbxc\",\"x\",1,1)", "\"bxc\""}};
constexpr Example kTextsplitExamples[] = {{"TEXTSPLIT(\"a,b;c\",\",\",\";\")", "{\"a\",\"b\";\"c\",#N/A}"},
                                          {"TEXTSPLIT(\"a,,b\",\",\",,TRUE)", "{\"a\",\"b\"}"},
                                          {"TEXTSPLIT(\"1.2-3\",{\".\",\"-\"})", "{\"1\",\"2\",\"3\"}"}};

constexpr FunctionSpec kFunctions[] = {
    {.name = "CONCAT",
     .signature = "texts:cells...",
     .summary = "Puts texts together, ranges and arrays included.",
     .evaluate = concat,
     .examples = kConcatExamples,
     .prefix = FilePrefix::xlfn},
    {.name = "CONCATENATE",
     .signature = "texts:text...",
     .summary = "Puts texts together.",
     .evaluate = concatenate,
     .examples = kConcatenateExamples},
    {.name = "TEXTAFTER",
     .signature =
         "text:text delimiters:cells instance:number? any_case:number? match_end:number? otherwise:any?",
     .summary = "What follows a delimiter.",
     .evaluate = textafter,
     .examples = kTextafterExamples,
     .prefix = FilePrefix::xlfn},
    {.name = "TEXTBEFORE",
     .signature =
         "text:text delimiters:cells instance:number? any_case:number? match_end:number? otherwise:any?",
     .summary = "What stands before a delimiter.",
     .evaluate = textbefore,
     .examples = kTextbeforeExamples,
     .prefix = FilePrefix::xlfn},
    {.name = "TEXTJOIN",
     .signature = "delimiters:cells ignore_empty:logical texts:cells...",
     .summary = "Puts texts together with a delimiter between them.",
     .evaluate = textjoin,
     .examples = kTextjoinExamples,
     .prefix = FilePrefix::xlfn},
    {.name = "TEXTSPLIT",
     .signature = "text:text columns:cells rows:cells? ignore_empty:logical? any_case:number? pad:any?",
     .summary = "Cuts a text at delimiters into columns and rows.",
     .evaluate = textsplit,
     .examples = kTextsplitExamples,
     .prefix = FilePrefix::xlfn},
};

}  // namespace

std::span<const FunctionSpec> join_split_functions() { return kFunctions; }

}  // namespace outturn
