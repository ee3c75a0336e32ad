"""Writes all that follows from contract/ into a build folder. Run by CMake."""

import argparse
import pathlib
import sys

import yaml

import bundle
import check
import config
import contract as model
import dto
import errors
import long_fields
import negative
import ops
import sdk_cpp


def write(path, text):
    """Leaves an unchanged file alone, so that nothing is rebuilt for nothing."""
    if not path.exists() or path.read_text() != text:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def remove_stale(out, written):
    """What a module left behind when it went or changed its name would still be compiled."""
    for folder in ("dto", "errors", "ops", "sdk_cpp/src", "sdk_cpp/include/genauth/types"):
        for path in (out / folder).glob("*"):
            if path not in written:
                path.unlink()


def load(path):
    with open(path, encoding="utf-8") as file:
        return yaml.load(file, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def main():
    parser = argparse.ArgumentParser(prog="tools/generate", description=__doc__)
    parser.add_argument("--contract", type=pathlib.Path, required=True, help="the contract folder")
    parser.add_argument("--out", type=pathlib.Path, required=True, help="where generated files go")
    options = parser.parse_args()

    groups = errors.load(options.contract / "errors", load)
    errors.check(groups)
    written = set()
    for group, rows in groups.items():
        write(options.out / f"errors/{group}.h", errors.header(rows))
        written.add(options.out / f"errors/{group}.h")
    write(options.out / "error_table.h", errors.table_header())
    write(options.out / "error_table.cpp", errors.table_source(errors.merged(groups)))

    settings = load(options.contract / "config.yaml")
    config.check(settings)
    write(options.out / "config.h", config.header(settings))
    write(options.out / "config.cpp", config.source(settings))
    write(options.out / "docs/configuration.md", config.documentation(settings))

    contract = model.Contract(options.contract)
    check.check(contract)
    version = (options.contract.parent / "VERSION").read_text().strip()
    for files in (dto.outputs(contract), ops.outputs(contract), bundle.outputs(contract, version),
                  negative.outputs(contract), long_fields.outputs(contract), sdk_cpp.outputs(contract)):
        for name, text in files.items():
            write(options.out / name, text)
            written.add(options.out / name)
    remove_stale(options.out, written)
    return 0


if __name__ == "__main__":
    sys.exit(main())
