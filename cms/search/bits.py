"""Sets of entry keys as integers (bit n stands for the entry with key n), and scores of all entries at once."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, reduce
from operator import and_, or_

import orjson

FEW = 64
"""So many entries are sorted by their scores; larger groups are split by a plane first."""
_ONE = ord("1")
_PART = 2**14
_FILLED = re.compile(rb"[^\0]")
_PLACES = [tuple(place for place in range(7, -1, -1) if byte >> place & 1) for byte in range(256)]


def of(keys: Iterable[int]) -> int:
    """Return the set of these keys, which are not negative."""
    row = bytearray()
    _put(row, keys if isinstance(keys, Sequence) else list(keys))
    return _set(row)


def read(text: str) -> int:
    """Return the set of the keys in a text, which have commas between them.

    They are read in parts: those of a word that is everywhere would take a hundred times as much as their set.
    """
    row = bytearray()
    start = 0
    while start < len(text):
        end = text.find(",", start + _PART)
        end = len(text) if end < 0 else end
        _put(row, orjson.loads(f"[{text[start:end]}]"))
        start = end + 1
    return _set(row)


def _put(row: bytearray, keys: Sequence[int]) -> None:
    """Write a 1 at the place of each key."""
    if keys:
        row.extend(b"0" * (max(keys) + 1 - len(row)))
    for key in keys:
        row[key] = _ONE


def _set(row: bytearray) -> int:
    row.reverse()
    return int(row, 2) if row else 0


def keys(members: int) -> Iterator[int]:
    """Give the keys of a set, greatest first."""
    data = members.to_bytes((members.bit_length() + 7) // 8, "big")
    last = len(data) - 1
    for match in _FILLED.finditer(data):
        start = (last - match.start()) << 3
        for place in _PLACES[data[match.start()]]:
            yield start + place


def either(sets: Iterable[int]) -> int:
    """Return what is in one of the sets."""
    return reduce(or_, sets, 0)


def every(sets: Iterable[int], among: int) -> int:
    """Return what is in all of the sets and `among`."""
    return reduce(and_, sets, among)


def spread(members: int) -> int:
    """Return the set of the doubles of a set's numbers."""
    return int("0".join(f"{members:b}"), 2)


def held(sequence: Iterable[int], members: int) -> list[int]:
    """Return those keys of a sequence that are in the set, in their order."""
    data = members.to_bytes((members.bit_length() + 7) // 8, "little")
    end = len(data) << 3
    return [key for key in sequence if key < end and data[key >> 3] >> (key & 7) & 1]


class Scores:
    """Whole numbers that are added up for many entries at once.

    Plane n holds bit n of every entry's sum, so that adding a weight to thousands of entries is a few operations on
    long integers, and the best are found without looking at each.
    """

    def __init__(self) -> None:
        self._planes: list[int] = []

    def __bool__(self) -> bool:
        """Say whether anything has a sum."""
        return bool(self._planes)

    def add(self, members: int, weight: int) -> None:
        """Add a weight of zero or more to each entry of a set."""
        if not members or weight <= 0:
            return
        self.__dict__.pop("_bytes", None)
        planes, carry, place = self._planes, 0, 0
        while weight or carry:
            if place == len(planes):
                planes.append(0)
            plane = planes[place]
            if not weight & 1:
                if carry:
                    planes[place], carry = plane ^ carry, plane & carry
            elif carry:
                either = plane ^ members
                planes[place], carry = either ^ carry, plane & members | either & carry
            else:
                planes[place], carry = plane ^ members, plane & members
            weight >>= 1
            place += 1

    def at_least(self, members: int, least: int) -> int:
        """Return those of a set whose sum is `least` or more."""
        if least.bit_length() > len(self._planes):
            return 0 if least else members
        equal, greater = members, 0
        for place in range(len(self._planes) - 1, -1, -1):
            plane = self._planes[place]
            if least >> place & 1:
                equal &= plane
            else:
                greater |= equal & plane
                equal &= ~plane
        return equal | greater

    def of(self, key: int) -> int:
        """Return the sum of one entry."""
        byte, bit = key >> 3, 1 << (key & 7)
        found = 0
        for weight, data in self._bytes:
            if byte < len(data) and data[byte] & bit:
                found += weight
        return found

    def ordered(self, members: int, offset: int, limit: int) -> list[int]:
        """Return a window of the set's keys: greatest sum first, among equal sums the greater key."""
        found: list[int] = []
        if limit <= 0:
            return found
        waiting = [(members, len(self._planes) - 1)]
        while waiting and len(found) < limit:
            group, place = waiting.pop()
            size = group.bit_count()
            if size <= offset:
                offset -= size
            elif place < 0 or size <= FEW:
                found += self._sorted(group, place)[offset : offset + limit - len(found)]
                offset = 0
            else:
                upper = group & self._planes[place]
                waiting.append((group ^ upper, place - 1))
                waiting.append((upper, place - 1))
        return found

    def _sorted(self, group: int, place: int) -> list[int]:
        """Return all keys of a group in order; at a place below all planes their sums are equal."""
        return list(keys(group)) if place < 0 else sorted(keys(group), key=self.of, reverse=True)

    @cached_property
    def _bytes(self) -> list[tuple[int, bytes]]:
        """What each plane that is not empty stands for, and its bits in order."""
        planes = ((1 << place, plane) for place, plane in enumerate(self._planes) if plane)
        return [(weight, plane.to_bytes((plane.bit_length() + 7) // 8, "little")) for weight, plane in planes]
