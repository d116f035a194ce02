"""The tree of an answer before it is JSON: plain values, references, and marks of language."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, is_dataclass
from datetime import date, datetime
from typing import Any

from django.utils.dateparse import parse_date, parse_datetime

from cms.languages import names
from cms.languages.localized import pick
from cms.publishing.references import Badge, LanguageName, LocalizedText, When
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
Key = tuple[Any, LaunchedLocale]


def references(node: Any, locale: LaunchedLocale) -> Iterator[Key]:
    """Walk a tree and give each unresolved reference with the language it is wanted in."""
    if isinstance(node, PLAIN):
        return
    if isinstance(node, dict):
        for value in node.values():
            yield from references(value, locale)
    elif isinstance(node, list | tuple):
        for value in node:
            yield from references(value, locale)
    elif isinstance(node, InLanguage):
        yield from references(node.value, node.locale)
    elif isinstance(node, Composed):
        yield from references(node.parts, locale)
    elif isinstance(node, When):
        yield from references(node.value, locale)
    elif is_dataclass(node) and not isinstance(node, LanguageName | LocalizedText | Badge):
        yield node, locale


def finish(node: Any, locale: LaunchedLocale, found: dict[Key, Any], now: datetime) -> Any:
    """Put the found values in place and return JSON. What leads nowhere is null, and left out of lists."""
    if isinstance(node, PLAIN):
        return node
    if isinstance(node, dict):
        return {key: finish(value, locale, found, now) for key, value in node.items()}
    if isinstance(node, list | tuple):
        values = ((value, finish(value, locale, found, now)) for value in node)
        return [value for source, value in values if value is not None or isinstance(source, PLAIN)]
    if isinstance(node, InLanguage):
        return finish(node.value, node.locale, found, now)
    if isinstance(node, Composed):
        return node.make([finish(part, locale, found, now) for part in node.parts])
    if isinstance(node, LanguageName):
        return {"code": node.code, "label": names.language_name(node.code, locale.code)}
    if isinstance(node, LocalizedText):
        return pick(dict(node.texts), locale.code)[0] or None
    if isinstance(node, When):
        return finish(node.value, locale, found, now) if in_time(node, now) else None
    if isinstance(node, Badge):
        return node.name if node.until is None or _moment(node.until, now).date() >= now.date() else None
    return finish(found.get((node, locale)), locale, found, now)


def in_time(node: When, now: datetime) -> bool:
    """Say whether a dated value is shown now."""
    starts, ends = node.show_from, node.show_until
    return (not starts or _moment(starts, now) <= now) and (not ends or _moment(ends, now) > now)


def _moment(value: Any, now: datetime) -> datetime:
    if isinstance(value, str):
        value = parse_datetime(value) or parse_date(value)
    if isinstance(value, datetime):
        return value if value.tzinfo else value.replace(tzinfo=now.tzinfo)
    return datetime(value.year, value.month, value.day, tzinfo=now.tzinfo)
