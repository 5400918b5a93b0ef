#include <algorithm>
#include <exception>
#include <iostream>

#include "cli/command_line.h"
#include "cli/logging.h"
#include "cli/open_book.h"
#include "engine/indicators/spelling.h"
#include "engine/recalculation.h"
#include "xlsx/xlsx_error.h"

namespace {

using outturn::ExitCode;

constexpr const char* kDescription =
    "Recalculates Excel workbooks and the performance indicators defined over them, and gives the same file "
    "back with\n"
    "only the changed values changed.\n"
    "\n"
    "  outturn recalc board.xlsx -o board-new.xlsx          every formula and indicator\n"
    "  outturn recalc board.xlsx --set 'Calls!C5=2045' -o new.xlsx\n"
    "  outturn explain board.xlsx CS-2                      how a value or status came about\n"
    "  outturn eval '=ROUND(2.15,1)'\n";

constexpr const char* kFooter =
    "Exit status: 0 clean, 1 findings, 2 could not run (nothing written), 3 some of many files failed,\n"
    "4 stale values with --strict, 5 a limit was reached.\n"
    "`outturn COMMAND --help` shows a command's options.";

bool is_command(const CLI::App& app, const std::string& word) {
  const std::vector<const CLI::App*> commands = app.get_subcommands({});
  return std::any_of(commands.begin(), commands.end(),
                     [&](const CLI::App* command) { return command->get_name() == word; });
}

// A command's help with its examples first: they are what most people came for.
class ExamplesFirst final : public CLI::Formatter {
 public:
  std::string make_help(const CLI::App* app, std::string name, CLI::AppFormatMode mode) const override {
    if (app->get_parent() == nullptr || mode == CLI::AppFormatMode::Sub)
      return Formatter::make_help(app, name, mode);
    return make_description(app) + "\n" + make_footer(app) + "\n" + make_usage(app, name) +
           make_positionals(app) + make_groups(app, mode);
  }
};

// The word that stands where a command should, if it is none.
std::string unknown_command(const CLI::App& app, int argc, char** argv) {
  if (argc < 2 || argv[1][0] == '-' || is_command(app, argv[1])) return {};
  return argv[1];
}

// CLI11 says only that a word was not expected; people want to know which command or option comes near it.
std::string near_miss(const CLI::App& app, int argc, char** argv) {
  if (argc < 2) return {};
  std::vector<std::string> commands;
  for (const CLI::App* command : app.get_subcommands({})) commands.push_back(command->get_name());
  const std::string first = argv[1];
  if (!is_command(app, first)) return first.starts_with("-") ? "" : outturn::nearest_name(first, commands);
  std::vector<std::string> options;
  for (const CLI::Option* option : app.get_subcommand(first)->get_options())
    for (const std::string& name : option->get_lnames()) options.push_back("--" + name);
  for (int i = 2; i < argc; ++i) {
    const std::string word = std::string(argv[i]).substr(0, std::string(argv[i]).find('='));
    if (!word.starts_with("--") || std::find(options.begin(), options.end(), word) != options.end()) continue;
    return outturn::nearest_name(word, options);
  }
  return {};
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app(kDescription, "outturn");
  app.footer(kFooter);
  app.set_version_flag("--version", "outturn " OUTTURN_VERSION);
  app.require_subcommand(1);
  app.formatter(std::make_shared<ExamplesFirst>());
  outturn::Action action;
  outturn::declare_recalc(app, action);
  outturn::declare_explain(app, action);
  outturn::declare_eval(app, action);
  outturn::declare_functions(app, action);
  outturn::declare_definitions(app, action);
  outturn::declare_check(app, action);
  outturn::declare_due(app, action);
  outturn::declare_collect(app, action);
  outturn::declare_close(app, action);
  outturn::declare_restate(app, action);
  outturn::declare_next(app, action);
  outturn::declare_report(app, action);
  outturn::declare_diff(app, action);
  outturn::declare_graph(app, action);
  outturn::declare_watch(app, action);
  std::string colour = "auto";
  for (CLI::App* command : app.get_subcommands({}))
    command->add_option("--color", colour, "auto (on a terminal, unless NO_COLOR is set), always or never")
        ->check(CLI::IsMember({"auto", "always", "never"}));
  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& help) {
    return app.exit(help);
  } catch (const CLI::ParseError& error) {
    const std::string unknown = unknown_command(app, argc, argv);
    std::cerr << "outturn: " << (unknown.empty() ? error.what() : "there is no command '" + unknown + "'")
              << '\n';
    if (const std::string nearest = near_miss(app, argc, argv); !nearest.empty())
      std::cerr << "Did you mean '" << nearest << "'?\n";
    const std::string command = argc > 1 && is_command(app, argv[1]) ? argv[1] + std::string(" ") : "";
    std::cerr << "See 'outturn " << command << "--help'.\n";
    return static_cast<int>(ExitCode::could_not_run);
  }
  outturn::set_up_logging(colour);
  try {
    return static_cast<int>(action());
  } catch (const outturn::DefinitionErrors& error) {
    outturn::log_diagnostics(error.file(), error.errors());
    std::cerr << "outturn: " << error.what() << '\n';
    return static_cast<int>(ExitCode::could_not_run);
  } catch (const outturn::CalculationLimit& error) {
    std::cerr << "outturn: " << error.what() << '\n';
    return static_cast<int>(ExitCode::limit_reached);
  } catch (const std::exception& error) {
    std::cerr << "outturn: " << error.what() << '\n';
    return static_cast<int>(ExitCode::could_not_run);
  }
}
