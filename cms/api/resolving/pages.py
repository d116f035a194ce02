"""Pages that an answer points at: links, cards, trees, sets, neighbours; public ones, in the reader's language."""

from collections import defaultdict
from typing import Any

from django.db.models import F, OuterRef, Q, Subquery
from wagtail.models import Page

from cms.api import items
from cms.api.resolving.snippets import best
from cms.api.resolving.tree import InLanguage, Key
from cms.pages.registry import page_types
from cms.publishing.references import PageCard, PageLink

_COLUMNS = ("pk", "translation_key", "locale_id", "title", "url_path", "path", "depth", "content_type_id")


def named(resolver: Any, keys: list[Key]) -> dict[Key, Any]:
    """Resolve `PageLink`s into links, and `PageCard`s into what a list shows or what `fields=` asked for.

    One query finds the pages of all.
    """
    groups = _groups(resolver, keys)
    chosen = {key: best(groups.get(key[0].pk, []), resolver.frame.chain(key[1])) for key in keys}
    found = {key: page for key, page in chosen.items() if page}
    cards = {key: page for key, page in found.items() if isinstance(key[0], PageCard)}
    answer = {key: items.link(resolver.frame, page, key[1]) for key, page in found.items() if key not in cards}
    if cards:
        answer |= cards_of(resolver, {key: (page.pk, page.content_type_id) for key, page in cards.items()})
    return answer


def cards_of(resolver: Any, wanted: dict[Key, tuple[int, int]]) -> dict[Key, Any]:
    """Return the cards of public pages, each a primary key and the id of its type, by the keys that want them."""
    selections = {id(fields): fields for fields in (getattr(key[0], "fields", None) for key in wanted)}
    pages = items.specific(dict(wanted.values()), selections.values())
    present = {key: pages[pk] for key, (pk, _type_id) in wanted.items() if pk in pages}
    rows = [(page, key[1], getattr(key[0], "fields", None)) for key, page in present.items()]
    built = items.build(resolver.frame, rows, known=items.all_names())
    return dict(zip(present, built, strict=True))


def _groups(resolver: Any, keys: list[Key]) -> dict[int, list[Any]]:
    """Return the public, listed pages of each reference's translation group by the reference's primary key.

    What names a page that is not public leads nowhere, though a translation of it may be public.
    """
    wanted = {reference.pk for reference, _locale in keys}
    view = resolver.frame.view
    groups = Page.objects.filter(translation_key__in=Page.objects.filter(pk__in=wanted).values("translation_key"))
    public = list(view.marked(view.pages(groups)).only(*_COLUMNS[1:]))
    by_group: dict[Any, list[Any]] = defaultdict(list)
    for page in public:
        if page.is_listed:
            by_group[page.translation_key].append(page)
    return {page.pk: by_group[page.translation_key] for page in public if page.pk in wanted}


def trees(resolver: Any, keys: list[Key]) -> dict[Key, Any]:
    """Resolve `PagesBelow`s into nested links in tree order. One query."""
    condition = Q(pk__in=[])
    for reference, _locale in keys:
        depth = len(reference.path) // Page.steplen
        condition |= Q(path__startswith=reference.path, depth__gt=depth, depth__lte=depth + reference.levels)
    rows = list(resolver.frame.view.listed(Page.objects.filter(condition)).order_by("path").only(*_COLUMNS[1:]))
    return {key: _branch(resolver, rows, key[0].path, key[1]) for key in keys}


def _branch(resolver: Any, rows: list[Any], path: str, locale: Any, levels: int = 2) -> list[dict[str, Any]]:
    children = [row for row in rows if row.path.startswith(path) and len(row.path) == len(path) + Page.steplen]
    return [
        {
            **items.link(resolver.frame, row, locale),
            "children": _branch(resolver, rows, row.path, locale, levels - 1) if levels > 1 else [],
        }
        for row in children
    ]


def places(resolver: Any, keys: list[Key]) -> dict[Key, Any]:
    """Resolve `PageAt`s into links. One query."""
    wanted = {reference.path for reference, _locale in keys}
    rows = {row.path: row for row in resolver.frame.view.listed(Page.objects.filter(path__in=wanted))}
    return {key: items.link(resolver.frame, rows[key[0].path], key[1]) for key in keys if key[0].path in rows}


def sets(resolver: Any, keys: list[Key]) -> dict[Key, Any]:
    """Resolve `PageSet`s into links, one for each group, in the reader's language or English. One query a kind."""
    by_kind: dict[tuple[str, str], list[Key]] = defaultdict(list)
    for key in keys:
        by_kind[key[0].type, key[0].lookup].append(key)
    answer: dict[Key, Any] = {}
    for (label, lookup), members in by_kind.items():
        model = page_types()[label]
        values = {key[0].value for key in members}
        queryset = resolver.frame.view.listed(model._default_manager.filter(**{f"{lookup}__in": values}))
        rows = list(queryset.annotate(set_value=F(lookup)).order_by(*items.order_of(model)))
        for key in members:
            answer[key] = _set(resolver, rows, key)
    return answer


def _set(resolver: Any, rows: list[Any], key: Key) -> list[dict[str, Any]]:
    groups: dict[Any, list[Any]] = defaultdict(list)
    for row in rows:
        if row.set_value == key[0].value and row.translation_key != key[0].without:
            groups[row.translation_key].append(row)
    chain = resolver.frame.chain(key[1])
    chosen = (best(group, chain) for group in groups.values())
    return [items.link(resolver.frame, page, key[1]) for page in chosen if page]


def neighbours(resolver: Any, keys: list[Key]) -> dict[Key, Any]:
    """Resolve `Neighbours` by the type's own date, within one language. One query a type."""
    by_type: dict[str, list[Key]] = defaultdict(list)
    for key in keys:
        by_type[key[0].type].append(key)
    answer: dict[Key, Any] = {}
    for label, members in by_type.items():
        model = page_types()[label]
        column = model.date_column
        public = resolver.frame.view.listed(model._default_manager.filter(locale_id=OuterRef("locale_id")))
        here = OuterRef(column)
        earlier = public.filter(Q(**{f"{column}__lt": here}) | Q(**{column: here}, pk__lt=OuterRef("pk")))
        later = public.filter(Q(**{f"{column}__gt": here}) | Q(**{column: here}, pk__gt=OuterRef("pk")))
        rows = model._default_manager.filter(pk__in={key[0].pk for key in members}).annotate(
            previous=Subquery(earlier.order_by(f"-{column}", "-pk").values("pk")[:1]),
            next=Subquery(later.order_by(column, "pk").values("pk")[:1]),
        )
        found = {pk: (previous, following) for pk, previous, following in rows.values_list("pk", "previous", "next")}
        for key in members:
            previous, following = found.get(key[0].pk, (None, None))
            pair = {"previous": previous and PageLink(previous), "next": following and PageLink(following)}
            answer[key] = InLanguage(key[1], pair)
    return answer
