"""Pages that say which test holds what: every row names a test or says why there is none, and every test exists."""

import re

# Where such rows begin.
PAGES = {"docs/security.md": r"\| (?!No\. |Section |Attack |---)", "docs/conformance.md": r"\| `OIDC"}
# What of RFC 9700 demands something, as its table counts it.
RFC_9700 = ["2.1", "2.1.1", "2.1.2", "2.2.1", "2.2.2", "2.3", "2.4", "2.5", "2.6", *(f"4.{i}" for i in range(1, 18))]
OWN_WORDS = ("Not covered", "Not applicable", "Open:")


def known_tests(tree):
    """Names of Python tests and sentences of those in C++ and in the browser."""
    known = set()
    for file in tree.files:
        if file.name.startswith("tests/") and file.name.endswith(".py"):
            known |= set(re.findall(r"^\s*def (test_\w+)", file.text, re.MULTILINE))
        if file.name.endswith("_test.cpp"):
            for pieces in re.findall(r'TEST_CASE\(\s*((?:"(?:\\.|[^"\\])*"\s*)+)\)', file.text):
                known.add('"' + "".join(re.findall(r'"((?:\\.|[^"\\])*)"', pieces)) + '"')
        if file.name.endswith(".test.mjs"):
            known |= {f'"{name}"' for name in re.findall(r'^test\("([^"]+)"', file.text, re.MULTILINE)}
    return known


def named_tests(tree):
    known = None
    for name, row in PAGES.items():
        page = tree.by_name.get(name)
        if page is None:
            continue
        known = known_tests(tree) if known is None else known
        for number, line in enumerate(page.lines, 1):
            if re.match(row, line):
                check_row(tree, page, number, line, known)


def check_row(tree, page, number, line, known):
    last = line.rstrip(" |").rsplit(" | ", 1)[-1]
    named = re.findall(r'`(test_\w+|"[^`]+")`', last)
    for name in named:
        if name not in known:
            tree.say(page, number, "security", f"there is no test {name}")
    if not named and not any(words in last for words in OWN_WORDS):
        tree.say(page, number, "security", "name the test of this row, or say that it is not covered and why")


def sections(tree):
    """The table of RFC 9700 has a row for every section, in its order."""
    page = tree.by_name.get("docs/security.md")
    start = next((i for i, line in enumerate(page.lines, 1) if line.startswith("## RFC 9700")), None) if page else None
    if start is None:
        return
    table = page.lines[start:]
    table = table[: next((i for i, line in enumerate(table) if line.startswith("## ")), len(table))]
    found = [match[1] for line in table if (match := re.match(r"\| (4\.\d+|2[.\d]+)", line))]
    if list(dict.fromkeys(found)) != RFC_9700:
        missing = ", ".join(one for one in RFC_9700 if one not in found)
        tree.say(page, start, "security", f"sections of RFC 9700 are missing ({missing}) or out of order")


CHECKS = (named_tests, sections)
