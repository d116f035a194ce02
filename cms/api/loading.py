"""Pages as bare objects: the columns and child rows that chosen fields read, without what making instances costs.

A bare object is of its model's class and has its methods; asking it for a column that was not loaded is an error.
"""

from collections import defaultdict, namedtuple
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

import orjson
from django.contrib.contenttypes.models import ContentType
from django.db import connection, models
from django.db.models import F
from wagtail.fields import StreamField

from cms.api import statements
from cms.pages.models import BasePage
from cms.pages.rows import LOADED_ROWS

BOOKS = frozenset(
    {
        "numchild", "latest_revision", "live_revision", "has_unpublished_changes", "owner", "locked", "locked_at",
        "locked_by", "expired", "draft_title", "latest_revision_created_at",
    }
)  # fmt: skip
"""Wagtail's bookkeeping, which no answer says anything of."""


class StoredStream:
    """A stream as it is stored, for `cms.streams.walk`."""

    __slots__ = ("raw", "stream_block")

    def __init__(self, stream_block: Any, text: str | None) -> None:
        self.stream_block = stream_block
        self.raw = orjson.loads(text) if text else []

    def get_prep_value(self) -> Any:
        """Return the stored blocks."""
        return self.raw


def bare(model: type[Any], names: Iterable[str], values: Iterable[Any]) -> Any:
    """Return an object of a model with these attributes and no others."""
    made: Any = object.__new__(model)
    made.__dict__.update(zip(names, values, strict=True))
    return made


def pages(types: Mapping[int, int], names_of: Mapping[type[BasePage], frozenset[str]]) -> dict[int, Any]:
    """Return pages as what they are. A query a type, and one for the child rows of all.

    `types` maps primary keys to ids of content types; `names_of` are the fields that are read of each type.
    """
    by_type: dict[int, list[int]] = defaultdict(list)
    for pk, type_id in types.items():
        by_type[type_id].append(pk)
    found: dict[int, Any] = {}
    relations: set[RowSource] = set()
    for type_id, members in by_type.items():
        model: Any = page_model(type_id)
        if model is not None:
            names = names_of[model]
            found.update(_of_type(model, members, names))
            relations |= {
                row_source(model, name) for field in model.page_fields() if field.name in names for name in field.rows
            }
    _give_rows(found, sorted(relations, key=lambda source: source.relation))
    return found


def page_model(type_id: int) -> type[BasePage] | None:
    """Return the page type of a content type; None for one that is not ours."""
    model = ContentType.objects.get_for_id(type_id).model_class()
    return model if model is not None and issubclass(model, BasePage) else None


def _of_type(model: Any, pks: list[int], names: frozenset[str]) -> dict[int, Any]:
    columns, streams = _columns(model, names)
    attributes = (*(column.attname for column in columns), "source_key")

    def build(values: list[Any]) -> Any:
        queryset = model._default_manager.filter(pk__in=values).annotate(source_key=F("alias_of__translation_key"))
        return queryset.values_list(*attributes)

    found = {}
    for row in statements.rows(("pages", model, names), build, pks):
        page = bare(model, attributes, row)
        page.__dict__["page_ptr_id"] = page.id
        for column in streams:
            page.__dict__[column.name] = StoredStream(column.stream_block, page.__dict__[column.name])
        page.__dict__[LOADED_ROWS] = {}
        found[page.id] = page
    return found


@lru_cache
def _columns(model: Any, names: frozenset[str]) -> tuple[list[Any], list[Any]]:
    """Return the columns to load for fields, and those of them that are streams."""
    read = [
        column
        for column in model._meta.concrete_fields
        if column.name not in BOOKS
        and column.name != "page_ptr"
        and (column.name in names or not isinstance(column, StreamField))
    ]
    return read, [column for column in read if isinstance(column, StreamField)]


@dataclass(frozen=True)
class RowSource:
    """Where the child rows of a relation are: their model, the column of their page, their other columns."""

    relation: str
    model: type[Any]
    page_column: str
    columns: tuple[Any, ...]

    def sql(self, number: int, places: str) -> str:
        """Return a SELECT of `number`, page, order and the columns as a JSON array, for the pages at `places`."""
        quote = connection.ops.quote_name
        columns = ", ".join(self._column(column) for column in self.columns)
        array = f"json_build_array({columns})::text" if connection.vendor == "postgresql" else f"json_array({columns})"
        return (
            f"SELECT {number} AS source, {quote(self.page_column)} AS page, sort_order, {array} AS row"  # noqa: S608
            f" FROM {quote(self.model._meta.db_table)} WHERE {quote(self.page_column)} IN ({places})"
        )

    @staticmethod
    def _column(column: Any) -> str:
        name = connection.ops.quote_name(column.column)
        stored_as_text = isinstance(column, models.JSONField) and connection.vendor == "sqlite"
        return f"json({name})" if stored_as_text else name

    def read(self, values: list[Any]) -> Any:
        """Return a row."""
        for position, column in self.converted:
            values[position] = column.to_python(values[position])
        return self.record(*values)

    @cached_property
    def record(self) -> Any:
        """A tuple with the names of the columns' attributes: what a serializer reads of a row."""
        return namedtuple(self.model.__name__, [column.attname for column in self.columns])

    @cached_property
    def converted(self) -> list[tuple[int, Any]]:
        """The columns whose values JSON has no type for, with their places."""
        return [row for row in enumerate(self.columns) if not isinstance(row[1], _PLAIN_JSON)]


_PLAIN_JSON = (models.CharField, models.TextField, models.IntegerField, models.ForeignKey, models.JSONField)


@lru_cache
def row_source(model: Any, relation: str) -> RowSource:
    """Return where the rows of a page type's relation are."""
    reverse = model._meta.get_field(relation)
    rows = reverse.related_model
    return RowSource(relation, rows, reverse.field.column, tuple(rows._meta.concrete_fields))


def _give_rows(pages: Mapping[int, Any], sources: list[RowSource]) -> None:
    if not sources or not pages:
        return
    for page in pages.values():
        page.__dict__[LOADED_ROWS] = {source.relation: [] for source in sources}

    def write(places: str) -> str:
        parts = (source.sql(number, places) for number, source in enumerate(sources))
        return " UNION ALL ".join(parts) + " ORDER BY 3"

    found = statements.written_rows(("rows", tuple(source.relation for source in sources)), write, pages)
    for number, pk, _order, stored in found:
        source = sources[number]
        pages[pk].__dict__[LOADED_ROWS][source.relation].append(source.read(orjson.loads(stored)))
