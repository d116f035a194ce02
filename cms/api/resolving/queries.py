"""Automatic lists inside pages: however many there are in an answer, one query finds the rows of all."""

from collections import defaultdict
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.models import IntegerField, QuerySet, Value, Window
from django.db.models.functions import RowNumber

from cms.api import items, listing
from cms.api.resolving.pages import cards_of
from cms.api.resolving.snippets import best
from cms.api.resolving.tree import Key
from cms.api.truth import States, language_marks
from cms.helplines.models import Helpline
from cms.helplines.serializers import helpline
from cms.pages.registry import page_types


def page_queries(resolver: Any, keys: list[Key]) -> dict[Key, Any]:
    """Resolve `PageQuery`s into lists of cards."""
    slices = first_rows([_queryset(resolver, key) for key in keys])
    wanted = {(key, position): pk for key, pks in zip(keys, slices, strict=True) for position, pk in enumerate(pks)}
    types = {query.type: ContentType.objects.get_for_model(page_types()[query.type]).pk for query, _locale in keys}
    cards = cards_of(
        resolver, {((key, position), key[1]): (pk, types[key[0].type]) for (key, position), pk in wanted.items()}
    )
    answer: dict[Key, Any] = {key: [] for key in keys}
    for ((key, _position), _locale), card in cards.items():
        answer[key].append(card)
    return answer


def _queryset(resolver: Any, key: Key) -> QuerySet[Any]:
    query, locale = key
    model = page_types()[query.type]
    queryset = resolver.frame.view.listed(model._default_manager.all())
    filters = {**model.default_filters, **dict(query.filters)}
    queryset = listing.filtered(queryset, model, filters)
    queryset = listing.in_locale(resolver.frame, queryset, locale)
    order = [*(["locale_rank"] if resolver.frame.fallback else []), *items.order_of(model)]
    numbered = queryset.annotate(position=Window(RowNumber(), order_by=order))
    return numbered.order_by("position").values_list("pk", "position")[: query.limit]


def first_rows(querysets: list[QuerySet[Any]]) -> list[list[int]]:
    """Return the primary keys of several sliced querysets of `(pk, position)` by one UNION ALL."""
    statements, parameters = [], []
    for number, queryset in enumerate(querysets):
        numbered = queryset.annotate(list_number=Value(number, output_field=IntegerField()))
        sql, values = numbered.values_list("list_number", "pk", "position").query.sql_with_params()
        statements.append(f"SELECT * FROM ({sql}) AS list_{number}")  # noqa: S608
        parameters += values
    found: dict[int, list[tuple[int, int]]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(statements), parameters)
        for number, pk, position in cursor.fetchall():
            found[number].append((position, pk))
    return [[pk for _position, pk in sorted(found[number])] for number in range(len(querysets))]


def helpline_queries(resolver: Any, keys: list[Key]) -> dict[Key, Any]:
    """Resolve `HelplineQuery`s into rows of `helplines/`. Three queries for all."""
    rows = helpline_rows(resolver.frame, Helpline.objects.filter(is_global=True))
    states = States.of_rows(resolver.frame, rows)
    return {
        key: [
            described(resolver.frame, row, key[1], states)
            for row in in_language(rows, resolver.frame.chain(key[1]))
            if not key[0].kind or row.kind == key[0].kind
        ]
        for key in keys
    }


def helpline_rows(frame: Any, queryset: QuerySet[Any]) -> list[Any]:
    """Return public helplines of all languages with their phones, in order."""
    public = frame.view.snippets(queryset).prefetch_related("phones")
    return list(public.order_by("priority", "name", "pk"))


def in_language(rows: list[Any], chain: list[Any]) -> list[Any]:
    """Return one row of each translation group: of the first locale in `chain` that has one."""
    groups: dict[Any, list[Any]] = defaultdict(list)
    for row in rows:
        groups[row.translation_key].append(row)
    return [row for group in groups.values() if (row := best(group, chain))]


def described(frame: Any, row: Any, locale: Any, states: States) -> dict[str, Any]:
    """Return a helpline with its language marks."""
    marks = language_marks(states, row.translation_key, row.locale_id, locale)
    return {"id": row.pk, **helpline(row, frame.view.now.date()), **marks}
