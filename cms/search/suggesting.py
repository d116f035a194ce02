"""Titles and topics that begin as somebody types."""

from collections.abc import Iterator
from dataclasses import dataclass

from cms import analysis
from cms.search import bits, labels
from cms.search.matching import either, every
from cms.search.models import SearchEntry
from cms.search.postings import Postings
from cms.search.storage import ENTRIES, Lookup

MOST = 8
CANDIDATES = 200
"""So many titles are read, the newest where there are more."""
MOST_WORDS = 12
_ENDINGS = 6
"""Letters that a stem may be shorter than its word."""
_SHORTEST_STEM = 3


@dataclass(frozen=True)
class Suggestion:
    """A title with the key of its entry, or a topic's label with its primary key."""

    text: str
    key: int | None = None
    topic: int | None = None


def suggestions(text: str, language: str, visible: int) -> list[Suggestion]:
    """Return up to `MOST` topics and titles that begin with a text; then those in which its words stand.

    The last word may be unfinished. Two statements at most.
    """
    typed = analysis.terms(text, language)[:MOST_WORDS]
    if not typed or (len(typed) == 1 and len(typed[0].exact) == 1 and typed[0].exact.isascii()):
        return []
    found = [*_topics(typed, language, visible), *_titles(typed, language, visible)]
    best: dict[str, Suggestion] = {}
    for _rank, suggestion in sorted(found, key=lambda pair: pair[0]):
        best.setdefault(analysis.fold(suggestion.text), suggestion)
    return list(best.values())[:MOST]


Ranked = tuple[tuple[int, bool, int, int], Suggestion]


def _topics(typed: list[analysis.Term], language: str, visible: int) -> Iterator[Ranked]:
    for name in labels.every_name():
        if name.value.vocabulary != "cms.Topic" or name.language != language or name.is_synonym:
            continue
        place = _place(typed, name.text, language)
        if place is not None and labels.pages_of({name.value}) & visible:
            yield (place, False, len(name.text), name.value.pk), Suggestion(name.text, topic=name.value.pk)


def _titles(typed: list[analysis.Term], language: str, visible: int) -> Iterator[Ranked]:
    *whole, last = typed
    postings = Postings(ENTRIES)
    earlier = [Lookup("title", (term.text,)) for term in whole]
    endings = [Lookup("title", (last.exact,), prefix=True), *(Lookup("title", (stem,)) for stem in _stems(last))]
    postings.fetch([*earlier, *endings])
    members = every(map(postings.of, earlier), visible & either(map(postings.of, endings)))
    keys = [key for key, _number in zip(bits.keys(members), range(CANDIDATES), strict=False)]
    for key, title in SearchEntry.objects.filter(pk__in=keys).values_list("pk", "texts__0__1"):
        place = _place(typed, title or "", language)
        if place is not None:
            yield (place, True, len(title), -key), Suggestion(title, key=key)


def _stems(term: analysis.Term) -> set[str]:
    """Return what an unfinished word's stem may be, where that is no longer than the word."""
    word = term.exact
    cut = {word[:end] for end in range(max(_SHORTEST_STEM, len(word) - _ENDINGS), len(word))}
    return {term.text, *cut, *(stem[:-1] + "i" for stem in (*cut, word) if stem.endswith("y"))}


def _place(typed: list[analysis.Term], title: str, language: str) -> int | None:
    """Say where a title has what was typed: 0 at its beginning, 1 inside, 2 not together, None nowhere."""
    words = analysis.terms(title, language)
    *whole, last = typed
    length = len(typed)
    for start in range(max(0, len(words) - length + 1)):
        row = words[start : start + length]
        if row[-1].exact.startswith(last.exact) and _same(row[:-1], whole):
            return 0 if start == 0 else 1
    stems = {word.text for word in words}
    has_all = all(term.text in stems for term in whole) and any(word.exact.startswith(last.exact) for word in words)
    return 2 if has_all else None


def _same(words: list[analysis.Term], typed: list[analysis.Term]) -> bool:
    return all(one.text == other.text for one, other in zip(words, typed, strict=True))
