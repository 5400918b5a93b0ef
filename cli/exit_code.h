// What a command's exit status tells scripts. Stated in `outturn --help` and tested.
#pragma once

namespace outturn {

enum class ExitCode : int {
  clean = 0,
  findings = 1,       // check found something, diff found differences
  could_not_run = 2,  // wrong usage, an unreadable or refused file; nothing was written
  some_files_failed = 3,
  stale_values = 4,   // with --strict, some cell keeps a value that may be out of date
  limit_reached = 5,  // a limit or a time-out
};

}  // namespace outturn
