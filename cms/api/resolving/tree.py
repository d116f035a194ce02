"""The tree of an answer before it is JSON: plain values, references, and marks of language."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, is_dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.dateparse import parse_date, parse_datetime

from cms.languages import names
from cms.languages.localized import pick
from cms.publishing.references import Badge, Distinct, LanguageName, LocalizedText, Needs, When
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


PLAIN = (str, int, float, bool, type(None), datetime, date)
LEAVES = (LanguageName, LocalizedText, Badge)
Key = tuple[Any, LaunchedLocale]


def references(node: Any, locale: LaunchedLocale) -> Iterator[Key]:
    """Walk a tree and give each unresolved reference with the language it is wanted in."""
    if isinstance(node, InLanguage):
        yield from references(node.value, node.locale)
    elif (parts := _parts(node)) is not None:
        for part in parts:
            yield from references(part, locale)
    elif is_dataclass(node) and not isinstance(node, LEAVES):
        yield node, locale


def _parts(node: Any) -> Iterable[Any] | None:
    match node:
        case dict():
            return node.values()
        case list() | tuple():
            return node
        case Composed():
            return node.parts
        case When():
            return [node.value]
        case Needs():
            return [node.reference, node.value, node.otherwise]
        case Distinct():
            return node.values
    return None


def finish(node: Any, locale: LaunchedLocale, found: dict[Key, Any], now: datetime) -> Any:
    """Put the found values in place and return JSON. What leads nowhere is null, and left out of lists."""

    def inner(value: Any) -> Any:
        return finish(value, locale, found, now)

    match node:
        case _ if isinstance(node, PLAIN):
            return node
        case dict():
            return {key: inner(value) for key, value in node.items()}
        case list() | tuple():
            values = ((value, inner(value)) for value in node)
            return [value for source, value in values if value is not None or isinstance(source, PLAIN)]
        case InLanguage():
            return finish(node.value, node.locale, found, now)
        case Composed():
            return node.make([inner(part) for part in node.parts])
        case Needs():
            return inner(node.otherwise if inner(node.reference) is None else node.value)
        case When():
            return inner(node.value) if in_time(node, now) else None
        case Distinct():
            rows = inner(node.values)
            return [value for position, value in enumerate(rows) if value not in rows[:position]]
    return _leaf(node, locale, now) if isinstance(node, LEAVES) else inner(found.get((node, locale)))


def _leaf(node: Any, locale: LaunchedLocale, now: datetime) -> Any:
    match node:
        case LanguageName():
            return {"code": node.code, "label": names.language_name(node.code, locale.code)}
        case LocalizedText():
            return pick(dict(node.texts), locale.code)[0] or None
    over = node.until is not None and reached(_moment(_moment(node.until, now).date() + timedelta(days=1), now), now)
    return None if over else node.name


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
