#include "engine/checks/declared_expression.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "engine/checks/declared_sentence.h"
#include "engine/indicators/bound_place.h"
#include "engine/indicators/figure_text.h"
#include "engine/indicators/spelling.h"
#include "formulas/evaluator.h"
#include "formulas/formula_key.h"
#include "formulas/parser.h"
#include "formulas/program_compiler.h"

namespace outturn {
namespace {

using Node = ExpressionKind;

bool is_call(const Expression& expression, std::size_t node, std::string_view name) {
  return expression.nodes[node].kind == Node::call &&
         same_name(display_formula(expression.names[expression.nodes[node].index].name), name);
}

std::vector<std::size_t> children_of(const Expression& expression, std::size_t node) {
  std::vector<std::size_t> positions;
  expression.children(node, positions);
  return positions;
}

// Brackets, a leading +, and rounding say nothing about the relation.
std::size_t bare(const Expression& expression, std::size_t node) {
  for (;;) {
    const Node kind = expression.nodes[node].kind;
    const bool rounds = is_call(expression, node, "ROUND") || is_call(expression, node, "IFERROR");
    if (kind != Node::parentheses && kind != Node::plus && kind != Node::percent && !rounds) return node;
    const std::vector<std::size_t> below = children_of(expression, node);
    if (below.empty()) return node;
    node = below.front();
  }
}

// The terms of a chain of + and −, each with whether it is taken away.
struct Chain {
  std::vector<std::size_t> terms;
  bool subtracts = false;
};
Chain chain_of(const Expression& expression, std::size_t node) {
  Chain chain;
  std::vector<std::size_t> open = {node};
  while (!open.empty()) {
    const std::size_t at = bare(expression, open.back());
    open.pop_back();
    const Node kind = expression.nodes[at].kind;
    if (kind == Node::add || kind == Node::subtract) {
      chain.subtracts = chain.subtracts || kind == Node::subtract;
      for (const std::size_t child : children_of(expression, at)) open.push_back(child);
    } else if (kind == Node::minus) {
      chain.subtracts = true;
      open.push_back(children_of(expression, at).front());
    } else {
      chain.terms.push_back(at);
    }
  }
  return chain;
}

bool is_count(const Expression& expression, std::size_t node) {
  return expression.nodes[node].kind == Node::call &&
         name_key(display_formula(expression.names[expression.nodes[node].index].name)).starts_with("count");
}

// The ranges that a part of the expression reads.
std::vector<const RangeNode*> ranges_in(const Expression& expression, std::size_t node) {
  std::vector<const RangeNode*> found;
  for (std::size_t at = node + 1 - expression.nodes[node].size; at <= node; ++at)
    if (expression.nodes[at].kind == Node::range)
      found.push_back(&expression.ranges[expression.nodes[at].index]);
  return found;
}

bool same_place(const Expression& expression, const RangeNode& a, const RangeNode& b) {
  const auto sheet = [&](const RangeNode& node) {
    return node.sheets < 0 ? std::string()
                           : name_key(expression.sheets[static_cast<std::size_t>(node.sheets)].first);
  };
  return a.reference == b.reference && sheet(a) == sheet(b);
}

CheckKind ratio_kind(const Expression& expression, std::size_t over, std::size_t under) {
  const std::size_t divisor = bare(expression, under), divided = bare(expression, over);
  const Chain above = chain_of(expression, divided);
  const auto is_product = [&](std::size_t term) {
    return is_call(expression, term, "SUMPRODUCT") ||
           (expression.nodes[term].kind == Node::multiply && ranges_in(expression, term).size() >= 2);
  };
  if (std::all_of(above.terms.begin(), above.terms.end(), is_product)) return CheckKind::weighted_average;
  if (expression.nodes[divisor].kind == Node::number) {
    const double number = expression.numbers[expression.nodes[divisor].index];
    const bool is_mean = above.terms.size() > 1 && number == static_cast<double>(above.terms.size());
    return is_mean ? CheckKind::average : CheckKind::ratio;
  }
  if (is_count(expression, divisor)) return CheckKind::average;
  const std::vector<const RangeNode*> parts = ranges_in(expression, divided),
                                      whole = ranges_in(expression, divisor);
  const bool within = !parts.empty() && std::all_of(parts.begin(), parts.end(), [&](const RangeNode* part) {
    return std::any_of(whole.begin(), whole.end(),
                       [&](const RangeNode* each) { return same_place(expression, *part, *each); });
  });
  if (within && whole.size() > parts.size()) return CheckKind::share;
  // (this − last) ÷ last
  if (above.subtracts && above.terms.size() == 2 && whole.size() == 1 && parts.size() == 2 &&
      std::any_of(parts.begin(), parts.end(),
                  [&](const RangeNode* part) { return same_place(expression, *part, *whole[0]); }))
    return CheckKind::change;
  return CheckKind::ratio;
}

CheckKind kind_of(const Expression& expression) {
  const std::size_t root = bare(expression, expression.nodes.size() - 1);
  switch (expression.nodes[root].kind) {
    case Node::call: {
      if (is_count(expression, root)) return CheckKind::count;
      const std::string name = name_key(display_formula(expression.names[expression.nodes[root].index].name));
      if (name.starts_with("average") || name == "median") return CheckKind::average;
      if (name == "if" || name == "ifs" || name == "switch") return CheckKind::status;
      return CheckKind::sum;
    }
    case Node::add:
    case Node::subtract:
    case Node::minus: {
      const Chain chain = chain_of(expression, root);
      const auto counts = [&](std::size_t term) { return is_count(expression, term); };
      if (std::all_of(chain.terms.begin(), chain.terms.end(), counts)) return CheckKind::count;
      const auto divides = [&](std::size_t term) { return expression.nodes[term].kind == Node::divide; };
      if (chain.subtracts && chain.terms.size() == 2 &&
          std::any_of(chain.terms.begin(), chain.terms.end(), divides))
        return CheckKind::change;
      return chain.subtracts ? CheckKind::difference : CheckKind::sum;
    }
    case Node::divide: {
      const std::vector<std::size_t> sides = children_of(expression, root);
      return ratio_kind(expression, sides[0], sides[1]);
    }
    case Node::multiply: {
      for (const std::size_t side : children_of(expression, root))
        if (const std::size_t at = bare(expression, side); expression.nodes[at].kind == Node::divide) {
          const std::vector<std::size_t> sides = children_of(expression, at);
          return ratio_kind(expression, sides[0], sides[1]);
        }
      return CheckKind::ratio;
    }
    case Node::equal:
    case Node::not_equal:
    case Node::less:
    case Node::less_equal:
    case Node::greater:
    case Node::greater_equal:
      return CheckKind::order;
    default:
      return CheckKind::copy;
  }
}

std::vector<std::string> own_sheets(const Workbook& workbook) {
  std::vector<std::string> names;
  for (SheetId id = 0; id < workbook.sheet_count(); ++id) names.push_back(workbook.sheet(id).name());
  return names;
}

// What stands in the way of calculating it, in words for the officer; empty for nothing.
std::string problem_in(const Expression& expression, std::string_view text, const Workbook& workbook,
                       std::optional<SheetId> sheet, CellAddress origin) {
  for (const SheetPrefix& prefix : expression.sheets) {
    for (const std::string& name : {prefix.first, prefix.last})
      if (!name.empty() && !workbook.find_sheet(name))
        return "names the sheet \"" + name + "\", which this workbook does not have" +
               did_you_mean(name, own_sheets(workbook));
  }
  for (const RangeNode& range : expression.ranges)
    if (range.sheets < 0 && !sheet) {
      const std::string cells = to_a1(range.reference.to_absolute(origin));
      const std::string home = !expression.sheets.empty()   ? expression.sheets.front().first
                               : workbook.sheet_count() > 0 ? workbook.sheet(0).name()
                                                            : std::string("Calls");
      const bool plain =
          std::all_of(home.begin(), home.end(), [](unsigned char c) { return std::isalnum(c) != 0; });
      return "does not say which sheet " + cells + " is on; write " + (plain ? home : "'" + home + "'") +
             "!" + cells;
    }
  std::vector<std::string> known;
  for (const DefinedName& name : workbook.names())
    if (!name.hidden) known.push_back(name.name);
  for (const ExpressionNode& node : expression.nodes) {
    if (node.kind != Node::name) continue;
    const std::string& name = expression.names[node.index].name;
    if (workbook.find_name(name, sheet.value_or(0))) continue;
    return "names " + name + ", which is no cell and no name of this workbook" + did_you_mean(name, known) +
           "; write a word in quotation marks: \"" + std::string(text) + "\"";
  }
  return {};
}

}  // namespace

std::string DeclaredExpression::parse(std::string_view text, const Workbook& workbook,
                                      std::optional<SheetId> sheet, CellAddress origin) {
  text = trimmed(text);
  if (text.starts_with("=")) text.remove_prefix(1);
  text_ = std::string(trimmed(text));
  sheet_ = sheet.value_or(0);
  origin_ = origin;
  ParseResult parsed = parse_formula(text_, origin);
  if (!parsed.expression)
    return "cannot be read as cells or an Excel expression: " + parsed.error.reason + " at character " +
           std::to_string(parsed.error.position + 1) +
           "; write a sheet whose name has spaces in quotes, as 'My sheet'!B5";
  expression_ = std::move(*parsed.expression);
  if (std::string problem = problem_in(expression_, text_, workbook, sheet, origin); !problem.empty())
    return problem;
  program_ = compile(expression_, FormulaMode::array, workbook, sheet_, origin);
  if (!program_->unsupported().empty()) return "cannot be calculated: " + program_->unsupported().front();
  kind_ = kind_of(expression_);
  inputs_free_ = inputs(workbook, origin).empty() && !program_->has_dynamic_references();
  return {};
}

std::optional<CheckedCell> DeclaredExpression::single_cell(CellAddress at) const {
  const Program* program = program_.get();
  if (program->code().size() != 1) return std::nullopt;
  if (program->code()[0].op == Op::cell) return CheckedCell{sheet_, program->cells()[0].to_absolute(at)};
  if (program->code()[0].op != Op::sheet_cell && program->code()[0].op != Op::range) return std::nullopt;
  const Area area = program->references()[0].to_area({sheet_, at});
  if (!area.is_single_cell()) return std::nullopt;
  return CheckedCell{area.sheet, area.range.first};
}

std::vector<CheckedCell> DeclaredExpression::inputs(const Workbook& workbook, CellAddress at) const {
  std::vector<CheckedCell> found;
  std::set<CheckedCell> seen;
  const auto add = [&](const Program& program) {
    program.for_each_reference([&](const ProgramReference& reference) {
      const Area area = reference.to_area({sheet_, at});
      for (SheetId sheet = area.sheet; sheet <= area.last_sheet; ++sheet) {
        const auto used = workbook.sheet(sheet).used_range();
        const auto range = area.range.is_single_cell() ? std::optional(area.range)
                           : used                      ? intersection(area.range, *used)
                                                       : std::nullopt;
        if (!range) continue;
        for (std::int32_t row = range->first.row; row <= range->last.row; ++row)
          for (std::int32_t column = range->first.column; column <= range->last.column; ++column) {
            if (found.size() >= kMostInputs) return;
            const CheckedCell cell{sheet, {row, column}};
            if (seen.insert(cell).second) found.push_back(cell);
          }
      }
    });
  };
  add(*program_);
  for (const NameId name : program_->names())
    if (const Program* program = workbook.name_program(name)) add(*program);
  return found;
}

std::string DeclaredExpression::text(CellAddress at) const {
  return "=" + display_formula(at == origin_ ? text_ : move_formula(text_, origin_, at));
}

// A part of the expression in plain arithmetic over figures.
struct DeclaredExpression::Term {
  double value = 0;
  double slack = 0;
  bool reads_text = false;  // a figure typed as text, which SUM passes over
};

std::optional<Area> DeclaredExpression::area_of(std::size_t node, const Workbook& workbook,
                                                CellAddress at) const {
  const ExpressionNode& each = expression_.nodes[node];
  if (each.kind == Node::range) {
    const RangeNode& range = expression_.ranges[each.index];
    SheetId sheet = sheet_;
    if (range.sheets >= 0) {
      const SheetPrefix& prefix = expression_.sheets[static_cast<std::size_t>(range.sheets)];
      if (!prefix.last.empty()) return std::nullopt;
      sheet = workbook.find_sheet(prefix.first).value_or(sheet_);
    }
    return single_area(sheet, range.reference.to_absolute(at));
  }
  if (each.kind == Node::name) return workbook.find_place(expression_.names[each.index].name, sheet_);
  if (each.kind == Node::structured) {
    const StructuredReference& column = expression_.structured[each.index];
    if (column.table.empty() || column.first_column.empty() || column.this_row || column.all ||
        column.headers || column.totals)
      return std::nullopt;
    return workbook.find_place(column.table + "[" + column.first_column + "]", sheet_);
  }
  return std::nullopt;
}

std::optional<DeclaredExpression::Term> DeclaredExpression::walk(const Workbook& workbook,
                                                                 CellAddress at) const {
  struct Entry {
    std::optional<Area> area;
    Term term;
  };
  constexpr std::int64_t kMostCells = 10'000;
  const auto of_cell = [&](SheetId sheet, CellAddress cell) -> std::optional<Term> {
    const Value value = workbook.sheet(sheet).value(cell);
    if (value.is_blank()) return Term{};
    auto figure = read_cell_figure(value, workbook.number_format(sheet, cell));
    if (!figure && value.is_text()) figure = only_figure_in(value.text());
    if (!figure) return std::nullopt;
    return Term{figure->value, figure->rounded ? figure->step / 2 : 0.0, figure->from_text};
  };
  const auto as_term = [&](const Entry& entry) -> std::optional<Term> {
    if (!entry.area) return entry.term;
    if (!entry.area->is_single_cell()) return std::nullopt;
    return of_cell(entry.area->sheet, entry.area->range.first);
  };
  std::vector<Entry> stack;
  for (std::size_t node = 0; node < expression_.nodes.size(); ++node) {
    const ExpressionNode& each = expression_.nodes[node];
    const std::size_t children = each.children;
    if (stack.size() < children) return std::nullopt;
    const std::size_t first = stack.size() - children;
    const auto replace = [&](const Term& term) {
      stack.resize(first);
      stack.push_back({std::nullopt, term});
    };
    const auto side = [&](std::size_t child) { return as_term(stack[first + child]); };
    switch (each.kind) {
      case Node::number:
        stack.push_back({std::nullopt, {expression_.numbers[each.index], 0, false}});
        break;
      case Node::range:
      case Node::name:
      case Node::structured: {
        const auto area = area_of(node, workbook, at);
        if (!area || area->is_three_dimensional() || area->range.size() > kMostCells) return std::nullopt;
        stack.push_back({area, {}});
        break;
      }
      case Node::parentheses:
      case Node::plus:
        break;
      case Node::minus:
      case Node::percent: {
        auto term = side(0);
        if (!term) return std::nullopt;
        term->value *= each.kind == Node::minus ? -1 : 0.01;
        term->slack *= each.kind == Node::minus ? 1 : 0.01;
        replace(*term);
        break;
      }
      case Node::add:
      case Node::subtract:
      case Node::multiply:
      case Node::divide: {
        const auto a = side(0), b = side(1);
        if (!a || !b) return std::nullopt;
        Term term;
        term.reads_text = a->reads_text || b->reads_text;
        if (each.kind == Node::multiply) {
          term.value = a->value * b->value;
          term.slack = a->slack * std::fabs(b->value) + b->slack * std::fabs(a->value);
        } else if (each.kind == Node::divide) {
          if (b->value == 0) return std::nullopt;
          term.value = a->value / b->value;
          term.slack = a->slack / std::fabs(b->value) + std::fabs(term.value / b->value) * b->slack;
        } else {
          term.value = each.kind == Node::add ? a->value + b->value : sum_or_zero(a->value, -b->value);
          term.slack = a->slack + b->slack;
        }
        replace(term);
        break;
      }
      case Node::call: {
        const bool sum = is_call(expression_, node, "SUM"), mean = is_call(expression_, node, "AVERAGE");
        if (!sum && !mean) return std::nullopt;
        Term term;
        double count = 0;
        for (std::size_t child = 0; child < children; ++child) {
          const Entry& entry = stack[first + child];
          if (!entry.area) {
            term.value += entry.term.value;
            term.slack += entry.term.slack;
            term.reads_text = term.reads_text || entry.term.reads_text;
            ++count;
            continue;
          }
          const RangeAddress& range = entry.area->range;
          for (std::int32_t row = range.first.row; row <= range.last.row; ++row)
            for (std::int32_t column = range.first.column; column <= range.last.column; ++column) {
              const Value value = workbook.sheet(entry.area->sheet).value({row, column});
              const auto one = of_cell(entry.area->sheet, {row, column});
              if (!one || value.is_blank()) continue;
              term.value += one->value;
              term.slack += one->slack;
              term.reads_text = term.reads_text || one->reads_text;
              ++count;
            }
        }
        if (mean) {
          if (count == 0) return std::nullopt;
          term.value /= count;
          term.slack /= count;
        }
        replace(term);
        break;
      }
      default:
        return std::nullopt;
    }
  }
  return stack.size() == 1 ? as_term(stack[0]) : std::nullopt;
}

std::optional<ExpressionResult> DeclaredExpression::evaluate(const Workbook& workbook,
                                                             Recalculation& recalculation, CellAddress at,
                                                             std::string& problem) const {
  ExpressionResult result;
  if (const auto cell = single_cell(at)) {
    result.value = workbook.sheet(cell->sheet).value(cell->cell);
    result.figure = read_cell_figure(result.value, workbook.number_format(cell->sheet, cell->cell));
    if (result.figure && result.figure->rounded) result.slack = result.figure->step / 2;
    return result;
  }
  EvaluationContext& context = recalculation.context_at(sheet_, at);
  result.value = evaluate_to_value(*program_, context);
  if (context.exhausted()) {
    problem = "takes too long to calculate";
    return std::nullopt;
  }
  if (context.suspended()) {
    problem = context.refusal() != nullptr ? std::string("cannot be calculated: ") + context.refusal()
                                           : std::string("reads cells that could not be calculated");
    return std::nullopt;
  }
  if (result.value.is_array() && result.value.array().size() == 1) {
    const Value only = result.value.array()[0];
    result.value = only;
  }
  if (result.value.is_array()) {
    problem = "gives " + std::to_string(result.value.array().size()) +
              " values; write one that gives a single value, such as SUM(…)";
    return std::nullopt;
  }
  if (const auto term = walk(workbook, at)) {
    result.slack = term->slack;
    // Figures typed as text, "49%" or "25 days", are figures to the reader of the table, and to Excel nothing
    // to SUM, or an error.
    if (term->reads_text) result.value = term->value;
  }
  if (result.value.is_error()) {
    problem = "gives " + std::string(error_text(result.value.error()));
    return std::nullopt;
  }
  return result;
}

}  // namespace outturn
