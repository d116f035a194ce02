"""Which entries hold a term: asked of the index once for a content version, while it is asked for now and then."""

from collections.abc import Iterable

from cms.publishing.recent import Recent
from cms.publishing.version import kept
from cms.search import bits
from cms.search.storage import Index, Lookup

BUDGET = 6 * 2**20
"""Bytes of sets that are kept of each index."""
_OVERHEAD = 300


class Postings:
    """The sets of keys for lookups in one index, for the time of one answer."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._found: dict[Lookup, int] = {}
        self._recent: Recent[int] = kept(("postings", index.name), lambda: Recent(BUDGET))

    def fetch(self, lookups: Iterable[Lookup]) -> None:
        """Find what is not known yet. One statement for all of them."""
        missing = []
        for lookup in dict.fromkeys(lookups):
            if lookup in self._found:
                continue
            if (members := self._recent.get(lookup)) is None:
                missing.append(lookup)
            else:
                self._found[lookup] = members
        if not missing:
            return
        for lookup, keys in zip(missing, self._index.find(missing), strict=True):
            members = bits.of(keys)
            self._found[lookup] = members
            self._recent.put(lookup, members, _OVERHEAD + members.bit_length() // 7)

    def of(self, lookup: Lookup) -> int:
        """Return the set for a lookup."""
        if lookup not in self._found:
            self.fetch([lookup])
        return self._found[lookup]
