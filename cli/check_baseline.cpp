#include "cli/check_baseline.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <tuple>

#include "cli/calculation_options.h"

namespace outturn {
namespace {

constexpr std::size_t kFingerprintSize = 16;
constexpr std::uintmax_t kLargestBaseline = 256 << 20;

// FNV-1a, which is the same on every machine; a fingerprint needs no more.
std::string hashed(const std::string& text) {
  std::uint64_t hash = 0xcbf29ce484222325;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3;
  constexpr const char* kDigits = "0123456789abcdef";
  std::string out;
  for (int shift = 60; shift >= 0; shift -= 4) out += kDigits[(hash >> shift) & 15];
  return out;
}

}  // namespace

void add_fingerprints(std::vector<ReportedCheck>& checks) {
  std::vector<ReportedCheck*> in_order;
  for (ReportedCheck& each : checks) in_order.push_back(&each);
  std::stable_sort(in_order.begin(), in_order.end(), [](const ReportedCheck* a, const ReportedCheck* b) {
    return std::tie(a->check.at, a->check.kind) < std::tie(b->check.at, b->check.kind);
  });
  std::map<std::string, int> alike;
  for (ReportedCheck* each : in_order) {
    const Check& check = each->check;
    // The row of a definition moves; its name, which is the label, does not.
    std::string key =
        std::string(check_word(check.source)) + "|" +
        (check.source == CheckSource::declared ? std::string(check_word(check.kind)) : check.rule) + "|" +
        check.label + "|" + check.entered + "|" + check.expected + "|" +
        std::string(check_word(check.verdict));
    if (check.label.empty()) key += "|" + each->sheet + "!" + each->cell;
    const int number = ++alike[key];
    each->fingerprint = hashed(number == 1 ? key : key + "|" + std::to_string(number));
  }
}

std::set<std::string> read_baseline(const std::string& path) {
  std::set<std::string> found;
  if (path.empty()) return found;
  const auto refuse = [&](const std::string& why) { throw UsageError("--baseline '" + path + "' " + why); };
  std::error_code error;
  if (std::filesystem::is_directory(path, error)) refuse("is a folder; name the file of an earlier run");
  std::ifstream in(path, std::ios::binary);
  if (!in) refuse("cannot be opened; look at its name");
  if (std::filesystem::file_size(path, error) > kLargestBaseline)
    refuse("is too large to be a report of findings");
  std::string line, word;
  bool is_report = false;
  const auto take = [&] {
    if (word.size() == kFingerprintSize) found.insert(word);
    word.clear();
  };
  while (std::getline(in, line)) {
    is_report = is_report || line.find("\"checks\"") != std::string::npos ||
                line.find("fingerprint") != std::string::npos || line.find("\"runs\"") != std::string::npos;
    bool inside = false;  // a longer word is none
    for (const char c : line + " ") {
      const bool is_hex = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
      const bool is_word = is_hex || (c >= 'g' && c <= 'z') || (c >= 'A' && c <= 'Z');
      if (is_hex && !inside) {
        word += c;
      } else if (is_word) {
        inside = true;
        word.clear();
      } else {
        take();
        inside = false;
      }
    }
  }
  if (found.empty() && !is_report)
    refuse("holds no findings; give a file that outturn check --format json, jsonl, csv or sarif wrote");
  return found;
}

}  // namespace outturn
