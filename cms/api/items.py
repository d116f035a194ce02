"""Pages as items of the API: which fields, the `meta` around them, in bulk for a whole answer."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.db.models import F

from cms.api import loading
from cms.api.frame import Frame
from cms.api.resolving.tree import Composed, InLanguage
from cms.api.selection import Selection
from cms.api.siblings import members
from cms.api.truth import States
from cms.pages.models import BasePage
from cms.publishing.references import PageAt, PageCard, PageLink
from cms.publishing.visibility import LaunchedLocale

META_FIELDS = (
    "type",
    "detail_url",
    "html_url",
    "slug",
    "locale",
    "requested_locale",
    "first_published_at",
    "translation_key",
    "translation",
    "translations",
    "show_in_menus",
    "seo_title",
    "search_description",
    "alias_of",
    "parent",
)
DETAIL_META = ("show_in_menus", "seo_title", "search_description", "alias_of", "parent")
DEFAULT_META = tuple(name for name in META_FIELDS if name not in DETAIL_META)


LINK = ("pk", "translation_key", "locale_id", "title", "url_path", "path", "depth", "content_type_id")
"""The columns of a page that an answer only points at."""


class LinkedPage(NamedTuple):
    """A page that an answer only points at."""

    pk: int
    translation_key: Any
    locale_id: int
    title: str
    url_path: str
    path: str
    depth: int
    content_type_id: int


def order_of(model: type[Any], *, oldest_first: bool = False) -> list[Any]:
    """Return a type's default order: newest first by its own date, undated last, then id."""
    column = getattr(model, "date_column", "")
    if oldest_first:
        return [*([F(column).asc(nulls_last=True)] if column else []), F("pk").asc()]
    return [*([F(column).desc(nulls_last=True)] if column else []), F("pk").desc()]


def type_label(type_id: int) -> str:
    """Return the label of a content type's model, such as `library.PublicationPage`."""
    model = ContentType.objects.get_for_id(type_id).model_class()
    return model._meta.label if model else ""


def link(frame: Frame, page: Any, wanted: LaunchedLocale) -> dict[str, Any]:
    """Return a page as a link: `{"id", "type", "title", "html_url", "detail_url", "locale", …}`."""
    answer = {
        "id": page.pk,
        "type": type_label(page.content_type_id),
        "title": page.title,
        "html_url": frame.html_url(page.locale_id, page.url_path),
        "detail_url": frame.detail_url("pages", page.pk),
        "locale": frame.by_id[page.locale_id].code,
    }
    if page.locale_id != wanted.id:
        answer["requested_locale"] = wanted.code
    return answer


def specific(
    types: Mapping[int, int], selections: Iterable[Selection | None] = (None,), *, detail: bool = False
) -> dict[int, Any]:
    """Load pages as what they are, with the rows that their chosen fields read. A query a type, and one for all rows.

    `types` maps primary keys to ids of content types.
    """
    chosen = list(selections)
    models = filter(None, map(loading.page_model, set(types.values())))
    names = {
        model: frozenset(name for one in chosen for name in _chosen_fields(model, one, detail=detail))
        for model in models
    }
    return loading.pages(types, names)


def _chosen_fields(model: type[BasePage], selection: Selection | None, *, detail: bool) -> list[str]:
    """Return the names of the body fields that a selection asks for: by default a card, or all on a detail."""
    default = [field.name for field in model.page_fields() if detail or field.card]
    if selection is None:
        return default
    return [name for name in _choose(model, selection, default, DEFAULT_META) if name not in META_FIELDS]


def _choose(model: type[BasePage], selection: Selection, fields: Iterable[str], meta: Iterable[str]) -> list[str]:
    available = ["id", *META_FIELDS, *(field.name for field in model.page_fields())]
    return selection.choose(available, ["id", *meta, *fields])


def build(
    frame: Frame,
    wanted: list[tuple[Any, LaunchedLocale, Selection | None]],
    *,
    detail: bool = False,
) -> list[Any]:
    """Return the trees of pages, each for readers of its locale. One query for the languages of all."""
    siblings, states = members(frame, {(_text_key(page), page.locale_id) for page, _locale, _selection in wanted})
    by_type: dict[tuple[type, int], set[str]] = {}
    trees = []
    for page, locale, selection in wanted:
        chosen = selection or Selection()
        kind = (type(page), id(selection))
        if kind not in by_type:
            fields = [field.name for field in page.page_fields() if detail or field.card]
            by_type[kind] = set(_choose(type(page), chosen, fields, META_FIELDS if detail else DEFAULT_META))
        meta = _meta(frame, page, locale, states, siblings)
        trees.append(_item(page, locale, chosen, by_type[kind], meta))
    return trees


def _text_key(page: Any) -> Any:
    """Return the translation group of the text that a page shows: for an alias, that of the page it mirrors."""
    if not page.alias_of_id:
        return page.translation_key
    return getattr(page, "source_key", None) or page.alias_of.translation_key


def _item(
    page: Any, locale: LaunchedLocale, selection: Selection, names: set[str], meta: dict[str, Any]
) -> InLanguage:
    tree: dict[str, Any] = {"id": page.pk} if "id" in names else {}
    chosen_meta = {name: nested(value, selection.nested.get(name)) for name, value in meta.items() if name in names}
    if chosen_meta:
        tree["meta"] = chosen_meta
    for field in page.page_fields():
        if field.name in names:
            tree[field.name] = nested(field.of(page), selection.nested.get(field.name))
    return InLanguage(locale, tree)


def nested(value: Any, selection: Selection | None) -> Any:
    """Apply the selection inside a field: to the cards it holds, or to its finished objects."""
    if selection is None:
        return value
    cards = value if isinstance(value, list) else [value]
    if cards and all(isinstance(card, PageCard) for card in cards):
        expanded = [replace(card, fields=selection) for card in cards]
        return expanded if isinstance(value, list) else expanded[0]
    return Composed([value], lambda parts: selection.trim(parts[0]))


def _meta(
    frame: Frame, page: Any, wanted: LaunchedLocale, states: States, siblings: dict[Any, list[Any]]
) -> dict[str, Any]:
    own = frame.by_id[page.locale_id]
    fallback = page.locale_id != wanted.id
    key = page.translation_key
    answer: dict[str, Any] = {
        "type": page._meta.label,
        "detail_url": frame.detail_url("pages", page.pk),
        "html_url": frame.html_url(page.locale_id, page.url_path),
        "slug": page.slug,
        "locale": own.code,
        "first_published_at": page.first_published_at,
        "translation_key": str(key),
        "translation": states.as_json(_text_key(page), page.locale_id, fallback=fallback),
        "translations": [
            {
                "locale": frame.by_id[row.locale_id].code,
                "id": row.pk,
                "html_url": frame.html_url(row.locale_id, row.url_path),
                "detail_url": frame.detail_url("pages", row.pk),
                "state": states.of(key, row.locale_id).state,
            }
            for row in siblings.get(key, [])
            if row.locale_id != page.locale_id
        ],
        "show_in_menus": page.show_in_menus,
        "seo_title": page.seo_title,
        "search_description": page.search_description,
        "alias_of": PageLink(page.alias_of_id) if page.alias_of_id else None,
        "parent": PageAt(page.path[: -page.steplen]) if page.depth > 2 else None,
    }
    if fallback:
        answer["requested_locale"] = wanted.code
    return answer
