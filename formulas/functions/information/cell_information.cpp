// CELL: what is known of a cell from the workbook alone. Formulas that ask for anything else do not come here
// (formulas/host_functions.h).
#include <algorithm>

#include "formulas/arguments.h"
#include "formulas/number_format.h"

namespace outturn {
namespace {

// The first section, without what is quoted or escaped, in lower case.
std::string bare(std::string_view code) {
  std::string text;
  for (std::size_t i = 0; i < code.size() && code[i] != ';'; ++i) {
    if (code[i] == '"') {
      i = std::min(code.find('"', i + 1), code.size());
    } else if (code[i] == '\\' || code[i] == '_' || code[i] == '*') {
      ++i;
    } else {
      text += static_cast<char>(code[i] >= 'A' && code[i] <= 'Z' ? code[i] + 32 : code[i]);
    }
  }
  return text;
}

bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

// D1 to D9, by the parts of a date or time that are shown; G for other dates.
std::string_view date_code(std::string_view code) {
  const bool half_day = contains(code, "am/pm") || contains(code, "a/p");
  const std::size_t hour = code.find('h');
  if (hour != std::string_view::npos && !contains(code, "y") && !contains(code, "d")) {
    const bool seconds = contains(code, "s");
    return half_day ? (seconds ? "D6" : "D7") : (seconds ? "D8" : "D9");
  }
  const bool year = contains(code, "y");
  const bool day = contains(code, "d");
  const bool month = contains(code, "m");
  if (!month) return "G";
  if (!contains(code, "mmm")) return year && day ? "D4" : day ? "D5" : "G";
  return year && day ? "D1" : day ? "D2" : year ? "D3" : "G";
}

bool colours_negatives(std::string_view code) {
  const std::size_t negative = code.find(';');
  if (negative == std::string_view::npos) return false;
  const std::string_view second = code.substr(negative + 1);
  constexpr std::string_view kColours[] = {"black", "blue",  "cyan",   "green", "magenta",
                                           "red",   "white", "yellow", "color"};
  const std::string lower = bare(second);
  return std::any_of(std::begin(kColours), std::end(kColours),
                     [&](std::string_view colour) { return contains(lower, "[" + std::string(colour)); });
}

// The table of format codes on Microsoft's page of CELL: "()" tells of brackets around positive numbers, so
// that
// $#,##0_);($#,##0) is C0.
std::string format_code(std::string_view code) {
  const std::size_t negative = code.find(';');
  const std::string first = bare(code);
  std::string answer = "G";
  const auto format = NumberFormat::parse(code);
  if (!format || format->is_general()) return answer;
  if (format->is_date()) {
    answer = date_code(first);
  } else if (const auto decimals = format->decimals_shown()) {
    const bool currency = contains(code.substr(0, negative), "$") ||
                          contains(code.substr(0, negative), "£") ||
                          contains(code.substr(0, negative), "€") || contains(code.substr(0, negative), "¥");
    const char letter = format->is_percent() ? 'P' : currency ? 'C' : contains(first, ",") ? ',' : 'F';
    answer = letter + std::to_string(*decimals);
  } else if (contains(first, "e+") || contains(first, "e-")) {
    const std::size_t point = first.find('.');
    const std::size_t power = first.find('e');
    answer = "S" + std::to_string(point < power ? power - point - 1 : 0);
  }
  if (colours_negatives(code)) answer += '-';
  if (contains(first, "(")) answer += "()";
  return answer;
}

std::string address_text(CellAddress cell) {
  std::string letters;
  for (std::int32_t column = cell.column + 1; column > 0; column = (column - 1) / 26)
    letters.insert(letters.begin(), static_cast<char>('A' + (column - 1) % 26));
  return "$" + letters + "$" + std::to_string(cell.row + 1);
}

Value cell(const Arguments& args) {
  std::string kind(args.text(0));
  for (char& c : kind)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  if (!args.has(1)) return ErrorCode::value;
  const Operand& reference = args.reference(1);
  if (!reference.is_reference()) return reference.is_error() ? reference.value() : Value(ErrorCode::value);
  const Area area = reference.areas().front();
  const CellAddress at = area.range.first;
  EvaluationContext& context = args.context();
  if (kind == "address") return address_text(at);
  if (kind == "col") return at.column + 1;
  if (kind == "row") return at.row + 1;
  if (kind == "contents" || kind == "type") {
    if (!context.ready(single_area(area.sheet, single_cell(at)))) return {};
    const Value value = context.cell(area.sheet, at);
    if (kind == "contents") return value.is_blank() ? Value(0) : value;
    return value.is_blank() ? "b" : value.is_text() ? "l" : "v";
  }
  const std::string_view code = context.number_format(area.sheet, at);
  if (kind == "color") return colours_negatives(code) ? 1 : 0;
  if (kind == "format") return format_code(code);
  if (kind == "parentheses") return contains(bare(code), "(") ? 1 : 0;
  return ErrorCode::value;
}

constexpr Example kCellExamples[] = {{"CELL(\"row\",A20)", "20"},
                                     {"CELL(\"address\",B3:C4)", "\"$B$3\""},
                                     {"CELL(\"type\",A1)", "\"b\""},
                                     {"CELL(\"format\",A1)", "\"G\""}};

constexpr FunctionSpec kFunctions[] = {
    {.name = "CELL",
     .signature = "kind:text reference:operand?",
     .summary = "Where a cell stands, what it contains, or how it is formatted.",
     .evaluate = cell,
     .examples = kCellExamples},
};

}  // namespace

std::span<const FunctionSpec> cell_information_functions() { return kFunctions; }

}  // namespace outturn
