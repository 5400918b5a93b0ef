#!/usr/bin/env bash
# Installs what is missing, builds and passes every test: with g++, with clang, and with g++ under AddressSanitizer and
# UndefinedBehaviorSanitizer. Quick the second time.
#
#   bash tests/run.sh            everything
#   bash tests/run.sh dev        one preset: dev, clang or sanitize
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source tests/support/packages.sh
install_packages "${build_packages[@]}" "${test_packages[@]}"

presets=("$@")
[ ${#presets[@]} -gt 0 ] || presets=(dev clang sanitize)
for preset in "${presets[@]}"; do
  echo "== $preset"
  cmake --preset "$preset" >/dev/null
  cmake --build --preset "$preset" --parallel "$(nproc)"
  ctest --preset "$preset" --parallel "$(nproc)"
done
echo "All tests passed: ${presets[*]}"
