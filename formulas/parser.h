// Text to expression: Excel's formula grammar (ECMA-376 part 1, 18.17), in the form a user types and in the
// form files store (`_xlfn.`, `_xlpm.`, `_xlfn.SINGLE`, `_xlfn.ANCHORARRAY`, `Table[[#This Row],[x]]`).
//
// Precedence, strongest first: `:` `(blank)` `,` · `#` · unary `-` `+` `@` · `%` · `^` · `*` `/` · `+` `-` ·
// `&` · comparisons. All binary operators associate to the left: -2^2 is 4 and 2^3^2 is 64, as in Excel.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "formulas/address.h"
#include "formulas/expression.h"

namespace outturn {

struct ParseError {
  std::size_t position = 0;  // in bytes from the start of the text
  std::string reason;
};

struct ParseResult {
  std::optional<Expression> expression;
  ParseError error;  // meaningful only without an expression
};

// Excel's own limit is 8,192 characters; files of other programs go further.
inline constexpr std::size_t kMaxFormulaLength = 65'536;
// Nesting of functions and parentheses. Excel allows 64 levels of functions.
inline constexpr int kMaxNesting = 256;

// `text` may begin with "=". Relative references are stored as offsets from `origin`.
[[nodiscard]] ParseResult parse_formula(std::string_view text, CellAddress origin);
// The same into an expression whose memory is used again; false with an error.
[[nodiscard]] bool parse_formula(std::string_view text, CellAddress origin, Expression& expression,
                                 ParseError& error);

// The text a user sees for the text a file stores: without `_xlfn.`, `_xlws.` and `_xlpm.`, outside strings
// and quoted names.
[[nodiscard]] std::string display_formula(std::string_view file_text);

}  // namespace outturn
