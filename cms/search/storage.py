"""The inverted index: which entries have a term in a column. FTS5 on SQLite, `tsvector` and GIN on PostgreSQL.

Both are given the same terms and asked only for postings; they know no language and rank nothing. Terms consist of
letters and digits (`cms.analysis`), so each is one token to both. What PostgreSQL cannot hold of a long text is left
out on SQLite too, so that the two give the same entries.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

import orjson
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from cms.publishing.fetching import among, fetched
from cms.search import bits

GAP = "·"
"""Stands between terms where no phrase goes on. A token to SQLite, and never a term."""

MOST_POSITIONS = 16_383
MOST_OF_ONE = 255
"""PostgreSQL remembers no more places of one term in a value."""
MOST_BYTES = 1_000_000
"""PostgreSQL's own limit for terms and places together is 1 MiB."""


@dataclass(frozen=True)
class Words:
    """What a column holds: terms in order, with `GAP` between texts, and terms that stand in no order."""

    terms: Sequence[str] = ()
    loose: Sequence[str] = ()


Row = tuple[int, Sequence[Words]]
"""A key with the words of each column."""


class Lookup(NamedTuple):
    """Several terms stand beside each other in this order; of the last, with `prefix`, only the beginning is known."""

    column: str
    terms: tuple[str, ...]
    prefix: bool = False


def limited(words: Words) -> Words:
    """Return what both databases can hold of a column.

    What comes after the last place is held without one; places of a term beyond the most that are remembered are gaps.
    """
    if not words.terms and not words.loose:
        return words
    terms = set(words.terms) - {GAP}
    loose = [term for term in dict.fromkeys(words.loose) if term not in terms]
    often = len(words.terms) > MOST_OF_ONE and max(_counts(words.terms).values(), default=0) > MOST_OF_ONE
    size = (sum(map(len, terms)) + sum(map(len, loose)) + len(loose)) * 4 + len(words.terms) * 2
    fits = len(words.terms) <= MOST_POSITIONS and not often and size < MOST_BYTES
    return Words(words.terms, loose) if fits else _cut(words)


def _counts(terms: Sequence[str]) -> Counter[str]:
    counts = Counter(terms)
    del counts[GAP]
    return counts


def _cut(words: Words) -> Words:
    seen: Counter[str] = Counter()
    terms, room = [], MOST_BYTES
    for term in words.terms[:MOST_POSITIONS]:
        if term in seen or (term != GAP and room > 0):
            room -= 2 if term in seen else len(term.encode()) + 8
            seen[term] += 1
        terms.append(term if 0 < seen[term] <= MOST_OF_ONE else GAP)
    loose = []
    for term in dict.fromkeys([*words.terms[MOST_POSITIONS:], *words.loose]):
        if seen[term] or term == GAP:
            continue
        room -= len(term.encode()) + 8
        if room <= 0:
            break
        loose.append(term)
    return Words(terms, loose)


class _SQLite:
    """Everything in one FTS5 table, whose tokens are separated by spaces."""

    key = "rowid"

    @staticmethod
    def create(name: str, columns: Sequence[str]) -> Iterator[str]:
        yield (
            f"CREATE VIRTUAL TABLE {name} USING fts5({', '.join(columns)}, "
            "tokenize='ascii', detail=full, columnsize=0, prefix='2 3')"
        )

    @staticmethod
    def drop(name: str, columns: Sequence[str]) -> Iterator[str]:
        yield f"DROP TABLE IF EXISTS {name}"

    @staticmethod
    def stored(words: Words) -> str:
        return " ".join([*words.terms, *(f"{GAP} {term}" for term in words.loose)])

    @staticmethod
    def insert(name: str, columns: Sequence[str]) -> str:
        places = ", ".join(["%s"] * (len(columns) + 1))
        return f"INSERT OR REPLACE INTO {name} (rowid, {', '.join(columns)}) VALUES ({places})"  # noqa: S608

    @staticmethod
    def unanswered(connection: BaseDatabaseWrapper) -> AbstractContextManager[Any]:
        return nullcontext()

    @staticmethod
    def keys(name: str) -> str:
        return f"SELECT json_group_array(id) FROM {name}_content"  # noqa: S608

    @staticmethod
    def ask(name: str, lookups: Sequence[Lookup], *, only_whether: bool) -> tuple[str, list[Any]]:
        hits = f"SELECT group_concat(rowid) FROM {name} WHERE {name} MATCH wanted.value"  # noqa: S608
        if only_whether:
            hits = f"SELECT 1 FROM {name} WHERE {name} MATCH wanted.value LIMIT 1"  # noqa: S608
        queries = [_SQLite.query(lookup) for lookup in lookups]
        sql = f"SELECT wanted.key, ({hits}) FROM json_each(%s) AS wanted"  # noqa: S608
        return sql, [orjson.dumps(queries).decode()]

    @staticmethod
    def query(lookup: Lookup) -> str:
        phrase = " ".join(lookup.terms).replace('"', '""')
        return f'{lookup.column} : "{phrase}"' + (" *" if lookup.prefix else "")


@lru_cache(maxsize=1)
def _places() -> tuple[str, ...]:
    return tuple(map(str, range(1, MOST_POSITIONS + 1)))


class _PostgreSQL:
    """A `tsvector` for each column, made by us: no configuration of PostgreSQL's has a say.

    Rows hold little but the key: an index answers with rows, and most answers need no more of them. The planner does
    not know that reading a value takes it from elsewhere; left alone it would read every value of a column rather
    than ask the index, which takes a hundred times as long. So lookups are functions in which it has no choice.
    """

    key = "id"
    ANSWERS = {
        "keys": ("text", "SELECT string_agg(id::text, ',') FROM {name} WHERE {column} @@ wanted"),
        "known": ("boolean", "SELECT EXISTS (SELECT FROM {name} WHERE {column} @@ wanted)"),
    }

    @classmethod
    def create(cls, name: str, columns: Sequence[str]) -> Iterator[str]:
        vectors = ", ".join(f"{column} tsvector" for column in columns)
        yield f"CREATE TABLE {name} (id bigint PRIMARY KEY, {vectors}) WITH (toast_tuple_target = 128)"
        for column in columns:
            yield f"ALTER TABLE {name} ALTER COLUMN {column} SET STATISTICS 0"
            yield f"CREATE INDEX {name}_{column} ON {name} USING gin ({column}) WITH (gin_pending_list_limit = 512)"
            for answer, (result, sql) in cls.ANSWERS.items():
                query = sql.format(name=name, column=column)
                yield (
                    f"CREATE FUNCTION {name}_{column}_{answer}(wanted tsquery) RETURNS {result} LANGUAGE plpgsql "
                    f"STABLE STRICT SET enable_seqscan = off AS $$ BEGIN RETURN ({query}); END $$"
                )

    @classmethod
    def drop(cls, name: str, columns: Sequence[str]) -> Iterator[str]:
        for column in columns:
            for answer in cls.ANSWERS:
                yield f"DROP FUNCTION IF EXISTS {name}_{column}_{answer}(tsquery)"
        yield f"DROP TABLE IF EXISTS {name}"

    @staticmethod
    def stored(words: Words) -> str:
        places: dict[str, list[str]] = defaultdict(list)
        for term, place in zip(words.terms, _places(), strict=False):
            places[term].append(place)
        places.pop(GAP, None)
        written = [*places, *words.loose]
        if not "".join(written).isalnum():  # which is quicker than quotes
            written = list(map(_PostgreSQL.quoted, written))
        placed = [f"{term}:{','.join(found)}" for term, found in zip(written, places.values(), strict=False)]
        return " ".join(placed + written[len(placed) :])

    @staticmethod
    def quoted(term: str) -> str:
        escaped = term.replace("\\", "\\\\").replace("'", "''")
        return f"'{escaped}'"

    @staticmethod
    def insert(name: str, columns: Sequence[str]) -> str:
        places = "".join([", %s::tsvector"] * len(columns))
        updates = ", ".join(f"{column} = EXCLUDED.{column}" for column in columns)
        return (
            f"INSERT INTO {name} (id, {', '.join(columns)}) VALUES (%s{places}) "  # noqa: S608
            f"ON CONFLICT (id) DO UPDATE SET {updates}"
        )

    @staticmethod
    @contextmanager
    def unanswered(connection: BaseDatabaseWrapper) -> Iterator[None]:
        """Send statements without waiting until each is done."""
        with connection.wrap_database_errors, connection.connection.pipeline():
            yield

    @staticmethod
    def keys(name: str) -> str:
        return f"SELECT json_agg(id)::text FROM {name}"  # noqa: S608

    @staticmethod
    def ask(name: str, lookups: Sequence[Lookup], *, only_whether: bool) -> tuple[str, list[Any]]:
        """One text for each set of columns, whatever is looked for in them."""
        columns: dict[str, list[int]] = defaultdict(list)
        for number, lookup in enumerate(lookups):
            columns[lookup.column].append(number)
        parts, parameters = [], []
        for column in sorted(columns):
            answer = f"{name}_{column}_{'known' if only_whether else 'keys'}(wanted.query)"
            wanted = "unnest(%s::int[], %s::text[]::tsquery[]) AS wanted(number, query)"
            parts.append(f"SELECT wanted.number, {answer} FROM {wanted}")  # noqa: S608
            parameters += [columns[column], [_PostgreSQL.query(lookups[number]) for number in columns[column]]]
        return " UNION ALL ".join(parts), parameters

    @staticmethod
    def query(lookup: Lookup) -> str:
        return " <-> ".join(map(_PostgreSQL.quoted, lookup.terms)) + (":*" if lookup.prefix else "")


_ENGINES: dict[str, Any] = {"sqlite": _SQLite, "postgresql": _PostgreSQL}


@dataclass(frozen=True)
class Index:
    """An index of rows by key, with named columns of words."""

    name: str
    columns: tuple[str, ...]

    def create(self, connection: BaseDatabaseWrapper) -> None:
        """Make its tables."""
        with connection.cursor() as cursor:
            for sql in self._engine(connection).create(self.name, self.columns):
                cursor.execute(sql)

    def drop(self, connection: BaseDatabaseWrapper) -> None:
        """Remove its tables."""
        with connection.cursor() as cursor:
            for sql in self._engine(connection).drop(self.name, self.columns):
                cursor.execute(sql)

    def write(self, rows: Iterable[Row]) -> None:
        """Put rows in, in the place of those with the same keys; words are in the order of the columns.

        Rows may take their time to be made: the database need not wait for all before it writes the first.
        """
        connection = connections[DEFAULT_DB_ALIAS]
        engine = self._engine(connection)
        sql = engine.insert(self.name, self.columns)
        with connection.cursor() as cursor, engine.unanswered(connection):
            for key, columns in rows:
                cursor.execute(sql, (key, *(engine.stored(limited(words)) for words in columns)))

    def remove(self, keys: Collection[int]) -> None:
        """Take rows out; keys without a row are no error."""
        if keys:
            with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
                is_among, parameter = among(self._engine().key, keys)
                cursor.execute(f"DELETE FROM {self.name} WHERE {is_among}", [parameter])  # noqa: S608

    def clear(self) -> None:
        """Take every row out."""
        with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
            cursor.execute(f"DELETE FROM {self.name}")  # noqa: S608

    def stored_keys(self) -> set[int]:
        """Return the keys of all rows."""
        found = fetched(self._engine().keys(self.name), ())[0][0]
        return set(orjson.loads(found or "[]"))

    def find(self, lookups: Sequence[Lookup]) -> Iterator[int]:
        """Give for each lookup the set (`bits`) of the keys of the rows that have it. One statement, asked at once.

        Raises:
            ValueError: for a lookup in a column that the index does not have, or of nothing.
        """
        texts = dict(self._asked(lookups, only_whether=False))
        return (bits.read(texts.pop(number, None) or "") for number in range(len(lookups)))

    def known(self, lookups: Sequence[Lookup]) -> list[bool]:
        """Say of each lookup whether any row has it. One statement.

        Raises:
            ValueError: as `find` does.
        """
        found = {number for number, hit in self._asked(lookups, only_whether=True) if hit}
        return [number in found for number in range(len(lookups))]

    def _asked(self, lookups: Sequence[Lookup], *, only_whether: bool) -> list[Any]:
        if not all(lookup.column in self.columns and all(lookup.terms) and lookup.terms for lookup in lookups):
            raise ValueError("A lookup names a column and at least one term.")
        if not lookups:
            return []
        return fetched(*self._engine().ask(self.name, lookups, only_whether=only_whether))

    @staticmethod
    def _engine(connection: BaseDatabaseWrapper | None = None) -> Any:
        return _ENGINES[(connection or connections[DEFAULT_DB_ALIAS]).vendor]


ENTRIES = Index("cms_search_entries", ("title", "names", "summary", "body", "files", "exact"))
"""What is searched of pages and snippets, by the key of the entry. `exact` has words as they are written."""

PAPERS = Index("cms_search_papers", ("title", "text"))
"""The text of documents, by the primary key of the `DocumentPage`; the title of a document is in its first row."""
