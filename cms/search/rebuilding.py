"""Bringing the index into step with the content: after an upgrade, a restored dump, `.update()` or SQL.

What is in step is left alone, so a run that was killed goes on where it stopped. Each step is a small transaction in
which nobody publishes the rows at hand, so it may run beside editing.
"""

import logging
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.db import OperationalError, transaction
from wagtail.models import Page

from cms.media.models import Document, DocumentPage
from cms.search import papers, writing
from cms.search import words as vocabulary
from cms.search.keys import SNIPPETS, key_of, kind_of
from cms.search.models import SearchedDocument, SearchEntry
from cms.search.storage import ENTRIES, PAPERS
from cms.search.words import Word

logger = logging.getLogger(__name__)

BATCH = 100

Progress = Callable[[int], None]
"""Is told how many more rows are done."""


@dataclass
class Work:
    """What is out of step: live rows by model, documents, and what of the index belongs to nothing or is half lost."""

    rows: dict[Any, list[int]] = field(default_factory=dict)
    documents: list[int] = field(default_factory=list)
    entries_left: set[int] = field(default_factory=set)
    documents_left: set[int] = field(default_factory=set)
    papers_left: set[int] = field(default_factory=set)

    @property
    def total(self) -> int:
        """How many rows and documents are to be indexed."""
        return sum(map(len, self.rows.values())) + len(self.documents)


def pending(*, everything: bool = False) -> Work:
    """Compare the index with the content, by keys and marks. A handful of queries."""
    work = Work()
    indexed = ENTRIES.stored_keys()
    stored = {key: tuple(mark) for key, *mark in SearchEntry.objects.values_list("key", "revision", "form")}
    known = {key: mark for key, mark in stored.items() if key in indexed and not everything}
    there: set[int] = set()
    for model in (Page, *SNIPPETS):
        kind = kind_of(model)
        marks = {pk: (mark, writing.FORM) for pk, mark in writing.live(model).order_by("pk").values_list("pk", "mark")}
        there.update(key_of(kind, pk) for pk in marks)
        work.rows[model] = [pk for pk, mark in marks.items() if known.get(key_of(kind, pk)) != mark]
    work.entries_left = ((indexed | stored.keys()) - there) | (indexed ^ stored.keys())
    _compare_documents(work, everything)
    return work


def _compare_documents(work: Work, everything: bool) -> None:
    indexed, used, known = PAPERS.stored_keys(), set(), {}
    for record in SearchedDocument.objects.all():
        used.update(record.pages)
        if not indexed.issuperset(record.pages):
            work.documents_left.add(record.pk)
        elif not everything:
            known[record.pk] = (record.mark, record.form)
    marks = papers.marks()
    read = set(DocumentPage.objects.filter(number=1).values_list("document_id", flat=True))
    work.documents = [pk for pk, mark in marks.items() if pk not in read or known.get(pk) != (mark, writing.FORM)]
    work.documents_left.update(set(SearchedDocument.objects.values_list("pk", flat=True)) - marks.keys())
    work.papers_left = indexed - used


def rebuild(
    work: Work, *, everything: bool = False, progress: Progress = lambda done: None, seconds: float | None = None
) -> bool:
    """Do the work, or what can be done of it in so many seconds. Say whether all of it was done."""
    until = None if seconds is None else time.monotonic() + seconds
    for remove, left in (
        (writing.remove, work.entries_left),
        (papers.remove, work.documents_left),
        (PAPERS.remove, work.papers_left),
    ):
        for part in batched(sorted(left)):
            remove(part)
    known: set[Word] = set()
    for done, words in _steps(work, everything):
        vocabulary.add(words - known)
        known |= words
        progress(done)
        if until is not None and time.monotonic() >= until:
            return False
    return True


def batched(keys: Sequence[int]) -> Iterator[list[int]]:
    """Give keys in parts that one transaction takes."""
    for start in range(0, len(keys), BATCH):
        yield list(keys[start : start + BATCH])


def _steps(work: Work, everything: bool) -> Iterator[tuple[int, set[Word]]]:
    for model, pks in work.rows.items():
        write = partial(_write_rows, model, everything)
        for part in batched(pks):
            yield len(part), _singly(write, part, model)
    for pk in work.documents:
        yield 1, _singly(partial(_write_documents, everything), [pk], Document)


def _singly(write: Callable[[list[int]], set[Word]], pks: list[int], model: Any) -> set[Word]:
    """Write all at once, or one after another where that fails: what is wrong with one must not keep others away."""
    try:
        return write(pks)
    except OperationalError:
        raise
    except Exception:
        if len(pks) > 1:
            return set().union(*(_singly(write, [pk], model) for pk in pks))
        logger.exception("%s %s cannot be indexed", model._meta.label, pks[0])
        return set()


@transaction.atomic
def _write_rows(model: Any, everything: bool, pks: list[int]) -> set[Word]:
    return writing.write(writing.loaded(model, pks, locked=True), anew=everything)


def _write_documents(everything: bool, pks: list[int]) -> set[Word]:
    """Index documents; files that were never read are read first, while nobody waits."""
    unread = Document.objects.filter(pk__in=pks).exclude(text_pages__number=1)
    texts = {document.pk: (document.sha256, document.read_texts()) for document in unread}
    with transaction.atomic():
        documents = list(Document.objects.filter(pk__in=pks).order_by("pk").select_for_update())
        for document in documents:
            sha256, found = texts.get(document.pk, ("", ()))
            if found and sha256 == document.sha256:
                document.store_texts(found)
        return papers.write(documents, anew=everything)
