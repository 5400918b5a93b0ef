// Builds small workbooks for tests out of the XML of their parts.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "tests/xlsx/zip_builder.h"
#include "xlsx/zip_archive.h"

namespace outturn::xlsx {

inline const std::string kMainSpace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

inline std::string worksheet(const std::string& content) {
  return "<worksheet xmlns=\"" + kMainSpace + "\" xmlns:r=\"http://r\">" + content + "</worksheet>";
}

struct BookBuilder {
  struct Sheet {
    std::string name;
    std::string content;  // of <worksheet>
    std::string relationships;
    std::string type = "worksheet";
  };
  std::vector<Sheet> sheets;
  std::string workbook_head;           // before <sheets>
  std::string workbook_tail;           // behind </sheets>
  std::string workbook_relationships;  // "<Relationship …/>"
  std::vector<std::pair<std::string, std::string>> parts;

  // A relationship of the workbook and its part.
  BookBuilder& add(const std::string& type, const std::string& target, const std::string& text) {
    workbook_relationships +=
        "<Relationship Id=\"" + type + "\" Type=\"http://r/" + type + "\" Target=\"" + target + "\"/>";
    parts.emplace_back("xl/" + target, text);
    return *this;
  }

  [[nodiscard]] std::vector<BuiltEntry> entries() const {
    const auto relationships = [](const std::string& list) {
      return "<Relationships xmlns=\"p\">" + list + "</Relationships>";
    };
    std::string list;
    std::string links = workbook_relationships;
    std::vector<BuiltEntry> sheet_parts;
    for (std::size_t i = 0; i < sheets.size(); ++i) {
      const std::string number = std::to_string(i + 1);
      const std::string file = "sheet" + number + ".xml";
      list += "<sheet name=\"" + sheets[i].name + "\" sheetId=\"" + number + "\" r:id=\"s" + number + "\"/>";
      links += "<Relationship Id=\"s" + number + "\" Type=\"http://r/" + sheets[i].type +
               "\" Target=\"worksheets/" + file + "\"/>";
      sheet_parts.push_back({"xl/worksheets/" + file, worksheet(sheets[i].content)});
      if (!sheets[i].relationships.empty())
        sheet_parts.push_back(
            {"xl/worksheets/_rels/" + file + ".rels", relationships(sheets[i].relationships)});
    }
    std::vector<BuiltEntry> all = {
        {"_rels/.rels",
         relationships(
             "<Relationship Id=\"r1\" Type=\"http://r/officeDocument\" Target=\"xl/workbook.xml\"/>")},
        {"xl/workbook.xml", "<workbook xmlns=\"" + kMainSpace + "\" xmlns:r=\"http://r\">" + workbook_head +
                                "<sheets>" + list + "</sheets>" + workbook_tail + "</workbook>"},
        {"xl/_rels/workbook.xml.rels", relationships(links)}};
    all.insert(all.end(), sheet_parts.begin(), sheet_parts.end());
    for (const auto& [name, text] : parts) all.push_back({name, text});
    return all;
  }
  [[nodiscard]] ZipArchive archive() const {
    return ZipArchive::from_bytes(build_zip(entries()).bytes, "book.xlsx");
  }
};

inline BookBuilder one_sheet(const std::string& content) { return {{{"Sheet1", content}}, {}, {}, {}, {}}; }

}  // namespace outturn::xlsx
