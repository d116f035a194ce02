"""`/feeds/<name>/<locale>.{atom,rss,json}`: the newest pages of a type in one language."""

import uuid
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.text import capfirst

from cms.api import drawing
from cms.api.answers import content_response, endpoint
from cms.api.frame import Frame
from cms.api.page_parameters import filters_of
from cms.api.paging import Part
from cms.api.problems import not_found
from cms.pages.models import BasePage
from cms.pages.registry import feeds as feed_types
from cms.publishing.visibility import LaunchedLocale
from cms.site.models import SiteSettings
from cms.syndication.formats import NEVER, WRITERS, Entry, Feed
from cms.syndication.frames import frame_in

LENGTH = 50


@endpoint(parameters=None, answer=None)
def feed(request: HttpRequest, name: str, code: str, form: str) -> HttpResponse:
    """Answer the newest pages; of events, those to come first, the next one before all others."""
    types = feed_types()
    if name not in types:
        raise not_found()
    frame, locale = frame_in(code)
    settings = SiteSettings.objects.filter(site__is_default_site=True).first()
    organisation, plural = settings.legal_name if settings else "", _plural(types[name], locale)
    made = Feed(
        title=f"{organisation} – {plural}" if organisation else plural,
        author=organisation or plural,
        home=frame.html_url(locale.id, locale.url_path) or f"{frame.frontend_url}/",
        address=f"{frame.base_url}/feeds/{name}/{locale.code}.{form}",
        language=locale.code,
        entries=[_entry(frame, locale, page) for page in _newest(frame, types[name])],
    )
    content_type, write = WRITERS[form]
    return content_response(request, write(made), content_type)


def _plural(model: type[BasePage], locale: LaunchedLocale) -> str:
    with translation.override(locale.django_code):
        return str(capfirst(model._meta.verbose_name_plural))


def _newest(frame: Frame, model: type[BasePage]) -> list[BasePage]:
    query = f"type={model._meta.label}"
    if "when" not in filters_of([model]):
        return drawing.pages_of(frame, query, Part(LENGTH, 0))
    coming = drawing.pages_of(frame, f"{query}&when=upcoming&order=date", Part(LENGTH, 0))
    return [*coming, *drawing.pages_of(frame, f"{query}&when=past&order=-date", Part(LENGTH, 0))][:LENGTH]


def _entry(frame: Frame, locale: LaunchedLocale, page: BasePage) -> Entry:
    return Entry(
        id=f"urn:uuid:{uuid.uuid5(page.translation_key, locale.code)}",
        title=page.title,
        url=frame.html_url(page.locale_id, page.url_path) or frame.detail_url("pages", page.pk),
        summary=getattr(page, page.summary_field) if page.summary_field else "",
        date=page.card_date()[0],
        published=moment_of(page),
        updated=page.last_published_at or NEVER,
    )


def moment_of(page: BasePage) -> datetime | None:
    """Return the page's own date as a moment in its own zone; its midnight where only the day is said.

    None where not even the day is known: no day is invented.
    """
    value: date | None = getattr(page, page.date_column, None) if page.date_column else None
    precision = page.card_date()[1]
    if value is None or precision not in {"day", "minute"}:
        return None
    if not isinstance(value, datetime):
        return datetime.combine(value, time(), UTC)
    zone: Any = getattr(page, "zone", "") or "UTC"
    local = value.astimezone(ZoneInfo(str(zone)))
    return local if precision == "minute" else datetime.combine(local.date(), time(), local.tzinfo)
