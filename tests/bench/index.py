"""The search index of the benchmark's content: made as an upgrade makes it, timed and measured."""

import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from django.db import connection

from cms.search import rebuilding
from cms.search.models import SearchedDocument, SearchEntry, SearchWord
from cms.search.storage import ENTRIES, PAPERS

TABLES = (ENTRIES.name, PAPERS.name, *(model._meta.db_table for model in (SearchEntry, SearchedDocument, SearchWord)))


@dataclass(frozen=True)
class Built:
    """How many rows and documents were indexed, in how many seconds; and the bytes of all that search keeps."""

    rows: int
    seconds: float
    bytes: int

    def as_json(self) -> dict[str, Any]:
        """Return all of it, without a rate where nothing was to be done."""
        rate = round(self.rows / self.seconds, 1) if self.rows else None
        return {**asdict(self), "rows_per_second": rate}


def build(progress: Callable[[int, int], None]) -> Built:
    """Bring the index into step with the content; `progress` is told how many of how many are done."""
    started = time.perf_counter()
    work = rebuilding.pending()
    done = 0

    def more(rows: int) -> None:
        nonlocal done
        done += rows
        progress(done, work.total)

    rebuilding.rebuild(work, progress=more)
    return Built(work.total, round(time.perf_counter() - started, 3), size())


def size() -> int:
    """Return the bytes of the index with the texts and words beside it."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            of_each = "SELECT pg_total_relation_size(name::regclass) AS bytes FROM unnest(%s::text[]) AS name"
            cursor.execute(f"SELECT SUM(bytes) FROM ({of_each}) AS sizes", [[*TABLES]])  # noqa: S608
        else:
            names = " OR ".join(["name = %s OR name LIKE %s"] * len(TABLES))
            likes = [text for table in TABLES for text in (table, f"{table}\\_%")]
            escaped = names.replace("LIKE %s", "LIKE %s ESCAPE '\\'")
            cursor.execute(f"SELECT SUM(pgsize) FROM dbstat WHERE {escaped}", likes)  # noqa: S608
        return int(cursor.fetchone()[0] or 0)
