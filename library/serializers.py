"""The JSON of publications and courses beyond what pages share."""

from typing import Any

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
    PageSet,
    SnippetRef,
    TermRef,
)
from cms.streams import walk

TYPE = "library.PublicationPage"


def languages(page: Any) -> Distinct:
    """`[{"code": "ar", "label": "árabe"}]`, one row for each language that a public file is in."""
    by_language = sorted(rows(page, "files"), key=lambda row: row.language)
    return Distinct([_if_public(row, LanguageName(row.language)) for row in by_language])


def files(page: Any) -> list[Any]:
    """`[{"language", "kind", "title", "translation_status", "source_edition", "document", "external_url"}]`.

    A file whose document is not public is left out.
    """
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


def _if_public(row: Any, value: Any) -> Any:
    return Needs(DocumentRef(row.document_id), value) if row.document_id else value


def cover(page: Any) -> ImageRef | None:
    """The cover with the page's own alternative text."""
    return ImageRef(page.cover_image_id, alt=page.cover_alt or None) if page.cover_image_id else None


def series(page: Any) -> SnippetRef | None:
    """`{"code", "name", "description"}`."""
    return SnippetRef(page.series_id, "cms.Series") if page.series_id else None


def superseded_by(page: Any) -> PageSet:
    """Later editions: links."""
    return PageSet(TYPE, "supersedes__translation_key", page.translation_key)


def in_series(page: Any) -> Needs | list[Any]:
    """Other publications of the series, where that is public: links."""
    if not page.series_id:
        return []
    return Needs(series(page), PageSet(TYPE, "series_id", page.series_id, page.translation_key), [])


def content_notice(page: Any) -> dict[str, Any] | None:
    """`{"kind": "sensitive", "text"}` or null."""
    if page.content_notice == "none":
        return None
    return {"kind": page.content_notice, "text": page.content_notice_text or None}


FIELDS = [
    PageField("year", lambda page: page.publication_year, card=True),
    PageField("edition_label", lambda page: page.edition_label or None, card=True),
    PageField("resource_type", lambda page: TermRef(page.resource_type_id, "cms.ResourceType"), card=True),
    PageField("publishers", shared.organisations("publisher"), card=True, rows=("organisation_rows",)),
    PageField("cover", cover, card=True),
    PageField("languages", languages, card=True, rows=("files",)),
    PageField("featured", card=True),
    PageField("subtitle", lambda page: page.subtitle or None),
    PageField("original_title", lambda page: page.original_title or None),
    PageField("original_language", lambda page: LanguageName(page.original_language)),
    PageField("body", lambda page: walk.stream(page.body)),
    PageField("files", files, rows=("files",)),
    PageField("external_url", lambda page: page.external_url or None),
    PageField("access"),
    PageField("audiences", shared.audiences, rows=("audience_rows",)),
    PageField("contexts", shared.contexts, rows=("context_rows",)),
    PageField("is_global"),
    PageField("organisations", shared.organisations("author", "partner", "funder"), rows=("organisation_rows",)),
    PageField("authors_text", lambda page: page.authors_text or None),
    PageField("edition_number"),
    PageField("is_current_edition"),
    PageField("supersedes", lambda page: PageLink(page.supersedes_id) if page.supersedes_id else None),
    PageField("superseded_by", superseded_by),
    PageField("superseded_note", lambda page: page.superseded_note or None),
    PageField("series", series),
    PageField("series_number"),
    PageField("in_series", in_series),
    PageField("own_publication"),
    PageField("licence_note", lambda page: page.licence_note or None),
    PageField("citation", lambda page: page.citation or None),
    PageField("content_notice", content_notice),
    PageField("related", shared.related, rows=("related_rows",)),
]


def course_languages(page: Any) -> list[LanguageName]:
    """`[{"code": "es", "label": "español"}]`: the languages in which the course is held."""
    return [LanguageName(code) for code in dict.fromkeys(row.language for row in rows(page, "enrolments"))]


def enrolments(page: Any) -> list[dict[str, Any]]:
    """`[{"language": {"code", "label"}, "url"}]`; `url` is null while nobody can enrol."""
    return [{"language": LanguageName(row.language), "url": row.url or None} for row in rows(page, "enrolments")]


def duration(page: Any) -> dict[str, Any] | None:
    """`{"value": 5, "unit": "days"}` or null where it is not known."""
    return {"value": page.duration, "unit": page.duration_unit} if page.duration else None


COURSE_FIELDS = [
    HeroBasePage.hero_field,
    PageField("providers", shared.organisations("provider", "publisher"), card=True, rows=("organisation_rows",)),
    PageField("languages", course_languages, card=True, rows=("enrolments",)),
    PageField("format", card=True),
    PageField("is_free", card=True),
    PageField("duration", duration, card=True),
    PageField("price", lambda page: page.price or None),
    PageField("certificate"),
    PageField("subtitle", lambda page: page.subtitle or None),
    PageField("body", lambda page: walk.stream(page.body)),
    PageField("enrolments", enrolments, rows=("enrolments",)),
    PageField("audiences", shared.audiences, rows=("audience_rows",)),
    PageField("organisations", shared.organisations("author", "partner", "funder"), rows=("organisation_rows",)),
    PageField("related", shared.related, rows=("related_rows",)),
]
