"""The JSON of a press release beyond what pages share."""

from datetime import datetime
from typing import Annotated, Any, TypedDict

from cms.pages import serializers as shared
from cms.pages.fields import PageField
from cms.pages.hero import HeroBasePage
from cms.publishing.references import LocalizedText, Neighbours, PageQuery, SnippetRef
from cms.site.serializers import SiteTextRef

TYPE = "press.PressReleasePage"


class PressContactJson(TypedDict):
    """Whom journalists ask."""

    name: str | None
    email: str | None
    phone: str | None
    social: str | None


class WireLinkJson(TypedDict):
    """A copy of the release at a news wire."""

    label: LocalizedText
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
    return [{"label": LocalizedText.of(row.labels), "url": row.url} for row in page.wire_links.all()]


def correction(page: Any) -> CorrectionJson | None:
    """`{"note", "corrected_at"}` or null."""
    return {"note": page.correction_note, "corrected_at": page.corrected_at} if page.correction_note else None


def boilerplate(page: Any) -> SiteTextRef | None:
    """The "about us" text."""
    return SnippetRef(page.boilerplate_id, "cms.SiteText") if page.boilerplate_id else None


def neighbours(page: Any) -> Neighbours:
    """Links to the releases before and after."""
    return Neighbours(TYPE, page.pk)


def latest(page: Any) -> Annotated[PageQuery, "press.PressReleasePage"]:
    """Cards of the newest releases."""
    return PageQuery.of(TYPE, 5, {})


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
    PageField(
        "partners", shared.organisations("partner", "publisher", "author", "funder"), rows=("organisation_rows",)
    ),
    PageField("sponsors", shared.sponsors, rows=("organisation_rows",)),
    PageField("related", shared.related, rows=("related_rows",)),
    PageField("wire_links", wire_links, rows=("wire_links",)),
    PageField("correction", correction),
    PageField("neighbours", neighbours),
]
