#!/bin/sh
# SPDX-License-Identifier: MIT
# gate_shows.sh BUILD: what each metric of the gate catches, live, on workloads that got worse in one way each. Prints every verdict;
# the sides are BUILD/benchmarks/gate_show_before and gate_show_after, which differ in nothing else.
set -u
build=$(cd "${1:?usage: gate_shows.sh BUILD}" && pwd) || exit 2
folder=$(mktemp -d) || exit 1
trap 'rm -rf "$folder"' EXIT

# show TITLE ARGUMENT…: one gate, its exit status and the rows of its table
show() {
  title=$1
  shift
  "$build/benchmarks/gate_show_before" gate "$@" --base "$build/benchmarks/gate_show_before" \
    --candidate "$build/benchmarks/gate_show_after" --budget 90s -q -o "$folder/out" >"$folder/said" 2>&1
  printf '%s: exit %d\n' "$title" $?
  sed -n '/^  cell/,/^$/p' "$folder/said"
  grep 'wrong answer' "$folder/said"
  rm -rf "$folder/out"
}

# with the default profile 2 % is both more than its delta and less than its theta
show '2 % more sleep' naps -e serial --tasks 4 --metric wall,own,cpu --profile fine
show 'a tail of twice the length' tail -e serial --tasks 400 --metric p99
show 'handed out more slowly to two workers' handing -e pthread -w 1,2 --tasks 200000 --metric wall --schedule dynamic
show 'a wrong answer' answer -e serial --tasks 400
