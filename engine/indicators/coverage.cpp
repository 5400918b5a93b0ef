#include "engine/indicators/coverage.h"

#include <algorithm>

#include "engine/indicators/spelling.h"

namespace outturn {
namespace {

constexpr std::size_t kNamed = 4;

template <typename Item>
bool add_once(std::vector<Item>& items, const Item& item) {
  if (std::find(items.begin(), items.end(), item) != items.end()) return false;
  items.push_back(item);
  return true;
}

std::string length_word(const std::vector<Period>& periods) {
  const int months = periods.front().months;
  const bool alike =
      std::all_of(periods.begin(), periods.end(), [&](const Period& each) { return each.months == months; });
  if (!alike) return "periods";
  return months == 1 ? "months" : months == 3 ? "quarters" : months == 12 ? "years" : "periods";
}

std::string counted(std::size_t lacking, std::size_t all, const std::string& what,
                    const std::vector<std::string>& names) {
  std::string text =
      std::to_string(all - std::min(lacking, all)) + " of " + std::to_string(all) + " " + what + " reported";
  if (names.empty()) return text;
  text += " (without ";
  for (std::size_t at = 0; at < names.size() && at < kNamed; ++at) text += (at == 0 ? "" : ", ") + names[at];
  if (names.size() > kNamed) text += " and " + std::to_string(names.size() - kNamed) + " more";
  return text + ")";
}

}  // namespace

void Coverage::add(const Coverage& other) {
  for (const Period& period : other.needed) add_once(needed, period);
  for (const Gap& gap : other.gaps) add_once(gaps, gap);
  for (const std::string& service : other.silent) add_once(silent, service);
  services = std::max(services, other.services);
}

std::string coverage_text(const Coverage& coverage, YearCalendar calendar) {
  std::string text;
  if (coverage.services > 0) {
    text = counted(coverage.silent.size(), static_cast<std::size_t>(coverage.services), "services",
                   coverage.silent);
  }
  if (coverage.needed.empty() || (coverage.gaps.empty() && !text.empty())) return text;
  std::vector<std::string> names;
  std::vector<Period> lacking;
  for (const Coverage::Gap& gap : coverage.gaps) {
    add_once(lacking, gap.period);
    const std::string when = period_text(gap.period, calendar);
    names.push_back(gap.service.empty() ? when : gap.service + " in " + when);
  }
  if (coverage.needed.size() == 1) {
    if (names.empty()) return text;
    return text + (text.empty() ? "" : ", ") + "not reported for " + names.front();
  }
  const std::string times =
      counted(lacking.size(), coverage.needed.size(), length_word(coverage.needed), names);
  return text + (text.empty() ? "" : ", ") + times;
}

bool LeftOut::add(const Coverage& coverage) {
  bool is_new = false;
  for (const std::string& service : coverage.silent) is_new = add_once(services, service) || is_new;
  for (const Coverage::Gap& gap : coverage.gaps) is_new = add_once(gaps, gap) || is_new;
  return is_new;
}

bool LeftOut::leaves_out(const std::string& service) const {
  return std::any_of(services.begin(), services.end(),
                     [&](const std::string& each) { return same_name(each, service); });
}

std::vector<Period> LeftOut::periods_of(const std::string& service) const {
  std::vector<Period> periods;
  for (const Coverage::Gap& gap : gaps) {
    if (same_name(gap.service, service)) periods.push_back(gap.period);
  }
  return periods;
}

}  // namespace outturn
