// Recalculates a workbook by HyperFormula: node hyperformula_file.cjs MODULES INPUT OUTPUT
// MODULES is a folder in which `npm install hyperformula xlsx` was run; xlsx (SheetJS) reads and writes the file.
const load = require('module').createRequire(require('path').resolve(process.argv[2], 'x.js'))
const { HyperFormula } = load('hyperformula')
const XLSX = load('xlsx')

const book = XLSX.readFile(process.argv[3], { cellFormula: true, dense: true })
const sheets = {}
for (const name of book.SheetNames) {
  const rows = book.Sheets[name]['!data'] ?? book.Sheets[name]
  sheets[name] = Array.from(rows, row => Array.from(row ?? [], cell =>
    cell === undefined ? null : cell.f ? '=' + cell.f.replace(/_xlfn\.|_xlws\./g, '') : cell.v))
}
const engine = HyperFormula.buildFromSheets(sheets, { licenseKey: 'gpl-v3', maxRows: 1048576, maxColumns: 16384, useArrayArithmetic: true })
for (const name of book.SheetNames) {
  const rows = book.Sheets[name]['!data'] ?? book.Sheets[name]
  const sheet = engine.getSheetId(name)
  rows.forEach((row, r) => row?.forEach((cell, c) => {
    if (!cell?.f) return
    const value = engine.getCellValue({ sheet, row: r, col: c })
    if (value !== null && typeof value === 'object') { cell.t = 's'; cell.v = value.value } else {
      cell.t = typeof value === 'number' ? 'n' : typeof value === 'boolean' ? 'b' : 's'
      cell.v = value ?? ''
    }
  }))
}
XLSX.writeFile(book, process.argv[4], { compression: true })
