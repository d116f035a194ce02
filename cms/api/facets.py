"""`facets=`: how many pages of a list there are for each value of a filter (design/4 "facets")."""

from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any

from django.apps import apps
from django.db.models import Count, F, QuerySet
from django.db.models.functions import Coalesce
from wagtail.models import TranslatableMixin

from cms.api import listing
from cms.api.frame import Frame
from cms.api.page_parameters import facets_of, filters_of
from cms.api.resolving.tree import Composed
from cms.pages.fields import Facet, PageFilter
from cms.pages.models import BasePage
from cms.publishing.references import SnippetRef, TermRef


def counts(
    frame: Frame, asked: listing.Asked, models: Sequence[type[BasePage]], names: list[str]
) -> dict[str, Composed]:
    """Return `{"topic": [{"code", "label", "count"}]}`, labels unresolved. One query a facet.

    Each is counted without the filters of its own group, everything else that was asked for applied.
    """
    known = facets_of(models)
    groups = {name: filter_.group for name, filter_ in filters_of(models).items()}
    of_group = {name: [other for other, group in groups.items() if group == groups[name]] for name in names}
    return {name: _facet(frame, known[name], asked.pages(without=of_group[name])) for name in names}


def _facet(frame: Frame, filter_: PageFilter, pages: QuerySet[Any]) -> Composed:
    facet = filter_.facet or Facet(filter_.name)
    language = (frame.locale or frame.source or frame.view.locales[0]).code
    return counted(filter_, facet, _counted(facet, pages.order_by()), language)


def counted(filter_: PageFilter, facet: Facet, found: Iterable[tuple[Any, int]], language: str) -> Composed:
    """Return `[{"code", "label", "count"}]` of values with their counts, labels unresolved."""
    known = [(value, count) for value, count in found if value is not None]
    rows = [{"value": _described(filter_, facet, value, language), "count": count} for value, count in known]
    if facet.descending:
        rows = [row for _value, row in sorted(zip(known, rows, strict=True), key=lambda pair: -pair[0][0])]
    return Composed(rows, partial(_finished, in_order=facet.descending, language=language))


def _counted(facet: Facet, pages: QuerySet[Any]) -> list[tuple[Any, int]]:
    """Count each page once for a value, and once for a broader one, however many of its rows say so."""
    if facet.rows is None:
        return list(pages.values_list(facet.column).annotate(count=Count("pk")))
    rows = facet.rows().order_by().filter(page_id__in=pages.values("pk"))

    def by(column: Any, among: QuerySet[Any]) -> QuerySet[Any]:
        return among.annotate(value=column).values_list("value").annotate(count=Count("page_id", distinct=True))

    if not facet.broader:
        return list(by(F(facet.column), rows))
    narrow = by(F(facet.column), rows.filter(**{f"{facet.broader}__isnull": False}))
    return list(narrow.union(by(Coalesce(facet.broader, facet.column), rows), all=True))


def _described(filter_: PageFilter, facet: Facet, value: Any, language: str) -> Any:
    """Return what names a value: `{"code", "label"}`, or a reference that becomes it."""
    if filter_.vocabulary:
        return reference(value, filter_.vocabulary)
    code = str(int(value) if filter_.kind == "flag" else value)
    return {"code": code, "label": facet.label(value, language) if facet.label else code}


def reference(pk: Any, vocabulary: str) -> SnippetRef | TermRef:
    """Return what becomes the value of a vocabulary, with its label or name."""
    is_snippet = issubclass(apps.get_model(vocabulary), TranslatableMixin)
    return SnippetRef(pk, vocabulary) if is_snippet else TermRef(pk, vocabulary)


def _finished(parts: list[dict[str, Any]], *, in_order: bool, language: str) -> list[dict[str, Any]]:
    """Drop values that are not public; put the most frequent first, then by label."""
    rows = [{**_named(part["value"], language), "count": part["count"]} for part in parts if part["value"]]
    return rows if in_order else sorted(rows, key=lambda row: (-row["count"], row["label"].casefold(), row["code"]))


def _named(value: dict[str, Any], language: str) -> dict[str, Any]:
    """Return `{"code", "label"}`, with `lang` where the label is not in the language asked for."""
    label = str(value["label"] if "label" in value else value["name"])
    lang = value.get("lang", language)
    return {"code": value["code"], "label": label, **({"lang": lang} if lang != language else {})}
