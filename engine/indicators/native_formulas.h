// Indicators, statuses and roll-ups as plain Excel formulas for the cells that outturn owns, so that the
// workbook lives on without it and an auditor can read what each figure is made of.
//
//   Board!D21   IF(COUNT(Calls!H8:J9)<6,"",IFERROR(SUM(Calls!H9:J9)/SUM(Calls!H8:J8),""))
//   Board!E21
//   IF(D21="",IF(COUNT(Calls!H8:J9)<6,"Awaited",""),IF(D21>=70%,"Green",IF(D21>=70%-5%,"Amber","Red")))
//   Summary!B6  SUMPRODUCT((Board!F20:F25="")*(Board!E20:E25="Green")+(Board!F20:F25="Green"))
//
// Functions of Excel 2010 only. The formulas are for the period that was calculated and for the targets that
// hold in it. What Excel would read otherwise than the indicators do (a text such as "49%", a bound, a choice
// by text) is not written as a formula: the cell keeps its value and is named.
#pragma once

#include <string>
#include <vector>

#include "engine/diagnostic.h"
#include "engine/indicators/indicator_book.h"

namespace outturn {

struct NativeFormula {
  FormulaCell cell;
  std::string formula;  // without "="
  std::string label;    // whose figure it is: "CS-2", "the status of CS-2"
};

struct NativeFormulas {
  std::vector<NativeFormula> formulas;
  std::vector<Diagnostic> left;  // cells that keep their values, and why
};

// Requires: calculated.
[[nodiscard]] NativeFormulas native_formulas(const IndicatorBook& book);

}  // namespace outturn
