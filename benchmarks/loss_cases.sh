#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# loss_cases.sh BUILD: does yoke name what was built to be the reason why more workers do not help? Each case is made of the
# workloads that come with yoke; what is named for its widest cell stands beside what should be. Needs python3.
set -euo pipefail
build=$(cd "${1:?usage: loss_cases.sh BUILD}" && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# case NAME EXPECTED COMMAND...: the command runs yoke with -o behind it
case_run() {
    local name=$1 expected=$2
    shift 2
    "$@" --blocks 9 --iterations 1 --counters none -q -o "$folder/out" >/dev/null 2>&1
    python3 -c '
import json, sys
name, expected = sys.argv[1:3]
cell = max(json.load(open(sys.argv[3]))["cells"], key=lambda one: one["workers"])
loss = cell.get("loss", {})
shares = ", ".join("%s %.0f %%" % (key, 100 * loss[key]) for key in ("imbalance", "dispatch", "run_queue", "blocked", "work") if key in loss)
print("%-26s %-10s named %-10s %s" % (name, expected, loss.get("cause"), shares))' "$name" "$expected" "$folder/out/result.json"
    rm -rf "$folder/out"
}

echo "case                       built      named                 shares of the workers' time"
case_run "a task left at the end" imbalance "$build/yoke" run cpu_sum_squares -e serial,pthread -w 1,2 --tasks 3
case_run "tiny tasks" dispatch "$build/yoke" run spin -p iterations=1 -e serial,pthread -w 1,2 --tasks 1M
case_run "four workers, one processor" run_queue taskset -c 0 "$build/yoke" run cpu_sum_squares -e serial,pthread -w 1,4 --tasks 40
case_run "everything inside a lock" blocked "$build/yoke" run sync_mutex -p hold=20k -p think=0 -p entries=20 -e serial,pthread -w 1,2 --tasks 64
case_run "false sharing" work "$build/yoke" run sync_false_sharing -e serial,pthread -w 1,2
