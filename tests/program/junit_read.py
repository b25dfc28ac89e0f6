# SPDX-License-Identifier: MIT
"""junit_read.py FILE: counts in a JUnit file what a schema (junit.xsd) cannot: a suite says how many of its cases failed, and services
that believe it would show others than those that read the cases. Prints the counts."""
import sys
import xml.etree.ElementTree as tree

for suite in tree.parse(sys.argv[1]).getroot().iter("testsuite"):
    cases = suite.findall("testcase")
    outcomes = [[child.tag for child in case if child.tag in ("failure", "error", "skipped")] for case in cases]
    counts = {"tests": len(cases)}
    for attribute, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        counts[attribute] = sum(outcome == [tag] for outcome in outcomes)
    for attribute, count in counts.items():
        assert int(suite.get(attribute)) == count, f"{attribute}=\"{suite.get(attribute)}\", and there are {count}"
    spent = sum(float(case.get("time")) for case in cases)
    assert abs(float(suite.get("time")) - spent) < 0.001 * (len(cases) + 1), "the suite's time is not its cases'"
    print(" ".join(f"{name} {count}" for name, count in counts.items()))
