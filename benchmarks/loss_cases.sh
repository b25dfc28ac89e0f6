#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# loss_cases.sh BUILD: does yoke name what was built to be the reason why more workers do not help? Each case runs once with one
# worker and once with more; what is named for its widest cell stands beside what should be. Ends with 1 if one is not named.
# Neighbours are a reason of their own, in line for a processor: run it alone. Needs python3.
set -euo pipefail
build=$(cd "${1:?usage: loss_cases.sh BUILD}" && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
wrong=0

# case_run NAME EXPECTED COMMAND...: the command runs yoke with -o behind it
case_run() {
    local name=$1 expected=$2
    shift 2
    "$@" --blocks 9 --iterations 1 --counters none -q -o "$folder/out" >/dev/null 2>&1
    python3 -c '
import json, sys
name, expected = sys.argv[1:3]
cell = max(json.load(open(sys.argv[3]))["cells"], key=lambda one: one["workers"])
loss = cell.get("loss", {})
keys = ("imbalance", "dispatch", "run_queue", "blocked", "serial", "work")
shares = ", ".join("%s %.0f %%" % (key, 100 * loss[key] + 0.0) for key in keys if key in loss)
named = loss.get("cause", "nothing")
print("%-28s %-10s %-10s %s" % (name, expected, named, shares))
print("    %s" % loss.get("evidence", ""))
sys.exit(named != expected)' "$name" "$expected" "$folder/out/result.json" || wrong=1
    rm -rf "$folder/out"
}

yoke=$build/yoke
own=(--plugin "$build/benchmarks/loss_work.so" -e serial,pthread -w 1,2)
echo "case                         built      named      shares of the workers' time"
case_run "a slow task at the end" imbalance "$yoke" run late "${own[@]}"
case_run "tiny tasks" dispatch "$yoke" run spin -p iterations=1 -e serial,pthread -w 1,2 --tasks 1M
case_run "four workers, one processor" run_queue taskset -c 0 "$yoke" run cpu_sum_squares -e serial,pthread -w 1,4 --tasks 40
case_run "everything inside a lock" serial "$yoke" run sync_mutex -p hold=20k -p think=0 -p entries=20 -e serial,pthread -w 1,2 --tasks 64
case_run "a sleep" blocked "$yoke" run nap "${own[@]}"
case_run "false sharing" work "$yoke" run sync_false_sharing -e serial,pthread -w 1,2
exit $wrong
