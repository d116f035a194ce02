"""The JSON of organisations, series, people and offices, references unresolved."""

from datetime import datetime
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


class PersonJson(TypedDict):
    """Somebody who speaks for the organisation; `photo` while there is consent to it."""

    code: str
    name: str
    local_name: str | None
    group: Annotated[str, "cms.Person.group"]
    role: str
    bio: str | None
    photo: ImageRef | None


class OfficeContactJson(TypedDict):
    """How to reach an office."""

    phone: str | None
    email: str | None


class OfficeJson(TypedDict):
    """An office of the organisation."""

    code: str
    name: str
    country: TermRef
    address: str | None
    url: str | None
    contact: OfficeContactJson


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


def person(row: Any, now: datetime) -> PersonJson:
    """`{"code", "name", "local_name", "group", "role", "bio", "photo"}`; `photo` while there is consent to it."""
    shown = row.photo_id and row.consents(now)
    return {
        "code": row.code,
        "name": row.name,
        "local_name": row.local_name or None,
        "group": row.group,
        "role": row.role,
        "bio": row.bio or None,
        "photo": ImageRef(row.photo_id, alt=row.photo_alt or None) if shown else None,
    }


def office(row: Any) -> OfficeJson:
    """`{"code", "name", "country", "address", "url", "contact": {"phone", "email"}}`."""
    return {
        "code": row.code,
        "name": row.name,
        "country": TermRef(row.country_id, "cms.Country"),
        "address": row.address or None,
        "url": row.url or None,
        "contact": {"phone": row.phone or None, "email": row.email or None},
    }
