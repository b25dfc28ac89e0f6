#!/bin/sh
# SPDX-License-Identifier: MIT
# gate.sh [REF]: did what stands in this working tree get slower than where it left REF (origin/main)? For any CI service that runs
# a shell, and for your own desk. Copy it into your repository and set the two lines below.
set -u
build=${GATE_BUILD:-make prog}      # how a revision is built, in its top folder
bench=${GATE_BENCH:-./prog bench}   # what is measured: a command that computes for some milliseconds
yoke=${YOKE:-yoke}
output=${GATE_OUTPUT:-gate}         # a new folder (gate-2, gate-3, … at your desk): result.json, junit.xml, summary.md, charts/

ref=${1:-origin/main}
base=$(git merge-base "$ref" HEAD) || { echo "gate.sh: fetch $ref with its history first (git fetch --unshallow)" >&2; exit 2; }

# The candidate is the working tree, built here; yoke builds the base apart.
sh -c "$build" || { echo "gate.sh: the candidate does not build" >&2; exit 1; }
turn=1
while [ -z "${GATE_OUTPUT:-}" ] && [ -e "$output/result.json" ]; do
  turn=$((turn + 1))
  output=gate-$turn
done
"$yoke" gate --base-ref "$base" --build "$build" --candidate "$bench" --metric cpu --budget 2min -o "$output"
status=$?
case $status in
0) echo "gate.sh: passed (look above for what could not be decided; --strict makes that exit 4)" ;;
1) echo "gate.sh: one of the two does not build or does not work; that is no slowness" ;;
3) echo "gate.sh: slower, proven" ;;
5) echo "gate.sh: nothing was compared" ;;
6) echo "gate.sh: this machine was too disturbed to say; try again" ;;
esac >&2
exit $status
