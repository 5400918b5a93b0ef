// xl/metadata.xml and the rich values behind it: which cells are dynamic arrays, and which error a cell
// stored as #VALUE! really shows (ECMA-376 part 1, 18.9; MS-XLSX 2.2.4 and 2.6.204 ff).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "formulas/error_code.h"

namespace outturn::xlsx {

class MetadataPart {
 public:
  MetadataPart() = default;
  // The two rich-value parts may be empty. Throws XlsxError.
  struct Source {
    std::string_view metadata;
    std::string_view rich_values;      // rdrichvalue.xml
    std::string_view rich_structures;  // rdrichvaluestructure.xml
    std::string part;
  };
  [[nodiscard]] static MetadataPart read(const Source& source);

  // By a cell's cm and vm, which count from 1; 0 is none.
  [[nodiscard]] bool is_dynamic_array(std::uint32_t cell_metadata) const noexcept;
  [[nodiscard]] std::optional<ErrorCode> rich_error(std::uint32_t value_metadata) const noexcept;
  // A cm that marks a dynamic array, where the file has one.
  [[nodiscard]] std::optional<std::uint32_t> dynamic_array_index() const noexcept;

 private:
  std::vector<bool> dynamic_;
  std::vector<std::optional<ErrorCode>> errors_;
};

}  // namespace outturn::xlsx
