# SPDX-License-Identifier: MIT
"""trace_read.py RESULT.json TRACE.json: loads Chrome trace events as a trace viewer does, and holds the tasks and workers it sees
against the record. What stands on one track must nest; what does not must be asynchronous, begun and ended once."""
import collections, json, sys

record, trace = (json.load(open(path)) for path in sys.argv[1:3])
events = trace["traceEvents"]
for event in events:
    assert event["ph"] in "XMbe" and isinstance(event["pid"], int) and isinstance(event["tid"], int), event
    assert event["ph"] == "M" or isinstance(event["ts"], (int, float)), event

processes = {e["pid"]: e["args"]["name"] for e in events if e["ph"] == "M" and e["name"] == "process_name"}
workers = collections.Counter(e["pid"] for e in events if e["name"] == "thread_name" and e["args"]["name"] != "samples")
tasks = collections.Counter(e["pid"] for e in events if e.get("cat") == "task" and e["ph"] in "Xb")
samples = [e for e in events if e.get("cat") == "sample"]

for cell in record["cells"]:
    mine = [pid for pid, name in processes.items() if name.startswith(cell["name"] + ", block ")]
    assert len(mine) == len({(s["block"], s["process"]) for s in cell["samples"]}), cell["name"]
    assert sum(tasks[pid] for pid in mine) == sum(s["trace"]["tasks"] for s in cell["samples"]) > 0, cell["name"]
    assert {workers[pid] for pid in mine} == {cell["workers"]}, cell["name"]
assert len(samples) == sum(len(cell["samples"]) for cell in record["cells"])

tracks = collections.defaultdict(list)
for event in events:
    if event["ph"] == "X" and event["cat"] == "task":
        tracks[event["pid"], event["tid"]].append((event["ts"], event["ts"] + event["dur"]))
for track in tracks.values():
    track.sort()
    assert all(before[1] <= after[0] + 1e-3 for before, after in zip(track, track[1:])), "tasks overlap on one track"

begun = [(e["pid"], e["id"]) for e in events if e["ph"] == "b"]
ended = {(e["pid"], e["id"]): e["ts"] for e in events if e["ph"] == "e"}
assert begun and len(set(begun)) == len(begun) and set(begun) == set(ended), "asynchronous tasks"
