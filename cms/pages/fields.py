"""How a page type tells the API of itself: fields, filters, orders. No query is run here."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from django.db.models import Q, QuerySet
from wagtail.blocks.stream_block import StreamValue

from cms.streams import walk


@dataclass(frozen=True)
class PageField:
    """A key of a page in the API.

    `value` makes the JSON (references allowed) from the page; by default it is the column of the same name, `null`
    for an empty text where the field says so. Its type is that of the column, or what `value` says that it returns,
    or `type` (for a lambda). `rows` names the child relations that `value` reads, to be loaded in bulk. `card` puts it
    on the default list.
    """

    name: str
    value: Callable[[Any], Any] | None = None
    type: Any = None
    card: bool = False
    null: bool = False
    rows: tuple[str, ...] = ()

    def of(self, page: Any) -> Any:
        """Return the value for one page."""
        if self.value is not None:
            return self.value(page)
        value = getattr(page, self.name)
        if isinstance(value, StreamValue):
            return walk.stream(value)
        return (value or None) if self.null else value


@dataclass(frozen=True)
class PageFilter:
    """A query parameter of a page type.

    `condition` gets the parsed values, one where not `many`. `vocabulary` names the model whose codes are allowed
    (checked, with the nearest one suggested); `choices` lists allowed words.
    """

    name: str
    condition: Callable[[list[Any]], Q]
    description: str
    kind: Literal["code", "integer", "flag"] = "code"
    many: bool = True
    vocabulary: str = ""
    choices: tuple[str, ...] = ()
    minimum: int = 0
    maximum: int = 9999


def has_row(rows: QuerySet[Any], **lookup: Any) -> Q:
    """Return a condition for pages that have such a child row; `rows` must have a `page_id`."""
    return Q(pk__in=rows.filter(**lookup).values("page_id"))
