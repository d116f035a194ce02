"""The JSON of publications and courses beyond what pages share."""

from typing import Annotated, Any, TypedDict, TypeVar

from cms.directory.serializers import SeriesRef
from cms.pages import serializers as shared
from cms.pages.fields import PageField
from cms.pages.hero import HeroBasePage
from cms.pages.rows import rows
from cms.publishing.references import (
    Distinct,
    DocumentRef,
    ImageRef,
    LanguageName,
    Needs,
    PageLink,
    PageQuery,
    PageSet,
    SnippetRef,
    TermRef,
)

TYPE = "library.PublicationPage"
COURSES_SHOWN = 50
T = TypeVar("T")


class FileJson(TypedDict):
    """A file of a publication in one language: a document of ours, or an address elsewhere."""

    language: LanguageName
    kind: Annotated[str, "library.PublicationFile.kind"]
    title: str | None
    translation_status: Annotated[str, "library.PublicationFile.translation_status"]
    source_edition: int | None
    document: DocumentRef | None
    external_url: str | None


class NoticeJson(TypedDict):
    """What a reader should know before reading on."""

    kind: Annotated[str, "library.PublicationPage.content_notice"]
    text: str | None


def languages(page: Any) -> Distinct[LanguageName | Needs[LanguageName]]:
    """`[{"code": "ar", "label": "árabe"}]`, one row for each language that a public file is in."""
    by_language = sorted(rows(page, "files"), key=lambda row: row.language)
    return Distinct([_if_public(row, LanguageName(row.language)) for row in by_language])


def files(page: Any) -> list[FileJson | Needs[FileJson]]:
    """Return the files; one whose document is not public is left out."""
    return [
        _if_public(
            row,
            {
                "language": LanguageName(row.language),
                "kind": row.kind,
                "title": row.title_override or None,
                "translation_status": row.translation_status,
                "source_edition": row.source_edition,
                "document": DocumentRef(row.document_id) if row.document_id else None,
                "external_url": row.external_url or None,
            },
        )
        for row in rows(page, "files")
    ]


def _if_public(row: Any, value: T) -> T | Needs[T]:
    return Needs(DocumentRef(row.document_id), value) if row.document_id else value


def cover(page: Any) -> ImageRef | None:
    """The cover with the page's own alternative text."""
    return ImageRef(page.cover_image_id, alt=page.cover_alt or None) if page.cover_image_id else None


def series(page: Any) -> SeriesRef | None:
    """`{"code", "name", "description"}`."""
    return SnippetRef(page.series_id, "cms.Series") if page.series_id else None


def superseded_by(page: Any) -> PageSet:
    """Later editions: links."""
    return PageSet(TYPE, "supersedes__translation_key", page.translation_key)


def in_series(page: Any) -> Needs[PageSet, list[PageLink]] | list[PageLink]:
    """Other publications of the series, where that is public: links."""
    if not page.series_id:
        return []
    return Needs(series(page), PageSet(TYPE, "series_id", page.series_id, page.translation_key), [])


def content_notice(page: Any) -> NoticeJson | None:
    """Return the notice, or null where there is none."""
    if page.content_notice == "none":
        return None
    return {"kind": page.content_notice, "text": page.content_notice_text or None}


def resource_type(page: Any) -> TermRef:
    """`{"code", "label"}`."""
    return TermRef(page.resource_type_id, "cms.ResourceType")


def supersedes(page: Any) -> PageLink | None:
    """The edition that this one replaces."""
    return PageLink(page.supersedes_id) if page.supersedes_id else None


def featured(page: Any) -> Annotated[PageQuery, "library.PublicationPage"]:
    """Cards of the featured publications, as many as the library shows."""
    return PageQuery.of(TYPE, max(page.featured_limit, 1), {"featured": "1"})


FIELDS = [
    PageField("year", lambda page: page.publication_year, int | None, card=True),
    PageField("edition_label", null=True, card=True),
    PageField("resource_type", resource_type, card=True),
    PageField("publishers", shared.organisations("publisher"), card=True, rows=("organisation_rows",)),
    PageField("cover", cover, card=True),
    PageField("languages", languages, card=True, rows=("files",)),
    PageField("featured", card=True),
    PageField("subtitle", null=True),
    PageField("original_title", null=True),
    PageField("original_language", lambda page: LanguageName(page.original_language), LanguageName),
    PageField("body"),
    PageField("files", files, rows=("files",)),
    PageField("external_url", null=True),
    PageField("access"),
    PageField("audiences", shared.audiences, rows=("audience_rows",)),
    PageField("contexts", shared.contexts, rows=("context_rows",)),
    PageField("is_global"),
    PageField("organisations", shared.organisations("author", "partner", "funder"), rows=("organisation_rows",)),
    PageField("authors_text", null=True),
    PageField("edition_number"),
    PageField("is_current_edition"),
    PageField("supersedes", supersedes),
    PageField("superseded_by", superseded_by),
    PageField("superseded_note", null=True),
    PageField("series", series),
    PageField("series_number"),
    PageField("in_series", in_series),
    PageField("own_publication"),
    PageField("licence_note", null=True),
    PageField("citation", null=True),
    PageField("content_notice", content_notice),
    PageField("related", shared.related, rows=("related_rows",)),
]


def course_languages(page: Any) -> list[LanguageName]:
    """`[{"code": "es", "label": "español"}]`: the languages in which the course is held."""
    return [LanguageName(code) for code in dict.fromkeys(row.language for row in rows(page, "enrolments"))]


class EnrolmentJson(TypedDict):
    """Where to enrol in a language; `url` is null while nobody can."""

    language: LanguageName
    url: str | None


class DurationJson(TypedDict):
    """How long a course takes."""

    value: int | float
    unit: Annotated[str, "library.CoursePage.duration_unit"]


def enrolments(page: Any) -> list[EnrolmentJson]:
    """`[{"language": {"code", "label"}, "url"}]`; `url` is null while nobody can enrol."""
    return [{"language": LanguageName(row.language), "url": row.url or None} for row in rows(page, "enrolments")]


def duration(page: Any) -> DurationJson | None:
    """`{"value": 5, "unit": "days"}` or null where it is not known."""
    return {"value": page.duration, "unit": page.duration_unit} if page.duration else None


def courses(page: Any) -> Annotated[PageQuery, "library.CoursePage"]:
    """Cards of the newest courses."""
    return PageQuery.of("library.CoursePage", COURSES_SHOWN, {})


COURSE_FIELDS = [
    HeroBasePage.hero_field,
    PageField("providers", shared.organisations("provider", "publisher"), card=True, rows=("organisation_rows",)),
    PageField("languages", course_languages, card=True, rows=("enrolments",)),
    PageField("format", card=True),
    PageField("is_free", card=True),
    PageField("duration", duration, card=True),
    PageField("price", null=True),
    PageField("certificate"),
    PageField("subtitle", null=True),
    PageField("body"),
    PageField("enrolments", enrolments, rows=("enrolments",)),
    PageField("audiences", shared.audiences, rows=("audience_rows",)),
    PageField("organisations", shared.organisations("author", "partner", "funder"), rows=("organisation_rows",)),
    PageField("related", shared.related, rows=("related_rows",)),
]
