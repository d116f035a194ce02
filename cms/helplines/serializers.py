"""The JSON of a helpline, references unresolved."""

from datetime import date
from typing import Annotated, Any, TypedDict

from cms.publishing.references import LanguageName, LocalizedText, TermRef, TextLanguage


class PhoneJson(TypedDict):
    """A number to call: E.164 or a short code, as people write it, and as an address."""

    number: str
    display: str
    tel: str
    label: LocalizedText
    label_lang: TextLanguage
    toll_free: bool | None
    sms: bool
    whatsapp: bool


class HelplineJson(TypedDict):
    """Who helps, where, when and in which languages. `stale`: verify before use."""

    code: str
    name: str
    local_name: str | None
    country: TermRef | None
    is_global: bool
    kind: Annotated[str, "cms.Helpline.kind"]
    audience: Annotated[str, "cms.Helpline.audience"]
    description: str | None
    phones: list[PhoneJson]
    website: str | None
    report_url: str | None
    chat_url: str | None
    email: str | None
    hours: str | None
    is_24_7: bool
    anonymous: bool | None
    accessibility_note: str | None
    languages: list[LanguageName]
    networks: list[str]
    priority: int
    verified_on: date | None
    stale: bool


def phone(row: Any) -> PhoneJson:
    """`{"number": "+12025550123", "display", "tel": "tel:+1…", "label", "label_lang", "toll_free", …}`."""
    return {
        "number": row.number,
        "display": row.shown,
        "tel": f"tel:{row.number}",
        "label": LocalizedText.of(row.labels),
        "label_lang": TextLanguage.of(row.labels),
        "toll_free": row.toll_free,
        "sms": row.sms,
        "whatsapp": row.whatsapp,
    }


def helpline(row: Any, today: date) -> HelplineJson:
    """One row of `helplines/`. `stale` says that the last verification is over 180 days old: verify before use."""
    return {
        "code": row.code,
        "name": row.name,
        "local_name": row.local_name or None,
        "country": TermRef(row.country_id, "cms.Country") if row.country_id else None,
        "is_global": row.is_global,
        "kind": row.kind,
        "audience": row.audience,
        "description": row.description or None,
        "phones": [phone(number) for number in row.phones.all()],
        "website": row.website or None,
        "report_url": row.report_url or None,
        "chat_url": row.chat_url or None,
        "email": row.email or None,
        "hours": row.hours or None,
        "is_24_7": row.is_24_7,
        "anonymous": row.anonymous,
        "accessibility_note": row.accessibility_note or None,
        "languages": [LanguageName(code) for code in row.languages],
        "networks": row.networks,
        "priority": row.priority,
        "verified_on": row.verified_on,
        "stale": row.is_stale(today),
    }
