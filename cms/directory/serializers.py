"""The JSON of organisations and series, references unresolved."""

from typing import Annotated, Any, TypedDict

from cms.publishing.references import ImageRef, SnippetRef, TermRef

OrganisationRef = Annotated[SnippetRef, "cms.Organisation"]
SeriesRef = Annotated[SnippetRef, "cms.Series"]


class OrganisationJson(TypedDict):
    """An organisation as `organisations/` lists it."""

    code: str
    name: str
    acronym: str | None
    kind: Annotated[str, "cms.Organisation.kind"]
    tier: str | None
    url: str | None
    logo: ImageRef | None
    country: TermRef | None
    gmcn_member_since: int | None


class OrganisationBriefJson(TypedDict):
    """An organisation named inside something else."""

    code: str
    name: str
    acronym: str | None
    url: str | None


class SeriesJson(TypedDict):
    """A series of publications."""

    code: str
    label: str
    description: str | None
    publisher: OrganisationRef | None


def organisation(row: Any) -> OrganisationJson:
    """`{"code", "name", "acronym", "kind", "tier", "url", "logo", "country", "gmcn_member_since"}`."""
    return {
        "code": row.code,
        "name": row.name,
        "acronym": row.acronym or None,
        "kind": row.kind,
        "tier": row.tier or None,
        "url": row.url or None,
        "logo": ImageRef(row.logo_id) if row.logo_id else None,
        "country": TermRef(row.country_id, "cms.Country") if row.country_id else None,
        "gmcn_member_since": row.gmcn_member_since,
    }


def organisation_brief(row: Any) -> OrganisationBriefJson:
    """`{"code", "name", "acronym"}`: an organisation named inside something else."""
    return {"code": row.code, "name": row.name, "acronym": row.acronym or None, "url": row.url or None}


def series(row: Any) -> SeriesJson:
    """`{"code", "label", "description", "publisher"}`."""
    return {
        "code": row.code,
        "label": row.name,
        "description": row.description or None,
        "publisher": SnippetRef(row.publisher_id, "cms.Organisation") if row.publisher_id else None,
    }
