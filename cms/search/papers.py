"""The index of documents: a row for each page of a file, in the language of the file.

Every document is indexed, once, whoever uses it. Which pages use it, and whether the public may see it, is asked when
somebody searches.
"""

from collections.abc import Collection, Sequence

from django.db import transaction

from cms.media.models import Document, DocumentPage
from cms.search import words as vocabulary
from cms.search.models import SearchedDocument
from cms.search.storage import PAPERS, Row
from cms.search.words import Word
from cms.search.writing import FORM, Heap, digest


def marks() -> dict[int, str]:
    """Return of each document, by primary key, a mark that changes with what is indexed of it."""
    rows = Document.objects.order_by("pk").values_list("pk", "title", "language", "sha256")
    return {pk: digest(values) for pk, *values in rows}


@transaction.atomic
def write(documents: Sequence[Document], *, anew: bool = False) -> set[Word]:
    """Index documents; the index is written only where it changes, or `anew`. Return the words in them."""
    before = SearchedDocument.objects.in_bulk([document.pk for document in documents])
    used: list[tuple[str, set[str]]] = []
    rows: list[Row] = []
    records = []
    for document in documents:
        own, words = _rows(document)
        used += [(document.language, part) for part in words]
        record = SearchedDocument(
            document_id=document.pk,
            pages=[key for key, _columns in own],
            mark=digest([document.title, document.language, document.sha256]),
            form=FORM,
            digest=digest([(key, [(w.terms, w.loose) for w in columns]) for key, columns in own]),
        )
        old = before.get(document.pk)
        if anew or old is None or old.digest != record.digest:
            PAPERS.remove(old.pages if old else [])
            rows += own
        records.append(record)
    PAPERS.write(rows)
    columns = ["pages", "mark", "form", "digest"]
    SearchedDocument.objects.bulk_create(
        records, update_conflicts=True, unique_fields=["document_id"], update_fields=columns
    )
    return vocabulary.words_in(used)


def _rows(document: Document) -> tuple[list[Row], list[set[str]]]:
    """Return the rows of a document and the words of its texts as they are written."""
    rows: list[Row] = []
    used: list[set[str]] = []
    for page in DocumentPage.objects.filter(document_id=document.pk).order_by("number"):
        title, text = Heap(), Heap()
        if not rows:
            used.append(title.add(document.title, document.language).words)
        used.append(text.add(page.text, document.language).words)
        rows.append((page.pk, (title.words, text.words)))
    return rows, used


@transaction.atomic
def refresh(documents: Sequence[Document]) -> None:
    """Index documents as they are now."""
    vocabulary.add_at_the_end(write(documents))


@transaction.atomic
def remove(pks: Collection[int]) -> None:
    """Take documents out of the index."""
    for record in SearchedDocument.objects.filter(pk__in=pks):
        PAPERS.remove(record.pages)
    SearchedDocument.objects.filter(pk__in=pks).delete()
