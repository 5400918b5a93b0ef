// Small workbooks for engine tests: cells given as text, formulas with "=".
#pragma once

#include <charconv>
#include <string>
#include <string_view>
#include <vector>

#include "engine/workbook.h"

namespace outturn::testing {

class BookBuilder {
 public:
  BookBuilder() : book_(std::make_unique<Workbook>()) {}

  BookBuilder& sheet(std::string name) {
    sheet_ = book_->add_sheet(std::move(name));
    return *this;
  }
  // "=A1*2" is a formula, "12" a number, "" nothing, anything else text.
  BookBuilder& cell(std::string_view address, std::string_view content, const Value& saved = {}) {
    return cell(*cell_from_a1(address), content, saved);
  }
  BookBuilder& cell(CellAddress address, std::string_view content, const Value& saved = {}) {
    if (content.starts_with("=")) {
      book_->place_formula(sheet_, address, book_->add_formula(sheet_, address, content.substr(1)));
      book_->sheet(sheet_).set_saved_value(address, saved);
      return *this;
    }
    book_->sheet(sheet_).set_value(address, literal(content));
    return *this;
  }
  BookBuilder& array(std::string_view range, std::string_view formula, bool dynamic) {
    const RangeAddress where = *range_from_a1(range);
    book_->place_array_formula(sheet_, where,
                               book_->add_formula(sheet_, where.first, formula.substr(1), FormulaMode::array),
                               dynamic);
    return *this;
  }
  BookBuilder& name(std::string name, std::string text) {
    book_->add_name({std::move(name), std::nullopt, std::move(text)});
    return *this;
  }
  std::unique_ptr<Workbook> build() {
    book_->finish_reading();
    return std::move(book_);
  }
  Workbook& book() { return *book_; }

  static Value literal(std::string_view content) {
    if (content.empty()) return {};
    double number = 0;
    const auto [end, problem] = std::from_chars(content.data(), content.data() + content.size(), number);
    if (problem == std::errc() && end == content.data() + content.size()) return number;
    if (content == "TRUE" || content == "FALSE") return content == "TRUE";
    if (const auto error = error_from_text(content)) return *error;
    return content;
  }

 private:
  std::unique_ptr<Workbook> book_;
  SheetId sheet_ = 0;
};

inline Value value_at(const Workbook& book, std::string_view address, SheetId sheet = 0) {
  return book.sheet(sheet).value(*cell_from_a1(address));
}

}  // namespace outturn::testing
