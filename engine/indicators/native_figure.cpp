#include "engine/indicators/native_figure.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <tuple>

#include "engine/indicators/measure_text.h"
#include "formulas/decimal_rounding.h"

namespace outturn {
namespace {

using Method = Accumulation::Method;
constexpr int kDeepest = 20;  // of indicators written out inside one another

NativeFigure not_written(std::string why) {
  NativeFigure figure;
  figure.problem = std::move(why);
  return figure;
}

// What a cell's number times this is the figure inside; nothing where no single factor does it.
double cell_factor(const Unit& unit, NumberLook look) noexcept {
  constexpr double kSecondsADay = 86400;
  if (unit.kind == UnitKind::percent) return look == NumberLook::percent ? 1 : 0.01;
  if (unit.kind == UnitKind::duration && look == NumberLook::time) return kSecondsADay;
  return unit.kind == UnitKind::date ? 1 : unit.multiplier;
}

NativeTerm scaled(NativeTerm term, double factor) {
  if (factor == 1) return term;
  const bool divide = factor < 1 && 1 / factor == static_cast<double>(static_cast<long long>(1 / factor));
  return {bracketed(term, NativeTerm::product) +
              (divide ? "/" + native_number(1 / factor) : "*" + native_number(factor)),
          NativeTerm::product};
}

class Writer {
 public:
  Writer(const Workbook& workbook, const Definitions& definitions, SheetId home)
      : workbook_(workbook), definitions_(definitions), home_(home) {}

  NativeFigure figure(const IndicatorNode& node, const Period& period,
                      const std::optional<std::string>& service, int depth) {
    const IndicatorExpression& expression = node.definition().expression;
    if (expression.form() != IndicatorExpression::Form::number)
      return not_written("its expression, " + expression.text() + ", chooses a status or a date");
    if (depth > kDeepest) return not_written("indicators are chained too deeply");
    const std::vector<InputValue> inputs = node.inputs(period, service);
    const std::vector<IndicatorNode::Source>& sources = node.sources();
    NativeFigure whole;
    std::vector<NativeTerm> terms;
    for (std::size_t at = 0; at < inputs.size(); ++at) {
      const ExpressionInput& name = expression.inputs()[at];
      const std::optional<std::string> wanted = name.view.all_services ? std::nullopt : service;
      NativeFigure each;
      if (sources[at].measure != nullptr)
        each = of_measure(*sources[at].measure, name, inputs[at], period, wanted, inputs.size() > 1);
      else if (sources[at].indicator != nullptr)
        each = of_indicator(*sources[at].indicator, name, inputs[at], node.period(), wanted, depth);
      else
        each = not_written(inputs[at].name + " is not defined for the period");
      if (!each.problem.empty()) return each;
      if (each.is_text && inputs.size() > 1) return not_written("a text is not calculated with");
      whole.needs.insert(whole.needs.end(), each.needs.begin(), each.needs.end());
      whole.needs_one = each.needs_one;
      whole.divides = whole.divides || each.divides;
      whole.is_text = each.is_text;
      terms.push_back(each.term);
    }
    return of_steps(expression, terms, std::move(whole));
  }

 private:
  // The operations of the expression over its inputs, in Excel's spelling.
  static NativeFigure of_steps(const IndicatorExpression& expression, const std::vector<NativeTerm>& inputs,
                               NativeFigure whole) {
    struct Operand {
      NativeTerm term;
      bool logical = false;
    };
    // A condition counts as 1 in the indicators' arithmetic.
    const auto number = [](const Operand& operand) {
      return operand.logical ? NativeTerm{"IF(" + operand.term.text + ",1,0)", NativeTerm::atom}
                             : operand.term;
    };
    std::vector<Operand> stack;
    const auto pop = [&] {
      Operand top = std::move(stack.back());
      stack.pop_back();
      return top;
    };
    for (const ExpressionStep& step : expression.steps()) {
      switch (step.kind) {
        case ExpressionStep::Kind::number:
          stack.push_back({{native_number(step.number), NativeTerm::atom}});
          break;
        case ExpressionStep::Kind::input:
          stack.push_back({inputs[step.input]});
          break;
        case ExpressionStep::Kind::negate:
          stack.push_back({{"-" + bracketed(number(pop()), NativeTerm::atom), NativeTerm::sum}});
          break;
        case ExpressionStep::Kind::binary: {
          const NativeTerm right = number(pop());
          const NativeTerm left = number(pop());
          const std::string sign(step.name);
          NativeTerm::Rank rank = NativeTerm::comparison;
          if (sign == "+" || sign == "-") rank = NativeTerm::sum;
          if (sign == "*" || sign == "/") rank = NativeTerm::product;
          if (sign == "^") rank = NativeTerm::power;
          whole.divides = whole.divides || sign == "/" || sign == "^";
          const bool associative = sign == "+" || sign == "*";
          const auto right_rank =
              associative ? rank : static_cast<NativeTerm::Rank>(std::min<int>(rank + 1, NativeTerm::atom));
          stack.push_back({{bracketed(left, rank) + sign + bracketed(right, right_rank), rank},
                           rank == NativeTerm::comparison});
          break;
        }
        case ExpressionStep::Kind::call: {
          std::vector<Operand> arguments;
          for (int at = 0; at < step.arguments; ++at) arguments.insert(arguments.begin(), pop());
          std::string name(step.name);
          for (char& c : name) c = static_cast<char>(c >= 'a' && c <= 'z' ? c - 32 : c);
          if (name == "AVG") name = "AVERAGE";
          const bool logical = name == "AND" || name == "OR" || name == "NOT";
          std::string text = name + "(";
          for (std::size_t at = 0; at < arguments.size(); ++at) {
            const bool condition = logical || (name == "IF" && at == 0);
            text += (at == 0 ? "" : ",") + (condition ? arguments[at].term.text : number(arguments[at]).text);
          }
          stack.push_back({{text + ")", NativeTerm::atom}, logical});
          break;
        }
      }
    }
    if (stack.size() != 1) return not_written("its expression has no formula");
    whole.term = number(stack.back());
    return whole;
  }

  NativeFigure of_indicator(const IndicatorNode& other, const ExpressionInput& name, const InputValue& input,
                            const Period& reporting, const std::optional<std::string>& service, int depth) {
    if (definitions_.find_indicator(name.name, input.period) != &other.definition())
      return not_written("the definition of " + name.name + " changed");
    NativeFigure inside =
        figure(other, input.period, other.services().empty() ? std::nullopt : service, depth + 1);
    const bool in_cell = other.value_cell() && !other.is_compared() && other.cell_periods().empty() &&
                         !service && input.period == reporting && input.period == other.period();
    if (!inside.problem.empty() || !in_cell) return inside;
    NativeFigure figure;
    const FormulaCell& cell = *other.value_cell();
    figure.needs = {cell};
    figure.is_text = inside.is_text;
    figure.term = scaled({reference(cell), NativeTerm::atom},
                         cell_factor(other.definition().unit, look_of(workbook_, cell)));
    return figure;
  }

  NativeFigure of_measure(const MeasureNode& measure, const ExpressionInput& name, const InputValue& input,
                          const Period& reporting, const std::optional<std::string>& service,
                          bool beside_others) {
    const MeasureDefinition& definition = measure.definition();
    const SeriesValue& value = input.value;
    const std::vector<FormulaCell>& cells = value.cells;
    if (value.kind == SeriesValue::Kind::refused || value.kind == SeriesValue::Kind::error || cells.empty())
      return not_written(value.reason.empty() ? "it has no cells for the period" : value.reason);
    if (definition.use_what_is_there && beside_others)
      return not_written(definition.name +
                         " uses what is there, and what is left out beside it depends on the figures");
    const bool total = !measure.services().empty() && !service;
    const Method over_time = definition.over_time.method;
    const auto services = measure.services().size();
    const Method over = total && definition.over_services ? definition.over_services->method : Method::none;
    const bool part = over_time == Method::cumulative && takes_part(name.view);

    NativeFigure figure;
    figure.needs_one = definition.use_what_is_there;
    const bool weighted =
        over == Method::weighted_average || (!total && over_time == Method::weighted_average);
    const bool single = cells.size() == (total ? services : 1);
    if (definition.unit.kind == UnitKind::text) {
      if (!single || total) return not_written("its texts make no figure");
      figure.is_text = true;
      figure.needs = cells;
      figure.term = {reference(cells[0]), NativeTerm::atom};
      return figure;
    }
    if (!weighted && !figure.needs_one && value.need > static_cast<int>(cells.size()))
      return not_written(value.reason.empty() ? "it has no cell for a part of the period" : value.reason);
    const std::string& own = definition.name;
    if (part && !total && cells.size() == 2 && input.period.first != year_start(input.period)) {
      if (crosses_year(input.period)) return not_written(own + " is taken apart over two years");
      if (!usable(cells, definition, figure)) return figure;
      const double factor = factor_of(cells[0], definition.unit);
      figure.term = scaled({reference(cells[0]) + "-" + reference(cells[1]), NativeTerm::sum}, factor);
    } else if (part && input.period.first != year_start(input.period)) {
      return not_written(own + " is cumulative and taken apart over several cells");
    } else if (weighted && !(single && !total)) {
      if (!weighted_average(measure, cells, total, figure)) return figure;
    } else {
      if (!usable(cells, definition, figure)) return figure;
      std::string_view fold = "SUM";
      Method method = total && over != Method::sum ? over : over_time;
      if (total && over != Method::sum && !single)
        return not_written(own + " is folded over months and over services in different ways");
      if (total && over == Method::sum && over_time != Method::sum && !single)
        return not_written(own + " is folded over months and over services in different ways");
      if (total && over == Method::sum) method = Method::sum;
      if (method == Method::average) fold = "AVERAGE";
      if (method == Method::minimum) fold = "MIN";
      if (method == Method::maximum) fold = "MAX";
      if ((method == Method::last || method == Method::cumulative || method == Method::none) &&
          cells.size() > 1)
        return not_written(own + " is in several cells for one figure");
      const std::string text =
          cells.size() == 1 ? reference(cells[0])
                            : std::string(fold) + "(" + native_list(workbook_, ranges_of(cells), home_) + ")";
      figure.term = scaled({text, NativeTerm::atom}, factor_of(cells[0], definition.unit));
    }
    if (name.view.span == PeriodView::Span::projection)
      figure.term = {
          bracketed(figure.term, NativeTerm::product) + "*12/" + std::to_string(input.period.months),
          NativeTerm::product};
    if (name.view.span == PeriodView::Span::share_of_year)
      figure.term = {
          bracketed(figure.term, NativeTerm::product) + "*" + std::to_string(reporting.months) + "/12",
          NativeTerm::product};
    return figure;
  }

  // Over months the figures come first and their weights behind them, over services each with its own.
  bool weighted_average(const MeasureNode& measure, const std::vector<FormulaCell>& cells, bool total,
                        NativeFigure& figure) {
    const MeasureDefinition& definition = measure.definition();
    const std::string& by = total ? definition.over_services->weight : definition.over_time.weight;
    const MeasureDefinition* weight = definitions_.find_measure(by);
    const std::size_t half = cells.size() / 2;
    if (weight == nullptr || cells.size() % 2 != 0 || (total && half != measure.services().size())) {
      figure = not_written("its weights, " + by + ", are not one cell a figure");
      return false;
    }
    std::vector<FormulaCell> figures, weights;
    for (std::size_t at = 0; at < half; ++at) {
      figures.push_back(cells[total ? 2 * at : at]);
      weights.push_back(cells[total ? 2 * at + 1 : half + at]);
    }
    const auto is_weight = [&](const FormulaCell& cell) {
      const std::vector<const ReportNode*> below = measure.precedents();
      return std::any_of(below.begin(), below.end(), [&](const ReportNode* node) {
        const std::vector<Area> reads = node->reads();
        return std::any_of(reads.begin(), reads.end(), [&](const Area& area) {
          return area.sheet == cell.sheet && area.range.contains(cell.address);
        });
      });
    };
    if (!std::all_of(weights.begin(), weights.end(), is_weight)) {
      figure = not_written("its weights, " + by + ", are not one cell a figure");
      return false;
    }
    if (!usable(figures, definition, figure) || !usable(weights, *weight, figure)) return false;
    const std::vector<Area> a = ranges_of(figures), b = ranges_of(weights);
    const std::string sum = "SUM(" + native_list(workbook_, b, home_) + ")";
    std::string products;
    if (a.size() == 1 && b.size() == 1 && a[0].range.rows() == b[0].range.rows() &&
        a[0].range.columns() == b[0].range.columns()) {
      products =
          "SUMPRODUCT(" + native_list(workbook_, a, home_) + "," + native_list(workbook_, b, home_) + ")";
    } else {
      for (std::size_t at = 0; at < half; ++at)
        products += (at == 0 ? "(" : "+") + reference(figures[at]) + "*" + reference(weights[at]);
      products += ")";
    }
    figure.divides = true;
    figure.term = scaled({products + "/" + sum, NativeTerm::product}, factor_of(figures[0], definition.unit));
    return true;
  }

  // Whether Excel reads each cell as the measure does; they are then needed.
  bool usable(const std::vector<FormulaCell>& cells, const MeasureDefinition& definition,
              NativeFigure& figure) {
    std::vector<std::string> missing = definitions_.settings.missing_words;
    missing.insert(missing.end(), definition.missing_words.begin(), definition.missing_words.end());
    for (const FormulaCell& cell : cells) {
      const NumberLook look = look_of(workbook_, cell);
      const Value value = workbook_.sheet(cell.sheet).value(cell.address);
      const FigureReading read = read_figure(in_1900_system(value, look, workbook_), look, definition.unit,
                                             missing, definitions_.settings.day_first());
      const std::string where = workbook_.describe(cell.sheet, cell.address);
      std::string problem;
      if (factor_of(cell, definition.unit) != factor_of(cells[0], definition.unit)) {
        problem = where + " is formatted in another way than the cells beside it";
      } else if (read.kind == FigureReading::Kind::missing) {
        if (value.is_number()) problem = where + " holds a number that counts as missing";
      } else if (read.kind != FigureReading::Kind::number || read.bound != Bound::exactly ||
                 !value.is_number()) {
        problem = where + " holds what a formula does not read as a number";
      } else if (definition.unit.kind != UnitKind::date &&
                 compare_15(read.number, value.number() * factor_of(cell, definition.unit)) != 0) {
        problem = where + " is read otherwise than as its number";
      }
      if (problem.empty()) continue;
      figure = not_written(std::move(problem));
      return false;
    }
    figure.needs.insert(figure.needs.end(), cells.begin(), cells.end());
    return true;
  }

  [[nodiscard]] double factor_of(const FormulaCell& cell, const Unit& unit) const {
    return cell_factor(unit, look_of(workbook_, cell));
  }
  [[nodiscard]] std::string reference(const FormulaCell& cell) const {
    return native_reference(workbook_, single_area(cell.sheet, single_cell(cell.address)), home_);
  }
  [[nodiscard]] int year_start(const Period& period) const {
    return year_of(period, definitions_.settings.calendar).first;
  }
  [[nodiscard]] bool crosses_year(const Period& period) const {
    return year_of({period.first, 1}, definitions_.settings.calendar).first != year_start(period);
  }

  const Workbook& workbook_;
  const Definitions& definitions_;
  SheetId home_;
};

}  // namespace

std::string bracketed(const NativeTerm& term, NativeTerm::Rank least) {
  return term.rank < least ? "(" + term.text + ")" : term.text;
}

std::string native_number(double number) {
  std::array<char, 40> buffer;
  constexpr int kDigits = 15;
  const auto end =
      std::to_chars(buffer.data(), buffer.data() + buffer.size(), number, std::chars_format::general, kDigits)
          .ptr;
  std::string text(buffer.data(), end);
  std::replace(text.begin(), text.end(), 'e', 'E');
  return text;
}

std::string native_text(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) out += c == '"' ? std::string("\"\"") : std::string(1, c);
  return out + "\"";
}

std::string native_reference(const Workbook& workbook, const Area& area, SheetId home) {
  if (area.sheet != home) return workbook.describe(area);
  return area.is_single_cell() ? to_a1(area.range.first) : to_a1(area.range);
}

std::vector<Area> ranges_of(std::vector<FormulaCell> cells) {
  const auto key = [](const FormulaCell& cell) {
    return std::make_tuple(cell.sheet, cell.address.row, cell.address.column);
  };
  std::sort(cells.begin(), cells.end(),
            [&](const FormulaCell& a, const FormulaCell& b) { return key(a) < key(b); });
  cells.erase(std::unique(cells.begin(), cells.end(),
                          [&](const FormulaCell& a, const FormulaCell& b) { return key(a) == key(b); }),
              cells.end());
  std::vector<Area> ranges;
  for (const FormulaCell& cell : cells) {
    if (!ranges.empty() && ranges.back().sheet == cell.sheet &&
        ranges.back().range.last.row == cell.address.row &&
        ranges.back().range.last.column + 1 == cell.address.column) {
      ranges.back().range.last = cell.address;
    } else {
      ranges.push_back(single_area(cell.sheet, single_cell(cell.address)));
    }
  }
  // Rows of equal width one below the other.
  std::vector<Area> blocks;
  for (const Area& row : ranges) {
    const auto above = std::find_if(blocks.begin(), blocks.end(), [&](const Area& block) {
      return block.sheet == row.sheet && block.range.last.row + 1 == row.range.first.row &&
             block.range.first.column == row.range.first.column &&
             block.range.last.column == row.range.last.column;
    });
    if (above != blocks.end())
      above->range.last.row = row.range.last.row;
    else
      blocks.push_back(row);
  }
  return blocks;
}

std::string native_list(const Workbook& workbook, const std::vector<Area>& ranges, SheetId home) {
  std::string list;
  for (const Area& area : ranges) list += (list.empty() ? "" : ",") + native_reference(workbook, area, home);
  return list;
}

NativeFigure native_figure(const Workbook& workbook, const Definitions& definitions,
                           const IndicatorNode& node, const Period& period,
                           const std::optional<std::string>& service, SheetId home, int depth) {
  return Writer(workbook, definitions, home).figure(node, period, service, depth);
}

std::string native_missing(const Workbook& workbook, const NativeFigure& figure, SheetId home) {
  const std::vector<Area> ranges = ranges_of(figure.needs);
  if (figure.is_text) return native_list(workbook, ranges, home) + "=\"\"";
  std::int64_t cells = 0;
  for (const Area& area : ranges)
    cells += static_cast<std::int64_t>(area.range.rows()) * area.range.columns();
  const std::string count = "COUNT(" + native_list(workbook, ranges, home) + ")";
  return figure.needs_one ? count + "=0" : count + "<" + std::to_string(cells);
}

}  // namespace outturn
