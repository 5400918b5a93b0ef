#include "cli/due_list.h"

#include <algorithm>
#include <map>

#include "engine/indicators/spelling.h"

namespace outturn {

using nlohmann::ordered_json;

ReturnsLog returns_log(OpenBook& book) {
  return ReturnsLog(book.definitions, book.indicators->definitions(), book.diagnostics);
}

ordered_json to_json(const std::vector<Outstanding>& outstanding) {
  ordered_json list = ordered_json::array();
  for (const Outstanding& each : outstanding)
    list.push_back({{"indicator", each.reference},
                    {"title", each.title},
                    {"missing", outstanding_text(each.kind)},
                    {"owners", each.owners},
                    {"cell", each.where.empty() ? ordered_json(nullptr) : ordered_json(each.where)},
                    {"what", each.what}});
  return list;
}

std::string to_text(const std::vector<Outstanding>& outstanding) {
  struct Owner {
    std::string name;
    std::vector<const Outstanding*> items;
  };
  std::map<std::string, Owner> owners;  // by name_key
  Owner nobody;
  for (const Outstanding& each : outstanding) {
    if (each.owners.empty()) nobody.items.push_back(&each);
    for (const std::string& name : each.owners) {
      Owner& owner = owners[name_key(name)];
      if (owner.name.empty()) owner.name = name;
      owner.items.push_back(&each);
    }
  }
  std::string text;
  const auto add = [&](const std::string& name, const std::vector<const Outstanding*>& items) {
    text += name + "\n";
    for (const Outstanding* each : items)
      text += "  " + std::string(outstanding_text(each->kind)) + ": " + each->reference +
              (each->title.empty() ? "" : " " + each->title) +
              (each->what.empty() ? "" : " (" + each->what + ")") + "\n";
  };
  for (const auto& [key, owner] : owners) add(owner.name, owner.items);
  if (!nobody.items.empty()) add(owners.empty() ? "No owner is named" : "Without an owner", nobody.items);
  return text;
}

}  // namespace outturn
