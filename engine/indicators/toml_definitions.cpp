#include "engine/indicators/toml_definitions.h"

#include <toml++/toml.h>

#include <algorithm>

#include "engine/indicators/definitions.h"
#include "engine/indicators/spelling.h"
#include "formulas/date_serial.h"

namespace outturn {
namespace {

class TableReader {
 public:
  TableReader(TomlDefinitions& out, const std::string& file) : out_(out), file_(file) {}

  void settings(const toml::table& values, DefinitionTable& table) {
    table.header = {heading("Setting", table.where), heading("Value", table.where)};
    for (const auto& [key, node] : values) {
      std::string name(key.str());
      std::replace(name.begin(), name.end(), '_', ' ');
      table.rows.push_back({heading(name, place(node)), cell(node)});
    }
    // The TOML library orders keys by name; the officer's order is by line.
    std::stable_sort(table.rows.begin(), table.rows.end(),
                     [](const auto& a, const auto& b) { return line_of(a[0].where) < line_of(b[0].where); });
  }

  void rows(const toml::array& array, DefinitionTable& table) {
    for (const toml::node& element : array) {
      const toml::table* row = element.as_table();
      if (row == nullptr) {
        fail(place(element), "each entry of " + table.name + " is a table; write [[" + table.name + "]]");
        continue;
      }
      std::vector<DefinitionCell> cells(table.header.size());
      for (const auto& [key, node] : *row) {
        const std::string name(key.str());
        const auto found =
            std::find_if(table.header.begin(), table.header.end(),
                         [&](const DefinitionCell& each) { return each.value.text() == name; });
        const auto column = static_cast<std::size_t>(found - table.header.begin());
        if (found == table.header.end()) {
          table.header.push_back(heading(name, place(node)));
          cells.resize(table.header.size());
        }
        cells[column] = cell(node);
      }
      table.rows.push_back(std::move(cells));
    }
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
  static unsigned long line_of(const std::string& where) {
    return std::stoul(where.substr(where.rfind(' ') + 1));
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

  TomlDefinitions& out_;
  const std::string& file_;
};

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
  constexpr std::string_view kTables[] = {"settings", "measures", "indicators",
                                          "targets",  "statuses", "roll-ups"};
  const std::vector<std::string> known(std::begin(kTables), std::end(kTables));
  for (const auto& [key, node] : root) {
    DefinitionTable table;
    table.name = std::string(key.str());
    table.where = reader.place(node);
    const std::optional<DefinitionKind> kind = definition_kind(table.name);
    if (!kind) {
      reader.fail(table.where,
                  "\"" + table.name + "\" is no definition table" + did_you_mean(table.name, known));
      continue;
    }
    if (kind == DefinitionKind::settings && node.is_table()) {
      reader.settings(*node.as_table(), table);
    } else if (kind != DefinitionKind::settings && node.is_array()) {
      reader.rows(*node.as_array(), table);
    } else {
      reader.fail(table.where,
                  kind == DefinitionKind::settings ? "write [settings]" : "write [[" + table.name + "]]");
      continue;
    }
    std::string missing;
    for (const std::string& column : missing_columns(*kind, table.header))
      missing += (missing.empty() ? "" : ", ") + column;
    if (!missing.empty() && !table.rows.empty()) {
      reader.fail(table.where, table.name + " has nowhere the compulsory " + missing);
      continue;
    }
    if (!table.rows.empty()) out.tables.push_back(std::move(table));
  }
  return out;
}

}  // namespace outturn
