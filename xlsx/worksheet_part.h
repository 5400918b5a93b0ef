// One worksheet part, read in a single pass and reported to a WorksheetSink (ECMA-376 part 1, 18.3.1).
//
// What stands around <sheetData> is read by expat. The rows and cells, nearly all of the bytes, are read by a
// scanner made for them (xlsx/sheet_data_scanner.h); where it meets anything out of the ordinary, expat reads
// them instead and reports the same events. Both work on UTF-8.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "formulas/address.h"
#include "formulas/date_serial.h"
#include "formulas/value.h"

namespace outturn::xlsx {

class MetadataPart;
class SharedStringTable;

enum class CellType : std::uint8_t {
  number,
  shared_string,
  formula_text,  // t="str"
  inline_text,
  logical,
  error,
  date,        // t="d", ISO 8601
  unreadable,  // a value that is not of the type the cell declares
};

enum class FormulaKind : std::uint8_t { none, normal, shared, array, data_table };

// Views are valid during the call only.
struct SheetCell {
  CellAddress address;
  std::uint32_t style = 0;
  CellType type = CellType::number;
  bool has_value = false;  // false: blank, or a formula without a cached value
  double number = 0;       // of a number; the index of a shared string; 0 or 1 of a logical
  std::string_view text;   // of all other types: entities and _xHHHH_ decoded
  FormulaKind formula_kind = FormulaKind::none;
  bool always_calculate = false;              // ca
  std::string_view formula;                   // file form; empty in the children of a shared formula
  std::optional<RangeAddress> formula_range;  // ref of a shared, array or data-table formula
  std::uint32_t shared_index = 0;             // si
  std::uint32_t cell_metadata = 0;            // cm; 0 is none
  std::uint32_t value_metadata = 0;           // vm
  std::size_t begin = 0;                      // the element's bytes
  std::size_t end = 0;
  // Where the content of <v> stands, if it can be replaced there: in a cell of the usual shape, whose start
  // tag ends at tag_end. 0: it cannot.
  std::size_t value_begin = 0;
  std::size_t value_end = 0;
  std::size_t tag_end = 0;
  std::string_view stored_type;  // t as it stands in the file
};

struct SheetRow {
  std::int32_t row = 0;
  bool hidden = false;
  std::optional<std::uint32_t> style;  // for cells not in the file
  std::size_t begin = 0;               // of the start tag
  std::size_t end = 0;
};

struct SheetColumns {
  std::int32_t first = 0;
  std::int32_t last = 0;
  bool hidden = false;
  std::uint32_t style = 0;
};

// A stretch of rows and cells and nothing else, no comments, in which the start tag of each begins with its
// number or address: <row r="7", <c r="B7".
struct PlainRows {
  std::size_t begin = 0;
  std::size_t end = 0;
};

// Events come in file order. Rows and cells usually ascend, but a sink may not rely on it.
class WorksheetSink {
 public:
  virtual ~WorksheetSink() = default;
  // Whether the texts of formulas matter to it; if not, SheetCell::formula may be as it stands in the file,
  // its entities not decoded.
  [[nodiscard]] virtual bool wants_formulas() const noexcept { return true; }
  virtual void filter_mode() {}  // rows are hidden by a filter
  virtual void dimension(const RangeAddress&) {}
  virtual void rows_hidden_by_default() {}
  virtual void columns(const SheetColumns&) {}
  virtual void sheet_data(std::size_t /*begin*/, std::size_t /*end*/) {}  // its start tag
  virtual void row(const SheetRow&) {}
  virtual void cell(const SheetCell&) {}
  virtual void row_end(std::size_t /*end_tag*/) {}  // where the end tag begins; the end of <row/>
  virtual void sheet_data_end(std::size_t /*end_tag*/) {}
  virtual void plain_rows(const PlainRows&) {}
  virtual void auto_filter(const RangeAddress&, bool /*active*/) {}
  virtual void merged_cells(const RangeAddress&) {}
  virtual void conditional_formatting(const RangeAddress&) {}
  virtual void table_part(std::string_view /*relationship*/) {}
};

// Throws XlsxError naming the part.
void read_worksheet(std::string_view text, const std::string& part, WorksheetSink& sink);

// The same events from expat alone: the scanner's oracle.
void read_worksheet_by_expat(std::string_view text, const std::string& part, WorksheetSink& sink);

// What a cell holds, or held when a formula was last calculated. A shared string that is not in the table, or
// a value of the wrong type, is the text as stored. A rich error (vm) is read as the error it shows.
[[nodiscard]] Value stored_value(const SheetCell& cell, const SharedStringTable& strings,
                                 const MetadataPart& metadata, DateSystem dates);

// A date as t="d" stores it, as a serial number: "2024-03-31", "2024-03-31T12:30:00", "12:30:00".
[[nodiscard]] std::optional<double> serial_from_iso8601(std::string_view text, DateSystem dates);

}  // namespace outturn::xlsx
