// Lists of indicators, or of the services of one: which stand in it, in what order, and why.
//
// Whether something stands in a list may be open: no figure, no earlier one. It is in no list then, neither
// in `increase` nor in `no increase`, and is told.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/indicators/list_definition.h"
#include "engine/indicators/rag_status.h"
#include "engine/indicators/trend.h"

namespace outturn {

// What there is to say about an indicator or a service.
struct ListEntry {
  std::string reference, title;  // of a service its name
  const StatusWord* status = nullptr;
  Trend trend;
  IndicatorValue value;
  std::string plan;
  std::vector<std::string> groups;  // by the list's By
  bool has_status = true;           // services have none of their own
  Aim aim = Aim::unstated;
};

// Empty: it is not known whether the entry belongs there.
[[nodiscard]] std::optional<bool> is_listed(const ListDefinition& list, const ListEntry& entry);

// The entries' positions in the list's order. Equal ones keep the order of their definitions.
[[nodiscard]] std::vector<std::size_t> sorted(const ListDefinition& list,
                                              const std::vector<ListEntry>& entries,
                                              std::vector<std::size_t> positions);
// Whether two entries are equal by the list's order, so that a cut between them is arbitrary.
[[nodiscard]] bool is_tie(const ListDefinition& list, const ListEntry& a, const ListEntry& b);

// How bad a status is: 0 met, 1 near, 2 missed, by what the word is given for; a ranked word that is only
// entered is 1. -1 for a status that is not ranked, and for none.
[[nodiscard]] int severity_of(const StatusWord* status) noexcept;

struct WhichReading {
  std::vector<std::vector<ListTerm>> alternatives;
  std::string problem;
};
[[nodiscard]] WhichReading read_which(std::string_view text, const StatusVocabulary& words);

struct SortReading {
  ListSort sort = ListSort::as_defined;
  bool descending = false;
  std::string problem;
};
[[nodiscard]] SortReading read_sort(std::string_view text);

}  // namespace outturn
