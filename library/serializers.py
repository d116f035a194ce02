"""The JSON of a publication beyond what pages share."""

from typing import Any

from cms.pages import serializers as shared
from cms.pages.fields import PageField
from cms.publishing.references import DocumentRef, ImageRef, LanguageName, PageLink, PageSet, SnippetRef, TermRef
from cms.streams import walk

OWN_CODE = "icmec"
TYPE = "library.PublicationPage"


def languages(page: Any) -> list[LanguageName]:
    """`[{"code": "ar", "label": "árabe"}]`, one row for each language that a file is in."""
    return [LanguageName(code) for code in sorted({row.language for row in page.files.all()})]


def files(page: Any) -> list[dict[str, Any]]:
    """`[{"language", "kind", "title", "translation_status", "source_edition", "document", "external_url"}]`.

    `document` is resolved by the visibility function; a row whose document is not public keeps neither name nor
    address (`document: null`).
    """
    return [
        {
            "language": LanguageName(row.language),
            "kind": row.kind,
            "title": row.title_override or None,
            "translation_status": row.translation_status,
            "source_edition": row.source_edition,
            "document": DocumentRef(row.document_id) if row.document_id else None,
            "external_url": row.external_url or None,
        }
        for row in page.files.all()
    ]


def cover(page: Any) -> ImageRef | None:
    """The cover with the page's own alternative text."""
    return ImageRef(page.cover_image_id, alt=page.cover_alt or None) if page.cover_image_id else None


def series(page: Any) -> SnippetRef | None:
    """`{"code", "name", "description"}`."""
    return SnippetRef(page.series_id, "cms.Series") if page.series_id else None


def superseded_by(page: Any) -> PageSet:
    """Later editions: links."""
    return PageSet(TYPE, "supersedes__translation_key", page.translation_key)


def in_series(page: Any) -> PageSet | list[Any]:
    """Other publications of the series: links."""
    return PageSet(TYPE, "series_id", page.series_id, page.translation_key) if page.series_id else []


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
