"""A directory with one person in it, for tests that are not written in Python: prints the settings of a connection to
it, and lasts as long as its input.

usage: directory.py NAME PASSWORD
"""

import json
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
import slapd  # noqa: E402  pylint: disable=wrong-import-position

with slapd.Slapd() as directory:
    directory.add(sys.argv[1], sys.argv[2])
    print(json.dumps(directory.fields()), flush=True)
    sys.stdin.read()
