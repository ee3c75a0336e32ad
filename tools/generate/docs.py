"""The reference that the server serves at /docs, and docs/operations.md.

docs.py archive --contract DIR --assets DIR --version FILE --out DIR
    writes docs.bin and docs_archive.cpp
docs.py operations --contract DIR [--check] FILE
    writes the list of operations, or compares it
"""

import argparse
import pathlib
import sys

import config
import contract as model
import docs_archive
import docs_html
import docs_lists
import docs_markdown
from docs_operation import OperationPage
from docs_text import TEXT
from docs_tree import Tree

ASSETS = ("style.css", "search.js", "icon.svg")


def files_of(tree, settings, version, language="en"):
    """Every path of the reference and its bytes. A further language needs its words and a folder below /docs."""
    words, files = TEXT[language], {}
    pages = list(docs_lists.pages(tree, settings, words))
    pages += [OperationPage(tree, words, entry).page() for entry in tree.entries]
    for page in pages:
        if page.path in files:
            raise SystemExit(f"docs: two pages want to stand at {page.path}")
        files[page.path] = docs_html.render(tree, words, language, version, page).encode()
    files["/docs/search.json"] = docs_lists.search_index(tree).encode()
    return files


def archive(options):
    tree = Tree(model.Contract(options.contract))
    settings = model.load_yaml(options.contract / "config.yaml")
    config.check(settings)
    files = files_of(tree, settings, options.version.read_text().strip())
    for name in ASSETS:
        files[f"/docs/{name}"] = (options.assets / name).read_bytes()
    docs_archive.write(files, options.out)
    return 0


def operations(options):
    text = docs_markdown.operations(Tree(model.Contract(options.contract)))
    if not options.check:
        options.file.write_text(text)
        return 0
    if options.file.read_text() == text:
        return 0
    print(
        f"{options.file} does not fit the contract. Write it anew:\n"
        "  python3 tools/generate/docs.py operations --contract contract docs/operations.md"
    )
    return 1


def main():
    parser = argparse.ArgumentParser(prog="tools/generate/docs.py", description=__doc__)
    commands = parser.add_subparsers(required=True)
    command = commands.add_parser("archive")
    command.add_argument("--contract", type=pathlib.Path, required=True)
    command.add_argument("--assets", type=pathlib.Path, required=True)
    command.add_argument("--version", type=pathlib.Path, required=True)
    command.add_argument("--out", type=pathlib.Path, required=True)
    command.set_defaults(run=archive)
    command = commands.add_parser("operations")
    command.add_argument("--contract", type=pathlib.Path, required=True)
    command.add_argument("--check", action="store_true")
    command.add_argument("file", type=pathlib.Path)
    command.set_defaults(run=operations)
    options = parser.parse_args()
    return options.run(options)


if __name__ == "__main__":
    sys.exit(main())
