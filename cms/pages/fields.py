"""How a page type tells the API of itself: fields, filters, orders. No query is run here."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from django.db.models import Q, QuerySet

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
        if hasattr(value, "stream_block"):
            return walk.stream(value)
        return (value or None) if self.null else value


@dataclass(frozen=True)
class Facet:
    """How a list counts its pages by a filter.

    `column` holds what is counted: of the pages themselves, or of `rows` with a `page_id`. Where a row also counts
    for something broader, `broader` is the column of that. `label` names a value in a language (BCP 47) where the
    filter's vocabulary does not. Values come most frequent first; with `descending`, largest first.
    """

    column: str
    rows: Callable[[], QuerySet[Any]] | None = None
    broader: str = ""
    label: Callable[[Any, str], str] | None = None
    descending: bool = False


@dataclass(frozen=True)
class PageFilter:
    """A query parameter of a page type.

    `condition` gets the parsed values, one where not `many`. `vocabulary` names the model whose codes are allowed
    (checked, with the nearest one suggested); `choices` lists allowed words, in any case where `ignore_case`. Where
    the answer depends on the time, `is_timed` has `condition` get the request's one `now` as well. With a `facet` it
    can be counted by; filters of one `group` (by default the filter alone) do not narrow each other's counts.
    """

    name: str
    condition: Callable[..., Q]
    description: str
    kind: Literal["code", "integer", "flag"] = "code"
    many: bool = True
    vocabulary: str = ""
    choices: tuple[str, ...] = ()
    ignore_case: bool = False
    minimum: int = 0
    maximum: int = 9999
    is_timed: bool = False
    facet: Facet | None = None
    group: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "group", self.group or self.name)

    def holds(self, values: list[Any], now: datetime) -> Q:
        """Return what must hold of a page at `now` for any of the values."""
        return self.condition(values, now) if self.is_timed else self.condition(values)


def has_row(rows: QuerySet[Any], **lookup: Any) -> Q:
    """Return a condition for pages that have such a child row; `rows` must have a `page_id`."""
    return Q(pk__in=rows.filter(**lookup).values("page_id"))
