"""Branches of the page tree that are closed to the public, and where aliases lead."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q
from wagtail.models import Page, PageViewRestriction

from cms.publishing.models import Embargo


class Node(NamedTuple):
    """What decides whether a page closes its branch, and what it stands for."""

    pk: int
    path: str
    live: bool
    go_live_at: datetime | None
    expire_at: datetime | None
    alias_of_id: int | None
    locale_id: int
    embargoed: bool
    restricted: bool


@dataclass(frozen=True)
class Tree:
    """`closed`: paths at and below which nothing is public. `chained`: aliases of aliases that lead to something
    public. `foreign`: those of them that end at another language's page.
    """

    closed: tuple[str, ...]
    chained: frozenset[int]
    foreign: frozenset[int]


def below(field: str, paths: Iterable[str]) -> Q:
    """Return a condition for pages or collections at or below any of the paths."""
    condition = Q(pk__in=[])
    for path in paths:
        condition |= Q(**{f"{field}__startswith": path})
    return condition


def outermost(paths: Iterable[str]) -> tuple[str, ...]:
    """Drop every path that lies below another one of them."""
    kept: list[str] = []
    for path in sorted(set(paths)):
        if not kept or not path.startswith(kept[-1]):
            kept.append(path)
    return tuple(kept)


def survey(now: datetime, locale_ids: set[int], homes: tuple[str, ...]) -> Tree:
    """Find what is closed at `now`: one query, one more for each of restrictions and winding aliases if there are any.

    `locale_ids` are the launched locales, `homes` the paths of their home pages.
    """
    late = Q(live=False) | Q(go_live_at__gt=now) | Q(expire_at__lte=now)
    own_reasons = late | Q(embargoed=True) | ~Q(locale_id__in=locale_ids)
    winding = Q(alias_of__isnull=False, numchild__gt=0) | Q(alias_of__alias_of__isnull=False)
    nodes = _nodes(now, Q(restricted=True) | winding | Q(numchild__gt=0) & own_reasons)
    restricted = outermost(node.path for node in nodes.values() if node.restricted)
    shut = (node.path for node in nodes.values() if not _is_open(node, now, locale_ids))
    closed = outermost([*shut, *_with_translations(restricted)])
    aliases = {pk: node for pk, node in nodes.items() if node.alias_of_id}
    if not aliases:
        return Tree(closed, frozenset(), frozenset())
    sources = _nodes(now, Q(pk__in=aliases) | Q(Exists(Page.objects.filter(alias_of=OuterRef("pk")))))
    return _followed(closed, aliases, {pk for pk in sources if _is_open(sources[pk], now, locale_ids)}, sources, homes)


def _nodes(now: datetime, condition: Q) -> dict[int, Node]:
    embargoes = Embargo.objects.filter(translation_key=OuterRef("translation_key"), until__gt=now)
    rows = Page.objects.filter(depth__gt=1).annotate(
        restricted=Exists(PageViewRestriction.objects.filter(page=OuterRef("pk"))), embargoed=Exists(embargoes)
    )
    return {row[0]: Node(*row) for row in rows.filter(condition).values_list(*Node._fields)}


def _is_open(node: Node, now: datetime, locale_ids: set[int]) -> bool:
    return (
        node.live
        and (node.go_live_at is None or node.go_live_at <= now)
        and (node.expire_at is None or node.expire_at > now)
        and not node.embargoed
        and node.locale_id in locale_ids
    )


def _with_translations(restricted: tuple[str, ...]) -> set[str]:
    """Spread restrictions over whole translation groups, until nothing new is found."""
    hidden = set(restricted)
    frontier = set(restricted)
    while frontier:
        keys = Page.objects.filter(below("path", frontier)).values("translation_key")
        twins = Page.objects.filter(translation_key__in=keys).exclude(below("path", hidden))
        frontier = set(outermost(twins.values_list("path", flat=True)))
        hidden |= frontier
    return hidden


def _followed(
    closed: tuple[str, ...],
    aliases: Mapping[int, Node],
    opened: set[int],
    sources: Mapping[int, Node],
    homes: tuple[str, ...],
) -> Tree:
    """Follow aliases that have children, or stand for other aliases, to the page they stand for."""

    def end(pk: int | None, paths: tuple[str, ...], seen: frozenset[int] = frozenset()) -> Node | None:
        """Return the page at the end of a chain all of which is public."""
        if pk not in opened or pk in seen:
            return None
        node = sources[pk]
        if not node.path.startswith(homes) or node.path.startswith(paths):
            return None
        return end(node.alias_of_id, paths, seen | {pk}) if node.alias_of_id else node

    while True:
        wider = outermost([*closed, *(node.path for pk, node in aliases.items() if end(pk, closed) is None)])
        if wider == closed:
            break
        closed = wider
    ends = {pk: end(pk, closed) for pk, node in aliases.items() if sources[node.alias_of_id].alias_of_id}  # type: ignore[index]
    public = {pk: last for pk, last in ends.items() if last}
    foreign = (pk for pk, last in public.items() if last.locale_id != aliases[pk].locale_id)
    return Tree(closed, frozenset(public), frozenset(foreign))
