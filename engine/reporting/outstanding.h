// What a period's figures still lack: those awaited or provisional, and what has to be written beside them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/indicators/indicator_book.h"
#include "engine/reporting/returns_log.h"

namespace outturn {

enum class OutstandingKind {
  awaited,        // due, and a cell that it is made of has no figure
  provisional,    // made of a figure that its return, or its cell, calls provisional
  no_commentary,  // an exception whose Commentary cell is empty
  no_plan,        // missed, in a book that has plans, without one
  no_reason,      // an entered status that differs from the computed one, and no reason given
};
[[nodiscard]] std::string_view outstanding_text(OutstandingKind kind) noexcept;  // "without commentary"

struct Outstanding {
  OutstandingKind kind = OutstandingKind::awaited;
  std::string reference, title;
  std::vector<std::string> owners;  // whose work it is: of the measure that waits, else of the indicator,
                                    // else of its measures
  std::string where;                // the cell to fill; empty where none is named
  std::string what;                 // "received of July 2018, Calls!E7"
};

// Of the book's period, after a calculation, in the order of the definitions, kinds together. Of a period
// that is closed, what was published without.
[[nodiscard]] std::vector<Outstanding> find_outstanding(const IndicatorBook& book, const ReturnsLog& log);

// Whether the indicator's figure is made of one that its return, or its cell, calls provisional now.
[[nodiscard]] bool is_provisional(const IndicatorBook& book, const ReturnsLog& log,
                                  const IndicatorNode& indicator);

// Whether a status that the figures did not give was published without a reason.
[[nodiscard]] bool lacks_reason(const PublishedRow& row, const StatusVocabulary& words);

// Whether a status asks for words beside it: it is ranked, and its standing is near or missed.
[[nodiscard]] bool is_exception(const StatusWord* status) noexcept;

}  // namespace outturn
