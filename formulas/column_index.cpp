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
// Looking so often at each text takes as long as making an index of their pieces.
constexpr std::size_t kLooksLikeSubstrings = 16;

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
  Found found;
  context.visit(single_area(sheet, whole), [&](const CellRun& run) {
    for (std::int32_t i = 0; i < run.count; ++i) add(run.kind, run.payload[i], run.first.row + i, found);
    return true;
  });
  list_rows(found);
}

ColumnIndex::ColumnIndex(const Array& array, bool down) {
  slots_.assign(kFirstSlots, -1);
  Found found;
  const std::size_t count = down ? array.rows() : array.columns();
  for (std::size_t i = 0; i < count; ++i) {
    const Value& value = down ? array.at(i, 0) : array.at(0, i);
    add(value.kind(), payload_of(value), static_cast<std::int32_t>(i), found);
  }
  list_rows(found);
}

void ColumnIndex::add(ValueKind kind, double payload, std::int32_t row, Found& found) {
  switch (kind) {
    case ValueKind::number:
    case ValueKind::text:
      found.emplace_back(entry_of(kind, payload), row);
      break;
    case ValueKind::logical:
      logicals_[std::bit_cast<std::uint64_t>(payload) != 0 ? 1 : 0].push_back(row);
      break;
    case ValueKind::error:
      errors_.emplace_back(row, static_cast<ErrorCode>(std::bit_cast<std::uint64_t>(payload)));
      break;
    default:
      break;
  }
}

void ColumnIndex::list_rows(const Found& found) {
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

ColumnIndex::Rows ColumnIndex::rows_reading_as(double number, EvaluationContext& context) const {
  if (!readings_) {
    auto& all = readings_.emplace();
    const TextReading reading = text_reading(context);
    for (const Entry& entry : entries_) {
      if (entry.kind != ValueKind::text) continue;
      if (const auto read = number_from_text(text_of(entry.payload), reading)) {
        const Rows own = rows_of(entry);
        auto& rows = all[read->value];
        rows.insert(rows.end(), own.begin(), own.end());
      }
    }
    for (auto& [value, rows] : all) {
      const Rows own = rows_of(value);
      rows.insert(rows.end(), own.begin(), own.end());
      std::sort(rows.begin(), rows.end());
    }
  }
  const auto read = readings_->find(number);
  return read == readings_->end() ? rows_of(number) : Rows(read->second);
}

std::optional<ErrorCode> ColumnIndex::first_error(const RangeAddress& range) const {
  const auto error = std::partition_point(errors_.begin(), errors_.end(),
                                          [&](const auto& each) { return each.first < range.first.row; });
  if (error == errors_.end() || error->first > range.last.row) return std::nullopt;
  return error->second;
}

// --- by size

const ColumnIndex::BySize& ColumnIndex::by_size(ValueKind kind) const {
  std::optional<BySize>& made = kind == ValueKind::number ? numbers_ : texts_;
  if (made) return *made;
  std::vector<std::int32_t> entries;
  for (std::size_t i = 0; i < entries_.size(); ++i)
    if (entries_[i].kind == kind) entries.push_back(static_cast<std::int32_t>(i));
  const auto payload = [&](std::int32_t id) { return entries_[static_cast<std::size_t>(id)].payload; };
  std::sort(entries.begin(), entries.end(), [&](std::int32_t a, std::int32_t b) {
    return kind == ValueKind::number
               ? payload(a) < payload(b)
               : compare_text_ignoring_case(text_of(payload(a)), text_of(payload(b))) < 0;
  });
  std::vector<std::pair<std::int32_t, std::uint32_t>> ranked;  // row, rank
  for (std::size_t rank = 0; rank < entries.size(); ++rank)
    for (const std::int32_t row : rows_of(entries_[static_cast<std::size_t>(entries[rank])]))
      ranked.emplace_back(row, static_cast<std::uint32_t>(rank));
  std::sort(ranked.begin(), ranked.end());
  std::vector<std::int32_t> rows;
  std::vector<std::uint32_t> ranks;
  rows.reserve(ranked.size());
  ranks.reserve(ranked.size());
  for (const auto& [row, rank] : ranked) {
    rows.push_back(row);
    ranks.push_back(rank);
  }
  const std::size_t distinct = entries.size();
  made.emplace(BySize{std::move(entries), ColumnOrder(std::move(rows), std::move(ranks), distinct)});
  return *made;
}

std::size_t ColumnIndex::rank_of(double number, bool equal_too) const {
  const std::vector<std::int32_t>& entries = by_size(ValueKind::number).entries;
  const auto end = std::partition_point(entries.begin(), entries.end(), [&](std::int32_t id) {
    const double each = entries_[static_cast<std::size_t>(id)].payload;
    return equal_too ? each <= number : each < number;
  });
  return static_cast<std::size_t>(end - entries.begin());
}

std::size_t ColumnIndex::rank_of(std::string_view text, bool equal_too) const {
  const std::vector<std::int32_t>& entries = by_size(ValueKind::text).entries;
  const auto end = std::partition_point(entries.begin(), entries.end(), [&](std::int32_t id) {
    const int order =
        compare_text_ignoring_case(text_of(entries_[static_cast<std::size_t>(id)].payload), text);
    return equal_too ? order <= 0 : order < 0;
  });
  return static_cast<std::size_t>(end - entries.begin());
}

std::size_t ColumnIndex::rank_of(const Value& value, bool equal_too) const {
  return value.is_number() ? rank_of(value.number(), equal_too) : rank_of(value.text(), equal_too);
}

std::size_t ColumnIndex::count(ValueKind kind, const RangeAddress& range) const {
  return by_size(kind).order.within(range).size();
}

std::size_t ColumnIndex::count_before(double number, bool equal_too, const RangeAddress& range) const {
  const ColumnOrder& order = by_size(ValueKind::number).order;
  return order.count_below(order.within(range), rank_of(number, equal_too));
}

std::size_t ColumnIndex::count_before(std::string_view text, bool equal_too,
                                      const RangeAddress& range) const {
  const ColumnOrder& order = by_size(ValueKind::text).order;
  return order.count_below(order.within(range), rank_of(text, equal_too));
}

std::size_t ColumnIndex::count_between(const std::optional<Bound>& low, const std::optional<Bound>& high,
                                       const RangeAddress& range) const {
  const std::size_t before = low ? count_before(low->number, !low->included, range) : 0;
  const std::size_t to_high =
      high ? count_before(high->number, high->included, range) : count(ValueKind::number, range);
  return to_high > before ? to_high - before : 0;
}

std::vector<std::int32_t> ColumnIndex::rows_between(const std::optional<Bound>& low,
                                                    const std::optional<Bound>& high,
                                                    const RangeAddress& range) const {
  const std::vector<std::int32_t>& entries = by_size(ValueKind::number).entries;
  std::size_t rank = low ? rank_of(low->number, !low->included) : 0;
  const std::size_t end = high ? rank_of(high->number, high->included) : entries.size();
  std::vector<std::int32_t> rows;
  for (; rank < end; ++rank) {
    const Rows own = rows_within(rows_of(entries_[static_cast<std::size_t>(entries[rank])]), range);
    rows.insert(rows.end(), own.begin(), own.end());
  }
  // A ledger has its dates in order already.
  if (!std::is_sorted(rows.begin(), rows.end())) std::sort(rows.begin(), rows.end());
  return rows;
}

double ColumnIndex::kth_number(std::size_t k, const RangeAddress& range) const {
  const BySize& numbers = by_size(ValueKind::number);
  const std::size_t rank = numbers.order.kth_rank(numbers.order.within(range), k);
  return entries_[static_cast<std::size_t>(numbers.entries[rank])].payload;
}

ColumnIndex::Rows ColumnIndex::rows_of_rank(const BySize& values, std::size_t rank,
                                            const RangeAddress& range) const {
  return rows_within(rows_of(entries_[static_cast<std::size_t>(values.entries[rank])]), range);
}

ColumnIndex::Rows ColumnIndex::nearest(const Value& wanted, Side side, const RangeAddress& range) const {
  const BySize& values = by_size(wanted.kind());
  const ColumnOrder::Stretch stretch = values.order.within(range);
  const std::size_t before = values.order.count_below(stretch, rank_of(wanted, side == Side::up_to));
  if (side == Side::up_to ? before == 0 : before == stretch.size()) return {};
  const std::size_t k = side == Side::up_to ? before - 1 : before;
  return rows_of_rank(values, values.order.kth_rank(stretch, k), range);
}

ColumnIndex::Rows ColumnIndex::extreme(ValueKind kind, Side side, const RangeAddress& range) const {
  const BySize& values = by_size(kind);
  const ColumnOrder::Stretch stretch = values.order.within(range);
  if (stretch.size() == 0) return {};
  const std::size_t k = side == Side::up_to ? stretch.size() - 1 : 0;
  return rows_of_rank(values, values.order.kth_rank(stretch, k), range);
}

std::int32_t ColumnIndex::last_before_smaller(const Value& wanted, const RangeAddress& range) const {
  const ColumnOrder& order = by_size(wanted.kind()).order;
  const ColumnOrder::Stretch stretch = order.within(range);
  const std::size_t smaller = order.first_below(stretch, rank_of(wanted, false));
  const Rows equal =
      rows_within(wanted.is_number() ? rows_of(wanted.number()) : rows_of(wanted.text()), range);
  if (!equal.empty() && (smaller == stretch.last || equal.front() < order.row(smaller))) return equal.front();
  return smaller == stretch.first ? -1 : order.row(smaller - 1);
}

const std::vector<ColumnIndex::FoldedText>& ColumnIndex::folded_texts() const {
  if (folded_texts_) return *folded_texts_;
  auto& all = folded_texts_.emplace();
  for (std::size_t i = 0; i < entries_.size(); ++i)
    if (entries_[i].kind == ValueKind::text)
      all.emplace_back(fold_case(text_of(entries_[i].payload)), static_cast<std::int32_t>(i));
  std::sort(all.begin(), all.end());
  return all;
}

const SubstringIndex* ColumnIndex::substrings(std::size_t texts_to_look_at) const {
  looked_at_ += texts_to_look_at;
  if (!substrings_made_ && looked_at_ / kLooksLikeSubstrings >= folded_texts_->size()) {
    std::vector<std::string_view> texts;
    texts.reserve(folded_texts_->size());
    for (const auto& [text, entry] : *folded_texts_) texts.push_back(text);
    substrings_ = SubstringIndex::of(texts);
    substrings_made_ = true;
  }
  return substrings_ ? &*substrings_ : nullptr;
}

ColumnIndex::Rows ColumnIndex::rows_matching(const std::string& pattern) const {
  const auto known = matching_.find(pattern);
  if (known != matching_.end()) return known->second;
  const std::vector<FoldedText>& texts = folded_texts();
  // Only texts that begin as the pattern does can match.
  const std::string start = fold_case(std::string_view(pattern).substr(0, pattern.find_first_of("*?~")));
  const auto first = std::partition_point(texts.begin(), texts.end(),
                                          [&](const FoldedText& each) { return each.first < start; });
  const auto last = std::partition_point(
      first, texts.end(), [&](const FoldedText& each) { return each.first.starts_with(start); });
  const WildcardPattern wildcards(pattern);
  std::vector<std::int32_t> rows;
  const auto add_if_matching = [&](const FoldedText& each) {
    const Entry& entry = entries_[static_cast<std::size_t>(each.second)];
    if (!wildcards.matches(text_of(entry.payload))) return;
    const Rows own = rows_of(entry);
    rows.insert(rows.end(), own.begin(), own.end());
  };
  // Where many do, those that hold its other characters.
  const auto count = static_cast<std::size_t>(last - first);
  std::optional<std::vector<std::uint32_t>> holding;
  if (count > static_cast<std::size_t>(kLeastRows)) {
    const std::vector<std::string> pieces = wildcards.pieces();
    if (!pieces.empty())
      if (const SubstringIndex* index = substrings(count)) holding = index->holding(pieces, count / 4);
  }
  if (holding) {
    for (const std::uint32_t at : *holding) add_if_matching(texts[at]);
  } else {
    std::for_each(first, last, add_if_matching);
  }
  std::sort(rows.begin(), rows.end());
  if (matching_.size() >= kMostPatterns) matching_.clear();
  return matching_.emplace(pattern, std::move(rows)).first->second;
}

ColumnIndex::Rows rows_within(ColumnIndex::Rows rows, const RangeAddress& range) noexcept {
  const auto first = std::lower_bound(rows.begin(), rows.end(), range.first.row);
  return {first, std::upper_bound(first, rows.end(), range.last.row)};
}

const ColumnIndex* index_of(const Array& array, bool down) {
  if ((down ? array.rows() : array.columns()) < static_cast<std::size_t>(kLeastRows)) return nullptr;
  Array::Searches& searches = array.searches();
  if (searches.index == nullptr && ++searches.count > 1) {
    searches.index = std::make_shared<const ColumnIndex>(array, down);
    searches.down = down;
  }
  return searches.down == down ? searches.index.get() : nullptr;
}

const ColumnIndex* ColumnIndexes::find(SheetId sheet, const RangeAddress& range, EvaluationContext& context,
                                       std::int32_t searches) {
  if (range.rows() < kLeastRows || !context.is_complete(sheet, range.first.column)) return nullptr;
  const std::pair key(sheet, range.first.column);
  if (kept_.size() >= kMostIndexes && !kept_.contains(key)) kept_.clear();
  Kept& kept = kept_[key];
  const std::uint64_t version = context.version(sheet, range.first.column);
  if (kept.version != version) {
    kept.version = version;
    kept.searches = 0;
    kept.index.reset();
  }
  if (kept.index == nullptr && kept.searches++ >= searches)
    kept.index = std::make_unique<const ColumnIndex>(sheet, range.first.column, context);
  return kept.index.get();
}

}  // namespace outturn
