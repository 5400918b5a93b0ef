#include "formulas/host_functions.h"

#include <algorithm>

namespace outturn {
namespace {

constexpr std::string_view kCube = "needs a connection to an OLAP cube";
constexpr std::string_view kLibrary = "calls code outside the workbook";
constexpr std::string_view kForecast = "searches for its parameters in a way that Microsoft does not publish";
constexpr std::string_view kService = "asks a service of Microsoft over the internet";

// Each is kept as Excel last saved it.
constexpr HostFunction kHostFunctions[] = {
    {"CALL", kLibrary},
    {"COPILOT", kService},
    {"CUBEKPIMEMBER", kCube},
    {"CUBEMEMBER", kCube},
    {"CUBEMEMBERPROPERTY", kCube},
    {"CUBERANKEDMEMBER", kCube},
    {"CUBESET", kCube},
    {"CUBESETCOUNT", kCube},
    {"CUBEVALUE", kCube},
    {"DETECTLANGUAGE", kService},
    {"FORECAST.ETS", kForecast},
    {"FORECAST.ETS.CONFINT", kForecast},
    {"FORECAST.ETS.SEASONALITY", kForecast},
    {"FORECAST.ETS.STAT", kForecast},
    {"GETPIVOTDATA", "reads a pivot table, which only Excel refreshes"},
    {"IMAGE", "loads a picture over the internet"},
    {"IMPORTCSV", "reads a file outside the workbook"},
    {"IMPORTTEXT", "reads a file outside the workbook"},
    {"INFO", "asks about the computer and the program it is opened in"},
    {"PHONETIC", "needs the phonetic guides of Japanese text, which are not read"},
    {"REGISTER.ID", kLibrary},
    {"RTD", "needs a running program that supplies data"},
    {"SQL.REQUEST", "needs a connection to a database"},
    {"STOCKHISTORY", kService},
    {"TRANSLATE", kService},
    {"WEBSERVICE", "asks a web server"},
};

static_assert(std::is_sorted(std::begin(kHostFunctions), std::end(kHostFunctions),
                             [](const HostFunction& a, const HostFunction& b) { return a.name < b.name; }));

}  // namespace

const HostFunction* find_host_function(std::string_view name) noexcept {
  const auto* found = std::lower_bound(
      std::begin(kHostFunctions), std::end(kHostFunctions), name,
      [](const HostFunction& function, std::string_view key) { return function.name < key; });
  return found != std::end(kHostFunctions) && found->name == name ? found : nullptr;
}

std::span<const HostFunction> all_host_functions() noexcept { return kHostFunctions; }

bool cell_information_is_in_workbook(std::string_view kind) noexcept {
  constexpr std::string_view kKnown[] = {"address", "col",         "color", "contents",
                                         "format",  "parentheses", "row",   "type"};
  return std::find(std::begin(kKnown), std::end(kKnown), kind) != std::end(kKnown);
}

}  // namespace outturn
