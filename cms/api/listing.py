"""Lists of pages: which rows, in which order, in which languages."""

from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Case, Exists, F, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Cast, Coalesce
from wagtail.models import Page, TranslatableMixin

from cms.api.frame import Frame
from cms.api.page_parameters import RANDOM, ROOT, TRANSLATION_OF, TREE, exact_columns, filter_parameter, filters_of
from cms.api.parameters import Parameters, integer, known_words
from cms.api.problems import bad_parameter
from cms.pages.models import BasePage
from cms.pages.registry import page_types
from cms.publishing.version import kept
from cms.publishing.visibility import LaunchedLocale


def base_queryset(frame: Frame, models_: Sequence[type[BasePage]]) -> QuerySet[Any]:
    """Return the public, listed pages of the types."""
    if len(models_) == 1:
        return frame.view.listed(models_[0]._default_manager.all())
    queryset = Page.objects.all() if len(models_) == len(page_types()) else Page.objects.type(*models_)
    return frame.view.listed(queryset.filter(depth__gt=1))


def model_of(models_: Sequence[type[BasePage]]) -> type[Page]:
    """Return the model whose columns the filters of the types ask for: the type, or `Page` for several."""
    return models_[0] if len(models_) == 1 else Page


# Filters


def filtered(frame: Frame, queryset: QuerySet[Any], model: type[BasePage], values: Mapping[str, str]) -> QuerySet[Any]:
    """Apply filters by name to a queryset of one type; codes are not checked for being known."""
    filters = filters_of([model])
    for name, word in values.items():
        filter_ = filters[name]
        read = [word] if filter_.kind == "code" else filter_parameter(filter_).read([word])
        queryset = queryset.filter(filter_.holds(read if isinstance(read, list) else [read], frame.view.now))
    return queryset


def demands(frame: Frame, models_: Sequence[type[BasePage]], query: Parameters) -> dict[str, Q]:
    """Return what the request's filters demand, by name, and the type's defaults where exactly one type is asked for.

    Raises:
        Problem: 400 for codes that the public does not know.
    """
    found: dict[str, Q] = {}
    for name, filter_ in filters_of(models_).items():
        value = query.value(name)
        if value is not None:
            if filter_.vocabulary and not query.declared[name].choices:
                known_words(name, value, public_codes(frame, filter_.vocabulary))
            found[name] = filter_.holds(value if isinstance(value, list) else [value], frame.view.now)
    return found


def added(models_: Sequence[type[BasePage]], query: Parameters) -> dict[str, Hashable]:
    """Return the filters that the request adds to those that its types have by default, each with what decides it."""
    found: dict[str, Hashable] = {}
    for name, filter_ in filters_of(models_).items():
        if name in query and query.declared[name].default is None:
            value = query.value(name)
            words = frozenset(value) if isinstance(value, list) else value
            found[name] = (model_of(models_), filter_.condition, words)
    return found


@dataclass(frozen=True)
class Asked:
    """What a list asks for: `rows` without the filters of its types, and what each of these demands, by name.

    Where words are searched for, `hits` are the primary keys of the pages that hold them, the best first.
    """

    rows: QuerySet[Any]
    demands: Mapping[str, Q]
    hits: list[int] | None = None

    def pages(self, without: Collection[str] = ()) -> QuerySet[Any]:
        """Return the pages, those included that only the filters `without` leave out."""
        return self.rows.filter(*(condition for name, condition in self.demands.items() if name not in without))


def holding(models_: Sequence[type[BasePage]], condition: Q) -> QuerySet[Any] | None:
    """Return all pages for which a filter of the types holds, public or not; None where it holds for every one."""
    return model_of(models_)._default_manager.filter(condition).order_by() if condition else None


def public_codes(frame: Frame, vocabulary: str) -> set[str]:
    """Return the codes that the public knows: a draft's code is as unknown as one that never was."""

    def read() -> set[str]:
        rows: QuerySet[Any] = apps.get_model(vocabulary)._default_manager.all()
        public = frame.view.snippets(rows) if issubclass(rows.model, TranslatableMixin) else rows
        return set(public.values_list("code", flat=True))

    return kept(("codes", vocabulary), read)


def apply_exact(queryset: QuerySet[Any], models_: Sequence[type[BasePage]], query: Parameters) -> QuerySet[Any]:
    """Filter by the exact values of plain columns, as in stock v2; a moment is as exact as answers give it."""
    taken = filters_of(models_)
    given = {name: query.value(name) for name in exact_columns(models_) if name in query and name not in taken}
    for name, value in given.items():
        within = isinstance(value, datetime) and not value.microsecond
        condition = {f"{name}__range": (value, value.replace(microsecond=999_999))} if within else {name: value}
        queryset = queryset.filter(**condition)
    return queryset


# Tree and translations


def apply_tree(frame: Frame, queryset: QuerySet[Any], query: Parameters) -> QuerySet[Any]:
    """Apply `child_of`, `descendant_of`, `ancestor_of` and `translation_of`.

    Raises:
        Problem: 400 when the page asked for is not public, or two of the first three stand together.
    """
    given = [parameter.name for parameter in TREE if parameter.name in query]
    if len(given) > 1:
        raise bad_parameter(given[1], f"Cannot be combined with {given[0]}.")
    for name in given:
        queryset = queryset.filter(_tree_condition(frame, name, query.text(name)))
    if TRANSLATION_OF.name in query:
        page = _page(frame, TRANSLATION_OF.name, query.text(TRANSLATION_OF.name))
        queryset = queryset.filter(translation_key=page.translation_key).exclude(pk=page.pk)
    return queryset


def _tree_condition(frame: Frame, name: str, text: str) -> Q:
    nodes = [_page(frame, name, text)]
    if frame.fallback:
        nodes = list(frame.view.pages(Page.objects.filter(translation_key=nodes[0].translation_key)))
    condition = Q(pk__in=[])
    for node in nodes:
        if name == "ancestor_of":
            paths = [node.path[:end] for end in range(node.steplen, len(node.path), node.steplen)]
            condition |= Q(path__in=paths)
        elif name == "child_of":
            condition |= Q(path__startswith=node.path, depth=node.depth + 1)
        else:
            condition |= Q(path__startswith=node.path, depth__gt=node.depth)
    return condition


def _page(frame: Frame, name: str, text: str) -> Page:
    if text == ROOT:
        locale = frame.locale or frame.source
        queryset = Page.objects.filter(path=locale.path if locale else "")
    else:
        queryset = Page.objects.filter(pk=integer(name, text))
    page = frame.view.pages(queryset).first()
    if page is None:
        raise bad_parameter(name, "There is no such page.")
    return page


# Languages


def in_locale(frame: Frame, queryset: QuerySet[Any], locale: LaunchedLocale | None) -> QuerySet[Any]:
    """Keep the rows of a locale; with a fallback, add what is missing in it, ranked by `locale_rank`."""
    if locale is None:
        return queryset
    chain = list(dict.fromkeys([locale, *frame.fallback]))
    if len(chain) == 1:
        return queryset.filter(locale_id=locale.id)
    condition: Any = Q(locale_id=locale.id)
    better = [locale.id]
    for candidate in chain[1:]:
        twins = frame.view.listed(
            Page.objects.filter(translation_key=OuterRef("translation_key"), locale_id__in=better)
        )
        condition |= Q(locale_id=candidate.id) & ~Exists(twins)
        better = [*better, candidate.id]
    ranks = [When(locale_id=candidate.id, then=Value(rank)) for rank, candidate in enumerate(chain)]
    rank = Case(*ranks, default=Value(len(chain)), output_field=IntegerField())
    return queryset.filter(condition).annotate(locale_rank=rank)


# Order


def ordered(
    frame: Frame, queryset: QuerySet[Any], models_: Sequence[type[BasePage]], query: Parameters
) -> QuerySet[Any]:
    """Order rows: each language's part in the order asked for, by default newest first (design/4 "filters").

    Raises:
        Problem: 400 for a random order mixed with another.
    """
    first = ["locale_rank"] if frame.fallback else []
    words = query.words("order")
    if not words:
        return _newest_first(frame, queryset, models_)
    if words == [RANDOM]:
        if "offset" in query:
            raise bad_parameter("offset", "Cannot be combined with order=random, which is another one each time.")
        return queryset.order_by(*first, "?")
    if RANDOM in words:
        raise bad_parameter("order", f"{RANDOM} stands alone.")
    terms = [term for word in words for term in _order_terms(models_, word)]
    return queryset.order_by(*first, *terms, F("pk").desc())


def newest(frame: Frame, models_: Sequence[type[BasePage]]) -> QuerySet[Any]:
    """Return all public pages of the types, in the frame's languages and in the default order."""
    return _newest_first(frame, in_locale(frame, base_queryset(frame, models_), frame.locale), models_)


def _newest_first(frame: Frame, queryset: QuerySet[Any], models_: Sequence[type[BasePage]]) -> QuerySet[Any]:
    first = ["locale_rank"] if frame.fallback else []
    return queryset.order_by(*first, *_by_date(models_, descending=True), F("pk").desc())


def identity(
    frame: Frame, models_: Sequence[type[BasePage]], given: frozenset[tuple[str, Hashable]] = frozenset()
) -> Hashable:
    """Return what decides which pages a list holds, and in which order. `given` are the parameters that say so."""
    return tuple(models_), frame.locale and frame.locale.id, tuple(row.id for row in frame.fallback), given


def _order_terms(models_: Sequence[type[BasePage]], word: str) -> list[Any]:
    name = word.removeprefix("-")
    descending = word.startswith("-")
    if name == "date":
        return _by_date(models_, descending=descending)
    column = F("pk" if name == "id" else name)
    return [column.desc(nulls_last=True) if descending else column.asc(nulls_last=True)]


def _by_date(models_: Sequence[type[BasePage]], *, descending: bool) -> list[Any]:
    """Order by the types' own dates, undated last; across types by one expression over their tables."""
    dated = [model for model in models_ if model.date_column]
    if not dated:
        return []
    if len(models_) == 1:
        expression: Any = F(dated[0].date_column)
    else:
        columns = [Cast(f"{model._meta.model_name}__{model.date_column}", models.DateTimeField()) for model in dated]
        expression = Coalesce(*columns) if len(columns) > 1 else columns[0]
    return [expression.desc(nulls_last=True) if descending else expression.asc(nulls_last=True)]
