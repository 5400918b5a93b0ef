// Splices changed cells into the bytes of a worksheet.
//
// Only what a change needs is touched: the cell's <v>, its t=, its vm (which described the old value), its s=
// and an array's ref where asked. A cell whose value is the stored one, numbers compared at 15 significant
// digits, keeps its bytes. Everything else is copied: white space, order and quotes of attributes, elements
// nobody here knows.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "formulas/address.h"
#include "formulas/date_serial.h"
#include "formulas/value.h"
#include "xlsx/byte_buffer.h"
#include "xlsx/deflate_splice.h"
#include "xlsx/worksheet_part.h"

namespace outturn::xlsx {

class MetadataPart;
class SharedStringTable;
class StyleAppender;

enum class CellWrite : std::uint8_t {
  keep,            // the value stays; style or array range may change
  formula_result,  // of a cell that has a formula; blank removes the cached value
  spill,           // of a cell that an array formula elsewhere fills; added where it is missing
  clear,           // a spill no longer reaches the cell: its value goes, its style stays
  literal,         // a constant is set; refused on a formula
  new_formula,     // a formula is put into a cell, with its value; refused on another formula
};

struct CellPatch {
  CellAddress address;
  CellWrite write = CellWrite::keep;
  Value value;                                 // no array
  std::optional<RangeAddress> array_range;     // new ref of the array formula in this cell
  std::string fill;                            // colour of a solid fill ("FFC6EFCE"), empty to leave it
  std::string formula;                         // of new_formula: as files hold it, without "="
  std::optional<std::uint32_t> number_format;  // a built-in one that the cell is given
  // A solid fill of one of these colours is taken away.
  std::span<const std::string> passing_fills = {};
};

// The patches of a worksheet, ascending by address, made one by one.
class CellPatches {
 public:
  virtual ~CellPatches() = default;
  [[nodiscard]] virtual std::size_t size() const noexcept = 0;
  [[nodiscard]] virtual CellAddress address(std::size_t i) const noexcept = 0;
  // Whether it is the result of the cell's own formula and nothing else, known to differ from the stored one:
  // the file has the cell. What is not known may be said not to be so.
  [[nodiscard]] virtual bool is_result(std::size_t i) const noexcept = 0;
  // The same, whether it differs or not: cheaper to say.
  [[nodiscard]] virtual bool is_formula(std::size_t i) const noexcept { return is_result(i); }
  [[nodiscard]] virtual Value value(std::size_t i) const = 0;
  [[nodiscard]] virtual CellPatch get(std::size_t i) const = 0;
};

struct PatchedWorksheet {
  std::optional<ByteBuffer> text;        // nothing where no byte changed
  std::vector<CellAddress> differences;  // cells whose value changed, in file order
  std::vector<TextEdit> edits;           // what was changed where; none where it was much
};

struct StoredValues {
  const SharedStringTable& strings;
  const MetadataPart& metadata;
  DateSystem dates = DateSystem::from_1900;
  StyleAppender* styles = nullptr;  // needed where a patch has a fill
};

// text is the part in UTF-8; changes are sorted by address, without duplicates. Throws XlsxError.
[[nodiscard]] PatchedWorksheet patch_worksheet(std::string_view text, const std::string& part,
                                               const CellPatches& changes, const StoredValues& stored);
[[nodiscard]] PatchedWorksheet patch_worksheet(std::string_view text, const std::string& part,
                                               std::span<const CellPatch> changes,
                                               const StoredValues& stored);
// The same for a text whose rows and cells are known to ascend, using it up: the result grows in its memory.
// `plain` is what WorksheetSink::plain_rows told of it, if anything: then only what changes is looked at.
[[nodiscard]] PatchedWorksheet patch_worksheet(ByteBuffer& text, const std::optional<PlainRows>& plain,
                                               const std::string& part, const CellPatches& changes,
                                               const StoredValues& stored);

// Whether a cell that holds `before` may keep its bytes when its value is `after`.
[[nodiscard]] bool is_same_stored_value(const Value& before, const Value& after);

// The shortest text that reads back to the same double, in the form Excel writes.
[[nodiscard]] std::string number_text(double number);

}  // namespace outturn::xlsx
