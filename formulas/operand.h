// What an evaluation step holds: a value, a reference that nobody has read yet, a lambda, or an omitted
// argument.
#pragma once

#include <cstdint>
#include <memory>
#include <variant>
#include <vector>

#include "formulas/address.h"
#include "formulas/value.h"

namespace outturn {

// Position of a sheet in tab order. Sheets of other workbooks, of which only cached values are known, follow
// after the workbook's own (engine/workbook.h).
using SheetId = std::int32_t;

// A rectangle on one sheet, or on a run of sheets in tab order (a 3-D reference).
struct Area {
  SheetId sheet = 0;
  SheetId last_sheet = 0;
  RangeAddress range;
  friend auto operator<=>(const Area&, const Area&) = default;

  [[nodiscard]] bool is_single_cell() const noexcept { return sheet == last_sheet && range.is_single_cell(); }
  [[nodiscard]] bool is_three_dimensional() const noexcept { return sheet != last_sheet; }
};

[[nodiscard]] inline Area single_area(SheetId sheet, const RangeAddress& range) {
  return {sheet, sheet, range};
}

struct Lambda;

class Operand {
 public:
  Operand() noexcept = default;  // an omitted argument: f(1,,2)
  Operand(Value value) noexcept : held_(std::move(value)) {}
  Operand(ErrorCode code) noexcept : held_(Value(code)) {}
  Operand(const Area& area) noexcept : held_(area) {}
  // A union; it has at least two areas.
  Operand(std::shared_ptr<const std::vector<Area>> areas) noexcept : held_(std::move(areas)) {}
  Operand(std::shared_ptr<const Lambda> lambda) noexcept : held_(std::move(lambda)) {}

  [[nodiscard]] bool is_omitted() const noexcept { return held_.index() == 0; }
  [[nodiscard]] bool is_value() const noexcept { return held_.index() == 1; }
  [[nodiscard]] bool is_area() const noexcept { return held_.index() == 2; }
  [[nodiscard]] bool is_union() const noexcept { return held_.index() == 3; }
  [[nodiscard]] bool is_reference() const noexcept { return is_area() || is_union(); }
  [[nodiscard]] bool is_lambda() const noexcept { return held_.index() == 4; }
  [[nodiscard]] bool is_error() const noexcept { return is_value() && value().is_error(); }

  // Each requires the matching kind.
  [[nodiscard]] const Value& value() const noexcept { return *std::get_if<1>(&held_); }
  [[nodiscard]] Value take_value() noexcept { return std::move(*std::get_if<1>(&held_)); }
  [[nodiscard]] const Area& area() const noexcept { return *std::get_if<2>(&held_); }
  [[nodiscard]] const std::vector<Area>& union_areas() const noexcept { return **std::get_if<3>(&held_); }
  [[nodiscard]] const std::shared_ptr<const Lambda>& lambda() const noexcept {
    return *std::get_if<4>(&held_);
  }

  // The areas of a reference of either kind, in the order written.
  [[nodiscard]] std::vector<Area> areas() const {
    return is_area() ? std::vector<Area>{area()} : is_union() ? union_areas() : std::vector<Area>{};
  }

 private:
  std::variant<std::monostate, Value, Area, std::shared_ptr<const std::vector<Area>>,
               std::shared_ptr<const Lambda>>
      held_;
};

}  // namespace outturn
