"""Statements: one name, one tenant, one text."""

import re

import sql  # tools/generate: the one reader of .sql files

MAX_VARIANTS_PERCENT = 5
GLOBAL = "sql/global.txt"


def library_of(name):
    return name.split("/")[-2]


def read_global(tree):
    """{"library.statement": line} of the statements that may go without pool_id, each with its reason."""
    listed = {}
    for number, line in enumerate(tree.by_name[GLOBAL].lines if GLOBAL in tree.by_name else (), 1):
        if not line.strip() or line.startswith("#"):
            continue
        name, _, reason = line.partition(" ")
        if not reason.strip():
            tree.say(GLOBAL, number, "tenant", f"{name} gives no reason")
        listed[name] = number
    return listed


def statements(tree):
    listed, used, seen, total, different = read_global(tree), set(), {}, 0, []
    for file in tree.below("src/", ".sql"):
        library = library_of(file.name)
        try:
            texts_by_name = sql.statements(file.path)
        except SystemExit as refusal:
            tree.say(file, 1, "statement", str(refusal).split(": ", 1)[1])
            continue
        for name, texts in texts_by_name.items():
            line = next(
                (i for i, row in enumerate(file.lines, 1) if re.match(rf"--\s*name:\s*{name}\b", row)), 1
            )
            full = f"{library}.{name}"
            if full in seen:
                tree.say(
                    file,
                    line,
                    "statement",
                    f"{name} stands in {seen[full]} too: names are unique in a folder",
                )
            seen[full] = file.name
            total += 1
            if len(set(texts.values())) > 1:
                different.append((file, line, name))
            if any("pool_id" not in text for text in texts.values()):
                used.add(full)
                if full not in listed:
                    tree.say(
                        file,
                        line,
                        "tenant",
                        f"{name} does not name pool_id: narrow it to one pool, or list "
                        f"{full} with the reason in {GLOBAL}",
                    )
    for full in sorted(set(listed) - used):
        tree.say(GLOBAL, listed[full], "tenant", f"{full} is gone or names pool_id by now: remove the line")
    if len(different) * 100 > total * MAX_VARIANTS_PERCENT:
        for file, line, name in different:
            tree.say(
                file,
                line,
                "variants",
                f"{name} differs by engine, as {len(different)} of {total} do (at most "
                f"{MAX_VARIANTS_PERCENT} %): every second text is one that nobody reads; find a common form",
            )


CHECKS = (statements,)
