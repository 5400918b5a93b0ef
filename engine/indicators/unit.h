// The unit of a measure or an indicator, and how a cell's figure becomes the number that is calculated with.
//
// Inside, a percentage is a fraction (49 % is 0.49), money is in pounds whatever the cells count in (£000,
// £m), a length of time is in seconds, and a rate per 10,000 is the plain ratio, so that expressions may mix
// them; every other unit is taken as it stands.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace outturn {

enum class UnitKind { number, percent, money, duration, date, text };

// How the cell that holds a number displays it.
enum class NumberLook { plain, percent, date, time };

struct Unit {
  UnitKind kind = UnitKind::number;
  double multiplier =
      1;  // a plain number in a cell times this is the number inside, but for %, which divides by 100
  bool whole = false;  // counts things, so that a gap is stated in whole ones
  bool clock = false;  // hh:mm:ss
  std::string word;    // as written
};

// 1,000 %: beyond it a percentage is rather a slip.
inline constexpr double kHighestShare = 10;

struct UnitReading {
  std::optional<Unit> unit;
  std::string problem;
};

// `count`, `%`, `£`, `£000`, `£m`, `hh:mm:ss`, `minutes`, `date`, `text`, `per 10,000`, `£ per FTE`; any
// other word (`days`, `kg`) is a plain number with that name. A slip in a word with a meaning is an error,
// not a new unit.
[[nodiscard]] UnitReading read_unit(std::string_view text);

[[nodiscard]] double from_cell_number(double number,
                                      const Unit& unit) noexcept;  // plain cell figure to inside
// What to put into a cell that displays numbers in this way; a % goes into a plain cell as points, as it is
// read.
[[nodiscard]] double to_cell_number(double inside, const Unit& unit, NumberLook look) noexcept;

// "48.65%", "£480,000", "00:10:30", "31/03/2019", "4,397". Without `places` at most two decimals, none if
// they are 0. `places` counts the decimals of the figure as it is shown, so 0 shows 48.65 % as 49 %.
[[nodiscard]] std::string unit_text(double inside, const Unit& unit, std::optional<int> places = {});
// The number inside that the printed figure stands for: 0.4865 shown without decimals as 49 % gives 0.49.
[[nodiscard]] double as_printed(double inside, const Unit& unit, int places);

}  // namespace outturn
