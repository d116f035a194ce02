"""The JSON of what pages share, references unresolved."""

from collections.abc import Callable
from typing import Any, TypedDict

from cms.directory.serializers import OrganisationRef
from cms.publishing.references import ImageRef, Needs, PageCard, SnippetRef, TermRef


class SponsorJson(TypedDict):
    """A sponsor and its tier."""

    organisation: OrganisationRef
    tier: str | None


def topics(page: Any) -> list[TermRef]:
    """`[{"code": "csam", "label": "Child sexual abuse material"}]`."""
    return [TermRef(row.topic_id, "cms.Topic") for row in page.topic_rows.all()]


def audiences(page: Any) -> list[TermRef]:
    """`[{"code", "label"}]`."""
    return [TermRef(row.audience_id, "cms.Audience") for row in page.audience_rows.all()]


def contexts(page: Any) -> list[TermRef]:
    """`[{"code", "label"}]`."""
    return [TermRef(row.context_id, "cms.Context") for row in page.context_rows.all()]


def countries(page: Any) -> list[TermRef]:
    """`[{"code": "GT", "label": "Guatemala"}]`."""
    return [TermRef(row.country_id, "cms.Country") for row in page.country_rows.all()]


def organisations(*roles: str) -> Callable[[Any], list[OrganisationRef]]:
    """Return a getter of `[{"code", "name", "acronym", …}]` of the organisations in these roles."""

    def of(page: Any) -> list[OrganisationRef]:
        rows = [row for row in page.organisation_rows.all() if not roles or row.role in roles]
        return [SnippetRef(row.organisation_id, "cms.Organisation") for row in rows]

    return of


def sponsors(page: Any) -> list[Needs[SponsorJson]]:
    """`[{"organisation": {…}, "tier": "Diamond"}]`."""
    rows = (
        (SnippetRef(row.organisation_id, "cms.Organisation"), row.tier or None)
        for row in page.organisation_rows.all()
        if row.role == "sponsor"
    )
    return [Needs(organisation, {"organisation": organisation, "tier": tier}) for organisation, tier in rows]


def related(page: Any) -> list[PageCard]:
    """Cards of the related pages that are public."""
    return [PageCard(row.related_id) for row in page.related_rows.all()]


def social_image(page: Any) -> ImageRef | None:
    """The picture for link previews."""
    return ImageRef(page.social_image_id) if page.social_image_id else None
