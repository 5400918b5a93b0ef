// Reads what a measure's cell holds: a number, a figure written as text, a word for "missing", or something
// that cannot be taken for a figure, which is refused with its reason and never guessed.
#pragma once

#include <span>
#include <string>

#include "engine/indicators/bounded_number.h"
#include "engine/indicators/unit.h"
#include "formulas/value.h"

namespace outturn {

struct FigureReading {
  enum class Kind { number, text, missing, error, refused };
  Kind kind = Kind::missing;
  double number = 0;  // in the unit's inside form
  Bound bound = Bound::exactly;
  std::string text;  // of a measure whose unit is text
  ErrorCode error = ErrorCode::na;
  std::string problem;  // of a refused cell: what was found and what to write
  double step = 0;      // of money with its own k, m or bn: what its last digit stands for, 100,000 in £6.1m
  std::string note;     // words that stood beside the number: "long" in "12.5 long"
};

// `missing_words` are the settings' and the measure's "Missing is written", e.g. n/a and ***; blank always
// means missing, and 0 does only if it stands among them.
[[nodiscard]] FigureReading read_figure(const Value& cell, NumberLook look, const Unit& unit,
                                        std::span<const std::string> missing_words, bool day_first = true);

// "70 could be meant as…": the refusal of a bare number between 0 and 1 where a percentage is due.
[[nodiscard]] std::string bare_fraction_problem(double number);

}  // namespace outturn
