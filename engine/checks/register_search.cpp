#include "engine/checks/register_search.h"

#include <algorithm>
#include <cctype>
#include <map>
#include <optional>
#include <string>

#include "engine/indicators/spelling.h"

namespace outturn {
namespace {

constexpr std::size_t kFewestReferences = 8;

// "PES 26": letters, perhaps a mark or a space, a number.
std::optional<std::string> prefix_of_reference(std::string_view text) {
  text = trimmed(text);
  std::size_t letters = 0;
  while (letters < text.size() && std::isalpha(static_cast<unsigned char>(text[letters])) != 0) ++letters;
  std::size_t digits = letters;
  if (digits < text.size() && std::string_view(" .-/_").find(text[digits]) != std::string_view::npos)
    ++digits;
  const std::size_t first = digits;
  while (digits < text.size() && std::isdigit(static_cast<unsigned char>(text[digits])) != 0) ++digits;
  if (letters == 0 || letters > 6 || digits == first || digits != text.size()) return std::nullopt;
  return folded_phrase(text.substr(0, letters));
}

// Whether only marks and spaces keep the text from being a reference of a known sort: "PE $ 26".
bool is_misspelt_reference(std::string_view text, const std::map<std::string, int>& prefixes) {
  std::string letters, digits;
  bool marks = false;
  for (const char c : text) {
    if (std::isalpha(static_cast<unsigned char>(c)) != 0 && digits.empty())
      letters += c;
    else if (std::isdigit(static_cast<unsigned char>(c)) != 0)
      digits += c;
    else if (std::string_view(" .-/_").find(c) == std::string_view::npos)
      marks = true;
  }
  if (!marks || letters.empty() || digits.empty() || letters.size() + digits.size() + 4 < text.size())
    return false;
  const std::string own = folded_phrase(letters);
  return std::any_of(prefixes.begin(), prefixes.end(), [&](const auto& known) {
    const std::string& prefix = known.first;
    return known.second >= 3 && (prefix.starts_with(own) || own.starts_with(prefix));
  });
}

class Register {
 public:
  Register(const Workbook& workbook, SheetId sheet, std::int32_t column, std::int32_t first,
           std::int32_t last)
      : sheet_(workbook.sheet(sheet)), id_(sheet), column_(column), first_(first), last_(last) {}

  void add_checks(std::vector<Check>& checks) {
    std::map<std::string, int> prefixes;
    std::size_t references = 0, texts = 0;
    for (std::int32_t row = first_; row <= last_; ++row) {
      const std::string text = text_at(row, column_);
      if (text.empty()) continue;
      ++texts;
      if (const auto prefix = prefix_of_reference(text)) ++prefixes[*prefix], ++references;
    }
    if (references < kFewestReferences || references * 10 < texts * 9) return;
    for (std::int32_t row = first_; row <= last_; ++row) {
      const std::string text = text_at(row, column_);
      if (text.empty() || prefix_of_reference(text) || !is_misspelt_reference(text, prefixes)) continue;
      Check check = start(row, column_, CheckVerdict::malformed);
      check.entered = text;
      check.message = "\"" + text + "\" is no reference like its neighbours'; look at its letters and marks";
      checks.push_back(std::move(check));
    }
    const auto used = sheet_.used_range();
    for (std::int32_t key = column_ + 1; key <= std::min(used->last.column, column_ + 30); ++key)
      add_keys(key, checks);
  }

 private:
  [[nodiscard]] std::string text_at(std::int32_t row, std::int32_t column) const {
    const Value value = sheet_.value({row, column});
    return value.is_text() ? std::string(trimmed(value.text())) : std::string();
  }

  Check start(std::int32_t row, std::int32_t column, CheckVerdict verdict) const {
    Check check;
    check.at = {id_, {row, column}};
    check.kind = CheckKind::complete;
    check.rule = "inferred.register";
    check.verdict = verdict;
    check.label = text_at(row, column_);
    check.suspects = {check.at};
    return check;
  }

  // A column of few words, each of many rows, that nearly every row bears: where it is empty, 0 or a dash,
  // the row falls out of every count by that key.
  void add_keys(std::int32_t key, std::vector<Check>& checks) const {
    std::map<std::string, int> words;
    std::size_t rows = 0, filled = 0;
    bool placeholder = false;
    std::vector<std::int32_t> empty;
    for (std::int32_t row = first_; row <= last_; ++row) {
      if (text_at(row, column_).empty()) continue;
      ++rows;
      const Value value = sheet_.value({row, key});
      const std::string text = text_at(row, key);
      const bool is_zero = value.is_number() && value.number() == 0;
      if (is_zero || text == "-" || text == "0") placeholder = true;
      if (value.is_blank() || is_zero || text.empty() || text == "-" || text == "0") {
        if (!value.is_number() || is_zero) empty.push_back(row);
        continue;
      }
      ++words[folded_phrase(text)];
      ++filled;
    }
    if (empty.empty() || !placeholder || filled * 10 < rows * 8 || words.size() > 8 || words.size() < 2)
      return;
    if (std::any_of(words.begin(), words.end(), [](const auto& word) { return word.second < 3; })) return;
    for (const std::int32_t row : empty) {
      Check check = start(row, key, CheckVerdict::inconsistent);
      const Value value = sheet_.value({row, key});
      check.entered = value.is_text() ? std::string(value.text()) : value.is_blank() ? "" : "0";
      const std::string heading = first_ > 0 ? text_at(first_ - 1, key) : std::string();
      check.message = (check.entered.empty() ? std::string("nothing") : check.entered) + " is entered" +
                      (heading.empty() ? "" : " under \"" + heading + "\"") +
                      ", where nearly every row bears one of " + std::to_string(words.size()) +
                      " words; the row is in no count by it";
      checks.push_back(std::move(check));
    }
  }

  const Sheet& sheet_;
  SheetId id_;
  std::int32_t column_, first_, last_;
};

}  // namespace

std::vector<Check> register_checks(const Workbook& workbook, const std::vector<bool>& skipped) {
  std::vector<Check> checks;
  for (SheetId id = 0; id < workbook.sheet_count(); ++id) {
    const Sheet& sheet = workbook.sheet(id);
    const auto used = sheet.used_range();
    if (!used || is_skipped(skipped, id)) continue;
    for (std::int32_t column = 0; column <= std::min(used->last.column, std::int32_t{3}); ++column) {
      const Column* cells = sheet.column(column);
      if (cells == nullptr) continue;
      std::int32_t first = -1, last = -1;
      std::size_t references = 0;
      for (std::int32_t row = 0; row < std::min(cells->end_row(), kMostTableRows); ++row) {
        if (cells->tag(row) == CellTag::blank) continue;
        const Value value = sheet.value({row, column});
        if (!value.is_text() || !prefix_of_reference(value.text())) continue;
        if (first < 0) first = row;
        last = row;
        ++references;
      }
      if (references < kFewestReferences) continue;
      Register(workbook, id, column, first, last).add_checks(checks);
      break;
    }
  }
  return checks;
}

}  // namespace outturn
