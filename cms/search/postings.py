"""Which entries hold a term: asked of the index once for a content version, while it is asked for now and then."""

import zlib
from collections.abc import Iterable

from cms.publishing.recent import Recent
from cms.publishing.version import kept
from cms.search.storage import Index, Lookup

BUDGET = 8 * 2**20
"""Bytes of sets that are kept of each index."""
_OVERHEAD = 300
_PLAIN = 2**15
"""Bits up to which a set is kept as it is. Of longer ones the languages of other entries leave most bits empty."""

Packed = int | bytes


class Postings:
    """The sets of keys for lookups in one index, for the time of one answer."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._found: dict[Lookup, int] = {}
        self._recent: Recent[Packed] = kept(("postings", index.name), lambda: Recent(BUDGET))

    def fetch(self, lookups: Iterable[Lookup]) -> None:
        """Find what is not known yet. One statement for all of them."""
        missing = []
        for lookup in dict.fromkeys(lookups):
            if lookup in self._found:
                continue
            if (packed := self._recent.get(lookup)) is None:
                missing.append(lookup)
            else:
                self._found[lookup] = _unpacked(packed)
        if not missing:
            return
        for lookup, members in zip(missing, self._index.find(missing), strict=True):
            self._found[lookup] = members
            packed = _packed(members)
            size = len(packed) if isinstance(packed, bytes) else packed.bit_length() // 7
            self._recent.put(lookup, packed, _OVERHEAD + size)

    def of(self, lookup: Lookup) -> int:
        """Return the set for a lookup."""
        if lookup not in self._found:
            self.fetch([lookup])
        return self._found[lookup]


def _packed(members: int) -> Packed:
    if members.bit_length() <= _PLAIN:
        return members
    return zlib.compress(members.to_bytes((members.bit_length() + 7) // 8, "little"), 1)


def _unpacked(packed: Packed) -> int:
    return packed if isinstance(packed, int) else int.from_bytes(zlib.decompress(packed), "little")
