"""The JSON of what stands around pages, references unresolved."""

from typing import Any

from cms.publishing.references import Needs, PageLink, RichText, When


def site_text(row: Any) -> dict[str, Any]:
    """`{"code", "title", "body"}`."""
    return {"code": row.code, "title": row.title or None, "body": RichText(row.body)}


def announcement(row: Any) -> When:
    """`{"code", "text", "link": {"label", "page", "url"} | null, "level", "dismissible"}` while it runs."""
    link = {
        "label": row.link_label or None,
        "page": PageLink(row.link_page_id) if row.link_page_id else None,
        "url": row.link_url or None,
    }
    banner = {
        "code": row.code,
        "text": row.text,
        "link": Needs(link["page"], link) if link["page"] else link if link["url"] else None,
        "level": row.level,
        "dismissible": row.dismissible,
    }
    return When(banner, row.starts_at, row.ends_at)


def counter(row: Any) -> dict[str, Any]:
    """`{"key", "value", "prefix", "suffix", "label", "as_of", "source_note"}`; `value` is a number."""
    value = row.value
    return {
        "key": row.key,
        "value": int(value) if value == value.to_integral_value() else float(value),
        "prefix": row.prefix,
        "suffix": row.suffix,
        "label": row.label,
        "as_of": row.as_of,
        "source_note": row.source_note or None,
    }


def settings(row: Any) -> dict[str, Any]:
    """`{"organisation", "contact", "social", "links", "quick_exit", "copyright"}`, language-neutral."""
    return {
        "organisation": {"legal_name": row.legal_name},
        "contact": {
            "phone": row.phone or None,
            "email": row.email or None,
            "press_email": row.press_email or None,
            "address": row.address or None,
        },
        "social": [{"network": link.network, "url": link.url} for link in row.social_links.all()],
        "links": {
            "donate": row.donate_url or None,
            "report": row.report_url or None,
            "feedback": row.feedback_url or None,
            "careers": row.careers_url or None,
        },
        "quick_exit": {"enabled": row.quick_exit_enabled, "url": row.quick_exit_url},
        "copyright": {"start_year": row.copyright_start_year, "holder": row.legal_name},
    }
