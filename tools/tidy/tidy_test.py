"""tools/tidy on small trees that break one rule each."""

import pathlib
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True
sys.path.append(str(pathlib.Path(__file__).resolve().parents[1] / "generate"))

import include_checks  # noqa: E402
import security_checks  # noqa: E402
import sql_checks  # noqa: E402
import text_checks  # noqa: E402
from tree import Tree  # noqa: E402


def findings(files, *checks):
    with tempfile.TemporaryDirectory() as folder:
        for name, text in files.items():
            path = pathlib.Path(folder) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        tree = Tree(folder)
        for check in checks:
            check(tree)
        return [(file, line, rule) for file, line, rule, _ in tree.findings]


class Texts(unittest.TestCase):
    def test_a_long_function_is_found_where_it_begins_and_a_long_class_is_not(self):
        body = "  x = 1;\n" * 60
        source = (
            "namespace a {\nclass B {\n"
            + "  int c;\n" * 70
            + "};\n// why\nint f(int x) {\n"
            + body
            + "}\n}\n"
        )
        self.assertEqual(
            findings({"src/a/a.cpp": source}, text_checks.functions), [("src/a/a.cpp", 75, "function-length")]
        )

    def test_a_banned_call_is_found_in_code_but_not_in_comments_or_text(self):
        source = '// std::stoi(x)\nauto a = "std::stoi(x)";\nauto b = std::stoi(x);\n'
        self.assertEqual(findings({"src/a/a.cpp": source}, text_checks.banned), [("src/a/a.cpp", 3, "parse")])

    def test_a_line_is_excused_only_with_a_reason(self):
        source = (
            "usleep(1);  // tidy: sleep because the kernel has no event for it\nusleep(1);  // tidy: sleep\n"
        )
        self.assertEqual(findings({"src/a/a.cpp": source}, text_checks.banned), [("src/a/a.cpp", 2, "sleep")])

    def test_a_page_has_one_title(self):
        page = "# One\n```\n# a comment\n```\n# Two\n"
        self.assertEqual(
            findings({"docs/a.md": page, "docs/b.md": "# B\n"}, text_checks.headings),
            [("docs/a.md", 1, "heading")],
        )


class Includes(unittest.TestCase):
    TREE = {
        "src/base/CMakeLists.txt": "genauth_library(base)\n",
        "src/base/a.h": "",
        "src/db/CMakeLists.txt": "genauth_library(db PUBLIC genauth_base)\n",
        "src/db/b.h": '#include "base/a.h"\n',
        "src/modules/users/CMakeLists.txt": "genauth_library(users PRIVATE genauth_db)\n",
        "src/modules/users/users.cpp": '#include "base/a.h"\n#include "db/b.h"\n#include <vector>\n',
    }
    CHECKS = (include_checks.includes, include_checks.layers, include_checks.circles)

    def test_what_public_lines_hand_on_may_be_included(self):
        self.assertEqual(findings(self.TREE, *self.CHECKS), [])

    def test_a_header_of_a_library_that_is_not_linked_is_refused(self):
        tree = self.TREE | {"src/base/a.h": '#include "db/b.h"\n'}
        self.assertEqual(findings(tree, *self.CHECKS), [("src/base/a.h", 1, "include")])

    def test_a_library_below_may_not_link_one_above(self):
        tree = self.TREE | {"src/base/CMakeLists.txt": "genauth_library(base PRIVATE genauth_db)\n"}
        rules = {rule for _, _, rule in findings(tree, *self.CHECKS)}
        self.assertEqual(rules, {"layer", "circle"})

    def test_a_third_party_header_stays_with_its_owner(self):
        tree = self.TREE | {"src/db/b.h": "#include <openssl/evp.h>\n#include <libpq-fe.h>\n"}
        self.assertEqual(findings(tree, *self.CHECKS), [("src/db/b.h", 1, "third-party")])

    def test_another_modules_store_is_refused(self):
        tree = self.TREE | {
            "src/modules/users/users_store.h": "",
            "src/app/CMakeLists.txt": "genauth_library(app PRIVATE genauth_users)\n",
            "src/app/main.cpp": '#include "modules/users/users_store.h"\n',
        }
        self.assertEqual(findings(tree, *self.CHECKS), [("src/app/main.cpp", 1, "store")])


class Statements(unittest.TestCase):
    def test_a_statement_without_pool_id_needs_a_reason(self):
        text = "-- name: a\nselect 1 from t where pool_id = $1;\n-- name: b\nselect 1 from t;\n"
        files = {"src/modules/m/m.sql": text}
        self.assertEqual(findings(files, sql_checks.statements), [("src/modules/m/m.sql", 3, "tenant")])
        files["sql/global.txt"] = "m.b  shared by all\n"
        self.assertEqual(findings(files, sql_checks.statements), [])
        files["sql/global.txt"] = "m.a  stale\nm.b\n"
        self.assertEqual(
            findings(files, sql_checks.statements),
            [("sql/global.txt", 2, "tenant"), ("sql/global.txt", 1, "tenant")],
        )


class Security(unittest.TestCase):
    def test_a_row_names_tests_that_exist_or_says_that_it_is_not_covered(self):
        files = {
            "docs/security.md": "| No. | What | Test |\n| 1.1 | a | `test_a`, `\"refuses b\"` |\n"
            "| 1.2 | c | `test_gone` |\n| 1.3 | d | nothing |\n| 1.4 | e | Not covered: planned |\n",
            "tests/api/test_a.py": "def test_a():\n    pass\n",
            "src/m/b_test.cpp": 'TEST_CASE(\n    "refuses "\n    "b") {}\n',
        }
        expected = [("docs/security.md", 3, "security"), ("docs/security.md", 4, "security")]
        self.assertEqual(findings(files, security_checks.named_tests), expected)

    def test_every_section_of_rfc_9700_has_a_row_in_its_order(self):
        rows = [f"| {one} | a | `test_a` |" for one in security_checks.RFC_9700]

        def said(rows):
            text = "\n".join(["## RFC 9700", "| Section | What | Test |", *rows, "## Attacks", "| 9.9 | a | b |"])
            return findings({"docs/security.md": text + "\n"}, security_checks.sections)

        self.assertEqual(said([*rows, "| 4.17.1 | a | `test_a` |"]), [])
        self.assertEqual(said(rows[:-1]), [("docs/security.md", 1, "security")])
        self.assertEqual(said(rows[::-1]), [("docs/security.md", 1, "security")])

    def test_the_page_of_conformance_is_held_to_the_same_with_tests_of_the_browser(self):
        files = {
            "docs/conformance.md": "| Module | What | Test |\n| `OIDCCA` | a | `\"says a\"` |\n"
            "| `OIDCCB` | b | `\"says b\"` |\n| `OIDCCC` | c | |\n| `OIDCCD` | d | Open: not there yet |\n",
            "tests/browser/a.test.mjs": 'test("says a", async () => {});\n',
        }
        expected = [("docs/conformance.md", 3, "security"), ("docs/conformance.md", 4, "security")]
        self.assertEqual(findings(files, security_checks.named_tests), expected)


if __name__ == "__main__":
    unittest.main()
