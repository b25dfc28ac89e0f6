# SPDX-License-Identifier: MIT
"""Turns a result.json into a hostile one: hostile_record.py RESULT.json. Every text that is nobody's key and no word of a closed
list is replaced by something that would do harm where it is not escaped; names of cells stay distinct."""
import json
import sys

HARM = [
    "</script><script>document.title='PWNED'</script><x-pwned>",
    "\"><img src=x onerror=\"document.body.innerHTML='<x-pwned>'\">",
    "`touch PWNED`$(touch PWNED)",
    "'\nset output 'PWNED'\n!touch PWNED\nprint system('touch PWNED')\n",
    "END\n\n\n$x << END\n{/:Bold=99 big} @macro &{x} _^~\\ ''quoted'' \" %s%n %d",
    "<!-- <style>*{display:none}</style> ]]> <![CDATA[ &#x3c;x-pwned&#62; &lt;x-pwned&gt;",
    "javascript:alert(1) url(http://pwned.example/) \\75rl(//pwned.example)",
    "\u202e\u2066\x1b[31m\x1b]0;t\x07\x7f \ufeff\u200b\ufffe",
    "a,b;\"c\"\r\n=cmd|' /C calc'!A0\t|x|",
    "</svg></title></style></textarea><foreignObject><iframe src=//pwned.example>",
    "\\u003cx-pwned> \\\\u003c \\",
    "{" * 10000,
    "",
]
KEEP = {"schema", "status", "word", "how", "kind", "law", "purpose", "rule", "profile", "objective", "started_ns"}
count = 0


def harm():
    global count
    count += 1
    return HARM[count % len(HARM)]


def turn(value, key=""):
    if isinstance(value, list):
        return [turn(item, key) for item in value]
    if isinstance(value, dict):
        if key in ("params", "counters"):
            return {harm() + str(number): turn(item) for number, item in enumerate(value.values())}
        return {name: turn(item, name) for name, item in value.items()}
    return harm() if isinstance(value, str) and key not in KEEP else value


record = json.load(open(sys.argv[1], encoding="utf-8"))
names = {}
hostile = turn(record)
for number, (cell, before) in enumerate(zip(hostile["cells"], record["cells"])):
    cell["name"] = names[before["name"]] = HARM[number % len(HARM)] + str(number)
    cell["workload"] = HARM[0]
    cell["params"] = {HARM[1]: 7}
    cell["executor"] = HARM[2 + len(before["executor"]) % 8]
for cell, before in zip(hostile["cells"], record["cells"]):
    if before.get("baseline"):
        cell["baseline"] = names[before["baseline"]]
hostile["warnings"] = [{"code": text, "evidence": text, "remedy": text} for text in HARM]
json.dump(hostile, sys.stdout)
