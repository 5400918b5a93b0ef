#include "formulas/parser.h"

#include <fast_float/fast_float.h>

#include <algorithm>
#include <cmath>

#include "formulas/lexer.h"
#include "formulas/operators.h"

namespace outturn {
namespace {

std::string upper_ascii(std::string_view text) {
  std::string result(text);
  for (char& c : result)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  return result;
}

bool same_ignoring_ascii_case(std::string_view a, std::string_view b) noexcept {
  return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) {
           return (x >= 'a' && x <= 'z' ? x - 32 : x) == (y >= 'a' && y <= 'z' ? y - 32 : y);
         });
}

bool strip_prefix(std::string_view& name, std::string_view prefix) noexcept {
  if (name.size() <= prefix.size() || !same_ignoring_ascii_case(name.substr(0, prefix.size()), prefix))
    return false;
  name.remove_prefix(prefix.size());
  return true;
}

class Parser {
 public:
  Parser(std::string_view text, CellAddress origin, Expression& out)
      : text_(text), origin_(origin), out_(out) {}

  bool run() {
    if (text_.size() > kMaxFormulaLength)
      return fail("the formula is longer than " + std::to_string(kMaxFormulaLength) + " characters");
    if (!text_.empty() && text_[0] == '=') ++at_;
    skip_blanks();
    if (at_ == text_.size()) return fail("there is no formula");
    if (!union_list()) return false;
    skip_blanks();
    return at_ == text_.size() || fail(unexpected());
  }

  [[nodiscard]] ParseError take_error() noexcept { return std::move(error_); }

 private:
  bool fail(std::string reason) {
    if (error_.reason.empty()) error_ = {at_, std::move(reason)};
    return false;
  }

  [[nodiscard]] std::string unexpected() const {
    if (at_ >= text_.size()) return "the formula ends too early";
    std::size_t end = at_ + 1;
    while (end < text_.size() && (static_cast<unsigned char>(text_[end]) & 0xC0) == 0x80) ++end;
    return "'" + std::string(text_.substr(at_, end - at_)) + "' is not expected here";
  }

  [[nodiscard]] char peek(std::size_t ahead = 0) const noexcept {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
  }

  void skip_blanks() noexcept {
    while (at_ < text_.size() && is_blank(text_[at_])) ++at_;
  }

  [[nodiscard]] std::size_t mark() const noexcept { return out_.nodes.size(); }

  void emit(ExpressionKind kind, std::size_t start, std::uint16_t children, std::size_t index = 0) {
    out_.nodes.push_back({kind, children, static_cast<std::uint32_t>(index),
                          static_cast<std::uint32_t>(out_.nodes.size() - start + 1)});
  }
  void leaf(ExpressionKind kind, std::size_t index = 0) { emit(kind, mark(), 0, index); }

  // Expression (, Expression)*: a union, in parentheses and in names such as print areas.
  bool union_list() {
    const std::size_t start = mark();
    if (!comparison()) return false;
    skip_blanks();
    while (peek() == ',') {
      ++at_;
      if (!comparison()) return false;
      emit(ExpressionKind::union_operator, start, 2);
      skip_blanks();
    }
    return true;
  }

  bool comparison() {
    if (++depth_ > kMaxNesting)
      return fail("the formula is nested more than " + std::to_string(kMaxNesting) + " deep");
    const bool parsed = binary(0);
    --depth_;
    return parsed;
  }

  struct BinaryOperator {
    ExpressionKind kind = ExpressionKind::omitted;
    std::uint8_t length = 0;  // 0: none here
    std::uint8_t level = 0;   // 0 to 4: comparisons, &, + -, * /, ^
  };

  // Operators of `lowest` level and stronger, all to the left.
  bool binary(int lowest) {
    const std::size_t start = mark();
    if (!percent()) return false;
    while (true) {
      skip_blanks();
      const BinaryOperator found = operator_here();
      if (found.length == 0 || found.level < lowest) return true;
      at_ += found.length;
      if (!binary(found.level + 1)) return false;
      emit(found.kind, start, 2);
    }
  }

  [[nodiscard]] BinaryOperator operator_here() const noexcept {
    const char next = peek(1);
    switch (peek()) {
      case '=':
        return {ExpressionKind::equal, 1, 0};
      case '<':
        if (next == '>') return {ExpressionKind::not_equal, 2, 0};
        if (next == '=') return {ExpressionKind::less_equal, 2, 0};
        return {ExpressionKind::less, 1, 0};
      case '>':
        if (next == '=') return {ExpressionKind::greater_equal, 2, 0};
        return {ExpressionKind::greater, 1, 0};
      case '&':
        return {ExpressionKind::concatenate, 1, 1};
      case '+':
        return {ExpressionKind::add, 1, 2};
      case '-':
        return {ExpressionKind::subtract, 1, 2};
      case '*':
        return {ExpressionKind::multiply, 1, 3};
      case '/':
        return {ExpressionKind::divide, 1, 3};
      case '^':
        return {ExpressionKind::power, 1, 4};
      default:
        return {};
    }
  }

  bool percent() {
    const std::size_t start = mark();
    if (!prefixed()) return false;
    while (true) {
      const std::size_t before = at_;
      skip_blanks();
      if (peek() != '%') {
        at_ = before;
        return true;
      }
      ++at_;
      emit(ExpressionKind::percent, start, 1);
    }
  }

  bool prefixed() {
    std::string prefixes;
    for (skip_blanks(); peek() == '-' || peek() == '+' || peek() == '@'; skip_blanks())
      prefixes += text_[at_++];
    const std::size_t start = mark();
    if (!intersections()) return false;
    for (std::size_t i = prefixes.size(); i-- > 0;)
      emit(prefixes[i] == '-'   ? ExpressionKind::minus
           : prefixes[i] == '+' ? ExpressionKind::plus
                                : ExpressionKind::implicit_intersection,
           start, 1);
    return true;
  }

  // References with blanks between them: their common cells.
  bool intersections() {
    const std::size_t start = mark();
    if (!ranges()) return false;
    while (is_blank(peek())) {
      const std::size_t before = at_;
      skip_blanks();
      const char c = peek();
      if (!(is_name_start(c) || c == '$' || c == '\'' || c == '(' || c == '[')) {
        at_ = before;
        return true;
      }
      if (!ranges()) return false;
      emit(ExpressionKind::intersection_operator, start, 2);
    }
    return true;
  }

  bool ranges() {
    const std::size_t start = mark();
    if (!postfixed()) return false;
    while (peek() == ':') {
      ++at_;
      if (!postfixed()) return false;
      emit(ExpressionKind::range_operator, start, 2);
    }
    return true;
  }

  bool postfixed() {
    const std::size_t start = mark();
    if (!primary()) return false;
    while (true) {
      if (peek() == '#') {
        ++at_;
        emit(ExpressionKind::spill, start, 1);
      } else if (peek() == '(') {
        std::uint16_t count = 0;
        if (!arguments(count)) return false;
        emit(ExpressionKind::invoke, start, static_cast<std::uint16_t>(count + 1));
      } else {
        return true;
      }
    }
  }

  bool primary() {
    const char c = peek();
    if (c == '"') return string_literal();
    if (c == '(') return parenthesised();
    if (c == '{') return array_constant();
    if (c == '#') return error_literal();
    if (is_digit(c) || c == '.') return number_or_rows();
    if (c == '$' || c == '\'' || c == '[' || is_name_start(c)) return reference_or_call();
    return fail(unexpected());
  }

  bool string_literal() {
    std::string value;
    std::size_t i = at_ + 1;
    for (;; ++i) {
      if (i >= text_.size()) return fail("a text is not closed with a quotation mark");
      if (text_[i] != '"') {
        value += text_[i];
      } else if (i + 1 < text_.size() && text_[i + 1] == '"') {
        value += '"';
        ++i;
      } else {
        break;
      }
    }
    at_ = i + 1;
    out_.texts.push_back(std::move(value));
    leaf(ExpressionKind::text, out_.texts.size() - 1);
    return true;
  }

  bool parenthesised() {
    const std::size_t start = mark();
    ++at_;
    if (!union_list()) return false;
    skip_blanks();
    if (peek() != ')') return fail(at_ >= text_.size() ? "a bracket ')' is missing" : unexpected());
    ++at_;
    emit(ExpressionKind::parentheses, start, 1);
    return true;
  }

  bool number_literal(double& value) {
    const char* begin = text_.data() + at_;
    const char* end = text_.data() + text_.size();
    const auto [stop, problem] = fast_float::from_chars(begin, end, value, fast_float::chars_format::general);
    if (problem != std::errc() || stop == begin || !std::isfinite(value)) return fail("this is not a number");
    value = without_denormals(value);
    at_ += static_cast<std::size_t>(stop - begin);
    return true;
  }

  bool number_or_rows() {
    if (const auto rows = lex_rows(text_, at_)) return whole_rows(*rows, -1);
    double value = 0;
    if (!number_literal(value)) return false;
    if (is_name_start(peek())) return fail(unexpected());
    out_.numbers.push_back(value);
    leaf(ExpressionKind::number, out_.numbers.size() - 1);
    return true;
  }

  bool error_literal() {
    std::size_t end = at_ + 1;
    while (end < text_.size() && (is_letter(text_[end]) || is_digit(text_[end]) || text_[end] == '/' ||
                                  text_[end] == '!' || text_[end] == '?' || text_[end] == '_')) {
      ++end;
      if (text_[end - 1] == '!' || text_[end - 1] == '?') break;
    }
    // #N/A is the one spelling without a mark at its end: what follows it, as in #N/A/2, is not part of it.
    if (same_ignoring_ascii_case(text_.substr(at_, 4), "#N/A")) end = at_ + 4;
    const auto code = error_from_text(text_.substr(at_, end - at_));
    if (!code) return fail("'" + std::string(text_.substr(at_, end - at_)) + "' is not an error value");
    at_ = end;
    if (*code == ErrorCode::ref) skip_reference();
    leaf(ExpressionKind::error, static_cast<std::size_t>(*code));
    return true;
  }

  // Excel writes a reference to a sheet that has been deleted as #REF!A1:B2; it is the error.
  void skip_reference() {
    if (const auto columns = lex_columns(text_, at_))
      at_ = columns->end;
    else if (const auto rows = lex_rows(text_, at_))
      at_ = rows->end;
    else if (const auto cell = lex_cell(text_, at_)) {
      at_ = cell->end;
      if (peek() != ':') return;
      if (const auto last = lex_cell(text_, at_ + 1)) at_ = last->end;
    }
  }

  bool array_constant() {
    ++at_;
    std::vector<Value> values;
    std::size_t rows = 1;
    std::size_t in_row = 0;
    std::size_t columns = 0;
    while (true) {
      skip_blanks();
      Value value;
      if (!array_element(value)) return false;
      values.push_back(std::move(value));
      ++in_row;
      skip_blanks();
      const char c = peek();
      if (c != ',' && c != ';' && c != '}')
        return fail(c == '\0' ? "a bracket '}' is missing" : unexpected());
      if (c != ',') {
        if (columns == 0) columns = in_row;
        if (in_row != columns) return fail("the rows of an array constant differ in length");
        in_row = 0;
      }
      ++at_;
      if (c == '}') break;
      if (c == ';') ++rows;
    }
    out_.arrays.emplace_back(Array(rows, columns, std::move(values)));
    leaf(ExpressionKind::array, out_.arrays.size() - 1);
    return true;
  }

  bool array_element(Value& value) {
    if (peek() == '"') {
      if (!string_literal()) return false;
      value = Value(out_.texts.back());
      out_.texts.pop_back();
      out_.nodes.pop_back();
      return true;
    }
    if (peek() == '#') {
      if (!error_literal()) return false;
      value = static_cast<ErrorCode>(out_.nodes.back().index);
      out_.nodes.pop_back();
      return true;
    }
    if (is_letter(peek())) {
      const std::size_t end = name_end(text_, at_);
      const std::string_view word = text_.substr(at_, end - at_);
      const bool is_true = same_ignoring_ascii_case(word, "TRUE");
      if (!is_true && !same_ignoring_ascii_case(word, "FALSE")) return fail(unexpected());
      at_ = end;
      value = is_true;
      return true;
    }
    double sign = 1;
    for (; peek() == '-' || peek() == '+' || is_blank(peek()); ++at_)
      if (peek() == '-') sign = -sign;
    if (!is_digit(peek()) && peek() != '.') return fail(unexpected());
    double number = 0;
    if (!number_literal(number)) return false;
    value = sign * number;
    return true;
  }

  bool arguments(std::uint16_t& count) {
    ++at_;
    skip_blanks();
    if (peek() == ')') {
      ++at_;
      count = 0;
      return true;
    }
    for (count = 1;; ++count) {
      skip_blanks();
      if (count > 255) return fail("a call has more than 255 arguments");
      if (peek() == ',' || peek() == ')')
        leaf(ExpressionKind::omitted);
      else if (!comparison())
        return false;
      skip_blanks();
      const char c = peek();
      if (c != ',' && c != ')') return fail(c == '\0' ? "a bracket ')' is missing" : unexpected());
      ++at_;
      if (c == ')') return true;
    }
  }

  // --- references and names

  [[nodiscard]] CellReference relative(const LexedCell& cell) const noexcept {
    return {cell.row_absolute ? cell.address.row : cell.address.row - origin_.row,
            cell.column_absolute ? cell.address.column : cell.address.column - origin_.column,
            !cell.row_absolute, !cell.column_absolute};
  }

  bool range_leaf(const RangeReference& reference, std::int32_t sheets) {
    out_.ranges.push_back({reference, sheets});
    leaf(ExpressionKind::range, out_.ranges.size() - 1);
    return true;
  }

  bool whole_rows(const LexedRows& rows, std::int32_t sheets) {
    at_ = rows.end;
    const auto end = [&](std::int32_t row, bool absolute, std::int32_t column) {
      return CellReference{absolute ? row : row - origin_.row, column, !absolute, false};
    };
    return range_leaf(
        {end(rows.first, rows.first_absolute, 0), end(rows.last, rows.last_absolute, kMaxColumns - 1)},
        sheets);
  }

  bool whole_columns(const LexedColumns& columns, std::int32_t sheets) {
    at_ = columns.end;
    const auto end = [&](std::int32_t column, bool absolute, std::int32_t row) {
      return CellReference{row, absolute ? column : column - origin_.column, false, !absolute};
    };
    return range_leaf({end(columns.first, columns.first_absolute, 0),
                       end(columns.last, columns.last_absolute, kMaxRows - 1)},
                      sheets);
  }

  bool cells(const LexedCell& first, std::int32_t sheets) {
    at_ = first.end;
    RangeReference reference{relative(first), relative(first)};
    if (peek() == '.' || (peek() == ':' && peek(1) == '.')) return trimmed_range(reference, sheets);
    if (peek() == ':') {
      if (const auto last = lex_cell(text_, at_ + 1)) {
        reference.last = relative(*last);
        at_ = last->end;
      }
    }
    return range_leaf(reference, sheets);
  }

  // A1.:B2, A1:.B2 and A1.:.B2: the range without blank rows and columns at its beginning, its end, or both.
  // Files hold them as calls of _TRO_LEADING, _TRO_TRAILING and _TRO_ALL.
  bool trimmed_range(RangeReference reference, std::int32_t sheets) {
    const bool leading = peek() == '.';
    if (leading) ++at_;
    ++at_;
    const bool trailing = peek() == '.';
    if (trailing) ++at_;
    const auto last = lex_cell(text_, at_);
    if (!last) return fail(unexpected());
    reference.last = relative(*last);
    at_ = last->end;
    const std::size_t start = mark();
    range_leaf(reference, sheets);
    out_.names.push_back({leading && trailing ? "_TRO_ALL" : leading ? "_TRO_LEADING" : "_TRO_TRAILING", -1});
    emit(ExpressionKind::call, start, 1, out_.names.size() - 1);
    return true;
  }

  bool reference_or_call() {
    std::int32_t sheets = -1;
    // By far the most common, and never the beginning of a sheet's name or of A:C.
    if (const auto cell = lex_cell(text_, at_)) return cells(*cell, sheets);
    if (auto sheet = lex_sheet(text_, at_)) {
      at_ = sheet->end;
      sheets = static_cast<std::int32_t>(out_.sheets.size());
      out_.sheets.push_back({std::move(sheet->first), std::move(sheet->last)});
      if (peek() == '#') return error_literal();
      if (is_digit(peek())) {
        if (const auto rows = lex_rows(text_, at_)) return whole_rows(*rows, sheets);
        return fail(unexpected());
      }
    }
    if (const auto columns = lex_columns(text_, at_)) return whole_columns(*columns, sheets);
    if (const auto cell = lex_cell(text_, at_)) return cells(*cell, sheets);
    if (peek() == '$') {
      if (const auto rows = lex_rows(text_, at_)) return whole_rows(*rows, sheets);
      return fail(unexpected());
    }
    if (peek() == '[') return structured_reference({});
    const std::size_t end = name_end(text_, at_);
    if (end == at_) return fail(unexpected());
    const std::string_view written = text_.substr(at_, end - at_);
    at_ = end;
    if (peek() == '(') return call(written, sheets);
    if (peek() == '[') return structured_reference(std::string(written));
    return name(written, sheets);
  }

  bool name(std::string_view written, std::int32_t sheets) {
    if (sheets < 0) {
      if (same_ignoring_ascii_case(written, "TRUE") || same_ignoring_ascii_case(written, "FALSE")) {
        leaf(ExpressionKind::logical, written.size() == 4 ? 1 : 0);
        return true;
      }
      if (strip_prefix(written, "_xleta.")) {
        out_.names.push_back({upper_ascii(written), -1});
        leaf(ExpressionKind::function_value, out_.names.size() - 1);
        return true;
      }
      if (strip_prefix(written, "_xlop.")) {
        out_.names.push_back({"[" + std::string(written) + "]", -1});
        leaf(ExpressionKind::name, out_.names.size() - 1);
        return true;
      }
      strip_prefix(written, "_xlpm.");
    }
    out_.names.push_back({std::string(written), sheets});
    leaf(ExpressionKind::name, out_.names.size() - 1);
    return true;
  }

  bool call(std::string_view written, std::int32_t sheets) {
    const std::size_t start = mark();
    if (strip_prefix(written, "_xlpm.")) {  // a lambda held in a parameter: f(x)
      out_.names.push_back({std::string(written), -1});
      leaf(ExpressionKind::name, out_.names.size() - 1);
      std::uint16_t count = 0;
      if (!arguments(count)) return false;
      emit(ExpressionKind::invoke, start, static_cast<std::uint16_t>(count + 1));
      return true;
    }
    strip_prefix(written, "_xlfn.");
    strip_prefix(written, "_xlws.");
    std::string function = upper_ascii(written);
    if (sheets >= 0) function = out_.sheets[static_cast<std::size_t>(sheets)].first + "!" + function;
    std::uint16_t count = 0;
    if (!arguments(count)) return false;
    if (count == 1 && function == "SINGLE") {
      emit(ExpressionKind::implicit_intersection, start, 1);
    } else if (count == 1 && function == "ANCHORARRAY") {
      emit(ExpressionKind::spill, start, 1);
    } else {
      out_.names.push_back({std::move(function), -1});
      emit(ExpressionKind::call, start, count, out_.names.size() - 1);
    }
    return true;
  }

  // --- structured references. Inside brackets an apostrophe escapes [ ] # ' and @.

  bool bracketed(std::string& content) {
    ++at_;
    content.clear();
    for (;; ++at_) {
      if (at_ >= text_.size()) return fail("a bracket ']' is missing");
      const char c = text_[at_];
      if (c == ']') break;
      if (c == '[') return fail(unexpected());
      if (c == '\'' && at_ + 1 < text_.size()) ++at_;
      content += text_[at_];
    }
    ++at_;
    return true;
  }

  static bool item(std::string_view word, StructuredReference& reference) {
    if (same_ignoring_ascii_case(word, "#All"))
      reference.all = true;
    else if (same_ignoring_ascii_case(word, "#Headers"))
      reference.headers = true;
    else if (same_ignoring_ascii_case(word, "#Data"))
      reference.data = true;
    else if (same_ignoring_ascii_case(word, "#Totals"))
      reference.totals = true;
    else if (same_ignoring_ascii_case(word, "#This Row"))
      reference.this_row = true;
    else
      return false;
    return true;
  }

  bool column_or_item(StructuredReference& reference) {
    const bool escaped_first = peek(1) == '\'';
    std::string word;
    if (!bracketed(word)) return false;
    if (!escaped_first && !word.empty() && word[0] == '#') {
      if (!item(word, reference)) return fail("'" + word + "' is not a part of a table");
      return true;
    }
    reference.first_column = std::move(word);
    const std::size_t before = at_;
    skip_blanks();
    if (peek() != ':') {
      at_ = before;
      return true;
    }
    ++at_;
    skip_blanks();
    if (peek() != '[') return fail(unexpected());
    return bracketed(reference.last_column);
  }

  bool structured_reference(std::string table) {
    StructuredReference reference;
    reference.table = std::move(table);
    std::size_t inside = at_ + 1;
    while (inside < text_.size() && is_blank(text_[inside])) ++inside;
    const char c = inside < text_.size() ? text_[inside] : '\0';
    if (c == '[' || c == '@') {
      at_ = inside;
      if (c == '@') {
        ++at_;
        reference.this_row = true;
        if (peek() != '[' && peek() != ']') {  // [@Column]
          --at_;
          return finish_plain(std::move(reference));
        }
      }
      while (peek() == '[') {
        if (!column_or_item(reference)) return false;
        skip_blanks();
        if (peek() == ',') {
          ++at_;
          skip_blanks();
        }
      }
      if (peek() != ']') return fail(at_ >= text_.size() ? "a bracket ']' is missing" : unexpected());
      ++at_;
    } else {
      return finish_plain(std::move(reference));
    }
    return structured_leaf(std::move(reference));
  }

  // [Column], [#All], [@Column] and [] without inner brackets; `at_` is on the character before the content.
  bool finish_plain(StructuredReference reference) {
    const bool escaped_first = peek(1) == '\'';
    std::string word;
    if (!bracketed(word)) return false;
    if (!escaped_first && !reference.this_row && !word.empty() && word[0] == '#') {
      if (!item(word, reference)) return fail("'" + word + "' is not a part of a table");
    } else {
      reference.first_column = std::move(word);
    }
    return structured_leaf(std::move(reference));
  }

  bool structured_leaf(StructuredReference reference) {
    out_.structured.push_back(std::move(reference));
    leaf(ExpressionKind::structured, out_.structured.size() - 1);
    return true;
  }

  std::string_view text_;
  CellAddress origin_;
  std::size_t at_ = 0;
  int depth_ = 0;
  Expression& out_;
  ParseError error_;
};

}  // namespace

bool parse_formula(std::string_view text, CellAddress origin, Expression& expression, ParseError& error) {
  expression.clear();
  Parser parser(text, origin, expression);
  if (parser.run()) return true;
  error = parser.take_error();
  return false;
}

ParseResult parse_formula(std::string_view text, CellAddress origin) {
  ParseResult result;
  if (!parse_formula(text, origin, result.expression.emplace(), result.error)) result.expression.reset();
  return result;
}

std::string display_formula(std::string_view file_text) {
  static constexpr std::string_view kPrefixes[] = {"_xlfn.", "_xlws.", "_xlpm.", "_xleta."};
  std::string text;
  text.reserve(file_text.size());
  for (std::size_t i = 0; i < file_text.size();) {
    const char c = file_text[i];
    if (c == '"' || c == '\'') {
      std::size_t end = file_text.find(c, i + 1);
      end = end == std::string_view::npos ? file_text.size() : end + 1;
      text += file_text.substr(i, end - i);
      i = end;
      continue;
    }
    bool stripped = false;
    if (c == '_' && (i == 0 || !is_name_part(file_text[i - 1]) || stripped)) {
      for (const std::string_view prefix : kPrefixes) {
        if (!same_ignoring_ascii_case(file_text.substr(i, prefix.size()), prefix)) continue;
        i += prefix.size();
        stripped = true;
        while (same_ignoring_ascii_case(file_text.substr(i, 6), "_xlws.")) i += 6;
        break;
      }
    }
    if (stripped) continue;
    text += c;
    ++i;
  }
  return text;
}

}  // namespace outturn
