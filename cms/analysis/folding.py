"""Case, accents, width and traditional characters make no difference, and every character keeps its place."""

import re
import unicodedata
from codecs import charmap_decode
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain, groupby

SILENT = "\u0640"
"""What marks, joiners and soft hyphens fold to: the Arabic tatweel, a letter that stretches a word and says nothing.
So a word stays one word with them in it, and is the same word once they are taken out."""

_APOSTROPHES = "\u2018\u2019\u02bc\uff07"
_CASELESS = ("Lo", "Cn", "Co")
_WESTERN = "cp1252"
"""What most English and Spanish text can be written in, with its dashes and quotation marks: a byte a character."""
_WIDE_MARKS = "，：；！？（）"
"""What Chinese text has most of that folds to something else; replaced before anything is looked for one by one."""
_FOLDED_BEYOND_LATIN = "\xad\xb5"
"""The soft hyphen and µ."""
_LAST = 0x323AF
"""The last Chinese character of Unicode 15; what follows has neither case nor width."""
_PART = 4096


def fold(text: str) -> str:
    """Return a text of the same length in which only what tells words apart is left.

    Composed and decomposed accents fold to the same word (see `SILENT`), so texts need no normalising before.

    >>> fold("Niñez ＩＣＭＥＣ 兒童’s")
    "ninez icmec 儿童's"
    """
    if text.isascii():
        return text.lower()
    try:
        return _fold_latin(text.encode("latin-1"))
    except UnicodeEncodeError:
        pass
    folded = read_western(text, western())
    return _fold_any(text) if folded is None else folded


def read_western(text: str, table: str) -> str | None:
    """Return a text in Western letters by a table of what stands for each (`western`); nothing for any other text."""
    try:
        return charmap_decode(text.encode(_WESTERN), "strict", table)[0]
    except UnicodeEncodeError:
        return None


def _fold_latin(text: bytes) -> str:
    """Fold Latin-1, ten times as fast as the rest."""
    folded = text.translate(_latin()).decode("latin-1")
    for one in _FOLDED_BEYOND_LATIN:
        folded = folded.replace(one, _table()[ord(one)])
    return folded


def _fold_any(text: str) -> str:
    table = _table()
    for wide in _WIDE_MARKS:
        text = text.replace(wide, table[ord(wide)])
    return _changing().sub(lambda match: table[ord(match[0])], text)


@lru_cache(maxsize=1)
def _table() -> str:
    """Return the text in which the character number n is what n folds to (0.8 MB, made with the first accent)."""
    simple = _simplified()
    return "".join("".join(simple.get(one, one) for one in map(_fold, part)) for part in _characters(0, _LAST + 1))


@lru_cache(maxsize=1)
def western() -> str:
    """Return the same by the numbers that characters have in `_WESTERN`."""
    return "".join(_table()[ord(one)] for one in bytes(range(256)).decode(_WESTERN, "replace"))


@lru_cache(maxsize=1)
def _latin() -> bytes:
    """Return the same by the numbers of Latin-1, those as they are that fold to something beyond it."""
    latin = enumerate(_table()[:256])
    return bytes(code if chr(code) in _FOLDED_BEYOND_LATIN else ord(folded) for code, folded in latin)


@lru_cache(maxsize=1)
def _changing() -> re.Pattern[str]:
    """Return a pattern of the characters that fold to others; of those that are rare of any."""
    common = enumerate(code for code, folded in enumerate(_table()[:0x10000]) if ord(folded) != code)
    rows = ([code for _place, code in row] for _start, row in groupby(common, lambda pair: pair[1] - pair[0]))
    ranges = (rf"\u{row[0]:04x}-\u{row[-1]:04x}" for row in rows)
    return re.compile(rf"[{''.join(ranges)}\U00010000-\U{_LAST:08x}]")


def _fold(character: str) -> str:
    category = unicodedata.category(character)
    if category in _CASELESS and not unicodedata.decomposition(character):
        return character
    if character in _APOSTROPHES:
        return "'"
    if category[0] == "M" or category == "Cf":
        return SILENT
    if category == "Cs":
        return " "
    bare = "".join(one for one in unicodedata.normalize("NFKD", character) if not unicodedata.combining(one))
    plain = bare.casefold()
    if len(plain) != 1:
        plain = character.lower()
    return _without_stroke(plain) if len(plain) == 1 else character


def _without_stroke(letter: str) -> str:
    """Return the Latin letter under a stroke, which Unicode does not take apart: ø → o, ł → l, đ → d."""
    name, _with, _stroke = unicodedata.name(letter, "").partition(" WITH ")
    if not (_with and name.startswith("LATIN SMALL LETTER ")):
        return letter
    base = name.removeprefix("LATIN SMALL LETTER ")
    return base.lower() if len(base) == 1 else letter


def _simplified() -> dict[str, str]:
    """Return the traditional characters and what they are in simplified Chinese (some 4,000)."""
    import opencc  # 4 MB and some ms, which a process that only reads English need not spend

    convert = opencc.OpenCC("t2s").convert
    pairs: dict[str, str] = {}
    for part in chain(_characters(0x3400, 0xA000), _characters(0x20000, _LAST + 1)):
        simple = convert("\n".join(part)).split("\n")
        pairs.update((one, other) for one, other in zip(part, simple, strict=True) if one != other)
    return {one: pairs.get(other, other) for one, other in pairs.items()}


def _characters(start: int, stop: int) -> Iterator[str]:
    """Give the characters with these numbers, some thousand at once: as objects all of them would take 20 MB."""
    for first in range(start, stop, _PART):
        yield "".join(map(chr, range(first, min(first + _PART, stop))))
