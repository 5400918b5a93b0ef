#include "xlsx/metadata_part.h"

#include <gtest/gtest.h>

namespace outturn::xlsx {
namespace {

// As Excel writes them, shortened.
constexpr const char* kMetadata =
    R"(<metadata xmlns="m" xmlns:xlrd="r" xmlns:xda="d"><metadataTypes count="2"><metadataType name="XLDAPR"/><metadataType name="XLRICHVALUE"/></metadataTypes>
<futureMetadata name="XLDAPR" count="1"><bk><extLst><ext><xda:dynamicArrayProperties fDynamic="1" fCollapsed="0"/></ext></extLst></bk></futureMetadata>
<futureMetadata name="XLRICHVALUE" count="3"><bk><extLst><ext><xlrd:rvb i="0"/></ext></extLst></bk><bk><extLst><ext><xlrd:rvb i="1"/></ext></extLst></bk><bk><extLst><ext><xlrd:rvb i="2"/></ext></extLst></bk></futureMetadata>
<cellMetadata count="2"><bk><rc t="2" v="0"/></bk><bk><rc t="1" v="0"/></bk></cellMetadata>
<valueMetadata count="4"><bk><rc t="2" v="0"/></bk><bk><rc t="2" v="1"/></bk><bk><rc t="2" v="2"/></bk><bk><rc t="2" v="9"/></bk></valueMetadata></metadata>)";
constexpr const char* kValues =
    R"(<rvData><rv s="0"><v>13</v><v>0</v></rv><rv s="0"><v>8</v><v>0</v></rv><rv s="1"><v>8</v></rv></rvData>)";
constexpr const char* kStructures =
    R"(<rvStructures><s t="_error"><k n="errorType" t="i"/><k n="subType" t="i"/></s><s t="_formattednumber"><k n="_Format"/></s></rvStructures>)";

TEST(MetadataPart, TellsDynamicArraysAndRichErrors) {
  const MetadataPart part = MetadataPart::read({kMetadata, kValues, kStructures, "xl/metadata.xml"});
  EXPECT_FALSE(part.is_dynamic_array(0));
  EXPECT_FALSE(part.is_dynamic_array(1)) << "a rich value's";
  EXPECT_TRUE(part.is_dynamic_array(2));
  EXPECT_FALSE(part.is_dynamic_array(3));
  EXPECT_EQ(part.dynamic_array_index(), 2U);
  EXPECT_EQ(part.rich_error(0), std::nullopt);
  EXPECT_EQ(part.rich_error(1), ErrorCode::calc);
  EXPECT_EQ(part.rich_error(2), ErrorCode::spill);
  EXPECT_EQ(part.rich_error(3), std::nullopt) << "no error";
  EXPECT_EQ(part.rich_error(4), std::nullopt) << "points nowhere";
  EXPECT_EQ(part.rich_error(5), std::nullopt);
}

TEST(MetadataPart, IsEmptyWhereTheFileHasNone) {
  const MetadataPart part = MetadataPart::read({"", "", "", "xl/metadata.xml"});
  EXPECT_FALSE(part.is_dynamic_array(1));
  EXPECT_EQ(part.dynamic_array_index(), std::nullopt);
}

}  // namespace
}  // namespace outturn::xlsx
