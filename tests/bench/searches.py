"""The searches that are measured: words of titles and bodies, and what must be found by them."""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from cms.languages.codes import to_bcp47
from tests.bench import words
from tests.bench.asking import CARDS, Check, Keys, Request, address, wrong
from tests.bench.cards import check_text
from tests.bench.dataset import Dataset, Entry
from tests.bench.words import LANGUAGES, Phrase

NEEDS = "search/"
FACETS = ("type", "topic", "year", "country")
OF_A_KIND = 24
"""Searches of each kind in each language: three kinds, a few more than `ADDRESSES` together."""
Entries = dict[str, Entry]


def searches(data: Dataset, keys: Keys) -> list[Request]:
    """Titles by what many begin with, one title by its number, and words that stand in bodies, in each language."""
    return list(_searches(data))


def with_facets(data: Dataset, keys: Keys) -> list[Request]:
    """The same with counts of four filters."""
    return list(_searches(data, facets=",".join(FACETS)))


def suggestions(data: Dataset, keys: Keys) -> list[Request]:
    """Beginnings of titles, letter by letter as somebody types them."""
    found: dict[str, Request] = {}
    entries = _by_slug(data)
    for entry in islice(entries.values(), OF_A_KIND):
        for language in LANGUAGES:
            title, code = entry.texts(language).title, to_bcp47(language)
            for length in range(2, 14, 2):
                beginning = title[:length].rstrip(" :（")
                where = address("search/suggest/", q=beginning, locale=code)
                found.setdefault(where, Request(where, _suggested(beginning)))
    return list(found.values())


def _searches(data: Dataset, **more: str) -> Iterator[Request]:
    entries = _by_slug(data)
    asked: set[str] = set()
    for text, language, check in _queries(data, entries):
        where = address("search/", q=text, locale=to_bcp47(language), limit=CARDS, **more)
        if where not in asked:
            asked.add(where)
            yield Request(where, check)


def _queries(data: Dataset, entries: Entries) -> Iterator[tuple[str, str, Check]]:
    in_titles = [entry.title_words for entry in entries.values()]
    for number, (index, language) in ((number, pair) for number in range(OF_A_KIND) for pair in enumerate(LANGUAGES)):
        form, thing = number % len(words.FORMS), (number * 5 + number // len(words.FORMS)) % len(words.OBJECTS)
        least = sum(own[:2] == (form, thing) for own in in_titles)
        text = f"{words.FORMS[form][index]} {words.OBJECTS[thing][index]}"
        yield text, language, _found(entries, language, least=least)

        entry = data.publications[number * len(data.publications) // OF_A_KIND]
        form, thing, _how = entry.title_words
        text = f"{words.FORMS[form][index]} {entry.number + 1} {words.OBJECTS[thing][index]}"
        yield text, language, _found(entries, language, first=entry)

        phrases = (words.SUBJECTS, words.VERBS, words.CIRCUMSTANCES)
        text = " ".join(_longest(_turned(phrases[part], number, part), index) for part in (0, number % 2 + 1))
        yield text, language, _found(entries, language, least=1)


def _turned(phrases: Sequence[Phrase], number: int, part: int) -> Phrase:
    return phrases[number * (part + 1) % len(phrases)]


def _longest(phrase: Phrase, index: int) -> str:
    return max(phrase[index].split(), key=len)


def _by_slug(data: Dataset) -> Entries:
    return {entry.slug: entry for entry in (*data.publications, *data.releases)}


def _found(entries: Entries, language: str, *, least: int = 1, first: Entry | None = None) -> Check:
    """Return a check of how many are found, of what comes first, of each card, and of counts where there are some."""

    def check(answer: dict[str, Any]) -> Iterator[str]:
        items, meta = answer["items"], answer["meta"]
        if meta["total_count"] < least or len(items) < min(least, CARDS):
            yield f"{meta['total_count']} are found, not {least} or more"
        if first:
            yield from wrong("the first", [item["meta"].get("slug") for item in items[:1]], [first.slug])
        for item in items:
            yield from wrong("locale", item["meta"]["locale"], to_bcp47(language))
            if entry := entries.get(item["meta"].get("slug", "")):
                yield from check_text(item, entry, language)
        if not any(matched["highlights"] for item in items for matched in item["matched"]):
            yield "nothing is marked"
        if "facets" in meta:
            yield from wrong("facets", sorted(meta["facets"]), sorted(FACETS))
            by_type = sum(row["count"] for row in meta["facets"]["type"])
            if not meta["total_count"] <= 2 * by_type <= 2 * meta["total_count"]:
                yield f"hits by type, without earlier editions, are {by_type} of {meta['total_count']}"

    return check


def _suggested(beginning: str) -> Check:
    def check(answer: dict[str, Any]) -> Iterator[str]:
        if not any(item["text"].casefold().startswith(beginning.casefold()) for item in answer["items"]):
            yield f"nothing begins with {beginning!r}"

    return check
