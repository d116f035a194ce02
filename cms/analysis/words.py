"""From a text to its words: those of a query one by one, those of an index all at once, and where words occur."""

import re
from collections.abc import Collection, Iterator
from functools import lru_cache
from typing import NamedTuple

from cms.analysis import chinese
from cms.analysis.folding import SILENT, fold
from cms.analysis.stemming import LONGEST, stemmer

_HAN = f"[{chinese.CHARACTERS}]+"
_LETTER_OR_DIGIT = rf"[^\W_{chinese.CHARACTERS}]"
_LETTER = rf"[^\W\d_{chinese.CHARACTERS}]"
_ACRONYM = rf"{_LETTER}(?:\.{_LETTER})+(?!{_LETTER_OR_DIGIT})"
_POSSESSIVE = rf"(?:'s(?!{_LETTER_OR_DIGIT}))?"
_WORDS = re.compile(rf"({_ACRONYM}|{_HAN}|{_LETTER_OR_DIGIT}+){_POSSESSIVE}")
"""In folded text: letters with dots between them (U.N.), Chinese characters, or anything else of letters and digits;
an English 's is no part of a word."""

_ASCII_WORDS = re.compile(r"([a-z](?:\.[a-z])+(?![a-z0-9])|[a-z0-9]+)(?:'s(?![a-z0-9]))?")
"""The same in folded text without other characters, twice as fast."""

_CHINESE_RUN = re.compile(_HAN)
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
    for match in _WORDS.finditer(fold(text)):
        raw, start = match[1], match.start()
        if _is_chinese(raw):
            found.extend(_chinese_terms(raw, start))
        elif exact := _plain(raw):
            term = stem(exact)
            found.append(Term(term, exact[:LONGEST], start, start + len(raw), (term,)))
    return found


def analyse(text: str, language: str) -> Analysed:
    """Return what an index holds of a text."""
    folded = fold(text)
    stem = stemmer(language)
    if folded.isascii():
        raws = _ASCII_WORDS.findall(folded)
        stems = {raw: stem(_plain(raw)) for raw in set(raws)}
        return Analysed([stems[raw] for raw in raws], [], _exact(stems))
    raws = _WORDS.findall(folded)
    distinct = set(raws)
    stems = {raw: stem(_plain(raw)) for raw in distinct if not _is_chinese(raw)}
    runs = {raw: chinese.pieces(raw) for raw in distinct if _is_chinese(raw)}
    more = {whole for run in runs.values() for whole in chinese.wholes(run)}
    return Analysed(_positions(raws, stems, runs), sorted(more), _exact(stems))


def occurrences(text: str, wanted: Collection[str], language: str) -> list[tuple[int, int]]:
    """Return where words stand in a text whose `Term.text` is wanted, in order, without overlaps."""
    folded = fold(text)
    latin = _latin_occurrences(folded, wanted, language)
    han = [term for term in wanted if term and _is_chinese(term)]
    spans = sorted({*latin, *_chinese_occurrences(folded, han)}, key=lambda span: (span[0], -span[1]))
    apart: list[tuple[int, int]] = []
    for start, end in spans:
        if not apart or start >= apart[-1][1]:
            apart.append((start, end))
    return apart


def _is_chinese(raw: str) -> bool:
    return raw[0] >= "\u3005" and _CHINESE_RUN.match(raw) is not None


def _plain(raw: str) -> str:
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
    written = {_plain(raw)[:LONGEST]: term for raw, term in stems.items()}
    return sorted(word for word, term in written.items() if word != term)


def _latin_occurrences(folded: str, wanted: Collection[str], language: str) -> Iterator[tuple[int, int]]:
    """Give the places of the words whose stems are wanted: stem each distinct word once, then look for those few.

    Letters that stand alone or with dots are parted by what is around them, so they need every word to be looked at.
    """
    hits = {
        raw
        for chunk in set(folded.split())
        for raw, term in (_kept_stemmed if len(chunk) <= LONGEST else _stemmed)(chunk, language)
        if term in wanted
    }
    letters = {raw for raw in hits if len(raw) == 1 or "." in raw}
    if letters:
        yield from (match.span(1) for match in _WORDS.finditer(folded) if match[1] in letters)
    for raw in hits - letters:
        yield from _places(folded, raw)


def _stemmed(chunk: str, language: str) -> tuple[tuple[str, str], ...]:
    """Return the words between two spaces that are not Chinese, as they are written and as the index has them."""
    stem = stemmer(language)
    return tuple((raw, stem(_plain(raw))) for raw in _WORDS.findall(chunk) if not _is_chinese(raw))


_kept_stemmed = lru_cache(maxsize=2**13)(_stemmed)


def _places(folded: str, raw: str) -> Iterator[tuple[int, int]]:
    start = folded.find(raw)
    while start >= 0:
        end = start + len(raw)
        if not _is_letter(folded[start - 1 : start]) and not _is_letter(folded[end : end + 1]):
            yield start, end
        start = folded.find(raw, end)


def _is_letter(character: str) -> bool:
    return character.isalnum() and not _is_chinese(character)


def _chinese_occurrences(folded: str, wanted: list[str]) -> Iterator[tuple[int, int]]:
    if not any(word in folded for word in wanted):
        return
    for match in _CHINESE_RUN.finditer(folded):
        run = match[0]
        if inside := [word for word in wanted if word in run]:
            pieces = chinese.pieces(run)
            starts = _starts(pieces, match.start())
            for word in inside:
                yield from _runs(pieces, starts, chinese.parts(word))


def _starts(pieces: list[str], start: int) -> list[int]:
    """Return where each piece starts, and where the last one ends."""
    starts = [start]
    for piece in pieces:
        starts.append(starts[-1] + len(piece))
    return starts


def _runs(pieces: list[str], starts: list[int], parts: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    for place in range(len(pieces) - len(parts) + 1):
        if pieces[place] == parts[0] and tuple(pieces[place : place + len(parts)]) == parts:
            yield starts[place], starts[place + len(parts)]
