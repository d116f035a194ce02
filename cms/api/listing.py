"""Lists of pages: which rows, in which order, in which languages."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import models
from django.db.models import Case, Exists, F, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Cast, Coalesce
from wagtail.models import Page, TranslatableMixin

from cms.api import items, parameters
from cms.api.frame import Frame
from cms.api.parameters import Parameters
from cms.api.problems import Problem, bad_parameter, error_row, nearest
from cms.pages.fields import PageFilter
from cms.pages.models import BasePage
from cms.pages.registry import page_types
from cms.publishing.visibility import LaunchedLocale

TREE_PARAMETERS = ("child_of", "descendant_of", "ancestor_of", "translation_of")
ORDERS = ("id", "title", "slug", "first_published_at", "last_published_at", "date", "random")
_PLAIN_COLUMNS = (models.CharField, models.IntegerField, models.BooleanField, models.DateField, models.UUIDField)


def types_of(query: Parameters) -> list[type[BasePage]]:
    """Return the page types asked for, all of them by default.

    Raises:
        Problem: 400 naming the nearest type.
    """
    known = page_types()
    by_folded = {label.lower(): model for label, model in known.items()}
    words = [word for word in query.words("type") if word != "wagtailcore.Page"]
    for word in words:
        if word.lower() not in by_folded:
            raise items.unknown_type(word)
    return [by_folded[word.lower()] for word in words] or list(known.values())


def base_queryset(frame: Frame, models_: list[type[BasePage]]) -> QuerySet[Any]:
    """Return the public, listed pages of the types."""
    if len(models_) == 1:
        return frame.view.listed(models_[0]._default_manager.all())
    queryset = Page.objects.all() if len(models_) == len(page_types()) else Page.objects.type(*models_)
    return frame.view.listed(queryset.filter(depth__gt=1))


# Filters of page types


def filters_of(models_: list[type[BasePage]]) -> dict[str, PageFilter]:
    """Return the filters that all of the types have."""
    common = {filter_.name: filter_ for filter_ in models_[0].page_filters()}
    for model in models_[1:]:
        names = {filter_.name for filter_ in model.page_filters()}
        common = {name: filter_ for name, filter_ in common.items() if name in names}
    return common


def filtered(queryset: QuerySet[Any], model: type[BasePage], values: Mapping[str, list[str]]) -> QuerySet[Any]:
    """Apply filters by name to a queryset of one type; values are words that are not checked for being known."""
    filters = filters_of([model])
    for name, words in values.items():
        queryset = queryset.filter(filters[name].condition(_read(filters[name], words)))
    return queryset


def apply_filters(
    frame: Frame, queryset: QuerySet[Any], models_: list[type[BasePage]], query: Parameters
) -> QuerySet[Any]:
    """Apply the request's filters, and the type's defaults where exactly one type is asked for.

    Raises:
        Problem: 400 for values that cannot be.
    """
    defaults = models_[0].default_filters if len(models_) == 1 else {}
    for name, filter_ in filters_of(models_).items():
        words = query.words(name) or ([defaults[name]] if name in defaults and name not in query else [])
        if words:
            _check_codes(frame, filter_, words)
            queryset = queryset.filter(filter_.condition(_read(filter_, words)))
        elif name in query:
            raise bad_parameter(name, "A value is missing.")
    return queryset


def _read(filter_: PageFilter, words: list[str]) -> list[Any]:
    if filter_.kind == "integer":
        return [parameters.integer(filter_.name, word, filter_.minimum, filter_.maximum) for word in words]
    if filter_.kind == "flag":
        return [parameters.flag(filter_.name, words[-1])]
    return words


def _check_codes(frame: Frame, filter_: PageFilter, words: list[str]) -> None:
    """Refuse codes that the public does not know: a draft's code is as unknown as one that never was."""
    known: set[str] = set(filter_.choices)
    if filter_.vocabulary:
        rows: QuerySet[Any] = apps.get_model(filter_.vocabulary)._default_manager.all()
        public = frame.view.snippets(rows) if issubclass(rows.model, TranslatableMixin) else rows
        known = set(public.values_list("code", flat=True))
    if filter_.kind == "code" and (unknown := [word for word in words if word not in known]):
        errors = [error_row(filter_.name, f"{word} is not known.", nearest(word, known)) for word in unknown]
        raise Problem(400, f"{filter_.name}: unknown values: {', '.join(unknown)}.", errors)


# Exact filters on plain columns, as in stock v2


def exact_columns(models_: list[type[BasePage]]) -> dict[str, models.Field[Any, Any]]:
    """Return the columns that can be asked for by value: those of `Page`, and of the type where there is one."""
    names = ["id", "title", "slug", "first_published_at", "show_in_menus", "seo_title", "search_description",
             "translation_key"]  # fmt: skip
    model: type[Any] = models_[0] if len(models_) == 1 else Page
    if len(models_) == 1:
        names += [field.name for field in models_[0].page_fields() if field.value is None]
    columns: dict[str, models.Field[Any, Any]] = {}
    for name in names:
        try:
            column = model._meta.get_field(name)
        except FieldDoesNotExist:
            continue
        if isinstance(column, _PLAIN_COLUMNS) and not column.is_relation:
            columns[name] = column
    return columns


def apply_exact(queryset: QuerySet[Any], models_: list[type[BasePage]], query: Parameters) -> QuerySet[Any]:
    """Filter by the exact values of plain columns.

    Raises:
        Problem: 400 for a value that the column cannot hold.
    """
    taken = filters_of(models_)
    for name, column in exact_columns(models_).items():
        if name in query and name not in taken:
            queryset = queryset.filter(**{name: _column_value(name, column, query.text(name))})
    return queryset


def _column_value(name: str, column: models.Field[Any, Any], text: str) -> Any:
    if isinstance(column, models.BooleanField):
        return parameters.flag(name, text)
    if isinstance(column, models.IntegerField):
        return parameters.integer(name, text)
    try:
        value = column.to_python(text)
        return _aware(value) if isinstance(value, datetime) else value
    except ValidationError as error:
        raise bad_parameter(name, " ".join(error.messages)) from None
    except OverflowError:
        raise bad_parameter(name, "This moment is out of range.") from None


def _aware(moment: datetime) -> datetime:
    """Return the moment in UTC, which it is in unless it says otherwise."""
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


# Tree and translations


def apply_tree(frame: Frame, queryset: QuerySet[Any], query: Parameters) -> QuerySet[Any]:
    """Apply `child_of`, `descendant_of`, `ancestor_of` and `translation_of`.

    Raises:
        Problem: 400 when the page asked for is not public, or two of the first three stand together.
    """
    given = [name for name in TREE_PARAMETERS[:3] if name in query]
    if len(given) > 1:
        raise bad_parameter(given[1], f"Cannot be combined with {given[0]}.")
    for name in given:
        queryset = queryset.filter(_tree_condition(frame, name, query.text(name)))
    if "translation_of" in query:
        page = _page(frame, "translation_of", query.text("translation_of"))
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
    if text == "root" and name in {"child_of", "descendant_of"}:
        locale = frame.locale or frame.source
        queryset = Page.objects.filter(path=locale.path if locale else "")
    else:
        queryset = Page.objects.filter(pk=parameters.integer(name, text))
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


def ordered(frame: Frame, queryset: QuerySet[Any], models_: list[type[BasePage]], query: Parameters) -> QuerySet[Any]:
    """Order rows: each language's part in the order asked for, by default newest first (design/4 "filters").

    Raises:
        Problem: 400 for an unknown order, naming the nearest one.
    """
    first = ["locale_rank"] if frame.fallback else []
    words = query.words("order")
    if not words:
        return queryset.order_by(*first, *_by_date(models_, descending=True), F("pk").desc())
    if words == ["random"]:
        if "offset" in query:
            raise bad_parameter("offset", "Cannot be combined with order=random, which is another one each time.")
        return queryset.order_by(*first, "?")
    terms: list[Any] = []
    for word in words:
        terms += _order_term(models_, word)
    return queryset.order_by(*first, *terms, F("pk").desc())


def _order_term(models_: list[type[BasePage]], word: str) -> list[Any]:
    name = word.removeprefix("-")
    allowed = [*ORDERS[:-1], *(column for column in exact_columns(models_) if column not in ORDERS)]
    if name not in allowed:
        raise bad_parameter("order", f"Cannot order by {name}.", word, [*allowed, *(f"-{item}" for item in allowed)])
    descending = word.startswith("-")
    if name == "date":
        return _by_date(models_, descending=descending)
    column = F("pk" if name == "id" else name)
    return [column.desc(nulls_last=True) if descending else column.asc(nulls_last=True)]


def _by_date(models_: list[type[BasePage]], *, descending: bool) -> list[Any]:
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
