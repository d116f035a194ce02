"""Where words of a query occur in texts."""

import re
from collections.abc import Collection, Iterator
from functools import lru_cache
from itertools import accumulate

from cms.analysis import chinese
from cms.analysis.folding import fold
from cms.analysis.stemming import LONGEST, stemmer
from cms.analysis.words import CHINESE_RUN, WORDS, is_chinese

Span = tuple[int, int]


class Finder:
    """Finds words in one text of a language (BCP 47) after another; what it learns of one text serves the next.

    `wanted` are index terms, as `Term.text`.
    """

    def __init__(self, wanted: Collection[str], language: str) -> None:
        self._language = language
        self._chinese = [(term, chinese.parts(term)) for term in wanted if term and is_chinese(term)]
        self._any_chinese = re.compile("|".join(term for term, _parts in self._chinese))
        self._others = frozenset(term for term in wanted if term and not is_chinese(term))
        self._known: set[str] = set()
        self._wanted: dict[str, list[str]] = {}

    def spans(self, text: str) -> list[Span]:
        """Return where the words stand, in order, without overlaps."""
        folded = fold(text)
        found: set[Span] = set()
        if self._others:
            found.update(self._in_letters(folded))
        if self._chinese:
            found.update(self._in_chinese(folded))
        apart: list[Span] = []
        for start, end in sorted(found, key=lambda span: (span[0], -span[1])):
            if not apart or start >= apart[-1][1]:
                apart.append((start, end))
        return apart

    def _in_letters(self, folded: str) -> Iterator[Span]:
        """Give the places of the words whose stems are wanted: stem each distinct word once, then look for those few.

        Letters that stand alone or with dots are parted by what is around them, so they need every word to be looked
        at.
        """
        chunks = set(folded.split())
        for chunk in chunks - self._known:
            self._learn(chunk)
        hits = {raw for chunk in self._wanted.keys() & chunks for raw in self._wanted[chunk]}
        letters = {raw for raw in hits if len(raw) == 1 or "." in raw}
        if letters:
            yield from (match.span(1) for match in WORDS.finditer(folded) if match[1] in letters)
        for raw in hits - letters:
            yield from _places(folded, raw)

    def _learn(self, chunk: str) -> None:
        """Note which wanted words stand between two spaces."""
        self._known.add(chunk)
        stems = (_kept_stemmed if len(chunk) <= LONGEST else _stemmed)(chunk, self._language)
        if wanted := [raw for raw, term in stems if term in self._others]:
            self._wanted[chunk] = wanted

    def _in_chinese(self, folded: str) -> Iterator[Span]:
        runs = CHINESE_RUN.finditer(folded)
        done = 0
        for hit in self._any_chinese.finditer(folded):
            if hit.start() >= done:
                run = next(run for run in runs if run.end() > hit.start())
                done = run.end()
                pieces = chinese.pieces(run[0])
                starts = list(accumulate(map(len, pieces), initial=run.start()))
                for term, parts in self._chinese:
                    if term in run[0]:
                        yield from _rows(pieces, starts, parts)


def occurrences(text: str, wanted: Collection[str], language: str) -> list[Span]:
    """Return where words stand in a text whose `Term.text` is wanted, in order, without overlaps."""
    return Finder(wanted, language).spans(text)


def _stemmed(chunk: str, language: str) -> tuple[tuple[str, str], ...]:
    """Return the words between two spaces that are not Chinese, as they are written and as the index has them."""
    stem = stemmer(language)
    return tuple((raw, stem(raw)) for raw in WORDS.findall(chunk) if not is_chinese(raw))


_kept_stemmed = lru_cache(maxsize=2**13)(_stemmed)


def _places(folded: str, raw: str) -> Iterator[Span]:
    start = folded.find(raw)
    while start >= 0:
        end = start + len(raw)
        if not _is_letter(folded[start - 1 : start]) and not _is_letter(folded[end : end + 1]):
            yield start, end
        start = folded.find(raw, end)


def _is_letter(character: str) -> bool:
    return character.isalnum() and not is_chinese(character)


def _rows(pieces: list[str], starts: list[int], parts: tuple[str, ...]) -> Iterator[Span]:
    """Give the places where parts stand side by side; `starts` has one more: where the last piece ends."""
    first, size = parts[0], len(parts)
    for place, piece in enumerate(pieces):
        if piece == first and (size == 1 or tuple(pieces[place : place + size]) == parts):
            yield starts[place], starts[place + size]
