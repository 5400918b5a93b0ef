// `outturn watch`: recalculates workbooks when somebody saves them, and tells what moved.
#include <algorithm>
#include <chrono>
#include <filesystem>
#include <iostream>
#include <memory>
#include <mutex>
#include <new>
#include <set>
#include <thread>

#include "cli/book_files.h"
#include "cli/command_line.h"
#include "cli/file_watch.h"
#include "cli/logging.h"
#include "cli/stop_request.h"
#include "cli/watch_report.h"
#include "cli/watched_book.h"
#include "xlsx/xlsx_error.h"

namespace outturn {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using Clock = FileWatch::Clock;

// How often a file that cannot be read is tried again, and one that must not be written yet: the second time
// twice as long after the first, and so on up to the longest.
constexpr std::chrono::milliseconds kReadAgain = 250ms;
constexpr std::chrono::milliseconds kWriteAgain = 500ms;
constexpr std::chrono::milliseconds kWriteAgainAtMost = 30s;

struct Choices {
  std::vector<std::string> books;
  bool in_place = false;
  bool once = false;
  int settle = 150;
  double poll = 0;
  double patience = 10;
  std::string format = "text";
  BookChoices book;
};

// What the threads of the books share.
struct Shared {
  const Choices& choices;
  StopRequest& stop;
  std::mutex mutex;
  WatchOutput output;
  bool failed = false;

  template <typename F>
  void tell(F&& what) {
    const std::lock_guard lock(mutex);
    what(output);
  }
};

// When the last change of the files was made: by the file system's clock, if that does not lie ahead of ours.
WatchOutput::Time saved_at(const std::vector<FileState>& before, const std::vector<FileState>& now) {
  const auto here = std::chrono::system_clock::now();
  WatchOutput::Time saved{};
  for (std::size_t i = 0; i < now.size(); ++i)
    if (!now[i].same_content(before[i]))
      saved = std::max(saved, WatchOutput::Time(std::chrono::duration_cast<WatchOutput::Time::duration>(
                                  std::chrono::nanoseconds(now[i].touched))));
  return saved == WatchOutput::Time{} ? here : std::min(saved, here);
}

bool same_content(const std::vector<FileState>& a, const std::vector<FileState>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](const FileState& x, const FileState& y) { return x.same_content(y); });
}

std::vector<fs::path> watched_files(const std::string& book, const Choices& choices) {
  std::vector<fs::path> files{book};
  if (!choices.book.definitions.empty()) files.emplace_back(choices.book.definitions);
  return files;
}

// One book from the beginning to the end, in a thread of its own.
class BookWatch {
 public:
  BookWatch(const std::string& file, Shared& shared)
      : file_(file),
        shared_(shared),
        watch_(watched_files(file, shared.choices), pace(shared.choices), shared.stop),
        book_(file, shared.choices.book) {}

  // Throws what keeps it from being watched at all.
  void open() {
    // Looked at before it is read, so that a save in between is not missed.
    known_ = watch_.states();
    try {
      const WatchReport report = book_.open();
      shared_.tell([&](WatchOutput& output) { output.watching(report); });
      to_write_ = shared_.choices.in_place;
    } catch (const DefinitionErrors& error) {
      // No save mends an option.
      if (std::string_view(error.what()).find(": --period: ") != std::string_view::npos) throw;
      shared_.tell([&](WatchOutput& output) { output.failed(file_, error.what(), error.errors()); });
    }
    if (!watch_.without_notices().empty())
      log_warning(file_ + ": the system gives no notice of changes (" + watch_.without_notices() +
                  "); it is looked at every second");
  }

  void run() {
    for (;;) {
      if (to_write_ && !unreadable_since_) write();
      if (shared_.choices.once && handled_ && !to_write_) return shared_.stop.request();
      const auto states = watch_.wait(known_, next_attempt());
      if (!states) return;
      if (!same_content(*states, known_)) {
        saved_at_ = saved_at(known_, *states);
        unreadable_since_.reset();
        is_told_ = false;
        look_ = true;
      }
      if (*states != known_) write_after_ = {};
      known_ = *states;
      if (look_ || unreadable_since_) look();
    }
  }

 private:
  static FileWatch::Pace pace(const Choices& choices) {
    FileWatch::Pace pace{std::chrono::milliseconds(choices.settle), std::nullopt};
    if (choices.poll > 0)
      pace.poll = std::chrono::milliseconds(static_cast<std::int64_t>(choices.poll * 1000));
    return pace;
  }

  std::optional<Clock::time_point> next_attempt() const {
    if (unreadable_since_) return is_told_ ? std::nullopt : std::optional(Clock::now() + kReadAgain);
    if (look_) return Clock::now();
    // A lock file that goes is noticed.
    if (to_write_ && known_[0].lock.empty()) return write_after_;
    return std::nullopt;
  }

  void fail(const std::string& why, const std::vector<Diagnostic>& reasons = {}) {
    handled_ = true;
    to_write_ = false;
    shared_.tell([&](WatchOutput& output) {
      shared_.failed = true;
      output.failed(file_, why, reasons);
    });
  }

  // Calls `work`; what goes wrong other than with the file is told.
  template <typename F>
  void tried(F&& work) {
    try {
      work();
    } catch (const DefinitionErrors& error) {
      fail(error.what(), error.errors());
    } catch (const xlsx::XlsxError&) {
      throw;
    } catch (const std::bad_alloc&) {
      fail(file_ + ": it needs more memory than there is");
    } catch (const std::exception& error) {
      fail(file_ + ": " + error.what());
    }
  }

  void look() {
    look_ = false;
    try {
      tried([&] {
        const std::optional<WatchReport> report = book_.look();
        if (!report) return;
        handled_ = true;
        to_write_ = shared_.choices.in_place;
        write_again_ = kWriteAgain;
        write_after_ = {};
        shared_.tell([&](WatchOutput& output) { output.saved(*report, saved_at_); });
      });
      unreadable_since_.reset();
    } catch (const xlsx::XlsxError& error) {
      cannot_read(error.what());
    }
  }

  // It may be half written: told when it stays like that.
  void cannot_read(const std::string& why) {
    if (!unreadable_since_) unreadable_since_ = Clock::now();
    if (is_told_ ||
        Clock::now() - *unreadable_since_ < std::chrono::duration<double>(shared_.choices.patience))
      return;
    is_told_ = true;
    shared_.tell([&](WatchOutput& output) {
      output.failed(file_, why + "; it is looked at again when it changes", {});
    });
  }

  void write() {
    if (!known_[0].lock.empty())
      return cannot_write("it is open in another program (" + known_[0].lock + " is beside it)");
    if (Clock::now() < write_after_) return;
    try {
      tried([&] {
        const std::optional<WatchedBook::Written> written = book_.write();
        look_ = !written;
        if (!written) return;
        to_write_ = false;
        waits_for_.clear();
        if (written->parts > 0)
          shared_.tell([&](WatchOutput& output) { output.written(file_, written->cells, written->parts); });
      });
    } catch (const xlsx::XlsxError& error) {
      switch (error.kind()) {
        case xlsx::XlsxErrorKind::write_refused:
          return cannot_write(error.problem());
        case xlsx::XlsxErrorKind::write_failed:
          return fail(error.what());
        case xlsx::XlsxErrorKind::signed_package:
          return fail(std::string(error.what()) + "; leave --in-place out");
        default:
          // Somebody is at it.
          look_ = true;
      }
    }
  }

  void cannot_write(const std::string& why) {
    write_after_ = Clock::now() + write_again_;
    write_again_ = std::min(2 * write_again_, kWriteAgainAtMost);
    if (waits_for_ == why) return;
    waits_for_ = why;
    shared_.tell([&](WatchOutput& output) { output.waiting(file_, why); });
  }

  std::string file_;
  Shared& shared_;
  FileWatch watch_;
  WatchedBook book_;
  std::vector<FileState> known_;
  WatchOutput::Time saved_at_;
  bool look_ = false;     // the file is not what was last looked at
  bool handled_ = false;  // a save, since the beginning
  std::optional<Clock::time_point> unreadable_since_;
  bool is_told_ = false;  // that it cannot be read
  bool to_write_ = false;
  std::string waits_for_;  // as last told
  Clock::time_point write_after_;
  std::chrono::milliseconds write_again_ = kWriteAgain;
};

ExitCode run(const Choices& choices) {
  static_cast<void>(choices.book.calculation.resolve(DateSystem::from_1900));
  std::set<fs::path> seen;
  for (const std::string& book : choices.books) {
    if (fs::is_directory(book)) throw UsageError(book + " is a folder; name the workbooks in it");
    if (!seen.insert(fs::weakly_canonical(book)).second) throw UsageError(book + " is named twice");
  }
  StopRequest stop;
  Shared shared{choices, stop, {}, WatchOutput(std::cout, choices.format != "text")};
  std::vector<std::unique_ptr<BookWatch>> books;
  for (const std::string& book : choices.books) {
    books.push_back(std::make_unique<BookWatch>(book, shared));
    books.back()->open();
  }
  std::vector<std::thread> threads;
  for (const auto& book : books) threads.emplace_back([&book] { book->run(); });
  for (std::thread& thread : threads) thread.join();
  return choices.once && shared.failed ? ExitCode::could_not_run : ExitCode::clean;
}

}  // namespace

void declare_watch(CLI::App& app, Action& action) {
  auto choices = std::make_shared<Choices>();
  CLI::App* command = app.add_subcommand(
      "watch", "Recalculate workbooks whenever somebody saves them, and tell what moved, statuses first");
  command->footer(
      "  outturn watch board.xlsx                          tell what each save moves; the file is only read\n"
      "  outturn watch board.xlsx calls.xlsx --in-place    write the results as well, once nobody has it "
      "open\n"
      "  outturn watch board.xlsx --format jsonl           one line each time, for a script\n"
      "  outturn watch board.xlsx --once                   until the first save has been told\n"
      "Ctrl-C ends it.");
  command->add_option("BOOK", choices->books, "Workbooks")->required();
  command->add_flag("--in-place", choices->in_place,
                    "Save each workbook over itself, never while another program has it open");
  command->add_flag("--once", choices->once,
                    "End when the first save has been told, and with --in-place written");
  command
      ->add_option("--settle", choices->settle,
                   "Milliseconds that a file is left alone before it is read (default 150)")
      ->check(CLI::Range(0, 60'000));
  command
      ->add_option("--poll", choices->poll,
                   "Look every so many seconds instead of waiting for the system's notices, which do not "
                   "come from some network folders")
      ->check(CLI::Range(0.05, 3600.0));
  command
      ->add_option("--patience", choices->patience,
                   "Seconds that a file may be missing or unreadable before that is told (default 10)")
      ->check(CLI::Range(0.0, 3600.0));
  command->add_option("--format", choices->format, "text or jsonl")->check(CLI::IsMember({"text", "jsonl"}));
  choices->book.declare(*command);
  // Inputs come from the file.
  command->remove_option(command->get_option("--set"));
  command->callback([choices, &action] { action = [choices] { return run(*choices); }; });
}

}  // namespace outturn
