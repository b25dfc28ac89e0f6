#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""gate_peers.py BUILD [TRIALS [PROCESSOR [OPTION...]]]: the command form of the gate beside its peers, on the same two commands.

Every trial gives `yoke gate --metric cpu` a base and a candidate, and hyperfine the same two in as much wall time as the gate
took. Four answers come of it: the gate's exit status; hyperfine's own, the ratio of means more than its standard deviation above
1; Google Benchmark's compare.py, which tests whether the repetitions of two files differ (U test, p < 0.05), on hyperfine's times
as two such files; and "the mean grew by more than 5 %". hyperfine runs one command after the other, as it always does.

Half the trials are of the same command, half of one that does 5 % more. BUILD/benchmarks/antagonist loads PROCESSOR (0; "none":
nothing does). OPTIONs (--duet) are the gate's. Needs hyperfine, and for compare.py libbenchmark-tools with scipy; what is missing is left out and said."""
import json
import math
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

COMPARE = "/usr/share/benchmark/compare.py"
STEPS = 8_000_000  # some 10 ms
MORE = 1.05
BUDGET = "20s"  # a gate that takes longer ends undecided


def gate(build, folder, base, candidate, options):
    """The gate's word, its interval, and the seconds it took."""
    output = os.path.join(folder, "out")
    shutil.rmtree(output, ignore_errors=True)
    began = time.monotonic()
    done = subprocess.run([build + "/yoke", "gate", "--metric", "cpu", "--base", base, "--candidate", candidate, "--budget", BUDGET,
                           "-q", "-o", output, *options], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    seconds = time.monotonic() - began
    if done.returncode not in (0, 3, 6):
        sys.exit("gate_peers: yoke gate exited with %d: %s" % (done.returncode, done.stderr))
    with open(output + "/result.json", encoding="utf-8") as file:
        verdict = json.load(file)["verdicts"][0]
    ratio = verdict.get("ratio", {})
    return {"slower": done.returncode == 3, "word": verdict["word"], "seconds": seconds, "pairs": verdict.get("pairs", 0),
            "low": ratio.get("low"), "high": ratio.get("high")}


def hyperfine(folder, base, candidate, seconds):
    """Both commands' times in about so many seconds. A first look tells how long a run takes."""
    def times(runs):
        path = os.path.join(folder, "hyperfine.json")
        subprocess.run(["hyperfine", "-N", "--warmup", "1", "--style", "none", "--runs", str(runs), "--export-json", path, base,
                        candidate], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        with open(path, encoding="utf-8") as file:
            return [result["times"] for result in json.load(file)["results"]]
    began = time.monotonic()
    times(3)
    each = (time.monotonic() - began) / 8  # three runs of each and one to warm up
    return times(max(10, round(seconds / 2 / each)))


def ratio_of(base, candidate):
    """hyperfine's ratio and its standard deviation, and a 95 % interval from the standard error of the same."""
    means = statistics.mean(base), statistics.mean(candidate)
    shares = statistics.stdev(base) / means[0], statistics.stdev(candidate) / means[1]
    ratio = means[1] / means[0]
    error = 1.96 * ratio * math.hypot(shares[0] / math.sqrt(len(base)), shares[1] / math.sqrt(len(candidate)))
    return ratio, ratio * math.hypot(*shares), (ratio - error, ratio + error)


def compare(folder, base, candidate):
    """Does compare.py call the candidate slower? It prints a p value and leaves the direction to the reader."""
    paths = []
    for name, times in (("a", base), ("b", candidate)):
        rows = [{"name": "work", "run_name": "work", "run_type": "iteration", "repetitions": len(times), "repetition_index": i,
                 "threads": 1, "iterations": 1, "real_time": 1e9 * t, "cpu_time": 1e9 * t, "time_unit": "ns"} for i, t in enumerate(times)]
        paths.append(os.path.join(folder, name + ".json"))
        with open(paths[-1], "w", encoding="utf-8") as file:
            json.dump({"context": {}, "benchmarks": rows}, file)
    shown = subprocess.run([sys.executable, COMPARE, "--no-color", "benchmarks", *paths], check=True, stdout=subprocess.PIPE, text=True)
    p = [line.split() for line in shown.stdout.splitlines() if "_pvalue" in line][0]
    return float(p[1]) < 0.05 and statistics.median(candidate) > statistics.median(base)


def have_compare():
    return os.path.exists(COMPARE) and subprocess.run([sys.executable, "-c", "import scipy"], stderr=subprocess.DEVNULL).returncode == 0


def trial(build, folder, more, has_compare, options):
    base = "%s/benchmarks/gate_work %d" % (build, STEPS)
    candidate = "%s/benchmarks/gate_work %d" % (build, round(STEPS * more))
    ours = gate(build, folder, base, candidate, options)
    before, after = hyperfine(folder, base, candidate, ours["seconds"])
    ratio, deviation, interval = ratio_of(before, after)
    return {"yoke": ours, "runs": len(before), "interval": interval, "hyperfine": ratio - deviation > 1, "mean": ratio > 1.05,
            "compare": compare(folder, before, after) if has_compare else None}


def median(values):
    return statistics.median(values) if values else math.nan


def study_print(title, truth, trials):
    print("%s: %d trials" % (title, len(trials)))
    words = [t["yoke"]["word"] for t in trials]
    print("  yoke gate: " + ", ".join("%s %d" % (word, words.count(word)) for word in sorted(set(words))))
    called = "called slower:  yoke %d  hyperfine's ratio %d" % (sum(t["yoke"]["slower"] for t in trials), sum(t["hyperfine"] for t in trials))
    if trials[0]["compare"] is not None:
        called += "  compare.py %d" % sum(t["compare"] for t in trials)
    print("  %s  mean > 5 %% %d" % (called, sum(t["mean"] for t in trials)))
    closed = [t for t in trials if t["yoke"]["low"] is not None and t["yoke"]["high"] is not None]
    print("  wall time a trial: median %.1f s; pairs of the gate: median %d, runs of hyperfine: median %d of each" % (
        median([t["yoke"]["seconds"] for t in trials]), median([t["yoke"]["pairs"] for t in trials]), median([t["runs"] for t in trials])))
    print("  95 %% interval, width: yoke (CPU time) median %.1f %%, hyperfine's times (standard error) median %.1f %%" % (
        100 * median([t["yoke"]["high"] - t["yoke"]["low"] for t in closed]),
        100 * median([t["interval"][1] - t["interval"][0] for t in trials])))
    if truth:
        print("  they hold it in %d of %d and %d of %d" % (
            sum(t["yoke"]["low"] <= truth <= t["yoke"]["high"] for t in closed), len(closed),
            sum(t["interval"][0] <= truth <= t["interval"][1] for t in trials), len(trials)))
    sys.stdout.flush()


def main():
    if len(sys.argv) < 2 or not os.path.exists(sys.argv[1] + "/benchmarks/gate_work") or not shutil.which("hyperfine"):
        sys.exit(__doc__)
    build, count = os.path.abspath(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 40
    processor = sys.argv[3] if len(sys.argv) > 3 else "0"
    has_compare = have_compare()
    if not has_compare:
        print("left out: compare.py (libbenchmark-tools and scipy are needed)")
    neighbour = None if processor == "none" else subprocess.Popen([build + "/benchmarks/antagonist", "86400", processor])
    studies = {1.0: [], MORE: []}
    order = [1.0, MORE] * (count // 2)
    random.Random(1).shuffle(order)
    try:
        with tempfile.TemporaryDirectory() as folder:
            for more in order:
                studies[more].append(trial(build, folder, more, has_compare, sys.argv[4:]))
    finally:
        if neighbour:
            neighbour.kill()
            neighbour.wait()
    study_print("the same command", 1.0, studies[1.0])
    study_print("5 % more work", None, studies[MORE])  # and what starting a process takes is no more: the ratio is a little smaller


if __name__ == "__main__":
    main()
