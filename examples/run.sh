#!/usr/bin/env bash
# Installs what is missing, builds outturn and runs the main job on the examples: recalculates them, changes an input,
# and shows which values, statuses and roll-up lines moved and why.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source tests/support/packages.sh
install_packages "${build_packages[@]}"
cmake --preset release -DOUTTURN_TESTS=OFF >/dev/null
cmake --build --preset release --target outturn --parallel "$(nproc)"
PATH="$PWD/build/release:$PATH"
mkdir -p examples/out

for example in examples/[0-9]*/; do
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
