"""Which pages a hit in a PDF belongs to: those that use a document which the public may have."""

from array import array
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page, ReferenceIndex

from cms.media.models import Document
from cms.publishing.version import kept
from cms.publishing.visibility import public_view
from cms.search import bits
from cms.search.keys import PAGE, key_of
from cms.search.models import SearchedDocument


@dataclass
class Shelf:
    """`documents` has the document of each page of paper, by its key; `users` the entries that use a document."""

    documents: "array[int]"
    users: dict[int, tuple[int, ...]]

    @cached_property
    def used_by(self) -> dict[int, set[int]]:
        """The documents that an entry uses."""
        found: dict[int, set[int]] = defaultdict(set)
        for document, keys in self.users.items():
            for key in keys:
                found[key].add(document)
        return found

    def used(self, sheets: int) -> set[int]:
        """Return the documents that hold one of these pages of paper and are used by something."""
        return {self.documents[key] for key in bits.keys(sheets) if key < len(self.documents)} & self.users.keys()


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
    return Shelf(documents, dict(_users({document for document, _pages in stored})))


def _users(documents: set[int]) -> Iterator[tuple[int, tuple[int, ...]]]:
    """Give the documents outside private collections that pages use, with the keys of those."""
    open_ones = documents & set(public_view().documents(Document.objects.all()).values_list("pk", flat=True))
    uses = ReferenceIndex.objects.filter(
        to_content_type=ContentType.objects.get_for_model(Document),
        base_content_type=ContentType.objects.get_for_model(Page),
    )
    users: dict[int, set[int]] = defaultdict(set)
    for document, page in uses.values_list("to_object_id", "object_id"):
        if int(document) in open_ones:
            users[int(document)].add(key_of(PAGE, int(page)))
    return ((document, tuple(sorted(keys))) for document, keys in users.items())
