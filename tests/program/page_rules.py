# SPDX-License-Identifier: MIT
"""Checks a report.html by rules of its own: page_rules.py FILE. Prints one line a fault and ends with 1 when there is any.

Well-formed (tags in pairs), nothing that executes or fetches, and the rules of accessibility that a program can check: language,
title, one h1, headings in order, tables with captions and scopes, names for regions and pictures, ids unique and references that
lead somewhere, colours with a contrast of 4.5:1 in both schemes."""
import html.parser
import re
import sys

VOID = {"meta", "link", "br", "hr", "img", "input"}
KNOWN = set("html head meta link title style body header h1 h2 h3 h4 span p nav ul li a main section div table caption thead tbody tr th td "
            "figure figcaption details summary dl dt dd code strong footer script pre".split())
SVG = set("svg g path rect circle ellipse line polyline polygon text tspan use defs clippath lineargradient stop image title".split())
FETCHING = {"src", "srcset", "action", "formaction", "data", "poster", "background", "ping", "manifest", "style"}


class Page(html.parser.HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.faults, self.open, self.ids, self.wanted = [], [], set(), []
        self.headings, self.style, self.title, self.tables, self.regions = [], "", "", [], set()

    def fault(self, text):
        self.faults.append("line %d: %s" % (self.getpos()[0], text))

    def in_svg(self):
        return "svg" in self.open

    def handle_starttag(self, tag, attributes, empty=False):
        names = dict(attributes)
        if tag not in (SVG if self.in_svg() or tag == "svg" else KNOWN):
            self.fault("<%s> has no place in a page" % tag)
        if len(names) != len(attributes):
            self.fault("<%s> has an attribute twice" % tag)
        for name, value in attributes:
            self.attribute(tag, name, value or "")
        self.rules(tag, names)
        if tag not in VOID and not empty:
            self.open.append(tag)

    def handle_startendtag(self, tag, attributes):
        if not self.in_svg():
            self.fault("<%s/> outside a drawing" % tag)
        self.handle_starttag(tag, attributes, empty=True)

    def attribute(self, tag, name, value):
        if name.startswith("on") or name in FETCHING:
            self.fault("<%s %s> executes or fetches" % (tag, name))
        if name in ("href", "xlink:href") and not value.startswith("#") and not value.startswith("data:"):
            self.fault("<%s> leads to %.40s" % (tag, value))
        if "url(" in value and not re.fullmatch(r"url\(#[-\w]+\)", value):
            self.fault("<%s %s> names %.40s" % (tag, name, value))
        if name == "id":
            if value in self.ids:
                self.fault("id %s is there twice" % value)
            self.ids.add(value)
        if name in ("aria-labelledby", "aria-describedby"):
            self.wanted += value.split()
        if name in ("href", "xlink:href") and value.startswith("#"):
            self.wanted.append(value[1:])

    def rules(self, tag, names):
        if tag == "html" and not names.get("lang"):
            self.fault("the language is not said")
        if tag == "script" and names.get("type") != "application/json":
            self.fault("a script that executes")
        if tag == "svg" and (names.get("role") != "img" or not names.get("aria-labelledby")):
            self.fault("a drawing without a name")
        if names.get("role") == "region" and not (names.get("aria-label") and names.get("tabindex") == "0"):
            self.fault("a region that has no name or cannot be reached with the keyboard")
        if names.get("role") == "region":
            if names.get("aria-label") in self.regions:
                self.fault("two regions are called %.60s" % names.get("aria-label"))
            self.regions.add(names.get("aria-label"))
        if tag == "th" and names.get("scope") not in ("col", "row"):
            self.fault("a head of a table without its scope")
        if tag == "table":
            self.tables.append({"caption": False, "head": False})
        if tag == "caption":
            self.tables[-1]["caption"] = True
        if tag == "th":
            self.tables[-1]["head"] = True
        if re.fullmatch("h[1-6]", tag):
            level = int(tag[1])
            if level > (self.headings[-1] if self.headings else 0) + 1:
                self.fault("h%d follows h%d" % (level, self.headings[-1] if self.headings else 0))
            self.headings.append(level)

    def handle_endtag(self, tag):
        if not self.open or self.open[-1] != tag:
            self.fault("</%s> inside <%s>" % (tag, self.open[-1] if self.open else "nothing"))
        else:
            self.open.pop()

    def handle_data(self, data):
        if self.open and self.open[-1] == "style":
            self.style += data
        if self.open and self.open[-1] == "title" and not self.in_svg():
            self.title += data
        if self.open and self.open[-1] == "script":  # the record: JSON, shown to nobody
            return
        if any(ord(letter) < 32 and letter not in "\n\t\r" or letter in "\u202a\u202b\u202d\u202e\u2066\u2067\u2068" for letter in data):
            self.fault("a control character in the text")

    def handle_comment(self, data):
        self.fault("a comment: nothing of ours writes one")


def luminance(colour):
    colour = colour.lstrip("#")
    if len(colour) == 3:
        colour = "".join(2 * digit for digit in colour)
    parts = [int(colour[i:i + 2], 16) / 255 for i in (0, 2, 4)]
    parts = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one, other):
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def colours_check(style, faults):
    schemes = re.findall(r":root\{([^}]*)\}", style)
    if len(schemes) < 3:
        faults.append("the style has %d colour schemes, not light, dark and print" % len(schemes))
    base = {}
    for scheme in schemes:
        base = dict(base, **dict(re.findall(r"--([a-z]+):(#[0-9a-f]+)", scheme)))
        for ink in ("ink", "text", "muted", "worse", "better", "unsure", "link"):
            for paper in ("paper", "notice", "wash"):
                if contrast(base[ink], base[paper]) < 4.5:
                    faults.append("%s on %s: %.2f:1 is too little" % (ink, paper, contrast(base[ink], base[paper])))
        for tone in ("worse", "better", "unsure", "muted"):
            if contrast(base["tag"], base[tone]) < 4.5:
                faults.append("tag on %s: %.2f:1 is too little" % (tone, contrast(base["tag"], base[tone])))
    if "@import" in style or "url(" in style:
        faults.append("the style fetches something")


def main():
    page = Page()
    with open(sys.argv[1], encoding="utf-8") as file:  # refuses what is no UTF-8
        page.feed(file.read())
    page.close()
    faults = page.faults
    faults += ["<%s> is never closed" % tag for tag in page.open]
    faults += ["nothing has the id %s" % name for name in page.wanted if name not in page.ids]
    faults += ["a table without a caption or a head"] * sum(not (t["caption"] and t["head"]) for t in page.tables)
    if page.headings.count(1) != 1:
        faults.append("%d headings of the first level" % page.headings.count(1))
    if not page.title.strip():
        faults.append("no title")
    colours_check(page.style, faults)
    print("\n".join(faults))
    sys.exit(bool(faults))


main()
