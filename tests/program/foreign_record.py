# SPDX-License-Identifier: MIT
"""A record from a program that knows docs/record.md and the schema, and nothing of yoke: python3 foreign_record.py [extra]

Writes one to standard output: a serial cell, a threaded one on two workers that is twice as fast, and one that was skipped,
with required keys alone. With "extra" there are keys that the schema does not know, everywhere."""
import json
import random
import sys

BLOCKS = 12
draw = random.Random(7)


def sample(block, wall_ns):
    return {"block": block, "process": 1000 + block, "crashed": False, "verified": True, "usable": True,
            "wall_ns": round(wall_ns * draw.uniform(0.99, 1.01))}


def cell(executor, workers, serial, wall_ns):
    return {"name": f"sort/size=1000/executor={executor}/workers={workers}", "workload": "sort", "executor": executor,
            "workers": workers, "serial": serial, "empty": False, "status": "ok", "tasks": 64, "params": {"size": 1000},
            "samples": [sample(block, wall_ns) for block in range(BLOCKS)]}


def extend(value):
    """The same with keys of our own in every object; names of parameters, counters and conditions stay theirs."""
    if isinstance(value, list):
        return [extend(item) for item in value]
    if not isinstance(value, dict):
        return value
    more = {key: item if key == "params" else extend(item) for key, item in value.items()}
    return {"x_first": [1, {"deep": None}], **more, "x_last": "\u20ac"}


record = {"schema": "yoke-result/1", "complete": True,
          "cells": [cell("serial", 1, True, 20e6), cell("threads", 2, False, 10e6),
                    {"name": "sort/size=1000/executor=gpu/workers=1", "workload": "sort", "executor": "gpu", "workers": 1,
                     "serial": False, "empty": False, "status": "skipped", "reason": "there is none here", "samples": []}]}
json.dump(extend(record) if "extra" in sys.argv[1:] else record, sys.stdout, indent=1)
