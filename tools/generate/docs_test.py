"""The reference written from the real contract: links lead somewhere, HTML is sound, snippets parse."""

import ast
import html.parser
import json
import pathlib
import re
import unittest

import contract as model
import docs
import docs_model
import docs_snippets
from docs_tree import Tree

ROOT = pathlib.Path(__file__).resolve().parents[2]
VOID = {"meta", "link", "input", "br", "img", "hr"}


class Reader(html.parser.HTMLParser):
    """Checks the nesting of elements and remembers ids, links and headings."""

    def __init__(self):
        super().__init__()
        self.open, self.ids, self.links, self.levels, self.landmarks = [], [], [], [], []

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        if "id" in attributes:
            self.ids.append(attributes["id"])
        for name in ("href", "src", "action"):
            if name in attributes:
                self.links.append(attributes[name])
        if "style" in attributes or any(name.startswith("on") for name in attributes):
            raise AssertionError(f"the policy forbids what <{tag}> carries")
        if re.fullmatch(r"h[1-6]", tag):
            self.levels.append(int(tag[1]))
        if tag in ("main", "header", "footer", "nav"):
            self.landmarks.append(tag)
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            raise AssertionError(f"</{tag}> closes nothing")


class Reference(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.tree = Tree(model.Contract(ROOT / "contract"))
        settings = model.load_yaml(ROOT / "contract/config.yaml")
        cls.files = {
            path: content.decode() for path, content in docs.files_of(cls.tree, settings, "0").items()
        }
        cls.readers = {}
        for path, text in cls.files.items():
            if not path.endswith(".json"):
                cls.readers[path] = Reader()
                cls.readers[path].feed(text)

    def test_every_operation_has_a_page(self):
        for operation in self.tree.contract.operations:
            self.assertIn(f"/docs/operations/{operation.name}", self.files)

    def test_elements_are_closed_and_ids_unique(self):
        for path, reader in self.readers.items():
            with self.subTest(path):
                self.assertEqual(reader.open, [])
                self.assertEqual(len(reader.ids), len(set(reader.ids)))

    def test_headings_go_down_one_step_at_a_time(self):
        for path, reader in self.readers.items():
            with self.subTest(path):
                self.assertEqual(reader.levels.count(1), 1)
                steps = zip([0] + reader.levels, reader.levels)
                self.assertTrue(all(after - before <= 1 for before, after in steps))

    def test_every_page_has_its_landmarks(self):
        for path, reader in self.readers.items():
            with self.subTest(path):
                self.assertEqual(reader.landmarks.count("main"), 1)
                self.assertIn("nav", reader.landmarks)

    def test_every_link_leads_somewhere(self):
        known = set(self.files) | {f"/docs/{name}" for name in docs.ASSETS}
        for path, reader in self.readers.items():
            for link in reader.links:
                page, _, mark = link.partition("#")
                with self.subTest(path, link=link):
                    self.assertIn(page or path, known)
                    if mark:
                        self.assertIn(mark, self.readers[page or path].ids)

    def test_planned_operations_are_marked(self):
        for entry in self.tree.entries:
            self.assertEqual(
                'class="badge"' in self.files[entry.url].partition("<h2")[0], not entry.live, entry.name
            )

    def test_search_knows_every_page_of_an_operation(self):
        rows = json.loads(self.files["/docs/search.json"])
        self.assertEqual({row[0] for row in rows}, {entry.name for entry in self.tree.entries})


class Snippets(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.tree = Tree(model.Contract(ROOT / "contract"))

    def each(self, language):
        for entry in self.tree.entries:
            for snippet in docs_snippets.snippets(self.tree, entry):
                if snippet.language == language:
                    yield entry, snippet

    def test_python_parses(self):
        for entry, snippet in self.each("python"):
            with self.subTest(entry.name):
                ast.parse(snippet.code)

    def test_samples_hold_every_required_member_and_no_other_than_known_ones(self):
        for entry in self.tree.entries:
            if not entry.operation:
                continue
            rows = docs_model.request_members(self.tree.schemas, entry)
            sample = docs_model.request_sample(self.tree.schemas, entry, self.tree.table["samples"])
            with self.subTest(entry.name):
                self.assertLessEqual({row.name for row in rows if row.required}, set(sample))
                self.assertLessEqual(set(sample), {row.name for row in rows})

    def test_bodies_of_curl_are_json(self):
        for entry, snippet in self.each("curl"):
            found = re.search(r"-d '(.*)'", snippet.code, re.S)
            if found:
                with self.subTest(entry.name):
                    json.loads(found[1].replace("'\\''", "'"))


if __name__ == "__main__":
    unittest.main()
