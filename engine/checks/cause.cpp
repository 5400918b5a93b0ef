#include "engine/checks/cause.h"

#include <cmath>
#include <vector>

#include "engine/checks/heading_words.h"
#include "engine/checks/slip.h"
#include "engine/indicators/spelling.h"

namespace outturn {
namespace {

bool shows_same(const Figure& typed, double value) {
  return std::isfinite(value) && at_precision(value, typed) == at_precision(typed.value, typed);
}

// Whether the agreement could as well be chance: 0, 1, 100 % and small whole numbers stand everywhere.
bool is_telling(const Figure& typed) {
  const double steps = std::fabs(typed.value) / typed.step;
  return steps >= 10 && std::fabs(typed.value) != 1;
}

class CauseSearch {
 public:
  CauseSearch(FigureId figure, double expected, const Equation& equation, const FigureBook& book)
      : id_(figure),
        expected_(expected),
        equation_(equation),
        book_(book),
        placed_(book.figures[static_cast<std::size_t>(figure)]),
        typed_(placed_.figure),
        table_(book.tables[static_cast<std::size_t>(placed_.table)]) {}

  Cause find() {
    const DigitSlip slip = digit_slip(typed_, expected_);
    // These leave no room for chance: the whole figure is there, in another size or with another sign.
    if (slip == DigitSlip::sign) return {"sign", "the sign is the other way round"};
    if (slip == DigitSlip::decimal_slip && digits() >= 2)
      return {"decimal-slip", "the decimal point is one place out"};
    if (slip == DigitSlip::scale && digits() >= 2) return {"scale", "it is in another unit"};
    if (is_target()) {
      if (is_mean_of_rates())
        add("mean-of-percentages", "it is the mean of the figures, not the ratio of their sums");
      if (is_over_other_denominator())
        add("wrong-denominator", "it is divided by another figure: " + other_denominator_);
    }
    if (is_truncated(typed_, expected_)) add("truncated", "it was cut off, not rounded");
    if (is_telling(typed_)) add_neighbours();
    switch (slip) {
      case DigitSlip::transposed:
        add("transposed", "two digits are exchanged");
        break;
      case DigitSlip::mistyped:
        if (digits() >= 3) add("mistyped", "one digit is mistyped");
        break;
      case DigitSlip::dropped:
        add("dropped", "a digit is missing");
        break;
      case DigitSlip::doubled:
        add("doubled", "a digit is typed twice");
        break;
      default:
        break;
    }
    return found_.size() == 1 ? found_.front() : Cause{};
  }

 private:
  void add(std::string word, std::string phrase) {
    for (const Cause& each : found_)
      if (each.word == word) return;
    found_.push_back({std::move(word), std::move(phrase)});
  }
  [[nodiscard]] int digits() const {
    const double steps = std::round(std::fabs(typed_.value) / typed_.step);
    return steps < 1 ? 1 : static_cast<int>(std::log10(steps)) + 1;
  }
  [[nodiscard]] bool is_target() const { return equation_.target == id_; }
  [[nodiscard]] const PlacedFigure& placed(FigureId id) const {
    return book_.figures[static_cast<std::size_t>(id)];
  }

  // The rates that stand in line with the target, it left out.
  [[nodiscard]] bool is_mean_of_rates() const {
    if (equation_.under.empty() || equation_.kind == CheckKind::change) return false;
    for (const bool along_row : {true, false}) {
      double sum = 0;
      int count = 0;
      const std::size_t size = along_row ? table_.columns.size() : table_.rows.size();
      for (std::size_t at = 0; at < size; ++at) {
        const FigureId id = along_row ? table_.at(placed_.row, at) : table_.at(at, placed_.column);
        if (id == kNoFigure || id == id_) continue;
        const Figure& each = placed(id).figure;
        if (each.percent != typed_.percent || std::fabs(each.step - typed_.step) > typed_.step * 0.5)
          continue;
        sum += each.value;
        ++count;
      }
      if (count >= 2 && shows_same(typed_, sum / count)) return true;
    }
    return false;
  }

  // The numerator over another figure of the target's row or column, or of the denominator's line.
  [[nodiscard]] bool is_over_other_denominator() {
    if (equation_.under.size() != 1 || equation_.over.size() != 1) return false;
    const PlacedFigure& under = placed(equation_.under.front().figure);
    const double over = placed(equation_.over.front().figure).figure.value;
    int fits = 0;
    const auto look = [&](FigureId id) {
      if (id == kNoFigure || id == id_ || id == equation_.under.front().figure ||
          id == equation_.over.front().figure)
        return;
      const Figure& other = placed(id).figure;
      if (other.value == 0 || other.percent || !shows_same(typed_, equation_.scale * over / other.value))
        return;
      if (fits++ == 0) other_denominator_ = to_a1(placed(id).at.cell);
    };
    const FigureTable& table = book_.tables[static_cast<std::size_t>(under.table)];
    for (std::size_t at = 0; at < table.columns.size(); ++at) look(table.at(under.row, at));
    for (std::size_t at = 0; at < table.rows.size(); ++at) look(table.at(at, under.column));
    return fits == 1 && is_telling(typed_);
  }

  // The figure beside: last period's, or that of the line above or below.
  void add_neighbours() {
    const auto look = [&](std::ptrdiff_t down, std::ptrdiff_t across, bool period) {
      const auto row = static_cast<std::ptrdiff_t>(placed_.row) + down;
      const auto column = static_cast<std::ptrdiff_t>(placed_.column) + across;
      if (row < 0 || column < 0 || row >= static_cast<std::ptrdiff_t>(table_.rows.size()) ||
          column >= static_cast<std::ptrdiff_t>(table_.columns.size()))
        return;
      const FigureId id = table_.at(static_cast<std::size_t>(row), static_cast<std::size_t>(column));
      if (id == kNoFigure || placed(id).figure.value != typed_.value) return;
      if (period)
        add("previous-period", "it is the figure of the period before, " + to_a1(placed(id).at.cell));
      else
        add("neighbour", "it is the figure of " + to_a1(placed(id).at.cell));
    };
    const bool periods_across = are_periods(true), periods_down = are_periods(false);
    look(0, -1, periods_across);
    look(-1, 0, periods_down);
    look(0, 1, false);
    look(1, 0, false);
    for (std::size_t t = 0; t < book_.tables.size() && found_.empty(); ++t) look_in_other_blocks(t);
  }

  [[nodiscard]] bool are_periods(bool across) const {
    const auto& labels =
        across ? table_.column_labels[static_cast<std::size_t>(table_.row_bands[placed_.row])]
               : table_.row_labels[static_cast<std::size_t>(table_.column_bands[placed_.column])];
    const std::size_t at = across ? placed_.column : placed_.row;
    return at > 0 && names_period(labels[at]) && names_period(labels[at - 1]);
  }

  // The same line of another block, or of another sheet.
  void look_in_other_blocks(std::size_t other) {
    const std::string own_row = row_label(table_, placed_.row, placed_.column);
    if (own_row.empty()) return;
    const FigureTable& table = book_.tables[other];
    for (std::size_t row = 0; row < table.rows.size(); ++row)
      for (std::size_t column = 0; column < table.columns.size(); ++column) {
        const FigureId id = table.at(row, column);
        if (id == kNoFigure || id == id_ || placed(id).figure.value != typed_.value ||
            (&table == &table_ && table.row_bands[row] == table_.row_bands[placed_.row]))
          continue;
        if (row_label(table, row, column) != own_row) continue;
        add("other-block", "it is the figure of " + to_a1(placed(id).at.cell) + " in another block");
      }
  }
  static const std::string& row_label(const FigureTable& table, std::size_t row, std::size_t column) {
    return table.row_labels[static_cast<std::size_t>(table.column_bands[column])][row];
  }

  FigureId id_;
  double expected_;
  const Equation& equation_;
  const FigureBook& book_;
  const PlacedFigure& placed_;
  const Figure& typed_;
  const FigureTable& table_;
  std::string other_denominator_;
  std::vector<Cause> found_;
};

}  // namespace

bool is_truncated(const Figure& typed, double exact) {
  const double steps = std::trunc(exact / typed.step * (1 + 1e-12));
  return !shows_same(typed, exact) && std::fabs(typed.value - steps * typed.step) < typed.step * 1e-6;
}

Cause cause_of(FigureId figure, double expected, const Equation& equation, const FigureBook& book) {
  return CauseSearch(figure, expected, equation, book).find();
}

}  // namespace outturn
