"""`changes/`: what was published, changed or withdrawn since a cursor, for those who keep a copy.

A copy is begun by taking a cursor with `since=now`, then reading the lists; from then on by asking for what changed
since the cursor of the last answer. Only pages are told of.
"""

import base64
import binascii
import re
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from wagtail.models import Page

from cms.api import listing
from cms.api.answers import endpoint, json_response
from cms.api.frame import Frame, frame_of
from cms.api.parameters import LIMIT_DEFAULT, LIMIT_MAX, Parameters
from cms.api.problems import Problem, bad_parameter
from cms.languages import codes
from cms.publishing import ledger
from cms.publishing.models import LedgerHead, ToldPage

PARAMETERS = ("since", "locale", "type", "limit")
_CURSOR = re.compile(r"c(\d{1,18})")
ADVICE = "Read everything anew: take a cursor with since=now, then read the lists."


@endpoint
def change_list(request: HttpRequest) -> HttpResponse:
    """Answer `{"meta": {"total_count", "next", "previous", "cursor"}, "items": [changes]}`, oldest first.

    A page stands there once, by its newest change: `{"action": "published" | "changed", "at", "id", "type", "locale",
    "translation_key", "html_url", "detail_url"}`, or `{"action": "withdrawn", "id", "type", "locale",
    "translation_key"}`.
    """
    query = Parameters(request)
    query.refuse_unknown(PARAMETERS)
    frame = frame_of(query)
    limit = query.integer("limit", LIMIT_DEFAULT, 1, LIMIT_MAX)
    labels = [model._meta.label for model in listing.types_of(query)] if "type" in query else []
    until = ledger.latest()
    since = _since(frame, query, until)
    found = _wanted(frame, labels, ledger.entries(since, until.number))
    rows = list(found[: limit + 1])
    is_last = len(rows) <= limit
    rows = rows[:limit]
    cursor = written(until.number if is_last else rows[-1].number)
    meta = {
        "total_count": len(rows) if is_last else found.count(),
        "next": None if is_last else _address(request, frame, cursor),
        "previous": None,
        "cursor": cursor,
    }
    return json_response(request, {"meta": meta, "items": _items(frame, rows, since)})


def written(number: int) -> str:
    """Return a number of the ledger as a cursor."""
    return base64.urlsafe_b64encode(f"c{number}".encode()).decode().rstrip("=")


def read(cursor: str) -> int | None:
    """Return the number that a cursor was written from, None if it never was one."""
    try:
        text = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode("ascii")
    except (binascii.Error, ValueError):
        return None
    match = _CURSOR.fullmatch(text)
    return int(match[1]) if match and written(int(match[1])) == cursor else None


def _since(frame: Frame, query: Parameters, until: LedgerHead) -> int:
    if query.text("since") == "now":
        return until.number
    number = read(query.text("since"))
    if number is None:
        raise bad_parameter(
            "since", "Give the cursor of an earlier answer, or now to begin.", query.text("since"), ["now"]
        )
    if ledger.is_lost(number, until, frame.view):
        raise Problem(410, f"This cursor is too old. {ADVICE}")
    return number


def _wanted(frame: Frame, labels: list[str], rows: QuerySet[ToldPage]) -> QuerySet[ToldPage]:
    if labels:
        rows = rows.filter(type__in=labels)
    return rows.filter(locale=frame.locale.django_code) if frame.locale else rows


def _items(frame: Frame, rows: list[ToldPage], since: int) -> list[dict[str, Any]]:
    """Describe entries by what is public now: what the ledger has not yet been told of is withdrawn here too."""
    wanted = [row.page_id for row in rows]
    public = frame.view.listed(Page.objects.filter(pk__in=wanted)).in_bulk() if wanted else {}
    return [_item(frame, row, public.get(row.page_id), since) for row in rows]


def _item(frame: Frame, row: ToldPage, page: Page | None, since: int) -> dict[str, Any]:
    about = {
        "id": row.page_id,
        "type": row.type,
        "locale": codes.to_bcp47(row.locale),
        "translation_key": str(row.translation_key),
    }
    if page is None:
        return {"action": "withdrawn", **about}
    return {
        "action": "changed" if row.public and row.since <= since else "published",
        "at": row.at,
        **about,
        "html_url": frame.html_url(page.locale_id, page.url_path),
        "detail_url": frame.detail_url("pages", page.pk),
    }


def _address(request: HttpRequest, frame: Frame, cursor: str) -> str:
    query = request.GET.copy()
    query["since"] = cursor
    return f"{frame.base_url}{request.path}?{query.urlencode(safe=',*()/')}"
