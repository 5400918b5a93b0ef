#include "engine/indicators/period_view.h"

#include <utility>

#include "engine/indicators/spelling.h"

namespace outturn {
namespace {

constexpr int kFarthestBack = 40;  // ten years of quarters
constexpr std::pair<std::string_view, PeriodView::Span> kSpans[] = {{"month", PeriodView::Span::month},
                                                                    {"quarter", PeriodView::Span::quarter},
                                                                    {"ytd", PeriodView::Span::year_to_date},
                                                                    {"year", PeriodView::Span::year}};

}  // namespace

Period viewed(const Period& reporting, const PeriodView& view, YearCalendar calendar) noexcept {
  const Period moved = shifted(reporting, -view.back * reporting.months - view.years_back * 12);
  switch (view.span) {
    case PeriodView::Span::month:
      return {moved.last(), 1};
    case PeriodView::Span::quarter:
      return quarter_of(moved, calendar);
    case PeriodView::Span::year_to_date:
      return year_to_date(moved, calendar);
    case PeriodView::Span::year:
      return year_of(moved, calendar);
    case PeriodView::Span::period:
      break;
  }
  return moved;
}

bool add_suffix(PeriodView& view, std::string_view suffix) {
  if (same_name(suffix, "prev")) return ++view.back <= kFarthestBack;
  if (same_name(suffix, "last_year")) return ++view.years_back <= kFarthestBack;
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
  return text;
}

std::vector<std::string> view_suffixes() {
  std::vector<std::string> suffixes = {"prev", "last_year"};
  for (const auto& [word, span] : kSpans) suffixes.emplace_back(word);
  return suffixes;
}

}  // namespace outturn
