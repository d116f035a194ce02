"""The JSON of press releases and events beyond what pages share."""

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


PARTNERS = shared.organisations("partner", "publisher", "provider", "author", "funder")
"""Everybody who takes part and does not pay for being named."""

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
    PageField("partners", PARTNERS, rows=("organisation_rows",)),
    PageField("sponsors", shared.sponsors, rows=("organisation_rows",)),
    PageField("related", shared.related, rows=("related_rows",)),
    PageField("wire_links", wire_links, rows=("wire_links",)),
    PageField("correction", correction),
    PageField("neighbours", lambda page: Neighbours("press.PressReleasePage", page.pk)),
]


def registration(page: Any) -> dict[str, str | None] | None:
    """`{"url", "note"}` or null where nothing is known."""
    values = {"url": page.registration_url or None, "note": page.registration_note or None}
    return values if any(values.values()) else None


EVENT_FIELDS = [
    HeroBasePage.hero_field,
    PageField("kind", card=True),
    PageField("start", lambda page: page.told(page.start), card=True),
    PageField("end", lambda page: page.told(page.end), card=True),
    PageField("all_day", card=True),
    PageField("zone", card=True),
    PageField("place", lambda page: page.place or None, card=True),
    PageField("is_online", card=True),
    PageField("online_url", lambda page: page.online_url or None),
    PageField("registration", registration),
    PageField("lead"),
    PageField("body", lambda page: walk.stream(page.body)),
    PageField("partners", PARTNERS, rows=("organisation_rows",)),
    PageField("sponsors", shared.sponsors, rows=("organisation_rows",)),
    PageField("related", shared.related, rows=("related_rows",)),
    PageField("neighbours", lambda page: Neighbours("press.EventPage", page.pk)),
]
