// What the program says beside its result: on stderr, through spdlog, coloured only on a terminal.
#pragma once

#include <span>
#include <string>

#include "engine/diagnostic.h"

namespace outturn {

// `colour` is auto, always or never; auto colours on a terminal unless NO_COLOR is set.
void set_up_logging(const std::string& colour);

void log_info(const std::string& text);
void log_warning(const std::string& text);
void log_error(const std::string& text);
// "Sheet!B2: what" at the diagnostic's severity, prefixed with the file where there are several.
void log_diagnostics(const std::string& file, std::span<const Diagnostic> diagnostics);

}  // namespace outturn
