#include "formulas/column_index.h"

#include <algorithm>
#include <bit>
#include <utility>

#include "formulas/coercion.h"
#include "formulas/criterion.h"
#include "formulas/number_text.h"
#include "formulas/text_units.h"

namespace outturn {
namespace {

// Below this a scan is as quick.
constexpr std::int32_t kLeastRows = 64;
constexpr std::int32_t kAlone = -1;  // Entry::begin while the index is made, of a value that comes once
constexpr std::size_t kFirstSlots = 256;
constexpr std::size_t kMostIndexes = 256;
// Patterns remembered by one index; a workbook with more of them has one a row.
constexpr std::size_t kMostPatterns = 1024;

// Every bit of a number counts in every bit of its hash: whole numbers differ in the upper half alone. The
// constants are those of MurmurHash3's finalizer (Appleby).
std::uint64_t mixed(std::uint64_t bits) noexcept {
  bits ^= bits >> 33;
  bits *= 0xff51afd7ed558ccdULL;
  bits ^= bits >> 33;
  bits *= 0xc4ceb9fe1a85ec53ULL;
  return bits ^ (bits >> 33);
}

std::uint64_t hash_of(double number) noexcept {
  return mixed(std::bit_cast<std::uint64_t>(number == 0 ? 0.0 : number));
}

// Equal for texts that are equal ignoring case.
std::uint64_t hash_of(std::string_view text) noexcept {
  std::uint64_t hash = 0x51ed270b27a1d3c5ULL;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint c = code_point_at(text, at);
    hash = mixed(hash ^ fold_case(c.value));
    at += c.bytes;
  }
  return hash;
}

std::string_view text_of(double payload) noexcept {
  return Text::peek(std::bit_cast<std::uint64_t>(payload));
}

// A shared string is the same text in every cell that holds it.
bool is_same_text(std::string_view a, std::string_view b) {
  return (a.data() == b.data() && a.size() == b.size()) || equal_ignoring_case(a, b);
}

}  // namespace

ColumnIndex::ColumnIndex(SheetId sheet, std::int32_t column, EvaluationContext& context) {
  const RangeAddress whole{{0, column}, {kMaxRows - 1, column}};
  slots_.assign(kFirstSlots, -1);
  std::vector<std::pair<std::int32_t, std::int32_t>> found;  // entry, row
  context.visit(single_area(sheet, whole), [&](const CellRun& run) {
    for (std::int32_t i = 0; i < run.count; ++i) {
      if (run.kind == ValueKind::logical)
        logicals_[run.logical(i) ? 1 : 0].push_back(run.first.row + i);
      else if (run.kind == ValueKind::number || run.kind == ValueKind::text)
        found.emplace_back(entry_of(run.kind, run.payload[i]), run.first.row + i);
    }
    return true;
  });
  std::int32_t begin = 0;
  for (Entry& entry : entries_) {
    entry.begin = entry.count == 1 ? kAlone : begin;
    if (entry.count == 1) continue;
    begin += std::exchange(entry.count, 0);
  }
  rows_.resize(static_cast<std::size_t>(begin));
  for (const auto& [id, row] : found) {
    Entry& entry = entries_[static_cast<std::size_t>(id)];
    if (entry.begin == kAlone)
      entry.begin = row;
    else
      rows_[static_cast<std::size_t>(entry.begin + entry.count++)] = row;
  }
}

std::int32_t ColumnIndex::entry_of(ValueKind kind, double payload) {
  const std::uint64_t hash = kind == ValueKind::number ? hash_of(payload) : hash_of(text_of(payload));
  if (entries_.size() * 2 >= slots_.size()) grow();
  std::size_t slot = hash & (slots_.size() - 1);
  for (; slots_[slot] >= 0; slot = (slot + 1) & (slots_.size() - 1)) {
    Entry& entry = entries_[static_cast<std::size_t>(slots_[slot])];
    if (entry.hash != hash || entry.kind != kind) continue;
    if (kind == ValueKind::number ? entry.payload == payload
                                  : is_same_text(text_of(entry.payload), text_of(payload))) {
      ++entry.count;
      return slots_[slot];
    }
  }
  slots_[slot] = static_cast<std::int32_t>(entries_.size());
  entries_.push_back({hash, payload, kind, 0, 1});
  return slots_[slot];
}

void ColumnIndex::grow() {
  slots_.assign(slots_.size() * 2, -1);
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    std::size_t slot = entries_[i].hash & (slots_.size() - 1);
    while (slots_[slot] >= 0) slot = (slot + 1) & (slots_.size() - 1);
    slots_[slot] = static_cast<std::int32_t>(i);
  }
}

template <typename Same>
ColumnIndex::Rows ColumnIndex::find(std::uint64_t hash, ValueKind kind, Same&& same) const {
  for (std::size_t slot = hash & (slots_.size() - 1); slots_[slot] >= 0;
       slot = (slot + 1) & (slots_.size() - 1)) {
    const Entry& entry = entries_[static_cast<std::size_t>(slots_[slot])];
    if (entry.hash == hash && entry.kind == kind && same(entry)) return rows_of(entry);
  }
  return {};
}

ColumnIndex::Rows ColumnIndex::rows_of(double number) const {
  return find(hash_of(number), ValueKind::number, [&](const Entry& each) { return each.payload == number; });
}

ColumnIndex::Rows ColumnIndex::rows_of(std::string_view text) const {
  return find(hash_of(text), ValueKind::text,
              [&](const Entry& each) { return is_same_text(text_of(each.payload), text); });
}

bool ColumnIndex::has_texts_like_numbers(EvaluationContext& context) const {
  if (!texts_like_numbers_) {
    const TextReading reading = text_reading(context);
    texts_like_numbers_ = std::any_of(entries_.begin(), entries_.end(), [&](const Entry& entry) {
      return entry.kind == ValueKind::text && number_from_text(text_of(entry.payload), reading);
    });
  }
  return *texts_like_numbers_;
}

std::span<const ColumnIndex::Numbered> ColumnIndex::numbers_between(const std::optional<Bound>& low,
                                                                    const std::optional<Bound>& high) const {
  if (!sorted_numbers_) {
    std::vector<Numbered>& all = sorted_numbers_.emplace();
    for (const Entry& entry : entries_)
      if (entry.kind == ValueKind::number)
        for (const std::int32_t row : rows_of(entry)) all.push_back({entry.payload, row});
    std::sort(all.begin(), all.end(), [](const Numbered& a, const Numbered& b) {
      return a.number < b.number || (a.number == b.number && a.row < b.row);
    });
  }
  auto first = sorted_numbers_->cbegin();
  auto last = sorted_numbers_->cend();
  if (low)
    first = std::partition_point(first, last, [&](const Numbered& each) {
      return low->included ? each.number < low->number : each.number <= low->number;
    });
  if (high)
    last = std::partition_point(first, last, [&](const Numbered& each) {
      return high->included ? each.number <= high->number : each.number < high->number;
    });
  return {first, last};
}

ColumnIndex::Rows ColumnIndex::rows_matching(const std::string& pattern) const {
  const auto known = matching_.find(pattern);
  if (known != matching_.end()) return known->second;
  if (!sorted_texts_) {
    auto& all = sorted_texts_.emplace();
    for (std::size_t i = 0; i < entries_.size(); ++i)
      if (entries_[i].kind == ValueKind::text)
        all.emplace_back(fold_case(text_of(entries_[i].payload)), static_cast<std::int32_t>(i));
    std::sort(all.begin(), all.end());
  }
  // Only texts that begin as the pattern does can match.
  const std::string start = fold_case(std::string_view(pattern).substr(0, pattern.find_first_of("*?~")));
  auto text = std::partition_point(sorted_texts_->cbegin(), sorted_texts_->cend(),
                                   [&](const auto& each) { return each.first < start; });
  const WildcardPattern wildcards(pattern);
  std::vector<std::int32_t> rows;
  for (; text != sorted_texts_->cend() && text->first.starts_with(start); ++text) {
    const Entry& entry = entries_[static_cast<std::size_t>(text->second)];
    if (!wildcards.matches(text_of(entry.payload))) continue;
    const Rows own = rows_of(entry);
    rows.insert(rows.end(), own.begin(), own.end());
  }
  std::sort(rows.begin(), rows.end());
  if (matching_.size() >= kMostPatterns) matching_.clear();
  return matching_.emplace(pattern, std::move(rows)).first->second;
}

ColumnIndex::Rows rows_within(ColumnIndex::Rows rows, const RangeAddress& range) noexcept {
  const auto first = std::lower_bound(rows.begin(), rows.end(), range.first.row);
  return {first, std::upper_bound(first, rows.end(), range.last.row)};
}

const ColumnIndex* ColumnIndexes::find(SheetId sheet, const RangeAddress& range, EvaluationContext& context) {
  if (range.rows() < kLeastRows || !context.is_complete(sheet, range.first.column)) return nullptr;
  const std::pair key(sheet, range.first.column);
  if (kept_.size() >= kMostIndexes && !kept_.contains(key)) kept_.clear();
  Kept& kept = kept_[key];
  const std::uint64_t version = context.version(sheet, range.first.column);
  if (kept.version != version) {
    kept.version = version;
    kept.searched = false;
    kept.index.reset();
  }
  if (kept.index == nullptr && std::exchange(kept.searched, true))
    kept.index = std::make_unique<const ColumnIndex>(sheet, range.first.column, context);
  return kept.index.get();
}

}  // namespace outturn
