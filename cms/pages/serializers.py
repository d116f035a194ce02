"""The JSON of what pages share, references unresolved."""

from collections.abc import Callable
from typing import Any, TypedDict

from cms.directory.serializers import OrganisationRef
from cms.pages.rows import rows
from cms.publishing.references import ImageRef, Needs, PageCard, SnippetRef, TermRef


class SponsorJson(TypedDict):
    """A sponsor and its tier."""

    organisation: OrganisationRef
    tier: str | None


def topics(page: Any) -> list[TermRef]:
    """`[{"code": "csam", "label": "Child sexual abuse material"}]`."""
    return [TermRef(row.topic_id, "cms.Topic") for row in rows(page, "topic_rows")]


def audiences(page: Any) -> list[TermRef]:
    """`[{"code", "label"}]`."""
    return [TermRef(row.audience_id, "cms.Audience") for row in rows(page, "audience_rows")]


def contexts(page: Any) -> list[TermRef]:
    """`[{"code", "label"}]`."""
    return [TermRef(row.context_id, "cms.Context") for row in rows(page, "context_rows")]


def countries(page: Any) -> list[TermRef]:
    """`[{"code": "GT", "label": "Guatemala"}]`."""
    return [TermRef(row.country_id, "cms.Country") for row in rows(page, "country_rows")]


def organisations(*roles: str) -> Callable[[Any], list[OrganisationRef]]:
    """Return a getter of `[{"code", "name", "acronym", …}]` of the organisations in these roles."""

    def of(page: Any) -> list[OrganisationRef]:
        return [
            SnippetRef(row.organisation_id, "cms.Organisation")
            for row in rows(page, "organisation_rows")
            if not roles or row.role in roles
        ]

    return of


def sponsors(page: Any) -> list[Needs[SponsorJson]]:
    """`[{"organisation": {…}, "tier": "Diamond"}]`."""
    pairs = (
        (SnippetRef(row.organisation_id, "cms.Organisation"), row.tier or None)
        for row in rows(page, "organisation_rows")
        if row.role == "sponsor"
    )
    return [Needs(organisation, {"organisation": organisation, "tier": tier}) for organisation, tier in pairs]


def related(page: Any) -> list[PageCard]:
    """Cards of the related pages that are public."""
    return [PageCard(row.related_id) for row in rows(page, "related_rows")]


def social_image(page: Any) -> ImageRef | None:
    """The picture for link previews."""
    return ImageRef(page.social_image_id) if page.social_image_id else None
