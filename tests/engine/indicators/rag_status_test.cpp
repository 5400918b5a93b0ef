#include "engine/indicators/rag_status.h"

#include <gtest/gtest.h>

namespace outturn {
namespace {

TEST(StatusVocabulary, HasTheTradesWordsByDefault) {
  const StatusVocabulary words;
  EXPECT_EQ(words.word_for(Standing::met, Aim::maximise)->word, "Green");
  EXPECT_EQ(words.word_for(Standing::near, Aim::minimise)->word, "Amber");
  EXPECT_EQ(words.word_for(Standing::missed, Aim::on_time)->word, "Red");
  EXPECT_EQ(words.word_for(Standing::not_due, Aim::on_time)->word, "Blue");
  EXPECT_EQ(words.word_for(Standing::awaited, Aim::maximise)->word, "Awaited");
  EXPECT_EQ(words.word_for(Standing::undecided, Aim::maximise), nullptr);
  EXPECT_EQ(words.find(" GREEN")->word, "Green");
  EXPECT_EQ(words.find("Grene"), nullptr);
  std::string ranked;
  for (const StatusWord& word : words.words()) {
    if (word.ranked) ranked += word.word + " ";
  }
  EXPECT_EQ(ranked, "Green Amber Red ");
}

// The five spellings of the Bolsover framework: position relative to target plus which way is better.
StatusVocabulary bolsover() {
  return StatusVocabulary({
      {"On / Above Target", read_when("met maximise").when, true, true, {}, {"Above Target", "On Target"}},
      {"Below Target (Positive)", read_when("met minimise").when, true, true, {}, {}},
      {"Within Target", read_when("near").when, true, false, {}, {}},
      {"Below Target (Negative)", read_when("missed, maximise").when, true, false, {}, {}},
      {"Above Target (Negative)", read_when("missed minimise").when, true, false, {}, {}},
      {"Covid affected", read_when("entered").when, true, false, {}, {"Covid-19 affected"}},
  });
}

TEST(StatusVocabulary, ChoosesTheWordByAimWhereItIsForOne) {
  const StatusVocabulary words = bolsover();
  EXPECT_EQ(words.word_for(Standing::met, Aim::maximise)->word, "On / Above Target");
  EXPECT_EQ(words.word_for(Standing::met, Aim::minimise)->word, "Below Target (Positive)");
  EXPECT_EQ(words.word_for(Standing::missed, Aim::minimise)->word, "Above Target (Negative)");
  EXPECT_EQ(words.word_for(Standing::near, Aim::minimise)->word, "Within Target");
  EXPECT_EQ(words.find("above target")->word, "On / Above Target");
  EXPECT_EQ(words.find("covid-19 affected")->word, "Covid affected");
  EXPECT_EQ(words.word_for(Standing::awaited, Aim::maximise)->word, "Awaited");
  EXPECT_EQ(words.word_for(Standing::no_target, Aim::maximise)->word, "No target");
}

TEST(WorstStatus, PutsRedFirstAndWaitsForWhatIsAwaited) {
  const StatusVocabulary words;
  const auto worst = [&](std::vector<const char*> names) {
    std::vector<const StatusWord*> statuses;
    for (const char* name : names) statuses.push_back(words.find(name));
    const StatusWord* result = worst_status(statuses, words);
    return result == nullptr ? std::string("none") : result->word;
  };
  EXPECT_EQ(worst({"Green", "Amber", "Green"}), "Amber");
  EXPECT_EQ(worst({"Green", "Red", "Amber"}), "Red");
  EXPECT_EQ(worst({"Green", "Awaited"}), "Awaited");
  EXPECT_EQ(worst({"Red", "Awaited"}), "Red");
  EXPECT_EQ(worst({"Blue", "Green"}), "Green");
  EXPECT_EQ(worst({"Blue", "White"}), "Blue");
  EXPECT_EQ(worst({}), "none");
}

TEST(ReadWhen, NamesWhatItDoesNotKnow) {
  EXPECT_NE(read_when("mett").problem.find("mett"), std::string::npos);
  EXPECT_EQ(read_when("met; near").when.size(), 2u);
}

TEST(ReadColour, TakesNamesAndHexadecimal) {
  EXPECT_EQ(read_colour("#C6EFCE"), 0xC6EFCEu);
  EXPECT_TRUE(read_colour("Green"));
  EXPECT_FALSE(read_colour("greenish"));
}

TEST(StatusVocabulary, AKindHasWordsOfItsOwn) {
  std::vector<StatusWord> list(3);
  list[0] = {"Green", {{Standing::met}}, true, true, {}, {}, {}, {}};
  list[1] = {"On track", {{Standing::met}}, true, true, {}, {}, {}, {"Key target"}};
  list[2] = {"Done in time", {{Standing::met, Aim::on_time}}, true, true, {}, {}, {}, {}};
  const StatusVocabulary words(list);
  const std::vector<std::string> key = {"key target"};
  EXPECT_EQ(words.word_for(Standing::met, Aim::maximise)->word, "Green");
  EXPECT_EQ(words.word_for(Standing::met, Aim::on_time)->word, "Done in time");
  EXPECT_EQ(words.word_for(Standing::met, Aim::maximise, key)->word, "On track");
}

}  // namespace
}  // namespace outturn
