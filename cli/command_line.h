// The commands, as declared by their own files, put together into one command line.
#pragma once

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <functional>
#include <memory>

#include "cli/exit_code.h"

namespace outturn {

// What a chosen command does once its options have been read.
using Action = std::function<ExitCode()>;

// Each declares a subcommand with its options and help, and sets `action` when the user chose it.
void declare_recalc(CLI::App& app, Action& action);
void declare_eval(CLI::App& app, Action& action);
void declare_explain(CLI::App& app, Action& action);
void declare_functions(CLI::App& app, Action& action);
void declare_definitions(CLI::App& app, Action& action);
void declare_check(CLI::App& app, Action& action);
void declare_due(CLI::App& app, Action& action);
void declare_collect(CLI::App& app, Action& action);
void declare_close(CLI::App& app, Action& action);
void declare_restate(CLI::App& app, Action& action);
void declare_next(CLI::App& app, Action& action);
void declare_report(CLI::App& app, Action& action);
void declare_diff(CLI::App& app, Action& action);
void declare_graph(CLI::App& app, Action& action);
void declare_watch(CLI::App& app, Action& action);

}  // namespace outturn
