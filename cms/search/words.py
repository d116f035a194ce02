"""The words in use, from which misspelt ones are corrected."""

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache, partial

from django.db import transaction

from cms.analysis import sound, terms
from cms.publishing import ledger
from cms.search.models import SearchWord
from cms.search.storage import ENTRIES, PAPERS, Index, Lookup

Word = tuple[str, str]
"""A language (BCP 47) and a word in it, folded."""

LENGTHS = range(3, 41)
"""Of words in letters: shorter ones are not corrected, longer ones are none."""
CHINESE_LENGTHS = range(2, 13)
BATCH = 500

_CHINESE = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")


def words_in(texts: Iterable[tuple[str, set[str]]]) -> set[Word]:
    """Return of texts in languages, by their words as they are written, those that are in letters and long enough."""
    found: dict[str, set[str]] = defaultdict(set)
    for language, words in texts:
        found[language] |= words
    return {(language, word) for language, words in found.items() for word in words if _is_word(word)}


def _is_word(word: str) -> bool:
    return word.isalpha() and len(word) in (CHINESE_LENGTHS if _CHINESE.match(word) else LENGTHS)


def add(words: set[Word]) -> None:
    """Store the words that are not stored yet, in one order for all, so that no two writers wait for each other."""
    if rows := missing(words):
        SearchWord.objects.bulk_create(rows, batch_size=BATCH, ignore_conflicts=True)


def add_at_the_end(words: set[Word]) -> None:
    """Store them as the last thing that a publish does."""
    if missing(words):
        ledger.at_the_end(partial(add, words))


def missing(words: set[Word]) -> list[SearchWord]:
    """Return rows for the words that are not stored yet."""
    rows = (_row(*word) for word in sorted(words - _stored(words)))
    return [row for row in rows if row is not None]


def _stored(words: set[Word]) -> set[Word]:
    found: set[Word] = set()
    for language in {language for language, _word in words}:
        texts = [word for own, word in words if own == language]
        for start in range(0, len(texts), BATCH):
            rows = SearchWord.objects.filter(language=language, word__in=texts[start : start + BATCH])
            found.update((language, word) for word in rows.values_list("word", flat=True))
    return found


def _row(language: str, word: str) -> SearchWord | None:
    term = _term_of(word, language)
    return SearchWord(language=language, word=word, term=term, sound=sound(word)[:120]) if term else None


@lru_cache(maxsize=20_000)
def _term_of(word: str, language: str) -> str:
    """Return the index term of a word, nothing for what is not one word."""
    if _CHINESE.match(word):
        return word
    found = terms(word, language)
    return found[0].text if len(found) == 1 and found[0].exact == word else ""


def clean() -> int:
    """Remove the words that are in use no longer. Return how many."""
    removed = last = 0
    while rows := list(SearchWord.objects.filter(pk__gt=last).order_by("pk")[:BATCH]):
        last = rows[-1].pk
        if unused := _unused(rows):
            with transaction.atomic():
                removed += SearchWord.objects.filter(pk__in=[row.pk for row in _unused(unused)]).delete()[0]
    return removed


def _unused(rows: list[SearchWord]) -> list[SearchWord]:
    """Look for words in one column after another: most are in the first, where whole texts are.

    What is written otherwise than its term stands in the column for that, except in documents, which have none.
    """
    places: list[tuple[Index, str]] = [(ENTRIES, column) for column in ("body", "exact", "summary", "title", "names")]
    for index, column in [*places, (ENTRIES, "files"), (PAPERS, "text"), (PAPERS, "title")]:
        spelt = column == "exact"
        asked = [row for row in rows if index is PAPERS or spelt == (row.word != row.term)]
        known = index.known([Lookup(column, (row.word if spelt else row.term,)) for row in asked])
        found = {row.pk for row, is_known in zip(asked, known, strict=True) if is_known}
        rows = [row for row in rows if row.pk not in found]
    return rows
