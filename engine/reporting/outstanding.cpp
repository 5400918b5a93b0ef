#include "engine/reporting/outstanding.h"

#include <algorithm>

#include "engine/indicators/spelling.h"

namespace outturn {
namespace {

constexpr std::size_t kCellsNamed = 6;

std::string text_in(const Workbook& workbook, const std::optional<FormulaCell>& cell) {
  if (!cell) return {};
  const Value value = workbook.sheet(cell->sheet).value(cell->address);
  if (value.is_text()) return std::string(trimmed(value.text()));
  return value.is_blank() ? std::string() : "a value";
}

class Finder {
 public:
  Finder(const IndicatorBook& book, const ReturnsLog& log)
      : book_(book), workbook_(book.workbook()), log_(log) {
    const std::vector<const StatusNode*> nodes = book.status_nodes();
    plans_are_used_ = std::any_of(nodes.begin(), nodes.end(), [](const StatusNode* node) {
      return node->indicator().definition().plan.given();
    });
  }

  std::vector<Outstanding> find() {
    for (const StatusNode* node : book_.status_nodes()) look_at(*node);
    std::stable_sort(found_.begin(), found_.end(),
                     [](const Outstanding& a, const Outstanding& b) { return a.kind < b.kind; });
    return std::move(found_);
  }

 private:
  void add(OutstandingKind kind, const IndicatorDefinition& definition, std::vector<std::string> owners,
           std::string where, std::string what) {
    found_.push_back(
        {kind, definition.reference, definition.title, std::move(owners), std::move(where), std::move(what)});
  }

  [[nodiscard]] std::string place(const std::optional<FormulaCell>& cell) const {
    return cell ? workbook_.describe(cell->sheet, cell->address) : std::string();
  }

  void look_at(const StatusNode& node) {
    const IndicatorDefinition& definition = node.indicator().definition();
    const StatusResult& result = node.result();
    if (result.counts != nullptr && is_awaited(*result.counts))
      awaited(node);
    else if (node.indicator().published() == nullptr)
      provisional(node.indicator());
    std::vector<Diagnostic> told_elsewhere;
    const IndicatorNotes notes = bind_notes(workbook_, definition, told_elsewhere);
    const PublishedRow* published = node.indicator().published();
    const std::string commentary =
        published != nullptr ? published->commentary : text_in(workbook_, notes.commentary);
    if (is_exception(result.counts) && notes.commentary && commentary.empty())
      add(OutstandingKind::no_commentary, definition, definition.owners, place(notes.commentary),
          result.counts->word);
    const std::string plan = published != nullptr ? published->plan
                             : notes.plan_cell    ? text_in(workbook_, notes.plan_cell)
                                                  : notes.plan;
    if (plans_are_used_ && is_missed(result.counts) && plan.empty())
      add(OutstandingKind::no_plan, definition, definition.owners, place(notes.plan_cell),
          result.counts->word);
    if (published == nullptr && result.judged && result.entered != nullptr && result.computed != nullptr &&
        result.entered != result.computed && result.reason.empty())
      add(OutstandingKind::no_reason, definition, definition.owners, place(node.reason_cell()),
          "entered as " + result.entered->word + ", by its figures " + result.computed->word);
  }

  void provisional(const IndicatorNode& indicator) {
    const std::vector<InputValue> inputs = indicator.inputs(indicator.period(), std::nullopt);
    std::vector<std::string> owners;
    std::string first, list;
    for (std::size_t at = 0; at < inputs.size() && at < indicator.sources().size(); ++at) {
      const MeasureNode* measure = indicator.sources()[at].measure;
      if (measure == nullptr) continue;
      for (const MeasurePlace& each : measure->places()) {
        const std::vector<FormulaCell>& used = inputs[at].value.cells;
        const bool is_used = std::any_of(used.begin(), used.end(), [&](const FormulaCell& cell) {
          return cell.sheet == each.cell.sheet && cell.address == each.cell.address;
        });
        if (!is_used || !is_provisional(*measure, each)) continue;
        const std::string name = place(each.cell);
        if (list.find(name) != std::string::npos) continue;
        if (first.empty()) first = name;
        list += (list.empty() ? "" : ", ") + name;
        const std::string& owner = measure->definition().owner;
        if (!owner.empty() && std::find(owners.begin(), owners.end(), owner) == owners.end())
          owners.push_back(owner);
      }
    }
    if (list.empty()) return;
    const IndicatorDefinition& definition = indicator.definition();
    add(OutstandingKind::provisional, definition, owners.empty() ? definition.owners : owners, first, list);
  }

  [[nodiscard]] bool is_provisional(const MeasureNode& measure, const MeasurePlace& at) const {
    if (log_.is_provisional({name_key(measure.definition().name), name_key(at.service), at.period}))
      return true;
    const Value value = workbook_.sheet(at.cell.sheet).value(at.cell.address);
    return value.is_text() && folded_phrase(value.text()).ends_with("(provisional)");
  }

  void awaited(const StatusNode& node) {
    const IndicatorNode& indicator = node.indicator();
    const IndicatorDefinition& definition = indicator.definition();
    std::vector<std::string> owners;
    std::string first, list;
    std::size_t count = 0;
    const std::vector<InputValue> inputs = indicator.inputs(indicator.period(), std::nullopt);
    for (std::size_t at = 0; at < inputs.size() && at < indicator.sources().size(); ++at) {
      if (inputs[at].value.kind != SeriesValue::Kind::missing) continue;
      if (const MeasureNode* measure = indicator.sources()[at].measure;
          measure != nullptr && !measure->definition().owner.empty() &&
          std::find(owners.begin(), owners.end(), measure->definition().owner) == owners.end())
        owners.push_back(measure->definition().owner);
      for (const FormulaCell& cell : inputs[at].value.cells) {
        if (!workbook_.sheet(cell.sheet).value(cell.address).is_blank()) continue;
        const std::string name = place(cell);
        if (first.empty()) first = name;
        if (list.find(name) != std::string::npos) continue;
        if (count++ < kCellsNamed) list += (list.empty() ? "" : ", ") + name;
      }
    }
    if (count > kCellsNamed) list += " and " + std::to_string(count - kCellsNamed) + " more";
    add(OutstandingKind::awaited, definition, owners.empty() ? definition.owners : owners, first,
        list.empty() ? indicator.result().reason : list + (count == 1 ? " is blank" : " are blank"));
  }

  static bool is_missed(const StatusWord* status) {
    return status != nullptr && std::any_of(status->when.begin(), status->when.end(), [](const auto& when) {
             return when.standing == Standing::missed;
           });
  }
  static bool is_awaited(const StatusWord& status) {
    return std::any_of(status.when.begin(), status.when.end(),
                       [](const auto& when) { return when.standing == Standing::awaited; });
  }

  const IndicatorBook& book_;
  const Workbook& workbook_;
  const ReturnsLog& log_;
  bool plans_are_used_ = false;
  std::vector<Outstanding> found_;
};

}  // namespace

std::string_view outstanding_text(OutstandingKind kind) noexcept {
  switch (kind) {
    case OutstandingKind::awaited:
      return "awaited";
    case OutstandingKind::provisional:
      return "provisional";
    case OutstandingKind::no_commentary:
      return "without commentary";
    case OutstandingKind::no_plan:
      return "without a plan";
    case OutstandingKind::no_reason:
      return "another status entered without a reason";
  }
  return {};
}

bool is_exception(const StatusWord* status) noexcept {
  return status != nullptr && status->ranked &&
         std::any_of(status->when.begin(), status->when.end(), [](const StatusWord::When& when) {
           return when.standing == Standing::missed || when.standing == Standing::near;
         });
}

std::vector<Outstanding> find_outstanding(const IndicatorBook& book, const ReturnsLog& log) {
  return Finder(book, log).find();
}

}  // namespace outturn
