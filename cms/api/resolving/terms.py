"""Vocabulary terms: a whole vocabulary is one small table, read once for a content version."""

from typing import Any

from django.apps import apps

from cms.api.resolving.tree import Key
from cms.taxonomy import serializers


def terms(resolver: Any, keys: list[Key]) -> dict[Key, Any]:
    """Resolve `TermRef`s."""
    return {key: labelled(resolver, key[0].vocabulary, key[1].code).get(key[0].pk) for key in keys}


def labelled(resolver: Any, label: str, language: str) -> dict[int, serializers.TermJson]:
    """Return the finished terms of a vocabulary by primary key."""

    def make() -> dict[int, serializers.TermJson]:
        rows = resolver.once(("vocabulary", label), apps.get_model(label)._default_manager.in_bulk)
        return {pk: serializers.term(row, language) for pk, row in rows.items()}

    found: dict[int, serializers.TermJson] = resolver.once(("terms", label, language), make)
    return found
