#include "engine/checks/declared_verdict.h"

#include <cmath>

#include "engine/checks/cause.h"
#include "engine/checks/slip.h"

namespace outturn {

CheckVerdict declared_verdict(const Figure& typed, const Restated& restated,
                              const std::optional<DeclaredCheck::Allowance>& allow) {
  if (!allow) return agreement(typed, restated);
  const double off = std::fabs(typed.value - restated.exact);
  const double noise = 1e-9 * std::max({std::fabs(typed.value), std::fabs(restated.exact), typed.step});
  if (allow->rounding) {
    const CheckVerdict verdict = agreement(typed, restated);
    return verdict == CheckVerdict::wrong && off < typed.step * (1 + 1e-9) + restated.slack
               ? CheckVerdict::rounding
               : verdict;
  }
  if (at_precision(restated.exact, typed) == at_precision(typed.value, typed)) return CheckVerdict::ok;
  return off <= allow->amount + noise && allow->amount > 0 ? CheckVerdict::ok : CheckVerdict::wrong;
}

FigureCause figure_cause(const Figure& typed, double expected) {
  const double steps = std::round(std::fabs(typed.value) / typed.step);
  const int digits = steps < 1 ? 1 : static_cast<int>(std::log10(steps)) + 1;
  const DigitSlip slip = digit_slip(typed, expected);
  const std::string word(slip_word(slip));
  switch (slip) {
    case DigitSlip::sign:
      return {word, "the sign is the other way round"};
    case DigitSlip::decimal_slip:
      return digits >= 2 ? FigureCause{word, "the decimal point is one place out"} : FigureCause{};
    case DigitSlip::scale:
      return digits >= 2 ? FigureCause{word, "it is in another unit"} : FigureCause{};
    default:
      break;
  }
  if (is_truncated(typed, expected)) return {"truncated", "it was cut off, not rounded"};
  switch (slip) {
    case DigitSlip::transposed:
      return {word, "two digits are exchanged"};
    case DigitSlip::mistyped:
      return digits >= 3 ? FigureCause{word, "one digit is mistyped"} : FigureCause{};
    case DigitSlip::dropped:
      return {word, "a digit is missing"};
    case DigitSlip::doubled:
      return {word, "a digit is typed twice"};
    default:
      return {};
  }
}

}  // namespace outturn
