"""Fails if a live operation never succeeded in any test, or never gave an error that it declares (x-errors).

  coverage.py clear   before the tests: forgets former runs
  coverage.py         after them: reads what tests/support/contract.py has noted in the folder GENAUTH_COVERAGE

Refusals that every operation shares (contract.EVERYWHERE: the schema, the limits) are covered by the replay of the
negative cases; those that every management call shares must be seen on one of them, since one step makes them all.
"""

import json
import os
import pathlib
import shutil
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent / "support"))
import contract  # noqa: E402


def seen_in(folder):
    seen = set()
    for path in folder.glob("*.json"):
        seen |= {tuple(entry) for entry in json.loads(path.read_text(encoding="utf-8"))}
    return seen


def live_operations():
    with open(contract.OPENAPI, encoding="utf-8") as file:
        paths = json.load(file)["paths"]
    for path, methods in paths.items():
        for method, row in methods.items():
            if isinstance(row, dict) and row.get("x-status") == "live":
                yield f"{method.upper()} {path}", row


def gaps(seen):
    """Lines that say what no test has produced."""
    sharing, declaring = set(), set()
    managed = {key for name, key in seen if key in contract.EVERYWHERE_MANAGEMENT}
    for name, row in live_operations():
        if (name, "ok") not in seen:
            yield f"{name} never succeeded"
        shared = set(row.get("x-errors-shared", []))
        sharing |= {(key, name) for key in shared}
        declaring |= {(key, name) for key in row.get("x-errors", [])}  # by a group, or as the operation's own beside it
        declared = set(row.get("x-errors", [])) - contract.EVERYWHERE - shared
        if row["x-audience"] == "management":
            declared -= managed
        for key in sorted(declared):
            if (name, key) not in seen:
                yield f"{name} never answered {key}"
    for key in sorted({key for key, _ in sharing}):
        if not any((name, key) in seen for declared, name in declaring if declared == key):
            yield f"no operation of its group ever answered {key}"


def main():
    folder = pathlib.Path(os.environ["GENAUTH_COVERAGE"])
    if sys.argv[1:] == ["clear"]:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)  # servers of the SDK tests log there
        return 0
    found = list(gaps(seen_in(folder)))
    print("\n".join(found) or "Every live operation succeeded and gave every error that it declares.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
