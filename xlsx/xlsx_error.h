// What is wrong with a file: thrown by everything in this folder, caught once, in cli.
//
// The message is one sentence for the person at the desk: which file, which part or cell of it, what is the
// matter, what to do. Nothing has been written to the target when it is thrown.
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>

namespace outturn::xlsx {

enum class XlsxErrorKind : std::uint8_t {
  unreadable,      // missing, a folder, no permission
  not_xlsx,        // some other kind of file
  encrypted,       // protected by a password
  xls_content,     // the old binary format under another name
  xlsb_content,    // the binary workbook format under another name
  damaged,         // the zip container or a part's XML is broken
  missing_part,    // a part that the package names is not in it
  over_limit,      // larger than the limits on untrusted files
  signed_package,  // saving would break a digital signature
  write_refused,   // the target or the cell may not be written
  write_failed,    // the system failed while writing
};

class XlsxError : public std::runtime_error {
 public:
  // file and part may be empty where they are not known; with_file() adds the file later.
  XlsxError(XlsxErrorKind kind, std::string file, std::string part, std::string problem)
      : std::runtime_error(compose(file, part, problem)),
        kind_(kind),
        file_(std::move(file)),
        part_(std::move(part)),
        problem_(std::move(problem)) {}
  XlsxError(XlsxErrorKind kind, std::string part, std::string problem)
      : XlsxError(kind, {}, std::move(part), std::move(problem)) {}

  [[nodiscard]] XlsxErrorKind kind() const noexcept { return kind_; }
  [[nodiscard]] const std::string& file() const noexcept { return file_; }
  [[nodiscard]] const std::string& part() const noexcept { return part_; }
  [[nodiscard]] const std::string& problem() const noexcept { return problem_; }
  [[nodiscard]] XlsxError with_file(const std::string& file) const {
    return file_.empty() ? XlsxError(kind_, file, part_, problem_) : *this;
  }

 private:
  static std::string compose(const std::string& file, const std::string& part, const std::string& problem) {
    std::string text = file;
    if (!part.empty()) text += text.empty() ? part : " (" + part + ")";
    return text.empty() ? problem : text + ": " + problem;
  }

  XlsxErrorKind kind_;
  std::string file_;
  std::string part_;
  std::string problem_;
};

}  // namespace outturn::xlsx
