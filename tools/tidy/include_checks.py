"""Who includes whom: #include lines against CMake lines, layers, circles, owners of third-party headers."""

import fnmatch
import re

import rules

LIBRARY = re.compile(r"genauth_library\(\s*(\w+)([^)]*)\)")
INCLUDE = re.compile(r'^#include ([<"])([^>"]+)[>"]', re.MULTILINE)


class Library:
    def __init__(self, name, folder, file, line, arguments):
        self.name, self.folder, self.file, self.line = name, folder, file, line
        self.public, self.private, self.test = set(), set(), set()
        target = self.public
        for word in re.sub(r"#[^\n]*", "", arguments).split():
            if word in ("PUBLIC", "PRIVATE", "TEST"):
                target = {"PUBLIC": self.public, "PRIVATE": self.private, "TEST": self.test}[word]
            elif word.startswith("genauth_"):
                target.add(word.removeprefix("genauth_"))


def libraries(tree):
    found = {}
    for file in tree.below("src/", "CMakeLists.txt"):
        for match in LIBRARY.finditer(file.text):
            folder = file.name.removesuffix("/CMakeLists.txt")
            found[match[1]] = Library(match[1], folder, file, file.line_of(match.start()), match[2])
    return found


def reachable(libs, names):
    """What the public lines of these libraries hand on."""
    seen, waiting = set(), list(names)
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            waiting += libs[name].public if name in libs else ()
    return seen


def library_of_include(libs, name):
    """The library that owns "folder/file.h", or None for what we do not check."""
    if name.startswith("gen/"):
        if name.startswith("gen/dto/"):
            return "dto"
        if name.startswith("gen/errors/"):
            return "base"
        return {"gen/error_table.h": "base", "gen/config.h": "config"}.get(name)
    folder = "src/" + name.rsplit("/", 1)[0]
    if folder.endswith("/testing") or name == "db/testing.h":
        return "db_testing"
    for lib in libs.values():
        if folder == lib.folder:
            return lib.name
    return None


def includes(tree):
    libs = libraries(tree)
    by_folder = {lib.folder: lib for lib in libs.values()}
    for file in tree.below("src/", ".cpp", ".h"):
        folder = file.name.rsplit("/", 1)[0]
        lib = by_folder.get(folder)
        for match in INCLUDE.finditer(file.text):
            line = file.line_of(match.start())
            if match[1] == "<":
                third_party(tree, file, line, match[2])
            elif lib:
                own_header(tree, libs, lib, file, line, match[2])


def is_of_tests(file):
    name = file.name.rsplit("/", 1)[1]
    return name.endswith(("_test.cpp", "_fuzz.cpp")) or name.startswith("test_") or name == "testing.h"


def is_file(tree, file, name):
    return f"src/{name}" in tree.by_name or (is_of_tests(file) and f"tests/{name}" in tree.by_name)


def own_header(tree, libs, lib, file, line, name):
    owner = library_of_include(libs, name)
    if owner is None and not name.startswith("gen/") and not is_file(tree, file, name):
        tree.say(file, line, "include", f'"{name}" is not a file below src/: write "folder/file.h"')
    if owner in (None, lib.name):
        return
    if name.endswith("_store.h"):
        tree.say(
            file,
            line,
            "store",
            f'"{name}" belongs to its module: ask through {owner}.h, so that nobody else knows the tables',
        )
    linked = lib.public | lib.private | (lib.test if is_of_tests(file) else set())
    if owner not in reachable(libs, linked):
        tree.say(
            file,
            line,
            "include",
            f'"{name}" needs genauth_{owner} in CMakeLists.txt, if {lib.name} may know {owner} at all',
        )


def third_party(tree, file, line, name):
    if "." not in name and "/" not in name:
        return  # the standard library
    if name.startswith(rules.SYSTEM_HEADERS):
        return
    for beginning, folders, why in rules.THIRD_PARTY:
        if not name.startswith(beginning):
            continue
        allowed = any(
            fnmatch.fnmatch(file.name, pattern if pattern.startswith("*") else f"src/{pattern}/*")
            or f"/{pattern}/" in file.name
            for pattern in folders
        )
        if not allowed:
            tree.say(file, line, "third-party", f"<{name}> is for {', '.join(folders)} only: {why}")
        return
    tree.say(
        file, line, "third-party", f"<{name}> has no owner: name one in tools/tidy/rules.py, with the reason"
    )


def layer(libs, name):
    if name in rules.LAYERS:
        return rules.LAYERS[name]
    return rules.MODULE_LAYER if name in libs and "/modules/" in libs[name].folder else None


def layers(tree):
    libs = libraries(tree)
    for lib in libs.values():
        here = layer(libs, lib.name)
        if here is None:
            tree.say(
                lib.file, lib.line, "layer", f"{lib.name} has no layer: give it one in tools/tidy/rules.py"
            )
            continue
        for other in sorted(lib.public | lib.private):
            there = layer(libs, other)
            if there is not None and there > here:
                tree.say(lib.file, lib.line, "layer", f"{lib.name} may not link {other}, which lies above it")
        if lib.name in rules.PROTOCOLS:
            for other in sorted((lib.public | lib.private) & set(rules.PROTOCOLS_NEVER)):
                tree.say(
                    lib.file,
                    lib.line,
                    "layer",
                    f"{lib.name} is a protocol library: a port instead of {other}",
                )


def circles(tree):
    libs = libraries(tree)
    done = set()

    def visit(name, path):
        if name in path:
            circle = " -> ".join(path[path.index(name) :] + [name])
            tree.say(
                libs[name].file,
                libs[name].line,
                "circle",
                f"{circle}: take out what they share, or turn one around",
            )
            return
        if name in done or name not in libs:
            return
        for other in sorted(libs[name].public | libs[name].private):
            visit(other, path + [name])
        done.add(name)

    for name in sorted(libs):
        visit(name, [])


CHECKS = (includes, layers, circles)
