#include "formulas/program.h"

#include <algorithm>
#include <memory>
#include <new>
#include <utility>

namespace outturn {

void ProgramParts::clear() {
  code.clear();
  constants.clear();
  functions.clear();
  cells.clear();
  references.clear();
  extras = {};
  flags = {};
}

namespace {

template <typename T>
std::byte* append(std::byte* at, std::vector<T>& parts) {
  std::uninitialized_move(parts.begin(), parts.end(), reinterpret_cast<T*>(at));
  return at + parts.size() * sizeof(T);
}

const ProgramExtras kNoExtras;

bool consists_of_operators(const ProgramParts& parts) {
  int held = 0;
  for (const Instruction& instruction : parts.code) {
    switch (instruction.op) {
      case Op::constant:
        if (parts.constants[instruction.index].is_array()) return false;
        ++held;
        break;
      case Op::cell:
      case Op::sheet_cell:
        ++held;
        break;
      case Op::minus:
      case Op::plus:
      case Op::percent:
        break;
      default:
        if (instruction.op < Op::add || instruction.op > Op::greater_equal) return false;
        --held;
    }
    if (held > Program::kPlainDepth) return false;
  }
  return parts.extras.unsupported.empty();
}

}  // namespace

Program::Pointer Program::assemble(ProgramParts& parts) {
  // The parts follow the header in the order of their alignment.
  static_assert(alignof(Program) == alignof(Value) && alignof(Value) == alignof(const FunctionSpec*));
  static_assert(alignof(ProgramReference) == 4 && alignof(CellReference) == 4 && alignof(Instruction) == 2);
  const std::size_t bytes = sizeof(Program) + parts.constants.size() * sizeof(Value) +
                            parts.functions.size() * sizeof(const FunctionSpec*) +
                            parts.references.size() * sizeof(ProgramReference) +
                            parts.cells.size() * sizeof(CellReference) +
                            parts.code.size() * sizeof(Instruction);
  auto* memory = static_cast<std::byte*>(::operator new(bytes));
  auto* program = new (memory) Program;
  program->constants_ = static_cast<std::uint16_t>(parts.constants.size());
  program->functions_ = static_cast<std::uint16_t>(parts.functions.size());
  program->references_ = static_cast<std::uint16_t>(parts.references.size());
  program->cells_ = static_cast<std::uint16_t>(parts.cells.size());
  program->code_ = static_cast<std::uint32_t>(parts.code.size());
  program->flags_ = parts.flags;
  program->flags_.is_plain = consists_of_operators(parts);
  if (!parts.extras.empty())
    program->extras_ = std::make_unique<const ProgramExtras>(std::move(parts.extras));
  std::byte* at = memory + sizeof(Program);
  at = append(at, parts.constants);
  at = append(at, parts.functions);
  at = append(at, parts.references);
  at = append(at, parts.cells);
  append(at, parts.code);
  return Pointer(program);
}

const ProgramExtras& Program::extras() const noexcept { return extras_ == nullptr ? kNoExtras : *extras_; }

void Program::Deleter::operator()(const Program* program) const noexcept {
  auto* own = const_cast<Program*>(program);
  for (const Value& value : own->constants()) value.~Value();
  own->~Program();
  ::operator delete(own);
}

}  // namespace outturn
