"""`site/` and `locales/`: everything around a page, and the languages there are."""

from typing import Any

from django.db.models import Count
from django.http import HttpRequest
from wagtail.models import Page, Site

from cms.api.answers import Body, endpoint
from cms.api.endpoints.snippets import marked, menu_tree, without_dead_ends
from cms.api.frame import LANGUAGE, Frame, frame_of
from cms.api.paging import whole
from cms.api.parameters import Parameters
from cms.api.resolving.resolver import Resolver
from cms.api.shapes import ListOf, LocaleJson, SiteJson
from cms.publishing.references import ImageRef
from cms.site import serializers
from cms.site.models import Announcement, Menu, SiteSettings, SiteText


@endpoint(parameters=LANGUAGE, answer=SiteJson)
def site(request: HttpRequest, query: Parameters) -> Body:
    """Answer organisation, contact, social, links, quick exit, menus, running banners, texts and locales at once."""
    frame = frame_of(query, default_locale=True)
    return around(frame)


def around(frame: Frame) -> dict[str, Any]:
    """Return what stands around every page, finished."""
    row = SiteSettings.objects.filter(site__is_default_site=True).prefetch_related("social_links").first()
    settings = row or SiteSettings(site=Site.objects.filter(is_default_site=True).first() or Site())
    tree = {
        **serializers.settings(settings),
        "social_image": ImageRef(settings.default_social_image_id) if settings.default_social_image_id else None,
        "menus": {row.code: menu for row, menu in marked(frame, Menu.objects.order_by("code"), menu_tree)},
        "banners": [tree for _row, tree in marked(frame, Announcement.objects.order_by("starts_at", "pk"), _banner)],
        "texts": {row.code: text for row, text in marked(frame, SiteText.objects.all(), serializers.site_text)},
    }
    answer = Resolver(frame).resolve(tree)
    answer["menus"] = {code: without_dead_ends(menu) for code, menu in answer["menus"].items()}
    answer["banners"] = [{**row.pop("banner"), **row} for row in answer["banners"] if row["banner"]]
    answer["locales"] = locale_rows(frame)
    return dict(answer)


def _banner(row: Announcement) -> dict[str, Any]:
    return {"banner": serializers.announcement(row)}


@endpoint(answer=ListOf[LocaleJson])
def locale_list(request: HttpRequest, query: Parameters) -> Body:
    """Answer `{"meta", "items": [{"code", "native_name", "direction", "home", "share_translated"}]}`."""
    rows = locale_rows(frame_of(query))
    return {"meta": whole(len(rows)), "items": rows}


def locale_rows(frame: Frame) -> list[dict[str, Any]]:
    """Return the launched locales; `share_translated` is the part of the source's public pages that they have."""
    counts = dict(
        frame.view.listed(Page.objects.filter(depth__gt=1))
        .order_by()
        .values_list("locale_id")
        .annotate(count=Count("pk"))
    )
    total = counts.get(frame.source.id, 0) if frame.source else 0
    return [
        {
            "code": locale.code,
            "native_name": locale.native_name,
            "direction": locale.direction,
            "home": frame.html_url(locale.id, locale.url_path),
            "share_translated": round(min(counts.get(locale.id, 0) / total, 1.0), 3) if total else 0.0,
        }
        for locale in frame.view.locales
    ]
