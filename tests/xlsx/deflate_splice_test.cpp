#include "xlsx/deflate_splice.h"

#include <gtest/gtest.h>
#include <libdeflate.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "xlsx/deflate_blocks.h"

namespace outturn::xlsx {
namespace {

std::string deflated(std::string_view text, int level) {
  libdeflate_compressor* const compressor = libdeflate_alloc_compressor(level);
  std::string packed(libdeflate_deflate_compress_bound(compressor, text.size()), '\0');
  packed.resize(
      libdeflate_deflate_compress(compressor, text.data(), text.size(), packed.data(), packed.size()));
  libdeflate_free_compressor(compressor);
  return packed;
}

// Nothing where the stream is damaged, or is not exactly the text's.
std::optional<std::string> inflated(std::string_view packed, std::size_t size) {
  libdeflate_decompressor* const inflater = libdeflate_alloc_decompressor();
  std::string text(size, '\0');
  std::size_t used = 0;
  std::size_t made = 0;
  const auto result = libdeflate_deflate_decompress_ex(inflater, packed.data(), packed.size(), text.data(),
                                                       text.size(), &used, &made);
  libdeflate_free_decompressor(inflater);
  if (result != LIBDEFLATE_SUCCESS || used != packed.size() || made != size) return std::nullopt;
  return text;
}

// What worksheets are like, what nothing shortens, and long runs of one byte.
std::string random_text(std::mt19937& random, std::size_t size) {
  std::string text;
  const unsigned kind = random() % 4;
  while (text.size() < size) {
    const std::string number = std::to_string(random() % 10'000);
    const bool cells = kind == 0 || (kind == 3 && random() % 8 != 0);
    if (cells)
      text += "<c r=\"A" + number + "\"><f>B" + number + "*2</f><v>" + number + ".5</v></c>";
    else if (kind == 1 || kind == 3)
      for (int i = 0; i < 400; ++i) text += static_cast<char>(random());
    else
      text.append(random() % 5000, static_cast<char>(random()));
  }
  text.resize(size);
  return text;
}

// Some places, at the very beginning and end too, where text is replaced, taken out and put in.
std::string edit(std::mt19937& random, const std::string& text, std::vector<TextEdit>& edits) {
  std::vector<std::size_t> places;
  for (std::size_t count = 1 + random() % 4; count > 0; --count) {
    const unsigned where = random() % 8;
    places.push_back(where == 0 ? 0 : where == 1 ? text.size() : random() % (text.size() + 1));
  }
  std::sort(places.begin(), places.end());
  std::string changed;
  std::size_t from = 0;
  for (const std::size_t place : places) {
    if (place < from) continue;
    const std::size_t end = std::min(text.size(), place + random() % 20);
    changed += text.substr(from, place - from);
    const std::size_t begin = changed.size();
    changed += random_text(random, random() % 8 == 0 ? random() % 50'000 : random() % 20);
    edits.push_back({place, end, begin, changed.size()});
    from = end;
  }
  return changed + text.substr(from);
}

TEST(DeflateSplice, UnpacksToTheChangedText) {
  int spliced = 0;
  for (unsigned seed = 0; seed < 100; ++seed) {
    std::mt19937 random(seed);
    std::string text = random_text(random, random() % 400'000);
    std::string packed = deflated(text, static_cast<int>(random() % 13));
    // What was spliced is spliced again: it has blocks of every kind, beginning at every bit.
    for (int round = 0; round < 5; ++round) {
      std::vector<TextEdit> edits;
      const std::string changed = edit(random, text, edits);
      std::string own;
      const auto level = static_cast<int>(random() % 13);
      const auto result = spliced_deflate(packed, changed, edits, [&](std::string_view piece) {
        return std::string_view(own = deflated(piece, level));
      });
      if (result) {
        ++spliced;
        ASSERT_TRUE(inflated(*result, changed.size()) == changed) << "seed " << seed << ", round " << round;
      }
      packed = result.value_or(deflated(changed, 6));
      text = changed;
    }
  }
  EXPECT_GT(spliced, 80) << "of 500";
}

TEST(DeflateSplice, KeepsWhatLiesApartFromTheChange) {
  std::mt19937 random(4);
  std::string text;
  while (text.size() < 4'000'000) text += random_text(random, 50'000);
  const std::string packed = deflated(text, 9);
  const std::size_t middle = text.size() / 2;
  std::string changed = text;
  changed.replace(middle, 5, "twice");
  std::size_t fresh = 0;
  const auto result =
      spliced_deflate(packed, changed, std::vector<TextEdit>{{middle, middle + 5, middle, middle + 5}},
                      [&](std::string_view piece) {
                        static std::string own;
                        fresh += piece.size();
                        return std::string_view(own = deflated(piece, 1));
                      });
  ASSERT_TRUE(result);
  EXPECT_LT(fresh, text.size() / 4);
  EXPECT_EQ(result->substr(0, packed.size() / 4), packed.substr(0, packed.size() / 4));
  EXPECT_EQ(result->substr(result->size() - packed.size() / 4),
            packed.substr(packed.size() - packed.size() / 4));
}

TEST(DeflateSplice, LeavesItToPackingTheWholeWhereMuchChanged) {
  std::mt19937 random(5);
  const std::string text = random_text(random, 50'000);
  const auto never = [](std::string_view) -> std::string_view {
    ADD_FAILURE();
    return {};
  };
  const std::string packed = deflated(text, 6);
  EXPECT_FALSE(spliced_deflate(packed, text, std::vector<TextEdit>{{9, 9, 9, 9}}, never));
  EXPECT_FALSE(spliced_deflate(packed, text, {}, never));
}

TEST(DeflateBlocks, AddUpToTheText) {
  for (unsigned seed = 0; seed < 60; ++seed) {
    std::mt19937 random(seed);
    // Short texts are packed in fixed codes.
    const std::string text = random_text(random, seed < 20 ? random() % 60 : random() % 400'000);
    for (int level = 0; level <= 12; level += 3) {
      const std::string packed = deflated(text, level);
      DeflateBlocks blocks(packed);
      std::optional<DeflateBlock> block;
      std::uint64_t bit = 0, raw = 0;
      do {
        block = blocks.next();
        ASSERT_TRUE(block);
        EXPECT_EQ(block->bit, bit);
        EXPECT_EQ(block->raw, raw);
        bit = blocks.bit();
        raw = blocks.raw();
      } while (!block->last);
      EXPECT_EQ(raw, text.size());
      EXPECT_EQ((bit + 7) / 8, packed.size());
    }
  }
}

TEST(DeflateBlocks, ComeToAnEndInDamagedStreams) {
  std::mt19937 random(7);
  const std::string text = random_text(random, 30'000);
  for (int level = 0; level <= 12; level += 4) {
    const std::string packed = deflated(text, level);
    for (int damage = 0; damage < 500; ++damage) {
      std::string bad = packed.substr(0, 1 + random() % packed.size());
      for (unsigned flips = random() % 4; flips > 0; --flips)
        bad[random() % bad.size()] ^= static_cast<char>(1 << random() % 8);
      DeflateBlocks blocks(bad);
      for (auto block = blocks.next(); block && !block->last; block = blocks.next())
        ASSERT_LE(blocks.bit(), bad.size() * 8);
    }
  }
  DeflateBlocks nothing({});
  EXPECT_FALSE(nothing.next());
}

}  // namespace
}  // namespace outturn::xlsx
