#include "xlsx/xml_reader.h"

#include <expat.h>
#include <fast_float/fast_float.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstring>
#include <exception>
#include <new>
#include <utility>
#include <vector>

#include "xlsx/xlsx_error.h"

namespace outturn::xlsx {
namespace {

constexpr char kSpaceSeparator = '\n';

std::string_view trimmed(std::string_view text) noexcept {
  constexpr std::string_view kWhite = " \t\r\n";
  const std::size_t first = text.find_first_not_of(kWhite);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kWhite) - first + 1);
}

}  // namespace

std::optional<std::uint32_t> whole_number(std::string_view text) noexcept {
  text = trimmed(text);
  std::uint32_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::optional<double> decimal_number(std::string_view text) noexcept {
  text = trimmed(text);
  if (!text.empty() && text[0] == '+') text.remove_prefix(1);
  double value = 0;
  const auto [end, error] = fast_float::from_chars(text.data(), text.data() + text.size(), value);
  if (end != text.data() + text.size() || text.empty() || !std::isfinite(value)) return std::nullopt;
  if (error != std::errc() && error != std::errc::result_out_of_range) return std::nullopt;
  return value;
}

XmlElement::XmlElement(const char* name, const char** attributes) noexcept
    : name_(name), attributes_(attributes) {
  const std::size_t cut = name_.find(kSpaceSeparator);
  if (cut == std::string_view::npos) return;
  space_ = name_.substr(0, cut);
  name_.remove_prefix(cut + 1);
}

std::optional<std::string_view> XmlElement::attribute(std::string_view name) const noexcept {
  std::optional<std::string_view> qualified;
  for (const char** at = attributes_; *at != nullptr; at += 2) {
    const std::string_view key = at[0];
    if (key == name) return at[1];
    if (!qualified && key.size() > name.size() && key.substr(key.size() - name.size()) == name &&
        key[key.size() - name.size() - 1] == kSpaceSeparator)
      qualified = at[1];
  }
  return qualified;
}

bool XmlElement::flag(std::string_view name, bool missing) const noexcept {
  const auto value = attribute(name);
  if (!value) return missing;
  if (*value == "1" || *value == "true" || *value == "on") return true;
  if (*value == "0" || *value == "false" || *value == "off") return false;
  return missing;
}

std::optional<std::uint32_t> XmlElement::number(std::string_view name) const noexcept {
  const auto value = attribute(name);
  return value ? whole_number(*value) : std::nullopt;
}

void XmlHandler::end_element(std::string_view, int, std::size_t, std::size_t) {}
void XmlHandler::text(std::string_view) {}

struct XmlReader::State {
  std::string part;
  XmlHandler* handler = nullptr;
  XML_Parser parser = nullptr;
  std::vector<std::string> path;
  std::string root_space;
  std::size_t skipped = 0;
  std::exception_ptr failure;

  ~State() {
    if (parser != nullptr) XML_ParserFree(parser);
  }

  // Exceptions may not cross expat, which is C.
  template <typename Action>
  void guarded(Action action) noexcept {
    if (failure) return;
    try {
      action();
    } catch (...) {
      failure = std::current_exception();
      XML_StopParser(parser, XML_FALSE);
    }
  }
  [[nodiscard]] std::size_t position() const noexcept {
    return static_cast<std::size_t>(XML_GetCurrentByteIndex(parser)) + skipped;
  }
  [[nodiscard]] std::size_t length() const noexcept {
    return static_cast<std::size_t>(XML_GetCurrentByteCount(parser));
  }

  [[noreturn]] void fail(const std::string& problem) const {
    throw XlsxError(XlsxErrorKind::damaged, part,
                    problem + " at line " + std::to_string(XML_GetCurrentLineNumber(parser)) + ", column " +
                        std::to_string(XML_GetCurrentColumnNumber(parser) + 1));
  }

  static void on_start(void* user, const char* name, const char** attributes) {
    auto& self = *static_cast<State*>(user);
    self.guarded([&] {
      if (self.path.size() >= kMaxXmlDepth)
        throw XlsxError(XlsxErrorKind::over_limit, self.part,
                        "elements are nested more than " + std::to_string(kMaxXmlDepth) + " deep");
      XmlElement element(name, attributes);
      element.depth = static_cast<int>(self.path.size());
      if (self.path.empty())
        self.root_space = element.space();
      else
        element.parent = self.path.back();
      element.in_root_space = element.space() == self.root_space;
      element.begin = self.position();
      element.end = element.begin + self.length();
      self.path.emplace_back(element.name());
      self.handler->start_element(element);
    });
  }
  static void on_end(void* user, const char*) {
    auto& self = *static_cast<State*>(user);
    self.guarded([&] {
      const std::string name = std::move(self.path.back());
      self.path.pop_back();
      // For <empty/> expat gives the place behind the tag and no length.
      const std::size_t begin = self.position();
      self.handler->end_element(name, static_cast<int>(self.path.size()), begin, begin + self.length());
    });
  }
  static void on_text(void* user, const char* text, int size) {
    auto& self = *static_cast<State*>(user);
    self.guarded([&] { self.handler->text({text, static_cast<std::size_t>(size)}); });
  }
  static void on_doctype(void* user, const char*, const char*, const char*, int) {
    auto& self = *static_cast<State*>(user);
    self.guarded([&] { self.fail("a document type declaration, which no workbook has,"); });
  }
};

XmlReader::XmlReader(std::string part, XmlHandler& handler) : state_(std::make_unique<State>()) {
  state_->part = std::move(part);
  state_->handler = &handler;
  state_->path.reserve(kMaxXmlDepth);  // elements hold views of their parent's name
  state_->parser = XML_ParserCreateNS("UTF-8", kSpaceSeparator);
  if (state_->parser == nullptr) throw std::bad_alloc();
  XML_SetUserData(state_->parser, state_.get());
  XML_SetElementHandler(state_->parser, State::on_start, State::on_end);
  XML_SetCharacterDataHandler(state_->parser, State::on_text);
  XML_SetStartDoctypeDeclHandler(state_->parser, State::on_doctype);
}

XmlReader::~XmlReader() = default;

void XmlReader::skip(std::size_t bytes) noexcept { state_->skipped += bytes; }

void XmlReader::feed(std::string_view piece, bool last) {
  constexpr std::size_t kMostAtOnce = std::size_t{1} << 20;
  do {
    const std::string_view part = piece.substr(0, kMostAtOnce);
    piece.remove_prefix(part.size());
    const XML_Status status =
        XML_Parse(state_->parser, part.data(), static_cast<int>(part.size()), last && piece.empty() ? 1 : 0);
    if (state_->failure) std::rethrow_exception(std::exchange(state_->failure, nullptr));
    if (status != XML_STATUS_OK)
      state_->fail(std::string("is damaged: not well-formed XML (") +
                   XML_ErrorString(XML_GetErrorCode(state_->parser)) + ")");
  } while (!piece.empty());
}

void read_xml(std::string_view document, const std::string& part, XmlHandler& handler) {
  XmlReader(part, handler).feed(document, true);
}

}  // namespace outturn::xlsx
