"""The JSON of a helpline, references unresolved."""

from datetime import date
from typing import Any

import phonenumbers

from cms.publishing.references import LanguageName, LocalizedText, TermRef


def phone(row: Any) -> dict[str, Any]:
    """`{"number": "+12025550123", "display", "tel": "tel:+1…", "label", "toll_free", "sms", "whatsapp"}`."""
    return {
        "number": row.number,
        "display": row.display or _display(row.number),
        "tel": f"tel:{row.number}",
        "label": LocalizedText.of(row.labels),
        "toll_free": row.toll_free,
        "sms": row.sms,
        "whatsapp": row.whatsapp,
    }


def _display(number: str) -> str:
    if not number.startswith("+"):
        return number
    parsed = phonenumbers.parse(number)
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


def helpline(row: Any, today: date) -> dict[str, Any]:
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
