"""Titles and topics that begin as somebody types."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from cms import analysis
from cms.publishing.version import kept
from cms.search import bits, labels, shown, thesaurus
from cms.search.bits import either, every
from cms.search.postings import Postings
from cms.search.queries import Query
from cms.search.storage import ENTRIES, Lookup

MOST = 8
TOPIC = "cms.Topic"
CANDIDATES = 100
"""So many titles are read, the newest where there are more."""
MOST_CHARACTERS = 100
_ENDINGS = 6
"""Letters that a stem may be shorter than its word."""
_SHORTEST_STEM = 3
_WORD = re.compile(r"[^\W_]")


@dataclass(frozen=True)
class Suggestion:
    """A title with the key of its entry, or a topic's label with its primary key."""

    text: str
    key: int | None = None
    topic: int | None = None


def suggestions(text: str, language: str, visible: int) -> list[Suggestion]:
    """Return up to `MOST` topics and titles that begin with a text; then those in which its words stand.

    The last word may be unfinished. An outdated term of the glossary is never shown: the one to use instead is. Two
    statements at most, and one for a content version.
    """
    terms = analysis.terms(text[:MOST_CHARACTERS], language)
    if not terms or (len(terms) == 1 and len(terms[0].exact) == 1 and terms[0].exact.isascii()):
        return []
    typed = Typed(terms)
    found = [*_topics(typed, language, visible), *_titles(typed, visible)]
    best: dict[str, Suggestion] = {}
    for _rank, suggestion in sorted(found, key=lambda pair: pair[0]):
        best.setdefault(analysis.fold(suggestion.text), suggestion)
    return list(best.values())[:MOST]


def nearest_topics(query: Query, visible: int, most: int = 5) -> list[int]:
    """Return the primary keys of topics that the words of a query name, or name in part, most words first.

    Only those that something visible has.
    """
    names = labels.names(query.language)
    counts: Counter[int] = Counter()
    for start, end, found in names.spans(query.terms):
        counts.update({value.pk: 2 * (end - start) for value in found if value.vocabulary == TOPIC})
    for term in query.terms:
        if query.needs(term):
            counts.update(value.pk for value in names.partly(term) if value.vocabulary == TOPIC)
    pages = {pk: (labels.holders_of({labels.Value(TOPIC, pk)}) & visible).bit_count() for pk in counts}
    near = [pk for pk in counts if pages[pk]]
    return sorted(near, key=lambda pk: (-counts[pk], -pages[pk], pk))[:most]


def largest_topics(visible: int, most: int = 5) -> list[int]:
    """Return the primary keys of the topics that most visible entries have: a way on where a query led nowhere."""
    found = {name.value for name in labels.every_name() if name.value.vocabulary == TOPIC}
    pages = {value.pk: (labels.holders_of({value}) & visible).bit_count() for value in found}
    return [pk for pk in sorted(pages, key=lambda pk: (-pages[pk], pk)) if pages[pk]][:most]


class Typed:
    """The beginning of something, as it is looked for in titles whose other words are known to be there."""

    def __init__(self, terms: list[analysis.Term]) -> None:
        self.terms = terms
        words = [re.escape(term.exact) for term in terms]
        self._together = re.compile(_border(terms[0].exact) + r"[\W_]*".join(words))
        self._last = re.compile(_border(terms[-1].exact) + words[-1])

    def place(self, title: str) -> int | None:
        """Say where a title has what was typed: 0 at its beginning, 1 inside, 2 not together, None nowhere."""
        folded = analysis.fold(title)
        if match := self._together.search(folded):
            return 1 if _WORD.search(folded, 0, match.start()) else 0
        return 2 if self._last.search(folded) and len(self.terms) > 1 else None


def _border(word: str) -> str:
    """Return a pattern for where a word begins, which in Chinese is anywhere."""
    return r"(?<![^\W_])" if word[:1] < "\u3000" else ""


Ranked = tuple[tuple[int, bool, int, int], Suggestion]


def _topics(typed: Typed, language: str, visible: int) -> Iterator[Ranked]:
    for name in labels.every_name():
        if name.value.vocabulary != TOPIC or name.language != language or name.is_synonym:
            continue
        place = typed.place(name.text)
        if place in (0, 1) and labels.holders_of({name.value}) & visible:
            yield (place, False, len(name.text), name.value.pk), Suggestion(name.text, topic=name.value.pk)


def _titles(typed: Typed, visible: int) -> Iterator[Ranked]:
    *whole, last = typed.terms
    postings = Postings(ENTRIES)
    earlier = [Lookup("title", (term.text,)) for term in whole]
    endings = [Lookup("title", (last.exact,), prefix=True), *(Lookup("title", (stem,)) for stem in _stems(last))]
    postings.fetch([*earlier, *endings])
    members = every(map(postings.of, earlier), visible & either(map(postings.of, endings)))
    keys = [key for key, _number in zip(bits.keys(members), range(CANDIDATES), strict=False)]
    instead = kept("outdated terms", _outdated)
    for key, title in shown.titles(keys).items():
        place = typed.place(title)
        found = instead.get(key, Suggestion(title, key=key))
        if place is not None and found and 1 << (found.key or 0) & visible:
            yield (place, True, len(title), -key), found


def _outdated() -> dict[int, Suggestion | None]:
    """Return the public terms of the glossary to avoid, each with what to offer in its place."""
    terms = thesaurus.glossary()
    offered = {
        (term.group, term.language): Suggestion(term.spellings[0], key=term.key)
        for term in terms
        if not term.is_outdated
    }
    return {term.key: offered.get((term.instead or "", term.language)) for term in terms if term.is_outdated}


def _stems(term: analysis.Term) -> set[str]:
    """Return what an unfinished word's stem may be, where that is no longer than the word."""
    word = term.exact
    cut = {word[:end] for end in range(max(_SHORTEST_STEM, len(word) - _ENDINGS), len(word))}
    return {term.text, *cut, *(stem[:-1] + "i" for stem in (*cut, word) if stem.endswith("y"))}
