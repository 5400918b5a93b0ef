#include "formulas/substring_index.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace outturn {
namespace {

constexpr std::size_t kAny = SIZE_MAX;

SubstringIndex index_of(const std::vector<std::string>& texts) {
  const std::vector<std::string_view> views(texts.begin(), texts.end());
  return *SubstringIndex::of(views);
}

TEST(SubstringIndex, FindsEveryTextThatHoldsThePieces) {
  const std::vector<std::string> letters = {"a", "b", "ab", "0", "\u00e9", "\u20ac", "aaaaaaaa"};
  std::mt19937 random(1);
  const auto text = [&](std::size_t most) {
    std::string made;
    for (std::size_t left = random() % (most + 1); left > 0; --left)
      made += letters[random() % letters.size()];
    return made;
  };
  for (int round = 0; round < 50; ++round) {
    std::vector<std::string> texts(random() % 200);
    for (std::string& each : texts) each = text(12);
    const SubstringIndex index = index_of(texts);
    for (int search = 0; search < 50; ++search) {
      std::vector<std::string> pieces(1 + random() % 3);
      for (std::string& piece : pieces) piece = letters[random() % letters.size()] + text(search % 12U);
      const auto found = *index.holding(pieces, kAny);
      EXPECT_TRUE(std::is_sorted(found.begin(), found.end()));
      for (std::size_t i = 0; i < texts.size(); ++i) {
        const bool holds = std::all_of(pieces.begin(), pieces.end(), [&](const std::string& piece) {
          return texts[i].find(piece) != std::string::npos;
        });
        if (!holds) continue;
        EXPECT_TRUE(std::binary_search(found.begin(), found.end(), i)) << texts[i] << " " << pieces[0];
      }
    }
  }
}

TEST(SubstringIndex, FindsOnlyThoseThatHoldAShortPiece) {
  const SubstringIndex index = index_of({"north-12", "north-21", "", "south-12"});
  const auto found = [&](std::vector<std::string> pieces) { return *index.holding(pieces, kAny); };
  EXPECT_EQ(found({"-12"}), (std::vector<std::uint32_t>{0, 3}));
  EXPECT_EQ(found({"th-2"}), (std::vector<std::uint32_t>{1}));
  EXPECT_EQ(found({"south-12"}), (std::vector<std::uint32_t>{3}));
  EXPECT_EQ(found({"2north"}), std::vector<std::uint32_t>{});  // no piece goes from one text into the next
}

TEST(SubstringIndex, GivesUpWhereLookingAtEachTextIsAsGood) {
  const SubstringIndex index = index_of({"aa", "ab", "ba"});
  EXPECT_FALSE(index.holding(std::vector<std::string>{"a"}, 3));
  EXPECT_TRUE(index.holding(std::vector<std::string>{"a"}, 4));  // four places
  EXPECT_FALSE(index.holding(std::vector<std::string>{}, kAny));
  const std::string long_text(1 << 20, 'x');
  EXPECT_FALSE(SubstringIndex::of(std::vector<std::string_view>(40, long_text)));
}

}  // namespace
}  // namespace outturn
