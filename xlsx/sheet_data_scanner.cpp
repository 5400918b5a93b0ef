#include "xlsx/sheet_data_scanner.h"

#include <cstring>
#include <string>

#include "xlsx/plain_markup.h"
#include "xlsx/sheet_data_events.h"
#include "xlsx/xml_markup.h"
#include "xlsx/xml_text.h"

namespace outturn::xlsx {
namespace {

// What the values of attributes and the names of elements and attributes consist of, by byte.
struct ByteClasses {
  bool plain_value[256] = {};  // no entity, no markup, ASCII
  bool name[256] = {};
  constexpr ByteClasses() {
    for (int c = 0x20; c < 0x80; ++c) plain_value[c] = c != '&' && c != '<' && c != '"' && c != '\'';
    for (int c = 'a'; c <= 'z'; ++c) name[c] = name[c - 'a' + 'A'] = true;
    for (int c = '0'; c <= '9'; ++c) name[c] = true;
    for (const char c : {':', '_', '-', '.'}) name[static_cast<unsigned char>(c)] = true;
  }
};
constexpr ByteClasses kBytes;

// As a row's number stands in its cells' addresses: no sign, no blanks, no zeros in front.
bool is_plain_number(std::string_view text) noexcept {
  if (text.empty() || text[0] == '0') return false;
  for (const char c : text)
    if (c < '0' || c > '9') return false;
  return true;
}

bool is_letter(std::string_view name, char letter) noexcept { return name.size() == 1 && name[0] == letter; }

class Scanner {
 public:
  Scanner(std::string_view text, std::size_t begin, std::string_view prefix, SheetDataEvents& events)
      : text_(text), at_(begin), prefix_(prefix), events_(events), wants_formulas_(events.wants_formulas()) {}

  std::optional<ScannedSheetData> scan() {
    while (true) {
      if (!to_markup()) return std::nullopt;
      const std::size_t tag = at_;
      if (closes("sheetData")) return ScannedSheetData{tag, plain_};
      if (!opens("row") || !row(tag)) return std::nullopt;
    }
  }

  bool scan_cell(std::string_view row_digits) {
    enter_usual_row(row_digits);
    if (usual_cell()) return true;
    const std::size_t tag = at_;
    return opens("c") && cell(tag);
  }

 private:
  enum class TagEnd { open, empty, declined };

  [[nodiscard]] char peek(std::size_t ahead = 0) const noexcept {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
  }
  void skip_space() noexcept {
    while (at_ < text_.size() && is_xml_space(text_[at_])) ++at_;
  }
  bool to_markup() noexcept {
    skip_space();
    return peek() == '<';
  }
  template <std::size_t size>
  bool accept(const char (&name)[size]) noexcept {
    constexpr std::size_t length = size - 1;
    if (!prefix_.empty() && text_.compare(at_, prefix_.size(), prefix_) != 0) return false;
    const std::size_t from = at_ + prefix_.size();
    if (text_.size() < from + length) return false;
    for (std::size_t i = 0; i < length; ++i)
      if (text_[from + i] != name[i]) return false;
    const char c = from + length < text_.size() ? text_[from + length] : '\0';
    if (c != '>' && c != '/' && !is_xml_space(c)) return false;
    at_ = from + length;
    return true;
  }
  // Moves behind "<prefix:name" or not at all.
  template <std::size_t size>
  bool opens(const char (&name)[size]) noexcept {
    if (peek() != '<') return false;
    ++at_;
    if (accept(name)) return true;
    --at_;
    return false;
  }
  // Moves behind "</prefix:name>" or not at all.
  template <std::size_t size>
  bool closes(const char (&name)[size]) noexcept {
    const std::size_t from = at_;
    if (peek() == '<' && peek(1) == '/') {
      at_ += 2;
      if (accept(name)) {
        skip_space();
        if (peek() == '>') {
          ++at_;
          return true;
        }
      }
    }
    at_ = from;
    return false;
  }

  // Attributes from behind the name to behind the ">". A value with an entity, or a namespace, is declined.
  template <typename Visitor>
  TagEnd attributes(Visitor visit) noexcept {
    while (true) {
      const std::size_t before = at_;
      skip_space();
      if (peek() == '>') {
        ++at_;
        return TagEnd::open;
      }
      if (peek() == '/') {
        if (peek(1) != '>') return TagEnd::declined;
        at_ += 2;
        return TagEnd::empty;
      }
      if (at_ == before) return TagEnd::declined;
      const std::size_t name_begin = at_;
      while (at_ < text_.size() && kBytes.name[static_cast<unsigned char>(text_[at_])]) ++at_;
      const std::string_view name = text_.substr(name_begin, at_ - name_begin);
      skip_space();
      if (name.empty() || peek() != '=') return TagEnd::declined;
      ++at_;
      skip_space();
      const char quote = peek();
      if (quote != '"' && quote != '\'') return TagEnd::declined;
      const std::size_t value_begin = ++at_;
      while (at_ < text_.size()) {
        const char c = text_[at_];
        if (kBytes.plain_value[static_cast<unsigned char>(c)]) {
          ++at_;
          continue;
        }
        if (c == quote) break;
        if (c != '"' && c != '\'') return TagEnd::declined;
        ++at_;
      }
      if (at_ == text_.size()) return TagEnd::declined;
      const std::string_view value = text_.substr(value_begin, at_ - value_begin);
      ++at_;
      if (name.substr(0, 5) == "xmlns") return TagEnd::declined;
      visit(name, value);
    }
  }

  // Character data and the end tag of `name`; decoded into `scratch` only where it must be.
  template <std::size_t size>
  bool content(const char (&name)[size], std::string& scratch, std::string_view& result,
               bool decoded = true) {
    const void* found = std::memchr(text_.data() + at_, '<', text_.size() - at_);
    if (found == nullptr) return false;
    const auto end = static_cast<std::size_t>(static_cast<const char*>(found) - text_.data());
    result = text_.substr(at_, end - at_);
    at_ = end;
    return (!decoded || decode(result, scratch)) && closes(name);
  }

  bool row(std::size_t tag) {
    RawRow raw;
    const TagEnd end = attributes([&](std::string_view name, std::string_view value) {
      if (name == "r")
        raw.r = value;
      else if (name == "s")
        raw.style = value;
      else if (name == "hidden")
        raw.hidden = value;
      else if (name == "customFormat")
        raw.custom_format = value;
    });
    if (end == TagEnd::declined) return false;
    raw.begin = tag;
    raw.end = at_;
    events_.row(raw);
    if (end == TagEnd::empty) {
      events_.row_end(at_);
      return true;
    }
    if (!begins(tag, "<row r=\"") || !is_plain_number(raw.r)) plain_ = false;
    enter_usual_row(prefix_.empty() && is_plain_number(raw.r) ? raw.r : std::string_view());
    while (true) {
      while (!usual_row_.empty() && usual_cell()) {
      }
      if (!to_markup()) return false;
      const std::size_t markup = at_;
      if (opens("c")) {
        if (!cell(markup)) return false;
      } else if (closes("row")) {
        events_.row_end(markup);
        return true;
      } else {
        return false;
      }
    }
  }

  void enter_usual_row(std::string_view digits) noexcept {
    usual_row_ = digits.size() <= ShortWord::kMostCharacters ? digits : std::string_view();
    usual_digits_ = ShortWord(usual_row_);
  }
  [[nodiscard]] bool begins(std::size_t at, std::string_view word) const noexcept {
    return text_.compare(at, word.size(), word) == 0;
  }
  // Character data: into `scratch` only where it must be.
  static bool decode(std::string_view& text, std::string& scratch) {
    if (is_plain(text)) return true;
    scratch.clear();
    if (!append_character_data(scratch, text)) return false;
    text = scratch;
    return true;
  }
  // A cell as Excel and most programs write it: <c r="B2" s="1" t="str"><f>…</f><v>…</v></c>, parts of it
  // left out. Any other is left where it stands, for cell().
  bool usual_cell() {
    PlainMarkup markup(text_, at_);
    if (!markup.pass("<c r=\"")) return false;
    RawCell& raw = usual_;
    raw.column = markup.pass_column() - 1;
    if (raw.column < 0 || !markup.pass(usual_digits_) || !markup.pass("\"")) return false;
    raw.style = raw.type = raw.formula = raw.value = {};
    raw.has_formula = raw.has_value = false;
    raw.value_begin = raw.value_end = 0;
    if (markup.pass(" s=\"") && !markup.pass_word(&raw.style)) return false;
    if (markup.pass(" t=\"") && !markup.pass_word(&raw.type)) return false;
    raw.begin = at_;
    if (markup.pass("/>")) {
      raw.tag_end = markup.at();
    } else {
      if (!markup.pass(">")) return false;
      raw.tag_end = markup.at();
      if (markup.pass("<f>")) {
        const std::size_t begin = markup.at();
        if (!markup.pass_to(markup.next('<'))) return false;
        raw.has_formula = true;
        raw.formula = markup.since(begin);
        if ((wants_formulas_ && !decode(raw.formula, formula_)) || !markup.pass("</f>")) return false;
      }
      if (markup.pass("<v>")) {
        raw.value_begin = markup.at();
        if (!markup.pass_to(markup.next('<'))) return false;
        raw.has_value = true;
        raw.value_end = markup.at();
        raw.value = markup.since(raw.value_begin);
        if (!decode(raw.value, value_) || !markup.pass("</v>")) return false;
      }
      if (!markup.pass("</c>")) return false;
    }
    raw.end = at_ = markup.at();
    events_.cell(raw);
    return true;
  }

  bool cell(std::size_t tag) {
    RawCell raw;
    const TagEnd end = attributes([&](std::string_view name, std::string_view value) {
      if (is_letter(name, 'r'))
        raw.r = value;
      else if (is_letter(name, 's'))
        raw.style = value;
      else if (is_letter(name, 't'))
        raw.type = value;
      else if (name == "cm")
        raw.cell_metadata = value;
      else if (name == "vm")
        raw.value_metadata = value;
    });
    if (end == TagEnd::declined) return false;
    if (!begins(tag, "<c r=\"") || !raw.r.ends_with(usual_row_)) plain_ = false;
    raw.begin = tag;
    raw.tag_end = at_;
    if (end == TagEnd::open) {
      while (true) {
        if (!to_markup()) return false;
        if (opens("v")) {
          if (raw.has_value || !value(raw)) return false;
          // What follows the value is the cell's end tag: the value can be replaced where it stands.
          if (prefix_.empty() && raw.value_metadata.empty() && !raw.has_inline &&
              text_.substr(at_, 4) == "</c>")
            raw.value_end = raw.value_begin == 0 ? 0 : value_end_;
        } else if (opens("f")) {
          if (raw.has_formula || !formula(raw)) return false;
        } else if (closes("c")) {
          break;
        } else if (!opens("is") || raw.has_inline || !inline_string(raw)) {
          return false;
        }
      }
    }
    raw.end = at_;
    events_.cell(raw);
    return true;
  }

  bool value(RawCell& raw) {
    const TagEnd end = attributes([](std::string_view, std::string_view) {});
    if (end == TagEnd::declined) return false;
    raw.has_value = true;
    if (end == TagEnd::empty) return true;
    if (text_[at_ - 2] == 'v') raw.value_begin = at_;  // a tag without attributes
    if (!content("v", value_, raw.value)) return false;
    constexpr std::size_t kEndTag = 4;
    value_end_ = at_ - kEndTag;
    if (text_[at_ - 2] != 'v') raw.value_begin = 0;
    return true;
  }

  bool formula(RawCell& raw) {
    const TagEnd end = attributes([&](std::string_view name, std::string_view value) {
      if (name == "t")
        raw.formula_type = value;
      else if (name == "ref")
        raw.formula_range = value;
      else if (name == "si")
        raw.shared_index = value;
      else if (name == "ca")
        raw.always_calculate = value;
    });
    if (end == TagEnd::declined) return false;
    raw.has_formula = true;
    return end == TagEnd::empty || content("f", formula_, raw.formula, wants_formulas_);
  }

  bool inline_string(RawCell& raw) {
    raw.has_inline = true;
    const auto ignore = [](std::string_view, std::string_view) {};
    const TagEnd end = attributes(ignore);
    if (end != TagEnd::open) return end == TagEnd::empty;
    if (!to_markup()) return false;
    if (opens("t")) {
      const TagEnd text = attributes(ignore);
      if (text == TagEnd::declined) return false;
      if (text == TagEnd::open && !content("t", inline_, raw.inline_text)) return false;
      if (!to_markup()) return false;
    }
    return closes("is");
  }

  std::string_view text_;
  std::size_t at_;
  std::string_view prefix_;
  SheetDataEvents& events_;
  bool wants_formulas_;
  bool plain_ = true;           // WorksheetSink::plain_rows
  std::string_view usual_row_;  // r of the row; empty where its cells cannot be of the usual form
  ShortWord usual_digits_;      // the same
  RawCell usual_;               // of usual_cell(), which sets the same members each time
  std::string value_, formula_, inline_;
  std::size_t value_end_ = 0;  // of the content read last
};

}  // namespace

std::optional<ScannedSheetData> scan_sheet_data(std::string_view text, std::size_t begin,
                                                std::string_view prefix, SheetDataEvents& events) {
  return Scanner(text, begin, prefix, events).scan();
}

bool scan_cell(std::string_view text, std::size_t begin, std::string_view row_digits,
               SheetDataEvents& events) {
  return Scanner(text, begin, {}, events).scan_cell(row_digits);
}

}  // namespace outturn::xlsx
