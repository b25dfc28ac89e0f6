#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""tune_losses.py BUILD [WORKLOAD ARGUMENTS...]: does a default cost what yoke tune says it costs?

Tunes the work, then measures the best width and every default that tune priced once more, in a run of its own in which all of
them stand in each of 20 blocks. The loss by that run is that of paired starts, by `yoke stats`. Both stand side by side with
their 95 % intervals. Ends with 1 if intervals of the same loss have nothing in common.
"""
import json
import os
import statistics
import subprocess
import sys
import tempfile

BLOCKS = 20
WORK = ["cpu_sum_squares", "-p", "n=500k", "--tasks", "80", "-w", "1..8,10"]


def record_of(yoke, folder, arguments):
    subprocess.run([yoke, *arguments, "-q", "-o", folder], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    with open(os.path.join(folder, "result.json"), encoding="utf-8") as file:
        return json.load(file)


def priced(record):
    """The advice that defaults were priced on, and its defaults with an interval, by width."""
    best, prices = None, {}
    for advice in record["recommendation"]:
        own = {}
        for habit in advice.get("defaults", []):
            loss = habit.get("loss", {})
            if "low" in loss and "high" in loss and habit["workers"] != advice["best"]:
                own.setdefault(habit["workers"], (loss, []))[1].append(habit["rule"])
        if len(own) > len(prices):
            best, prices = advice, own
    return best, prices


def starts(record, workers):
    """The time of each start by block, as yoke takes it: the shortest sample of work that computes, else the median."""
    for cell in record["cells"]:
        if cell["workers"] != workers:
            continue
        blocks = {}
        for sample in cell["samples"]:
            blocks.setdefault(sample["block"], []).append(sample["wall_ns"])
        of_samples = statistics.median if cell["bound"] in ("io", "mixed") else min
        return {block: of_samples(times) for block, times in blocks.items()}
    return {}


def loss_of(yoke, best, own):
    """Loss of throughput, 1 - best / own in times, and its interval."""
    pairs = "".join("%d %d\n" % (best[block], own[block]) for block in sorted(best) if block in own)
    answer = subprocess.run([yoke, "stats", "-", "--json"], input=pairs, check=True, stdout=subprocess.PIPE, text=True)
    ratio = json.loads(answer.stdout)["comparison"]["winsorised_signed_rank"]
    return tuple(1 - 1 / ratio[key] for key in ("value", "low", "high"))


def text(loss):
    return "%5.1f %% [%.1f..%.1f]" % tuple(100 * part for part in loss)


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    yoke, work = os.path.join(sys.argv[1], "yoke"), sys.argv[2:] or WORK
    with tempfile.TemporaryDirectory() as folder:
        tuned = record_of(yoke, os.path.join(folder, "tuned"), ["tune", *work, "-e", "pthread", "--budget", "30s"])
        advice, prices = priced(tuned)
        if not prices:
            sys.exit("tune_losses: no default got a price with an interval: measure on a quieter machine")
        widths = ",".join(str(width) for width in sorted({advice["best"], *prices}))
        # the last -w counts: only these widths are wanted now
        again = ["run", *work, "-e", "pthread", "-w", widths, "--blocks", str(BLOCKS), "--reserve", "0%",
                 "--iterations", str(tuned["cells"][0]["iterations"])]
        direct = record_of(yoke, os.path.join(folder, "direct"), again)
    best, apart, outside = starts(direct, advice["best"]), 0, 0
    print("%s on pthread, against %d workers, the best" % (" ".join(work), advice["best"]))
    print("%8s  %-24s %-24s %s" % ("workers", "tune says", "measured directly", "defaults"))
    for width, (loss, rules) in sorted(prices.items()):
        said, found = (loss["value"], loss["low"], loss["high"]), loss_of(yoke, best, starts(direct, width))
        agree = said[1] <= found[2] and found[1] <= said[2]
        apart += not agree
        outside += not said[1] <= found[0] <= said[2]
        print("%8d  %-24s %-24s %s%s" % (width, text(said), text(found), ", ".join(rules), "" if agree else "  APART"))
    print("%d of %d directly measured losses lie within the interval that tune gave" % (len(prices) - outside, len(prices)))
    sys.exit(apart > 0)


if __name__ == "__main__":
    main()
