#include <algorithm>
#include <cmath>
#include <map>

#include "engine/checks/relation_search.h"
#include "engine/indicators/spelling.h"

namespace outturn {
namespace {

constexpr std::size_t kLongestRun = 400;

bool is_addend(const FigureLines& lines, std::size_t line, std::size_t target) {
  return lines.is_share(line) == lines.is_share(target);
}

class SumSearch {
 public:
  explicit SumSearch(const FigureLines& lines) : lines_(lines), subtotal_(lines.lines()) {}

  std::vector<Relation> find() {
    // Subtotals are found first, so that a later pass does not count their parts again.
    for (int pass = 0; pass < 2; ++pass) {
      found_.clear();
      for (std::size_t target = 0; target < lines_.lines(); ++target)
        for (const int step : {-1, +1}) try_runs(target, step);
      remember_subtotals();
    }
    for (std::size_t target = 0; target < lines_.lines(); ++target) {
      try_sub_headings(target);
      for (const int step : {-1, +1}) try_means(target, step);
      for (std::size_t stride = 2; stride <= 4; ++stride) try_stride(target, stride);
    }
    return std::move(found_);
  }

 private:
  // The lines that a run from the target takes in, nearest first, a subtotal standing for its parts.
  [[nodiscard]] std::vector<std::size_t> addends(std::size_t target, int step) const {
    std::vector<std::size_t> run;
    auto at = static_cast<std::ptrdiff_t>(target) + step;
    while (at >= 0 && at < static_cast<std::ptrdiff_t>(lines_.lines()) && run.size() < kLongestRun) {
      const auto line = static_cast<std::size_t>(at);
      if (lines_.line_band(line) != lines_.line_band(target)) break;
      at += step;
      if (!is_addend(lines_, line, target)) continue;
      run.push_back(line);
      const std::vector<std::size_t>& parts = subtotal_[line];
      if (parts.empty()) continue;
      // Parts stand behind the subtotal as seen from the target; where they stand before it, it is left out.
      const auto beyond = std::count_if(
          parts.begin(), parts.end(), [&](std::size_t part) { return step < 0 ? part < line : part > line; });
      if (beyond == static_cast<std::ptrdiff_t>(parts.size())) {
        const std::size_t far = step < 0 ? *std::min_element(parts.begin(), parts.end())
                                         : *std::max_element(parts.begin(), parts.end());
        at = static_cast<std::ptrdiff_t>(far) + step;
      } else if (beyond == 0) {
        std::erase_if(run, [&](std::size_t each) {
          return std::find(parts.begin(), parts.end(), each) != parts.end();
        });
      }
    }
    return run;
  }

  void try_runs(std::size_t target, int step) {
    const std::vector<std::size_t> run = addends(target, step);
    if (run.size() < 2) return;
    const std::size_t positions = lines_.positions();
    std::vector<double> total(positions, 0.0), slack(positions, 0.0);
    std::vector<std::size_t> present(positions, 0);
    std::size_t best_length = 0;
    double best_score = 0;
    const auto score = [&] {
      double holds = 0, off = 0;
      for (std::size_t p = 0; p < positions; ++p) {
        if (!lines_.has(target, p) || present[p] < 2) continue;
        const Figure& figure = lines_.figure(target, p);
        const CheckVerdict verdict = agreement(figure, {total[p], slack[p]});
        if (verdict == CheckVerdict::wrong)
          off += 1;
        else if (figure.value != 0)
          holds += verdict == CheckVerdict::ok ? 1 : 0.5;
      }
      return holds - off;
    };
    for (std::size_t i = 0; i < run.size(); ++i) {
      for (std::size_t p = 0; p < positions; ++p) {
        if (!lines_.has(run[i], p)) continue;
        total[p] += lines_.value(run[i], p);
        const Figure& part = lines_.figure(run[i], p);
        slack[p] += part.rounded ? part.step / 2 : 0;
        ++present[p];
      }
      if (i == 0) continue;
      // Where two runs do as well, the longer is the better: it must hold in spite of more figures.
      if (const double each = score(); best_length == 0 || each >= best_score) {
        best_length = i + 1;
        best_score = each;
      }
    }
    propose(CheckKind::sum, target, run, 0, best_length);
    // The heading of a total claims everything from there to the last total.
    if (lines_.words(target).total && best_length != run.size())
      propose(CheckKind::sum, target, run, 0, run.size());
  }

  // An average stands behind totals and changes, which it leaves out.
  void try_means(std::size_t target, int step) {
    if (lines_.is_whole(target) && !lines_.words(target).average) return;
    std::vector<std::size_t> run;
    auto at = static_cast<std::ptrdiff_t>(target) + step;
    while (at >= 0 && at < static_cast<std::ptrdiff_t>(lines_.lines()) && run.size() < kLongestRun) {
      const auto line = static_cast<std::size_t>(at);
      if (lines_.line_band(line) != lines_.line_band(target)) break;
      at += step;
      if (is_addend(lines_, line, target) && subtotal_[line].empty()) run.push_back(line);
    }
    constexpr std::size_t kMostLeftOut = 2;
    const std::size_t positions = lines_.positions();
    std::size_t best_first = 0, best_length = 0;
    double best_score = 0;
    for (std::size_t first = 0; first <= kMostLeftOut && first + 2 <= run.size(); ++first) {
      std::vector<double> total(positions, 0.0);
      std::vector<std::size_t> present(positions, 0);
      for (std::size_t i = first; i < run.size(); ++i) {
        double score = 0;
        for (std::size_t p = 0; p < positions; ++p) {
          if (lines_.has(run[i], p)) {
            total[p] += lines_.value(run[i], p);
            ++present[p];
          }
          if (i == first || !lines_.has(target, p) || present[p] < 2) continue;
          const Figure& figure = lines_.figure(target, p);
          const double mean = total[p] / static_cast<double>(present[p]);
          score += std::fabs(figure.value - mean) <= figure.step ? 1 : -1;
        }
        if (i == first || (best_length != 0 && score <= best_score)) continue;
        best_first = first;
        best_length = i - first + 1;
        best_score = score;
      }
    }
    if (best_length >= 2 && (best_score > 0 || lines_.words(target).average))
      propose(CheckKind::average, target, run, best_first, best_length);
  }

  void propose(CheckKind kind, std::size_t target, const std::vector<std::size_t>& run, std::size_t first,
               std::size_t length) {
    Relation relation;
    relation.kind = kind;
    relation.target = target;
    relation.is_run = true;
    relation.whole_run = kind == CheckKind::sum && length == run.size();
    relation.tried =
        relation.whole_run ? 4 : static_cast<double>(run.size()) * (kind == CheckKind::average ? 6 : 2);
    for (std::size_t i = first; i < first + length; ++i) relation.over.push_back({run[i]});
    std::sort(relation.over.begin(), relation.over.end(),
              [](const LineTerm& a, const LineTerm& b) { return a.line < b.line; });
    weigh(relation, lines_);
    found_.push_back(std::move(relation));
  }

  // Under repeated sub-headings ("this year", "last year") a total adds those that bear its own.
  void try_sub_headings(std::size_t target) {
    const std::string own = nearest_heading(lines_.label(target));
    // A unit under every heading is no sub-heading.
    if (std::none_of(own.begin(), own.end(), [](char c) { return c >= 'a' && c <= 'z'; })) return;
    Relation relation;
    relation.target = target;
    relation.is_run = true;
    relation.tried = 4;
    for (std::size_t line = 0; line < lines_.lines(); ++line)
      if (line != target && nearest_heading(lines_.label(line)) == own && !lines_.words(line).total &&
          is_addend(lines_, line, target))
        relation.over.push_back({line});
    if (relation.over.size() < 2) return;
    weigh(relation, lines_);
    found_.push_back(std::move(relation));
  }

  // Months of two or three columns each, then the same columns of the total.
  void try_stride(std::size_t target, std::size_t stride) {
    for (const bool forward : {false, true}) {
      Relation relation;
      relation.target = target;
      relation.is_run = true;
      relation.tried = 8;
      auto at = static_cast<std::ptrdiff_t>(target);
      while (true) {
        at += forward ? static_cast<std::ptrdiff_t>(stride) : -static_cast<std::ptrdiff_t>(stride);
        if (at < 0 || at >= static_cast<std::ptrdiff_t>(lines_.lines())) break;
        const auto line = static_cast<std::size_t>(at);
        if (lines_.line_band(line) != lines_.line_band(target) || !is_addend(lines_, line, target)) break;
        relation.over.push_back({line});
      }
      if (relation.over.size() < 2) continue;
      std::sort(relation.over.begin(), relation.over.end(),
                [](const LineTerm& a, const LineTerm& b) { return a.line < b.line; });
      weigh(relation, lines_);
      found_.push_back(std::move(relation));
    }
  }

  void remember_subtotals() {
    for (auto& parts : subtotal_) parts.clear();
    std::vector<double> evidence(lines_.lines(), kEnoughBits);
    for (const Relation& relation : found_) {
      if (relation.kind != CheckKind::sum || relation.evidence < evidence[relation.target]) continue;
      evidence[relation.target] = relation.evidence;
      subtotal_[relation.target].clear();
      for (const LineTerm& term : relation.over) subtotal_[relation.target].push_back(term.line);
    }
    // a + b = c can be read as c being the total or, the other way round, a being one: the stronger claim
    // stays, with its heading, and then the later line.
    for (std::size_t line = 0; line < subtotal_.size(); ++line)
      for (const std::size_t part : subtotal_[line])
        if (std::find(subtotal_[part].begin(), subtotal_[part].end(), line) != subtotal_[part].end()) {
          const bool keep_line =
              evidence[line] != evidence[part] ? evidence[line] > evidence[part] : line > part;
          subtotal_[keep_line ? part : line].clear();
          break;
        }
  }

  const FigureLines& lines_;
  std::vector<std::vector<std::size_t>> subtotal_;  // the parts of a line that is a sum
  std::vector<Relation> found_;
};

}  // namespace

std::vector<Relation> find_sums(const FigureLines& lines) { return SumSearch(lines).find(); }

}  // namespace outturn
