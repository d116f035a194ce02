"""Which pages a list holds, in its order: primary keys only, kept with the content version.

A list that is often asked for with filters is kept without them, and each filter as the set of all pages for which it
holds, public or not. New combinations are then made in memory: visibility, language and order are paid once.
What an answer says of a page is loaded for each answer. A deep part of a list costs what the first one costs.
"""

from array import array
from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import count, islice
from typing import Any, TypeVar

from django.db.models import QuerySet

from cms.api.paging import Part
from cms.api.statements import fetched_rows
from cms.publishing.recent import Recent
from cms.publishing.version import kept
from cms.search import bits

MOST_BYTES = 16 * 2**20
"""What the lists and sets of a content version may hold together."""
ASKED_ALONE = 2
"""So many lists with filters are asked for as one query each: keeping what others are made of costs a few of them."""
OWN_BYTES = 1024
"""What one of them takes besides its primary keys, its identity included."""

Pages = int
"""A set of pages: the bit of a page's primary key says whether it is in. A bit for every key there could be."""
ALL: Pages = -1

Found = TypeVar("Found")


@dataclass(frozen=True)
class Order:
    """The pages of a list in order, each with the id of its content type."""

    pks: "array[int]"
    types: "array[int]"

    @property
    def total(self) -> int:
        """How many pages there are."""
        return len(self.pks)

    @cached_property
    def pages(self) -> Pages:
        """The pages in no order."""
        return bits.of(self.pks)

    @property
    def size(self) -> int:
        """How many bytes the keys take, those of `pages` included."""
        return 2 * self.pks.itemsize * self.total + max(self.pks, default=0) // 8

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


@dataclass(frozen=True)
class Narrowed:
    """The pages of a list that are in a set, which holds no others, in the order of the list."""

    order: Order
    pages: Pages

    @property
    def total(self) -> int:
        """How many pages there are."""
        return self.pages.bit_count()

    def part(self, part: Part) -> dict[int, int]:
        """Return the pages of a part, each with the id of its content type."""
        held = self.pages.to_bytes(self.order.pages.bit_length() // 8 + 1, "little")
        rows = zip(self.order.pks, self.order.types, strict=True)
        within = ((pk, kind) for pk, kind in rows if held[pk >> 3] >> (pk & 7) & 1)
        window = part.window
        return dict(islice(within, min(window.start, self.total), min(window.stop, self.total)))


@dataclass(frozen=True)
class Reordered:
    """The pages of a list in another order, by primary key."""

    order: "List"
    pks: Sequence[int]

    @property
    def pages(self) -> Pages:
        """The pages in no order."""
        return self.order.pages

    @property
    def total(self) -> int:
        """How many pages there are."""
        return self.order.total

    def part(self, part: Part) -> dict[int, int]:
        """Return the pages of a part, each with the id of its content type."""
        whole = self.order.part(Part(self.total, 0))
        return {pk: whole[pk] for pk in self.pks[part.window]}


List = Order | Narrowed | Reordered


def kept_order(identity: Hashable, make: Callable[[], QuerySet[Any]]) -> Order:
    """Return the list with this identity: one query where it is not kept.

    Raises:
        Problem: what `make` raises.
    """
    return _kept(identity, lambda: fetch(make()), lambda order: order.size)


def kept_whole(identity: Hashable, make: Callable[[], QuerySet[Any]]) -> Order:
    """Return the list that a `Filtered` with this identity and without filters is."""
    return kept_order((identity, frozenset()), make)


def kept_set(identity: Hashable, make: Callable[[], QuerySet[Any] | None]) -> Pages:
    """Return the set with this identity: one query where it is not kept; `ALL` where `make` gives None.

    Raises:
        Problem: what `make` raises.
    """

    def found() -> Pages:
        queryset = make()
        return ALL if queryset is None else bits.of([row[0] for row in fetched_rows(queryset.values_list("pk"))])

    return _kept(("set", identity), found, lambda pages: pages.bit_length() // 8)


@dataclass(frozen=True)
class Filtered:
    """A list with filters: `identity` is the list's without them, `filters` gives by name what decides each.

    `rows` makes the list without the filters named; `holding` all pages for which one holds, None for every page.
    """

    identity: Hashable
    filters: Mapping[str, Hashable]
    rows: Callable[[Collection[str]], QuerySet[Any]]
    holding: Callable[[str], QuerySet[Any] | None]

    def found(self) -> Order | Narrowed:
        """Return the list: at first as one query, later of the list and the sets that are kept.

        Raises:
            Problem: what `rows` and `holding` raise.
        """
        whole = (self.identity, frozenset(self.filters.items()))
        if not self.filters or _lists().get(whole) is not None or self._is_rare():
            return kept_order(whole, lambda: self.rows(()))
        sets = [kept_set(self.filters[name], partial(self.holding, name)) for name in self.filters]
        plain = kept_whole(self.identity, lambda: self.rows(self.filters))
        return Narrowed(plain, bits.every(sets, plain.pages))

    def _is_rare(self) -> bool:
        """Count how often the list was wanted with filters that were not kept."""
        times = _kept(("times", self.identity), count, lambda _times: 0)
        return next(times) < ASKED_ALONE


def _kept(identity: Hashable, make: Callable[[], Found], size: Callable[[Found], int]) -> Found:
    lists = _lists()
    found: Found | None = lists.get(identity)
    if found is None:
        found = make()
        lists.put(identity, found, OWN_BYTES + size(found))
    return found


def _lists() -> Recent[Any]:
    return kept("orders", lambda: Recent(MOST_BYTES))


def fetch(queryset: QuerySet[Any]) -> Order:
    """Return the list that a queryset finds. One query."""
    rows = fetched_rows(queryset.values_list("pk", "content_type_id"))
    return Order(array("i", (row[0] for row in rows)), array("i", (row[1] for row in rows)))
