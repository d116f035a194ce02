"""The JSON of organisations, series, people and offices, references unresolved."""

from datetime import datetime
from typing import Any

from cms.publishing.references import ImageRef, SnippetRef, TermRef


def organisation(row: Any) -> dict[str, Any]:
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


def organisation_brief(row: Any) -> dict[str, Any]:
    """`{"code", "name", "acronym"}`: an organisation named inside something else."""
    return {"code": row.code, "name": row.name, "acronym": row.acronym or None, "url": row.url or None}


def series(row: Any) -> dict[str, Any]:
    """`{"code", "label", "description", "publisher"}`."""
    return {
        "code": row.code,
        "label": row.name,
        "description": row.description or None,
        "publisher": SnippetRef(row.publisher_id, "cms.Organisation") if row.publisher_id else None,
    }


def person(row: Any, now: datetime) -> dict[str, Any]:
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


def office(row: Any) -> dict[str, Any]:
    """`{"code", "name", "country", "address", "url", "contact": {"phone", "email"}}`."""
    return {
        "code": row.code,
        "name": row.name,
        "country": TermRef(row.country_id, "cms.Country"),
        "address": row.address or None,
        "url": row.url or None,
        "contact": {"phone": row.phone or None, "email": row.email or None},
    }
