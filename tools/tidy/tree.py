"""The files of the tree, read once, and the findings."""

import os
import pathlib
import re

import rules

LITERALS = re.compile(
    r'R"(\w*)\((?:.|\n)*?\)\1"|"(?:\\.|[^"\\\n])*"|(?<![0-9A-Za-z_])\'(?:\\.|[^\'\\\n])+\'|//[^\n]*|'
    r"/\*(?:.|\n)*?\*/"
)


class File:
    def __init__(self, path, root):
        self.path = path
        self.name = path.relative_to(root).as_posix()
        self.text = path.read_text(encoding="utf-8", errors="replace")
        self.lines = self.text.splitlines()
        self._plain = None

    @property
    def plain(self):
        """C++ with comments and literals blanked, line for line the same."""
        if self._plain is None:
            self._plain = LITERALS.sub(
                lambda match: ("" if match[0][0] == "/" else '""') + "\n" * match[0].count("\n"), self.text
            )
        return self._plain

    @property
    def is_cpp(self):
        return self.name.endswith((".cpp", ".h"))

    @property
    def is_code(self):
        return self.name.endswith(rules.CODE) or self.name.startswith(rules.CODE_FOLDERS)

    def line_of(self, offset, text=None):
        return (text if text is not None else self.text).count("\n", 0, offset) + 1


class Tree:
    def __init__(self, root):
        self.root = pathlib.Path(root)
        self.findings = []
        self.files = [File(path, self.root) for path in sorted(self._paths())]
        self.by_name = {file.name: file for file in self.files}

    def _paths(self):
        for folder, folders, names in os.walk(self.root):
            folders[:] = [name for name in folders if name not in rules.SKIPPED_FOLDERS]
            for name in names:
                path = pathlib.Path(folder) / name
                if path.suffix not in (".png", ".jpg", ".ico", ".woff2", ".pyc") and "tests/fuzz/" not in str(
                    path
                ):
                    yield path

    def below(self, folder, *suffixes):
        return [
            file
            for file in self.files
            if file.name.startswith(folder) and file.name.endswith(suffixes or ("",))
        ]

    def say(self, file, line, rule, what):
        """file is a File or a name; a finding that the line excuses is dropped."""
        if isinstance(file, str):
            file = self.by_name.get(file, file)
        if isinstance(file, File):
            here = file.lines[line - 1] if 0 < line <= len(file.lines) else ""
            if re.search(rf"tidy: {re.escape(rule)} because \w", here):
                return
            file = file.name
        self.findings.append((file, line, rule, what))
