#include "xlsx/worksheet_patch.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "xlsx/cell_finder.h"
#include "xlsx/cell_markup.h"
#include "xlsx/growing_text.h"
#include "xlsx/plain_markup.h"
#include "xlsx/sheet_data_events.h"
#include "xlsx/sheet_data_scanner.h"
#include "xlsx/styles_part.h"
#include "xlsx/worksheet_part.h"
#include "xlsx/xlsx_error.h"
#include "xlsx/xml_markup.h"
#include "xlsx/xml_text.h"

namespace outturn::xlsx {
namespace {

std::size_t utf16_units(std::string_view text) noexcept {
  std::size_t units = 0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte & 0xC0) != 0x80) units += byte >= 0xF0 ? 2 : 1;
  }
  return units;
}

// What a cell of the file can hold: no infinity, no text that Excel would refuse, no array.
Value storable(const Value& value) {
  if (value.is_array()) return storable(value.array()[0]);
  if (value.is_number() && !std::isfinite(value.number())) return ErrorCode::num;
  if (value.is_text() && value.text().size() > kMaxTextUnits && utf16_units(value.text()) > kMaxTextUnits)
    return ErrorCode::value;
  return value;
}

using NumberBuffer = char[64];

std::string_view number_in(NumberBuffer& buffer, double number) {
  if (number == 0) return "0";
  const double magnitude = std::abs(number);
  // Excel's own files go over to an exponent for very small and for 21 digits and more.
  const auto format =
      magnitude >= 1e-5 && magnitude < 1e21 ? std::chars_format::fixed : std::chars_format::scientific;
  const auto [end, error] = std::to_chars(buffer, buffer + sizeof buffer, number, format);
  if (format == std::chars_format::scientific) std::replace(buffer, end, 'e', 'E');
  return {buffer, static_cast<std::size_t>(end - buffer)};
}

class Patcher : public WorksheetSink {
 public:
  // `used_up` is the buffer that holds `text`, where its memory may be given back on the way; else null.
  Patcher(std::string_view text, ByteBuffer* used_up, const std::string& part, const CellPatches& changes,
          const StoredValues& stored, bool ordered)
      : text_(text),
        used_up_(used_up),
        part_(part),
        changes_(changes),
        count_(changes.size()),
        stored_(stored),
        ordered_(ordered) {
    if (count_ > 0) next_address_ = changes.address(0);
  }

  [[nodiscard]] bool wants_formulas() const noexcept override { return false; }

  std::vector<CellAddress> differences;
  bool out_of_order = false;  // in the file; seen while `ordered` was assumed
  std::size_t applied = 0;
  std::optional<CellAddress> missing;  // a formula's cell that is not where it was read

  void columns(const SheetColumns& columns) override {
    // Ascending and apart, as the schema has them; others are ignored.
    if (columns_.empty() || columns.first > columns_.back().last) columns_.push_back(columns);
  }

  void sheet_data(std::size_t begin, std::size_t end) override {
    sheet_data_begin_ = begin;
    sheet_data_end_ = end;
    const std::string_view name = tag_name(text_.substr(begin, end - begin));
    const std::size_t colon = name.find(':');
    if (colon != std::string_view::npos) prefix_ = name.substr(0, colon + 1);
  }

  void row(const SheetRow& row) override {
    if (row.row <= row_.row) out_of_order = true;
    row_ = row;
    last_column_ = -1;
    if (!inserting()) return;
    std::string rows;
    while (next_address_.row < row.row) rows += new_row();
    if (!rows.empty()) splice(row.begin, row.begin, rows);
  }

  void cell(const SheetCell& cell) override {
    if (cell.address.row != row_.row || cell.address.column <= last_column_) out_of_order = true;
    last_column_ = cell.address.column;
    if (inserting()) {
      if (next_address_ < cell.address) {
        std::string cells;
        while (next_address_ < cell.address) cells += new_cell(take());
        if (!cells.empty()) splice(cell.begin, cell.begin, cells);
      }
      if (next_address_ == cell.address) change_cell(cell, take());
    } else if (!ordered_) {
      std::size_t low = 0;
      for (std::size_t high = count_; low < high;) {
        const std::size_t middle = low + (high - low) / 2;
        if (changes_.address(middle) < cell.address)
          low = middle + 1;
        else
          high = middle;
      }
      if (low < count_ && changes_.address(low) == cell.address) change_cell(cell, changes_.get(low));
    }
  }

  void row_end(std::size_t end_tag) override {
    if (!inserting()) return;
    std::string cells;
    while (next_address_.row == row_.row) cells += new_cell(take());
    append_inside(row_.begin, row_.end, end_tag, std::move(cells));
  }

  void sheet_data_end(std::size_t end_tag) override {
    if (!inserting()) return;
    std::string rows;
    while (next_ < count_) rows += new_row();
    append_inside(sheet_data_begin_, sheet_data_end_, end_tag, std::move(rows));
  }

  // Makes the changes in rows that are written plainly and ascend without reading what does not change.
  // False, with nothing done, where a cell has to be added.
  bool change_plain_rows(const PlainRows& rows) {
    CellFinder present(text_, rows.end);
    std::size_t from = rows.begin;
    for (std::size_t i = 0; i < count_; ++i) {
      if (changes_.is_formula(i)) continue;
      const auto cell = present.find(changes_.address(i), from);
      if (!cell) return false;
      from = *cell;
    }
    CellFinder finder(text_, rows.end);
    differences.reserve(count_);
    ChangedCell sink(*this);
    SheetDataEvents events(part_, sink);
    for (from = rows.begin; next_ < count_; from = sink.end) {
      const CellAddress address = next_address_;
      const auto cell = finder.find(address, from);
      if (!cell) {
        missing = address;
        return true;
      }
      if (changes_.is_result(next_) && replace_result(*cell + finder.tag_size(), sink.end)) {
        differences.push_back(address);
        step();
        continue;
      }
      events.enter_row(address.row);
      if (!scan_cell(text_, *cell, finder.row_digits(), events))
        throw XlsxError(XlsxErrorKind::damaged, part_, "has cell " + to_a1(address) + " in an unusual form");
    }
    return true;
  }

  // The whole result; nothing where no byte changed.
  [[nodiscard]] std::optional<ByteBuffer> take_text() {
    if (!out_) return std::nullopt;
    end_edit();
    copy_from(text_.size());
    return out_->take();
  }
  // After the text was taken.
  [[nodiscard]] std::vector<TextEdit> take_edits() {
    return edits_.size() < kMostEdits ? std::move(edits_) : std::vector<TextEdit>();
  }

 private:
  static constexpr CellAddress kNowhere{kMaxRows, 0};
  static constexpr std::size_t kMostEdits = 512;

  // Of a cell that was found without those before it.
  struct ChangedCell : WorksheetSink {
    explicit ChangedCell(Patcher& owner) : patcher(owner) {}
    [[nodiscard]] bool wants_formulas() const noexcept override { return false; }
    void cell(const SheetCell& cell) override {
      patcher.change_cell(cell, patcher.take());
      end = cell.end;
    }
    Patcher& patcher;
    std::size_t end = 0;
  };

  [[nodiscard]] bool inserting() const noexcept { return ordered_ && !out_of_order; }

  void step() {
    ++next_;
    next_address_ = next_ < count_ ? changes_.address(next_) : kNowhere;
  }
  CellPatch take() {
    CellPatch patch = changes_.get(next_);
    step();
    return patch;
  }

  // Replaces the value and, where needed, t= of a formula's cell of the usual form, of which the start tag is
  // passed up to the attribute behind r=. False, with nothing done, for any other cell.
  bool replace_result(std::size_t at, std::size_t& cell_end) {
    const Value value = changes_.value(next_);
    const bool is_text = value.is_text();
    if (!is_text && !(value.is_number() && std::isfinite(value.number()))) return false;
    if (is_text && (value.text().size() > kMaxTextUnits || needs_space_preserved(value.text()))) return false;
    PlainMarkup markup(text_, at);
    std::string_view type;
    if (markup.pass(" s=\"") && !markup.pass_word()) return false;
    const std::size_t type_begin = markup.at();
    if (markup.pass(" t=\"") && !markup.pass_word(&type)) return false;
    const std::size_t type_end = markup.at();
    if (!markup.pass(">") || !markup.pass("<f")) return false;
    if (!markup.pass_formula() || !markup.pass("<v>")) return false;
    const std::size_t begin = markup.at();
    const std::size_t end = markup.next('<');
    if (!markup.pass_to(end) || !markup.pass("</v></c>")) return false;

    ++applied;
    if (is_text ? type != "str" : !type.empty() && type != "n")
      splice(type_begin, type_end, is_text ? " t=\"str\"" : "");
    NumberBuffer buffer;
    if (is_text)
      splice(begin, end, escape_xstring(value.text()));
    else
      splice(begin, end, number_in(buffer, value.number()));
    cell_end = markup.at();
    return true;
  }

  // Puts out everything up to `begin`; what stands from there to `end` is replaced by what is put out next.
  void copy_to(std::size_t begin, std::size_t end) {
    constexpr std::size_t kGrowthACell = 24;
    if (!out_) out_.emplace(used_up_, text_.size() + text_.size() / 16 + count_ * kGrowthACell);
    end_edit();
    copy_from(begin);
    from_ = end;
    if (edits_.size() < kMostEdits) edits_.push_back({begin, end, out_->size(), out_->size()});
  }
  void copy_from(std::size_t end) {
    out_->pass(end);
    out_->append(text_.substr(from_, end - from_));
  }
  void end_edit() {
    if (!edits_.empty() && edits_.size() < kMostEdits) edits_.back().new_end = out_->size();
  }
  void splice(std::size_t begin, std::size_t end, std::string_view text) {
    copy_to(begin, end);
    out_->append(text);
  }

  void change_cell(const SheetCell& cell, const CellPatch& change) {
    ++applied;
    const bool has_formula = cell.formula_kind != FormulaKind::none &&
                             (!cell.formula.empty() || cell.formula_kind != FormulaKind::normal);
    const bool new_formula = change.write == CellWrite::new_formula;
    if ((change.write == CellWrite::literal || new_formula) && has_formula)
      throw XlsxError(XlsxErrorKind::write_refused, part_,
                      "cell " + to_a1(cell.address) + " holds a formula; " +
                          (new_formula ? "another" : "a value") + " cannot be set there");
    if (change_in_place(cell, change)) return;
    const Value after = change.write == CellWrite::clear ? Value() : storable(change.value);
    const Value before = stored_value(cell, stored_.strings, stored_.metadata, stored_.dates);
    const bool new_value = change.write != CellWrite::keep && !is_same_stored_value(before, after);
    const std::uint32_t style = styled(cell.style, change);
    const bool new_style = style != cell.style;
    const bool new_range = change.array_range && cell.formula_range != change.array_range &&
                           cell.formula_kind == FormulaKind::array;
    if (!new_value && !new_style && !new_range && !new_formula) return;

    CellMarkup markup(text_.substr(cell.begin, cell.end - cell.begin));
    if (new_style) markup.set_style(style);
    if (new_range) markup.set_array_range(*change.array_range);
    if (new_formula) markup.set_formula(change.formula);
    if (new_value || new_formula) {
      if (change.write == CellWrite::clear) markup.remove_empty_formula();
      markup.set_value(after, change.write == CellWrite::literal);
    }
    if (new_value) differences.push_back(cell.address);
    splice(cell.begin, cell.end, markup.text());
  }

  // The usual case: only the content of <v> and perhaps t= are replaced, with the same bytes as CellMarkup
  // gives.
  bool change_in_place(const SheetCell& cell, const CellPatch& change) {
    if (cell.value_end == 0 || !change.fill.empty() || !change.passing_fills.empty() || change.array_range ||
        (change.write != CellWrite::formula_result && change.write != CellWrite::spill))
      return false;
    std::string_view type;
    switch (change.value.kind()) {
      case ValueKind::number:
        if (!std::isfinite(change.value.number())) return false;
        if (cell.type == CellType::number && cell.has_value &&
            is_same_stored_value(cell.number, change.value))
          return true;
        break;
      case ValueKind::text: {
        const std::string_view text = change.value.text();
        if (text.size() > kMaxTextUnits || needs_space_preserved(text)) return false;
        if (cell.type != CellType::number && cell.type != CellType::formula_text) return false;
        if (cell.type == CellType::formula_text && cell.text == text) return true;
        type = "str";
        break;
      }
      default:
        return false;
    }
    copy_to(cell.begin, cell.value_end);
    const std::string_view tag = text_.substr(cell.begin, cell.tag_end - cell.begin);
    if (type.empty() ? cell.stored_type.empty() || cell.stored_type == "n" : cell.stored_type == type) {
      out_->append(tag);
    } else {
      tag_ = tag;
      if (type.empty())
        remove_attribute(tag_, "t");
      else
        set_attribute(tag_, "t", type);
      out_->append(tag_);
    }
    out_->append(text_.substr(cell.tag_end, cell.value_begin - cell.tag_end));
    if (change.value.is_number()) {
      NumberBuffer buffer;
      out_->append(number_in(buffer, change.value.number()));
    } else {
      out_->append(escape_xstring(change.value.text()));
    }
    differences.push_back(cell.address);
    return true;
  }

  [[nodiscard]] std::uint32_t styled(std::uint32_t style, const CellPatch& change) const {
    if (stored_.styles == nullptr) return style;
    if (!change.fill.empty()) style = stored_.styles->with_solid_fill(style, change.fill);
    if (!change.passing_fills.empty())
      style = stored_.styles->without_solid_fill(style, change.passing_fills);
    if (change.number_format) style = stored_.styles->with_number_format(style, *change.number_format);
    return style;
  }

  std::string new_cell(const CellPatch& change) {
    ++applied;
    const Value after = storable(change.value);
    const bool has_value =
        change.write != CellWrite::clear && change.write != CellWrite::keep && !after.is_blank();
    if (change.write == CellWrite::formula_result && has_value && !missing) missing = change.address;
    const bool new_formula = change.write == CellWrite::new_formula;
    if (!has_value && !new_formula && change.fill.empty() && !change.number_format) return {};
    CellMarkup markup(prefix_, change.address, styled(style_of_missing(change.address), change));
    if (new_formula) markup.set_formula(change.formula);
    if (has_value) {
      markup.set_value(after, change.write == CellWrite::literal);
      differences.push_back(change.address);
    }
    return markup.text();
  }

  // All changes of the row that the next one is in.
  std::string new_row() {
    const std::int32_t row = next_address_.row;
    const SheetRow current = row_;
    row_.style.reset();
    std::string cells;
    while (next_address_.row == row) cells += new_cell(take());
    row_ = current;
    if (cells.empty()) return {};
    return "<" + prefix_ + "row r=\"" + std::to_string(row + 1) + "\">" + cells + "</" + prefix_ + "row>";
  }

  void append_inside(std::size_t tag_begin, std::size_t tag_end, std::size_t end_tag, std::string content) {
    if (content.empty()) return;
    const std::string_view tag = text_.substr(tag_begin, tag_end - tag_begin);
    if (is_empty_element(tag))
      splice(tag_end - 2, tag_end, ">" + content + "</" + std::string(tag_name(tag)) + ">");
    else
      splice(end_tag, end_tag, content);
  }

  [[nodiscard]] std::uint32_t style_of_missing(CellAddress cell) const {
    if (row_.style) return *row_.style;
    auto after =
        std::upper_bound(columns_.begin(), columns_.end(), cell.column,
                         [](std::int32_t wanted, const SheetColumns& c) { return wanted < c.first; });
    return after != columns_.begin() && cell.column <= (--after)->last ? after->style : 0;
  }

  std::string_view text_;
  ByteBuffer* used_up_;
  const std::string& part_;
  const CellPatches& changes_;
  std::size_t count_;
  const StoredValues& stored_;
  bool ordered_;
  std::size_t next_ = 0;
  CellAddress next_address_ = kNowhere;
  std::optional<GrowingText> out_;  // from the first change on
  std::size_t from_ = 0;            // what stands before is in out_
  std::vector<TextEdit> edits_;     // up to kMostEdits of them
  std::string tag_;                 // reused
  std::vector<SheetColumns> columns_;
  std::size_t sheet_data_begin_ = 0;
  std::size_t sheet_data_end_ = 0;
  std::string prefix_;
  SheetRow row_{-1, false, std::nullopt, 0, 0};
  std::int32_t last_column_ = -1;
};

bool is_same_at_15_digits(double a, double b) {
  if (a == b) return true;
  if (std::abs(a - b) > std::abs(a) * 2e-14) return false;
  constexpr int kDigitsBehindThePoint = 14;
  char x[32];
  char y[32];
  const auto x_end =
      std::to_chars(x, x + sizeof x, a, std::chars_format::scientific, kDigitsBehindThePoint).ptr;
  const auto y_end =
      std::to_chars(y, y + sizeof y, b, std::chars_format::scientific, kDigitsBehindThePoint).ptr;
  return std::string_view(x, static_cast<std::size_t>(x_end - x)) ==
         std::string_view(y, static_cast<std::size_t>(y_end - y));
}

}  // namespace

bool is_same_stored_value(const Value& before, const Value& after) {
  if (before.is_number() && after.is_number()) return is_same_at_15_digits(before.number(), after.number());
  return before == after;
}

std::string number_text(double number) {
  NumberBuffer buffer;
  return std::string(number_in(buffer, number));
}

namespace {

PatchedWorksheet taken_from(Patcher& patcher) {
  PatchedWorksheet patched;
  patched.text = patcher.take_text();
  patched.differences = std::move(patcher.differences);
  patched.edits = patcher.take_edits();
  return patched;
}

PatchedWorksheet patch(std::string_view text, ByteBuffer* used_up, const std::optional<PlainRows>& plain,
                       const std::string& part, const CellPatches& changes, const StoredValues& stored) {
  if (changes.size() == 0) return {};
  Patcher patcher(text, used_up, part, changes, stored, true);
  if (!plain || !patcher.change_plain_rows(*plain)) read_worksheet(text, part, patcher);
  if (patcher.out_of_order) {
    // Cells are then only changed where they stand; adding one would need an order that the file does not
    // have.
    Patcher unordered(text, nullptr, part, changes, stored, false);
    read_worksheet(text, part, unordered);
    if (unordered.applied < changes.size())
      throw XlsxError(
          XlsxErrorKind::write_refused, part,
          "has its rows or cells out of order, so that none can be added; save the workbook in Excel first");
    return taken_from(unordered);
  }
  if (patcher.missing)
    throw XlsxError(XlsxErrorKind::write_refused, part, "has no formula in cell " + to_a1(*patcher.missing));
  return taken_from(patcher);
}

class GivenPatches : public CellPatches {
 public:
  explicit GivenPatches(std::span<const CellPatch> patches) : patches_(patches) {}
  [[nodiscard]] std::size_t size() const noexcept override { return patches_.size(); }
  [[nodiscard]] CellAddress address(std::size_t i) const noexcept override { return patches_[i].address; }
  [[nodiscard]] CellPatch get(std::size_t i) const override { return patches_[i]; }
  [[nodiscard]] bool is_result(std::size_t) const noexcept override { return false; }
  [[nodiscard]] Value value(std::size_t i) const override { return patches_[i].value; }

 private:
  std::span<const CellPatch> patches_;
};

}  // namespace

PatchedWorksheet patch_worksheet(std::string_view text, const std::string& part, const CellPatches& changes,
                                 const StoredValues& stored) {
  return patch(text, nullptr, std::nullopt, part, changes, stored);
}

PatchedWorksheet patch_worksheet(std::string_view text, const std::string& part,
                                 std::span<const CellPatch> changes, const StoredValues& stored) {
  return patch(text, nullptr, std::nullopt, part, GivenPatches(changes), stored);
}

PatchedWorksheet patch_worksheet(ByteBuffer& text, const std::optional<PlainRows>& plain,
                                 const std::string& part, const CellPatches& changes,
                                 const StoredValues& stored) {
  return patch(text.view(), &text, plain, part, changes, stored);
}

}  // namespace outturn::xlsx
