"""What a template gets: the API's answer for the page, what stands around it, and the ways to its other languages."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.text import capfirst

from cms.api.endpoints.site import around
from cms.api.frame import Frame
from cms.languages import codes
from cms.pages.registry import feeds as feed_types
from cms.publishing.visibility import LaunchedLocale
from cms.reading import lists

NOTICE_TEXTS = {"fallback": "fallback_notice", "machine": "mt_notice"}
"""The site texts that editors may write for a state; the others have words in the template."""


def surroundings(frame: Frame) -> dict[str, Any]:
    """Return what every page has: site, texts by code, the reader's language, languages to choose from."""
    site = around(frame) if frame.view.locales else None
    wanted = frame.locale or next(iter(frame.view.locales), None)
    return {
        "site": site,
        "texts": {code.replace("-", "_"): text for code, text in site["texts"].items()} if site else {},
        "reader": {"code": wanted.code, "direction": wanted.direction} if wanted else {"code": "en"},
        "home": frame.html_url(wanted.id, wanted.url_path) if wanted else None,
        "languages": languages(frame, wanted, {}),
        "feeds": feeds(wanted),
        "year": frame.view.now.year,
    }


def feeds(wanted: LaunchedLocale | None) -> list[dict[str, Any]]:
    """Return the feeds in the reader's language: `[{"title", "url"}]`."""
    if wanted is None:
        return []
    return [
        {
            "title": capfirst(model._meta.verbose_name_plural),
            "url": reverse("feed", "cms.public_urls", kwargs={"name": name, "code": wanted.code, "form": "atom"}),
        }
        for name, model in feed_types().items()
    ]


def of_page(frame: Frame, page: dict[str, Any], wanted: LaunchedLocale, path: str, offset: int) -> dict[str, Any]:
    """Return the context of a finished detail, read at `path` (empty for a draft), its list from `offset` on."""
    meta = page["meta"]
    versions = {row["locale"]: row["html_url"] for row in [meta, *meta["translations"]] if row["html_url"]}
    context = surroundings(frame)
    context.update(
        page=page,
        type_name=meta["type"].replace(".", "_").lower(),
        languages=languages(frame, wanted, versions),
        alternates=[{"code": code, "url": absolute(url)} for code, url in versions.items()],
        x_default=absolute(versions.get(codes.SOURCE) or meta["html_url"]),
        canonical=absolute(meta["html_url"] and f"{meta['html_url']}{f'?offset={offset}' if offset else ''}"),
        notice=notice(page, context["texts"]),
        exit=quick_exit(page, context["site"]),
        here=path,
        listing=lists.of_page(frame, page, path, offset),
    )
    return context


def absolute(url: str | None) -> str | None:
    """Give a local address the host that readers see."""
    return f"{settings.CMS_FRONTEND_URL or settings.CMS_BASE_URL}{url}" if url else None


def languages(frame: Frame, wanted: LaunchedLocale | None, versions: dict[str, str]) -> list[dict[str, Any]]:
    """Return every launched language; `exists` says whether the page does, else the address is the home page's."""
    rows = [
        {
            "code": locale.code,
            "native_name": locale.native_name,
            "direction": locale.direction,
            "url": versions.get(locale.code) or frame.html_url(locale.id, locale.url_path),
            "exists": locale.code in versions or not versions,
            "current": wanted is not None and locale.id == wanted.id,
        }
        for locale in frame.view.locales
    ]
    return [row for row in rows if row["url"] or row["current"]]


def notice(page: dict[str, Any], texts: dict[str, Any]) -> dict[str, Any] | None:
    """Return what a reader must know of the language of the text; nothing of a source or a current translation.

    `{"state", "text": site text or null, "language", "wanted", "source": link or null, "updated", "translated"}`
    """
    meta = page["meta"]
    truth = meta["translation"]
    if truth["state"] in {"source", "current"}:
        return None
    sources = (row for row in meta["translations"] if row["locale"] == truth["source_locale"] and row["html_url"])
    return {
        "state": truth["state"],
        "text": texts.get(NOTICE_TEXTS.get(truth["state"], "")),
        "language": meta["locale"],
        "wanted": meta.get("requested_locale"),
        "source": next(sources, None),
        "updated": truth["source_updated_at"],
        "translated": truth["translated_at"],
    }


def quick_exit(page: dict[str, Any], site: dict[str, Any] | None) -> str | None:
    """Return the harmless address to leave for, where the page offers it."""
    if not site or not page["quick_exit"] or not site["quick_exit"]["enabled"]:
        return None
    return site["quick_exit"]["url"] or None
