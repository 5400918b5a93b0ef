#include "engine/reporting/outstanding.h"

#include <algorithm>
#include <set>

#include "engine/indicators/spelling.h"
#include "engine/reporting/written_notes.h"

namespace outturn {
namespace {

constexpr std::size_t kCellsNamed = 6;

constexpr int kDeepestChain = 32;

// Calls back with each measure that a figure is made of, also through other indicators, and what it gave.
template <typename F>
void for_each_measure(const IndicatorNode& indicator, const Period& period, F&& found, int depth = 0) {
  if (depth == kDeepestChain) return;
  const std::vector<InputValue> inputs = indicator.inputs(period, std::nullopt);
  const std::vector<IndicatorNode::Source>& sources = indicator.sources();
  for (std::size_t at = 0; at < sources.size(); ++at) {
    const Period& looked_at = at < inputs.size() ? inputs[at].period : period;
    if (sources[at].measure != nullptr && at < inputs.size()) found(*sources[at].measure, inputs[at]);
    if (sources[at].indicator != nullptr && sources[at].indicator != &indicator)
      for_each_measure(*sources[at].indicator, looked_at, found, depth + 1);
    if (sources[at].status != nullptr)
      for_each_measure(sources[at].status->indicator(), looked_at, found, depth + 1);
  }
}

void add_owner(std::vector<std::string>& owners, const std::string& owner) {
  if (!owner.empty() && std::find(owners.begin(), owners.end(), owner) == owners.end())
    owners.push_back(owner);
}

// The indicator's own, otherwise those of the measures that it is made of.
std::vector<std::string> owners_of(const IndicatorNode& indicator) {
  std::vector<std::string> owners = indicator.definition().owners;
  if (owners.empty())
    for_each_measure(indicator, indicator.period(), [&](const MeasureNode& measure, const InputValue&) {
      add_owner(owners, measure.definition().owner);
    });
  return owners;
}

// Cells by name, each once.
class CellList {
 public:
  explicit CellList(const Workbook& workbook) : workbook_(workbook) {}
  void add(const FormulaCell& cell) {
    if (!seen_.insert({cell.sheet, cell.address}).second) return;
    const std::string name = workbook_.describe(cell.sheet, cell.address);
    if (first_.empty()) first_ = name;
    if (seen_.size() <= kCellsNamed) names_ += (names_.empty() ? "" : ", ") + name;
  }
  [[nodiscard]] std::size_t count() const noexcept { return seen_.size(); }
  [[nodiscard]] const std::string& first() const noexcept { return first_; }
  [[nodiscard]] std::string text() const {
    return seen_.size() > kCellsNamed
               ? names_ + " and " + std::to_string(seen_.size() - kCellsNamed) + " more"
               : names_;
  }

 private:
  const Workbook& workbook_;
  std::set<std::pair<SheetId, CellAddress>> seen_;
  std::string first_, names_;
};

struct ProvisionalCells {
  CellList cells;
  std::vector<std::string> owners;
};

ProvisionalCells provisional_cells(const IndicatorBook& book, const ReturnsLog& log,
                                   const IndicatorNode& indicator) {
  const Workbook& workbook = book.workbook();
  ProvisionalCells found{CellList(workbook), {}};
  const auto is_marked = [&](const MeasureNode& measure, const MeasurePlace& at) {
    if (log.is_provisional(
            {name_key(measure.definition().name), name_key(at.service), at.period},
            figure_in(workbook, at.cell, measure.definition().unit, book.definitions().settings)))
      return true;
    const Value value = workbook.sheet(at.cell.sheet).value(at.cell.address);
    return value.is_text() && folded_phrase(value.text()).ends_with("(provisional)");
  };
  for_each_measure(indicator, indicator.period(), [&](const MeasureNode& measure, const InputValue& input) {
    for (const MeasurePlace& each : measure.places()) {
      const bool is_used =
          std::any_of(input.value.cells.begin(), input.value.cells.end(), [&](const FormulaCell& cell) {
            return cell.sheet == each.cell.sheet && cell.address == each.cell.address;
          });
      if (!is_used || !is_marked(measure, each)) continue;
      found.cells.add(each.cell);
      add_owner(found.owners, measure.definition().owner);
    }
  });
  return found;
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
  void add(OutstandingKind kind, const IndicatorNode& indicator, std::string where, std::string what,
           std::vector<std::string> owners = {}) {
    const IndicatorDefinition& definition = indicator.definition();
    if (owners.empty()) owners = owners_of(indicator);
    found_.push_back(
        {kind, definition.reference, definition.title, std::move(owners), std::move(where), std::move(what)});
  }

  [[nodiscard]] std::string place(const std::optional<FormulaCell>& cell) const {
    return cell ? workbook_.describe(cell->sheet, cell->address) : std::string();
  }

  void look_at(const StatusNode& node) {
    const IndicatorNode& indicator = node.indicator();
    const StatusResult& result = node.result();
    const PublishedRow* published = indicator.published();
    const bool is_awaited = result.counts != nullptr && result.counts->is_for(Standing::awaited);
    if (published != nullptr) {
      if (is_awaited) add(OutstandingKind::awaited, indicator, "", "published without a figure");
      if (published->provisional)
        add(OutstandingKind::provisional, indicator, "", "published as provisional");
    } else if (is_awaited) {
      awaited(indicator);
    } else {
      provisional(indicator);
    }
    const WrittenNotes notes = notes_of(workbook_, indicator);
    if (is_exception(result.counts) && notes.commentary_cell && notes.commentary.empty())
      add(OutstandingKind::no_commentary, indicator, place(notes.commentary_cell), result.counts->word);
    if (plans_are_used_ && result.counts != nullptr && result.counts->is_for(Standing::missed) &&
        notes.plan.empty())
      add(OutstandingKind::no_plan, indicator, place(notes.plan_cell), result.counts->word);
    if (lacks_reason(indicator, result))
      add(OutstandingKind::no_reason, indicator, published != nullptr ? "" : place(node.reason_cell()),
          published != nullptr
              ? "entered as " + published->entered + ", by its figures " + published->computed
              : "entered as " + result.entered->word + ", by its figures " + result.computed->word);
  }

  [[nodiscard]] bool lacks_reason(const IndicatorNode& indicator, const StatusResult& result) const {
    if (const PublishedRow* published = indicator.published())
      return outturn::lacks_reason(*published, book_.definitions().statuses);
    return result.judged && result.entered != nullptr && result.computed != nullptr &&
           result.entered != result.computed && result.reason.empty();
  }

  void provisional(const IndicatorNode& indicator) {
    ProvisionalCells found = provisional_cells(book_, log_, indicator);
    if (found.cells.count() > 0)
      add(OutstandingKind::provisional, indicator, found.cells.first(), found.cells.text(),
          std::move(found.owners));
  }

  void awaited(const IndicatorNode& indicator) {
    std::vector<std::string> owners;
    CellList cells(workbook_);
    for_each_measure(indicator, indicator.period(), [&](const MeasureNode& measure, const InputValue& input) {
      if (input.value.kind != SeriesValue::Kind::missing) return;
      add_owner(owners, measure.definition().owner);
      for (const FormulaCell& cell : input.value.cells)
        if (workbook_.sheet(cell.sheet).value(cell.address).is_blank()) cells.add(cell);
    });
    add(OutstandingKind::awaited, indicator, cells.first(),
        cells.count() == 0 ? indicator.result().reason
                           : cells.text() + (cells.count() == 1 ? " is blank" : " are blank"),
        std::move(owners));
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
         (status->is_for(Standing::missed) || status->is_for(Standing::near));
}

bool lacks_reason(const PublishedRow& row, const StatusVocabulary& words) {
  const StatusWord* entered = words.find(row.entered);
  const StatusWord* computed = words.find(row.computed);
  if (entered == nullptr || computed == nullptr || entered == computed || !row.reason.empty()) return false;
  return computed->is_for(Standing::met) || computed->is_for(Standing::near) ||
         computed->is_for(Standing::missed) || computed->is_for(Standing::not_due);
}

bool is_provisional(const IndicatorBook& book, const ReturnsLog& log, const IndicatorNode& indicator) {
  return provisional_cells(book, log, indicator).cells.count() > 0;
}

std::vector<Outstanding> find_outstanding(const IndicatorBook& book, const ReturnsLog& log) {
  return Finder(book, log).find();
}

}  // namespace outturn
