"""The JSON of a press release beyond what pages share."""

from typing import Any

from cms.pages import serializers as shared
from cms.pages.fields import PageField
from cms.pages.hero import HeroBasePage
from cms.pages.rows import rows
from cms.publishing.references import LocalizedText, Neighbours, SnippetRef
from cms.streams import walk


def contact(page: Any) -> dict[str, str | None] | None:
    """`{"name", "email", "phone", "social"}` or null where nothing is known."""
    values = {name: getattr(page, f"contact_{name}") or None for name in ("name", "email", "phone", "social")}
    return values if any(values.values()) else None


def wire_links(page: Any) -> list[dict[str, Any]]:
    """`[{"label", "url"}]`."""
    return [{"label": LocalizedText.of(row.labels), "url": row.url} for row in rows(page, "wire_links")]


def correction(page: Any) -> dict[str, Any] | None:
    """`{"note", "corrected_at"}` or null."""
    return {"note": page.correction_note, "corrected_at": page.corrected_at} if page.correction_note else None


FIELDS = [
    HeroBasePage.hero_field,
    PageField("kind", card=True),
    PageField("dateline_place", lambda page: page.dateline_place or None, card=True),
    PageField("subtitle", lambda page: page.subtitle or None, card=True),
    PageField("release_date"),
    PageField("zone"),
    PageField("lead"),
    PageField("body", lambda page: walk.stream(page.body)),
    PageField("contact", contact),
    PageField(
        "boilerplate", lambda page: SnippetRef(page.boilerplate_id, "cms.SiteText") if page.boilerplate_id else None
    ),
    PageField(
        "partners", shared.organisations("partner", "publisher", "author", "funder"), rows=("organisation_rows",)
    ),
    PageField("sponsors", shared.sponsors, rows=("organisation_rows",)),
    PageField("related", shared.related, rows=("related_rows",)),
    PageField("wire_links", wire_links, rows=("wire_links",)),
    PageField("correction", correction),
    PageField("neighbours", lambda page: Neighbours("press.PressReleasePage", page.pk)),
]
