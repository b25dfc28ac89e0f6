# SPDX-License-Identifier: MIT
"""junit_read.py FILE: reads a JUnit file as CI services do, against the shape that their schema gives: which elements stand in
which, with which attributes, and of what form. Beyond a schema it also counts: a suite says how many of its cases failed, and
services that believe it would show others than those that read the cases. Prints the counts."""
import re, sys
import xml.etree.ElementTree as tree

TEXT, COUNT, SECONDS = r"(?s).*", r"\d+", r"\d+(\.\d+)?"  # xs:decimal: no exponent
MOMENT = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d"                # without a zone
NAMED = r"(?s).+"

# element: attributes that must be there, that may be, and elements that may stand in it, each once at most where marked ?
SHAPE = {
    "testsuites": ({}, {"name": TEXT, "time": SECONDS, "tests": COUNT, "failures": COUNT, "errors": COUNT}, ["testsuite"]),
    "testsuite": ({"name": NAMED, "tests": COUNT, "failures": COUNT, "errors": COUNT, "skipped": COUNT, "time": SECONDS,
                   "timestamp": MOMENT, "hostname": NAMED}, {"id": COUNT, "package": TEXT},
                  ["properties?", "testcase", "system-out?", "system-err?"]),
    "testcase": ({"name": NAMED, "classname": NAMED, "time": SECONDS}, {},
                 ["skipped?", "error?", "failure?", "system-out?", "system-err?"]),
    "failure": ({"type": NAMED, "message": TEXT}, {}, []),
    "error": ({"type": NAMED, "message": TEXT}, {}, []),
    "skipped": ({"message": TEXT}, {}, []),
    "system-out": ({}, {}, []),
    "system-err": ({}, {}, []),
}


def check(element, path):
    must, may, inner = SHAPE[element.tag]
    for name, value in element.attrib.items():
        form = must.get(name) or may.get(name)
        assert form, f"{path}: no attribute {name} here"
        assert re.fullmatch(form, value), f"{path}: {name}={value!r} is not of the form {form}"
    for name in must:
        assert name in element.attrib, f"{path}: {name} is missing"
    order = [name.rstrip("?") for name in inner]
    places = []
    for child in element:
        assert child.tag in order, f"{path}: no {child.tag} here"
        places.append(order.index(child.tag))
        check(child, f"{path}/{child.tag}")
    assert places == sorted(places), f"{path}: elements out of order"
    for name in inner:
        assert not name.endswith("?") or len(element.findall(name[:-1])) <= 1, f"{path}: {name[:-1]} twice"
    text = "".join([element.text or ""] + [child.tail or "" for child in element])
    assert not (inner and text.strip()), f"{path}: text where elements are"


root = tree.parse(sys.argv[1]).getroot()
assert root.tag in ("testsuites", "testsuite")
check(root, root.tag)
for suite in root.iter("testsuite"):
    cases = suite.findall("testcase")
    outcomes = [[child.tag for child in case if child.tag in ("failure", "error", "skipped")] for case in cases]
    assert all(len(outcome) <= 1 for outcome in outcomes), "a case with two outcomes: services keep one of them"
    assert len({(case.get("classname"), case.get("name")) for case in cases}) == len(cases), "two cases of one name"
    counts = {"tests": len(cases)}
    for attribute, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        counts[attribute] = sum(outcome == [tag] for outcome in outcomes)
    for attribute, count in counts.items():
        assert int(suite.get(attribute)) == count, f"{attribute}=\"{suite.get(attribute)}\", and there are {count}"
    spent = sum(float(case.get("time")) for case in cases)
    assert abs(float(suite.get("time")) - spent) < 0.001 * (len(cases) + 1), "the suite's time is not its cases'"
    print(" ".join(f"{name} {count}" for name, count in counts.items()))
