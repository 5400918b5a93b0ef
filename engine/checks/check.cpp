#include "engine/checks/check.h"

namespace outturn {

std::string_view check_word(CheckKind kind) noexcept {
  switch (kind) {
    case CheckKind::sum:
      return "sum";
    case CheckKind::difference:
      return "difference";
    case CheckKind::share:
      return "share";
    case CheckKind::ratio:
      return "ratio";
    case CheckKind::product:
      return "product";
    case CheckKind::change:
      return "change";
    case CheckKind::average:
      return "average";
    case CheckKind::count:
      return "count";
    case CheckKind::weighted_average:
      return "weighted-average";
    case CheckKind::running_total:
      return "running-total";
    case CheckKind::copy:
      return "copy";
    case CheckKind::order:
      return "order";
    case CheckKind::status:
      return "status";
    case CheckKind::scale:
      return "scale";
    case CheckKind::complete:
      return "complete";
    case CheckKind::formula:
      return "formula";
    case CheckKind::saved_value:
      return "saved-value";
    case CheckKind::commentary:
      return "commentary";
  }
  return "";
}

std::string_view check_word(CheckVerdict verdict) noexcept {
  switch (verdict) {
    case CheckVerdict::ok:
      return "ok";
    case CheckVerdict::rounding:
      return "rounding";
    case CheckVerdict::wrong:
      return "wrong";
    case CheckVerdict::inconsistent:
      return "inconsistent";
    case CheckVerdict::malformed:
      return "malformed";
  }
  return "";
}

std::string_view check_word(CheckSource source) noexcept {
  return source == CheckSource::declared ? "declared" : "inferred";
}

}  // namespace outturn
