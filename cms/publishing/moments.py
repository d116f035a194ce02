"""Moments at which public answers change by themselves: declared beside the models, asked for in one query.

A model declares them in `moments`, for example `moments = (At("starts_at"), DayAfter("consent_expires"))`. Go-live
and expiry of everything with drafts are known already. Moments inside streams are not among them: they concern only
the answer that holds them (`Frame.changes_at`).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.models import DateTimeField, Model
from wagtail.models import DraftStateMixin


@dataclass(frozen=True)
class At:
    """The moment in a column; of a date, its midnight (UTC) and `days` more."""

    column: str
    days: int = 0


def DayAfter(column: str) -> At:
    """Return the end of the day in a column: what lasts through that day changes then."""
    return At(column, days=1)


def declared(model: type[Model]) -> Iterator[At]:
    """Give the moments of a model, those of go-live and expiry among them."""
    own = {field.name for field in model._meta.local_concrete_fields}
    if issubclass(model, DraftStateMixin):
        yield from (At(name) for name in ("go_live_at", "expire_at") if name in own)
    yield from (moment for moment in getattr(model, "moments", ()) if moment.column in own)


def next_after(now: datetime) -> datetime | None:
    """Return the first declared moment after `now`, None where there is none. One query."""
    parts: list[str] = []
    values: list[Any] = []
    for model in apps.get_models():
        for moment in declared(model):
            field: Any = model._meta.get_field(moment.column)
            is_moment = isinstance(field, DateTimeField)
            bound = now if is_moment else now.astimezone(UTC).date() - timedelta(days=moment.days)
            column = connection.ops.quote_name(field.column)
            table = connection.ops.quote_name(model._meta.db_table)
            parts.append(f"SELECT {0 if is_moment else moment.days}, MIN({column}) FROM {table} WHERE {column} > %s")  # noqa: S608
            values.append(field.get_db_prep_value(bound, connection))
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), values)
        return min((_moment(value) + timedelta(days=days) for days, value in cursor if value), default=None)


def _moment(value: Any) -> datetime:
    """Read what a database gives for a date or a moment, in a column that holds both."""
    if isinstance(value, str):
        value = datetime.fromisoformat(value)
    if not isinstance(value, datetime):
        value = datetime.combine(value, time())
    return value if value.tzinfo else value.replace(tzinfo=UTC)
