"""What tools/generate/sql.py takes and refuses."""

import pathlib
import re
import tempfile
import unittest

import sql


class Files(unittest.TestCase):
    def setUp(self):
        self.temporary = tempfile.TemporaryDirectory()
        self.addCleanup(self.temporary.cleanup)
        self.folder = pathlib.Path(self.temporary.name)

    def file(self, name, text):
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return path

    def refuses(self, words, action, *arguments):
        with self.assertRaises(SystemExit) as caught:
            action(*arguments)
        self.assertIn(words, str(caught.exception))


class Statements(Files):
    def refuse(self, text, words):
        self.refuses(words, sql.statements, self.file("x.sql", text))

    def test_refuses_what_is_not_one_whole_statement(self):
        self.refuse("select 1;", "before the first")
        self.refuse("-- name: a\nselect 1", "semicolon")
        self.refuse("-- name: a\nselect 1; select 2;", "more than one")
        self.refuse("-- name: a\nselect $1, $3;", "gap")
        self.refuse("-- name: a\nselect 1;\n-- name: a\nselect 2;", "twice")
        self.refuse("-- name: a [sqlite]\nselect 1;", "one engine only")
        self.refuse("-- name: a [oracle]\nselect 1;", "unknown engine")

    def test_reads_statements_without_comments_and_with_their_strings(self):
        path = self.file("x.sql", "-- About.\n-- name: a\n-- why\nselect '--;$9' -- $4\n  , $1;\n"
                                  "-- name: b [sqlite]\nselect 1;\n-- name: b [postgres]\nselect 2;\n")
        found = sql.statements(path)
        self.assertEqual(found["a"]["sqlite"], "select '--;$9'\n  , $1")
        self.assertEqual(found["b"], {"sqlite": "select 1", "postgres": "select 2"})

    def test_a_part_stands_for_its_text_in_the_statements_after_it(self):
        text = ("-- part: columns\n  id, -- the key\n  name\n\n-- name: a\nselect {columns} from t;\n"
                "-- name: b\ninsert into t ({columns}) values ($1);\n")
        found = sql.statements(self.file("x.sql", text))
        self.assertEqual(list(found), ["a", "b"])
        self.assertEqual(found["a"]["sqlite"].split(), "select id, name from t".split())
        self.assertEqual(found["b"]["postgres"].split(), "insert into t (id, name) values ($1)".split())
        self.refuse("-- name: a\nselect {columns} from t;", "no part")
        self.refuse("-- name: a\nselect {c} from t;\n-- part: c\nid\n", "no part")

    def test_writes_one_constant_each(self):
        found = {"a": {"sqlite": "s", "postgres": "s"}, "b": {"sqlite": "s", "postgres": "p"}}
        text = sql.header("groups", found, [pathlib.Path("groups.sql")])
        self.assertIn('db::Sql a{"groups.a", R"sql(s)sql"};', text)
        self.assertIn('db::Sql b{"groups.b", R"sql(p)sql", R"sql(s)sql"};', text)

    def test_refuses_one_name_in_two_files(self):
        paths = [self.file(name, "-- name: a\nselect 1;") for name in ("x.sql", "y.sql")]
        self.refuses("two files", sql.library_statements, paths)


class Migrations(Files):
    def test_takes_gaps_and_refuses_doubles_halves_and_unknown_tokens(self):
        self.file("0003_b.sql", "select 1;")
        self.assertEqual(len(sql.migrations(self.folder)), 1)
        double = self.file("0003_c.sql", "select 1;")
        self.refuses("0003 stands twice", sql.migrations, self.folder)
        pathlib.Path(double).unlink()
        self.file("0001_a.sqlite.sql", "select 1;")
        self.refuses("one engine only", sql.migrations, self.folder)
        self.file("0001_a.postgres.sql", "create table a (b {bytes});")
        self.refuses("{bytes}", sql.migrations, self.folder)
        self.file("0001_a.postgres.sql", "create table a (b {blob});")
        self.assertEqual([number for number, _, _ in sql.migrations(self.folder)], [1, 3])
        self.file("notes.sql", "")
        self.refuses("the name must be", sql.migrations, self.folder)

    def test_expands_tokens_for_each_engine(self):
        self.file("0001_a.sql", "create table a (b {blob}, c {text}) {clustered}; -- {never}")
        ((number, name, texts),) = sql.migrations(self.folder)
        self.assertEqual((number, name), (1, "a"))
        self.assertEqual(texts["sqlite"].strip(), "create table a (b blob, c text) without rowid;")
        self.assertEqual(texts["postgres"].split(), 'create table a (b bytea, c text collate "C") ;'.split())

    def test_a_line_may_be_for_one_engine(self):
        self.file("0001_a.sql", "create table a (b {blob});\n--sqlite:insert into c values (1);\n--postgres:select 2;")
        ((_, _, texts),) = sql.migrations(self.folder)
        self.assertEqual(texts["sqlite"].split("\n"), ["create table a (b blob);", "insert into c values (1);"])
        self.assertEqual(texts["postgres"].split("\n"), ["create table a (b bytea);", "select 2;"])

    def test_a_changed_text_has_another_checksum(self):
        checksums = set()
        for text in ("x", "y", "x"):
            source = sql.migrations_source([(1, "a", {"sqlite": "same", "postgres": text})])
            checksums |= set(re.findall(r"[0-9a-f]{64}", source))
        self.assertEqual(len(checksums), 2)


if __name__ == "__main__":
    unittest.main()
