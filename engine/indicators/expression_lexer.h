// The text of an expression cut into numbers, names with their suffixes, references and signs.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/indicators/indicator_expression.h"

namespace outturn {

struct Lexeme {
  enum class Kind { number, name, reference, sign, end } kind = Kind::end;
  std::string text;  // of a sign or a name, without suffixes; of a reference, what stands in the brackets
  double number = 0;
  PeriodView view;
  std::size_t position = 0;
};

// Ends with a lexeme of Kind::end. nullopt with `error` for a text that holds what no expression is written
// with.
[[nodiscard]] std::optional<std::vector<Lexeme>> lexemes_of(std::string_view text, ExpressionError& error);

}  // namespace outturn
