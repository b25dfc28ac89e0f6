#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What a long history costs: history_scale.py YOKE [SERIES COMMITS] imports a made one, adds one more commit, checks and exports it,
and prints how long each took, wall time of the whole program; of all but the import the median of five. Every tenth series has a
step of 2 % at 60 % of its commits, one value in twenty is an outlier: the check has to find exactly those."""
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import datetime, timedelta, timezone

REPEATS = 5


def rows_write(path, series, first, last, step_at):
    draw = random.Random(first)
    begin = datetime(2026, 1, 1, tzinfo=timezone.utc)
    with open(path, "w", encoding="utf-8") as file:
        file.write("time,commit,host,fingerprint,cell,metric,unit,base,value,low,high,median\n")
        for commit in range(first, last):
            moment = (begin + timedelta(hours=commit)).strftime("%Y-%m-%dT%H:%M:%SZ")
            for cell in range(series):
                value = draw.gauss(1, 0.005) * (1.02 if cell % 10 == 0 and commit >= step_at else 1)
                value *= 1 + draw.random() / 2 if draw.random() < 0.05 else 1
                file.write(f"{moment},{commit:040x},build-1,7f3a,spin/n={cell}/executor=serial/workers=1,cpu,ns,v1.0,"
                           f"{value!r},{value - 0.004!r},{value + 0.004!r},{1e6 * value!r}\n")


def timed(words, expected=0):
    begin = time.monotonic()
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    seconds = time.monotonic() - begin
    if done.returncode != expected:
        sys.exit(f"{' '.join(words)}: exit {done.returncode}, not {expected}\n{done.stderr}")
    return seconds, done.stderr


def main():
    yoke = os.path.abspath(sys.argv[1])
    series, commits = (int(sys.argv[2]), int(sys.argv[3])) if len(sys.argv) > 3 else (100, 1000)
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        rows_write("all.csv", series, 0, commits, commits * 6 // 10)
        took, _ = timed([yoke, "history", "import", "all.csv", "--db", "h.sqlite"])
        print(f"{series} series of {commits} commits, {series * commits} rows, {os.path.getsize('h.sqlite') / 2**20:.1f} MiB")
        print(f"import all      {took:.2f} s")
        adds, checks, exports = [], [], []
        for repeat in range(REPEATS):
            rows_write("one.csv", series, commits + repeat, commits + repeat + 1, 0)
            adds.append(timed([yoke, "history", "import", "one.csv", "--db", "h.sqlite"])[0])
            took, said = timed([yoke, "history", "check", "--db", "h.sqlite"], 3)
            checks.append(took)
            exports.append(timed([yoke, "history", "export", "--db", "h.sqlite", "-o", "out.jsonl"])[0])
        print(f"add one commit  {statistics.median(adds):.3f} s")
        print(f"open and check  {statistics.median(checks):.2f} s   {said.strip()}")
        print(f"export          {statistics.median(exports):.2f} s")


main()
