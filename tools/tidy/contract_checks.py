"""Every live operation has one handler and a test, every fuzz target a corpus, every corpus a target."""

import re

import contract  # tools/generate: the one reader of the contract


def live_operations(tree):
    """(operation, file, line) of what the contract calls live."""
    for operation in contract.Contract(tree.root / "contract").operations:
        if operation.row["x-status"] == "live":
            file = tree.by_name[f"contract/{operation.file}.yaml"]
            mark = f"operationId: {operation.row['operationId']}"
            yield operation, file, next(i for i, line in enumerate(file.lines, 1) if line.strip() == mark)


def handlers(tree):
    """{name: [(file, line)]} of the functions in src/modules that take a Call, as handlers do."""
    definition = re.compile(r"^Result<[^;{}=]*?>\s+(\w+)\(\s*(?:api::)?Call&[^;{}]*\)\s*\{", re.MULTILINE)
    found = {}
    for file in tree.below("src/modules/", "_api.cpp"):
        for match in definition.finditer(file.plain):
            found.setdefault(match[1], []).append((file, file.line_of(match.start(), file.plain)))
    return found


def operations(tree):
    defined = handlers(tree)
    tests = "\n".join(
        file.text for file in tree.files if file.name.startswith("tests/") or file.name.endswith("_test.cpp")
    )
    words = set(re.findall(r"[\w-]+", tests))
    for operation, file, line in live_operations(tree):
        places = defined.get(operation.function, [])
        if not places and operation.path.startswith("/api/v3/"):
            tree.say(
                file,
                line,
                "handler",
                f"{operation.function} is live, and no *_api.cpp in src/modules defines it",
            )
        for place, place_line in places[1:]:
            tree.say(
                place,
                place_line,
                "handler",
                f"{operation.function} is defined twice: {places[0][0].name} has it too",
            )
        if not {operation.name, operation.function, operation.row["operationId"]} & words:
            tree.say(file, line, "tested", f"{operation.name} is live, and no test mentions it")


def fuzzing(tree):
    corpora = tree.root / "tests/fuzz"
    names = {entry.name for entry in corpora.iterdir() if entry.is_dir()} if corpora.is_dir() else set()
    targets = {
        file.name.rsplit("/", 1)[1].removesuffix("_fuzz.cpp"): file
        for file in tree.files
        if file.name.endswith("_fuzz.cpp")
    }
    for name in sorted(set(targets) - names):
        tree.say(
            targets[name],
            1,
            "corpus",
            f"there is no tests/fuzz/{name}: give it a few inputs, the suite replays them",
        )
    for name in sorted(names - set(targets)):
        tree.say(f"tests/fuzz/{name}", 1, "corpus", "no fuzz target reads this folder: remove it")


CHECKS = (operations, fuzzing)
