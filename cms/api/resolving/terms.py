"""Vocabulary terms: a whole vocabulary is one small table, read once an answer."""

from typing import Any

from django.apps import apps

from cms.api.resolving.tree import Key
from cms.taxonomy import serializers


def terms(resolver: Any, keys: list[Key]) -> dict[Key, Any]:
    """Resolve `TermRef`s."""
    answer = {}
    for key in keys:
        reference, locale = key
        row = vocabulary(resolver, reference.vocabulary).get(reference.pk)
        answer[key] = serializers.term(row, locale.code) if row else None
    return answer


def vocabulary(resolver: Any, label: str) -> dict[int, Any]:
    """Return the rows of a vocabulary by primary key, loading them once."""
    if label not in resolver.vocabularies:
        resolver.vocabularies[label] = apps.get_model(label)._default_manager.in_bulk()
    return resolver.vocabularies[label]
