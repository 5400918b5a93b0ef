// `outturn graph`: the dependency graph of a workbook, or of what one indicator or cell depends on.
#include <filesystem>
#include <iostream>

#include "cli/command_line.h"
#include "cli/graph_svg.h"
#include "cli/graph_text.h"
#include "cli/logging.h"
#include "cli/open_book.h"
#include "engine/indicators/spelling.h"
#include "xlsx/disk_file.h"

namespace outturn {
namespace {

struct Choices {
  std::string book, out, format;
  OutlineChoices outline;
  BookChoices choices;
};

// As --format says, else as the file is called, else DOT.
std::string format_of(const Choices& choices) {
  if (!choices.format.empty()) return choices.format;
  if (choices.out.empty()) return "dot";
  std::string extension = std::filesystem::path(choices.out).extension().string();
  for (char& c : extension) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
  if (extension == ".svg") return "svg";
  if (extension == ".dot" || extension == ".gv") return "dot";
  if (extension == ".mmd" || extension == ".mermaid") return "mermaid";
  if (extension == ".json") return "json";
  throw UsageError("-o '" + choices.out +
                   "': name a file with the extension .svg, .dot, .mmd or .json, or say --format");
}

std::string drawn(const DependencyOutline& outline, const std::string& format) {
  if (format == "dot") return to_dot(outline);
  if (format == "mermaid") return to_mermaid(outline);
  if (format == "json") return to_json(outline).dump(2) + "\n";
  if (outline.nodes.size() > kMostInPicture)
    throw UsageError(
        "a picture of " + std::to_string(outline.nodes.size()) +
        " nodes cannot be read; leave out --all, name an indicator or a cell, or use --format dot");
  return to_svg(outline);
}

ExitCode run(const Choices& choices) {
  const std::string format = format_of(choices);
  if (choices.outline.dependents && choices.outline.what.empty())
    throw UsageError("--dependents: say of what; name an indicator or a cell");
  // Refused before anything is calculated.
  if (const std::string extension = std::filesystem::path(choices.out).extension().string();
      extension == ".xlsx" || extension == ".xlsm")
    throw UsageError("-o '" + choices.out + "' would write over a workbook; name a file such as graph.svg");
  BookChoices opened = choices.choices;
  opened.adopt = true;  // no workbook is written, so nothing that somebody typed is replaced
  const OpenBook book(choices.book, opened);
  const Workbook& workbook = *book.file.workbook;
  std::optional<DependencyOutline> outline;
  try {
    outline = outline_dependencies(workbook, book.indicators.get(), choices.outline);
  } catch (const OutlineTooLarge& error) {
    throw UsageError(choices.book + ": " + error.what() +
                     (choices.outline.all ? ", or leave out --all" : ""));
  }
  if (!outline)
    throw UsageError("there is no cell or indicator '" + choices.outline.what + "' in " + choices.book +
                     did_you_mean(choices.outline.what, outline_names(book.indicators.get())) +
                     "; write Sheet!C5 or an indicator's reference");
  if (outline->nodes.size() == 1 && outline->nodes[0].kind == OutlineNode::Kind::input &&
      !choices.outline.dependents)
    log_info(outline->nodes[0].title +
             " holds no formula and depends on nothing; --dependents shows what depends on it");
  if (!outline->grouped.empty())
    log_info("drawn together: " + outline->grouped + "; --all draws each, an indicator or a cell its part");
  const std::string text = drawn(*outline, format);
  if (choices.out.empty()) {
    std::cout << text;
    return ExitCode::clean;
  }
  xlsx::save_file(xlsx::checked_save_target(choices.out), text);
  std::cout << choices.out << ": " << outline->subject << ", " << outline->nodes.size() << " nodes, "
            << outline->edges.size() << " arrows\n";
  return ExitCode::clean;
}

}  // namespace

void declare_graph(CLI::App& app, Action& action) {
  auto choices = std::make_shared<Choices>();
  CLI::App* command = app.add_subcommand("graph", "Draw what a workbook, an indicator or a cell depends on");
  command->footer(
      "  outturn graph board.xlsx -o board.svg                        the whole workbook as a picture\n"
      "  outturn graph board.xlsx CS-2 -o cs-2.svg                    what an indicator is made of\n"
      "  outturn graph board.xlsx 'Calls!C5' --dependents             and what a cell is used for, as DOT\n"
      "  outturn graph board.xlsx --format mermaid                    for a wiki or a Markdown file");
  command->add_option("BOOK", choices->book, "The workbook")->required();
  command->add_option("WHAT", choices->outline.what,
                      "An indicator, a measure, a roll-up, a list or a cell (default: everything)");
  command->add_option("-o,--out", choices->out, "Save as this file: .svg, .dot, .mmd or .json");
  command->add_flag("--dependents", choices->outline.dependents, "Draw what depends on it as well");
  command->add_flag("--all", choices->outline.all,
                    "Draw each formula, also where there are more than 150 nodes");
  command->add_option("--format", choices->format, "dot, svg, mermaid or json")
      ->check(CLI::IsMember({"dot", "svg", "mermaid", "json"}));
  choices->choices.declare(*command);
  command->callback([choices, &action] { action = [choices] { return run(*choices); }; });
}

}  // namespace outturn
