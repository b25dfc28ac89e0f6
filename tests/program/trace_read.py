# SPDX-License-Identifier: MIT
"""trace_read.py RESULT.json TRACE.json: loads Chrome trace events as a trace viewer does, and holds the tasks and workers it sees
against the record. Only what every viewer reads is there: complete events, which on one thread do not overlap, and names."""
import collections, heapq, json, re, sys

record, trace = (json.load(open(path)) for path in sys.argv[1:3])
events = trace["traceEvents"]
for event in events:
    assert event["ph"] in "XM" and isinstance(event["pid"], int) and isinstance(event["tid"], int), event
    assert event["ph"] == "M" or isinstance(event["ts"], (int, float)), event

processes = {e["pid"]: e["args"]["name"] for e in events if e["ph"] == "M" and e["name"] == "process_name"}
threads = {(e["pid"], e["tid"]): e["args"]["name"] for e in events if e["ph"] == "M" and e["name"] == "thread_name"}
places = {(e["pid"], e["tid"]): e["args"]["sort_index"] for e in events if e["ph"] == "M" and e["name"] == "thread_sort_index"}
workers = collections.Counter(pid for (pid, tid), name in threads.items() if re.fullmatch(r"worker \d+", name))
tasks = collections.Counter(e["pid"] for e in events if e.get("cat") == "task")
samples = [e for e in events if e.get("cat") == "sample"]

for cell in record["cells"]:
    mine = [pid for pid, name in processes.items() if name.startswith(cell["name"] + ", block ")]
    assert len(mine) == len({(s["block"], s["process"]) for s in cell["samples"]}), cell["name"]
    assert sum(tasks[pid] for pid in mine) == sum(s["trace"]["tasks"] for s in cell["samples"]) > 0, cell["name"]
    assert {workers[pid] for pid in mine} == {cell["workers"]}, cell["name"]
assert len(samples) == sum(len(cell["samples"]) for cell in record["cells"])

tracks, of_worker = collections.defaultdict(list), collections.defaultdict(list)
for event in events:
    if event.get("cat") == "task":
        thread, span = (event["pid"], event["tid"]), (event["ts"], event["ts"] + event["dur"])
        assert re.fullmatch(rf"worker {event['args']['worker']}(, row \d+)?", threads[thread]), event
        tracks[thread].append(span)
        of_worker[event["pid"], event["args"]["worker"]].append(span)
for track in tracks.values():
    track.sort()
    assert all(before[1] <= after[0] + 1e-3 for before, after in zip(track, track[1:])), "tasks overlap on one thread"


def at_once(spans):
    """The most of them that overlap."""
    ends, most = [], 0
    for start, end in sorted(spans):
        while ends and ends[0] <= start + 1e-3:
            heapq.heappop(ends)
        heapq.heappush(ends, end)
        most = max(most, len(ends))
    return most


rows = collections.Counter()
for (pid, tid), name in threads.items():
    if name != "samples":
        rows[pid, int(re.match(r"worker (\d+)", name)[1])] += 1
assert all(rows[worker] == at_once(spans) for worker, spans in of_worker.items()), "as many rows as tasks at once"
assert max(rows.values()) > 1, "nothing took turns"

by_place = sorted(threads, key=places.get)
for pid in processes: # the rows of a worker follow it
    names = [threads[thread] for thread in by_place if thread[0] == pid]
    order = [(int(m[1]), int(m[2] or 0)) for m in (re.match(r"worker (\d+)(?:, row (\d+))?$", name) for name in names[1:])]
    assert names[0] == "samples" and order == sorted(order), names
