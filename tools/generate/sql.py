"""*.sql -> C++. Called by CMake: one header of statements per folder, one file of migrations for the server.

Statements (src/<folder>/*.sql):

    -- name: insert_group
    insert into groups (pool_id, id, code) values ($1, $2, $3);

    -- name: list_names [sqlite]        only where the engines must differ: once per engine
    -- name: list_names [postgres]

    -- part: group_columns              {group_columns} stands for it in the statements after it
    id, code, name

Migrations (sql/migrations/): NNNN_name.sql, or NNNN_name.sqlite.sql and NNNN_name.postgres.sql. Numbers
go up and may leave gaps; a file that was released is never edited (its checksum is in every database).
Tokens stand for what the engines call differently: see TOKENS. A line of a migration that begins with "--sqlite:" or
"--postgres:" is for that engine only (what SQLite's planner is to believe of a table stands so, beside the table).
"""

import argparse
import hashlib
import pathlib
import re
import sys

ENGINES = ("sqlite", "postgres")
TOKENS = {  # token: (SQLite, PostgreSQL)
    "{blob}": ("blob", "bytea"),
    # Bytewise order and LIKE 'abc%' by index on both, whatever the locale of the PostgreSQL database.
    "{text}": ("text", 'text collate "C"'),
    "{clustered}": ("without rowid", ""),  # rows in the order of the primary key
    "{unlogged}": ("", "unlogged"),  # a crash of the server empties it; no commit waits for it
    "{sequence_key}": (
        "integer primary key autoincrement",
        "bigint generated always as identity primary key",
    ),
}
HEADER = re.compile(r"--\s*(?P<kind>name|part):\s*(?P<name>[a-z][a-z0-9_]*)\s*(?:\[(?P<engine>[a-z]+)\])?\s*$")
PART = re.compile(r"\{([a-z][a-z0-9_]*)\}")
MIGRATION = re.compile(r"(?P<number>\d{4})_(?P<name>[a-z0-9_]+)(?:\.(?P<engine>[a-z]+))?\.sql$")
OPAQUE = re.compile(r"'[^']*'|\"[^\"]*\"|--[^\n]*|/\*.*?\*/", re.DOTALL)


def fail(path, message):
    raise SystemExit(f"{path}: {message}")


def without_comments(text):
    """Comments out, strings kept; lines that held only a comment vanish."""
    kept = OPAQUE.sub(lambda match: match[0] if match[0][0] in "'\"" else "", text)
    return "\n".join(line.rstrip() for line in kept.splitlines() if line.strip())


def parameters(text):
    return {int(number) for number in re.findall(r"\$(\d+)", OPAQUE.sub("", text))}


def finish(path, name, lines):
    text = without_comments("\n".join(lines)).strip()
    if not text.endswith(";"):
        fail(path, f"{name} must end with a semicolon")
    text = text[:-1].rstrip()
    if ";" in OPAQUE.sub("", text):
        fail(path, f"{name} is more than one statement")
    used = parameters(text)
    if used != set(range(1, len(used) + 1)):
        fail(path, f"{name} uses the parameters {sorted(used)}: there must be no gap")
    return text


def statements(path):
    """{name: {engine: text}} of one file, in its order."""
    found, parts, header, lines = {}, {}, None, []

    def part(match):
        if match[1] not in parts:
            fail(path, f"no part {match[0]} stands before its use")
        return parts[match[1]]

    def close():
        if header is None:
            if without_comments("\n".join(lines)).strip():
                fail(path, "there is text before the first '-- name:'")
            return
        name, engine = header["name"], header["engine"]
        if header["kind"] == "part":
            parts[name] = without_comments("\n".join(lines)).strip()
            return
        lines[:] = [PART.sub(part, line) for line in lines]
        if engine not in (None, *ENGINES):
            fail(path, f"{name}: unknown engine [{engine}]")
        texts = found.setdefault(name, {})
        for each in ENGINES if engine is None else (engine,):
            if each in texts:
                fail(path, f"{name} is there twice")
            texts[each] = finish(path, name, lines)

    for line in path.read_text(encoding="utf-8").splitlines():
        match = HEADER.match(line)
        if match:
            close()
            header, lines = match, []
        else:
            lines.append(line)
    close()
    for name, texts in found.items():
        if len(texts) != len(ENGINES):
            fail(path, f"{name} is there for one engine only")
    return found


def library_statements(paths):
    found = {}
    for path in sorted(paths):
        for name, texts in statements(path).items():
            if name in found:
                fail(path, f"{name} is in two files")
            found[name] = texts
    return found


def literal(text):
    return f'R"sql({text})sql"'


def header(library, found, sources):
    names = ", ".join(sorted(path.name for path in sources))
    lines = [f"// Generated from {names}. Not to be edited.", "#pragma once", '#include "db/database.h"', "",
             f"namespace genauth::{library}::sql {{", ""]
    for name, texts in found.items():
        differ = texts["sqlite"] != texts["postgres"]
        values = literal(texts["postgres"]) + (f", {literal(texts['sqlite'])}" if differ else "")
        lines.append(f'inline constexpr db::Sql {name}{{"{library}.{name}", {values}}};')
    lines += ["", f"}}  // namespace genauth::{library}::sql", ""]
    return "\n".join(lines)


def expand(path, text, column):
    for token, values in TOKENS.items():
        text = text.replace(token, values[column])
    unknown = re.search(r"\{[a-z_]+\}", OPAQUE.sub("", text))
    if unknown:
        fail(path, f"unknown token {unknown[0]}; there are {', '.join(TOKENS)}")
    return text


def lines_of(text, engine):
    """The text with this engine's own lines uncommented; the other's stay comments."""
    return re.sub(rf"(?m)^--{engine}:", "", text)


def migrations(folder):
    """[(number, name, {engine: text})] in order."""
    found = {}
    for path in sorted(folder.glob("*.sql")):
        match = MIGRATION.match(path.name)
        if not match or match["engine"] not in (None, *ENGINES):
            fail(path, "the name must be NNNN_name.sql or NNNN_name.(sqlite|postgres).sql")
        key = (int(match["number"]), match["name"])
        texts = found.setdefault(key, {})
        for column, engine in enumerate(ENGINES):
            if match["engine"] in (None, engine):
                if engine in texts:
                    fail(path, f"there is already a text for {engine}")
                own = lines_of(path.read_text(encoding="utf-8"), engine)
                texts[engine] = expand(path, without_comments(own), column)
    numbers = [number for number, _ in sorted(found)]
    for (number, name), texts in sorted(found.items()):
        if numbers.count(number) > 1:
            fail(folder, f"{number:04} stands twice")
        if len(texts) != len(ENGINES):
            fail(folder, f"{number:04}_{name} is there for one engine only")
    return [(number, name, texts) for (number, name), texts in sorted(found.items())]


def migrations_source(rows):
    lines = ["// Generated from sql/migrations. Not to be edited.", '#include "db/migrator.h"', "",
             "namespace genauth::db {", ""]
    if rows:
        lines += ["namespace {", "constexpr Migration kMigrations[] = {"]
        for number, name, texts in rows:
            both = "\0".join(texts[engine] for engine in ENGINES)
            checksum = hashlib.sha256(both.encode()).hexdigest()
            sqlite, postgres = (literal(texts[engine]) for engine in ENGINES)
            lines.append(f'    {{{number}, "{name}", {sqlite},\n     {postgres},\n     "{checksum}"}},')
        lines += ["};", "}  // namespace", ""]
        lines.append("std::span<const Migration> migrations() { return kMigrations; }")
    else:
        lines.append("std::span<const Migration> migrations() { return {}; }")
    lines += ["", "}  // namespace genauth::db", ""]
    return "\n".join(lines)


def write(path, text):
    """Always touched: the build compares times."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def main():
    parser = argparse.ArgumentParser(prog="tools/generate/sql.py", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    one = commands.add_parser("statements", help="one folder's statements -> header")
    one.add_argument("--library", required=True)
    one.add_argument("--out", type=pathlib.Path, required=True)
    one.add_argument("files", type=pathlib.Path, nargs="+")
    all_of_them = commands.add_parser("migrations", help="sql/migrations -> C++")
    all_of_them.add_argument("--folder", type=pathlib.Path, required=True)
    all_of_them.add_argument("--out", type=pathlib.Path, required=True)
    options = parser.parse_args()
    if options.command == "statements":
        write(options.out, header(options.library, library_statements(options.files), options.files))
    else:
        write(options.out, migrations_source(migrations(options.folder)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
