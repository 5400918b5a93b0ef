#!/usr/bin/env bash
# Installs what is missing, builds outturn and runs each example's commands.txt: recalculates the workbook, then changes
# an input of the result, which shows the values, statuses and roll-up lines that the change moves, and explains an
# indicator. Last, what was written is checked against the reports' figures.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source tests/support/packages.sh
install_packages "${build_packages[@]}"

mkdir -p build examples/out
log=build/examples-build.log
[ -x build/release/outturn ] ||
  echo "Building outturn: some minutes the first time (about four of processor time), seconds after that."
if ! { cmake --preset release -DOUTTURN_TESTS=OFF &&
       cmake --build --preset release --target outturn --parallel "$(nproc)"; } >"$log" 2>&1; then
  tail -n 60 "$log" >&2
  echo "The build failed; all it said is in $log" >&2
  exit 1
fi
PATH="$PWD/build/release:$PATH"

for example in examples/*/; do
  [ -f "$example/commands.txt" ] || continue
  echo
  echo "### ${example%/}"
  while IFS= read -r command; do
    [[ -z $command || $command == \#* ]] && continue
    echo
    echo "\$ $command"
    (cd "$example" && eval "$command")
  done < "$example/commands.txt"
done
echo
echo "The results are in examples/out. Checked against the reports' figures:"
python3 examples/check_expected.py build/release/outturn --explain
