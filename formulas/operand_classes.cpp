#include "formulas/operand_classes.h"

#include "formulas/catalogue.h"

namespace outturn {

std::string folded_name(std::string_view name) {
  std::string folded(name);
  for (char& c : folded)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  return folded;
}

void OperandClasses::classify(const Expression& expression, FormulaMode mode) {
  in_ = &expression;
  locals_.clear();
  const std::size_t count = in_->nodes.size();
  classes_.assign(count, OperandClass::reference);
  visible_.assign(count, -1);
  declares_.assign(count, -1);
  unread_.assign(count, false);
  functions_.assign(count, nullptr);
  is_argument_.assign(count, false);
  classes_[count - 1] = mode == FormulaMode::array ? OperandClass::array : OperandClass::value;
  for (std::size_t i = count; i-- > 0;) {
    if (in_->nodes[i].children == 0 && in_->nodes[i].kind != ExpressionKind::call) continue;
    in_->children(i, children_);
    descend(i, children_);
  }
}

void OperandClasses::descend(std::size_t node, const std::vector<std::size_t>& children) {
  const OperandClass own = classes_[node];
  const auto array_or = [&](OperandClass otherwise) {
    return own == OperandClass::array ? OperandClass::array : otherwise;
  };
  for (const std::size_t child : children) visible_[child] = visible_[node];
  switch (in_->nodes[node].kind) {
    case ExpressionKind::parentheses:
      classes_[children[0]] = own;
      unread_[children[0]] = unread_[node];
      return;
    case ExpressionKind::range_operator:
    case ExpressionKind::intersection_operator:
    case ExpressionKind::union_operator:
      for (const std::size_t child : children) unread_[child] = unread_[node];
      [[fallthrough]];
    case ExpressionKind::spill:
    case ExpressionKind::invoke:
      for (const std::size_t child : children) classes_[child] = array_or(OperandClass::reference);
      return;
    case ExpressionKind::implicit_intersection:
      classes_[children[0]] = OperandClass::array;
      return;
    case ExpressionKind::call:
      call(node, children);
      return;
    default:
      for (const std::size_t child : children) classes_[child] = array_or(OperandClass::value);
  }
}

void OperandClasses::call(std::size_t node, const std::vector<std::size_t>& children) {
  const std::string& name = in_->names[in_->nodes[node].index].name;
  const FunctionSpec* function = find_function(name);
  functions_[node] = function;
  for (const std::size_t child : children) is_argument_[child] = true;
  if (function == nullptr) return;
  const OperandClass own = classes_[node];
  for (std::size_t i = 0; i < children.size() && i < function->signature.most(); ++i) {
    OperandClass& child = classes_[children[i]];
    switch (function->signature.parameter(i).kind) {
      case ParameterKind::array:
        child = OperandClass::array;
        break;
      case ParameterKind::strict:
      case ParameterKind::strict_scalar:  // a range is refused, not cut down to one cell
      case ParameterKind::numbers:
      case ParameterKind::ordered:
      case ParameterKind::cells:
      case ParameterKind::reference:
      case ParameterKind::operand:
        unread_[children[i]] = function->signature.parameter(i).kind == ParameterKind::operand;
        child = own == OperandClass::array ? OperandClass::array : OperandClass::reference;
        break;
      case ParameterKind::lazy:
        child = own;
        break;
      default:
        child = own == OperandClass::array ? OperandClass::array : OperandClass::value;
    }
  }
  // Of these two alone CELL asks what the cell holds; what else it asks is no reason to wait for the cell,
  // and a formula may ask it about its own.
  if (name == "CELL" && children.size() == 2) {
    const std::string kind = cell_question(children[0]);
    unread_[children[1]] = kind != "contents" && kind != "type";
  }
  if (name == "LET")
    let_parameters(node, children);
  else if (name == "LAMBDA")
    lambda_parameters(node, children);
}

void OperandClasses::let_parameters(std::size_t node, const std::vector<std::size_t>& children) {
  std::int32_t visible = visible_[node];
  for (std::size_t i = 0; i < children.size(); ++i) {
    visible_[children[i]] = visible;
    if (i % 2 == 0 || i + 1 == children.size()) continue;
    visible = declare(children[i - 1], visible);
  }
}

void OperandClasses::lambda_parameters(std::size_t node, const std::vector<std::size_t>& children) {
  if (children.empty()) return;
  std::int32_t visible = visible_[node];
  for (std::size_t i = 0; i + 1 < children.size(); ++i) visible = declare(children[i], visible);
  visible_[children.back()] = visible;
}

std::int32_t OperandClasses::declare(std::size_t node, std::int32_t visible) {
  std::string_view name = written_name(node);
  if (name.empty()) return visible;
  if (name.front() == '[') name = name.substr(1, name.size() - 2);
  locals_.push_back({folded_name(name), visible});
  declares_[node] = static_cast<std::int32_t>(locals_.size()) - 1;
  return declares_[node];
}

// An optional parameter of LAMBDA, [x], looks like a table column.
std::string_view OperandClasses::written_name(std::size_t node) const {
  const ExpressionNode& at = in_->nodes[node];
  if (at.kind == ExpressionKind::name && in_->names[at.index].sheets < 0) return in_->names[at.index].name;
  if (at.kind == ExpressionKind::structured && in_->structured[at.index].table.empty() &&
      in_->structured[at.index].last_column.empty())
    return in_->structured[at.index].first_column;
  return {};
}

std::int32_t OperandClasses::find_local(std::size_t node, std::string_view name) const {
  const std::string folded = folded_name(name);
  for (std::int32_t i = visible_[node]; i >= 0; i = locals_[static_cast<std::size_t>(i)].parent)
    if (locals_[static_cast<std::size_t>(i)].name == folded) return i;
  return -1;
}

std::string OperandClasses::cell_question(std::size_t argument) const {
  if (in_->nodes[argument].kind != ExpressionKind::text) return {};
  std::string kind = in_->texts[in_->nodes[argument].index];
  for (char& c : kind)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return kind;
}

}  // namespace outturn
