"""The JSON of organisations and series, references unresolved."""

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
