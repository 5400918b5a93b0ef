#include "engine/indicators/period_view.h"

#include <algorithm>
#include <utility>

#include "engine/indicators/spelling.h"

namespace outturn {
namespace {

constexpr int kFarthestBack = 40;  // ten years of quarters
constexpr std::pair<std::string_view, PeriodView::Span> kSpans[] = {
    {"month", PeriodView::Span::month},
    {"quarter", PeriodView::Span::quarter},
    {"ytd", PeriodView::Span::year_to_date},
    {"year", PeriodView::Span::year},
    {"in_period", PeriodView::Span::in_period},
    {"projection", PeriodView::Span::projection},
    {"share_of_year", PeriodView::Span::share_of_year}};
constexpr std::string_view kRolling = "rolling_";
constexpr int kMostRollingMonths = 120;
constexpr std::pair<std::string_view, int> kRollingLengths[] = {
    {"", 0}, {"_months", 1}, {"_quarters", 3}, {"_years", 12}};

// "rolling_12_months"
bool read_rolling(PeriodView& view, std::string_view suffix) {
  const std::string word = name_key(suffix);
  if (word.rfind(kRolling, 0) != 0) return false;
  std::size_t at = kRolling.size();
  int count = 0;
  while (at < word.size() && word[at] >= '0' && word[at] <= '9' && count <= kMostRollingMonths)
    count = count * 10 + (word[at++] - '0');
  for (const auto& [ending, months] : kRollingLengths) {
    if (word.substr(at) != ending) continue;
    if (count < 2 || count * std::max(1, months) > kMostRollingMonths) return false;
    view.span = PeriodView::Span::rolling;
    view.rolling = count;
    view.rolling_months = months;
    return true;
  }
  return false;
}

}  // namespace

Period viewed(const Period& reporting, const PeriodView& view, YearCalendar calendar) noexcept {
  const Period moved = shifted(reporting, -view.back * reporting.months - view.years_back * 12);
  switch (view.span) {
    case PeriodView::Span::month:
      return {moved.last(), 1};
    case PeriodView::Span::quarter:
      return quarter_of(moved, calendar);
    case PeriodView::Span::year_to_date:
    case PeriodView::Span::projection:
      return year_to_date(moved, calendar);
    case PeriodView::Span::year:
    case PeriodView::Span::share_of_year:
      return year_of(moved, calendar);
    case PeriodView::Span::rolling: {
      const int months = view.rolling * (view.rolling_months == 0 ? moved.months : view.rolling_months);
      return {moved.last() - months + 1, months};
    }
    case PeriodView::Span::period:
    case PeriodView::Span::in_period:
      break;
  }
  return moved;
}

bool takes_part(const PeriodView& view) noexcept {
  return view.span == PeriodView::Span::month || view.span == PeriodView::Span::quarter ||
         view.span == PeriodView::Span::in_period || view.span == PeriodView::Span::rolling;
}

bool add_suffix(PeriodView& view, std::string_view suffix) {
  if (same_name(suffix, "prev")) return ++view.back <= kFarthestBack;
  if (same_name(suffix, "last_year")) return ++view.years_back <= kFarthestBack;
  if (same_name(suffix, "all")) {
    if (view.all_services) return false;
    return view.all_services = true;
  }
  if (view.span == PeriodView::Span::period && read_rolling(view, suffix)) return true;
  for (const auto& [word, span] : kSpans) {
    if (!same_name(suffix, word)) continue;
    if (view.span != PeriodView::Span::period) return false;
    view.span = span;
    return true;
  }
  return false;
}

std::string view_text(const PeriodView& view) {
  std::string text;
  for (int at = 0; at < view.back; ++at) text += ".prev";
  for (int at = 0; at < view.years_back; ++at) text += ".last_year";
  for (const auto& [word, span] : kSpans) {
    if (view.span == span) text += "." + std::string(word);
  }
  if (view.span == PeriodView::Span::rolling) {
    text += "." + std::string(kRolling) + std::to_string(view.rolling);
    for (const auto& [ending, months] : kRollingLengths) {
      if (months == view.rolling_months) text += ending;
    }
  }
  if (view.all_services) text += ".all";
  return text;
}

std::vector<std::string> view_suffixes() {
  std::vector<std::string> suffixes = {"prev", "last_year"};
  for (const auto& [word, span] : kSpans) suffixes.emplace_back(word);
  for (std::string_view word : {"rolling_4", "rolling_12_months", "all"}) suffixes.emplace_back(word);
  return suffixes;
}

}  // namespace outturn
