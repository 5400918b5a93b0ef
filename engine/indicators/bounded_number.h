// Numbers as reports write them: `1,040`, `(322)`, `£30m`, `97.5%`, `<10%`, `50+`, `at least 50%`.
//
// A number is taken only if it can be read in one way. `3,0335` is refused rather than read as 30,335.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace outturn {

// What a written figure says about the true one.
enum class Bound { exactly, less_than, at_most, at_least, more_than };

struct BoundedNumber {
  double number = 0;  // the scale of `£30m` applied; 97.5% is 97.5 with `percent`
  Bound bound = Bound::exactly;
  bool percent = false;
  bool money = false;   // written with a £
  bool scaled = false;  // written with k, m or bn
  bool negative_in_brackets = false;
  std::string rest;  // words after the number, trimmed: "long" in "12.5 long"
};

struct BoundedNumberReading {
  std::optional<BoundedNumber> number;
  std::string problem;  // why the text is no number; set whenever `number` is not
};

[[nodiscard]] BoundedNumberReading read_bounded_number(std::string_view text);

// Takes "at least", "<", "more than"… off the front. `said` is whether a bound was written.
struct BoundReading {
  Bound bound = Bound::exactly;
  bool said = false;
};
[[nodiscard]] BoundReading take_bound(std::string_view& text);

}  // namespace outturn
