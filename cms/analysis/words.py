"""From a text to its words: those of a query one by one, and those of an index all at once."""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from cms.analysis import chinese
from cms.analysis.folding import fold, read_western, western
from cms.analysis.stemming import LONGEST, plain, stemmer

_HAN = f"[{chinese.CHARACTERS}]+"
LETTER_OR_DIGIT = rf"[^\W_{chinese.CHARACTERS}]"
LETTER = rf"[^\W\d_{chinese.CHARACTERS}]"
"""Classes of a regular expression, Chinese characters aside."""
_ACRONYM = rf"{LETTER}(?:\.{LETTER})+(?!{LETTER_OR_DIGIT})"
POSSESSIVE = rf"(?:'s(?!{LETTER_OR_DIGIT}))?"
WORDS = re.compile(rf"({_ACRONYM}|{_HAN}|{LETTER_OR_DIGIT}+){POSSESSIVE}")
"""In folded text: letters with dots between them (U.N.), Chinese characters, or anything else of letters and digits;
an English 's is no part of a word."""

_APART = re.sub(r"[^a-z0-9.']", " ", "".join(map(chr, range(128))).lower())
"""What each ASCII character is in `_chunks`."""

CHINESE_RUN = re.compile(_HAN)


class Term(NamedTuple):
    """A word of a text. `text` is what the index holds, in `Analysed.terms` or `Analysed.more`; `exact` the folded
    word as it is written; `start` and `end` its place in the text; `parts` the neighbouring `Analysed.terms` it
    consists of, one but for long Chinese words: what a phrase is looked up by.
    """

    text: str
    exact: str
    start: int
    end: int
    parts: tuple[str, ...]


class Analysed(NamedTuple):
    """What an index holds of a text: its words by position (Chinese in the smallest words), the longer Chinese words
    that they make up, once each and sorted, and the distinct written forms that differ from their stems, sorted.
    `words` are all its distinct words as they are written: what a reader may have meant to type.
    """

    terms: list[str]
    more: list[str]
    exact: list[str]
    words: set[str]


def terms(text: str, language: str) -> list[Term]:
    """Return every word of a text in order. All of it is of letters and digits, at most 60 of them in a word."""
    stem = stemmer(language)
    found: list[Term] = []
    for match in WORDS.finditer(fold(text)):
        raw, start = match[1], match.start()
        if is_chinese(raw):
            found.extend(_chinese_terms(raw, start))
        elif exact := plain(raw):
            term = stem(exact)
            found.append(Term(term, exact[:LONGEST], start, start + len(raw), (term,)))
    return found


def analyse(text: str, language: str) -> Analysed:
    """Return what an index holds of a text."""
    stem = stemmer(language)
    chunks = _chunks(text)
    if chunks is None:
        return _analyse_any(fold(text), stem)
    distinct = set(chunks)
    parted = {chunk: WORDS.findall(chunk) for chunk in distinct if not chunk.isalnum()}
    raws = distinct.difference(parted).union(*parted.values()) if parted else distinct
    stems = {raw: stem(raw) for raw in raws}
    exact, words = _written(stems)
    stems |= {chunk: stems[raws[0]] for chunk, raws in parted.items() if len(raws) == 1}
    several = {chunk: [stems[raw] for raw in raws] for chunk, raws in parted.items() if len(raws) != 1}
    return Analysed(_in_order(chunks, stems, several), [], exact, words)


def _analyse_any(folded: str, stem: Callable[[str], str]) -> Analysed:
    raws = WORDS.findall(folded)
    distinct = set(raws)
    runs = [raw for raw in distinct if is_chinese(raw)]
    rows = chinese.rows_of(runs)
    stems = {raw: stem(raw) for raw in distinct.difference(runs)}
    exact, words = _written(stems)
    more = chinese.wholes(rows)
    words.update(more, " ".join(rows).split())
    stems.update(zip(runs, rows, strict=True))
    return Analysed(" ".join([stems[raw] for raw in raws]).split(), sorted(more), exact, words)


def _chunks(text: str) -> list[str] | None:
    """Fold a text in Western letters and cut it wherever no word goes on; nothing for any other text.

    A chunk of letters and digits is a word; in others, which have dots and apostrophes, `WORDS` finds them.
    """
    if text.isascii():
        apart: str | None = text.translate(_APART)
    else:
        apart = read_western(text, _western_apart())
    return None if apart is None else f"{apart} ".replace(". ", " ").split()


@lru_cache(maxsize=1)
def _western_apart() -> str:
    return re.sub(r"[^\w.']|_", " ", western())


def _in_order(chunks: list[str], stems: dict[str, str], several: dict[str, list[str]]) -> list[str]:
    """Return the terms of chunks, of each its stem or `several`, without those that are empty."""
    if several:
        terms = {chunk: (stem,) for chunk, stem in stems.items()} | several
        found = list(chain.from_iterable(map(terms.__getitem__, chunks)))
    else:
        found = [stems[chunk] for chunk in chunks]
    return found if all(stems.values()) else [term for term in found if term]


def _written(stems: dict[str, str]) -> tuple[list[str], set[str]]:
    """Return how words are written that are not as their stems, sorted, and all words."""
    written = {plain(raw)[:LONGEST]: term for raw, term in stems.items()}
    return sorted(word for word, term in written.items() if word != term), set(written) - {""}


def is_chinese(raw: str) -> bool:
    """Say whether a word begins with a Chinese character."""
    return raw[0] >= "\u3005" and CHINESE_RUN.match(raw) is not None


def _chinese_terms(run: str, start: int) -> Iterator[Term]:
    for word in chinese.words(run):
        yield Term(word, word, start, start + len(word), chinese.parts(word))
        start += len(word)
