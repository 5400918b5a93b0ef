// The figures that a sentence tells: "25 (66%) of the 38 indicators", "£1.2m", "nineteen".
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/checks/figure.h"

namespace outturn {

struct SentenceFigure {
  Figure figure;
  std::string text;  // as it stands in the sentence
  std::size_t begin = 0, end = 0;
  bool in_words = false;  // "nine"
  // Names something rather than counts it: a year, a date, a time, a reference, "Q2", "section 4".
  bool is_name = false;
  bool is_change = false;  // "fell by 2%": how far something moved, not where it stands
  bool falls = false;      // of a change: downwards
};

// In the order of the sentence.
[[nodiscard]] std::vector<SentenceFigure> sentence_figures(std::string_view sentence);

// The figure of a text that holds one alone, beside words: "25 days", "over 6,000".
[[nodiscard]] std::optional<Figure> only_figure_in(std::string_view text);

}  // namespace outturn
