#include "cli/check_report.h"

#include <algorithm>
#include <map>
#include <sstream>

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

ordered_json to_json(const CheckReport& report) {
  if (!report.problem.empty()) {
    ordered_json json = {{"file", report.file}, {"error", report.problem}};
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
  return {{"file", report.file}, {"checks", std::move(checks)}, {"summary", std::move(summary)}};
}

std::string plain_text(const CheckReport& report, bool all) {
  std::ostringstream out;
  if (!report.problem.empty()) return {};
  std::map<CheckVerdict, int> counts;
  int suppressed = 0;
  for (const ReportedCheck& each : report.checks) {
    if (each.suppressed)
      ++suppressed;
    else
      ++counts[each.check.verdict];
    if (!all && !is_told(each)) continue;
    const Check& check = each.check;
    out << report.file << ": " << each.sheet << '!' << each.cell << "  " << check_word(check.verdict);
    if (!check.label.empty()) out << "  " << check.label;
    out << "\n    ";
    if (check.message.empty())
      out << check.entered << (check.expression.empty() ? "" : ", " + check.expression);
    else
      out << check.message;
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

std::string csv_field(const std::string& text) {
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
           {{{"physicalLocation", {{"artifactLocation", {{"uri", report.file}}}}},
             {"logicalLocations",
              {{{"fullyQualifiedName", each.sheet + "!" + each.cell}, {"kind", "member"}}}}}}},
          {"partialFingerprints", {{"outturn/v1", each.fingerprint}}}};
      if (each.suppressed)
        result["suppressions"] = {{{"kind", "external"}, {"justification", each.suppressed_because}}};
      results.push_back(std::move(result));
    }
  ordered_json rule_list = ordered_json::array();
  for (const auto& [id, kind] : rules) rule_list.push_back({{"id", id}, {"name", kind}});
  return dumped(
      {{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
       {"version", "2.1.0"},
       {"runs",
        {{{"tool", {{"driver", {{"name", "outturn"}, {"version", OUTTURN_VERSION}, {"rules", rule_list}}}}},
          {"results", results}}}}},
      2);
}

std::string xml_escaped(const std::string& text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        out += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
    }
  }
  return out;
}

std::string junit_text(const std::vector<CheckReport>& reports) {
  std::ostringstream out;
  out << "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n";
  for (const CheckReport& report : reports) {
    out << "  <testsuite name=\"" << xml_escaped(report.file) << "\" tests=\""
        << report.checks.size() + (report.problem.empty() ? 0 : 1) << "\" failures=\"" << report.findings()
        << "\" errors=\"" << (report.problem.empty() ? 0 : 1) << "\">\n";
    if (!report.problem.empty())
      out << "    <testcase name=\"" << xml_escaped(report.file) << "\"><error message=\""
          << xml_escaped(report.problem) << "\"/></testcase>\n";
    for (const ReportedCheck& each : report.checks) {
      out << "    <testcase classname=\"" << xml_escaped(each.check.rule) << "\" name=\""
          << xml_escaped(each.sheet + "!" + each.cell) << '"';
      if (is_told(each))
        out << "><failure type=\"" << check_word(each.check.verdict) << "\" message=\""
            << xml_escaped(each.check.message) << "\"/></testcase>\n";
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
