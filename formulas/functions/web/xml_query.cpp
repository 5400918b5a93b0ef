#include "formulas/functions/web/xml_query.h"

#include <libxml/parser.h>
#include <libxml/xpath.h>

#include <memory>
#include <mutex>

#include "formulas/value.h"

namespace outturn {
namespace {

// Bytes of XML: a text of a cell holds at most three for each of its units.
constexpr std::size_t kMaxBytes = kMaxTextUnits * 4;
// Operations of libxml2's XPath machine; a million take a fraction of a second.
constexpr unsigned long kMaxOperations = 1'000'000;

template <auto release>
struct Release {
  template <typename T>
  void operator()(T* object) const noexcept {
    release(object);
  }
};
using Document = std::unique_ptr<xmlDoc, Release<xmlFreeDoc>>;
using Context = std::unique_ptr<xmlXPathContext, Release<xmlXPathFreeContext>>;
using Query = std::unique_ptr<xmlXPathCompExpr, Release<xmlXPathFreeCompExpr>>;
using Selection = std::unique_ptr<xmlXPathObject, Release<xmlXPathFreeObject>>;

void ignore_error(void*, xmlErrorPtr) {}

std::string content(xmlNodePtr node) {
  xmlChar* text = xmlNodeGetContent(node);
  if (text == nullptr) return {};
  std::string copy(reinterpret_cast<const char*>(text));
  xmlFree(text);
  return copy;
}

}  // namespace

std::optional<std::vector<std::string>> query_xml(std::string_view xml, const std::string& query,
                                                  std::size_t& steps) {
  steps = xml.size();
  static std::once_flag initialised;
  std::call_once(initialised, xmlInitParser);
  if (xml.size() > kMaxBytes || query.size() > kMaxBytes) return std::nullopt;
  if (xml.find("<!DOCTYPE") != std::string_view::npos) return std::nullopt;
  // The text is UTF-8 whatever its declaration says.
  const Document document(xmlReadMemory(xml.data(), static_cast<int>(xml.size()), nullptr, "UTF-8",
                                        XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING));
  if (document == nullptr) return std::nullopt;
  const Context context(xmlXPathNewContext(document.get()));
  if (context == nullptr) return std::nullopt;
  context->error = ignore_error;
  context->opLimit = kMaxOperations;
  const Query compiled(xmlXPathCtxtCompile(context.get(), reinterpret_cast<const xmlChar*>(query.c_str())));
  if (compiled == nullptr) return std::nullopt;
  const Selection selection(xmlXPathCompiledEval(compiled.get(), context.get()));
  steps += context->opCount;
  if (selection == nullptr || selection->type != XPATH_NODESET) return std::nullopt;
  std::vector<std::string> texts;
  std::size_t size = 0;
  const xmlNodeSet* nodes = selection->nodesetval;
  for (int i = 0; nodes != nullptr && i < nodes->nodeNr; ++i) {
    texts.push_back(content(nodes->nodeTab[i]));
    size += texts.back().size();
    steps += texts.back().size();
    // Nested elements hold one another's text: their sum can grow with the square of the document.
    if (size > kMaxBytes * 256) return std::nullopt;
  }
  return texts;
}

}  // namespace outturn
