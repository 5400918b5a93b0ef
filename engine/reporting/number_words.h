// Numbers in words, as councils' summary sentences have them.
#pragma once

#include <string>

namespace outturn {

// "twenty-three"; digits from a thousand on.
[[nodiscard]] std::string number_words(int number);
[[nodiscard]] std::string with_capital(std::string text);

}  // namespace outturn
