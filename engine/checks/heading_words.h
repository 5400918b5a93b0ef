// What headings say about the figures under them: evidence for a relation, never a relation by themselves.
#pragma once

#include <string>
#include <string_view>

namespace outturn {

struct HeadingWords {
  bool total = false;       // total, all, overall, sum, grand total
  bool difference = false;  // +/-, variance, change, difference, movement, net
  bool share = false;       // % of, share, proportion, of which
  bool rate = false;        // %, per, rate, ratio, average number per
  bool average = false;     // average, mean
  bool to_date = false;     // ytd, cumulative, to date
  bool period = false;      // year, quarter, half-year: longer than the months before it
  bool selected = false;    // main, including, top: parts that are not all
};

[[nodiscard]] HeadingWords read_heading(std::string_view label);
[[nodiscard]] HeadingWords words_in_both(const HeadingWords& a, const HeadingWords& b);

// "n/a", "-", "*", "tbc": a figure that is not there.
[[nodiscard]] bool is_missing_word(std::string_view text);
// "£000", "£m", "thousands", "rounded": figures that were rounded before they were typed.
[[nodiscard]] bool says_rounded(std::string_view text);
// "Ref", "No.", "Code", "Year", "Phone": numbers that name things.
[[nodiscard]] bool names_reference(std::string_view heading);

// "Q1", "Apr-18", "2017/18", "Quarter 2": a heading of a period.
[[nodiscard]] bool names_period(std::string_view label);

// How many words of at least three letters two headings have in common, small words left out.
[[nodiscard]] int words_in_common(std::string_view a, std::string_view b);

}  // namespace outturn
