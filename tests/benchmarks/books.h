// Workbooks in memory for the benchmarks of parts, all from fixed arithmetic: two runs measure the same.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "engine/recalculation.h"
#include "engine/workbook.h"

namespace outturn::benchmarks {

// Spread over 0 … 4,999 without pattern, the same on every machine.
inline std::int32_t spread(std::int64_t i) noexcept {
  auto bits = static_cast<std::uint64_t>(i + 1) * 0x9E3779B97F4A7C15U;
  bits ^= bits >> 31;
  return static_cast<std::int32_t>(bits % 5000);
}

class Book {
 public:
  Book() : book_(std::make_unique<Workbook>()) { sheet_ = book_->add_sheet("Data"); }

  void put(std::int32_t row, std::int32_t column, const Value& value) {
    book_->sheet(sheet_).set_value({row, column}, value);
  }
  // The text is the formula of this cell, without "=".
  void formula(std::int32_t row, std::int32_t column, const std::string& text) {
    const CellAddress cell{row, column};
    book_->place_formula(sheet_, cell, book_->add_formula(sheet_, cell, text));
  }
  [[nodiscard]] std::unique_ptr<Workbook> finish() {
    book_->finish_reading();
    return std::move(book_);
  }

 private:
  std::unique_ptr<Workbook> book_;
  SheetId sheet_ = 0;
};

// Two inputs and five filled-down formulas a row.
inline std::unique_ptr<Workbook> filled_down(std::int32_t rows) {
  Book book;
  for (std::int32_t i = 0; i < rows; ++i) {
    const std::string k = std::to_string(i + 1);
    book.put(i, 0, 50.0 + spread(2 * i));
    book.put(i, 1, spread(2 * i + 1) * 0.8);
    book.formula(i, 2, "B" + k + "/A" + k);
    book.formula(i, 3, "IF(A" + k + ">2500,0.7,0.5)");
    book.formula(i, 4,
                 "IF(C" + k + ">=D" + k + ",\"Green\",IF(C" + k + ">=D" + k + "-0.05,\"Amber\",\"Red\"))");
    book.formula(i, 5, "ROUND((C" + k + "-D" + k + ")*100,1)");
    book.formula(i, 6, "MAX(0,MIN(100,F" + k + "*2+A" + k + "/100))");
  }
  return book.finish();
}

// Inputs in A, the running total of them in B.
inline std::unique_ptr<Workbook> running_total(std::int32_t rows) {
  Book book;
  for (std::int32_t i = 0; i < rows; ++i) {
    const std::string k = std::to_string(i + 1);
    book.put(i, 0, spread(i) % 1000);
    book.formula(i, 1, i == 0 ? "A1" : "B" + std::to_string(i) + "+A" + k);
  }
  return book.finish();
}

// A hundred columns of formulas of which no two are filled, each on three cells above.
inline std::unique_ptr<Workbook> unfilled_grid(std::int32_t rows) {
  Book book;
  const auto earlier = [](std::int32_t row, std::int64_t seed) {
    const std::int32_t above = 1 + spread(seed) % (row < 400 ? row : 400);
    return to_a1(CellAddress{row - above, spread(seed + 7) % 100});
  };
  for (std::int32_t i = 0; i < rows; ++i) {
    for (std::int32_t j = 0; j < 100; ++j) {
      const std::int64_t seed = (std::int64_t{i} * 100 + j) * 31;
      if (i < 10) {
        book.put(i, j, spread(seed) / 5000.0);
      } else {
        book.formula(i, j,
                     "(" + earlier(i, seed) + "+" + earlier(i, seed + 1) + ")*0.5-" + earlier(i, seed + 2) +
                         "*0." + std::to_string(100 + spread(seed + 3) % 900));
      }
    }
  }
  return book.finish();
}

}  // namespace outturn::benchmarks
