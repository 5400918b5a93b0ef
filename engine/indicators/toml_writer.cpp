#include "engine/indicators/toml_writer.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <cstdlib>

#include "engine/indicators/definition_columns.h"
#include "engine/indicators/definitions.h"
#include "formulas/date_serial.h"

namespace outturn {
namespace {

std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    switch (c) {
      case '"':
        out += "\\\"";
        break;
      case '\\':
        out += "\\\\";
        break;
      case '\n':
        out += "\\n";
        break;
      case '\t':
        out += "\\t";
        break;
      default:
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) {
          char code[8];
          std::snprintf(code, sizeof code, "\\u%04X", static_cast<unsigned>(static_cast<unsigned char>(c)));
          out += code;
        } else {
          out += c;
        }
    }
  }
  return out + "\"";
}

std::string key_text(std::string_view key) {
  const bool bare = !key.empty() && std::all_of(key.begin(), key.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
  });
  return bare ? std::string(key) : quoted(key);
}

// `Year starts` as `year_starts`; empty for a text that would not come back from it.
std::string words_key(std::string_view words) {
  std::string key;
  for (const char c : words) {
    if (c >= 'A' && c <= 'Z')
      key += static_cast<char>(c + 32);
    else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
      key += c;
    else if (c == ' ' || c == '-')
      key += '_';
    else
      return {};
  }
  return key;
}

// The shortest decimal that reads back to the same double, in TOML's spelling.
std::string number_text(double number) {
  constexpr double kLargestWhole = 9'007'199'254'740'992.0;
  std::array<char, 40> buffer;
  if (number == std::floor(number) && std::fabs(number) < kLargestWhole) {
    const auto end =
        std::to_chars(buffer.data(), buffer.data() + buffer.size(), static_cast<long long>(number)).ptr;
    return {buffer.data(), end};
  }
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), number).ptr;
  std::string text(buffer.data(), end);
  if (const std::size_t exponent = text.find('e');
      exponent != std::string::npos && text.find('.') == std::string::npos)
    text.insert(exponent, ".0");
  return text;
}

std::string with_look(double number, std::string_view look) {
  return "{ value = " + number_text(number) + ", look = \"" + std::string(look) + "\" }";
}

// As a person writes it, where that is exactly the number; otherwise the number and how its cell shows it.
std::string percent_text(double number) {
  std::array<char, 40> buffer;
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), number * 100,
                                 std::chars_format::general, 15)
                       .ptr;
  const double points = std::strtod(std::string(buffer.data(), end).c_str(), nullptr);
  if (points / 100 == number) return "{ percent = " + number_text(points) + " }";
  return with_look(number, "percent");
}

std::string date_text_of(double number) {
  const auto day = whole_day(number, DateSystem::from_1900);
  if (day && static_cast<double>(*day) == number) {
    const CalendarDate date = calendar_date(*day, DateSystem::from_1900);
    const bool real = date.day >= 1 && date.day <= days_in_month(date.year, date.month);
    if (real && serial_of(date, DateSystem::from_1900) == day) {
      char text[16];
      std::snprintf(text, sizeof text, "%04d-%02d-%02d", date.year, date.month, date.day);
      return text;
    }
  }
  return with_look(number, "date");
}

std::string time_text(double number) {
  if (number >= 0 && number < 1) {
    const TimeOfDay time = time_of_day(number);
    if ((time.hour * 3600 + time.minute * 60 + time.second) / 86400.0 == number) {
      char text[16];
      std::snprintf(text, sizeof text, "%02d:%02d:%02d", time.hour, time.minute, time.second);
      return text;
    }
  }
  return with_look(number, "time");
}

std::string value_text(const DefinitionCell& cell) {
  switch (cell.value.kind()) {
    case ValueKind::number:
      switch (cell.look) {
        case NumberLook::percent:
          return percent_text(cell.value.number());
        case NumberLook::date:
          return date_text_of(cell.value.number());
        case NumberLook::time:
          return time_text(cell.value.number());
        case NumberLook::plain:
          break;
      }
      return number_text(cell.value.number());
    case ValueKind::logical:
      return cell.value.logical() ? "true" : "false";
    case ValueKind::error:
      return "{ error = " + quoted(error_text(cell.value.error())) + " }";
    case ValueKind::text:
      return quoted(cell.value.text());
    default:
      return quoted("");
  }
}

std::string heading_text(const DefinitionCell& cell) {
  return cell.value.is_text() ? std::string(cell.value.text()) : DefinitionRows::cell_text(cell);
}

bool is_filled(const DefinitionCell& cell) { return !cell.value.is_blank(); }

// `[settings]` with a line for each, where every row is a setting and no more.
bool is_plain_settings(const DefinitionTable& table) {
  if (table.header.size() != 2 || heading_text(table.header[0]) != "Setting" ||
      heading_text(table.header[1]) != "Value")
    return false;
  std::vector<std::string> keys;
  for (const std::vector<DefinitionCell>& row : table.rows) {
    if (row.size() != 2 || !row[0].value.is_text() || !is_filled(row[1])) return false;
    const std::string name(row[0].value.text());
    const std::string key = words_key(name);
    if (key.empty() || words_of_toml_key(key) != name ||
        std::find(keys.begin(), keys.end(), key) != keys.end())
      return false;
    keys.push_back(key);
  }
  return !table.rows.empty();
}

}  // namespace

std::string words_of_toml_key(std::string_view key) {
  const bool is_key =
      !key.empty() && key[0] >= 'a' && key[0] <= 'z' && std::all_of(key.begin(), key.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
      });
  std::string words(key);
  if (!is_key) return words;
  std::replace(words.begin(), words.end(), '_', ' ');
  words[0] = static_cast<char>(words[0] - 32);
  return words;
}

std::vector<std::string> toml_keys(std::span<const DefinitionCell> header) {
  std::vector<std::string> keys;
  for (const DefinitionCell& cell : header) {
    const std::string heading = heading_text(cell);
    std::string key = words_key(heading);
    if (key.empty()) key = heading;
    if (key.empty() || key.starts_with("column ") || std::find(keys.begin(), keys.end(), key) != keys.end())
      key = "column " + std::to_string(keys.size() + 1);
    keys.push_back(std::move(key));
  }
  return keys;
}

DefinitionTable without_empty_edges(DefinitionTable table) {
  for (std::vector<DefinitionCell>& row : table.rows)
    while (!row.empty() && !is_filled(row.back())) row.pop_back();
  while (!table.rows.empty() && table.rows.back().empty()) table.rows.pop_back();
  std::size_t columns = table.header.size();
  while (columns > 0 && !is_filled(table.header[columns - 1]) &&
         std::all_of(table.rows.begin(), table.rows.end(),
                     [&](const auto& row) { return row.size() < columns; }))
    --columns;
  table.header.resize(columns);
  for (std::vector<DefinitionCell>& row : table.rows) row.resize(columns);
  return table;
}

std::string write_toml_definitions(std::span<const DefinitionTable> tables) {
  std::string columns;
  std::string out;
  for (const DefinitionTable& given : tables) {
    const DefinitionTable table = without_empty_edges(given);
    const std::optional<DefinitionKind> kind = definition_kind(table.name);
    const bool usual = kind && table.name == kind_name(*kind);
    const std::string name = key_text(usual ? words_key(table.name) : table.name);
    if (kind == DefinitionKind::settings && is_plain_settings(table)) {
      out += "\n[" + name + "]\n";
      for (const std::vector<DefinitionCell>& row : table.rows)
        out += words_key(row[0].value.text()) + " = " + value_text(row[1]) + "\n";
      continue;
    }
    std::string headings;
    for (const DefinitionCell& cell : table.header)
      headings += (headings.empty() ? "" : ", ") + quoted(heading_text(cell));
    columns += name + " = [" + headings + "]\n";
    const std::vector<std::string> keys = toml_keys(table.header);
    for (const std::vector<DefinitionCell>& row : table.rows) {
      out += "\n[[" + name + "]]\n";
      for (std::size_t at = 0; at < row.size(); ++at)
        if (is_filled(row[at])) out += key_text(keys[at]) + " = " + value_text(row[at]) + "\n";
    }
  }
  if (!columns.empty()) return "[columns]\n" + columns + out;
  return out.empty() ? out : out.substr(1);
}

}  // namespace outturn
