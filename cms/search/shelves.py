"""Which pages a hit in a PDF belongs to: those that use a document which the public may have."""

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page, ReferenceIndex

from cms.media.models import Document
from cms.publishing.version import kept
from cms.publishing.visibility import public_view
from cms.search import bits
from cms.search.gathering import gathered
from cms.search.keys import PAGE, key_of
from cms.search.models import SearchedDocument


class Pairs:
    """What goes with what, by the first of each pair.

    All are one row of numbers, the first of a pair above the second: tens of thousands would take 17 MB as sets.
    """

    _SHIFT = 32
    _SECOND = (1 << _SHIFT) - 1

    def __init__(self, pairs: Iterable[tuple[int, int]]) -> None:
        self._row = array("Q", sorted({first << self._SHIFT | second for first, second in pairs}))

    def __contains__(self, first: int) -> bool:
        place = bisect_left(self._row, first << self._SHIFT)
        return place < len(self._row) and self._row[place] >> self._SHIFT == first

    def __getitem__(self, first: int) -> list[int]:
        """Return what goes with a number, in order; nothing with one that is unknown."""
        start = bisect_left(self._row, first << self._SHIFT)
        stop = bisect_left(self._row, (first + 1) << self._SHIFT, start)
        return [pair & self._SECOND for pair in self._row[start:stop]]

    def turned(self) -> "Pairs":
        """Return the same pairs by the second of each."""
        return Pairs((pair & self._SECOND, pair >> self._SHIFT) for pair in self._row)


@dataclass(frozen=True)
class Shelf:
    """`documents` has the document of each page of paper, by its key; `users` the entries that use a document."""

    documents: "array[int]"
    users: Pairs

    @cached_property
    def used_by(self) -> Pairs:
        """The documents that an entry uses."""
        return self.users.turned()

    def used(self, sheets: int) -> set[int]:
        """Return the documents that hold one of these pages of paper and are used by something."""
        found = {self.documents[key] for key in bits.keys(sheets) if key < len(self.documents)}
        return {document for document in found if document in self.users}


def holders(sheets: int) -> int:
    """Return the entries whose documents hold one of these pages of paper, public or not."""
    if not sheets:
        return 0
    found = shelf()
    return bits.of({key for document in found.used(sheets) for key in found.users[document]})


def held(sheets: int, visible: int) -> Iterator[int]:
    """Give those of some pages of paper, greatest key first, whose documents a visible entry uses."""
    found = shelf()
    used = {document for document in found.used(sheets) if bits.of(found.users[document]) & visible}
    yield from (key for key in bits.keys(sheets) if key < len(found.documents) and found.documents[key] in used)


def shelf() -> Shelf:
    """Return which documents and pages belong together. Three queries, once for a content version."""
    return kept("shelf of papers", _shelf)


def _shelf() -> Shelf:
    stored = list(SearchedDocument.objects.values_list("document_id", "pages"))
    last = max((max(pages, default=0) for _document, pages in stored), default=0)
    documents = array("l", bytes(array("l").itemsize * (last + 1)))
    for document, pages in stored:
        for page in pages:
            documents[page] = document
    return Shelf(documents, Pairs(_users({document for document, _pages in stored})))


def _users(documents: set[int]) -> Iterator[tuple[int, int]]:
    """Give the documents outside private collections that pages use, each with the keys of those."""
    open_ones = documents & set(public_view().documents(Document.objects.all()).values_list("pk", flat=True))
    uses = ReferenceIndex.objects.filter(
        to_content_type=ContentType.objects.get_for_model(Document),
        base_content_type=ContentType.objects.get_for_model(Page),
    )
    for document, pages in gathered(uses, "to_object_id", "object_id"):
        if int(document) in open_ones:
            yield from ((int(document), key_of(PAGE, page)) for page in bits.keys(pages))
