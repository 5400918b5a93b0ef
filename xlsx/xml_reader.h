// Reads XML by events, through expat. No document type declarations, so no entities but XML's own five; a
// limit on depth; names without their prefix. Offsets are bytes of the UTF-8 text that was given.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace outturn::xlsx {

inline constexpr int kMaxXmlDepth = 256;

class XmlElement {
 public:
  XmlElement(const char* name, const char** attributes) noexcept;
  [[nodiscard]] std::string_view name() const noexcept { return name_; }    // local
  [[nodiscard]] std::string_view space() const noexcept { return space_; }  // namespace URI
  // By local name; an attribute without a prefix wins over r:id and the like.
  [[nodiscard]] std::optional<std::string_view> attribute(std::string_view name) const noexcept;
  [[nodiscard]] std::string_view text(std::string_view name) const noexcept {
    return attribute(name).value_or("");
  }
  // xsd:boolean; anything else is `missing`.
  [[nodiscard]] bool flag(std::string_view name, bool missing = false) const noexcept;
  [[nodiscard]] std::optional<std::uint32_t> number(std::string_view name) const noexcept;

  int depth = 0;               // the root is 0
  std::string_view parent;     // local name of the enclosing element
  bool in_root_space = false;  // same namespace as the root: transitional and strict files alike
  std::size_t begin = 0;       // of the start tag
  std::size_t end = 0;

 private:
  std::string_view name_;
  std::string_view space_;
  const char** attributes_;
};

class XmlHandler {
 public:
  virtual ~XmlHandler() = default;
  virtual void start_element(const XmlElement& element) = 0;
  // begin and end of the end tag; both the end of the start tag for <empty/>.
  virtual void end_element(std::string_view name, int depth, std::size_t begin, std::size_t end);
  virtual void text(std::string_view);
};

// Feeds a document piece by piece.
class XmlReader {
 public:
  // part is named in errors; handler must outlive the reader.
  XmlReader(std::string part, XmlHandler& handler);
  ~XmlReader();
  XmlReader(const XmlReader&) = delete;
  XmlReader& operator=(const XmlReader&) = delete;

  // Throws XlsxError with part, line and column. Exceptions of the handler pass through.
  void feed(std::string_view piece, bool last);
  // Offsets reported from now on are larger by this: for a caller that leaves out a piece it reads itself.
  void skip(std::size_t bytes) noexcept;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

void read_xml(std::string_view document, const std::string& part, XmlHandler& handler);

[[nodiscard]] std::optional<std::uint32_t> whole_number(
    std::string_view text) noexcept;  // surrounding space ignored
[[nodiscard]] std::optional<double> decimal_number(std::string_view text) noexcept;  // finite

}  // namespace outturn::xlsx
