// The order in which SORT and its family put values, and when UNIQUE and its family hold two for the same.
#pragma once

#include <string>

#include "formulas/value.h"

namespace outturn {

// Numbers, texts, logicals, errors by their numbers; the other way round when descending. Blanks come last
// both ways.
[[nodiscard]] int compare_for_sort(const Value& a, const Value& b, bool descending);

// Texts that hold the same content give the same key, whatever their case; kinds never coincide.
void append_key(std::string& key, const Value& value);

}  // namespace outturn
