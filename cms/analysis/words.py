"""From a text to its words: those of a query one by one, and those of an index all at once."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from cms.analysis import chinese
from cms.analysis.folding import SILENT, fold
from cms.analysis.stemming import LONGEST, stemmer

_HAN = f"[{chinese.CHARACTERS}]+"
LETTER_OR_DIGIT = rf"[^\W_{chinese.CHARACTERS}]"
LETTER = rf"[^\W\d_{chinese.CHARACTERS}]"
"""Classes of a regular expression, Chinese characters aside."""
_ACRONYM = rf"{LETTER}(?:\.{LETTER})+(?!{LETTER_OR_DIGIT})"
_POSSESSIVE = rf"(?:'s(?!{LETTER_OR_DIGIT}))?"
WORDS = re.compile(rf"({_ACRONYM}|{_HAN}|{LETTER_OR_DIGIT}+){_POSSESSIVE}")
"""In folded text: letters with dots between them (U.N.), Chinese characters, or anything else of letters and digits;
an English 's is no part of a word."""

_ASCII_WORDS = re.compile(r"([a-z](?:\.[a-z])+(?![a-z0-9])|[a-z0-9]+)(?:'s(?![a-z0-9]))?")
"""The same in folded text without other characters, twice as fast."""

CHINESE_RUN = re.compile(_HAN)
_SILENT_OR_DOT = re.compile(f"[{SILENT}.]")


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
    """

    terms: list[str]
    more: list[str]
    exact: list[str]


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


def spelt(text: str, language: str) -> list[tuple[str, str]]:
    """Return of every word in order what `terms` calls `text` and `exact`, without the rest of it."""
    stem = stemmer(language)
    found: list[tuple[str, str]] = []
    for raw in WORDS.findall(fold(text)):
        if is_chinese(raw):
            found += [(word, word) for word in chinese.words(raw)]
        elif exact := plain(raw):
            found.append((stem(exact), exact[:LONGEST]))
    return found


def analyse(text: str, language: str) -> Analysed:
    """Return what an index holds of a text."""
    folded = fold(text)
    stem = stemmer(language)
    if folded.isascii():
        raws = _ASCII_WORDS.findall(folded)
        stems = {raw: stem(plain(raw)) for raw in set(raws)}
        return Analysed([stems[raw] for raw in raws], [], _exact(stems))
    raws = WORDS.findall(folded)
    distinct = set(raws)
    stems = {raw: stem(plain(raw)) for raw in distinct if not is_chinese(raw)}
    runs = {raw: chinese.pieces(raw) for raw in distinct if is_chinese(raw)}
    more = {whole for run in runs.values() for whole in chinese.wholes(run)}
    return Analysed(_positions(raws, stems, runs), sorted(more), _exact(stems))


def is_chinese(raw: str) -> bool:
    """Say whether a word begins with a Chinese character."""
    return raw[0] >= "\u3005" and CHINESE_RUN.match(raw) is not None


def plain(raw: str) -> str:
    """Return a word without what is silent in it; empty when nothing else is."""
    return raw if raw.isalnum() and SILENT not in raw else _SILENT_OR_DOT.sub("", raw)


def _chinese_terms(run: str, start: int) -> Iterator[Term]:
    for word in chinese.words(run):
        yield Term(word, word, start, start + len(word), chinese.parts(word))
        start += len(word)


def _positions(raws: list[str], stems: dict[str, str], runs: dict[str, list[str]]) -> list[str]:
    found: list[str] = []
    for raw in raws:
        if stem := stems.get(raw):
            found.append(stem)
        elif run := runs.get(raw):
            found.extend(run)
    return found


def _exact(stems: dict[str, str]) -> list[str]:
    written = {plain(raw)[:LONGEST]: term for raw, term in stems.items()}
    return sorted(word for word, term in written.items() if word != term)
