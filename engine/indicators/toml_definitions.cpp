#include "engine/indicators/toml_definitions.h"

#include <toml++/toml.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "engine/indicators/definition_columns.h"
#include "engine/indicators/spelling.h"
#include "engine/indicators/toml_writer.h"
#include "formulas/date_serial.h"

namespace outturn {
namespace {

class TableReader {
 public:
  TableReader(TomlDefinitions& out, const std::string& file) : out_(out), file_(file) {}

  // The headings that [columns] gives a table, in their order.
  void columns(const toml::node& node, DefinitionTable& table) {
    const toml::array* list = node.as_array();
    if (list == nullptr) {
      fail(place(node), "write the headings as a list: [\"Reference\", \"Title\"]");
      return;
    }
    for (const toml::node& element : *list) {
      const auto text = element.value<std::string>();
      if (!element.is_string()) fail(place(element), "a list of headings holds texts only");
      DefinitionCell cell = heading(text.value_or(""), place(element));
      if (text && text->empty()) cell.value = {};
      table.header.push_back(std::move(cell));
    }
  }

  void settings(const toml::table& values, DefinitionTable& table) {
    table.header = {heading("Setting", table.where), heading("Value", table.where)};
    for (const auto& [key, node] : in_file_order(values))
      table.rows.push_back({heading(words_of_toml_key(key), place(*node)), cell(*node)});
  }

  void rows(const toml::array& array, DefinitionTable& table, DefinitionKind kind) {
    std::vector<std::string> keys = toml_keys(table.header);
    for (const toml::node& element : array) {
      const toml::table* row = element.as_table();
      if (row == nullptr) {
        fail(place(element), "each entry of " + table.name + " is a table; write [[" + table.name + "]]");
        continue;
      }
      std::vector<DefinitionCell> cells(table.header.size());
      for (const auto& [key, node] : in_file_order(*row)) {
        const auto found = std::find(keys.begin(), keys.end(), key);
        const auto column = static_cast<std::size_t>(found - keys.begin());
        if (found == keys.end()) {
          keys.push_back(key);
          table.header.push_back(heading(heading_of(key, kind), place(*node)));
          cells.resize(table.header.size());
        }
        cells[column] = cell(*node);
      }
      table.rows.push_back(std::move(cells));
    }
  }

  // The TOML library orders keys by name; the officer's order is by place.
  static std::vector<std::pair<std::string, const toml::node*>> in_file_order(const toml::table& table) {
    std::vector<std::pair<std::string, const toml::node*>> found;
    for (const auto& [key, node] : table) found.emplace_back(key.str(), &node);
    std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) {
      const toml::source_position& x = a.second->source().begin;
      const toml::source_position& y = b.second->source().begin;
      return x.line != y.line ? x.line < y.line : x.column < y.column;
    });
    return found;
  }

  [[nodiscard]] std::string place(const toml::node& node) const {
    return file_ + " line " + std::to_string(node.source().begin.line);
  }
  void fail(std::string where, std::string message) {
    out_.findings.push_back({Severity::error, std::move(where), std::move(message)});
  }

 private:
  static DefinitionCell heading(const std::string& name, std::string where) {
    return {Value(name), NumberLook::plain, std::move(where)};
  }
  // `value_to` is the column `Value to`; what is no column stays as it is written.
  static std::string heading_of(const std::string& key, DefinitionKind kind) {
    for (const DefinitionColumn& column : columns_of(kind)) {
      std::string own = words_of_toml_key(key);
      std::string name(column.name);
      std::replace(name.begin(), name.end(), '-', ' ');
      std::replace(own.begin(), own.end(), '-', ' ');
      if (same_name(own, name)) return std::string(column.name);
    }
    return key;
  }

  DefinitionCell cell(const toml::node& node) {
    DefinitionCell cell;
    cell.where = place(node);
    if (const auto text = node.value<std::string>(); node.is_string()) {
      cell.value = Value(*text);
    } else if (node.is_integer() || node.is_floating_point()) {
      cell.value = Value(*node.value<double>());
    } else if (node.is_boolean()) {
      cell.value = Value(*node.value<bool>());
    } else if (const toml::value<toml::date>* date = node.as_date()) {
      const auto serial =
          serial_of({date->get().year, date->get().month, date->get().day}, DateSystem::from_1900);
      cell.value = serial ? Value(*serial) : Value(ErrorCode::value);
      cell.look = NumberLook::date;
    } else if (const toml::value<toml::time>* time = node.as_time()) {
      const toml::time& at = time->get();
      cell.value = Value((at.hour * 3600 + at.minute * 60 + at.second + at.nanosecond / 1e9) / 86400.0);
      cell.look = NumberLook::time;
    } else if (const toml::table* looked = node.as_table()) {
      number_with_look(*looked, cell);
    } else if (const toml::array* list = node.as_array()) {
      std::string joined;
      for (const toml::node& element : *list) {
        const auto part = element.value<std::string>();
        if (!part) {
          fail(place(element), "a list holds texts only");
          continue;
        }
        joined += (joined.empty() ? "" : "; ") + *part;
      }
      cell.value = Value(joined);
    } else {
      fail(cell.where, "the value is no text, number, date, true or false");
    }
    return cell;
  }

  // `{ percent = 70 }`, `{ value = 0.123, look = "date" }`, `{ error = "#N/A" }`: what a cell of a sheet
  // holds and a plain TOML value does not say.
  void number_with_look(const toml::table& table, DefinitionCell& cell) {
    constexpr std::pair<std::string_view, NumberLook> kLooks[] = {
        {"plain", NumberLook::plain},
        {"percent", NumberLook::percent},
        {"date", NumberLook::date},
        {"time", NumberLook::time},
    };
    const std::optional<double> points = table["percent"].value<double>();
    const std::optional<double> number = table["value"].value<double>();
    const std::string look = table["look"].value_or<std::string>("");
    const auto known = std::find_if(std::begin(kLooks), std::end(kLooks),
                                    [&](const auto& each) { return each.first == look; });
    const std::optional<ErrorCode> error = error_from_text(table["error"].value_or<std::string>(""));
    if (table.size() == 1 && points) {
      cell.value = Value(*points / 100);
      cell.look = NumberLook::percent;
    } else if (table.size() == 2 && number && known != std::end(kLooks)) {
      cell.value = Value(*number);
      cell.look = known->second;
    } else if (table.size() == 1 && error) {
      cell.value = Value(*error);
    } else {
      fail(cell.where, "in braces stands a number with its look; write { percent = 70 }, or \"70%\"");
    }
  }

  TomlDefinitions& out_;
  const std::string& file_;
};

// The lines with a comment. They are no part of the tables.
std::vector<std::size_t> comment_lines(std::string_view text) {
  std::vector<std::size_t> lines;
  std::size_t line = 1;
  std::string_view quote;  // that ends the string
  for (std::size_t at = 0; at < text.size(); ++at) {
    const std::string_view rest = text.substr(at);
    if (rest[0] == '\n') {
      ++line;
      if (quote.size() == 1) quote = {};
    } else if (!quote.empty()) {
      if (rest[0] == '\\' && quote[0] == '"') {
        ++at;
        if (at < text.size() && text[at] == '\n') ++line;
      } else if (rest.starts_with(quote)) {
        at += quote.size() - 1;
        quote = {};
      }
    } else if (rest[0] == '"' || rest[0] == '\'') {
      const std::string_view triple = rest[0] == '"' ? "\"\"\"" : "'''";
      quote = rest.starts_with(triple) ? triple : triple.substr(0, 1);
      at += quote.size() - 1;
    } else if (rest[0] == '#') {
      lines.push_back(line);
      at += std::min(rest.find('\n'), rest.size()) - 1;
    }
  }
  return lines;
}

// Nothing in these files nests deeper than a list in a row; toml++ recurses, so depth is refused before it
// parses.
constexpr int kDeepestNesting = 8;
constexpr std::size_t kLargestFile = 8 << 20;

bool nests_too_deeply(std::string_view text) {
  int depth = 0;
  bool quoted = false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '\n') {
      depth = quoted = false;
      if (at + 1 < text.size() && text[at + 1] == '[') continue;
    } else if (quoted && c == '\\') {
      ++at;
    } else if (c == '"') {
      quoted = !quoted;
    } else if (!quoted && (c == '[' || c == '{')) {
      if (++depth > kDeepestNesting) return true;
    } else if (!quoted && (c == ']' || c == '}')) {
      --depth;
    }
  }
  return false;
}

}  // namespace

TomlDefinitions read_toml_definitions(std::string_view text, const std::string& file) {
  TomlDefinitions out;
  TableReader reader(out, file);
  if (text.size() > kLargestFile) {
    reader.fail(file, "the file is larger than 8 MB; it holds no definitions that an officer wrote");
    return out;
  }
  if (nests_too_deeply(text)) {
    reader.fail(file, "brackets are nested more deeply than any definition needs");
    return out;
  }
  toml::table root;
  try {
    root = toml::parse(text, file);
  } catch (const toml::parse_error& error) {
    reader.fail(file + " line " + std::to_string(error.source().begin.line),
                "the file is not TOML here: " + std::string(error.description()));
    return out;
  }
  constexpr std::string_view kTables[] = {"settings", "measures", "indicators", "targets",
                                          "statuses", "roll-ups", "lists",  "published",
                                          "benchmarks", "checks", "check_exceptions", "returns_log", "columns"};
  const std::vector<std::string> known(std::begin(kTables), std::end(kTables));
  out.comments = comment_lines(text);
  const toml::table* columns = root["columns"].as_table();
  if (columns == nullptr && root.contains("columns"))
    reader.fail(reader.place(*root.get("columns")),
                "write [columns], and below it a list of headings a table");
  const auto read = [&](const std::string& name, const toml::node& node) {
    DefinitionTable table;
    table.name = name;
    table.where = reader.place(node);
    const std::optional<DefinitionKind> kind = definition_kind(table.name);
    if (!kind) {
      reader.fail(table.where,
                  "\"" + table.name + "\" is no definition table" + did_you_mean(table.name, known));
      return;
    }
    // A key without capitals stands for the sheet's usual name.
    if (words_of_toml_key(name) != name || name == folded_phrase(name)) table.name = kind_name(*kind);
    if (columns != nullptr && columns->contains(name)) reader.columns(*columns->get(name), table);
    const bool is_own_list = columns != nullptr && columns->get(name) == &node;
    if (kind == DefinitionKind::settings && node.is_table()) {
      table.header.clear();
      reader.settings(*node.as_table(), table);
    } else if (!is_own_list && node.is_array()) {
      reader.rows(*node.as_array(), table, *kind);
    } else if (!is_own_list) {
      reader.fail(table.where,
                  kind == DefinitionKind::settings ? "write [settings]" : "write [[" + name + "]]");
      return;
    }
    std::string missing;
    for (const std::string& column : missing_columns(*kind, table.header))
      missing += (missing.empty() ? "" : ", ") + column;
    if (!missing.empty() && !table.rows.empty()) {
      reader.fail(table.where, name + " has nowhere the compulsory " + missing);
      return;
    }
    if (!table.rows.empty() || missing.empty()) out.tables.push_back(std::move(table));
  };
  for (const auto& [name, node] : TableReader::in_file_order(root))
    if (name != "columns") read(name, *node);
  // A table of headings only.
  if (columns != nullptr)
    for (const auto& [name, node] : TableReader::in_file_order(*columns))
      if (!root.contains(name)) read(name, *node);
  return out;
}

}  // namespace outturn
