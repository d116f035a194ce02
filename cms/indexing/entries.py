"""What the index holds of an object: the words of its texts, in place of the texts."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Manager, prefetch_related_objects
from modelsearch.index import AutocompleteField, RelatedFields, SearchField

from cms.analysis import Analysed, analyse
from cms.indexing.runs import runs

_LANGUAGE = "en"
"""Of what does not say its language, such as an image."""


@dataclass(frozen=True)
class Said:
    """A text and its words."""

    text: str
    words: Analysed

    def beginnings(self) -> list[str]:
        """Return the words, and what is written between spaces and signs where that differs."""
        written = {run for run, _start in runs(self.text)}
        return [*self.words.terms, *sorted(written.difference(self.words.terms))]


class Words(SearchField):
    """A searched field with the words of its text."""

    def __init__(self, field: SearchField, texts: Sequence[Said]) -> None:
        super().__init__(field.field_name, boost=field.boost)
        self.words = " ".join(term for said in texts for term in said.words.terms)

    def get_value(self, obj: Any) -> str:
        """Return the words."""
        return self.words


class Beginnings(AutocompleteField):
    """A field that is found while its words are typed, so it also has them as they are written."""

    def __init__(self, field: AutocompleteField, texts: Sequence[Said]) -> None:
        super().__init__(field.field_name)
        self.words = " ".join(term for said in texts for term in said.beginnings())

    def get_value(self, obj: Any) -> str:
        """Return the words."""
        return self.words


class Entry:
    """Stands for an object before modelsearch, which asks for each text several times."""

    def __init__(self, obj: Any) -> None:
        self.pk = obj.pk
        language = language_of(obj)
        self._fields = [
            (Words if isinstance(field, SearchField) else Beginnings)(field, list(_analysed(value, language)))
            for field, value in _values(obj, obj.get_search_fields())
        ]

    def get_search_fields(self) -> list[Words | Beginnings]:
        """Return the fields with their words, those of related rows among them."""
        return self._fields


class AnalysedIndex:
    """Goes before the index of a database."""

    def add_items(self, model: Any, objs: Sequence[Any]) -> None:
        """Write the words of the objects."""
        if hasattr(model, "locale"):
            prefetch_related_objects(objs, "locale")
        super().add_items(model, [Entry(obj) for obj in objs])  # type: ignore[misc]


def language_of(obj: Any) -> str:
    """Return the language in which the texts of an object are read."""
    locale = getattr(obj, "locale", None)
    language: str = locale.language_code if locale else getattr(obj, "language", "")
    return language or _LANGUAGE


def _values(obj: Any, fields: Sequence[Any]) -> Iterator[tuple[SearchField | AutocompleteField, Any]]:
    for field in fields:
        if isinstance(field, SearchField | AutocompleteField):
            yield field, field.get_value(obj)
        elif isinstance(field, RelatedFields):
            related = field.get_value(obj)
            for row in related.all() if isinstance(related, Manager) else filter(None, [related]):
                yield from _values(row, field.fields)


def _analysed(value: Any, language: str) -> Iterator[Said]:
    """Give the words of a value: a text, many of them, or texts by their languages."""
    match value:
        case None:
            return
        case Mapping():
            for own, text in value.items():
                yield from _analysed(text, own)
        case list() | tuple():
            for text in value:
                yield from _analysed(text, language)
        case _:
            yield Said(str(value), analyse(str(value), language))
