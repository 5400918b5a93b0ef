#include "engine/indicators/indicator_list.h"

#include <algorithm>

#include "engine/indicators/spelling.h"
#include "formulas/decimal_rounding.h"

namespace outturn {
namespace {

using Kind = ListTerm::Kind;
using Direction = Trend::Direction;

struct TermName {
  std::string_view words;
  ListTerm term;
};

const std::vector<TermName>& term_names() {
  static const std::vector<TermName> names = {
      {"all", {Kind::all}},
      {"exceptions", {Kind::exceptions}},
      {"met", {Kind::standing, Standing::met}},
      {"near", {Kind::standing, Standing::near}},
      {"missed", {Kind::standing, Standing::missed}},
      {"not due", {Kind::standing, Standing::not_due}},
      {"not begun", {Kind::standing, Standing::not_due}},
      {"awaited", {Kind::standing, Standing::awaited}},
      {"no target", {Kind::standing, Standing::no_target}},
      {"with a plan", {Kind::with_plan}},
      {"plan", {Kind::with_plan}},
      {"without a plan", {Kind::with_plan, Standing::met, {}, true}},
      {"improving", {Kind::improving}},
      {"worsening", {Kind::worsening}},
      {"unchanged", {Kind::unchanged}},
      {"no trend", {Kind::no_trend}},
      {"at the required level", {Kind::at_level}},
      {"not at the required level", {Kind::at_level, Standing::met, {}, true}},
      {"increase", {Kind::increase}},
      {"no increase", {Kind::increase, Standing::met, {}, true}},
      {"decrease", {Kind::decrease}},
      {"no decrease", {Kind::decrease, Standing::met, {}, true}},
  };
  return names;
}

bool ends_with(const std::string& text, std::string_view end) {
  return text.size() > end.size() && text.compare(text.size() - end.size(), end.size(), end) == 0;
}

std::optional<ListTerm> read_term(const std::string& phrase, const StatusVocabulary& words) {
  for (const TermName& each : term_names()) {
    if (phrase == each.words) return each.term;
  }
  if (const StatusWord* word = words.find(phrase)) return ListTerm{Kind::status, Standing::met, word->word};
  if (phrase.rfind("not ", 0) == 0) {
    std::optional<ListTerm> term = read_term(phrase.substr(4), words);
    if (term) term->negated = !term->negated;
    return term;
  }
  return std::nullopt;
}

bool gives(const StatusWord& word, Standing standing) noexcept {
  return std::any_of(word.when.begin(), word.when.end(),
                     [&](const StatusWord::When& when) { return when.standing == standing; });
}

// Which way the figure went, whatever is better.
std::optional<int> change_of(const ListEntry& entry) {
  if (entry.trend.direction == Direction::none || !entry.trend.change) return std::nullopt;
  return *entry.trend.change > 0 ? 1 : *entry.trend.change < 0 ? -1 : 0;
}

std::optional<bool> holds(const ListTerm& term, const ListEntry& entry) {
  const Direction direction = entry.trend.direction;
  const bool has_trend = direction != Direction::none;
  const StatusWord* const status = entry.status;
  std::optional<bool> result;
  switch (term.kind) {
    case Kind::all:
      result = true;
      break;
    case Kind::exceptions:
      result = status != nullptr && status->ranked && !gives(*status, Standing::met);
      break;
    case Kind::standing:
      result = status != nullptr && gives(*status, term.standing);
      break;
    case Kind::status:
      result = status != nullptr && same_name(status->word, term.status);
      break;
    case Kind::with_plan:
      result = !entry.plan.empty();
      break;
    case Kind::improving:
      if (has_trend) result = direction == Direction::improving;
      break;
    case Kind::worsening:
      if (has_trend) result = direction == Direction::worsening;
      break;
    case Kind::unchanged:
      if (has_trend) result = direction == Direction::unchanged;
      break;
    case Kind::no_trend:
      result = !has_trend;
      break;
    case Kind::at_level:
      if (status != nullptr && status->ranked) {
        result = status->on_track;
      } else if ((status == nullptr || gives(*status, Standing::no_target)) && has_trend &&
                 direction != Direction::increasing && direction != Direction::decreasing) {
        result = direction != Direction::worsening;
      }
      break;
    case Kind::increase:
      if (const auto change = change_of(entry)) result = *change > 0;
      break;
    case Kind::decrease:
      if (const auto change = change_of(entry)) result = *change < 0;
      break;
  }
  return result && term.negated ? std::optional(!*result) : result;
}

// Less than 0 where a comes first; entries without what is sorted by come last.
int order_of(const ListDefinition& list, const ListEntry& a, const ListEntry& b) {
  const auto last = [](bool has_a, bool has_b) { return has_a == has_b ? 0 : has_a ? -1 : 1; };
  const int direction = list.descending ? -1 : 1;
  const auto text = [&](const std::string& x, const std::string& y) {
    const std::string one = folded_phrase(x), other = folded_phrase(y);
    return direction * (one < other ? -1 : one > other ? 1 : 0);
  };
  const auto numbers = [&](bool has_a, double x, bool has_b, double y, int way) {
    if (!has_a || !has_b) return last(has_a, has_b);
    return way * compare_15(x, y);
  };
  const bool is_a = a.value.kind == IndicatorValue::Kind::number;
  const bool is_b = b.value.kind == IndicatorValue::Kind::number;
  switch (list.sort) {
    case ListSort::rank: {
      const int one = severity_of(a.status), other = severity_of(b.status);
      return one < 0 || other < 0 ? last(one >= 0, other >= 0) : direction * (other - one);
    }
    case ListSort::reference:
      return text(a.reference, b.reference);
    case ListSort::title:
      return text(a.title, b.title);
    case ListSort::value:
      return numbers(is_a, a.value.number, is_b, b.value.number, direction);
    case ListSort::change:
      return numbers(a.trend.change.has_value(), a.trend.change.value_or(0), b.trend.change.has_value(),
                     b.trend.change.value_or(0), direction);
    case ListSort::worst:
    case ListSort::best: {
      const bool high_first = (a.aim == Aim::minimise) == (list.sort == ListSort::worst);
      return numbers(is_a, a.value.number, is_b, b.value.number, high_first ? -1 : 1);
    }
    default:
      return 0;
  }
}

}  // namespace

int severity_of(const StatusWord* status) noexcept {
  if (status == nullptr || !status->ranked) return -1;
  int worst = -1;
  for (const StatusWord::When& when : status->when) {
    worst = std::max(worst, when.standing == Standing::missed ? 2
                            : when.standing == Standing::near ? 1
                            : when.standing == Standing::met  ? 0
                                                              : -1);
  }
  return worst < 0 ? 1 : worst;
}

std::optional<bool> is_listed(const ListDefinition& list, const ListEntry& entry) {
  bool open = false;
  for (const std::vector<ListTerm>& alternative : list.which) {
    bool all = true, some_open = false;
    for (const ListTerm& term : alternative) {
      const std::optional<bool> each = holds(term, entry);
      some_open = some_open || !each;
      all = all && each.value_or(true);
    }
    if (all && !some_open) return true;
    open = open || (all && some_open);
  }
  return open ? std::nullopt : std::optional(false);
}

std::vector<std::size_t> sorted(const ListDefinition& list, const std::vector<ListEntry>& entries,
                                std::vector<std::size_t> positions) {
  std::stable_sort(positions.begin(), positions.end(),
                   [&](std::size_t a, std::size_t b) { return order_of(list, entries[a], entries[b]) < 0; });
  return positions;
}

bool is_tie(const ListDefinition& list, const ListEntry& a, const ListEntry& b) {
  return list.sort != ListSort::as_defined && order_of(list, a, b) == 0;
}

WhichReading read_which(std::string_view text, const StatusVocabulary& words) {
  WhichReading reading;
  std::vector<std::string> known = words.spellings();
  for (const TermName& each : term_names()) known.emplace_back(each.words);
  for (const std::string& part : split_list(text)) {
    std::string phrase = folded_phrase(part);
    if (const auto whole = read_term(phrase, words)) {
      reading.alternatives.push_back({*whole});
      continue;
    }
    // `red without a plan`, `plan without a red`, `worsening and missed`
    constexpr std::string_view kPlan = " without a plan";
    for (const std::string_view start : {"plan without a ", "plan without "}) {
      if (phrase.rfind(start, 0) == 0) phrase = "plan and not " + phrase.substr(start.size());
    }
    if (ends_with(phrase, kPlan))
      phrase = phrase.substr(0, phrase.size() - kPlan.size()) + " and without a plan";
    std::vector<ListTerm> terms;
    for (std::size_t from = 0; from <= phrase.size();) {
      constexpr std::string_view kAnd = " and ";
      std::size_t to = phrase.find(kAnd, from);
      if (to == std::string::npos) to = phrase.size();
      const std::string each = phrase.substr(from, to - from);
      const std::optional<ListTerm> term = read_term(each, words);
      if (!term) {
        reading.problem = "\"" + each + "\" is nothing to list" + did_you_mean(each, known) +
                          "; write exceptions, a status, met, near, missed, improving, worsening, unchanged, "
                          "not at the required level, red without a plan, increase, no increase or all";
        return reading;
      }
      terms.push_back(*term);
      from = to + kAnd.size();
    }
    reading.alternatives.push_back(std::move(terms));
  }
  if (reading.alternatives.empty()) reading.problem = "the list does not say which; write exceptions";
  return reading;
}

SortReading read_sort(std::string_view text) {
  std::string phrase = folded_phrase(text);
  SortReading reading;
  for (const std::string_view end : {" descending", ", descending"}) {
    if (!ends_with(phrase, end)) continue;
    reading.descending = true;
    phrase = phrase.substr(0, phrase.size() - end.size());
  }
  if (ends_with(phrase, ",")) phrase.pop_back();
  constexpr std::pair<std::string_view, ListSort> kSorts[] = {
      {"", ListSort::as_defined}, {"rank", ListSort::rank},   {"reference", ListSort::reference},
      {"title", ListSort::title}, {"value", ListSort::value}, {"change", ListSort::change},
      {"worst", ListSort::worst}, {"best", ListSort::best},
  };
  for (const auto& [word, sort] : kSorts) {
    if (phrase != word) continue;
    reading.sort = sort;
    if (reading.descending && (sort == ListSort::worst || sort == ListSort::best))
      reading.problem = "worst and best have no other direction; write the one that is to come first";
    return reading;
  }
  std::vector<std::string> known;
  for (const auto& [word, sort] : kSorts) known.emplace_back(word);
  reading.problem = "\"" + phrase + "\" is no order" + did_you_mean(phrase, known) +
                    "; write rank, worst, best, value, change, reference or title, perhaps with descending";
  return reading;
}

}  // namespace outturn
