#include <algorithm>
#include <array>
#include <cmath>

#include "engine/checks/relation_search.h"

namespace outturn {
namespace {

constexpr std::array<double, 6> kScales = {1, 100, 1'000, 10'000, 100'000, 1'000'000};

class RatioSearch {
 public:
  explicit RatioSearch(const FigureLines& lines) : lines_(lines) {}

  std::vector<Relation> find() {
    for (std::size_t target = 0; target < lines_.lines(); ++target) {
      partners_ = partners_of(lines_, target);
      tried_ = static_cast<double>(partners_.size() * partners_.size()) * 2;
      for (const std::size_t over : partners_)
        for (const std::size_t under : partners_) {
          if (over == under) continue;
          if (!lines_.is_share(over) && !lines_.is_share(under)) {
            if (may_be_ratio(target)) try_scales(target, {{over}}, {{under}});
            if (may_be_change(target)) try_change(target, over, under);
          }
        }
      if (!may_be_ratio(target)) continue;
      try_pairs(target);
      for (const std::size_t over : partners_) {
        if (lines_.is_share(over)) continue;
        // Neighbours taken together: very + fairly satisfied over all; over + under is all.
        if (over + 1 < lines_.lines() && over + 1 != target && !lines_.is_share(over + 1))
          for (const std::size_t under : partners_)
            if (under != over && under != over + 1 && !lines_.is_share(under))
              try_scales(target, {{over}, {over + 1}}, {{under}});
        for (const std::size_t other : partners_)
          if (other != over && !lines_.is_share(other)) try_scales(target, {{over}}, {{over}, {other}});
      }
    }
    return std::move(found_);
  }

 private:
  [[nodiscard]] bool may_be_ratio(std::size_t target) const {
    const HeadingWords& words = lines_.words(target);
    return lines_.is_percent(target) || !lines_.is_whole(target) || words.rate || words.average;
  }
  [[nodiscard]] bool may_be_change(std::size_t target) const {
    return lines_.is_percent(target) || !lines_.is_whole(target) || lines_.words(target).difference;
  }

  [[nodiscard]] double total(const std::vector<LineTerm>& terms, std::size_t p, bool& complete) const {
    double sum = 0;
    for (const LineTerm& term : terms) {
      complete = complete && lines_.has(term.line, p);
      sum += term.sign * lines_.value(term.line, p);
    }
    return sum;
  }

  void propose(CheckKind kind, std::size_t target, double scale, std::vector<LineTerm> over,
               std::vector<LineTerm> under) {
    Relation relation;
    relation.kind = kind;
    relation.target = target;
    relation.scale = scale;
    relation.over = std::move(over);
    relation.under = std::move(under);
    relation.tried = tried_ * (relation.over.size() + relation.under.size() > 2 ? 2 : 1);
    weigh(relation, lines_);
    found_.push_back(std::move(relation));
  }

  void try_scales(std::size_t target, std::vector<LineTerm> over, std::vector<LineTerm> under) {
    // The first position that can tell gives the scale; the rest must follow it, or most of them.
    for (const double scale : kScales) {
      if (scale != 1 && lines_.is_percent(target)) break;
      if (scale > 100 && (over.size() + under.size() > 2 || !lines_.words(target).rate)) break;
      double holds = 0, off = 0;
      for (std::size_t p = 0; p < lines_.positions(); ++p) {
        if (!lines_.has(target, p)) continue;
        bool complete = true;
        const double above = total(over, p, complete), below = total(under, p, complete);
        if (!complete || below == 0) continue;
        const Figure& figure = lines_.figure(target, p);
        const double exact = scale * above / below;
        if (std::fabs(figure.value - exact) <= figure.step * 1.01) {
          if (figure.value != 0 && std::fabs(figure.value) != scale) holds += 1;
        } else {
          off += 1;
        }
      }
      if (holds >= 1 && holds * 2 >= off) propose(CheckKind::ratio, target, scale, over, under);
    }
  }

  // Pairs of number and percentage, class by class: the number over the sum of the numbers.
  void try_pairs(std::size_t target) {
    if (!lines_.is_share(target)) return;
    for (const std::ptrdiff_t beside : {-1, 1}) {
      const auto at = static_cast<std::ptrdiff_t>(target) + beside;
      if (at < 0 || at >= static_cast<std::ptrdiff_t>(lines_.lines())) continue;
      const auto over = static_cast<std::size_t>(at);
      if (lines_.is_share(over)) continue;
      std::vector<LineTerm> numbers;
      for (std::size_t line = over % 2; line < lines_.lines(); line += 2)
        if (!lines_.is_share(line) && lines_.line_band(line) == lines_.line_band(over) &&
            !lines_.words(line).total)
          numbers.push_back({line});
      if (numbers.size() >= 3 && numbers.size() <= 12) try_scales(target, {{over}}, std::move(numbers));
    }
  }

  // (a − b) ÷ b.
  void try_change(std::size_t target, std::size_t a, std::size_t b) {
    const double scale = lines_.is_percent(target) ? 1 : 100;
    double holds = 0, off = 0;
    for (std::size_t p = 0; p < lines_.positions(); ++p) {
      if (!lines_.has(target, p) || !lines_.has(a, p) || !lines_.has(b, p) || lines_.value(b, p) == 0)
        continue;
      const Figure& figure = lines_.figure(target, p);
      const double exact = scale * (lines_.value(a, p) - lines_.value(b, p)) / lines_.value(b, p);
      if (std::fabs(figure.value - exact) <= figure.step * 1.01) {
        if (figure.value != 0) holds += 1;
      } else {
        off += 1;
      }
    }
    if (holds >= 1 && holds * 2 >= off) propose(CheckKind::change, target, scale, {{a, 1}, {b, -1}}, {{b}});
  }

  const FigureLines& lines_;
  std::vector<std::size_t> partners_;
  double tried_ = 1;
  std::vector<Relation> found_;
};

}  // namespace

std::vector<Relation> find_ratios(const FigureLines& lines) { return RatioSearch(lines).find(); }

namespace {

bool is_money(const FigureLines& lines, std::size_t line) {
  for (std::size_t p = 0; p < lines.positions(); ++p)
    if (lines.has(line, p)) return lines.figure(line, p).money;
  return false;
}

}  // namespace

std::vector<Relation> find_products(const FigureLines& lines) {
  std::vector<Relation> found;
  for (std::size_t target = 0; target < lines.lines(); ++target) {
    if (lines.is_percent(target)) continue;
    const std::vector<std::size_t> partners = partners_of(lines, target);
    for (const std::size_t a : partners)
      for (const std::size_t b : partners) {
        if (b <= a || (lines.is_percent(a) && lines.is_percent(b))) continue;
        // A percentage of whole numbers is their share, not what they were made of.
        const bool counted = lines.is_whole(target) && !is_money(lines, target);
        if (counted && (lines.is_share(a) || lines.is_share(b))) continue;
        double holds = 0, off = 0;
        for (std::size_t p = 0; p < lines.positions(); ++p) {
          if (!lines.has(target, p) || !lines.has(a, p) || !lines.has(b, p) || lines.position_words(p).total)
            continue;
          const Figure& figure = lines.figure(target, p);
          if (std::fabs(figure.value - lines.value(a, p) * lines.value(b, p)) <= figure.step / 2 * 1.01) {
            if (figure.value != 0 && lines.value(a, p) != 1 && lines.value(b, p) != 1) holds += 1;
          } else {
            off += 1;
          }
        }
        if (holds < 3 || off > 1 + holds / 10) continue;
        Relation relation;
        relation.kind = CheckKind::product;
        relation.target = target;
        relation.over = {{a, 1, 0, b}};
        relation.tried = static_cast<double>(partners.size() * partners.size());
        // Where a rate is charged every amount is exact; where the rate was worked out and rounded, none is.
        relation.exact_inputs = true;
        weigh(relation, lines);
        found.push_back(std::move(relation));
      }
  }
  return found;
}

std::vector<Relation> find_shares(const FigureLines& lines) {
  std::vector<Relation> found;
  const auto bands = static_cast<std::size_t>(lines.position_bands());
  for (std::size_t target = 0; target < lines.lines(); ++target) {
    if (!lines.is_share(target) && !lines.words(target).share) {
      // Without a word for it a share is at least a fraction, or a figure of its column's hundred.
      bool fractions = !lines.is_whole(target);
      for (std::size_t p = 0; p < lines.positions() && fractions; ++p)
        fractions = !lines.has(target, p) || (lines.value(target, p) >= 0 && lines.value(target, p) <= 100);
      if (!fractions) continue;
    }
    const std::vector<std::size_t> partners = partners_of(lines, target);
    for (const std::size_t line : partners) {
      if (lines.is_share(line)) continue;
      for (const double scale : {1.0, 100.0}) {
        if (scale != 1 && lines.is_percent(target)) break;
        const auto holds_with = [&](std::size_t band, double total) {
          std::size_t holds = 0;
          for (std::size_t p = 0; p < lines.positions(); ++p) {
            if (static_cast<std::size_t>(lines.position_band(p)) != band || !lines.has(target, p) ||
                !lines.has(line, p))
              continue;
            const Figure& figure = lines.figure(target, p);
            holds += figure.value != 0 && std::fabs(figure.value) != scale &&
                     std::fabs(figure.value - scale * lines.value(line, p) / total) <= figure.step * 1.01;
          }
          return holds;
        };
        Relation relation;
        relation.kind = CheckKind::share;
        relation.target = target;
        relation.scale = scale;
        relation.over = {{line}};
        relation.tried = static_cast<double>(partners.size());
        relation.total_at.resize(bands);
        bool printed = false, worthwhile = false;
        for (std::size_t band = 0; band < bands; ++band) {
          std::size_t most = 1, candidates = 0;
          double sum = 0;
          for (std::size_t p = 0; p < lines.positions(); ++p) {
            if (static_cast<std::size_t>(lines.position_band(p)) != band || !lines.has(line, p)) continue;
            ++candidates;
            sum += lines.value(line, p);
            if (lines.value(line, p) == 0) continue;
            const std::size_t holds = holds_with(band, lines.value(line, p));
            if (holds < most || (holds == most && !lines.position_words(p).total)) continue;
            most = holds;
            relation.total_at[band] = p;
          }
          relation.tried = std::max(relation.tried, static_cast<double>(partners.size() * candidates));
          printed = printed || (relation.total_at[band] && most >= 2);
          worthwhile = worthwhile || (sum != 0 && holds_with(band, sum) >= 2);
        }
        if (printed) {
          weigh(relation, lines);
          found.push_back(relation);
        }
        if (worthwhile) {
          relation.total_at.clear();
          relation.whole_denominator = true;
          weigh(relation, lines);
          found.push_back(std::move(relation));
        }
      }
    }
  }
  return found;
}

}  // namespace outturn
