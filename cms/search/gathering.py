"""Primary keys by what they have in common, gathered by the database: thousands of rows come as a few."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Aggregate, Model, QuerySet, TextField

from cms.search import bits


class Gathered(Aggregate):
    """The numbers of a column, as one text with commas."""

    name = "Gathered"
    output_field = TextField()

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """Join them as SQLite does."""
        return self.as_sql(compiler, connection, template="GROUP_CONCAT(%(expressions)s)", **context)

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """Join them as PostgreSQL does."""
        return self.as_sql(compiler, connection, template="STRING_AGG((%(expressions)s)::text, ',')", **context)


def gathered(rows: QuerySet[Model], by: str, of: str) -> Iterator[tuple[Any, int]]:
    """Give the values of column `by`, each with the set (`bits`) of its numbers in column `of`. One query."""
    found = rows.order_by().values_list(by).annotate(gathered=Gathered(of))
    return ((value, bits.read(text)) for value, text in found if text)
