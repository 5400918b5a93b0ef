// `outturn functions`: what formulas can call, from the functions' own declarations.
#include <cstdio>
#include <iostream>

#include "cli/command_line.h"
#include "cli/output.h"
#include "engine/indicators/spelling.h"
#include "formulas/catalogue.h"
#include "formulas/host_functions.h"

namespace outturn {
namespace {

struct Choices {
  std::string name;
  bool names = false;
  std::string format = "text";
};

std::string_view kind_name(ParameterKind kind) {
  switch (kind) {
    case ParameterKind::number:
    case ParameterKind::strict:
      return "number";
    case ParameterKind::text:
      return "text";
    case ParameterKind::logical:
      return "logical";
    case ParameterKind::strict_scalar:
    case ParameterKind::scalar:
    case ParameterKind::any:
      return "any value";
    case ParameterKind::criterion:
      return "criterion";
    case ParameterKind::numbers:
    case ParameterKind::ordered:
      return "numbers";
    case ParameterKind::cells:
      return "range or values";
    case ParameterKind::array:
      return "array";
    case ParameterKind::operand:
      return "range or value";
    case ParameterKind::reference:
      return "reference";
    case ParameterKind::lazy:
      return "any value or function";
  }
  return "value";
}

// MEDIAN(values, …)
std::string signature_text(const FunctionSpec& function) {
  std::string text(function.name);
  text += '(';
  for (std::size_t i = 0; i < function.signature.size(); ++i) {
    const Parameter& parameter = function.signature.parameter(i);
    if (i > 0) text += ", ";
    text += parameter.optional ? "[" + std::string(parameter.name) + "]" : std::string(parameter.name);
  }
  if (function.signature.repeated() > 0) text += ", …";
  return text + ")";
}

nlohmann::ordered_json to_json(const FunctionSpec& function) {
  nlohmann::ordered_json parameters = nlohmann::ordered_json::array();
  for (std::size_t i = 0; i < function.signature.size(); ++i) {
    const Parameter& parameter = function.signature.parameter(i);
    parameters.push_back(
        {{"name", parameter.name}, {"kind", kind_name(parameter.kind)}, {"optional", parameter.optional}});
  }
  nlohmann::ordered_json examples = nlohmann::ordered_json::array();
  for (const Example& example : function.examples)
    examples.push_back({{"formula", "=" + std::string(example.formula)}, {"result", example.result}});
  return {{"name", function.name},
          {"signature", signature_text(function)},
          {"summary", function.summary},
          {"parameters", parameters},
          {"examples", examples}};
}

// What a cell keeps its value for.
ExitCode show_host_function(const HostFunction& function, bool text) {
  if (text)
    std::cout << function.name << " is not calculated: it " << function.reason
              << ".\n  A cell that uses it keeps the value that it was saved with.\n";
  else
    std::cout << nlohmann::ordered_json(
                     {{"name", function.name}, {"calculated", false}, {"reason", function.reason}})
                     .dump()
              << '\n';
  return ExitCode::clean;
}

ExitCode show_one(const Choices& choices) {
  std::string wanted = choices.name;
  for (char& c : wanted) c = static_cast<char>(c >= 'a' && c <= 'z' ? c - 32 : c);
  // As a user may copy it, out of a formula or of a file.
  if (wanted.starts_with('=')) wanted.erase(0, 1);
  for (const std::string_view prefix : {"_XLFN.", "_XLWS."})
    if (wanted.starts_with(prefix)) wanted.erase(0, prefix.size());
  if (const std::size_t bracket = wanted.find('('); bracket != std::string::npos) wanted.erase(bracket);
  const FunctionSpec* function = find_function(wanted);
  if (const HostFunction* host = find_host_function(wanted))
    return show_host_function(*host, choices.format == "text");
  if (function == nullptr) {
    std::vector<std::string> known;
    for (const HostFunction& each : all_host_functions()) known.emplace_back(each.name);
    for (const FunctionSpec* each : all_functions()) known.emplace_back(each->name);
    std::cerr << "outturn: there is no function " << wanted << did_you_mean(wanted, known) << '\n';
    return ExitCode::could_not_run;
  }
  if (choices.format != "text") {
    std::cout << to_json(*function).dump() << '\n';
    return ExitCode::clean;
  }
  std::cout << signature_text(*function) << "\n  " << function->summary << "\n\n";
  for (std::size_t i = 0; i < function->signature.size(); ++i) {
    const Parameter& parameter = function->signature.parameter(i);
    std::cout << "  " << parameter.name << ": " << kind_name(parameter.kind)
              << (parameter.optional ? ", optional" : "")
              << (i + function->signature.repeated() >= function->signature.size() ? ", may be repeated" : "")
              << '\n';
  }
  if (!function->examples.empty()) std::cout << '\n';
  for (const Example& example : function->examples)
    std::cout << "  =" << example.formula << "  is  " << example.result << '\n';
  return ExitCode::clean;
}

ExitCode show_all(const Choices& choices) {
  if (choices.format != "text") {
    nlohmann::ordered_json all = nlohmann::ordered_json::array();
    for (const FunctionSpec* function : all_functions())
      all.push_back(choices.names ? nlohmann::ordered_json(function->name) : to_json(*function));
    std::cout << all.dump() << '\n';
    return ExitCode::clean;
  }
  for (const FunctionSpec* function : all_functions()) {
    if (choices.names)
      std::printf("%s\n", std::string(function->name).c_str());
    else
      std::printf("%-18s %s\n", std::string(function->name).c_str(), std::string(function->summary).c_str());
  }
  if (choices.names) return ExitCode::clean;
  std::printf("\nNot calculated; a cell that uses one keeps the value that it was saved with:\n");
  for (const HostFunction& function : all_host_functions())
    std::printf("%-18s %s\n", std::string(function.name).c_str(), std::string(function.reason).c_str());
  return ExitCode::clean;
}

}  // namespace

void declare_functions(CLI::App& app, Action& action) {
  auto choices = std::make_shared<Choices>();
  CLI::App* command = app.add_subcommand("functions", "List the worksheet functions that outturn calculates");
  command->footer(
      "  outturn functions                 every function with its summary\n"
      "  outturn functions XLOOKUP         signature, parameters and examples of one\n"
      "  outturn functions CUBEVALUE       why a function is not calculated");
  command->add_option("NAME", choices->name, "Show this function");
  command->add_flag("--names", choices->names, "Names only, one a line");
  command->add_option("--format", choices->format, "text or json")->check(CLI::IsMember({"text", "json"}));
  command->callback([choices, &action] {
    action = [choices] { return choices->name.empty() ? show_all(*choices) : show_one(*choices); };
  });
}

}  // namespace outturn
