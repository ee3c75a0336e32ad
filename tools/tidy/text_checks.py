"""Sizes, banned calls, leftovers, headings: what one file shows by itself."""

import ast
import re

import rules


def sizes(tree):
    for file in tree.files:
        if not file.is_code or file.name.endswith(rules.LONG_FILES_ALLOWED):
            continue
        if file.lines and file.lines[0].startswith(rules.GENERATED):
            continue
        if len(file.lines) > rules.MAX_FILE_LINES:
            tree.say(
                file,
                1,
                "file-length",
                f"{len(file.lines)} lines, at most {rules.MAX_FILE_LINES}: {rules.SIZE_WHY}",
            )
        is_cpp = file.name.endswith((".h", ".cpp"))
        most = rules.MAX_LINE if is_cpp else rules.MAX_LINE_OTHER
        for number, line in enumerate(file.lines, 1):
            if len(line) > most:
                tree.say(
                    file,
                    number,
                    "line-length",
                    f"{len(line)} characters, at most {most}: break the line",
                )


def functions(tree):
    for file in tree.files:
        found = ()
        if file.is_cpp:
            found = cpp_functions(file.plain)
        elif file.name.endswith(".py"):
            found = python_functions(file.text)
        for line, length in found:
            if length > rules.MAX_FUNCTION_LINES:
                tree.say(
                    file,
                    line,
                    "function-length",
                    f"{length} lines, at most {rules.MAX_FUNCTION_LINES}: give its parts names",
                )


def python_functions(text):
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            yield node.lineno, node.end_lineno - node.lineno + 1


def cpp_functions(plain):
    """(line, length) of each function: a brace after parentheses, inside nothing but namespaces and types."""
    stack, start, line, start_line = [], 0, 1, 1
    for token in re.finditer(r"[{};\n]|^[ \t]*#.*", plain, re.MULTILINE):
        mark = token[0]
        if mark == "\n":
            line += 1
            continue
        if mark == "{":
            head = plain[start : token.start()].strip()
            inside = any(kind == "function" for kind, _ in stack)
            is_type = re.match(
                r"(?:.*\s)?(?:namespace|enum|union|extern)\b"
                r"|(?:template\s*<.*>\s*)?(?:class|struct)\b[^()]*$",
                head,
                re.DOTALL,
            )
            kind = "function" if not inside and "(" in head and not is_type else "other"
            skipped = len(plain[start : token.start()]) - len(plain[start : token.start()].lstrip())
            stack.append((kind, start_line + plain.count("\n", start, start + skipped)))
        elif mark == "}" and stack:
            kind, first = stack.pop()
            if kind == "function":
                yield first, line - first + 1
        start, start_line = token.end(), line


def banned(tree):
    compiled = [(rule, re.compile(pattern), allowed, why) for rule, pattern, allowed, why in rules.BANNED]
    for file in tree.files:
        if not file.is_cpp:
            continue
        for rule, pattern, allowed, why in compiled:
            if any(part in file.name for part in allowed):
                continue
            for match in pattern.finditer(file.plain):
                tree.say(file, file.line_of(match.start(), file.plain), rule, why)


def texts(tree):
    compiled = [(rule, re.compile(pattern), why) for rule, pattern, why in rules.TEXT]
    for file in tree.files:
        if file.name.endswith(("package-lock.json", ".json")):
            continue
        for rule, pattern, why in compiled:
            for match in pattern.finditer(file.text):
                tree.say(file, file.line_of(match.start()), rule, why)


def headings(tree):
    for file in tree.files:
        if not file.name.endswith(".md"):
            continue
        outside = re.sub(
            r"^```.*?^```", lambda m: "\n" * m[0].count("\n"), file.text, flags=re.MULTILINE | re.DOTALL
        )
        count = len(re.findall(r"^# ", outside, re.MULTILINE))
        if count != 1:
            tree.say(file, 1, "heading", f"{count} first-level headings; a page has exactly one, its title")


CHECKS = (sizes, functions, banned, texts, headings)
