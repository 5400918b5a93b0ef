#include "engine/checks/cause.h"

#include <algorithm>
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
    if (slip == DigitSlip::sign) add("sign", "the sign is the other way round", 1.4);
    if (slip == DigitSlip::decimal_slip && digits() >= 2)
      add("decimal-slip", "the decimal point is one place out", 1.0);
    if (slip == DigitSlip::scale && digits() >= 2) add("scale", "it is in another unit", 1.0);
    if (found_.empty() && is_target()) {
      if (is_mean()) {
        // A mean is often cut off or slipped by a digit as well, but nobody types a mean by chance.
        add("mean-of-percentages", "it is the mean of the figures, not the ratio of their sums", 0.8);
      } else if (is_over_other_denominator()) {
        add("wrong-denominator", "it is divided by another figure: " + other_denominator_, 0.6);
      }
    }
    if (found_.empty() && is_telling(typed_)) add_neighbours();
    if (found_.empty() && is_truncated(typed_, expected_))
      add("truncated", "it was cut off, not rounded", 0.3);
    // What a sum is out by is the same for each of its figures, so a single digit tells them hardly apart;
    // digits exchanged fit one in ten of them, a digit lost or doubled hardly any by chance.
    const double by_digits = digits() >= 4 ? 1 : digits() == 3 ? 0.6 : 0.35;
    switch (slip) {
      case DigitSlip::transposed:
        add("transposed", "two digits are exchanged", std::min(by_digits, 0.6));
        break;
      case DigitSlip::mistyped:
        if (digits() >= 3 && found_.empty())
          add("mistyped", "one digit is mistyped", equation_.is_additive() ? 0.25 : by_digits);
        break;
      case DigitSlip::dropped:
        if (digits() >= 2 && found_.empty()) add("dropped", "a digit is missing", by_digits);
        break;
      case DigitSlip::doubled:
        add("doubled", "a digit is typed twice", by_digits);
        break;
      default:
        break;
    }
    Cause cause;
    if (found_.size() == 1) cause = found_.front();
    cause.fits = static_cast<int>(found_.size());
    for (const Cause& each : found_) cause.weight = std::max(cause.weight, each.weight);
    return cause;
  }

 private:
  void add(std::string word, std::string phrase, double weight) {
    for (const Cause& each : found_)
      if (each.word == word) return;
    found_.push_back({std::move(word), std::move(phrase), 1, weight});
  }
  [[nodiscard]] int digits() const {
    const double steps = std::round(std::fabs(typed_.value) / typed_.step);
    return steps < 1 ? 1 : static_cast<int>(std::log10(steps)) + 1;
  }
  [[nodiscard]] bool is_target() const { return equation_.target == id_; }
  [[nodiscard]] const PlacedFigure& placed(FigureId id) const {
    return book_.figures[static_cast<std::size_t>(id)];
  }

  // The mean of the rates that stand in line with the target, or of those that were to be weighted.
  [[nodiscard]] bool is_mean() const {
    if (equation_.under.empty() || equation_.kind == CheckKind::change) return false;
    if (equation_.kind == CheckKind::weighted_average) {
      double sum = 0;
      for (const Term& term : equation_.over) sum += placed(term.figure).figure.value;
      return equation_.over.size() >= 2 &&
             shows_same(typed_, sum / static_cast<double>(equation_.over.size()));
    }
    for (const bool along_row : {true, false}) {
      double sum = 0;
      int count = 0;
      const std::size_t size = along_row ? table_.columns.size() : table_.rows.size();
      const std::size_t own = along_row ? placed_.column : placed_.row;
      // The rates of the line before the target, up to a figure of another kind.
      for (std::size_t back = 1; back <= own; ++back) {
        const std::size_t at = own - back;
        const FigureId id = along_row ? table_.at(placed_.row, at) : table_.at(at, placed_.column);
        if (id == kNoFigure) continue;
        const Figure& each = placed(id).figure;
        if (each.percent != typed_.percent) break;
        sum += each.value;
        if (++count >= 2 && shows_same(typed_, sum / count)) return true;
      }
      sum = 0;
      count = 0;
      for (std::size_t at = own + 1; at < size; ++at) {
        const FigureId id = along_row ? table_.at(placed_.row, at) : table_.at(at, placed_.column);
        if (id == kNoFigure) continue;
        const Figure& each = placed(id).figure;
        if (each.percent != typed_.percent) break;
        sum += each.value;
        if (++count >= 2 && at + 1 == size && shows_same(typed_, sum / count)) return true;
      }
    }
    return false;
  }

  // The numerator over another figure: of its own row or column, of the denominator's, or over a part of the
  // denominator.
  [[nodiscard]] bool is_over_other_denominator() {
    if (equation_.under.empty() || equation_.kind == CheckKind::change ||
        equation_.kind == CheckKind::weighted_average)
      return false;
    double over = 0;
    for (const Term& term : equation_.over) over += term.sign * placed(term.figure).figure.value;
    std::vector<double> fits;
    const auto look = [&](FigureId id) {
      if (id == kNoFigure || id == id_) return;
      const Figure& other = placed(id).figure;
      if (other.value == 0 || other.percent || !shows_same(typed_, equation_.scale * over / other.value))
        return;
      if (std::find(fits.begin(), fits.end(), other.value) != fits.end()) return;
      fits.push_back(other.value);
      other_denominator_ = to_a1(placed(id).at.cell);
    };
    const auto look_along = [&](FigureId id) {
      const PlacedFigure& from = placed(id);
      const FigureTable& table = book_.tables[static_cast<std::size_t>(from.table)];
      for (std::size_t at = 0; at < table.columns.size(); ++at) look(table.at(from.row, at));
      for (std::size_t at = 0; at < table.rows.size(); ++at) look(table.at(at, from.column));
    };
    // The whole denominator of another line.
    const auto look_shifted = [&](std::ptrdiff_t down, std::ptrdiff_t across) {
      double under = 0;
      for (const Term& term : equation_.under) {
        const PlacedFigure& from = placed(term.figure);
        const FigureTable& table = book_.tables[static_cast<std::size_t>(from.table)];
        const auto row = static_cast<std::size_t>(static_cast<std::ptrdiff_t>(from.row) + down);
        const auto column = static_cast<std::size_t>(static_cast<std::ptrdiff_t>(from.column) + across);
        if (row >= table.rows.size() || column >= table.columns.size()) return;
        const FigureId id = table.at(row, column);
        if (id == kNoFigure) return;
        under += term.sign * placed(id).figure.value;
        if (&term == &equation_.under.front()) other_denominator_ = to_a1(placed(id).at.cell);
      }
      if (under == 0 || !shows_same(typed_, equation_.scale * over / under)) return;
      if (std::find(fits.begin(), fits.end(), under) == fits.end()) fits.push_back(under);
    };
    if (equation_.under.size() > 1) {
      const FigureTable& table = book_.tables[static_cast<std::size_t>(placed_.table)];
      const auto rows = static_cast<std::ptrdiff_t>(table.rows.size());
      const auto columns = static_cast<std::ptrdiff_t>(table.columns.size());
      for (std::ptrdiff_t by = 1; by < rows; ++by) look_shifted(by, 0), look_shifted(-by, 0);
      for (std::ptrdiff_t by = 1; by < columns; ++by) look_shifted(0, by), look_shifted(0, -by);
    }
    look_along(equation_.under.front().figure);
    look_along(equation_.over.front().figure);
    if (fits.size() != 1) return false;
    // A percentage of few figures fits something by chance.
    return std::fabs(typed_.value) / typed_.step >= 3;
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
        add("previous-period", "it is the figure of the period before, " + to_a1(placed(id).at.cell),
            digits() >= 3 ? 1.0 : 0.7);
      else
        add("neighbour", "it is the figure of " + to_a1(placed(id).at.cell), digits() >= 3 ? 1.0 : 0.7);
    };
    // Under months of several columns each the same column of the month before is meant.
    const bool periods_across = are_periods(true), periods_down = are_periods(false);
    for (std::ptrdiff_t back = 1; back <= 4 && found_.empty(); ++back) {
      if (periods_across || back == 1) look(0, -back, periods_across);
      if (periods_down || back == 1) look(-back, 0, periods_down);
    }
    if (found_.empty()) {
      // Of two periods with one figure the later one is the copy.
      if (!periods_across) look(0, 1, false);
      if (!periods_down) look(1, 0, false);
    }
    for (std::size_t t = 0; t < book_.tables.size() && found_.empty(); ++t) look_in_other_blocks(t);
  }

  [[nodiscard]] std::string where(FigureId id) const { return to_a1(placed(id).at.cell); }

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
        add("other-block", "it is the figure of " + where(id) + " in another block",
            digits() >= 3 ? 1.0 : 0.7);
      }
  }
  static std::string row_label(const FigureTable& table, std::size_t row, std::size_t column) {
    return unnumbered_heading(table.row_labels[static_cast<std::size_t>(table.column_bands[column])][row]);
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
