#include "engine/formula_table.h"

#include <algorithm>
#include <cstring>
#include <functional>

#include "formulas/lexer.h"

namespace outturn {
namespace {

constexpr std::size_t kFirstSlots = 256;

// Whether a formula holds [Column] or [@Column] without a table's name, as programs other than Excel write
// it.
bool names_own_table(std::string_view text) {
  if (text.find('[') == std::string_view::npos) return false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '"' || c == '\'') {
      at = std::min(text.find(c, at + 1), text.size());
    } else if (c == '[') {
      const bool named = at > 0 && is_name_part(text[at - 1]);
      int depth = 0;
      for (; at < text.size(); ++at) {
        if (text[at] == '\'')
          ++at;
        else if (text[at] == '[')
          ++depth;
        else if (text[at] == ']' && --depth == 0)
          break;
      }
      const bool link =
          at + 1 < text.size() && (is_name_part(text[at + 1]) || text[at + 1] == '!');  // [1]Sheet!A1
      if (!named && !link) return true;
    }
  }
  return false;
}

std::uint32_t hash_of(std::string_view key) noexcept {
  const std::size_t hash = std::hash<std::string_view>()(key);
  return static_cast<std::uint32_t>(hash ^ (hash >> 32));
}

}  // namespace

void FormulaTable::append_key(SheetId sheet, CellAddress cell, std::string_view text, FormulaMode mode,
                              std::string& key) {
  key.append(reinterpret_cast<const char*>(&sheet), sizeof sheet);
  key += static_cast<char>(mode);
  append_formula_key(text, cell, key);
  // What [Column] means depends on the table that the cell stands in.
  if (names_own_table(text)) key.append(reinterpret_cast<const char*>(&cell), sizeof cell);
}

void FormulaTable::key_of(const Formula& formula, std::string& key) const {
  key.clear();
  append_key(formula.sheet, formula.origin, formula.text, formula.mode, key);
}

const FormulaPattern* FormulaTable::pattern_of(FormulaId id) const {
  if (patterns_.empty()) return nullptr;
  const auto found = patterns_.find(id);
  return found == patterns_.end() ? nullptr : &found->second;
}

bool FormulaTable::repeats(Recent& recent, SheetId sheet, CellAddress cell, std::string_view text,
                           FormulaMode mode) const {
  if (recent.formula < 0 || recent.sheet != sheet || recent.mode != mode) return false;
  if (recent.pattern == nullptr) recent.pattern = pattern_of(recent.formula);
  return recent.pattern != nullptr && recent.pattern->matches((*this)[recent.formula].text, text, cell);
}

void FormulaTable::remember(CellAddress cell, const Recent& recent) {
  const auto column = static_cast<std::size_t>(cell.column);
  if (column >= above_.size()) above_.resize(column + 1);
  left_ = above_[column] = recent;
}

FormulaId FormulaTable::add(SheetId sheet, CellAddress cell, std::string_view text, FormulaMode mode) {
  const auto column = static_cast<std::size_t>(cell.column);
  for (Recent* recent : {column < above_.size() ? &above_[column] : nullptr, &left_}) {
    if (recent == nullptr || !repeats(*recent, sheet, cell, text, mode)) continue;
    const Recent again = *recent;
    remember(cell, again);
    return again.formula;
  }
  if (slotted_ * 2 >= slots_.size()) grow();
  key_.clear();
  append_key(sheet, cell, text, mode, key_);
  const std::uint32_t hash = hash_of(key_);
  std::size_t slot = hash & (slots_.size() - 1);
  for (; slots_[slot] >= 0; slot = (slot + 1) & (slots_.size() - 1)) {
    const FormulaId id = slots_[slot];
    if (hashes_[static_cast<std::size_t>(id)] != hash) continue;
    key_of((*this)[id], other_key_);
    if (other_key_ != key_) continue;
    // It came again, and will come further.
    if (!names_own_table(text)) patterns_.try_emplace(id, (*this)[id].text, (*this)[id].origin);
    remember(cell, {id, sheet, mode, pattern_of(id)});
    return id;
  }
  const FormulaId id = add_alone(sheet, cell, text, mode);
  hashes_.resize(formulas_.size());
  hashes_.back() = hash;
  slots_[slot] = id;
  ++slotted_;
  remember(cell, {id, sheet, mode});
  return id;
}

FormulaId FormulaTable::add_alone(SheetId sheet, CellAddress cell, std::string_view text, FormulaMode mode) {
  auto* copy = static_cast<char*>(texts_.allocate(std::max<std::size_t>(text.size(), 1), 1));
  std::copy(text.begin(), text.end(), copy);
  formulas_.push_back({std::string_view(copy, text.size()), sheet, cell, mode, nullptr});
  return static_cast<FormulaId>(formulas_.size()) - 1;
}

void FormulaTable::grow() {
  slots_.assign(std::max(kFirstSlots, slots_.size() * 2), -1);
  for (std::size_t i = 0; i < hashes_.size(); ++i) {
    if (hashes_[i] == 0) continue;
    std::size_t slot = hashes_[i] & (slots_.size() - 1);
    while (slots_[slot] >= 0) slot = (slot + 1) & (slots_.size() - 1);
    slots_[slot] = static_cast<FormulaId>(i);
  }
}

void FormulaTable::finish() {
  std::vector<FormulaId>().swap(slots_);
  std::vector<std::uint32_t>().swap(hashes_);
  slotted_ = 0;
  patterns_.clear();
  above_.clear();
  left_ = {};
}

}  // namespace outturn
