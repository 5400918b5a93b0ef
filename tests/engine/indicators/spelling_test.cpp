#include "engine/indicators/spelling.h"

#include <gtest/gtest.h>

namespace outturn {
namespace {

TEST(SameName, IgnoresCaseAndSpacesAndNothingElse) {
  EXPECT_TRUE(same_name("GBE3", "gbe 3"));
  EXPECT_TRUE(same_name("Value for\u00A0Money", " value for money "));
  EXPECT_TRUE(same_name("T\u0176", "t\u0177"));
  EXPECT_FALSE(same_name("CUS.01", "CUS01"));
  EXPECT_FALSE(same_name("Health", "Healthy"));
  EXPECT_FALSE(same_name("A-1", "A\u20131"));
}

TEST(NearestName, FindsASlipAndNothingFarther) {
  const std::vector<std::string> known = {"answered", "answered_30s", "abandoned", "received"};
  EXPECT_EQ(nearest_name("anwsered", known), "answered");
  EXPECT_EQ(nearest_name("recieved", known), "received");
  EXPECT_EQ(nearest_name("stock", known), "");
  EXPECT_EQ(did_you_mean("abandonned", known), " (did you mean \"abandoned\"?)");
}

TEST(SplitList, SeparatesBySemicolonOnly) {
  EXPECT_EQ(split_list("Coalville; Business and Jobs, Trade;; "),
            (std::vector<std::string>{"Coalville", "Business and Jobs, Trade"}));
  EXPECT_TRUE(split_list(" ").empty());
}

TEST(Trimmed, TakesNonBreakingSpacesOff) {
  EXPECT_EQ(trimmed("\u00A0 a b\t"), "a b");
  EXPECT_EQ(trimmed("  "), "");
}

}  // namespace
}  // namespace outturn
