#include "cli/check_report.h"

#include <algorithm>
#include <map>
#include <sstream>

#include "cli/markup_text.h"
#include "cli/output.h"

namespace outturn {
namespace {

using nlohmann::ordered_json;

constexpr std::array kVerdicts = {CheckVerdict::wrong, CheckVerdict::inconsistent, CheckVerdict::malformed,
                                  CheckVerdict::rounding, CheckVerdict::ok};

bool is_told(const ReportedCheck& each) { return is_finding(each.check.verdict) && !each.suppressed; }

std::string dumped(const ordered_json& json, int indent) {
  return json.dump(indent, ' ', false, ordered_json::error_handler_t::replace) + "\n";
}

ordered_json to_json(const ReportedCheck& each) {
  const Check& check = each.check;
  ordered_json json = {{"sheet", each.sheet},
                       {"cell", each.cell},
                       {"label", check.label},
                       {"kind", check_word(check.kind)},
                       {"verdict", check_word(check.verdict)},
                       {"entered", check.entered},
                       {"expected", check.expected},
                       {"exact", check.exact ? number_to_json(*check.exact) : ordered_json(nullptr)},
                       {"expression", check.expression},
                       {"inputs", each.inputs},
                       {"rule", check.rule},
                       {"source", check_word(check.source)},
                       {"suspects", each.suspects},
                       {"cause", check.cause},
                       {"message", check.message},
                       {"fingerprint", each.fingerprint}};
  if (each.suppressed) json["suppressed"] = each.suppressed_because;
  return json;
}

ordered_json warnings_to_json(const std::vector<Diagnostic>& warnings) {
  ordered_json list = ordered_json::array();
  for (const Diagnostic& each : warnings) {
    const char* severity = each.severity == Severity::error     ? "error"
                           : each.severity == Severity::warning ? "warning"
                                                                : "note";
    list.push_back({{"severity", severity}, {"where", each.where}, {"what", each.what}});
  }
  return list;
}

ordered_json fixes_to_json(const std::vector<CheckFix>& fixes, bool changed) {
  ordered_json list = ordered_json::array();
  for (const CheckFix& fix : fixes) {
    ordered_json json = {{"sheet", fix.sheet}, {"cell", fix.cell}, {"old", fix.entered}};
    if (changed) json["new"] = fix.expected;
    json["reason"] = fix.reason;
    list.push_back(std::move(json));
  }
  return list;
}

ordered_json to_json(const CheckReport& report) {
  if (!report.problem.empty()) {
    ordered_json json = {{"file", report.file}, {"error", report.problem}};
    if (!report.warnings.empty()) json["warnings"] = warnings_to_json(report.warnings);
    return json;
  }
  ordered_json checks = ordered_json::array();
  std::map<CheckVerdict, int> counts;
  int suppressed = 0;
  for (const ReportedCheck& each : report.checks) {
    checks.push_back(to_json(each));
    ++counts[each.check.verdict];
    suppressed += each.suppressed ? 1 : 0;
  }
  ordered_json summary;
  for (const CheckVerdict verdict : kVerdicts) summary[std::string(check_word(verdict))] = counts[verdict];
  summary["suppressed"] = suppressed;
  ordered_json json = {{"file", report.file}, {"checks", std::move(checks)}, {"summary", std::move(summary)}};
  if (report.is_fixed) {
    json["out"] = report.fixed_file.empty() ? ordered_json(nullptr) : ordered_json(report.fixed_file);
    json["changes"] = fixes_to_json(report.fixes, true);
    json["left"] = fixes_to_json(report.left, false);
  }
  if (!report.warnings.empty()) json["warnings"] = warnings_to_json(report.warnings);
  return json;
}

std::string fixes_text(const CheckReport& report) {
  std::ostringstream out;
  for (const CheckFix& fix : report.fixes)
    out << report.file << ": " << fix.place << "  " << fix.entered << " → " << fix.expected << "\n    "
        << fix.reason << '\n';
  for (const CheckFix& fix : report.left)
    out << report.file << ": " << fix.place << "  left as it is\n    " << fix.reason << '\n';
  if (report.fixed_file.empty())
    out << report.file << ": nothing is corrected, and no file is written\n";
  else
    out << report.fixed_file << ": " << report.fixes.size() << (report.fixes.size() == 1 ? " cell" : " cells")
        << " corrected; look at each before you use it\n";
  return out.str();
}

std::string plain_text(const CheckReport& report, bool all) {
  std::ostringstream out;
  if (!report.problem.empty()) return {};
  if (report.is_fixed) return fixes_text(report);
  std::map<CheckVerdict, int> counts;
  int suppressed = 0;
  for (const ReportedCheck& each : report.checks) {
    if (each.suppressed)
      ++suppressed;
    else
      ++counts[each.check.verdict];
    if (!all && !is_told(each)) continue;
    const Check& check = each.check;
    out << report.file << ": " << each.place << "  " << check_word(check.verdict);
    if (!check.label.empty()) out << "  " << check.label;
    out << "\n    ";
    if (check.message.empty())
      out << check.entered << (check.expression.empty() ? "" : ", " + check.expression);
    else
      out << check.message;
    if (check.source == CheckSource::declared) out << "  [" << check.rule << ']';
    out << '\n';
    if (each.suppressed) out << "    suppressed: " << each.suppressed_because << '\n';
  }
  out << report.file << ": ";
  const int restated = static_cast<int>(report.checks.size());
  if (restated == 0) {
    out << "no figure could be restated from others\n";
    return out.str();
  }
  out << restated << (restated == 1 ? " figure" : " figures") << " restated";
  for (const CheckVerdict verdict : {CheckVerdict::ok, CheckVerdict::rounding, CheckVerdict::wrong,
                                     CheckVerdict::inconsistent, CheckVerdict::malformed})
    if (counts[verdict] > 0) out << ", " << counts[verdict] << ' ' << check_word(verdict);
  if (suppressed > 0) out << ", " << suppressed << " suppressed";
  out << '\n';
  return out.str();
}

// A spreadsheet takes a field that begins with = + - or @ for a formula; an apostrophe keeps it a text.
std::string csv_field(std::string text) {
  const bool is_number = !text.empty() && text.find_first_not_of("+-0123456789.,%") == std::string::npos;
  if (!text.empty() && !is_number && std::string_view("=+-@\t\r").find(text[0]) != std::string_view::npos)
    text.insert(0, "'");
  if (text.find_first_of("\",\n\r") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char c : text) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + "\"";
}

std::string csv_text(const std::vector<CheckReport>& reports, bool all) {
  std::string out =
      "file,sheet,cell,label,kind,verdict,entered,expected,expression,rule,source,cause,message,"
      "fingerprint\n";
  for (const CheckReport& report : reports)
    for (const ReportedCheck& each : report.checks) {
      if (!all && !is_told(each)) continue;
      const Check& check = each.check;
      const std::vector<std::string> fields = {report.file,
                                               each.sheet,
                                               each.cell,
                                               check.label,
                                               std::string(check_word(check.kind)),
                                               std::string(check_word(check.verdict)),
                                               check.entered,
                                               check.expected,
                                               check.expression,
                                               check.rule,
                                               std::string(check_word(check.source)),
                                               check.cause,
                                               check.message,
                                               each.fingerprint};
      for (std::size_t i = 0; i < fields.size(); ++i) out += (i == 0 ? "" : ",") + csv_field(fields[i]);
      out += '\n';
    }
  return out;
}

// A path as a relative or absolute URI reference (RFC 3986).
std::string as_uri(const std::string& path) {
  constexpr const char* kDigits = "0123456789ABCDEF";
  std::string uri;
  for (const char c : path) {
    const auto byte = static_cast<unsigned char>(c);
    if (std::isalnum(byte) != 0 || std::string_view("-._~/").find(c) != std::string_view::npos)
      uri += c;
    else
      uri += std::string("%") + kDigits[byte >> 4] + kDigits[byte & 15];
  }
  return uri;
}

// SARIF 2.1.0 (OASIS): a result for each finding, at a logical location, since a workbook has no lines.
std::string sarif_text(const std::vector<CheckReport>& reports) {
  ordered_json results = ordered_json::array();
  std::map<std::string, std::string> rules;
  for (const CheckReport& report : reports)
    for (const ReportedCheck& each : report.checks) {
      if (!is_finding(each.check.verdict)) continue;
      rules.emplace(each.check.rule, check_word(each.check.kind));
      ordered_json result = {
          {"ruleId", each.check.rule},
          {"level", each.check.verdict == CheckVerdict::wrong ? "error" : "warning"},
          {"message", {{"text", each.sheet + "!" + each.cell + ": " + each.check.message}}},
          {"locations",
           {{{"physicalLocation", {{"artifactLocation", {{"uri", as_uri(report.file)}}}}},
             {"logicalLocations",
              {{{"fullyQualifiedName", each.sheet + "!" + each.cell}, {"kind", "member"}}}}}}},
          {"partialFingerprints", {{"outturn/v1", each.fingerprint}}}};
      if (each.suppressed)
        result["suppressions"] = ordered_json::array({{{"kind", each.by_workbook ? "inSource" : "external"},
                                                       {"justification", each.suppressed_because}}});
      results.push_back(std::move(result));
    }
  ordered_json rule_list = ordered_json::array();
  for (const auto& [id, kind] : rules)
    rule_list.push_back({{"id", id}, {"name", kind}, {"shortDescription", {{"text", kind + ", " + id}}}});
  ordered_json notes = ordered_json::array();
  bool successful = true;
  for (const CheckReport& report : reports) {
    if (report.problem.empty()) continue;
    successful = false;
    notes.push_back({{"level", "error"}, {"message", {{"text", report.problem}}}});
  }
  const ordered_json invocation = {{"executionSuccessful", successful},
                                   {"toolExecutionNotifications", notes}};
  return dumped(
      {{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
       {"version", "2.1.0"},
       {"runs",
        {{{"tool", {{"driver", {{"name", "outturn"}, {"version", OUTTURN_VERSION}, {"rules", rule_list}}}}},
          {"invocations", ordered_json::array({invocation})},
          {"results", results}}}}},
      2);
}

std::string junit_text(const std::vector<CheckReport>& reports) {
  std::ostringstream out;
  out << "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n";
  for (const CheckReport& report : reports) {
    out << "  <testsuite name=\"" << markup_escaped(report.file) << "\" tests=\""
        << report.checks.size() + (report.problem.empty() ? 0 : 1) << "\" failures=\"" << report.findings()
        << "\" errors=\"" << (report.problem.empty() ? 0 : 1) << "\">\n";
    if (!report.problem.empty())
      out << "    <testcase name=\"" << markup_escaped(report.file) << "\"><error message=\""
          << markup_escaped(report.problem) << "\"/></testcase>\n";
    for (const ReportedCheck& each : report.checks) {
      out << "    <testcase classname=\"" << markup_escaped(each.check.rule) << "\" name=\""
          << markup_escaped(each.sheet + "!" + each.cell) << '"';
      if (is_told(each))
        out << "><failure type=\"" << check_word(each.check.verdict) << "\" message=\""
            << markup_escaped(each.check.message) << "\"/></testcase>\n";
      else if (each.suppressed)
        out << "><skipped message=\"" << markup_escaped(each.suppressed_because) << "\"/></testcase>\n";
      else
        out << "/>\n";
    }
    out << "  </testsuite>\n";
  }
  out << "</testsuites>\n";
  return out.str();
}

// Workflow commands of GitHub Actions: %, line ends, and in properties : and , are escaped.
std::string github_text(const std::vector<CheckReport>& reports) {
  const auto escaped = [](const std::string& text, bool property) {
    std::string out;
    for (const char c : text) {
      if (c == '%')
        out += "%25";
      else if (c == '\n')
        out += "%0A";
      else if (c == '\r')
        out += "%0D";
      else if (property && c == ':')
        out += "%3A";
      else if (property && c == ',')
        out += "%2C";
      else
        out += c;
    }
    return out;
  };
  std::string out;
  for (const CheckReport& report : reports) {
    if (!report.problem.empty())
      out += "::error file=" + escaped(report.file, true) + "::" + escaped(report.problem, false) + "\n";
    for (const ReportedCheck& each : report.checks)
      if (is_told(each))
        out += std::string(each.check.verdict == CheckVerdict::wrong ? "::error" : "::warning") +
               " file=" + escaped(report.file, true) +
               ",title=" + escaped(each.sheet + "!" + each.cell, true) +
               "::" + escaped(each.check.message, false) + "\n";
  }
  return out;
}

}  // namespace

std::size_t CheckReport::findings() const {
  return static_cast<std::size_t>(std::count_if(checks.begin(), checks.end(), is_told));
}

std::size_t CheckReport::fixed_findings() const {
  return static_cast<std::size_t>(std::count_if(checks.begin(), checks.end(), [&](const ReportedCheck& each) {
    return is_told(each) && each.check.verdict == CheckVerdict::wrong &&
           std::any_of(fixes.begin(), fixes.end(),
                       [&](const CheckFix& fix) { return fix.sheet == each.sheet && fix.cell == each.cell; });
  }));
}

std::string check_text(const std::vector<CheckReport>& reports, CheckFormat format, bool all) {
  switch (format) {
    case CheckFormat::text: {
      std::string out;
      for (const CheckReport& report : reports) out += plain_text(report, all);
      return out;
    }
    case CheckFormat::json: {
      ordered_json files = ordered_json::array();
      for (const CheckReport& report : reports) files.push_back(to_json(report));
      return dumped({{"files", std::move(files)}}, 2);
    }
    case CheckFormat::jsonl: {
      std::string out;
      for (const CheckReport& report : reports) out += dumped(to_json(report), -1);
      return out;
    }
    case CheckFormat::sarif:
      return sarif_text(reports);
    case CheckFormat::junit:
      return junit_text(reports);
    case CheckFormat::github:
      return github_text(reports);
    case CheckFormat::csv:
      return csv_text(reports, all);
  }
  return {};
}

}  // namespace outturn
