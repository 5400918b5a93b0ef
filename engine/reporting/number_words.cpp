#include "engine/reporting/number_words.h"

#include <string_view>

#include "engine/indicators/figure_text.h"

namespace outturn {

std::string number_words(int number) {
  constexpr std::string_view kSmall[] = {"none",    "one",     "two",       "three",    "four",
                                         "five",    "six",     "seven",     "eight",    "nine",
                                         "ten",     "eleven",  "twelve",    "thirteen", "fourteen",
                                         "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"};
  constexpr std::string_view kTens[] = {"",      "",      "twenty",  "thirty", "forty",
                                        "fifty", "sixty", "seventy", "eighty", "ninety"};
  if (number < 0 || number >= 1'000) return figure_text(number, 0);
  if (number < 20) return std::string(kSmall[number]);
  if (number < 100)
    return std::string(kTens[number / 10]) + (number % 10 == 0 ? "" : "-" + std::string(kSmall[number % 10]));
  return std::string(kSmall[number / 100]) + " hundred" +
         (number % 100 == 0 ? "" : " and " + number_words(number % 100));
}

std::string with_capital(std::string text) {
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
  return text;
}

}  // namespace outturn
