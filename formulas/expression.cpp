#include "formulas/expression.h"

#include <charconv>

namespace outturn {
namespace {

std::string_view symbol(ExpressionKind kind) {
  switch (kind) {
    case ExpressionKind::invoke:
      return "invoke";
    case ExpressionKind::parentheses:
      return "paren";
    case ExpressionKind::minus:
      return "neg";
    case ExpressionKind::plus:
      return "pos";
    case ExpressionKind::percent:
      return "%";
    case ExpressionKind::implicit_intersection:
      return "@";
    case ExpressionKind::spill:
      return "#";
    case ExpressionKind::add:
      return "+";
    case ExpressionKind::subtract:
      return "-";
    case ExpressionKind::multiply:
      return "*";
    case ExpressionKind::divide:
      return "/";
    case ExpressionKind::power:
      return "^";
    case ExpressionKind::concatenate:
      return "&";
    case ExpressionKind::equal:
      return "=";
    case ExpressionKind::not_equal:
      return "<>";
    case ExpressionKind::less:
      return "<";
    case ExpressionKind::less_equal:
      return "<=";
    case ExpressionKind::greater:
      return ">";
    case ExpressionKind::greater_equal:
      return ">=";
    case ExpressionKind::range_operator:
      return ":";
    case ExpressionKind::intersection_operator:
      return "isect";
    case ExpressionKind::union_operator:
      return "union";
    default:
      return "?";
  }
}

std::string number_text(double number) {
  char buffer[32];
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, number);
  return {buffer, end.ptr};
}

std::string axis_text(char axis, std::int32_t position, bool relative) {
  std::string text(1, axis);
  if (relative)
    text += "[" + std::to_string(position) + "]";
  else
    text += std::to_string(position + 1);
  return text;
}

std::string cell_text(const CellReference& cell) {
  return axis_text('R', cell.row, cell.row_relative) + axis_text('C', cell.column, cell.column_relative);
}

std::string prefix_text(const Expression& expression, std::int32_t sheets) {
  if (sheets < 0) return {};
  const SheetPrefix& prefix = expression.sheets[static_cast<std::size_t>(sheets)];
  return prefix.first + (prefix.last.empty() ? "" : ":" + prefix.last) + "!";
}

std::string value_text(const Value& value) {
  switch (value.kind()) {
    case ValueKind::number:
      return number_text(value.number());
    case ValueKind::text:
      return "\"" + std::string(value.text()) + "\"";
    case ValueKind::logical:
      return value.logical() ? "TRUE" : "FALSE";
    case ValueKind::error:
      return std::string(error_text(value.error()));
    default:
      return "";
  }
}

std::string array_text(const Array& array) {
  std::string text = "{";
  for (std::size_t row = 0; row < array.rows(); ++row) {
    if (row > 0) text += ";";
    for (std::size_t column = 0; column < array.columns(); ++column)
      text += (column > 0 ? "," : "") + value_text(array.at(row, column));
  }
  return text + "}";
}

std::string structured_text(const StructuredReference& reference) {
  std::string text = reference.table + "[";
  if (reference.all) text += "#All ";
  if (reference.headers) text += "#Headers ";
  if (reference.data) text += "#Data ";
  if (reference.totals) text += "#Totals ";
  if (reference.this_row) text += "#This Row ";
  text += reference.first_column;
  if (!reference.last_column.empty()) text += ":" + reference.last_column;
  return text + "]";
}

}  // namespace

void Expression::children(std::size_t node, std::vector<std::size_t>& positions) const {
  positions.resize(nodes[node].children);
  std::size_t end = node;
  for (std::size_t i = positions.size(); i-- > 0;) {
    positions[i] = end - 1;
    end -= nodes[end - 1].size;
  }
}

void Expression::clear() {
  nodes.clear();
  numbers.clear();
  texts.clear();
  ranges.clear();
  structured.clear();
  names.clear();
  sheets.clear();
  arrays.clear();
}

std::string describe(const Expression& expression) {
  std::vector<std::string> stack;
  for (const ExpressionNode& node : expression.nodes) {
    std::string text;
    switch (node.kind) {
      case ExpressionKind::number:
        text = number_text(expression.numbers[node.index]);
        break;
      case ExpressionKind::text:
        text = "\"" + expression.texts[node.index] + "\"";
        break;
      case ExpressionKind::logical:
        text = node.index != 0 ? "TRUE" : "FALSE";
        break;
      case ExpressionKind::error:
        text = error_text(static_cast<ErrorCode>(node.index));
        break;
      case ExpressionKind::omitted:
        text = "omitted";
        break;
      case ExpressionKind::array:
        text = array_text(expression.arrays[node.index].array());
        break;
      case ExpressionKind::range: {
        const RangeNode& range = expression.ranges[node.index];
        text = prefix_text(expression, range.sheets) + cell_text(range.reference.first);
        if (!range.reference.is_single_cell()) text += ":" + cell_text(range.reference.last);
        break;
      }
      case ExpressionKind::structured:
        text = structured_text(expression.structured[node.index]);
        break;
      case ExpressionKind::name:
      case ExpressionKind::function_value: {
        const NameNode& name = expression.names[node.index];
        text = prefix_text(expression, name.sheets) + name.name;
        break;
      }
      default: {
        text = "(" + (node.kind == ExpressionKind::call ? expression.names[node.index].name
                                                        : std::string(symbol(node.kind)));
        const std::size_t first = stack.size() - node.children;
        for (std::size_t i = first; i < stack.size(); ++i) text += " " + stack[i];
        stack.resize(first);
        text += ")";
      }
    }
    stack.push_back(std::move(text));
  }
  return stack.empty() ? std::string() : stack.back();
}

}  // namespace outturn
