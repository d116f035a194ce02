"""The tree of an answer before it is JSON: plain values, references, and marks of language."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, is_dataclass
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any
from uuid import UUID

from django.utils.dateparse import parse_date, parse_datetime

from cms.languages import names
from cms.languages.localized import pick
from cms.publishing.references import Badge, Distinct, LanguageName, LocalizedText, Needs, TextLanguage, When
from cms.publishing.version import reached
from cms.publishing.visibility import LaunchedLocale


@dataclass
class InLanguage:
    """A part of an answer that is for readers of a language."""

    locale: LaunchedLocale
    value: Any


@dataclass
class Composed:
    """A value made from the finished values of its parts."""

    parts: list[Any]
    make: Callable[[list[Any]], Any]


@dataclass
class Finished:
    """A value without references, which is JSON already."""

    value: Any


Key = tuple[Any, LaunchedLocale]
Found = Mapping[Key, Any]

PLAIN = frozenset({str, int, float, bool, type(None), datetime, date, UUID})
LEAVES = frozenset({LanguageName, LocalizedText, TextLanguage, Badge, Finished})


def references(node: Any, locale: LaunchedLocale) -> Iterator[Key]:
    """Walk a tree and give each unresolved reference with the language it is wanted in."""
    stack = [(node, locale)]
    while stack:
        node, locale = stack.pop()
        kind: Any = type(node)
        if kind is dict:
            stack.extend((value, locale) for value in node.values() if type(value) not in PLAIN)
        elif kind is list or kind is tuple:
            stack.extend((value, locale) for value in node if type(value) not in PLAIN)
        elif kind is InLanguage:
            stack.append((node.value, node.locale))
        elif kind in _PARTS:
            stack.extend((value, locale) for value in _PARTS[kind](node))
        elif kind not in PLAIN and kind not in LEAVES and is_reference(kind):
            yield node, locale


@cache
def is_reference(kind: Any) -> bool:
    """Say whether values of a type stand for something elsewhere."""
    return is_dataclass(kind)


_PARTS: dict[type, Callable[[Any], Iterable[Any]]] = {
    Composed: lambda node: node.parts,
    When: lambda node: (node.value,),
    Needs: lambda node: (node.reference, node.value, node.otherwise),
    Distinct: lambda node: node.values,
}


class Finisher:
    """Puts the found values in place. What leads nowhere is null, and left out of lists."""

    def __init__(self, found: Found, now: datetime) -> None:
        self.found = found
        self.now = now
        self.finished: dict[Key, Any] = {}

    def finish(self, node: Any, locale: LaunchedLocale) -> Any:
        """Return the JSON of a tree for readers of a language."""
        kind: Any = type(node)
        if kind in PLAIN:
            return node
        if kind is dict:
            return {
                name: value if type(value) in PLAIN else self.finish(value, locale) for name, value in node.items()
            }
        if kind is list or kind is tuple:
            return [
                value for source in node if (value := self.finish(source, locale)) is not None or type(source) in PLAIN
            ]
        if kind is InLanguage:
            return self.finish(node.value, node.locale)
        if kind in _FINISH:
            return _FINISH[kind](self, node, locale)
        return self._resolved(node, locale) if is_reference(kind) else node

    def _resolved(self, node: Any, locale: LaunchedLocale) -> Any:
        key = (node, locale)
        if key not in self.finished:
            self.finished[key] = self.finish(self.found.get(key), locale)
        return self.finished[key]

    def _composed(self, node: Composed, locale: LaunchedLocale) -> Any:
        return node.make([self.finish(part, locale) for part in node.parts])

    def _needs(self, node: Needs, locale: LaunchedLocale) -> Any:
        there = self.finish(node.reference, locale) is not None
        return self.finish(node.value if there else node.otherwise, locale)

    def _when(self, node: When, locale: LaunchedLocale) -> Any:
        return self.finish(node.value, locale) if in_time(node, self.now) else None

    def _distinct(self, node: Distinct, locale: LaunchedLocale) -> Any:
        rows = self.finish(node.values, locale)
        return [value for position, value in enumerate(rows) if value not in rows[:position]]

    def _language(self, node: LanguageName, locale: LaunchedLocale) -> Any:
        return {"code": node.code, "label": names.language_name(node.code, locale.code)}

    def _text(self, node: LocalizedText, locale: LaunchedLocale) -> Any:
        return pick(dict(node.texts), locale.code)[0] or None

    def _text_language(self, node: TextLanguage, locale: LaunchedLocale) -> Any:
        text, language = pick(dict(node.texts), locale.code)
        return language if text else None

    def _badge(self, node: Badge, _locale: LaunchedLocale) -> Any:
        over = node.until is not None and reached(
            _moment(_moment(node.until, self.now).date() + timedelta(days=1), self.now), self.now
        )
        return None if over else node.name


_FINISH: dict[type, Callable[[Finisher, Any, LaunchedLocale], Any]] = {
    Composed: Finisher._composed,
    Needs: Finisher._needs,
    When: Finisher._when,
    Distinct: Finisher._distinct,
    LanguageName: Finisher._language,
    LocalizedText: Finisher._text,
    TextLanguage: Finisher._text_language,
    Badge: Finisher._badge,
    Finished: lambda _finisher, node, _locale: node.value,
}


def in_time(node: When, now: datetime) -> bool:
    """Say whether a dated value is shown now."""
    starts, ends = node.show_from, node.show_until
    return (not starts or reached(_moment(starts, now), now)) and (not ends or not reached(_moment(ends, now), now))


def _moment(value: Any, now: datetime) -> datetime:
    if isinstance(value, str):
        value = parse_datetime(value) or parse_date(value)
    if isinstance(value, datetime):
        return value if value.tzinfo else value.replace(tzinfo=now.tzinfo)
    return datetime(value.year, value.month, value.day, tzinfo=now.tzinfo)
