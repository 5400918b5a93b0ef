#include "engine/column.h"

#include <algorithm>
#include <bit>

namespace outturn {

Column::~Column() {
  for (const auto& block : blocks_) {
    if (block == nullptr) continue;
    for (std::size_t slot = 0; slot < kBlockRows; ++slot)
      if (static_cast<CellTag>(block->tags[slot] & kTagMask) == CellTag::text)
        static_cast<void>(Text::attach(std::bit_cast<std::uint64_t>(block->payload[slot])));
  }
}

Column::Block& Column::reach(std::int32_t row) {
  const auto index = static_cast<std::size_t>(row / kBlockRows);
  if (index >= blocks_.size()) blocks_.resize(index + 1);
  if (blocks_[index] == nullptr) blocks_[index] = std::make_unique<Block>();
  end_row_ = std::max(end_row_, row + 1);
  return *blocks_[index];
}

void Column::clear(Block& block, std::int32_t slot) noexcept {
  std::uint8_t& tag = block.tags[static_cast<std::size_t>(slot)];
  if ((tag & kTagMask) != static_cast<std::uint8_t>(CellTag::pending)) ++version_;
  if (tag == 0) return;
  if ((tag & kStale) != 0) {
    --block.stale;
    --stale_;
  }
  switch (static_cast<CellTag>(tag & kTagMask)) {
    case CellTag::text:
      static_cast<void>(
          Text::attach(std::bit_cast<std::uint64_t>(block.payload[static_cast<std::size_t>(slot)])));
      break;
    case CellTag::pending:
      --block.pending;
      --pending_;
      break;
    default:
      break;
  }
  tag = 0;
}

Value Column::get(std::int32_t row) const {
  const Block* block = find(row);
  if (block == nullptr) return {};
  const auto slot = static_cast<std::size_t>(row % kBlockRows);
  const std::uint64_t bits = std::bit_cast<std::uint64_t>(block->payload[slot]);
  switch (static_cast<CellTag>(block->tags[slot] & kTagMask)) {
    case CellTag::number:
      return block->payload[slot];
    case CellTag::text:
      return Text::share(bits);
    case CellTag::logical:
      return bits != 0;
    case CellTag::error:
      return static_cast<ErrorCode>(bits);
    default:
      return {};
  }
}

void Column::set(std::int32_t row, const Value& value, bool stale) {
  if (value.is_blank() && !stale && find(row) == nullptr) return;
  Block& block = reach(row);
  const std::int32_t slot = row % kBlockRows;
  const auto at = static_cast<std::size_t>(slot);
  std::uint64_t bits = 0;
  switch (value.kind()) {
    case ValueKind::number:
      bits = std::bit_cast<std::uint64_t>(value.number());
      break;
    case ValueKind::text:
      bits = value.shared_text().detach();
      break;
    case ValueKind::logical:
      bits = value.logical() ? 1 : 0;
      break;
    case ValueKind::error:
      bits = static_cast<std::uint64_t>(value.error());
      break;
    default:
      break;
  }
  clear(block, slot);
  block.payload[at] = std::bit_cast<double>(bits);
  block.tags[at] = static_cast<std::uint8_t>(value.is_array() ? 0 : static_cast<int>(value.kind()));
  if (stale) {
    block.tags[at] |= kStale;
    ++block.stale;
    ++stale_;
  }
}

void Column::set_number(std::int32_t row, double number) {
  Block& block = reach(row);
  const std::int32_t slot = row % kBlockRows;
  clear(block, slot);
  block.payload[static_cast<std::size_t>(slot)] = number;
  block.tags[static_cast<std::size_t>(slot)] = static_cast<std::uint8_t>(CellTag::number);
}

void Column::set_pending(std::int32_t row) {
  Block& block = reach(row);
  const std::int32_t slot = row % kBlockRows;
  clear(block, slot);
  block.tags[static_cast<std::size_t>(slot)] = static_cast<std::uint8_t>(CellTag::pending);
  ++block.pending;
  ++pending_;
}

void Column::set_pending(std::int32_t first, std::int32_t last) {
  for (std::int32_t row = first; row <= last;) {
    const std::int32_t end = std::min((row / kBlockRows + 1) * kBlockRows, last + 1);
    Block& block = reach(end - 1);
    for (std::int32_t slot = row % kBlockRows, left = end - row; left > 0; ++slot, --left) {
      std::uint8_t& tag = block.tags[static_cast<std::size_t>(slot)];
      if (tag != 0) clear(block, slot);
      tag = static_cast<std::uint8_t>(CellTag::pending);
    }
    block.pending += end - row;
    pending_ += end - row;
    row = end;
  }
  ++version_;
}

void Column::set_results(std::int32_t first, std::span<const ValueKind> kinds, const double* payload) {
  Block& block = *blocks_[static_cast<std::size_t>(first / kBlockRows)];
  std::size_t slot = static_cast<std::size_t>(first % kBlockRows);
  for (std::size_t i = 0; i < kinds.size(); ++i, ++slot) {
    double bits = payload[i];
    ValueKind kind = kinds[i];
    if (kind == ValueKind::number) {
      if (bits == 0) bits = 0;  // no -0
    } else if (kind == ValueKind::text) {
      bits = std::bit_cast<double>(Text::share(std::bit_cast<std::uint64_t>(bits)).detach());
    } else if (kind == ValueKind::blank) {
      kind = ValueKind::number;
      bits = 0;
    }
    block.payload[slot] = bits;
    block.tags[slot] = static_cast<std::uint8_t>(kind);
  }
  block.pending -= static_cast<std::int32_t>(kinds.size());
  pending_ -= static_cast<std::int64_t>(kinds.size());
}

std::int64_t Column::filled_count() const noexcept {
  std::int64_t count = 0;
  for (const auto& block : blocks_)
    if (block != nullptr)
      count += std::count_if(block->tags.begin(), block->tags.end(),
                             [](std::uint8_t tag) { return (tag & kTagMask) != 0; });
  return count;
}

bool Column::any_pending(std::int32_t first, std::int32_t last) const noexcept {
  last = std::min(last, end_row_ - 1);
  for (std::int32_t row = first; row <= last;) {
    const std::int32_t block_end = (row / kBlockRows + 1) * kBlockRows;
    const Block* block = find(row);
    if (block != nullptr && block->pending > 0) {
      if (row % kBlockRows == 0 && block_end <= last + 1) return true;
      for (std::int32_t i = row; i < block_end && i <= last; ++i)
        if (block->tags[static_cast<std::size_t>(i % kBlockRows)] ==
            static_cast<std::uint8_t>(CellTag::pending))
          return true;
    }
    row = block_end;
  }
  return false;
}

bool Column::any_stale(std::int32_t first, std::int32_t last) const noexcept {
  last = std::min(last, end_row_ - 1);
  for (std::int32_t row = first; row <= last;) {
    const std::int32_t block_end = (row / kBlockRows + 1) * kBlockRows;
    const Block* block = find(row);
    if (block != nullptr && block->stale > 0) {
      for (std::int32_t i = row; i < block_end && i <= last; ++i)
        if ((block->tags[static_cast<std::size_t>(i % kBlockRows)] & kStale) != 0) return true;
    }
    row = block_end;
  }
  return false;
}

bool Column::visit(std::int32_t first, std::int32_t last, CellRun prototype, CellVisitor visitor) const {
  last = std::min(last, end_row_ - 1);
  for (std::int32_t row = first; row <= last;) {
    const std::int32_t block_end = std::min((row / kBlockRows + 1) * kBlockRows, last + 1);
    const Block* block = find(row);
    if (block == nullptr) {
      row = block_end;
      continue;
    }
    while (row < block_end) {
      const auto slot = static_cast<std::size_t>(row % kBlockRows);
      const std::uint8_t tag = block->tags[slot] & kTagMask;
      std::int32_t end = row + 1;
      while (end < block_end && (block->tags[static_cast<std::size_t>(end % kBlockRows)] & kTagMask) == tag)
        ++end;
      if (tag != static_cast<std::uint8_t>(CellTag::blank) &&
          tag != static_cast<std::uint8_t>(CellTag::pending)) {
        prototype.kind = static_cast<ValueKind>(tag);
        prototype.first.row = row;
        prototype.count = end - row;
        prototype.payload = block->payload.data() + slot;
        if (!visitor(prototype)) return false;
      }
      row = end;
    }
  }
  return true;
}

bool Column::visit_one(std::int32_t row, CellRun prototype, CellVisitor visitor) const {
  const Block* block = find(row);
  if (block == nullptr) return true;
  const auto slot = static_cast<std::size_t>(row % kBlockRows);
  const std::uint8_t tag = block->tags[slot] & kTagMask;
  if (tag == static_cast<std::uint8_t>(CellTag::blank) || tag == static_cast<std::uint8_t>(CellTag::pending))
    return true;
  prototype.kind = static_cast<ValueKind>(tag);
  prototype.first.row = row;
  prototype.count = 1;
  prototype.payload = block->payload.data() + slot;
  return visitor(prototype);
}

Column::BlockView Column::block(std::int32_t block_index) const noexcept {
  const auto index = static_cast<std::size_t>(block_index);
  if (index >= blocks_.size() || blocks_[index] == nullptr) return {};
  return {blocks_[index]->tags.data(), blocks_[index]->payload.data()};
}

}  // namespace outturn
