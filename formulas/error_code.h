// The errors a formula can have as its value, and their spelling.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace outturn {

// Numbered as Excel's ERROR.TYPE numbers them.
enum class ErrorCode : std::uint8_t {
  null = 1,   // #NULL!   an intersection with no cell in it
  div0 = 2,   // #DIV/0!
  value = 3,  // #VALUE!  a wrong kind of value
  ref = 4,    // #REF!    a reference that points nowhere
  name = 5,   // #NAME?   an unknown name or function
  num = 6,    // #NUM!    a number out of a function's domain
  na = 7,     // #N/A     no value available
  getting_data = 8,
  spill = 9,  // #SPILL!  an array result has no room
  connect = 10,
  blocked = 11,
  unknown = 12,
  field = 13,
  calc = 14,  // #CALC!   an empty or nested array
};

[[nodiscard]] std::string_view error_text(ErrorCode code) noexcept;

// Ignores case, as Excel does when an error literal is typed.
[[nodiscard]] std::optional<ErrorCode> error_from_text(std::string_view text) noexcept;

}  // namespace outturn
