"""Holds the tree to the rules of the house: python3 tools/tidy [RULE...]. Runs as the test "tidy".

Each finding is one line, FILE:LINE: RULE: WHAT TO DO. The rules, with their reasons, are data in rules.py.
"""

import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.append(str(ROOT / "tools/generate"))
sys.dont_write_bytecode = True

import contract_checks  # noqa: E402
import include_checks  # noqa: E402
import security_checks  # noqa: E402
import sql_checks  # noqa: E402
import text_checks  # noqa: E402
from tree import Tree  # noqa: E402


def main(only):
    tree = Tree(ROOT)
    for module in (text_checks, include_checks, sql_checks, contract_checks, security_checks):
        for check in module.CHECKS:
            check(tree)
    findings = sorted(set(finding for finding in tree.findings if not only or finding[2] in only))
    for file, line, rule, what in findings:
        print(f"{file}:{line}: {rule}: {what}")
    print(f"tidy: {len(findings)} findings in {len(tree.files)} files")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main(set(sys.argv[1:])))
