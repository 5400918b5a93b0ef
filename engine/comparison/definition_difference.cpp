#include "engine/comparison/definition_difference.h"

#include <algorithm>

#include "engine/indicators/spelling.h"

namespace outturn {
namespace {

constexpr int kDeepestChain = 60;  // of indicators over indicators

std::string over_time_words(const std::optional<Accumulation>& over) {
  using Method = Accumulation::Method;
  if (!over) return "not stated";
  switch (over->method) {
    case Method::sum:
      return "sum";
    case Method::last:
      return "last";
    case Method::average:
      return "average";
    case Method::weighted_average:
      return "average weighted by " + over->weight;
    case Method::cumulative:
      return "cumulative";
    case Method::minimum:
      return "min";
    case Method::maximum:
      return "max";
    default:
      return "none";
  }
}

class Comparison {
 public:
  Comparison(const Workbook& before, const Workbook& after, const BookAlignment* alignment,
             YearCalendar calendar)
      : before_(before), after_(after), alignment_(alignment), calendar_(calendar) {}

  void compare(const IndicatorNode& a, const IndicatorNode& b, int depth) {
    const IndicatorDefinition& old_row = a.definition();
    const IndicatorDefinition& new_row = b.definition();
    if (&old_row == &new_row) return;
    // A later From is the officer's own word that the figures are not to be compared.
    const auto begins_after = [](const IndicatorDefinition& row, const Period& period) {
      return row.active.from && row.active.from->first > period.first;
    };
    if (begins_after(new_row, a.period()) || begins_after(old_row, b.period()))
      add("From", old_row.active.from ? period_text(*old_row.active.from, calendar_) : "the beginning",
          new_row.active.from ? period_text(*new_row.active.from, calendar_) : "the beginning",
          new_row.where);
    const bool same_expression = old_row.expression.form() == new_row.expression.form() &&
                                 name_key(old_row.expression.text()) == name_key(new_row.expression.text());
    if (!same_expression)
      add("Expression", old_row.expression.text(), new_row.expression.text(), new_row.expression_where);
    if (old_row.unit.kind != new_row.unit.kind || old_row.unit.multiplier != new_row.unit.multiplier ||
        !same_name(old_row.unit.word, new_row.unit.word))
      add("Unit", old_row.unit.word, new_row.unit.word, new_row.unit_where);
    if (!same_expression || a.sources().size() != b.sources().size()) return;
    for (std::size_t at = 0; at < a.sources().size(); ++at) {
      const IndicatorNode::Source& x = a.sources()[at];
      const IndicatorNode::Source& y = b.sources()[at];
      if (x.measure != nullptr && y.measure != nullptr)
        compare(x.measure->definition(), y.measure->definition());
      if (x.indicator == nullptr || y.indicator == nullptr || x.indicator == &a || depth == 0) continue;
      const std::size_t known = found.size();
      compare(*x.indicator, *y.indicator, depth - 1);
      for (std::size_t each = known; each < found.size(); ++each)
        if (!found[each].what.ends_with("]"))
          found[each].what += " of [" + y.indicator->definition().reference + "]";
    }
  }

  std::vector<DefinitionDifference> found;

 private:
  void add(std::string what, std::string before, std::string after, std::string where) {
    const bool known = std::any_of(found.begin(), found.end(),
                                   [&](const DefinitionDifference& each) { return each.what == what; });
    if (!known) found.push_back({std::move(what), std::move(before), std::move(after), std::move(where)});
  }

  void compare(const MeasureDefinition& a, const MeasureDefinition& b) {
    if (&a == &b) return;
    if (a.unit.kind != b.unit.kind || a.unit.multiplier != b.unit.multiplier ||
        !same_name(a.unit.word, b.unit.word))
      add("Unit of " + b.name, a.unit.word, b.unit.word, b.unit_where);
    if (!same_way(a.over_time, b.over_time))
      add("Over time of " + b.name, over_time_words(a.over_time), over_time_words(b.over_time),
          b.over_time_where);
    if (a.over_services.has_value() != b.over_services.has_value() ||
        (a.over_services && !same_way(*a.over_services, *b.over_services)))
      add("Over services of " + b.name, over_time_words(a.over_services), over_time_words(b.over_services),
          b.where);
    if (a.use_what_is_there != b.use_what_is_there)
      add("Missing of " + b.name, a.use_what_is_there ? "what is there is used" : "every figure is needed",
          b.use_what_is_there ? "what is there is used" : "every figure is needed", b.where);
    if (!same_place(a.cells, b.cells)) add("Cells of " + b.name, a.cells.text, b.cells.text, b.cells.where);
  }

  static bool same_way(const Accumulation& a, const Accumulation& b) {
    return a.method == b.method && same_name(a.weight, b.weight);
  }

  bool same_place(const PlaceText& a, const PlaceText& b) const {
    if (alignment_ == nullptr) return a.text == b.text;
    const auto old_area = before_.find_place(a.text), new_area = after_.find_place(b.text);
    if (!old_area || !new_area) return same_name(a.text, b.text);
    return alignment_->compare(*old_area, *new_area) != BookAlignment::Overlap::different;
  }

  const Workbook& before_;
  const Workbook& after_;
  const BookAlignment* alignment_;
  YearCalendar calendar_;
};

}  // namespace

std::vector<DefinitionDifference> definition_differences(
    const IndicatorNode& before, const Workbook& before_book, const IndicatorNode& after,
    const Workbook& after_book, const BookAlignment* alignment, YearCalendar calendar) {
  Comparison comparison(before_book, after_book, alignment, calendar);
  comparison.compare(before, after, kDeepestChain);
  return std::move(comparison.found);
}

}  // namespace outturn
