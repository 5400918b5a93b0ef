// Numbers as text in a format, and text as numbers.
#include <algorithm>
#include <string>

#include "formulas/arguments.h"
#include "formulas/coercion.h"
#include "formulas/decimal_rounding.h"
#include "formulas/functions/first_or_each.h"
#include "formulas/functions/number_result.h"
#include "formulas/number_format.h"
#include "formulas/text_units.h"

namespace outturn {
namespace {

Value text_(const Arguments& args) {
  EvaluationContext& context = args.context();
  const Value& value = args.value(0);
  if (args.text(1).empty()) return value.is_text() ? value : Value("");
  const std::optional<NumberFormat> format = NumberFormat::parse(args.text(1), context.locale());
  if (!format) return ErrorCode::value;
  if (const char* reason = format->not_written()) {
    context.refuse(reason);
    return {};
  }
  if (value.is_logical()) return format->format_text(value.logical() ? "TRUE" : "FALSE");
  // Text that reads as a number is formatted as one.
  const Value number = to_number(value, context);
  if (!number.is_number()) return format->format_text(value.text());
  const std::optional<std::string> text =
      format->format_number(number.number(), context.locale(), context.date_system());
  return text ? Value(*text) : Value(ErrorCode::value);
}

// A fixed number of decimals with grouped thousands; before the point they are rounded away.
std::string fixed_digits(double number, int decimals, bool groups, const Locale& locale) {
  std::string code = groups ? "#,##0" : "0";
  if (decimals > 0) code += "." + std::string(static_cast<std::size_t>(decimals), '0');
  const double rounded = round_half_away(number, decimals);
  return *NumberFormat::parse(code)->format_number(rounded, locale, DateSystem::from_1900);
}

Value fixed(const Arguments& args) {
  const double decimals = args.given(1) ? args.whole_number(1) : 2;
  if (decimals > 127) return ErrorCode::value;
  return fixed_digits(args.number(0), static_cast<int>(std::max(decimals, -400.0)),
                      !args.logical_or(2, false), args.context().locale());
}

Value dollar_in(const Arguments& args, const Locale& locale) {
  const double decimals = args.given(1) ? args.whole_number(1) : 2;
  if (decimals > 127) return ErrorCode::value;
  const double rounded = round_half_away(args.number(0), static_cast<int>(std::max(decimals, -400.0)));
  const std::string digits = fixed_digits(rounded < 0 ? -rounded : rounded,
                                          static_cast<int>(std::max(decimals, -400.0)), true, locale);
  std::string amount(locale.currency_symbol);
  amount = locale.currency_follows_number ? digits + " " + amount : amount + digits;
  if (rounded >= 0) return amount;
  // Windows' negative currency of the United States is in brackets, of the other locales here signed.
  return locale.name == "en-US" ? "(" + amount + ")" : "-" + amount;
}

Value dollar(const Arguments& args) { return dollar_in(args, args.context().locale()); }
Value usdollar(const Arguments& args) { return dollar_in(args, *find_locale("en-US")); }

Value value_(const Arguments& args) {
  const Value& value = args.value(0);
  if (value.is_logical()) return ErrorCode::value;
  return to_number(value, args.context());
}

Value numbervalue_(const Arguments& args) {
  const Locale& locale = args.context().locale();
  const auto first_character = [](std::string_view text) {
    return text.substr(0, text.empty() ? 0 : code_point_at(text, 0).bytes);
  };
  const std::string_view decimal = args.has(1) ? first_character(args.text(1)) : locale.decimal_separator;
  const std::string_view group = args.has(2) ? first_character(args.text(2)) : locale.group_separator;
  const std::optional<double> number = numbervalue(args.text(0), decimal, group);
  return number ? number_result(*number) : Value(ErrorCode::value);
}

Value t(const Arguments& args) {
  return of_first_or_each(args.cells(0), [](const Value& value) {
    return value.is_text() || value.is_error() ? value : Value("");
  });
}

// As a formula would write it: texts in quotation marks.
std::string strict_text(const Value& value, EvaluationContext& context) {
  if (value.is_error()) return std::string(error_text(value.error()));
  if (!value.is_text()) return std::string(to_text(value, context).text());
  std::string quoted = "\"";
  for (const char c : value.text()) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + "\"";
}

std::string concise_text(const Value& value, EvaluationContext& context) {
  if (value.is_error()) return std::string(error_text(value.error()));
  return std::string(to_text(value, context).text());
}

Value valuetotext(const Arguments& args) {
  const double format = args.given(1) ? args.whole_number(1) : 0;
  if (format != 0 && format != 1) return ErrorCode::value;
  const Value& value = args.value(0);
  return format == 1 ? strict_text(value, args.context()) : concise_text(value, args.context());
}

Value arraytotext(const Arguments& args) {
  const double format = args.given(1) ? args.whole_number(1) : 0;
  if (format != 0 && format != 1) return ErrorCode::value;
  const CellGrid& grid = args.cells(0);
  if (!grid.is_rectangle()) return ErrorCode::value;
  const bool strict = format == 1;
  bool has_content = false;
  std::string out;
  for (std::int32_t row = 0; row < grid.rows(); ++row) {
    for (std::int32_t column = 0; column < grid.columns(); ++column) {
      const Value value = grid.at(row, column);
      has_content = has_content || !value.is_blank();
      if (row > 0 || column > 0) {
        if (strict)
          out += column > 0 ? ',' : ';';
        else
          (out += args.context().locale().list_separator) += ' ';
      }
      out += strict ? strict_text(value, args.context()) : concise_text(value, args.context());
      if (out.size() > kMaxTextUnits * 3) return ErrorCode::value;
    }
  }
  // Of cells that are all blank Excel writes nothing, and has no strict form.
  if (!has_content) return strict ? Value(ErrorCode::value) : Value("");
  if (strict) out = "{" + out + "}";
  return utf16_length(out) > kMaxTextUnits ? Value(ErrorCode::value) : Value(out);
}

constexpr Example kTextExamples[] = {{"TEXT(1234.567,\"$#,##0.00\")", "\"$1,234.57\""},
                                     {"TEXT(0.285,\"0.0%\")", "\"28.5%\""},
                                     {"TEXT(45323,\"d mmmm yyyy\")", "\"1 February 2024\""},
                                     {"TEXT(\"abc\",\"0\")", "\"abc\""},
                                     {"TEXT(4.34,\"# ?\?/?\?\")", "\"4 17/50\""},
                                     {"TEXT(-1,\"dd/mm/yyyy\")", "#VALUE!"}};
constexpr Example kFixedExamples[] = {{"FIXED(1234.567,1)", "\"1,234.6\""},
                                      {"FIXED(1234.567,-1)", "\"1,230\""},
                                      {"FIXED(-1234.567,-1,TRUE)", "\"-1230\""},
                                      {"FIXED(44.332)", "\"44.33\""}};
constexpr Example kDollarExamples[] = {{"DOLLAR(1234.567,2)", "\"£1,234.57\""},
                                       {"DOLLAR(-1234.567,-2)", "\"-£1,200\""}};
constexpr Example kValueExamples[] = {{"VALUE(\"£1,000\")", "1000"},
                                      {"VALUE(\"16:48:00\")-VALUE(\"12:00:00\")", "0.2"},
                                      {"VALUE(\"x\")", "#VALUE!"},
                                      {"VALUE(TRUE)", "#VALUE!"}};
constexpr Example kNumbervalueExamples[] = {{"NUMBERVALUE(\"2.500,27\",\",\",\".\")", "2500.27"},
                                            {"NUMBERVALUE(\"3.5%\")", "0.035"},
                                            {"NUMBERVALUE(\"\")", "0"}};
constexpr Example kTExamples[] = {
    {"T(\"Rainfall\")", "\"Rainfall\""}, {"T(19)", "\"\""}, {"T(TRUE)", "\"\""}};
constexpr Example kUsdollarExamples[] = {{"USDOLLAR(1234.567,2)", "\"$1,234.57\""},
                                         {"USDOLLAR(-1234.567,-2)", "\"($1,200)\""}};
constexpr Example kArraytotextExamples[] = {
    {"ARRAYTOTEXT({TRUE,\"Hello\";1234.5,#N/A})", "\"TRUE, Hello, 1234.5, #N/A\""},
    {"ARRAYTOTEXT({TRUE,\"Hello\";1234.5,#N/A},1)", "\"{TRUE,\"\"Hello\"\";1234.5,#N/A}\""},
    {"ARRAYTOTEXT({1,2},2)", "#VALUE!"}};
constexpr Example kValuetotextExamples[] = {{"VALUETOTEXT(TRUE)", "\"TRUE\""},
                                            {"VALUETOTEXT(\"a\",1)", "\"\"\"a\"\"\""},
                                            {"VALUETOTEXT(#N/A)", "\"#N/A\""}};

constexpr FunctionSpec kFunctions[] = {
    {.name = "ARRAYTOTEXT",
     .signature = "array:cells format:number?",
     .summary = "All values of a range or array in one text.",
     .evaluate = arraytotext,
     .examples = kArraytotextExamples,
     .prefix = FilePrefix::xlfn},
    {.name = "DOLLAR",
     .signature = "number:number decimals:number?",
     .summary = "A number as text in the currency of the locale.",
     .evaluate = dollar,
     .examples = kDollarExamples},
    {.name = "FIXED",
     .signature = "number:number decimals:number? plain:logical?",
     .summary = "A number as text with a fixed number of decimals.",
     .evaluate = fixed,
     .examples = kFixedExamples},
    {.name = "NUMBERVALUE",
     .signature = "text:text decimal_separator:text? group_separator:text?",
     .summary = "The number that a text with given separators spells.",
     .evaluate = numbervalue_,
     .examples = kNumbervalueExamples,
     .prefix = FilePrefix::xlfn},
    {.name = "T",
     .signature = "value:cells",
     .summary = "A text itself, the empty text for other kinds.",
     .evaluate = t,
     .examples = kTExamples},
    {.name = "TEXT",
     .signature = "value:scalar format:text",
     .summary = "A value as text in a number format.",
     .evaluate = text_,
     .examples = kTextExamples},
    {.name = "USDOLLAR",
     .signature = "number:number decimals:number?",
     .summary = "A number as text in US dollars.",
     .evaluate = usdollar,
     .examples = kUsdollarExamples},
    {.name = "VALUE",
     .signature = "text:scalar",
     .summary = "The number that a text spells.",
     .evaluate = value_,
     .examples = kValueExamples},
    {.name = "VALUETOTEXT",
     .signature = "value:any format:number?",
     .summary = "Any value as text, as a formula would write it if asked.",
     .evaluate = valuetotext,
     .examples = kValuetotextExamples,
     .prefix = FilePrefix::xlfn},
};

}  // namespace

std::span<const FunctionSpec> formatting_functions() { return kFunctions; }

}  // namespace outturn
