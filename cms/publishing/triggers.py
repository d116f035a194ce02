"""The triggers that raise the content version, in the transaction that writes.

They also see `.update()`, bulk work, moves in the tree and plain SQL. On SQLite, where one transaction writes at a
time, they raise the number row by row. On PostgreSQL they wait for the commit, so that writers do not queue behind
the one row, and raise it once a transaction.

A number is never given out twice: it is at least the time in milliseconds. So a database that was emptied, or put
back from a dump, has a number that no process remembers an answer for.

Fine triggers name columns, which no table can lose meanwhile. So before migrations coarse ones, which fire at any
write and at once (PostgreSQL alters no table that has triggers waiting), take their place, and afterwards fine ones
are made for the tables as they are then. The name of a trigger holds a hash of its text: making them again when
nothing changed writes nothing.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterator
from typing import Any, NamedTuple

from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from cms.publishing.models import ContentVersion
from cms.publishing.tables import CONDITIONS, public_tables

PREFIX = "content_version_"
ROW = ContentVersion._meta.db_table


class Trigger(NamedTuple):
    """A trigger by its name, which is made from the text that makes it."""

    name: str
    table: str
    sql: str


class _SQLite:
    COLUMNS = (
        "SELECT m.name, p.name FROM sqlite_master m JOIN pragma_table_info(m.name) p "
        "WHERE m.type = 'table' ORDER BY m.name, p.cid"
    )
    TRIGGERS = f"SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger' AND name LIKE '{PREFIX}%'"  # noqa: S608
    NOW = "CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER)"
    # No conflict clause: that of the statement which fires the trigger would override it.
    BODY = (
        f"INSERT INTO {ROW} (id, number) SELECT 1, 0 WHERE NOT EXISTS (SELECT 1 FROM {ROW} WHERE id = 1); "  # noqa: S608
        f"UPDATE {ROW} SET number = MAX(number + 1, {NOW}) WHERE id = 1;"
    )
    FUNCTION = ""
    EVENTS = ("INSERT", "UPDATE", "DELETE")

    @classmethod
    def create(cls, event: str, table: str, columns: list[str]) -> str:
        changed = " OR ".join(f'OLD."{column}" IS NOT NEW."{column}"' for column in columns)
        tests = [f"({changed})"] if event == "UPDATE" and columns else []
        if columns and table in CONDITIONS:
            tests.append(CONDITIONS[table].replace("{row}", "OLD" if event == "DELETE" else "NEW"))
        when = f"WHEN {' AND '.join(tests)} " if tests else ""
        return f'CREATE TRIGGER "{{name}}" AFTER {event} ON "{table}" FOR EACH ROW {when}BEGIN {cls.BODY} END'

    @staticmethod
    def drop(name: str, table: str) -> str:
        return f'DROP TRIGGER IF EXISTS "{name}"'


class _PostgreSQL:
    COLUMNS = (
        "SELECT c.relname, a.attname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid "
        "WHERE c.relkind = 'r' AND c.relnamespace = current_schema()::regnamespace "
        "AND a.attnum > 0 AND NOT a.attisdropped ORDER BY c.relname, a.attnum"
    )
    TRIGGERS = (
        "SELECT t.tgname, c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "  # noqa: S608
        f"WHERE c.relnamespace = current_schema()::regnamespace AND t.tgname LIKE '{PREFIX}%'"
    )
    # The mark is undone with the savepoint that it was set in, as the raise is.
    FUNCTION = f"""
        CREATE OR REPLACE FUNCTION raise_content_version() RETURNS trigger LANGUAGE plpgsql AS $$
        DECLARE counts boolean := true;
        BEGIN
            IF TG_NARGS > 0 AND TG_OP = 'DELETE' THEN
                EXECUTE 'SELECT ' || replace(TG_ARGV[0], '{{row}}', '($1)') INTO counts USING OLD;
            ELSIF TG_NARGS > 0 THEN
                EXECUTE 'SELECT ' || replace(TG_ARGV[0], '{{row}}', '($1)') INTO counts USING NEW;
            END IF;
            IF NOT counts THEN
                RETURN NULL;
            END IF;
            IF current_setting('cms.content_version_raised_by', true) IS DISTINCT FROM txid_current()::text THEN
                INSERT INTO {ROW} AS present (id, number)
                    VALUES (1, (extract(epoch FROM clock_timestamp()) * 1000)::bigint)
                    ON CONFLICT (id) DO UPDATE SET number = GREATEST(present.number + 1, EXCLUDED.number);
                PERFORM set_config('cms.content_version_raised_by', txid_current()::text, true);
            END IF;
            RETURN NULL;
        END $$
    """  # noqa: S608
    EVENTS = ("INSERT", "UPDATE", "DELETE", "TRUNCATE")

    @staticmethod
    def create(event: str, table: str, columns: list[str]) -> str:
        run = "EXECUTE FUNCTION raise_content_version"
        if event == "TRUNCATE" or not columns:
            return f'CREATE TRIGGER "{{name}}" AFTER {event} ON "{table}" FOR EACH STATEMENT {run}()'
        changed = " OR ".join(f'OLD."{column}" IS DISTINCT FROM NEW."{column}"' for column in columns)
        when = f"WHEN ({changed}) " if event == "UPDATE" else ""
        condition = CONDITIONS.get(table, "").replace("'", "''")
        argument = f"'{condition}'" if condition else ""
        return (
            f'CREATE CONSTRAINT TRIGGER "{{name}}" AFTER {event} ON "{table}" '
            f"DEFERRABLE INITIALLY DEFERRED FOR EACH ROW {when}{run}({argument})"
        )

    @staticmethod
    def drop(name: str, table: str) -> str:
        return f'DROP TRIGGER IF EXISTS "{name}" ON "{table}"'


def engine_of(connection: BaseDatabaseWrapper) -> Any:
    """Return how the triggers are written in a database's own language."""
    return _PostgreSQL if connection.vendor == "postgresql" else _SQLite


def install(connection: BaseDatabaseWrapper, *, coarse: bool = False) -> None:
    """Bring the triggers into step with the tables and raise the version where they were not.

    `coarse` ones name no column and fire for any change. Does nothing before the version's own table is there.
    """
    engine = engine_of(connection)
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        columns: dict[str, list[str]] = defaultdict(list)
        cursor.execute(engine.COLUMNS)
        for table, column in cursor.fetchall():
            columns[table].append(column)
        if ROW not in columns:
            return
        wanted = {trigger.name: trigger for trigger in _triggers(engine, columns, coarse)}
        cursor.execute(engine.TRIGGERS)
        present = dict(cursor.fetchall())
        if present.keys() == wanted.keys():
            return
        if engine.FUNCTION:
            cursor.execute(engine.FUNCTION)
        for name in present.keys() - wanted.keys():
            cursor.execute(engine.drop(name, present[name]))
        for name in wanted.keys() - present.keys():
            cursor.execute(wanted[name].sql)
        cursor.execute(f"UPDATE {ROW} SET number = number + 1")  # noqa: S608


def _triggers(engine: Any, columns: dict[str, list[str]], coarse: bool) -> Iterator[Trigger]:
    for table, private in public_tables().items():
        public = [] if coarse else [column for column in columns.get(table, ()) if column not in private]
        for event in engine.EVENTS if table in columns else ():
            sql = engine.create(event, table, public)
            name = PREFIX + hashlib.sha256((sql + engine.FUNCTION).encode()).hexdigest()[:16]
            yield Trigger(name, table, sql.replace("{name}", name))


def before_migrations(using: str, **kwargs: Any) -> None:
    """Receive `pre_migrate`: let no trigger name a column that a migration may change."""
    install(connections[using], coarse=True)


def after_migrations(using: str, **kwargs: Any) -> None:
    """Receive `post_migrate`: SQLite drops the triggers of every table that it remakes."""
    install(connections[using])
