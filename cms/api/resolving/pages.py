"""Pages that an answer points at: links, cards, trees, sets, lists; public ones, in the reader's language.

However many there are, and of however many kinds: one query finds the pages of all.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db.models import BooleanField, CharField, F, IntegerField, Q, QuerySet, Value, Window
from django.db.models.functions import Cast, RowNumber
from wagtail.models import Page

from cms.api import items, listing, orders
from cms.api.items import LINK, LinkedPage
from cms.api.resolving.snippets import best
from cms.api.resolving.tree import InLanguage, Key
from cms.api.statements import Part, adapt, together
from cms.pages.registry import page_types
from cms.publishing.references import Neighbours, PageAt, PageCard, PageLink, PageQuery, PagesBelow, PageSet


@dataclass(frozen=True)
class Row:
    """A page that was found. `listed` is off for one that stands for another language's page.

    `value` is that by which a set is chosen, `position` its place in a set or a list.
    """

    page: LinkedPage
    listed: bool
    value: str | None
    position: int


@dataclass(frozen=True)
class Wanted:
    """A part of the one query: what it finds, and how that becomes links or cards of the references."""

    part: Part
    keys: list[Key]
    give: Callable[[Any, list[Key], list[Row]], dict[Key, Any]]


@dataclass(frozen=True)
class Card:
    """A page to be shown as a card."""

    page: LinkedPage


def pages(resolver: Any, keys: list[Key]) -> dict[Key, Any]:
    """Resolve references to pages: one query, and three for the cards of each type among them."""
    wanted = [part for kind, parts in _PARTS.items() if (own := _of_kind(keys, kind)) for part in parts(resolver, own)]
    answer: dict[Key, Any] = {}
    for one, rows_found in zip(wanted, together([one.part for one in wanted]), strict=True):
        found = [Row(LinkedPage(*row[:-3]), *row[-3:]) for row in rows_found]
        answer |= one.give(resolver, one.keys, found)
    return _with_cards(resolver, answer)


def _of_kind(keys: list[Key], kind: type | tuple[type, ...]) -> list[Key]:
    return [key for key in keys if isinstance(key[0], kind)]


def _with_cards(resolver: Any, answer: dict[Key, Any]) -> dict[Key, Any]:
    """Put cards in the place of the pages that are to be shown as such."""
    wanted: list[tuple[Key, LinkedPage]] = []
    for key, value in answer.items():
        wanted += [(key, card.page) for card in (value if isinstance(value, list) else [value]) if _is_card(card)]
    if not wanted:
        return answer
    selections = {id(fields): fields for fields in (getattr(key[0], "fields", None) for key, _page in wanted)}
    types = {page.pk: page.content_type_id for _key, page in wanted}
    loaded = items.specific(types, selections.values())
    rows = [(key, page.pk) for key, page in wanted if page.pk in loaded]
    trees = items.build(
        resolver.frame,
        [(loaded[pk], key[1], getattr(key[0], "fields", None)) for key, pk in rows],
    )
    made = dict(zip(rows, trees, strict=True))

    def shown(key: Key, value: Any) -> Any:
        return made.get((key, value.page.pk)) if _is_card(value) else value

    return {
        key: [shown(key, row) for row in value] if isinstance(value, list) else shown(key, value)
        for key, value in answer.items()
    }


def _is_card(value: Any) -> bool:
    return isinstance(value, Card)


def _rows(queryset: QuerySet[Any], *, listed: Any = True, value: Any = None, order: Any = ()) -> QuerySet[Any]:
    """Give every part the same columns."""
    position: Any = Window(RowNumber(), order_by=list(order)) if order else Value(0, output_field=IntegerField())
    return queryset.annotate(
        row_listed=listed if listed is not True else Value(True, output_field=BooleanField()),
        row_value=Value(None, output_field=CharField()) if value is None else Cast(value, CharField()),
        row_position=position,
    ).values_list(*LINK, "row_listed", "row_value", "row_position")


# One page


def _named(resolver: Any, keys: list[Key]) -> list[Wanted]:
    """`PageLink` and `PageCard`: the public, listed pages of each reference's translation group.

    What names a page that is not public leads nowhere, though a translation of it may be public.
    """
    view = resolver.frame.view

    def build(pks: list[int]) -> QuerySet[Any]:
        groups = Page.objects.filter(translation_key__in=Page.objects.filter(pk__in=pks).values("translation_key"))
        return _rows(view.marked(view.pages(groups)), listed=F("is_listed"))

    return [Wanted(Part("page groups", build, tuple(key[0].pk for key in keys)), keys, _give_named)]


def _give_named(resolver: Any, keys: list[Key], rows: list[Row]) -> dict[Key, Any]:
    by_group: dict[Any, list[Any]] = defaultdict(list)
    for row in rows:
        if row.listed:
            by_group[row.page.translation_key].append(row.page)
    groups = {row.page.pk: by_group[row.page.translation_key] for row in rows}
    answer: dict[Key, Any] = {}
    for key in keys:
        if page := best(groups.get(key[0].pk, []), resolver.frame.chain(key[1])):
            answer[key] = Card(page) if isinstance(key[0], PageCard) else items.link(resolver.frame, page, key[1])
    return answer


def _places(resolver: Any, keys: list[Key]) -> list[Wanted]:
    """`PageAt`: a link, or nothing."""
    view = resolver.frame.view

    def build(paths: list[str]) -> QuerySet[Any]:
        return _rows(view.listed(Page.objects.filter(path__in=paths)))

    return [Wanted(Part("pages at", build, tuple(key[0].path for key in keys)), keys, _give_places)]


def _give_places(resolver: Any, keys: list[Key], rows: list[Row]) -> dict[Key, Any]:
    by_path = {row.page.path: row.page for row in rows}
    return {key: items.link(resolver.frame, by_path[key[0].path], key[1]) for key in keys if key[0].path in by_path}


# Several pages


def _trees(resolver: Any, keys: list[Key]) -> list[Wanted]:
    """`PagesBelow`: nested links in tree order."""
    view = resolver.frame.view

    def wanted(reference: PagesBelow) -> Wanted:
        depth = len(reference.path) // Page.steplen
        condition = Q(path__startswith=reference.path, depth__gt=depth, depth__lte=depth + reference.levels)
        part = Part(("below", reference), lambda _values: _rows(view.listed(Page.objects.filter(condition))))
        return Wanted(part, [key for key in keys if key[0] == reference], _give_trees)

    return [wanted(reference) for reference in dict.fromkeys(key[0] for key in keys)]


def _give_trees(resolver: Any, keys: list[Key], rows: list[Row]) -> dict[Key, Any]:
    found = sorted((row.page for row in rows), key=lambda page: page.path)
    return {key: _branch(resolver, found, key[0].path, key[1]) for key in keys}


def _branch(resolver: Any, rows: list[Any], path: str, locale: Any, levels: int = 2) -> list[dict[str, Any]]:
    children = [row for row in rows if row.path.startswith(path) and len(row.path) == len(path) + Page.steplen]
    return [
        {
            **items.link(resolver.frame, row, locale),
            "children": _branch(resolver, rows, row.path, locale, levels - 1) if levels > 1 else [],
        }
        for row in children
    ]


def _sets(resolver: Any, keys: list[Key]) -> list[Wanted]:
    """`PageSet`: links, one for each group, in the reader's language or English."""
    view = resolver.frame.view
    by_kind: dict[tuple[str, str], list[Key]] = defaultdict(list)
    for key in keys:
        by_kind[key[0].type, key[0].lookup].append(key)

    def wanted(label: str, lookup: str, members: list[Key]) -> Wanted:
        model = page_types()[label]

        def build(values: list[Any]) -> QuerySet[Any]:
            listed = view.listed(model._default_manager.filter(**{f"{lookup}__in": values}))
            return _rows(listed, value=F(lookup), order=items.order_of(model))

        part = Part(("set", label, lookup), build, tuple(key[0].value for key in members))
        return Wanted(part, members, _give_sets)

    return [wanted(label, lookup, members) for (label, lookup), members in by_kind.items()]


def _give_sets(resolver: Any, keys: list[Key], rows: list[Row]) -> dict[Key, Any]:
    ordered = sorted(rows, key=lambda row: row.position)
    return {key: _set(resolver, ordered, key) for key in keys}


def _set(resolver: Any, rows: list[Row], key: Key) -> list[dict[str, Any]]:
    groups: dict[Any, list[Any]] = defaultdict(list)
    value = str(adapt(key[0].value))
    for row in rows:
        if row.value == value and row.page.translation_key != key[0].without:
            groups[row.page.translation_key].append(row.page)
    chain = resolver.frame.chain(key[1])
    chosen = (best(group, chain) for group in groups.values())
    return [items.link(resolver.frame, page, key[1]) for page in chosen if page]


def _queries(resolver: Any, keys: list[Key]) -> list[Wanted]:
    """`PageQuery`: lists of cards."""
    fallback = tuple(locale.id for locale in resolver.frame.fallback)

    def wanted(key: Key) -> Wanted:
        name = ("page query", key[0], key[1].id, fallback)
        return Wanted(Part(name, lambda _values: _queried(resolver, key)), [key], _give_list)

    return [wanted(key) for key in keys]


def _give_list(resolver: Any, keys: list[Key], rows: list[Row]) -> dict[Key, Any]:
    ordered = [Card(row.page) for row in sorted(rows, key=lambda row: row.position)]
    return dict.fromkeys(keys, ordered)


def _queried(resolver: Any, key: Key) -> QuerySet[Any]:
    query, locale = key
    model = page_types()[query.type]
    queryset = resolver.frame.view.listed(model._default_manager.all())
    filters = {**model.default_filters, **dict(query.filters)}
    queryset = listing.filtered(resolver.frame, queryset, model, filters)
    queryset = listing.in_locale(resolver.frame, queryset, locale)
    order = [
        *(["locale_rank"] if resolver.frame.fallback else []),
        *items.order_of(model, oldest_first=query.oldest_first),
    ]
    return _rows(queryset, order=order).order_by("row_position")[: query.limit]


_PARTS: dict[Any, Callable[[Any, list[Key]], list[Wanted]]] = {
    (PageLink, PageCard): _named,
    PageAt: _places,
    PagesBelow: _trees,
    PageSet: _sets,
    PageQuery: _queries,
}


# Neighbours


def neighbours(resolver: Any, keys: list[Key]) -> dict[Key, Any]:
    """Resolve `Neighbours` by the own order of their type, within one language. One query for each that is not kept.

    A page that is not public has none.
    """
    answer: dict[Key, Any] = {}
    for key in keys:
        order = orders.kept_order(("neighbours", key[0].type, key[0].locale_id), partial(_all_of, resolver, key[0]))
        later, earlier = order.around(key[0].pk)
        answer[key] = InLanguage(
            key[1], {"previous": earlier and PageLink(earlier), "next": later and PageLink(later)}
        )
    return answer


def _all_of(resolver: Any, reference: Neighbours) -> QuerySet[Any]:
    model = page_types()[reference.type]
    listed = resolver.frame.view.listed(model._default_manager.filter(locale_id=reference.locale_id))
    return listed.order_by(*items.order_of(model))
