#include "xlsx/disk_file.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

#include <fstream>
#include <functional>
#include <sstream>

#include "xlsx/xlsx_error.h"

namespace outturn::xlsx {
namespace {

namespace fs = std::filesystem;

class FileSave : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (fs::temp_directory_path() / "disk_file_test_XXXXXX").string();
    ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
    folder_ = pattern;
  }
  void TearDown() override { fs::remove_all(folder_); }

  fs::path write(const std::string& name, const std::string& content) {
    std::ofstream(folder_ / name) << content;
    return folder_ / name;
  }
  static std::string read(const fs::path& path) {
    std::ostringstream text;
    text << std::ifstream(path).rdbuf();
    return text.str();
  }
  std::size_t files() const {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder_), fs::directory_iterator()));
  }
  static std::string refusal(const std::function<void()>& save) {
    try {
      save();
    } catch (const XlsxError& error) {
      return error.what();
    }
    return "saved";
  }

  fs::path folder_;
};

TEST_F(FileSave, CreatesANewFile) {
  save_file(folder_ / "new.xlsx", "content");
  EXPECT_EQ(read(folder_ / "new.xlsx"), "content");
  EXPECT_EQ(files(), 1U) << "the temporary file is gone";
  const mode_t mask = ::umask(0);
  ::umask(mask);
  struct stat status {};
  ::stat((folder_ / "new.xlsx").c_str(), &status);
  EXPECT_EQ(status.st_mode & 0777, 0666 & ~mask);
}

TEST_F(FileSave, KeepsModeAndExtendedAttributes) {
  const fs::path book = write("book.xlsx", "old");
  ::chmod(book.c_str(), 0640);
  const bool has_attributes = ::setxattr(book.c_str(), "user.origin", "ledger", 6, 0) == 0;
  save_file(book, "new content");
  EXPECT_EQ(read(book), "new content");
  struct stat status {};
  ::stat(book.c_str(), &status);
  EXPECT_EQ(status.st_mode & 07777, 0640U);
  if (has_attributes) {
    char value[16] = {};
    EXPECT_EQ(::getxattr(book.c_str(), "user.origin", value, sizeof value), 6);
    EXPECT_STREQ(value, "ledger");
  }
}

TEST_F(FileSave, FollowsSymbolicLinks) {
  fs::create_directory(folder_ / "real");
  const fs::path book = write("real/book.xlsx", "old");
  fs::create_symlink("real/book.xlsx", folder_ / "one.xlsx");
  fs::create_symlink("one.xlsx", folder_ / "two.xlsx");
  save_file(folder_ / "two.xlsx", "new");
  EXPECT_TRUE(fs::is_symlink(folder_ / "two.xlsx"));
  EXPECT_TRUE(fs::is_symlink(folder_ / "one.xlsx"));
  EXPECT_EQ(read(book), "new");
}

TEST_F(FileSave, RefusesALinkThatLeadsBackToItself) {
  fs::create_symlink("b.xlsx", folder_ / "a.xlsx");
  fs::create_symlink("a.xlsx", folder_ / "b.xlsx");
  EXPECT_NE(refusal([&] { save_file(folder_ / "a.xlsx", "new"); }).find("leads back to itself"),
            std::string::npos);
}

TEST_F(FileSave, RefusesAReadOnlyFile) {
  const fs::path book = write("book.xlsx", "old");
  ::chmod(book.c_str(), 0444);
  EXPECT_NE(refusal([&] { save_file(book, "new"); }).find("is read-only"), std::string::npos);
  EXPECT_EQ(read(book), "old");
  EXPECT_EQ(files(), 1U);
}

TEST_F(FileSave, RefusesABookThatIsOpenElsewhere) {
  const fs::path book = write("book.xlsx", "old");
  for (const char* lock : {"~$book.xlsx", ".~lock.book.xlsx#"}) {
    write(lock, "");
    const std::string why = refusal([&] { save_file(book, "new"); });
    EXPECT_NE(why.find("is open in another program"), std::string::npos) << why;
    EXPECT_NE(why.find(lock), std::string::npos) << why;
    fs::remove(folder_ / lock);
  }
  EXPECT_EQ(read(book), "old");
}

TEST_F(FileSave, RefusesAFileThatIsBeingWritten) {
  const fs::path book = write("book.xlsx", "old");
  {
    const std::ofstream writer(book, std::ios::app);
    const std::string why = refusal([&] { save_file(book, "new"); });
    if (why == "saved") GTEST_SKIP() << "this file system gives no leases";
    EXPECT_NE(why.find("is being written by another program"), std::string::npos) << why;
    EXPECT_EQ(read(book), "old");
    EXPECT_EQ(files(), 1U);
  }
  EXPECT_EQ(refusal([&] { save_file(book, "new"); }), "saved");
}

TEST_F(FileSave, AsksBeforeItReplaces) {
  write("real.xlsx", "old");
  fs::create_symlink("real.xlsx", folder_ / "book.xlsx");
  EXPECT_EQ(refusal([&] {
              save_file(folder_ / "book.xlsx", "new", [&](const fs::path& place) {
                EXPECT_EQ(place.filename(), "real.xlsx");
                EXPECT_EQ(files(), 3U) << "the new content is there beside the old";
                throw XlsxError(XlsxErrorKind::write_refused, {}, "not now");
              });
            }),
            "not now");
  EXPECT_EQ(read(folder_ / "real.xlsx"), "old");
  EXPECT_EQ(files(), 2U) << "the temporary file is gone";
}

TEST_F(FileSave, RefusesAFolderAndAMissingFolder) {
  EXPECT_NE(refusal([&] { save_file(folder_, "new"); }).find("is not a file"), std::string::npos);
  EXPECT_NE(refusal([&] { save_file(folder_ / "none/book.xlsx", "new"); }).find("there is no folder"),
            std::string::npos);
}

TEST_F(FileSave, LeavesTheOldFileWhereTheDiskIsFull) {
  if (!fs::exists("/dev/full")) GTEST_SKIP() << "no /dev/full";
  EXPECT_NE(refusal([&] { save_file("/dev/full", "new"); }).find("is not a file"), std::string::npos);
}

}  // namespace
}  // namespace outturn::xlsx
