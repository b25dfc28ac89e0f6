#!/bin/bash
# SPDX-License-Identifier: MIT
# antagonist_pairs.sh BUILD [PAIRS]: what a neighbour that takes the processor in bursts does to the CPU time that yoke reports, in
# pairs of short sessions, one beside it and one without, in random order: what drifts from minute to minute is in both.
# Prints every pair, and what `yoke stats` makes of all of them.
set -eu
[ $# -ge 1 ] && [ -x "$1/yoke" ] || { echo "antagonist_pairs.sh BUILD [PAIRS]: BUILD is a folder with yoke in it" >&2; exit 2; }
build=$1 pairs=${2:-16} antagonist=
folder=$(mktemp -d)
trap '[ -z "$antagonist" ] || kill "$antagonist" 2>/dev/null; rm -rf "$folder"' EXIT

# session NAME: the median CPU time in ns, the starts, and how many of them were set aside
session() {
    "$build/yoke" run spin -e serial --pin 0 -p iterations=1M --tasks 10 --blocks 12 --reserve 200% --quiet -o "$folder/$1" >/dev/null 2>&1
    python3 -c 'import json, sys
summary = json.load(open(sys.argv[1]))["cells"][0]["summary"]
print(summary["cpu_ns"]["median"], summary["starts"], summary["disturbed_starts"])' "$folder/$1/result.json"
    rm -rf "${folder:?}/$1"
}

beside() {
    "$build/benchmarks/antagonist" 120 0 & antagonist=$!
    session beside
    kill "$antagonist"
    wait "$antagonist" 2>/dev/null || true
}

echo "pair: CPU ns, starts, set aside; beside the antagonist, then alone"
for pair in $(seq "$pairs"); do
    if [ $((RANDOM % 2)) = 1 ]; then
        beside >"$folder/with"; session alone >"$folder/without"
    else
        session alone >"$folder/without"; beside >"$folder/with"
    fi
    echo "$pair: $(<"$folder/with") | $(<"$folder/without")"
    echo "$(cut -d' ' -f1 "$folder/without") $(cut -d' ' -f1 "$folder/with")" >>"$folder/pairs"
done
"$build/yoke" stats "$folder/pairs" --margin 1%
