"""Primary keys by what they have in common, gathered by the database: thousands of rows come as a few."""

from typing import Any

import orjson
from django.db.models import Aggregate, Model, QuerySet, TextField


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


def gathered(rows: QuerySet[Model], by: str, of: str) -> dict[Any, list[int]]:
    """Return the numbers in column `of` by the values of column `by`. One query."""
    found = rows.order_by().values_list(by).annotate(gathered=Gathered(of))
    return {value: orjson.loads(f"[{text}]") for value, text in found if text}
