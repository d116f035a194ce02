"""`changes/`: what was published, changed or withdrawn since a cursor, for those who keep a copy.

A copy is begun by taking a cursor with `since=now`, then reading the lists; from then on by asking for what changed
since the cursor of the last answer. Only pages are told of.
"""

import base64
import re
from dataclasses import replace
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from wagtail.models import Page

from cms.api.answers import Body, endpoint
from cms.api.frame import LOCALE, Frame, frame_of
from cms.api.page_parameters import type_parameter, types_of
from cms.api.paging import LIMIT
from cms.api.parameters import Parameter, Parameters
from cms.api.problems import Problem
from cms.api.shapes import ChangesJson
from cms.languages import codes
from cms.publishing import ledger
from cms.publishing.models import LedgerHead, ToldPage

ADVICE = "Read everything anew: take a cursor with since=now, then read the lists."
_CURSOR = re.compile(r"c(\d{1,18})")


def written(number: int) -> str:
    """Return a number of the ledger as a cursor."""
    return base64.urlsafe_b64encode(f"c{number}".encode()).decode().rstrip("=")


def read(cursor: str) -> int | None:
    """Return the number that a cursor was written from, None for `now`.

    Raises:
        ValueError: where it never was a cursor.
    """
    if cursor == "now":
        return None
    try:
        text = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode("ascii")
    except ValueError:
        text = ""
    match = _CURSOR.fullmatch(text)
    if match is None or written(int(match[1])) != cursor:
        raise ValueError("This is no cursor. Give that of an earlier answer, or now to begin.")
    return int(match[1])


SINCE = Parameter(
    name="since",
    description="Give the cursor of an earlier answer, or `now` to begin.",
    required=True,
    max_length=40,
    parse=read,
    example="now",
)
TYPE = replace(type_parameter(), description="Pages of these types.")


@endpoint(
    parameters=(SINCE, LOCALE, TYPE, LIMIT),
    answer=ChangesJson,
    also={410: "The cursor is too old: what was withdrawn since may not be told any more. Read everything anew."},
)
def change_list(request: HttpRequest, query: Parameters) -> Body:
    """Answer `{"meta": {"total_count", "next", "previous", "cursor"}, "items": [changes]}`, oldest first.

    A page stands there once, by its newest change: `{"action": "published" | "changed", "at", "id", "type", "locale",
    "translation_key", "html_url", "detail_url"}`, or `{"action": "withdrawn", "id", "type", "locale",
    "translation_key"}`.
    """
    frame = frame_of(query)
    limit = query.integer("limit")
    labels = [model._meta.label for model in types_of(query.words("type"))] if "type" in query else []
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
    return {"meta": meta, "items": _items(frame, rows, since)}


def _since(frame: Frame, query: Parameters, until: LedgerHead) -> int:
    number: int | None = query.value("since")
    if number is None:
        return until.number
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
