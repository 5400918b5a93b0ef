# Sourced by tests/run.sh and examples/run.sh: installs the Debian packages that are missing, as root or with sudo.

build_packages=(
  g++ cmake ninja-build ccache pkg-config
  libboost-dev libboost-graph-dev libmuparser-dev libspdlog-dev libgtest-dev libgmock-dev
  libdeflate-dev libexpat1-dev libssl-dev libicu-dev libfast-float-dev libcli11-dev nlohmann-json3-dev
  libtomlplusplus-dev libtbb-dev libpcre2-dev libxml2-dev libcsv-dev libxlsxwriter-dev libgraphviz-dev python3
)
test_packages=(clang-14 libclang-rt-14-dev python3-openpyxl python3-xlsxwriter libreoffice-calc graphviz)
# For the benchmarks alone; the tests do without.
benchmark_packages=(libbenchmark-dev python3-xlsxwriter libreoffice-calc gnumeric)
# Debian's npm cannot stand beside a Node.js from elsewhere, which brings its own.
command -v npm >/dev/null || benchmark_packages+=(nodejs npm)

install_packages() {
  local missing=() package
  for package in "$@"; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
  done
  [ ${#missing[@]} -eq 0 ] && return 0
  echo "Installing: ${missing[*]}"
  local as_root=()
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || { echo "Run as root, or install sudo: packages are missing: ${missing[*]}" >&2; return 1; }
    as_root=(sudo)
  fi
  "${as_root[@]}" apt-get update -qq
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}
