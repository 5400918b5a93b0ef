#include "xlsx/metadata_part.h"

#include "xlsx/xml_reader.h"

namespace outturn::xlsx {
namespace {

struct Record {
  std::uint32_t type = 0;   // index into metadataTypes, from 1
  std::uint32_t value = 0;  // index into that type's blocks
};

class MetadataHandler : public XmlHandler {
 public:
  struct Block {
    bool dynamic = false;
    std::optional<std::uint32_t> rich_value;
  };
  struct Future {
    std::string name;
    std::vector<Block> blocks;
  };
  std::vector<std::string> types;
  std::vector<Future> futures;
  std::vector<std::vector<Record>> cell_blocks, value_blocks;

  void start_element(const XmlElement& element) override {
    const std::string_view name = element.name();
    if (element.depth == 1) section_ = name;
    if (name == "metadataType") {
      types.emplace_back(element.text("name"));
    } else if (name == "futureMetadata") {
      futures.push_back({std::string(element.text("name")), {}});
    } else if (name == "bk" && element.depth == 2) {
      if (section_ == "cellMetadata")
        cell_blocks.emplace_back();
      else if (section_ == "valueMetadata")
        value_blocks.emplace_back();
      else if (section_ == "futureMetadata")
        futures.back().blocks.emplace_back();
    } else if (name == "rc" && element.depth == 3) {
      const Record record{element.number("t").value_or(0), element.number("v").value_or(0)};
      if (section_ == "cellMetadata" && !cell_blocks.empty())
        cell_blocks.back().push_back(record);
      else if (section_ == "valueMetadata" && !value_blocks.empty())
        value_blocks.back().push_back(record);
    } else if (section_ == "futureMetadata" && !futures.empty() && !futures.back().blocks.empty()) {
      Block& block = futures.back().blocks.back();
      if (name == "dynamicArrayProperties")
        block.dynamic = element.flag("fDynamic");
      else if (name == "rvb")
        block.rich_value = element.number("i");
    }
  }

  [[nodiscard]] const Block* find(const Record& record, std::string_view type) const {
    if (record.type < 1 || record.type > types.size() || types[record.type - 1] != type) return nullptr;
    for (const Future& future : futures)
      if (future.name == type && record.value < future.blocks.size()) return &future.blocks[record.value];
    return nullptr;
  }

 private:
  std::string section_;
};

class StructuresHandler : public XmlHandler {
 public:
  struct Structure {
    bool is_error = false;
    std::size_t keys = 0;
    std::optional<std::size_t> error_type;  // which key
  };
  std::vector<Structure> structures;

  void start_element(const XmlElement& element) override {
    if (element.depth == 1 && element.name() == "s") {
      structures.push_back({element.text("t") == "_error", 0, std::nullopt});
    } else if (element.depth == 2 && element.name() == "k" && !structures.empty()) {
      if (element.text("n") == "errorType") structures.back().error_type = structures.back().keys;
      ++structures.back().keys;
    }
  }
};

class ValuesHandler : public XmlHandler {
 public:
  explicit ValuesHandler(const std::vector<StructuresHandler::Structure>& structures)
      : structures_(structures) {}
  std::vector<std::optional<ErrorCode>> errors;

  void start_element(const XmlElement& element) override {
    in_wanted_ = false;
    if (element.depth == 1 && element.name() == "rv") {
      errors.emplace_back();
      key_ = 0;
      const auto index = element.number("s");
      structure_ = index && *index < structures_.size() ? &structures_[*index] : nullptr;
    } else if (element.depth == 2 && element.name() == "v" && structure_ != nullptr) {
      in_wanted_ = structure_->is_error && structure_->error_type == key_;
      text_.clear();
      ++key_;
    }
  }
  void text(std::string_view piece) override {
    if (in_wanted_) text_ += piece;
  }
  void end_element(std::string_view, int, std::size_t, std::size_t) override {
    if (!in_wanted_) return;
    in_wanted_ = false;
    // In files saved by Excel, 8 is #SPILL! and 13 is #CALC!: one less than ERROR.TYPE gives.
    const auto type = whole_number(text_);
    if (type && *type + 1 >= static_cast<std::uint32_t>(ErrorCode::spill) &&
        *type + 1 <= static_cast<std::uint32_t>(ErrorCode::calc))
      errors.back() = static_cast<ErrorCode>(*type + 1);
  }

 private:
  const std::vector<StructuresHandler::Structure>& structures_;
  const StructuresHandler::Structure* structure_ = nullptr;
  std::size_t key_ = 0;
  bool in_wanted_ = false;
  std::string text_;
};

}  // namespace

MetadataPart MetadataPart::read(const Source& source) {
  MetadataPart part;
  MetadataHandler metadata;
  if (!source.metadata.empty()) read_xml(source.metadata, source.part, metadata);
  StructuresHandler structures;
  if (!source.rich_structures.empty()) read_xml(source.rich_structures, source.part, structures);
  ValuesHandler values(structures.structures);
  if (!source.rich_values.empty()) read_xml(source.rich_values, source.part, values);

  for (const std::vector<Record>& block : metadata.cell_blocks) {
    bool dynamic = false;
    for (const Record& record : block) {
      const auto* found = metadata.find(record, "XLDAPR");
      dynamic |= found != nullptr && found->dynamic;
    }
    part.dynamic_.push_back(dynamic);
  }
  for (const std::vector<Record>& block : metadata.value_blocks) {
    std::optional<ErrorCode> error;
    for (const Record& record : block) {
      const auto* found = metadata.find(record, "XLRICHVALUE");
      if (found != nullptr && found->rich_value && *found->rich_value < values.errors.size())
        error = values.errors[*found->rich_value];
    }
    part.errors_.push_back(error);
  }
  return part;
}

bool MetadataPart::is_dynamic_array(std::uint32_t cell_metadata) const noexcept {
  return cell_metadata >= 1 && cell_metadata <= dynamic_.size() && dynamic_[cell_metadata - 1];
}

std::optional<ErrorCode> MetadataPart::rich_error(std::uint32_t value_metadata) const noexcept {
  if (value_metadata < 1 || value_metadata > errors_.size()) return std::nullopt;
  return errors_[value_metadata - 1];
}

std::optional<std::uint32_t> MetadataPart::dynamic_array_index() const noexcept {
  for (std::size_t i = 0; i < dynamic_.size(); ++i)
    if (dynamic_[i]) return static_cast<std::uint32_t>(i + 1);
  return std::nullopt;
}

}  // namespace outturn::xlsx
