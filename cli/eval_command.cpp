// `outturn eval`: formulas, one after another, alone or as if they stood in a workbook.
#include <iostream>
#include <optional>

#include "cli/calculation_options.h"
#include "cli/command_line.h"
#include "cli/output.h"
#include "engine/recalculation.h"
#include "formulas/evaluator.h"
#include "formulas/parser.h"
#include "formulas/program_compiler.h"
#include "xlsx/reader.h"

namespace outturn {
namespace {

struct Choices {
  std::vector<std::string> formulas;
  bool from_stdin = false;
  std::string book;
  std::string at;
  std::string format = "text";
  CalculationChoices calculation;
};

class Calculator {
 public:
  explicit Calculator(const Choices& choices) : json_(choices.format != "text") {
    if (choices.book.empty()) {
      blank_.add_sheet("Sheet1");
      blank_.finish_reading();
      workbook_ = &blank_;
    } else {
      file_.emplace(xlsx::read_xlsx(choices.book));
      workbook_ = file_->workbook.get();
    }
    recalculation_ = std::make_unique<Recalculation>(
        *workbook_, choices.calculation.resolve(workbook_->settings.date_system));
    recalculation_->calculate();
    if (!choices.at.empty()) {
      const auto place = workbook_->find_place(choices.at);
      if (!place || !place->is_single_cell())
        throw UsageError("--at '" + choices.at + "' names no cell; write Sheet!A1");
      cell_ = {place->sheet, place->range.first};
    }
  }

  void calculate(const std::string& formula) {
    const ParseResult parsed = parse_formula(formula, cell_.address);
    if (!parsed.expression) return unparsed(formula, parsed.error.reason, parsed.error.position);
    const auto program =
        compile(*parsed.expression, FormulaMode::array, *workbook_, cell_.sheet, cell_.address);
    if (!program->unsupported().empty()) return refused(formula, program->unsupported()[0]);
    EvaluationContext& context = recalculation_->context_at(cell_.sheet, cell_.address);
    const Value value = evaluate_to_value(*program, context);
    if (context.exhausted())
      return refused(formula, "its calculation takes too many steps or too much memory");
    if (context.refusal() != nullptr) return refused(formula, context.refusal());
    if (json_)
      std::cout << result_to_json(value).dump() << '\n';
    else
      print(value);
  }

  [[nodiscard]] bool failed() const noexcept { return failed_; }

 private:
  void unparsed(const std::string& formula, const std::string& reason, std::size_t position) {
    failed_ = true;
    if (json_)
      std::cout << nlohmann::ordered_json{{"unparsed", reason}, {"position", position}}.dump() << '\n';
    else
      std::cerr << "outturn: " << formula << "  at character " << position + 1 << ": " << reason << '\n';
  }

  // What a workbook's cell would keep its saved value for.
  void refused(const std::string& formula, const std::string& reason) {
    failed_ = true;
    if (json_)
      std::cout << nlohmann::ordered_json{{"refused", reason}}.dump() << '\n';
    else
      std::cerr << "outturn: " << formula << "  not calculated: " << reason << '\n';
  }

  // A screen holds no million lines; the first ones are printed and the others counted.
  static void print(const Value& value) {
    constexpr std::size_t kMostRows = 1000;
    if (!value.is_array() || value.array().rows() <= kMostRows) {
      std::cout << result_to_text(value) << '\n';
      return;
    }
    const Array& array = value.array();
    Array first(kMostRows, array.columns());
    for (std::size_t i = 0; i < first.size(); ++i) first[i] = array[i];
    std::cout << result_to_text(Value(std::move(first))) << '\n' << std::flush;
    std::cerr << "outturn: " << array.rows() - kMostRows << " more rows; --format json prints them all\n";
  }

  Workbook blank_;
  std::optional<xlsx::XlsxFile> file_;
  Workbook* workbook_ = nullptr;
  std::unique_ptr<Recalculation> recalculation_;
  FormulaCell cell_;
  bool json_ = false;
  bool failed_ = false;
};

ExitCode run(const Choices& choices) {
  if (choices.formulas.empty() && !choices.from_stdin) throw UsageError("give a formula, or --stdin");
  Calculator calculator(choices);
  for (const std::string& formula : choices.formulas) calculator.calculate(formula);
  if (choices.from_stdin) {
    for (std::string line; std::getline(std::cin, line);) {
      if (!line.empty() && line.back() == '\r') line.pop_back();
      calculator.calculate(line);
    }
    return ExitCode::clean;
  }
  return calculator.failed() ? ExitCode::could_not_run : ExitCode::clean;
}

}  // namespace

void declare_eval(CLI::App& app, Action& action) {
  auto choices = std::make_shared<Choices>();
  CLI::App* command = app.add_subcommand("eval", "Calculate formulas");
  command->footer(
      "  outturn eval '=ROUND(2.15,1)'\n"
      "  outturn eval '=SUM(C5:C9)' --in board.xlsx --at 'Calls!A1'\n"
      "  outturn eval --stdin --format json < formulas.txt     one formula a line, one result a line");
  command->add_option("FORMULA", choices->formulas, "Formulas as typed into a cell");
  command->add_flag("--stdin", choices->from_stdin, "Read formulas from standard input, one a line");
  command->add_option("--in", choices->book, "Calculate as if in this workbook");
  command->add_option("--at", choices->at, "The cell to stand on, such as Sheet1!A1");
  command->add_option("--format", choices->format, "text or json")
      ->check(CLI::IsMember({"text", "json", "jsonl"}));
  choices->calculation.declare(*command);
  command->callback([choices, &action] { action = [choices] { return run(*choices); }; });
}

}  // namespace outturn
