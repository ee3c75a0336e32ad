"""How SQLite means to run every statement of the product, on the schema of all migrations.

A statement may neither scan a table that grows with users or sessions, nor narrow it to a whole pool and no further,
nor have an index built for each of its runs.
Why statistics stand in the schema: docs/decisions/0004-sqlite-statistics.md.
"""

import pathlib
import re
import sqlite3
import sys
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools/generate"))
import sql  # noqa: E402

# Grow with settings and with what operators make by hand. Every other table is taken to grow with users.
FEW_ROWS = {
    "access_keys",
    "administrators",
    "application_pictures",
    "applications",
    "approval_applications",
    "change_log",
    "device_limit_apps",
    "device_limit_exempt",
    "dynamic_clients",  # at most dynamic_clients_max of a pool
    "email_providers",
    "email_templates",
    "event_apps",
    "event_definitions",
    "identity_connection_apps",
    "identity_connections",
    "identity_sources",
    "installation",
    "invitation_policies",
    "nonces_kept",
    "numbers",
    "pairwise_keys",
    "permission_namespaces",
    "pools",
    "risk_policies",
    "schema_migrations",
    "signing_keys",
    "universal_invitations",
    "whitelist_entries",
}

# LIBRARY.STATEMENT: why it may.
ALLOWED = {
    "app.count_users": "`genauth doctor` compares the counters with the rows; no request reaches it",
    "feedback.list_feedback": "the newest from the end of the primary key: the limit ends it",
    "messages.list_inbox": "the inbox of development mode",
    "users.list_user_ids": "a page in the order of the index: the limit ends it",
    "users.search_user_ids": "keyword search reads a narrow table in the order of the page: the limit ends it",
    "users.count_search": "counts what keyword search finds, up to a bound",
    "audit.count_sealed_events": "`genauth doctor` verifies the audit chain; no request reaches it",
    "audit.last_seal": "one row from the end of the primary key",
    "audit.seal_events": "the index holds only what is not sealed yet, and the limit ends it",
}

STEP = re.compile(r"(SCAN|SEARCH) (\w+)(?:.*\((.*)\))?")
ALIAS = re.compile(r"\b(?:from|join|update|into)\s+(\w+)(?:\s+as)?\s+(\w+)", re.IGNORECASE)


def schema(last=None):
    """An empty database after the migrations, up to the one named `last` and without it."""
    database = sqlite3.connect(":memory:")
    database.executescript("pragma foreign_keys=on; pragma case_sensitive_like=on;")
    for _, name, texts in sql.migrations(ROOT / "sql/migrations"):
        if name == last:
            break
        database.executescript(texts["sqlite"])
    return database


def statements():
    for path in sorted((ROOT / "src").rglob("*.sql")):
        for name, texts in sql.statements(path).items():
            yield f"{path.parent.name}.{name}", texts["sqlite"]


def complaints(database, text):
    """What is wrong with the plan of one statement, in words."""
    tables = {row[0] for row in database.execute("select name from sqlite_schema where type = 'table'")}
    aliases = {alias: table for table, alias in ALIAS.findall(text)}
    values = [None] * len(sql.parameters(text))
    numbered = re.sub(r"\$(\d+)", r"?\1", text)
    found = []
    for *_, step in database.execute("explain query plan " + numbered, values):
        if "AUTOMATIC" in step:
            found.append(f"builds an index for each run, CROSS JOIN would name the order: {step}")
        match = STEP.match(step)
        if not match:
            continue
        verb, name, columns = match.groups()
        table = name if name in tables else aliases.get(name)
        if table not in tables or table in FEW_ROWS:
            continue  # an inner query has lines of its own
        if verb == "SCAN":
            found.append(f"reads all of {table}: {step}")
        elif columns == "pool_id=?":
            found.append(f"reads a whole pool of {table}: {step}")
    return found


class Plans(unittest.TestCase):
    def test_no_statement_reads_a_whole_table_or_pool_or_builds_an_index(self):
        database, wrong = schema(), {}
        for name, text in statements():
            found = complaints(database, text)
            if found:
                wrong[name] = found
        fresh = {name: found for name, found in wrong.items() if name not in ALLOWED}
        self.assertEqual(fresh, {}, "an index is missing, or a row of sqlite_stat1 for it in a migration")
        self.assertEqual(set(ALLOWED) - set(wrong), set(), "allowed for nothing: remove the line")

    def test_without_statistics_a_users_sessions_cost_a_whole_pool(self):
        found = complaints(schema("statistics"), dict(statements())["sessions.end_sessions_of_user"])
        self.assertIn("reads a whole pool of sessions", found[0])

    def test_an_alias_hides_no_table(self):
        text = "select s.id from sessions s where s.pool_id = $1 and s.device_id = $2"
        self.assertEqual(len(complaints(schema(), text)), 1)

    def test_statistics_name_what_there_is(self):
        """A row for an index that was renamed or dropped would help nobody, and nobody would notice."""
        database = schema()
        for table, index, stat in database.execute("select tbl, idx, stat from sqlite_stat1"):
            origin = {row[1]: row[3] for row in database.execute(f"pragma index_list({table})")}
            name = index if index != table else next(name for name, kind in origin.items() if kind == "pk")
            self.assertIn(name, origin)
            columns = database.execute(f"pragma index_info({name})").fetchall()
            self.assertEqual(len(stat.split()), len(columns) + 1, f"{index}: a number for each column")


if __name__ == "__main__":
    unittest.main()
