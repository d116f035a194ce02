"""A short piece of a text around what was found in it, cut where a sentence or a clause ends."""

import re
from collections.abc import Sequence
from typing import NamedTuple

LENGTH = 200
"""Characters of an excerpt, about."""
WINDOW = 150
"""What stands within so many characters is shown together."""
ELLIPSIS = "…"
_SENTENCES = re.compile(r"(?<=[.!?])[\"'”’)\]]*\s+|(?<=[。！？…])[”」』）]*|\n+")
_CLAUSES = re.compile(r"(?<=[,;:])\s+|(?<=[，；：、])|\s+[–—-]\s+")
_WORDS = re.compile(r"\s+")

Span = tuple[int, int]


class Excerpt(NamedTuple):
    """A piece of text, with the spans to mark in it."""

    text: str
    highlights: list[Span]


def excerpt(text: str, spans: Sequence[Span]) -> Excerpt:
    """Return about `LENGTH` characters around the densest part of the spans, which are in order and do not overlap.

    Offsets are into the excerpt, with its `…` where it begins or ends inside a sentence.
    """
    if len(text) <= LENGTH:
        return Excerpt(text, list(spans))
    first, last = _densest(text, spans)
    start, begins = _start(text, first, last)
    end, ends = _end(text, start, last)
    piece = text[start:end].rstrip()
    before = "" if begins else ELLIPSIS
    shift = len(before) - start
    inside = [(one + shift, other + shift) for one, other in spans if start <= one and other <= start + len(piece)]
    return Excerpt(before + piece + ("" if ends else ELLIPSIS), inside)


def _densest(text: str, spans: Sequence[Span]) -> Span:
    """Return the part of at most `WINDOW` characters with most different words of the spans, the earliest such."""
    words = [text[start:end].casefold() for start, end in spans]
    best, most = spans[0], (0, 0)
    end = 0
    for place, (start, own_end) in enumerate(spans):
        end = max(end, place)
        while end + 1 < len(spans) and spans[end + 1][1] - start <= WINDOW:
            end += 1
        size = end + 1 - place
        score = (len(set(words[place : end + 1])) if size >= most[0] else 0, size)
        if score > most:
            best, most = (start, max(own_end, spans[end][1])), score
    return best


def _start(text: str, first: int, last: int) -> tuple[int, bool]:
    """Return where an excerpt begins, and whether a sentence begins there."""
    earliest = max(0, min(first, last - LENGTH + (LENGTH - WINDOW) // 2))
    if earliest == 0:
        return 0, True
    if found := _after(_SENTENCES, text, earliest, first):
        return found[0], True
    for border in (_CLAUSES, _WORDS):
        if found := _after(border, text, earliest, first):
            return found[0], False
    return earliest if first - earliest < LENGTH else first, False


def _end(text: str, start: int, last: int) -> tuple[int, bool]:
    """Return where an excerpt ends, and whether a sentence ends there."""
    latest = max(last, start + LENGTH)
    if latest >= len(text):
        return len(text), True
    if found := _before(_SENTENCES, text, last, latest):
        return found[-1], True
    for border in (_CLAUSES, _WORDS):
        if found := _before(border, text, last, latest):
            return found[-1], False
    return latest, False


def _after(border: re.Pattern[str], text: str, start: int, stop: int) -> list[int]:
    """Return where something begins after a border, up to `stop`."""
    return [match.end() for match in border.finditer(text, max(0, start - 1), stop) if match.end() <= stop]


def _before(border: re.Pattern[str], text: str, start: int, stop: int) -> list[int]:
    """Return where something ends at a border, from `start` on."""
    return [match.start() for match in border.finditer(text, start, stop + 1) if match.start() >= start]
