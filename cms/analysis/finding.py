"""Where words of a query occur in texts."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator
from itertools import accumulate

from cms.analysis import chinese
from cms.analysis.folding import SILENT, fold
from cms.analysis.numbers import numbers
from cms.analysis.stemming import beginnings, stemmer
from cms.analysis.words import CHINESE_RUN, LETTER, LETTER_OR_DIGIT, POSSESSIVE, WORDS, is_chinese

Span = tuple[int, int]
Place = tuple[int, int, str]
"""Where a word stands, and its index term."""
_WORD = re.compile(rf"(?<!{LETTER_OR_DIGIT})({LETTER_OR_DIGIT}+)")
_DOTTED = re.compile(rf"\.{LETTER}")
_BETWEEN = re.compile(rf"{POSSESSIVE}[\W_]*")
"""What may stand between two words side by side."""


class Finder:
    """Finds words in one text of a language (BCP 47) after another; what it learns of one text serves the next.

    `wanted` are index terms, as `Term.text`, or several with spaces (`Term.parts`), which must stand side by side.
    """

    def __init__(self, wanted: Collection[str], language: str) -> None:
        self._stem = stemmer(language)
        rows = [tuple(one.split()) for one in wanted]
        self._alone = frozenset(row[0] for row in rows if len(row) == 1)
        self._runs = [row for row in rows if len(row) > 1]
        terms = self._alone.union(*self._runs)
        self._chinese = [(term, chinese.parts(term)) for term in terms if is_chinese(term)]
        self._any_chinese = re.compile("|".join(term for term, _parts in self._chinese))
        self._others = frozenset(term for term in terms if not is_chinese(term))
        self._digits = frozenset(term for term in self._others if term.isdigit())
        self._beginnings = _shortest({beginning for term in self._others for beginning in beginnings(term)})
        self._reads_all = any(len(term) == 1 for term in self._others)
        self._stems: dict[str, str] = {}

    def spans(self, text: str) -> list[Span]:
        """Return where the words stand, in order, without overlaps."""
        folded = fold(text)
        places: list[Place] = []
        if self._others:
            places += self._in_letters(folded)
        if self._chinese:
            places += self._in_chinese(folded)
        found = [(start, end) for start, end, term in places if term in self._alone]
        if self._runs:
            found += self._side_by_side(folded, places)
        if self._digits:
            found += [(start, end) for digits, start, end in numbers(folded) if digits in self._digits]
        apart: list[Span] = []
        for start, end in sorted(found, key=lambda span: (span[0], -span[1])):
            if not apart or start >= apart[-1][1]:
                apart.append((start, end))
        return apart

    def _side_by_side(self, folded: str, places: list[Place]) -> Iterator[Span]:
        """Give where the terms of a run stand in its order, with no other word between them."""
        ends: dict[str, dict[int, int]] = defaultdict(dict)
        for start, end, term in places:
            ends[term][start] = end
        for first, *others in self._runs:
            for start, own_end in ends[first].items():
                last: int | None = own_end
                for term in others:
                    between = None if last is None else _BETWEEN.match(folded, last)
                    last = ends[term].get(between.end()) if between else None
                if last is not None:
                    yield start, last

    def _in_letters(self, folded: str) -> Iterator[Place]:
        """Give the places of the words whose stems are wanted."""
        known = self._stems
        for match in self._candidates(folded):
            raw = match[1]
            if (stem := known.get(raw)) is None:
                stem = known[raw] = self._stem(raw)
            if stem in self._others:
                yield *match.span(1), stem

    def _candidates(self, folded: str) -> Iterator[re.Match[str]]:
        """Give the words that begin as a wanted one may; all of them where something silent or dots may part a word,
        and where it takes what stands before a letter to know whether it is one.
        """
        if self._reads_all or SILENT in folded or _DOTTED.search(folded):
            yield from WORDS.finditer(folded)
            return
        for beginning in self._beginnings:
            start = folded.find(beginning)
            while start >= 0:
                match = _WORD.match(folded, start)
                if match:
                    yield match
                start = folded.find(beginning, match.end() if match else start + 1)

    def _in_chinese(self, folded: str) -> Iterator[Place]:
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
                        yield from ((start, end, term) for start, end in _rows(pieces, starts, parts))


def occurrences(text: str, wanted: Collection[str], language: str) -> list[Span]:
    """Return where words stand in a text whose `Term.text` is wanted, in order, without overlaps."""
    return Finder(wanted, language).spans(text)


def _shortest(beginnings: Collection[str]) -> list[str]:
    """Return those that do not begin as another one does."""
    found: list[str] = []
    for one in sorted(beginnings):
        if not found or not one.startswith(found[-1]):
            found.append(one)
    return found


def _rows(pieces: list[str], starts: list[int], parts: tuple[str, ...]) -> Iterator[Span]:
    """Give the places where parts stand side by side; `starts` has one more: where the last piece ends."""
    first, size = parts[0], len(parts)
    for place, piece in enumerate(pieces):
        if piece == first and (size == 1 or tuple(pieces[place : place + size]) == parts):
            yield starts[place], starts[place + size]
