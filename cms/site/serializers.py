"""The JSON of what stands around pages, references unresolved."""

from datetime import date
from typing import Annotated, Any, TypedDict

from cms.publishing.references import Needs, PageLink, RichText, SnippetRef, When

SiteTextRef = Annotated[SnippetRef, "cms.SiteText"]
AnnouncementRef = Annotated[SnippetRef, "cms.Announcement"]


class SiteTextJson(TypedDict):
    """Wording used in many places."""

    code: str
    title: str | None
    body: RichText


class AnnouncementLinkJson(TypedDict):
    """Where a banner leads."""

    label: str | None
    page: PageLink | None
    url: str | None


class AnnouncementJson(TypedDict):
    """A banner that runs now."""

    code: str
    text: str
    link: Needs[AnnouncementLinkJson] | AnnouncementLinkJson | None
    level: Annotated[str, "cms.Announcement.level"]
    dismissible: bool


class CounterJson(TypedDict):
    """A figure, with the day on which it was true."""

    key: str
    value: int | float
    prefix: str
    suffix: str
    label: str
    as_of: date
    source_note: str | None


class LegalJson(TypedDict):
    """Who publishes the site."""

    legal_name: str


class ContactJson(TypedDict):
    """How to reach the organisation."""

    phone: str | None
    email: str | None
    press_email: str | None
    address: str | None


class SocialLinkJson(TypedDict):
    """The organisation on a social network."""

    network: str
    url: str


class SiteLinksJson(TypedDict):
    """Addresses that every page offers."""

    donate: str | None
    report: str | None
    feedback: str | None
    careers: str | None


class QuickExitJson(TypedDict):
    """Where "leave this site" goes."""

    enabled: bool
    url: str


class CopyrightJson(TypedDict):
    """The line at the foot of a page."""

    start_year: int | None
    holder: str


class SettingsJson(TypedDict):
    """What is said once for the whole site, in no language."""

    organisation: LegalJson
    contact: ContactJson
    social: list[SocialLinkJson]
    links: SiteLinksJson
    quick_exit: QuickExitJson
    copyright: CopyrightJson


def site_text(row: Any) -> SiteTextJson:
    """`{"code", "title", "body"}`."""
    return {"code": row.code, "title": row.title or None, "body": RichText(row.body)}


def announcement(row: Any) -> When[AnnouncementJson]:
    """`{"code", "text", "link": {"label", "page", "url"} | null, "level", "dismissible"}` while it runs."""
    link: AnnouncementLinkJson = {
        "label": row.link_label or None,
        "page": PageLink(row.link_page_id) if row.link_page_id else None,
        "url": row.link_url or None,
    }
    banner: AnnouncementJson = {
        "code": row.code,
        "text": row.text,
        "link": Needs(link["page"], link) if link["page"] else link if link["url"] else None,
        "level": row.level,
        "dismissible": row.dismissible,
    }
    return When(banner, row.starts_at, row.ends_at)


def counter(row: Any) -> CounterJson:
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


def settings(row: Any) -> SettingsJson:
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
