// How function bodies read ranges: as runs of cells of one kind, without a Value a cell.
#pragma once

#include <bit>
#include <cstdint>
#include <memory>
#include <span>
#include <type_traits>

#include "formulas/operand.h"

namespace outturn {

// `count` cells of one kind, one below the other, from `first` on. The payload is eight bytes a cell: a
// double, or the bits of a logical, an error or a text. Valid until the calculation that gave it goes on.
struct CellRun {
  ValueKind kind = ValueKind::blank;
  SheetId sheet = 0;
  CellAddress first;
  std::int32_t count = 0;
  const double* payload = nullptr;

  // Requires: kind == number.
  [[nodiscard]] std::span<const double> numbers() const noexcept {
    return {payload, static_cast<std::size_t>(count)};
  }
  [[nodiscard]] std::string_view text(std::int32_t i) const noexcept {
    return Text::peek(std::bit_cast<std::uint64_t>(payload[i]));
  }
  [[nodiscard]] bool logical(std::int32_t i) const noexcept {
    return std::bit_cast<std::uint64_t>(payload[i]) != 0;
  }
  [[nodiscard]] ErrorCode error(std::int32_t i) const noexcept {
    return static_cast<ErrorCode>(std::bit_cast<std::uint64_t>(payload[i]));
  }
  [[nodiscard]] Value value(std::int32_t i) const {
    switch (kind) {
      case ValueKind::number:
        return payload[i];
      case ValueKind::text:
        return Text::share(std::bit_cast<std::uint64_t>(payload[i]));
      case ValueKind::logical:
        return logical(i);
      case ValueKind::error:
        return error(i);
      default:
        return {};
    }
  }
};

// The payload of a value that is neither blank nor an array. A text is shared, not owned: the value keeps it.
[[nodiscard]] inline double payload_of(const Value& value) noexcept {
  switch (value.kind()) {
    case ValueKind::number:
      return value.number();
    case ValueKind::logical:
      return std::bit_cast<double>(static_cast<std::uint64_t>(value.logical()));
    case ValueKind::error:
      return std::bit_cast<double>(static_cast<std::uint64_t>(value.error()));
    case ValueKind::text: {
      const std::uint64_t bits = value.shared_text().detach();
      static_cast<void>(Text::attach(bits));
      return std::bit_cast<double>(bits);
    }
    default:
      return 0;
  }
}

// A callback taken by reference: valid while the call it is passed to runs. It returns false to stop.
class CellVisitor {
 public:
  template <typename F>
  requires(!std::same_as<std::remove_cvref_t<F>, CellVisitor>) CellVisitor(F&& visit)
  noexcept
      : object_(const_cast<void*>(static_cast<const void*>(std::addressof(visit)))),
        call_([](void* object, const CellRun& run) -> bool {
          return (*static_cast<std::remove_reference_t<F>*>(object))(run);
        }) {}
  bool operator()(const CellRun& run) const { return call_(object_, run); }

 private:
  void* object_;
  bool (*call_)(void*, const CellRun&);
};

}  // namespace outturn
