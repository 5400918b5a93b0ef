#include "engine/comparison/line_alignment.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace outturn {
namespace {

using testing::ElementsAre;
using Lines = std::vector<LineKeys>;

// Contents only.
Lines lines(std::initializer_list<std::uint64_t> contents) {
  Lines out;
  for (const std::uint64_t content : contents) out.push_back({content, 0});
  return out;
}

TEST(LineAlignment, AnInsertedAndARemovedLine) {
  EXPECT_THAT(align_lines(lines({1, 2, 3}), lines({1, 9, 2, 3})).to_after, ElementsAre(0, 2, 3));
  EXPECT_THAT(align_lines(lines({1, 9, 2, 3}), lines({1, 2, 3})).to_after, ElementsAre(0, -1, 1, 2));
  EXPECT_THAT(align_lines(lines({}), lines({1})).to_after, ElementsAre());
  EXPECT_THAT(align_lines(lines({1}), lines({})).to_after, ElementsAre(-1));
}

TEST(LineAlignment, AnEditedLineIsKnownByItsLabel) {
  // The first line is edited, and one with another label is put above it.
  const Lines before = {{10, 1}, {20, 2}}, after = {{90, 9}, {11, 1}, {20, 2}};
  EXPECT_THAT(align_lines(before, after).to_after, ElementsAre(1, 2));
}

TEST(LineAlignment, LinesWithoutALabelStandInTheirOrder) {
  EXPECT_THAT(align_lines(lines({1, 2, 3, 4}), lines({1, 8, 9, 4})).to_after, ElementsAre(0, 1, 2, 3));
}

TEST(LineAlignment, ALineInThePlaceOfAnotherIsNotTheSameLine) {
  const Lines before = {{15, 5}}, other = {{27, 7}}, renamed = {{17, 7}};  // 15 − 5 is 17 − 7
  EXPECT_THAT(align_lines(before, other).to_after, ElementsAre(-1));
  EXPECT_THAT(align_lines(before, renamed).to_after, ElementsAre(0));
  EXPECT_THAT(align_lines(before, other, Unlike::are_edited).to_after, ElementsAre(0));
  const Lines two = {{27, 7}, {38, 8}};
  EXPECT_THAT(align_lines(before, two, Unlike::are_edited).to_after, ElementsAre(-1));
}

TEST(LineAlignment, EmptyLinesAreNoAnchors) {
  EXPECT_THAT(align_lines(lines({0, 0, 5}), lines({0, 0, 0, 5})).to_after, ElementsAre(0, 1, 3));
}

TEST(LineAlignment, TheSubsequenceIsALongestOne) {
  // The example of Myers' paper: ABCABBA and CBABAC share four letters.
  const std::uint64_t a[] = {1, 2, 3, 1, 2, 2, 1}, b[] = {3, 2, 1, 2, 1, 3};
  std::vector<std::pair<std::int32_t, std::int32_t>> pairs;
  EXPECT_TRUE(common_subsequence(a, b, pairs));
  ASSERT_EQ(pairs.size(), 4u);
  for (std::size_t at = 0; at < pairs.size(); ++at) {
    EXPECT_EQ(a[pairs[at].first], b[pairs[at].second]);
    if (at == 0) continue;
    EXPECT_TRUE(pairs[at - 1].first < pairs[at].first && pairs[at - 1].second < pairs[at].second);
  }
}

TEST(LineAlignment, BeyondTheLimitTheOrderIsTaken) {
  Lines before, after;
  for (std::uint64_t at = 1; at <= static_cast<std::uint64_t>(kMostEditedLines); ++at) {
    before.push_back({at, 0});
    after.push_back({1'000'000 + at, 0});
  }
  const LinePairs pairs = align_lines(before, after);
  EXPECT_TRUE(pairs.limited);
  EXPECT_EQ(pairs.to_after.front(), 0);
  EXPECT_EQ(pairs.to_after.back(), kMostEditedLines - 1);
}

}  // namespace
}  // namespace outturn
