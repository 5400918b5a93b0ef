// Excel's own list of functions ("Excel functions (alphabetical)", Microsoft), held against what is
// calculated and what is named as not to be calculated.
#include <gtest/gtest.h>

#include <set>
#include <string>

#include "formulas/catalogue.h"
#include "formulas/host_functions.h"
#include "tests/support/plain_context.h"

namespace outturn {
namespace {

// clang-format off
constexpr const char* kExcelFunctions[] = {
    "ABS", "ACCRINT", "ACCRINTM", "ACOS", "ACOSH", "ACOT", "ACOTH", "ADDRESS", "AGGREGATE",
    "AMORDEGRC", "AMORLINC", "AND", "ARABIC", "AREAS", "ARRAYTOTEXT", "ASC", "ASIN", "ASINH",
    "ATAN", "ATAN2", "ATANH", "AVEDEV", "AVERAGE", "AVERAGEA", "AVERAGEIF", "AVERAGEIFS",
    "BAHTTEXT", "BASE", "BESSELI", "BESSELJ", "BESSELK", "BESSELY", "BETA.DIST", "BETA.INV",
    "BETADIST", "BETAINV", "BIN2DEC", "BIN2HEX", "BIN2OCT", "BINOM.DIST", "BINOM.DIST.RANGE",
    "BINOM.INV", "BINOMDIST", "BITAND", "BITLSHIFT", "BITOR", "BITRSHIFT", "BITXOR", "BYCOL",
    "BYROW", "CALL", "CEILING", "CEILING.MATH", "CEILING.PRECISE", "CELL", "CHAR", "CHIDIST",
    "CHIINV", "CHISQ.DIST", "CHISQ.DIST.RT", "CHISQ.INV", "CHISQ.INV.RT", "CHISQ.TEST", "CHITEST",
    "CHOOSE", "CHOOSECOLS", "CHOOSEROWS", "CLEAN", "CODE", "COLUMN", "COLUMNS", "COMBIN", "COMBINA",
    "COMPLEX", "CONCAT", "CONCATENATE", "CONFIDENCE", "CONFIDENCE.NORM", "CONFIDENCE.T", "CONVERT",
    "COPILOT", "CORREL", "COS", "COSH", "COT", "COTH", "COUNT", "COUNTA", "COUNTBLANK", "COUNTIF",
    "COUNTIFS", "COUPDAYBS", "COUPDAYS", "COUPDAYSNC", "COUPNCD", "COUPNUM", "COUPPCD", "COVAR",
    "COVARIANCE.P", "COVARIANCE.S", "CRITBINOM", "CSC", "CSCH", "CUBEKPIMEMBER", "CUBEMEMBER",
    "CUBEMEMBERPROPERTY", "CUBERANKEDMEMBER", "CUBESET", "CUBESETCOUNT", "CUBEVALUE", "CUMIPMT",
    "CUMPRINC", "DATE", "DATEDIF", "DATEVALUE", "DAVERAGE", "DAY", "DAYS", "DAYS360", "DB", "DBCS",
    "DCOUNT", "DCOUNTA", "DDB", "DEC2BIN", "DEC2HEX", "DEC2OCT", "DECIMAL", "DEGREES", "DELTA",
    "DETECTLANGUAGE", "DEVSQ", "DGET", "DISC", "DMAX", "DMIN", "DOLLAR", "DOLLARDE", "DOLLARFR",
    "DPRODUCT", "DROP", "DSTDEV", "DSTDEVP", "DSUM", "DURATION", "DVAR", "DVARP",     "EDATE", "EFFECT", "ENCODEURL", "EOMONTH", "ERF", "ERF.PRECISE", "ERFC", "ERFC.PRECISE",
    "ERROR.TYPE", "EUROCONVERT", "EVEN", "EXACT", "EXP", "EXPAND", "EXPON.DIST", "EXPONDIST",
    "F.DIST", "F.DIST.RT", "F.INV", "F.INV.RT", "F.TEST", "FACT", "FACTDOUBLE", "FALSE", "FDIST",
    "FILTER", "FILTERXML", "FIND", "FINDB", "FINV", "FISHER", "FISHERINV", "FIXED", "FLOOR",
    "FLOOR.MATH", "FLOOR.PRECISE", "FORECAST", "FORECAST.ETS", "FORECAST.ETS.CONFINT",
    "FORECAST.ETS.SEASONALITY", "FORECAST.ETS.STAT", "FORECAST.LINEAR", "FORMULATEXT", "FREQUENCY",
    "FTEST", "FV", "FVSCHEDULE", "GAMMA", "GAMMA.DIST", "GAMMA.INV", "GAMMADIST", "GAMMAINV",
    "GAMMALN", "GAMMALN.PRECISE", "GAUSS", "GCD", "GEOMEAN", "GESTEP", "GETPIVOTDATA", "GROUPBY",
    "GROWTH", "HARMEAN", "HEX2BIN", "HEX2DEC", "HEX2OCT", "HLOOKUP", "HOUR", "HSTACK", "HYPERLINK",
    "HYPGEOM.DIST", "HYPGEOMDIST", "IF", "IFERROR", "IFNA", "IFS", "IMABS", "IMAGE", "IMAGINARY",
    "IMARGUMENT", "IMCONJUGATE", "IMCOS", "IMCOSH", "IMCOT", "IMCSC", "IMCSCH", "IMDIV", "IMEXP",
    "IMLN", "IMLOG10", "IMLOG2", "IMPORTCSV", "IMPORTTEXT", "IMPOWER", "IMPRODUCT", "IMREAL",
    "IMSEC", "IMSECH", "IMSIN", "IMSINH", "IMSQRT", "IMSUB", "IMSUM", "IMTAN", "INDEX", "INDIRECT",
    "INFO", "INT", "INTERCEPT", "INTRATE", "IPMT", "IRR", "ISBLANK", "ISERR", "ISERROR", "ISEVEN",
    "ISFORMULA", "ISLOGICAL", "ISNA", "ISNONTEXT", "ISNUMBER", "ISO.CEILING", "ISODD", "ISOMITTED",
    "ISOWEEKNUM", "ISPMT", "ISREF", "ISTEXT", "JIS", "KURT", "LAMBDA", "LARGE", "LCM", "LEFT",
    "LEFTB", "LEN", "LENB", "LET", "LINEST", "LN", "LOG", "LOG10", "LOGEST", "LOGINV",
    "LOGNORM.DIST", "LOGNORM.INV", "LOGNORMDIST", "LOOKUP", "LOWER", "MAKEARRAY", "MAP", "MATCH",
    "MAX", "MAXA", "MAXIFS", "MDETERM", "MDURATION", "MEDIAN", "MID", "MIDB", "MIN", "MINA",
    "MINIFS", "MINUTE", "MINVERSE", "MIRR", "MMULT", "MOD", "MODE", "MODE.MULT", "MODE.SNGL",
    "MONTH", "MROUND", "MULTINOMIAL", "MUNIT", "N", "NA", "NEGBINOM.DIST", "NEGBINOMDIST",
    "NETWORKDAYS", "NETWORKDAYS.INTL", "NOMINAL", "NORM.DIST", "NORM.INV", "NORM.S.DIST",
    "NORM.S.INV", "NORMDIST", "NORMINV", "NORMSDIST", "NORMSINV", "NOT", "NOW", "NPER", "NPV",
    "NUMBERVALUE", "OCT2BIN", "OCT2DEC", "OCT2HEX", "ODD", "ODDFPRICE", "ODDFYIELD", "ODDLPRICE",
    "ODDLYIELD", "OFFSET", "OR", "PDURATION", "PEARSON", "PERCENTILE", "PERCENTILE.EXC",
    "PERCENTILE.INC", "PERCENTOF", "PERCENTRANK", "PERCENTRANK.EXC", "PERCENTRANK.INC", "PERMUT",
    "PERMUTATIONA", "PHI", "PHONETIC", "PI", "PIVOTBY", "PMT", "POISSON", "POISSON.DIST", "POWER",
    "PPMT", "PRICE", "PRICEDISC", "PRICEMAT", "PROB", "PRODUCT", "PROPER", "PV", "QUARTILE",
    "QUARTILE.EXC", "QUARTILE.INC", "QUOTIENT", "RADIANS", "RAND", "RANDARRAY", "RANDBETWEEN",
    "RANK", "RANK.AVG", "RANK.EQ", "RATE", "RECEIVED", "REDUCE", "REGEXEXTRACT", "REGEXREPLACE",
    "REGEXTEST", "REGISTER.ID", "REPLACE", "REPLACEB", "REPT", "RIGHT", "RIGHTB", "ROMAN", "ROUND",
    "ROUNDDOWN", "ROUNDUP", "ROW", "ROWS", "RRI", "RSQ", "RTD", "SCAN", "SEARCH", "SEARCHB", "SEC",
    "SECH", "SECOND", "SEQUENCE", "SERIESSUM", "SHEET", "SHEETS", "SIGN", "SIN", "SINH", "SKEW",
    "SKEW.P", "SLN", "SLOPE", "SMALL", "SORT", "SORTBY", "SQL.REQUEST", "SQRT", "SQRTPI",
    "STANDARDIZE", "STDEV", "STDEV.P", "STDEV.S", "STDEVA", "STDEVP", "STDEVPA", "STEYX",
    "STOCKHISTORY", "SUBSTITUTE", "SUBTOTAL", "SUM", "SUMIF", "SUMIFS", "SUMPRODUCT", "SUMSQ",
    "SUMX2MY2", "SUMX2PY2", "SUMXMY2", "SWITCH", "SYD", "T", "T.DIST", "T.DIST.2T", "T.DIST.RT",
    "T.INV", "T.INV.2T", "T.TEST", "TAKE", "TAN", "TANH", "TBILLEQ", "TBILLPRICE", "TBILLYIELD",
    "TDIST", "TEXT", "TEXTAFTER", "TEXTBEFORE", "TEXTJOIN", "TEXTSPLIT", "TIME", "TIMEVALUE",
    "TINV", "TOCOL", "TODAY", "TOROW", "TRANSLATE", "TRANSPOSE", "TREND", "TRIM", "TRIMMEAN",
    "TRIMRANGE", "TRUE", "TRUNC", "TTEST", "TYPE", "UNICHAR", "UNICODE", "UNIQUE", "UPPER",
    "USDOLLAR", "VALUE", "VALUETOTEXT", "VAR", "VAR.P", "VAR.S", "VARA", "VARP", "VARPA", "VDB",
    "VLOOKUP", "VSTACK", "WEBSERVICE", "WEEKDAY", "WEEKNUM", "WEIBULL", "WEIBULL.DIST", "WORKDAY",
    "WORKDAY.INTL", "WRAPCOLS", "WRAPROWS", "XIRR", "XLOOKUP", "XMATCH", "XNPV", "XOR", "YEAR",
    "YEARFRAC", "YIELD", "YIELDDISC", "YIELDMAT", "Z.TEST", "ZTEST"};
// clang-format on

// Spellings of operators and of functions in files, and names that Excel knows without listing them.
const std::set<std::string> kUnlisted = {"_TRO_ALL", "_TRO_LEADING", "_TRO_TRAILING"};

TEST(FunctionNames, EveryFunctionOfExcelIsCalculatedOrNamedWithAReason) {
  for (const char* name : kExcelFunctions) {
    const bool calculated = find_function(name) != nullptr;
    const bool kept = find_host_function(name) != nullptr;
    EXPECT_FALSE(calculated && kept) << name;
    EXPECT_TRUE(calculated || kept) << name;
  }
}

TEST(FunctionNames, NothingElseIsDeclared) {
  const std::set<std::string_view> excel(std::begin(kExcelFunctions), std::end(kExcelFunctions));
  for (const FunctionSpec* function : all_functions())
    EXPECT_TRUE(excel.contains(function->name) || kUnlisted.contains(std::string(function->name)))
        << function->name;
  for (const HostFunction& function : all_host_functions())
    EXPECT_TRUE(excel.contains(function.name)) << function.name;
}

TEST(FunctionNames, AKeptFormulaSaysWhatItNeeds) {
  testing::PlainContext context;
  EXPECT_EQ(context.calculate("1+CUBEVALUE(\"Sales\")"),
            Value("unsupported: the function CUBEVALUE needs a connection to an OLAP cube"));
  EXPECT_EQ(context.calculate("CELL(\"filename\",A1)"),
            Value("unsupported: CELL asks for what only the running program knows"));
  EXPECT_EQ(context.calculate("CELL(\"row\")"),
            Value("unsupported: CELL asks for what only the running program knows"));
  EXPECT_EQ(context.calculate("CELL(\"ROW\",C7)"), Value(7));
  EXPECT_EQ(context.calculate("NOSUCH(1)"), Value("unsupported: the function NOSUCH is not supported"));
}

}  // namespace
}  // namespace outturn
