# SPDX-License-Identifier: MIT
"""exports_read.py FOLDER: reads what `yoke report --to json,gbench,…` left there as the programs do that the files are for,
and compares every median with that of result.json. Fails with the first file that says something else."""
import csv, json, math, os, re, statistics, sys

folder = sys.argv[1]


def text(name):
    with open(os.path.join(folder, name), encoding="utf-8", newline="") as file:  # strict: broken UTF-8 fails here
        return file.read()


def refuse(constant):
    raise ValueError(constant + " is no JSON")


def strict(name):
    def once(pairs):
        assert len({key for key, _ in pairs}) == len(pairs), f"{name}: a key twice"
        return dict(pairs)
    return json.loads(text(name), object_pairs_hook=once, parse_constant=refuse)


def same(what, left, right):
    assert math.isclose(left, right, rel_tol=1e-12), f"{what}: {left!r} is not {right!r}"


record = strict("result.json")
timed = [cell for cell in record["cells"] if "median" in cell.get("summary", {}).get("wall_ns", {})]
assert timed, "no cell has a time: nothing is tested"
names = [cell["name"] for cell in timed]
wall = [cell["summary"]["wall_ns"]["median"] for cell in timed]
each = [median / cell["tasks"] for median, cell in zip(wall, timed)]
starts = [cell["summary"]["wall_ns"]["n"] for cell in timed]

# Google Benchmark: rows of one name are repetitions
gbench = strict("gbench.json")
rows = gbench["benchmarks"]
assert [row["run_name"] for row in rows if row["run_type"] == "aggregate"] == names
assert gbench["context"]["json_schema_version"] == 1 and gbench["context"]["library_build_type"] in ("release", "debug")
for name, median, count, cell in zip(names, each, starts, timed):
    mine = [row for row in rows if row["run_name"] == name]
    repetitions = [row["real_time"] for row in mine if row["run_type"] == "iteration"]
    assert len(repetitions) == count and mine[-1]["name"] == name + "_median"
    assert {row["threads"] for row in mine} == {cell["workers"]} and {row["time_unit"] for row in mine} == {"ns"}
    same("gbench", statistics.median(repetitions), median)
    same("gbench aggregate", mine[-1]["real_time"], median)
left_out = [cell["name"] for cell in record["cells"] if cell["name"] not in names]
assert all(name in gbench["context"]["yoke_left_out"] for name in left_out)

# Bencher
bmf = strict("bmf.json")
assert len(bmf) == len(names) and all(len(name) <= 1024 for name in bmf)
for (name, measures), median, full in zip(bmf.items(), each, names):
    assert name == full or (len(full.encode()) > 1024 and "~" in name)
    same("bmf", measures["latency"]["value"], median)
    for measure in measures.values():
        assert measure.get("lower_value", -math.inf) <= measure["value"] <= measure.get("upper_value", math.inf)

# github-action-benchmark
gha = strict("benchmark-action.json")
assert [entry["name"] for entry in gha] == names and {entry["unit"] for entry in gha} == {"ns/task"}
for entry, median in zip(gha, each):
    same("gha", entry["value"], median)
    assert isinstance(entry["extra"], str) and isinstance(entry.get("range", ""), str)

# pyperf: the median of a benchmark is that of all values of all its runs
pyperf = strict("pyperf.json")
assert pyperf["version"] == "1.0" and pyperf["metadata"]["unit"] == "second"
assert [benchmark["metadata"]["name"] for benchmark in pyperf["benchmarks"]] == names
for benchmark, median, count in zip(pyperf["benchmarks"], each, starts):
    values = [value for run in benchmark["runs"] for value in run["values"]]
    assert len(benchmark["runs"]) == count and all(value > 0 for value in values) and benchmark["metadata"]["loops"] >= 1
    same("pyperf", statistics.median(values) * 1e9, median)

# hyperfine: what its scripts read
hyperfine = strict("hyperfine.json")["results"]
assert [result["command"] for result in hyperfine] == names
for result, median, cell in zip(hyperfine, wall, timed):
    same("hyperfine", result["median"] * 1e9, median)
    same("hyperfine times", statistics.median(result["times"]), result["median"])
    same("hyperfine mean", statistics.mean(result["times"]), result["mean"])
    if len(result["times"]) > 1:
        assert math.isclose(statistics.stdev(result["times"]), result["stddev"], rel_tol=1e-9)
    assert result["parameters"]["workers"] == str(cell["workers"])
    assert all(isinstance(value, str) for value in result["parameters"].values())

# Go: any white space separates, a name ends in -WORKERS
lines = [line for line in text("gobench.txt").split("\n") if line.startswith("Benchmark")]
found = {}
for line in lines:
    name, iterations, *pairs = line.split()
    assert len(pairs) % 2 == 0 and int(iterations) >= 1 and re.fullmatch(r"BenchmarkYoke/\S+-\d+", name), line
    found.setdefault(name, []).append(float(dict(zip(pairs[1::2], pairs[::2]))["ns/op"]))
assert len(found) == len(names) and sum(map(len, found.values())) == len(lines)
for (name, values), median, cell in zip(found.items(), each, timed):
    assert name.endswith(f"-{cell['workers']}")
    same("gobench", statistics.median(values), median)

# OpenMetrics: every line a comment or a sample
pattern = re.compile(r'(\w+)\{((?:\w+="(?:[^"\\\n]|\\[\\n"])*",?)+)\} (\S+)')
samples = {}
metrics = text("metrics.txt")
assert metrics.endswith("\n# EOF\n")
for line in metrics[:-1].split("\n"):
    if not line.startswith("# "):
        metric, labels, value = pattern.fullmatch(line).groups()
        samples.setdefault(metric, []).append(float(value))
        assert labels.startswith('cell="')
assert len(samples["yoke_cell_failed"]) == len(record["cells"])
for value, median in zip(samples["yoke_cell_wall_seconds"], wall, strict=True):
    same("openmetrics", value * 1e9, median)

# Otava
head, row = list(csv.reader(text("otava.csv").splitlines(keepends=True)))
assert len(head) == len(row) == 4 + len(record["cells"])
values = dict(zip(head, row))
for name, median in zip(names, each):
    same("otava", float(values[name]), median)
assert all(values[name] == "" for name in left_out)
