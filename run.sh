#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Builds yoke, runs the study in plans/default.json and shows where the report is; or builds and runs the tests.
# Installs what is missing through apt and nothing else; never removes or replaces a package; needs no terminal.
set -euo pipefail

usage() {
  cat <<'TEXT'
usage: ./run.sh [--no-install] [test | yoke arguments …]

  ./run.sh                    install what is missing, build, run plans/default.json, show the report's path
  ./run.sh test               install what is missing, build, run all tests
  ./run.sh run spin -w 1,2    build, then run yoke with these arguments instead
  --no-install                install nothing: stop and say what is missing
TEXT
}

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
log=$here/build/run.log

say() { printf '== %s\n' "$*" >&2; }
die() { printf 'run.sh: %s\n' "$*" >&2; exit 1; }

has_command() { command -v "$1" >/dev/null 2>&1; }
has_library() { has_command pkg-config && pkg-config --exists "$1"; }
has_compiler() { has_command cc && printf '#include <stdlib.h>\nint main(void){return 0;}' | cc -x c -o /dev/null - 2>/dev/null; }
has_cmake() { has_command cmake && [ "$(printf '%s\n' 3.25 "$(cmake --version | awk 'NR==1{print $3}')" | sort -V | head -1)" = 3.25 ]; }
has_generator() { has_command make || has_command ninja; }
# gnuplot-nox conflicts with a desktop's gnuplot: what works is left alone, whatever package it came from
has_gnuplot() { has_command gnuplot && gnuplot -e 'set terminal pngcairo; set terminal svg' >/dev/null 2>&1; }
has_font() { has_command fc-list && [ -n "$(fc-list 'Open Sans' 2>/dev/null)" ]; }
has_jsonschema() { [ -x /usr/bin/python3 ] && /usr/bin/python3 -c 'import jsonschema' 2>/dev/null; }

# need PACKAGE CHECK…: notes the package when the check fails
missing=()
need() {
  local package=$1
  shift
  "$@" || missing+=("$package")
}

needs_of_build() {
  need gcc has_compiler
  need libc6-dev has_compiler
  need cmake has_cmake
  need make has_generator
  need pkg-config has_command pkg-config
  need libhwloc-dev has_library hwloc
  need libpapi-dev has_library papi
  need libjansson-dev has_library jansson
  need libcminpack-dev has_library cminpack
  need zlib1g-dev has_library zlib
  need libsqlite3-dev has_library sqlite3
  need liburing-dev has_library liburing
}

needs_of_run() {
  needs_of_build
  need gnuplot-nox has_gnuplot
  need fonts-open-sans has_font
}

needs_of_test() {
  needs_of_run
  need libcmocka-dev has_library cmocka
  need python3-jsonschema has_jsonschema
  need hwloc-nox has_command hwloc-calc
  need procps has_command ps
  need libxml2-utils has_command xmllint
}

as_root() {
  if [ "$(id -u)" = 0 ]; then
    "$@"
  elif has_command sudo && [ -t 0 ]; then
    sudo "$@"
  elif has_command sudo; then
    sudo -n "$@"
  else
    return 1
  fi
}

install_missing() {
  [ ${#missing[@]} -eq 0 ] && return
  local command="apt-get install --no-install-recommends ${missing[*]}"
  [ "$install" = yes ] || die "missing: ${missing[*]}. Install them with: $command"
  has_command apt-get || die "missing: ${missing[*]} (Debian's names), and there is no apt-get here to install them"
  say "installing ${missing[*]}"
  local quiet=(-qq -o Dpkg::Use-Pty=0 -o APT::Acquire::Retries=3)
  { as_root env DEBIAN_FRONTEND=noninteractive apt-get "${quiet[@]}" update &&
    as_root env DEBIAN_FRONTEND=noninteractive apt-get "${quiet[@]}" --no-remove install -y --no-install-recommends "${missing[@]}"
  } >>"$log" 2>&1 </dev/null || fail "could not install them; as root: $command"
}

fail() {
  tail -n 25 "$log" >&2
  die "$1 (the whole log: $log)"
}

# build PRESET TARGET… [-- CMAKE ARGUMENTS]
build() {
  local preset=$1 targets=()
  shift
  while [ $# -gt 0 ] && [ "$1" != -- ]; do
    targets+=(--target "$1")
    shift
  done
  say "building ($preset)"
  (cd "$here" && cmake --preset "$preset" "${@:2}") >>"$log" 2>&1 || fail "cmake --preset $preset failed"
  (cd "$here" && cmake --build --preset "$preset" -j "$(nproc)" "${targets[@]}") >>"$log" 2>&1 || fail "the build failed"
}

install=yes
if [ "${1:-}" = --no-install ]; then
  install=no
  shift
fi
mkdir -p "$here/build"
: >"$log"

case "${1:-}" in
-h | --help)
  usage
  ;;
test)
  needs_of_test
  install_missing
  build dev
  cd "$here/build/dev"
  exec ctest --output-on-failure -j "$(nproc)"
  ;;
"")
  needs_of_run
  install_missing
  build release yoke schema -- -DYOKE_TESTS=OFF -DYOKE_BENCHMARKS=OFF
  exec "$here/build/release/yoke" run "$here/plans/default.json"
  ;;
*)
  needs_of_build
  install_missing
  build release yoke schema -- -DYOKE_TESTS=OFF -DYOKE_BENCHMARKS=OFF
  exec "$here/build/release/yoke" "$@"
  ;;
esac
