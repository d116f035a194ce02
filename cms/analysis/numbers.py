"""Numbers that are written in groups: 116 000, +1 (800) 843-5678. However they are grouped, their digits are one word.

An index has that word beside the groups, as it has longer Chinese words beside their parts.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from cms.analysis.folding import fold
from cms.analysis.words import Term

LENGTHS = range(4, 16)
"""Of numbers in digits: a telephone number has 15 at most."""
_TRUNK = "(0)"
"""Is dialled inside a country only: +44 (0)20 7946 0000."""
_BETWEEN = r"(?: ?\(0\) ?|[ .,/\u2010-\u2015\u2212-]|\)[ -]?| ?\()"
_ROW = re.compile(rf"[0-9](?<![^\W_].)[0-9]*+(?:{_BETWEEN}[0-9]++(?![^\W_]))+")
_GROUP = re.compile(r"[0-9]+")
_YEAR = re.compile(r"(?:19|20)\d\d")
_STARTS = 2
"""So many groups of a row may be the first of a number."""
_BEFORE, _AFTER = " \t+(", " \t.,;:?!"


class Number(NamedTuple):
    """The digits of a number, and its place in the text."""

    digits: str
    start: int
    end: int


def numbers(text: str) -> Iterator[Number]:
    """Give each number that is written in groups. A row of them may also be read without its first, which may be the
    code of a country, or without its last ones: 116 000 24/7.

    >>> [number.digits for number in numbers("+1 703 837 6313, in 2019/2020")]
    ['1703', '1703837', '17038376313', '703837', '7038376313']
    """
    for row in _ROW.finditer(fold(text)):
        groups = list(_GROUP.finditer(row[0].replace(_TRUNK, " " * len(_TRUNK))))
        for first in range(min(len(groups) - 1, _STARTS)):
            yield from _joined(groups[first:], row.start())


def _joined(groups: list[re.Match[str]], start: int) -> Iterator[Number]:
    """Give the first group of a row with one, two and more of those behind it, unless all are years."""
    digits, only_years = "", True
    for group in groups[: LENGTHS.stop]:
        only_years = only_years and _YEAR.fullmatch(group[0]) is not None
        digits += group[0]
        if len(digits) >= LENGTHS.stop:
            return
        if len(digits) in LENGTHS and group is not groups[0] and not only_years:
            yield Number(digits, start + groups[0].start(), start + group.end())


def number(text: str) -> Term | None:
    """Return the number that a text is, where it is nothing else."""
    for digits, start, end in numbers(text):
        if not text[:start].strip(_BEFORE) and not text[end:].strip(_AFTER):
            return Term(digits, digits, start, end, (digits,))
    return None
