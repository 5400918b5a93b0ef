#include "cli/logging.h"

#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

#include <cstdlib>
#include <memory>

namespace outturn {

void set_up_logging(const std::string& colour) {
  const char* no_color = std::getenv("NO_COLOR");
  const bool plain = colour == "never" || (colour == "auto" && no_color != nullptr && *no_color != '\0');
  const auto mode = plain                ? spdlog::color_mode::never
                    : colour == "always" ? spdlog::color_mode::always
                                         : spdlog::color_mode::automatic;
  auto logger = std::make_shared<spdlog::logger>("outturn",
                                                 std::make_shared<spdlog::sinks::stderr_color_sink_mt>(mode));
  logger->set_pattern("%^%l%$: %v");
  spdlog::set_default_logger(std::move(logger));
}

void log_info(const std::string& text) { spdlog::info("{}", text); }
void log_warning(const std::string& text) { spdlog::warn("{}", text); }
void log_error(const std::string& text) { spdlog::error("{}", text); }

void log_diagnostics(const std::string& file, std::span<const Diagnostic> diagnostics) {
  for (const Diagnostic& diagnostic : diagnostics) {
    std::string text = file.empty() ? "" : file + ": ";
    if (!diagnostic.where.empty()) text += diagnostic.where + ": ";
    text += diagnostic.what;
    switch (diagnostic.severity) {
      case Severity::note:
        log_info(text);
        break;
      case Severity::warning:
        log_warning(text);
        break;
      case Severity::error:
        log_error(text);
        break;
    }
  }
}

}  // namespace outturn
