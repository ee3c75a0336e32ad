"""docs/security.md: every row names a test or says why there is none, and every test that it names exists."""

import re

PAGE = "docs/security.md"
OWN_WORDS = ("Not covered", "Not applicable")


def known_tests(tree):
    """Names of Python tests and sentences of C++ ones."""
    known = set()
    for file in tree.files:
        if file.name.startswith("tests/") and file.name.endswith(".py"):
            known |= set(re.findall(r"^\s*def (test_\w+)", file.text, re.MULTILINE))
        if file.name.endswith("_test.cpp"):
            for pieces in re.findall(r'TEST_CASE\(\s*((?:"(?:\\.|[^"\\])*"\s*)+)\)', file.text):
                known.add('"' + "".join(re.findall(r'"((?:\\.|[^"\\])*)"', pieces)) + '"')
    return known


def security_page(tree):
    page = tree.by_name.get(PAGE)
    if page is None:
        return
    known = known_tests(tree)
    for number, line in enumerate(page.lines, 1):
        if not re.match(r"\| \d", line):
            continue
        last = line.rstrip(" |").rsplit(" | ", 1)[-1]
        named = re.findall(r'`(test_\w+|"[^`]+")`', last)
        for name in named:
            if name not in known:
                tree.say(page, number, "security", f"there is no test {name}")
        if not named and not any(words in last for words in OWN_WORDS):
            tree.say(page, number, "security", "name the test of this row, or say that it is not covered and why")


CHECKS = (security_page,)
