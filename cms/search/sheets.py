"""The page of paper that answers best, among the PDFs of an entry."""

from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from cms.media.models import Document, DocumentPage
from cms.search import bits
from cms.search.bits import either
from cms.search.models import SearchedDocument
from cms.search.postings import Postings
from cms.search.shelves import shelf
from cms.search.storage import PAPERS, Lookup


class Sheet(NamedTuple):
    """A page of a document, counted from 1, with its text and the language of the file (BCP 47, may be empty)."""

    document: int
    number: int
    text: str
    language: str


def best_sheets(keys: Iterable[int], terms: Collection[str]) -> dict[int, Sheet]:
    """Return for each entry with PDFs that hold one of the terms the page with most of them, the first such."""
    used_by = shelf().used_by
    documents = {key: own for key in keys if (own := used_by[key])}
    if not documents:
        return {}
    postings = Postings(PAPERS)
    lookups = [Lookup("text", tuple(term.split())) for term in terms]
    postings.fetch(lookups)
    scores = bits.Scores()
    for lookup in lookups:
        scores.add(postings.of(lookup), 1)
    if not scores:
        return {}
    best = {key: page for key, page in _best(documents, scores).items() if page is not None}
    columns = ("pk", "document_id", "number", "text", "document__language")
    sheets = {
        pk: Sheet(*values) for pk, *values in DocumentPage.objects.filter(pk__in=best.values()).values_list(*columns)
    }
    return {key: sheets[page] for key, page in best.items() if page in sheets}


class Titled(NamedTuple):
    """A document that is known by its title, with the language of the file (BCP 47, may be empty)."""

    document: int
    title: str
    language: str


def titled(keys: Iterable[int], terms: Collection[str]) -> dict[int, Titled]:
    """Return for each entry with a document whose title holds one of the terms the first such. At most two queries."""
    postings = Postings(PAPERS)
    lookups = [Lookup("title", tuple(term.split())) for term in terms]
    postings.fetch(lookups)
    known = shelf()
    named = known.used(either(map(postings.of, lookups)))
    first = {key: min(own) for key in keys if (own := named.intersection(known.used_by[key]))}
    if not first:
        return {}
    rows = Document.objects.filter(pk__in=set(first.values())).values_list("pk", "title", "language")
    documents = {pk: Titled(pk, *values) for pk, *values in rows}
    return {key: documents[pk] for key, pk in first.items() if pk in documents}


def _best(documents: Mapping[int, Collection[int]], scores: bits.Scores) -> dict[int, int | None]:
    wanted = set().union(*documents.values())
    pages = dict(SearchedDocument.objects.filter(pk__in=wanted).values_list("document_id", "pages"))
    best: dict[int, int | None] = {}
    for key, own in documents.items():
        ranked = [(scores.of(page), -page) for document in own for page in pages.get(document, ())]
        most, page = max(ranked, default=(0, 0))
        best[key] = -page if most else None
    return best
