"""Writing entries: what is live has one, in the transaction that makes it live, and nothing else has.

A row is analysed before anything of it is written. Where that fails, the transaction fails with it: nothing is ever
public that cannot be found, or found that is not there.
"""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import orjson
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce
from wagtail.models import Locale, Page

from cms.analysis import Analysed, analyse, numbers
from cms.languages import codes
from cms.pages.models import BasePage
from cms.pages.rows import LOADED_ROWS
from cms.search import words as vocabulary
from cms.search.keys import key_of, kind_of
from cms.search.models import SearchEntry
from cms.search.storage import ENTRIES, GAP, Row, Words
from cms.search.texts import ROWS, texts_of, year_of
from cms.search.words import Word

FORM = 2
"""Raised whenever the same content gives other entries: other texts, other terms. Older entries are then made anew."""


@dataclass
class Heap:
    """The words of texts that stand in one column."""

    terms: list[str] = field(default_factory=list)
    loose: list[str] = field(default_factory=list)

    def add(self, text: str, language: str) -> Analysed:
        """Put a text behind those that are there."""
        found = analyse(text, language)
        if self.terms:
            self.terms.append(GAP)
        self.terms += found.terms
        self.loose += found.more
        self.loose += [number.digits for number in numbers(text)]
        return found

    @property
    def words(self) -> Words:
        """The words in the form that an index takes."""
        return Words(self.terms, self.loose)


@dataclass(frozen=True)
class Made:
    """An entry with the words of its columns, and for each text its language and words as they are written."""

    entry: SearchEntry
    columns: list[Words]
    used: list[tuple[str, set[str]]]


# What is live


def live(model: Any) -> QuerySet[Any]:
    """Return the rows that have an entry, each with its `mark`, which changes whenever the row is published.

    An alias has its source's. One that stands for another language has no entry: the public never finds it in a list.
    """
    rows = model._default_manager.filter(live=True)
    if not issubclass(model, Page):
        return rows.annotate(mark=Coalesce("live_revision_id", 0))
    own = Q(alias_of__isnull=True) | Q(alias_of__locale_id=F("locale_id"))
    return rows.filter(own, depth__gt=1).annotate(mark=Coalesce("alias_of__live_revision_id", "live_revision_id", 0))


def loaded(model: Any, pks: Collection[int], *, locked: bool = False) -> Iterator[Any]:
    """Give those of the rows that are live, as what they are. With `locked` nobody publishes them meanwhile."""
    if locked:
        list(model._base_manager.filter(pk__in=pks).order_by("pk").select_for_update().values_list("pk"))
    rows = live(model).filter(pk__in=pks)
    if not issubclass(model, Page):
        yield from rows.prefetch_related(*ROWS.get(model, ()))
        return
    types: dict[int, dict[int, int]] = defaultdict(dict)
    for pk, type_id, mark in rows.values_list("pk", "content_type_id", "mark"):
        types[type_id][pk] = mark
    for type_id, marks in types.items():
        page_type: Any = ContentType.objects.get_for_id(type_id).model_class()
        if page_type is not None and issubclass(page_type, BasePage):
            yield from _pages(page_type, marks)


def _pages(page_type: Any, marks: dict[int, int]) -> Iterator[Any]:
    pages = list(page_type._default_manager.filter(pk__in=marks))
    children = {name: _children(page_type, name, marks) for name in page_type.searched_rows}
    for page in pages:
        page.mark = marks[page.pk]
        page.__dict__[LOADED_ROWS] = {name: found[page.pk] for name, found in children.items()}
        yield page


def _children(page_type: Any, relation: str, pks: Iterable[int]) -> dict[int, list[Any]]:
    reverse = page_type._meta.get_field(relation)
    found: dict[int, list[Any]] = defaultdict(list)
    for row in reverse.related_model._default_manager.filter(**{f"{reverse.field.name}__in": list(pks)}):
        found[getattr(row, reverse.field.attname)].append(row)
    return found


# Entries


def made(row: Any, languages: dict[int, str]) -> Made:
    """Analyse a row that `loaded` gave. `languages` are the BCP 47 codes of locales by primary key."""
    texts = texts_of(row)
    heaps = {column: Heap() for column in ENTRIES.columns}
    used: list[tuple[str, set[str]]] = []
    exact: set[str] = set()
    for text in texts:
        language = text.language or languages[row.locale_id]
        found = heaps[text.column].add(text.text, language)
        exact.update(found.exact)
        used.append((language, found.words))
    heaps["exact"].loose = sorted(exact)
    columns = [heap.words for heap in heaps.values()]
    kind = kind_of(type(row))
    shown = [[text.field, text.text] for text in texts if text.shown]
    entry = SearchEntry(
        key=key_of(kind, row.pk),
        kind=row._meta.label,
        object_id=row.pk,
        locale_id=row.locale_id,
        year=year_of(row),
        title=shown[0][1] if shown else "",
        texts=shown,
        revision=row.mark,
        form=FORM,
    )
    entry.digest = digest([entry.locale_id, entry.year, entry.texts, *((w.terms, w.loose) for w in columns)])
    return Made(entry, columns, used)


def digest(value: Any) -> str:
    """Return a hash of JSON."""
    return hashlib.md5(orjson.dumps(value), usedforsecurity=False).hexdigest()


def languages() -> dict[int, str]:
    """Return the BCP 47 codes of locales by primary key."""
    return {pk: codes.to_bcp47(code) for pk, code in Locale.objects.values_list("pk", "language_code")}


@transaction.atomic
def write(rows: Iterable[Any], *, anew: bool = False) -> set[Word]:
    """Write the entries of rows that `loaded` gave; the index only where it changes, or `anew`. Return the words."""
    stale: list[Made] = []
    ENTRIES.write(_changed(list(rows), stale, anew))
    columns = [column.name for column in SearchEntry._meta.concrete_fields if not column.primary_key]
    SearchEntry.objects.bulk_create(
        [one.entry for one in stale], update_conflicts=True, unique_fields=["key"], update_fields=columns
    )
    return vocabulary.words_in(used for one in stale for used in one.used)


def _changed(rows: list[Any], stale: list[Made], anew: bool) -> Iterator[Row]:
    """Give what of the index changes, and put what changes at all into `stale`, as each row is made."""
    known = languages()
    marks = SearchEntry.objects.filter(key__in=[key_of(kind_of(type(row)), row.pk) for row in rows])
    before = {key: tuple(mark) for key, *mark in marks.values_list("key", "revision", "form", "digest")}
    for row in rows:
        one = made(row, known)
        entry, old = one.entry, before.get(one.entry.key)
        if anew or old != (entry.revision, entry.form, entry.digest):
            stale.append(one)
            if anew or old is None or old[-1] != entry.digest:
                yield entry.key, one.columns


@transaction.atomic
def remove(keys: Collection[int]) -> None:
    """Remove entries."""
    ENTRIES.remove(keys)
    SearchEntry.objects.filter(key__in=keys).delete()


@transaction.atomic
def refresh(model: Any, pks: Collection[int]) -> None:
    """Bring the entries of rows into step with what is live of them: `Page`, or a kind of snippet."""
    rows = list(loaded(model, pks))
    vocabulary.add_at_the_end(write(rows))
    kind = kind_of(model)
    remove([key_of(kind, pk) for pk in set(pks) - {row.pk for row in rows}])
