"""Stores the benchmark's pages in bulk, in the state in which publishing them in the admin would leave the tables.

Revisions are left out: no public answer reads them, and they would be most of the bytes.
"""

import hashlib
import uuid
import zoneinfo
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import F
from wagtail.models import Page, ReferenceIndex

from cms.languages.models import TranslationState
from cms.pages.rows import PageAudience, PageContext, PageCountry, PageOrganisation, PageTopic, RelatedPage
from library.models import PublicationFile, PublicationPage
from press.models import PressReleasePage
from tests.bench import bodies, words
from tests.bench.dataset import Dataset, Entry, Publication, Release, Texts
from tests.bench.ground import Ground, base_type, own_type
from tests.bench.words import LANGUAGES

GROUPS = 400
"""Translation groups stored together."""
ROWS_AT_ONCE = 1_000
STRINGS = 12
"""How many strings the record of a translation counts."""


@dataclass
class Shelves:
    """`publications`: the English ones stored so far. `stored`: how many pages, by the path of their parent."""

    ground: Ground
    publications: list[int] = field(default_factory=list)
    stored: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    def parent(self, entry: Entry, language: str) -> Any:
        """Return the index page above an entry."""
        return (self.ground.libraries if isinstance(entry, Publication) else self.ground.press_rooms)[language]


def store(data: Dataset, ground: Ground, progress: Callable[[int], None]) -> None:
    """Store every entry in every language; `progress` is told how many pages are stored."""
    shelves = Shelves(ground)
    done = 0
    for entries in (data.publications, data.releases):
        for start in range(0, len(entries), GROUPS):
            batch: list[Any] = list(entries[start : start + GROUPS])
            with transaction.atomic():
                _Batch(shelves, batch).store()
            done += len(batch) * len(LANGUAGES)
            progress(done)
    for parents, entries in ((ground.libraries, data.publications), (ground.press_rooms, data.releases)):
        pks = [page.pk for page in parents.values()]
        Page.objects.filter(pk__in=pks).update(numchild=F("numchild") + len(entries))


class _Batch:
    """Some entries of one kind on their way into the tables."""

    def __init__(self, shelves: Shelves, entries: list[Any]) -> None:
        self.shelves, self.ground = shelves, shelves.ground
        self.model: Any = PublicationPage if isinstance(entries[0], Publication) else PressReleasePage
        self.type_id = own_type(self.model)
        self.places: list[tuple[Any, str]] = [(entry, language) for entry in entries for language in LANGUAGES]
        self.texts: list[Texts] = [entry.texts(language) for entry, language in self.places]
        self.references: list[ReferenceIndex] = []

    def store(self) -> None:
        """Store pages, their own tables, rows, files, references and what is known of their translations."""
        pages = Page.objects.bulk_create(
            [
                self._page(entry, language, text)
                for (entry, language), text in zip(self.places, self.texts, strict=True)
            ],
            batch_size=ROWS_AT_ONCE,
        )
        self.pks = [page.pk for page in pages]
        if self.model is PublicationPage:
            self.shelves.publications += self.pks[:: len(LANGUAGES)]
        own = [self._own(*row) for row in zip(pages, self.places, self.texts, strict=True)]
        manager = self.model._base_manager.all()
        manager._for_write = True
        manager._batched_insert(own, fields=self.model._meta.local_concrete_fields, batch_size=ROWS_AT_ONCE)
        self._rows()
        self._fields_refer(own)
        ReferenceIndex.objects.bulk_create(self.references, batch_size=ROWS_AT_ONCE)
        TranslationState.objects.bulk_create(
            [self._state(*place, page) for place, page in zip(self.places, pages, strict=True)],
            batch_size=ROWS_AT_ONCE,
        )

    def _page(self, entry: Entry, language: str, texts: Texts) -> Page:
        parent = self.shelves.parent(entry, language)
        self.shelves.stored[parent.path] += 1
        step = parent.numchild + self.shelves.stored[parent.path]
        return Page(
            title=texts.title, draft_title=texts.title, slug=entry.slug, content_type_id=self.type_id, live=True,
            has_unpublished_changes=False, path=Page._get_path(parent.path, parent.depth + 1, step),
            depth=parent.depth + 1, numchild=0, url_path=f"{parent.url_path}{entry.slug}/",
            locale_id=self.ground.locales[language], translation_key=group_key(entry),
            first_published_at=entry.published_at, last_published_at=entry.published_at,
            latest_revision_created_at=entry.published_at,
        )  # fmt: skip

    def _own(self, page: Page, place: tuple[Any, str], texts: Texts) -> Any:
        entry = place[0]
        link = self._related(entry)[:1]
        body = bodies.stored(texts, group_key(entry), link[0] if link else None)
        make = self._publication if isinstance(entry, Publication) else self._release
        return self.model(page_ptr_id=page.pk, body=body, subtitle=texts.subtitle, **make(entry, texts))

    def _publication(self, entry: Publication, texts: Texts) -> dict[str, Any]:
        replaced = None if entry.supersedes is None else self.shelves.publications[entry.supersedes]
        return {
            "summary": texts.summary,
            "cover_image_id": self.ground.images[entry.cover],
            "resource_type_id": self.ground.resource_types[entry.resource_type],
            "publication_year": entry.year,
            "publication_month": entry.month,
            "publication_day": entry.day,
            "publication_date": entry.date,
            "date_precision": entry.precision,
            "supersedes_id": replaced,
            "is_current_edition": entry.is_current,
            "series_id": None if entry.series is None else self.ground.series[entry.series],
            "featured": entry.featured,
        }

    def _release(self, entry: Release, texts: Texts) -> dict[str, Any]:
        return {
            "lead": texts.summary,
            "hero_image_id": self.ground.images[entry.cover],
            "kind": entry.release_kind,
            "release_date": entry.moment,
            "release_day": entry.moment.astimezone(zoneinfo.ZoneInfo(entry.zone)).date(),
            "zone": entry.zone,
            "dateline_place": words.PLACES[entry.place][texts.language],
            "contact_name": "Press office",
            "contact_email": "press@example.org",
            "boilerplate_id": self.ground.boilerplate,
        }

    def _related(self, entry: Entry) -> list[int]:
        return [self.shelves.publications[number] for number in entry.related]

    # Rows below pages, and what refers to what

    def _rows(self) -> None:
        ground = self.ground
        partner = {"role": "publisher"} if self.model is PublicationPage else {"role": "partner"}
        self._store_rows(PageTopic, "topic", lambda entry: [ground.topics[number] for number in entry.topics])
        self._store_rows(
            PageCountry, "country", lambda entry: [ground.countries[number] for number in entry.countries]
        )
        self._store_rows(
            PageOrganisation, "organisation",
            lambda entry: [ground.organisations[number] for number in entry.organisations], **partner,
        )  # fmt: skip
        self._store_rows(RelatedPage, "related", self._related)
        if self.model is PublicationPage:
            self._store_rows(
                PageAudience, "audience", lambda entry: [ground.audiences[row] for row in entry.audiences]
            )
            self._store_rows(PageContext, "context", lambda entry: [ground.contexts[row] for row in entry.contexts])
            self._store_files()

    def _store_rows(self, model: Any, name: str, targets: Callable[[Any], Iterable[int]], **values: Any) -> None:
        rows = [
            model(page_id=pk, sort_order=order, **{f"{name}_id": target}, **values)
            for pk, (entry, _language) in zip(self.pks, self.places, strict=True)
            for order, target in enumerate(targets(entry))
        ]
        self._rows_refer(model.objects.bulk_create(rows, batch_size=ROWS_AT_ONCE), name)

    def _store_files(self) -> None:
        rows = [
            PublicationFile(
                page_id=pk, sort_order=order, language=language, document_id=self.ground.documents[number],
                translation_status="original" if order == 0 else "official",
            )
            for pk, (entry, _language) in zip(self.pks, self.places, strict=True)
            for order, (language, number) in enumerate(entry.files)
        ]  # fmt: skip
        self._rows_refer(PublicationFile.objects.bulk_create(rows, batch_size=ROWS_AT_ONCE), "document")

    def _rows_refer(self, rows: list[Any], name: str) -> None:
        if not rows:
            return
        column = rows[0]._meta.get_field(name)
        relation = rows[0]._meta.get_field("page").remote_field.get_accessor_name()
        to_type = base_type(column.related_model)
        for row in rows:
            self._refer(
                row.page_id,
                to_type,
                getattr(row, column.attname),
                f"{relation}.item.{name}",
                f"{relation}.{row.pk}.{name}",
            )

    def _fields_refer(self, own: list[Any]) -> None:
        columns = [
            (column, base_type(column.related_model))
            for column in self.model._meta.local_concrete_fields
            if column.many_to_one and not column.primary_key
        ]
        to_page = base_type(Page)
        for pk, page, (entry, _language) in zip(self.pks, own, self.places, strict=True):
            for column, to_type in columns:
                if (target := getattr(page, column.attname)) is not None:
                    self._refer(pk, to_type, target, column.name, column.name)
            for target in self._related(entry)[:1]:
                place = f"body.{bodies.linking_block(group_key(entry))}"
                self._refer(pk, to_page, target, "body.paragraph", place)

    def _refer(self, pk: int, to_type: int, target: int, model_path: str, content_path: str) -> None:
        self.references.append(
            ReferenceIndex(
                content_type_id=self.type_id, base_content_type_id=base_type(Page), object_id=str(pk),
                to_content_type_id=to_type, to_object_id=str(target), model_path=model_path,
                content_path=content_path, content_path_hash=ReferenceIndex._get_content_path_hash(content_path),
            )
        )  # fmt: skip

    def _state(self, entry: Entry, language: str, page: Page) -> TranslationState:
        state = entry.state(language)
        text = f"{entry.slug}, earlier" if state == "outdated" else entry.slug
        return TranslationState(
            translation_key=page.translation_key, locale_id=page.locale_id, is_source=state == "source",
            source_locale_id=self.ground.locales[LANGUAGES[0]], source_hash=hashlib.sha256(text.encode()).hexdigest(),
            strings=STRINGS, translated=STRINGS - 2 * (state == "partial"), machine=4 * (state == "machine"),
            reviewed=STRINGS, updated_at=entry.published_at,
        )  # fmt: skip


def group_key(entry: Entry) -> uuid.UUID:
    """Return the translation key of an entry, the same in every database."""
    return uuid.uuid5(uuid.NAMESPACE_URL, entry.slug)
