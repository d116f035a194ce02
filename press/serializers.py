"""The JSON of press releases and events beyond what pages share."""

from datetime import datetime
from typing import Annotated, Any, TypedDict

from cms.pages import serializers as shared
from cms.pages.fields import PageField
from cms.pages.hero import HeroBasePage
from cms.pages.rows import rows
from cms.publishing.references import LocalizedText, Neighbours, PageQuery, SnippetRef, TextLanguage
from cms.site.serializers import SiteTextRef

TYPE = "press.PressReleasePage"
EVENT = "press.EventPage"
UPCOMING_LIMIT = 20


class PressContactJson(TypedDict):
    """Whom journalists ask."""

    name: str | None
    email: str | None
    phone: str | None
    social: str | None


class WireLinkJson(TypedDict):
    """A copy of the release at a news wire."""

    label: LocalizedText
    label_lang: TextLanguage
    url: str


class CorrectionJson(TypedDict):
    """What was corrected, and when."""

    note: str
    corrected_at: datetime | None


def contact(page: Any) -> PressContactJson | None:
    """Return the contact, or null where nothing is known."""
    values: PressContactJson = {
        "name": page.contact_name or None,
        "email": page.contact_email or None,
        "phone": page.contact_phone or None,
        "social": page.contact_social or None,
    }
    return values if any(values.values()) else None


def wire_links(page: Any) -> list[WireLinkJson]:
    """`[{"label", "url"}]`."""
    return [
        {"label": LocalizedText.of(row.labels), "label_lang": TextLanguage.of(row.labels), "url": row.url}
        for row in rows(page, "wire_links")
    ]


def correction(page: Any) -> CorrectionJson | None:
    """`{"note", "corrected_at"}` or null."""
    return {"note": page.correction_note, "corrected_at": page.corrected_at} if page.correction_note else None


def boilerplate(page: Any) -> SiteTextRef | None:
    """The "about us" text."""
    return SnippetRef(page.boilerplate_id, "cms.SiteText") if page.boilerplate_id else None


def neighbours(page: Any) -> Neighbours:
    """Links to the pages of this type before and after."""
    return Neighbours(page._meta.label, page.pk, page.locale_id)


def latest(page: Any) -> Annotated[PageQuery, "press.PressReleasePage"]:
    """Cards of the newest releases."""
    return PageQuery.of(TYPE, 5, {})


PARTNERS = shared.organisations("partner", "publisher", "provider", "author", "funder")
"""Everybody who takes part and does not pay for being named."""

FIELDS = [
    HeroBasePage.hero_field,
    PageField("kind", card=True),
    PageField("dateline_place", null=True, card=True),
    PageField("subtitle", null=True, card=True),
    PageField("release_date"),
    PageField("zone"),
    PageField("lead"),
    PageField("body"),
    PageField("contact", contact),
    PageField("boilerplate", boilerplate),
    PageField("partners", PARTNERS, rows=("organisation_rows",)),
    PageField("sponsors", shared.sponsors, rows=("organisation_rows",)),
    PageField("related", shared.related, rows=("related_rows",)),
    PageField("wire_links", wire_links, rows=("wire_links",)),
    PageField("correction", correction),
    PageField("neighbours", neighbours),
]


class RegistrationJson(TypedDict):
    """How to take part."""

    url: str | None
    note: str | None


def registration(page: Any) -> RegistrationJson | None:
    """Return how to take part, or null where nothing is known."""
    values: RegistrationJson = {"url": page.registration_url or None, "note": page.registration_note or None}
    return values if any(values.values()) else None


def upcoming_events(page: Any) -> Annotated[PageQuery, "press.EventPage"]:
    """Cards of the events to come, the next one first."""
    return PageQuery.of(EVENT, UPCOMING_LIMIT, {"when": "upcoming"}, oldest_first=True)


def past_events(page: Any) -> Annotated[PageQuery, "press.EventPage"]:
    """Cards of the latest events that are over."""
    return PageQuery.of(EVENT, 5, {"when": "past"})


EVENT_FIELDS = [
    HeroBasePage.hero_field,
    PageField("kind", card=True),
    PageField("start", lambda page: page.told(page.start), str | None, card=True),
    PageField("end", lambda page: page.told(page.end), str | None, card=True),
    PageField("all_day", card=True),
    PageField("zone", card=True),
    PageField("place", null=True, card=True),
    PageField("is_online", card=True),
    PageField("online_url", null=True),
    PageField("registration", registration),
    PageField("lead"),
    PageField("body"),
    PageField("partners", PARTNERS, rows=("organisation_rows",)),
    PageField("sponsors", shared.sponsors, rows=("organisation_rows",)),
    PageField("related", shared.related, rows=("related_rows",)),
    PageField("neighbours", neighbours),
]
