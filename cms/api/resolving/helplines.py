"""Helplines inside pages and lists, in the reader's language or English, marked."""

from collections import defaultdict
from typing import Any

from django.db.models import QuerySet

from cms.api.resolving.snippets import best
from cms.api.resolving.tree import Key
from cms.api.truth import States, language_marks
from cms.helplines.models import Helpline
from cms.helplines.serializers import helpline


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
