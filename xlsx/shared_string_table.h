// xl/sharedStrings.xml: the texts that cells refer to by number (ECMA-376 part 1, 18.4). Never written: a
// changed text goes into its cell.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "formulas/value.h"

namespace outturn::xlsx {

class SharedStringTable {
 public:
  SharedStringTable() = default;
  // Rich text is joined, phonetic readings are left out, _xHHHH_ is unescaped. Throws XlsxError.
  [[nodiscard]] static SharedStringTable read(std::string_view text, const std::string& part);

  [[nodiscard]] std::size_t size() const noexcept { return texts_.size(); }
  // Null where the file has no such string.
  [[nodiscard]] const Text* find(std::size_t index) const noexcept {
    return index < texts_.size() ? &texts_[index] : nullptr;
  }

 private:
  std::vector<Text> texts_;
};

}  // namespace outturn::xlsx
