"""docs/operations.md: every operation with its module and state, for readers of the repository."""

HEAD = """# Operations

Written by `tools/generate/docs.py` from the contract; a test compares the two. A running server shows the same at
`/docs`, with parameters, snippets and errors.

"""


def operations(tree):
    live = sum(entry.live for entry in tree.entries)
    lines = [HEAD + f"{len(tree.entries)} operations, {live} live, {len(tree.entries) - live} planned.", ""]
    lines += ["| Module | Live | Planned |", "|---|---|---|"]
    modules = [(area, module) for area in tree.areas for module in area.modules if module.entries]
    for area, module in modules:
        done = sum(entry.live for entry in module.entries)
        lines.append(
            f"| [{area.title}: {module.title}](#{anchor(area, module)}) | {done} |"
            f" {len(module.entries) - done} |"
        )
    for area, module in modules:
        lines += [
            "",
            f"## {area.title}: {module.title}",
            "",
            "| Operation | Call | State | What it does |",
            "|---|---|---|---|",
        ]
        for entry in module.entries:
            state = "live" if entry.live else "planned"
            source = f"../contract/{entry.operation.file if entry.operation else 'protocol/oidc'}.yaml"
            lines.append(
                f"| [{entry.name}]({source}) | `{entry.method.upper()} {entry.path}` | {state} |"
                f" {entry.summary} |"
            )
    return "\n".join(lines) + "\n"


def anchor(area, module):
    return f"{area.title}: {module.title}".lower().replace(":", "").replace(" ", "-")
