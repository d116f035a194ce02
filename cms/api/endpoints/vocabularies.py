"""`vocabularies/`: codes and labels in the reader's language, with counts of public items."""

from collections import Counter
from typing import Any

from django.http import HttpRequest

from cms.api import listing
from cms.api.answers import Body, endpoint
from cms.api.frame import LANGUAGE, Frame, frame_of
from cms.api.paging import whole
from cms.api.parameters import Parameter, Parameters
from cms.api.problems import nearest, not_found
from cms.api.resolving.resolver import Resolver
from cms.api.resolving.snippets import best
from cms.api.shapes import (
    ContextJson,
    CountedSeriesJson,
    CountedTermJson,
    CountryJson,
    ListOf,
    TopicJson,
    VocabulariesJson,
)
from cms.directory.models import Series
from cms.directory.serializers import series as serialize_series
from cms.languages.localized import pick
from cms.languages.sorting import sort_key
from cms.pages.registry import page_types
from cms.pages.rows import PageAudience, PageContext, PageCountry, PageTopic
from cms.publishing.visibility import LaunchedLocale
from cms.taxonomy.models import VOCABULARIES, Country, Topic
from cms.taxonomy.serializers import term

NAMES = (*VOCABULARIES, "countries", "series")
NAME = Parameter(name="name", description="The name of the vocabulary.", choices=NAMES)
VOCABULARY = (
    ListOf[TopicJson] | ListOf[CountedTermJson] | ListOf[ContextJson] | ListOf[CountryJson] | ListOf[CountedSeriesJson]
)
_ROWS: dict[str, tuple[Any, str]] = {
    "audiences": (PageAudience, "audience_id"),
    "contexts": (PageContext, "context_id"),
    "regions": (PageCountry, "country__region_id"),
}
"""Where the pages of a term are found. A page is of the regions of its countries."""


@endpoint(parameters=LANGUAGE, answer=VocabulariesJson)
def vocabulary_list(request: HttpRequest, query: Parameters) -> Body:
    """Answer every vocabulary: `{"topics": [tree], "audiences": [rows], …}`."""
    frame = frame_of(query, default_locale=True)
    return {name: _rows(frame, name) for name in NAMES}


@endpoint(parameters=LANGUAGE, answer=VOCABULARY, path=[NAME])
def vocabulary_detail(request: HttpRequest, query: Parameters, name: str) -> Body:
    """Answer one vocabulary: `{"meta", "items": [{"code", "label", "count"}]}`."""
    if name not in NAMES:
        raise not_found(f"There is no vocabulary {name}.", did_you_mean=nearest(name, NAMES))
    frame = frame_of(query, default_locale=True)
    rows = _rows(frame, name)
    return {"meta": whole(len(rows)), "items": rows}


def _rows(frame: Frame, name: str) -> list[dict[str, Any]]:
    locale = frame.locale or frame.view.locales[0]
    if name == "series":
        return _series(frame, locale)
    if name == "topics":
        return _topics(frame, locale)
    if name == "countries":
        counts = _row_counts(frame, PageCountry, "country_id")
        rows = [{**term(row, locale.code), "region": row.region_id, "count": counts[row.pk]} for row in _countries()]
        regions = {region.pk: region.code for region in VOCABULARIES["regions"]._default_manager.all()}
        with_regions = ({**row, "region": regions.get(row["region"])} for row in rows)
        return sorted(with_regions, key=lambda row: sort_key(row["label"]))
    model = VOCABULARIES[name]
    counts = _row_counts(frame, *_ROWS[name]) if name in _ROWS else _column_counts(frame, "resource_type_id")
    extra = (lambda row: {"archived": row.archived}) if name == "contexts" else (lambda row: {})
    return [{**term(row, locale.code), "count": counts[row.pk], **extra(row)} for row in model._default_manager.all()]


def _countries() -> list[Country]:
    return list(Country.objects.all())


def _public(frame: Frame) -> Any:
    """Return the public pages that a count is of: those of the language, with what falls back to it."""
    queryset = listing.base_queryset(frame, list(page_types().values()))
    return listing.in_locale(frame, queryset, frame.locale)


def _row_counts(frame: Frame, rows: Any, column: str) -> Counter[int]:
    public = _public(frame).values("pk")
    pairs = rows.objects.filter(page_id__in=public).values_list(column, "page_id").distinct()
    return Counter(pk for pk, _page in pairs)


def _column_counts(frame: Frame, column: str) -> Counter[int]:
    """Count publications by a column of theirs: those that their list has by default."""
    model = page_types()["library.PublicationPage"]
    listed = listing.filtered(frame, frame.view.listed(model._default_manager.all()), model, model.default_filters)
    queryset = listing.in_locale(frame, listed, frame.locale)
    return Counter(queryset.exclude(**{f"{column}__isnull": True}).values_list(column, flat=True))


def _topics(frame: Frame, locale: LaunchedLocale) -> list[dict[str, Any]]:
    """Return the tree; a broader topic counts the items of its narrower ones too, each once."""
    topics = list(Topic.objects.filter(deprecated=False))
    parents = {topic.pk: topic.parent_id for topic in topics}
    pages: dict[int, set[int]] = {topic.pk: set() for topic in topics}
    public = _public(frame).values("pk")
    for topic_id, page_id in PageTopic.objects.filter(page_id__in=public).values_list("topic_id", "page_id"):
        for pk in filter(None, (topic_id, parents.get(topic_id))):
            pages.setdefault(pk, set()).add(page_id)

    def described(topic: Topic) -> dict[str, Any]:
        children = [described(child) for child in topics if child.parent_id == topic.pk]
        text, language = pick(topic.descriptions, locale.code)
        description = {"description": text or None, "description_lang": language if text else None}
        row = {**term(topic, locale.code), **description, "count": len(pages[topic.pk])}
        return {**row, "children": children} if topic.parent_id is None else row

    return [described(topic) for topic in topics if topic.parent_id is None]


def _series(frame: Frame, locale: LaunchedLocale) -> list[dict[str, Any]]:
    groups: dict[Any, list[Series]] = {}
    source_pk: dict[Any, int] = {}
    for row in frame.view.snippets(Series.objects.all()).order_by("sort_order", "code"):
        groups.setdefault(row.translation_key, []).append(row)
        if frame.source and row.locale_id == frame.source.id:
            source_pk[row.translation_key] = row.pk
    counts = _column_counts(frame, "series_id")
    rows = []
    for key, group in groups.items():
        if row := best(group, frame.chain(locale)):
            code = frame.by_id[row.locale_id].code
            rows.append({**serialize_series(row), "lang": code, "count": counts[source_pk.get(key, 0)]})
    return list(Resolver(frame).resolve(rows, locale))
