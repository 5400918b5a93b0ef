#include "xlsx/chart_sources.h"

#include <algorithm>

#include "xlsx/reader.h"
#include "xlsx/writer.h"
#include "xlsx/xlsx_error.h"
#include "xlsx/xml_reader.h"

namespace outturn::xlsx {
namespace {

// The formulas of a chart's series (c:f) or of the newer kinds of chart (cx:f).
class ChartHandler : public XmlHandler {
 public:
  std::vector<std::string> formulas;
  void start_element(const XmlElement& element) override {
    in_formula_ = element.name() == "f";
    if (in_formula_) formulas.emplace_back();
  }
  void text(std::string_view piece) override {
    if (in_formula_) formulas.back() += piece;
  }
  void end_element(std::string_view, int, std::size_t, std::size_t) override { in_formula_ = false; }

 private:
  bool in_formula_ = false;
};

class PivotHandler : public XmlHandler {
 public:
  std::string name;
  void start_element(const XmlElement& element) override {
    if (element.depth == 0) name = element.text("name");
  }
};

class CacheHandler : public XmlHandler {
 public:
  std::string sheet, range, name;
  void start_element(const XmlElement& element) override {
    if (element.name() != "worksheetSource") return;
    sheet = element.text("sheet");
    range = element.text("ref");
    name = element.text("name");
  }
};

// "(Data!$A$1,Data!$C$1)" is two places.
std::vector<std::string> split_union(std::string_view text) {
  if (text.size() >= 2 && text.front() == '(' && text.back() == ')') text = text.substr(1, text.size() - 2);
  std::vector<std::string> places(1);
  bool quoted = false;
  for (const char c : text) {
    if (c == '\'') quoted = !quoted;
    if (c == ',' && !quoted)
      places.emplace_back();
    else
      places.back() += c;
  }
  return places;
}

class Collector {
 public:
  explicit Collector(const XlsxFile& file) : file_(file) {}

  std::vector<ChartSource> collect() {
    for (std::size_t i = 0; i < file_.sheets.size(); ++i) {
      sheet_ = static_cast<SheetId>(i);
      for (const Relationship& relationship : file_.package.relationships(file_.sheets[i].part)) {
        if (relationship.external) continue;
        if (relationship.type == "drawing")
          read_drawing(relationship.target);
        else if (relationship.type == "pivotTable")
          read_pivot(relationship.target);
      }
    }
    return std::move(sources_);
  }

 private:
  ChartSource& add(bool is_pivot, std::string name) {
    return sources_.emplace_back(
        ChartSource{is_pivot, file_.workbook->sheet(sheet_).name(), std::move(name), {}});
  }

  void read_drawing(const std::string& drawing) {
    for (const Relationship& relationship : file_.package.relationships(drawing)) {
      if (relationship.external || (relationship.type != "chart" && relationship.type != "chartEx")) continue;
      if (!file_.package.has(relationship.target)) continue;
      ChartHandler chart;
      read_xml(file_.package.read(relationship.target).view(), relationship.target, chart);
      const std::string& part = relationship.target;
      const std::size_t slash = part.rfind('/') + 1;
      ChartSource& source = add(false, part.substr(slash, part.rfind('.') - slash));
      for (const std::string& formula : chart.formulas)
        for (const std::string& place : split_union(formula))
          if (const auto area = file_.workbook->find_place(place, sheet_)) source.reads.push_back(*area);
    }
  }

  void read_pivot(const std::string& part) {
    if (!file_.package.has(part)) return;
    const auto relationships = file_.package.relationships(part);
    const Relationship* cache_part = Package::first_of_type(relationships, "pivotCacheDefinition");
    if (cache_part == nullptr || !file_.package.has(cache_part->target)) return;
    PivotHandler pivot;
    read_xml(file_.package.read(part).view(), part, pivot);
    CacheHandler cache;
    read_xml(file_.package.read(cache_part->target).view(), cache_part->target, cache);
    ChartSource& source = add(true, pivot.name);
    const Workbook& workbook = *file_.workbook;
    const auto sheet = workbook.find_sheet(cache.sheet);
    const auto range = range_from_a1(cache.range);
    if (sheet && range) source.reads.push_back(single_area(*sheet, *range));
    if (cache.name.empty()) return;
    if (const TableColumns* table = workbook.find_table(cache.name, sheet_, {}))
      source.reads.push_back(single_area(table->sheet, table->range));
    else if (const auto area = workbook.find_place(cache.name, sheet_))
      source.reads.push_back(*area);
  }

  const XlsxFile& file_;
  SheetId sheet_ = 0;
  std::vector<ChartSource> sources_;
};

}  // namespace

std::vector<ChartSource> chart_sources(const XlsxFile& file) {
  try {
    return Collector(file).collect();
  } catch (const XlsxError& error) {
    throw error.with_file(file.package.file());
  }
}

std::vector<Diagnostic> outdated_charts(const XlsxFile& file, std::span<const WrittenChange> changes) {
  std::vector<Diagnostic> warnings;
  if (changes.empty()) return warnings;
  for (const ChartSource& source : chart_sources(file)) {
    const auto read = std::find_if(changes.begin(), changes.end(), [&](const WrittenChange& change) {
      return std::any_of(source.reads.begin(), source.reads.end(), [&](const Area& area) {
        return change.sheet >= area.sheet && change.sheet <= area.last_sheet &&
               area.range.contains(change.cell);
      });
    });
    if (read == changes.end()) continue;
    warnings.push_back(
        {Severity::warning, source.sheet,
         (source.is_pivot ? "pivot table " : "chart ") + source.name + " reads " +
             file.workbook->describe(read->sheet, read->cell) + ", which changed; " +
             (source.is_pivot ? "refresh it in Excel" : "its picture is renewed when Excel opens the file")});
  }
  return warnings;
}

}  // namespace outturn::xlsx
