"""A short piece of a text around what was found in it, cut where a sentence or a clause ends, and in no heading."""

import re
from collections.abc import Sequence
from typing import NamedTuple

LENGTH = 200
"""Characters of an excerpt, about."""
MOST = 280
"""So many an excerpt may have for a sentence to be whole."""
WINDOW = 150
"""What stands within so many characters is shown together."""
ELLIPSIS = "…"
_LOOK_BACK = 240
"""A sentence that begins so many characters before the end of what was found is shown from its beginning."""
_CLOSING = r"[\"'”’»)\]」』）]*"
_SMALL = "[a-zß-öø-ÿ]"
_SENTENCES = re.compile(
    rf"[.!?…。！？\n](?:(?<=\n)\s*|(?<=[。！？…])[。！？…]*{_CLOSING}\s*+(?!{_SMALL})"
    rf"|(?<!\b[^\W_]\.)(?<!\b[A-Z]\w\.)(?<=[.!?]){_CLOSING}(?=\s)(?:\s*+(?!{_SMALL})|(?=\n)))"
)
"""A short word with a point is an abbreviation, and no sentence begins with a small letter. Lines stand apart."""
_CLAUSES = re.compile(
    rf"[,;:，；：、–—-](?:(?<=[,;:]){_CLOSING}(?=\s)|(?<=[，；：、]){_CLOSING}|(?<=\s[–—-])(?=\s)|(?<=——))\s*"
)
_WORDS = re.compile(r"\s+")
_AROUND = " \n–—-"
"""What of a border belongs neither to what ends nor to what begins."""
_ENDS = re.compile(rf"[.!?…。！？]{_CLOSING}\Z")
_LEADS_ON = re.compile(rf"[,;:，；：、]{_CLOSING}\Z")
_QUESTION = re.compile(r"[^.!?…。！？]*[?？]\Z")
_WRAPPED = re.compile(rf"\n(?:(?={_SMALL})|(?<=[^\n]{{60}}\n)(?<![.!?…:;。]\n))")

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
    end, ends = _end(text, start, first, last)
    piece = text[start:end].rstrip()
    before = "" if begins else ELLIPSIS
    shift = len(before) - start
    inside = [(one + shift, other + shift) for one, other in spans if start <= one and other <= start + len(piece)]
    return Excerpt(before + piece + ("" if ends else ELLIPSIS), inside)


def flowing(text: str) -> str:
    """Return the text of a page of paper, of the same length, without the breaks of its lines inside sentences."""
    return _WRAPPED.sub(" ", text)


def _densest(text: str, spans: Sequence[Span]) -> Span:
    """Return the part of at most `WINDOW` characters with most different words of the spans, the earliest such."""
    if len(spans) == 1:
        return spans[0]
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
    farthest = max(0, min(first, last - _LOOK_BACK))
    if earliest == 0:
        return 0, True
    sentences = _after(_SENTENCES, text, farthest, first)
    if farthest == 0:
        sentences.insert(0, 0)
    if found := sentences or _after(_CLAUSES, text, farthest, first):
        return next((start for start in found if start >= earliest), found[-1]), bool(sentences)
    words = _after(_WORDS, text, earliest, first)
    return (words[0] if words else earliest if first - earliest < LENGTH else first), False


def _end(text: str, start: int, first: int, last: int) -> tuple[int, bool]:
    """Return where an excerpt ends, and whether a sentence ends there, or an item of a list."""
    wanted, latest = max(last, start + LENGTH), max(last, start + MOST)
    ends = _before(_SENTENCES, text, last, latest)
    if len(text) <= latest:
        ends.append(len(text))
    for closes in (_is_sentence, _is_item):
        if found := [end for end in ends if closes(text, end)]:
            return _nearest(found, wanted), True
    if len(text) <= latest:
        return len(text), True
    if found := _before(_CLAUSES, text, last, latest):
        return _nearest(found, wanted), False
    if found := [end for end in _before(_SENTENCES, text, first + 1, last) if _is_sentence(text, end)]:
        return found[-1], True
    words = _before(_WORDS, text, last, wanted)
    return (words[-1] if words else wanted), False


def _nearest(ends: Sequence[int], wanted: int) -> int:
    """Return the last of some ends up to where one is wanted, or the first behind it."""
    return max((end for end in ends if end <= wanted), default=ends[0])


def _after(border: re.Pattern[str], text: str, start: int, stop: int) -> list[int]:
    """Return where something begins after a border, from `start` to `stop`."""
    return [
        end for match in border.finditer(text, max(0, start - 2), stop + 1) if start <= (end := match.end()) <= stop
    ]


def _before(border: re.Pattern[str], text: str, start: int, stop: int) -> list[int]:
    """Return where something ends at a border, from `start` to `stop`."""
    found = border.finditer(text, max(0, start - 2), stop + 2)
    ends = (match.start() + len(match[0].rstrip(_AROUND)) for match in found)
    return [end for end in ends if start <= end <= stop]


def _is_sentence(text: str, end: int) -> bool:
    """Say whether what ends here, as a sentence or a line, is a sentence. A line that only asks is a heading."""
    if text[end : end + 1] not in ("", "\n"):
        return True
    _before, line = _line(text, end)
    return bool(_ENDS.search(line)) and not (end < len(text) and _QUESTION.match(line))


def _is_item(text: str, end: int) -> bool:
    """Say whether a line without an end is one of several, such as the items of a list, and no heading."""
    before, line = _line(text, end)
    after = text[end + 1 : text.find("\n", end + 1) + 1 or None].rstrip()
    if _ENDS.search(line) or _LEADS_ON.search(line):
        return False
    return not (before or after) or (bool(before) and not _ENDS.search(before) and not _ENDS.search(after))


def _line(text: str, end: int) -> tuple[str, str]:
    """Return the line that ends here, and the one before it."""
    start = text.rfind("\n", 0, end) + 1
    before = text[text.rfind("\n", 0, max(0, start - 1)) + 1 : max(0, start - 1)]
    return before, text[start:end]
