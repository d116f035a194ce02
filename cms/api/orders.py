"""Which pages a list holds, in its order: primary keys only, kept with the content version.

What an answer says of a page is loaded for each answer. A deep part of a list costs what the first one costs.
"""

from array import array
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from cms.api.paging import Part
from cms.api.statements import fetched_rows
from cms.publishing.recent import Recent
from cms.publishing.version import kept

MOST_KEYS = 2_000_000
"""How many primary keys the lists of a content version may hold together, at 16 bytes each."""


@dataclass(frozen=True)
class Order:
    """The pages of a list in order, each with the id of its content type."""

    pks: "array[int]"
    types: "array[int]"

    @property
    def total(self) -> int:
        """How many pages there are."""
        return len(self.pks)

    def part(self, part: Part) -> dict[int, int]:
        """Return the pages of a part, each with the id of its content type."""
        return dict(zip(self.pks[part.window], self.types[part.window], strict=True))

    def around(self, pk: int) -> tuple[int | None, int | None]:
        """Return the pages before and after a page: None at the ends, and for a page that is not in the list."""
        try:
            position = self.pks.index(pk)
        except (ValueError, TypeError):
            return None, None
        before = self.pks[position - 1] if position else None
        return before, self.pks[position + 1] if position + 1 < self.total else None


def kept_order(identity: Hashable, make: Callable[[], QuerySet[Any]]) -> Order:
    """Return the list with this identity: one query where it is not kept.

    Raises:
        Problem: what `make` raises.
    """
    lists: Recent[Order] = kept("orders", lambda: Recent(MOST_KEYS))
    if (found := lists.get(identity)) is None:
        found = fetch(make())
        lists.put(identity, found, found.total)
    return found


def fetch(queryset: QuerySet[Any]) -> Order:
    """Return the list that a queryset finds. One query."""
    rows = fetched_rows(queryset.values_list("pk", "content_type_id"))
    return Order(array("q", (row[0] for row in rows)), array("q", (row[1] for row in rows)))
