"""The addresses of reading pages: language first, then the API's own way from a path to a page."""

from functools import wraps
from typing import Any, Protocol
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_supported_language_variant
from django.utils.translation.trans_real import parse_accept_lang_header
from django.views.decorators.csrf import csrf_exempt

from cms.api import drawing, routing
from cms.api.frame import Frame
from cms.languages import codes
from cms.reading import answers, renderer, searching


class View(Protocol):
    """A view of the request alone."""

    def __call__(self, request: HttpRequest, path: str = "") -> HttpResponse: ...


def read_only(view: View) -> View:
    """Answer GET and HEAD, and refuse everything else without asking for a CSRF token."""

    @wraps(view)
    def wrapped(request: HttpRequest, path: str = "") -> HttpResponse:
        if request.method not in {"GET", "HEAD"}:
            return HttpResponseNotAllowed(["GET", "HEAD"])
        return view(request, path)

    return csrf_exempt(wrapped)


@read_only
def front(request: HttpRequest, path: str = "") -> HttpResponse:
    """Send the reader to the home page of the best launched language, or where an editor's redirect of `/` leads."""
    frame = drawing.frame_for(codes.SOURCE, local=True)
    if leads := _redirected(frame, request):
        return leads
    homes = {locale.django_code: locale for locale in frame.view.locales if locale.url_path}
    locale = homes.get(preferred(request, list(homes))) or next(iter(homes.values()), None)
    if locale is None:
        return renderer.not_found(frame, [])
    response = answers.redirect(f"{frontend()}/{locale.django_code}/")
    patch_vary_headers(response, ["Accept-Language"])
    return response


@read_only
def page(request: HttpRequest, path: str = "") -> HttpResponse:
    """Answer `/<locale>/<path>/`; an address that only differs in spelling leads to the right one.

    An address without a locale is of the source language, as in the API.
    """
    frame = drawing.frame_for(language_of(request.path_info), local=True)
    found = routing.find(frame, quote(request.path_info))
    if found is None:
        return _redirected(frame, request) or renderer.not_found(frame, elsewhere(frame, quote(request.path_info)))
    address = canonical(frame, found, quote(request.path_info))
    if frontend():
        return answers.redirect(f"{frontend()}{address}{_query(request)}")
    if address != request.path:
        return answers.redirect(f"{address}{_query(request)}", permanent=True)
    return renderer.found_page(frame, found, address, renderer.offset_of(request))


@read_only
def search(request: HttpRequest, path: str = "") -> HttpResponse:
    """Answer `/<locale>/search/?q=`, unless editors have a page there."""
    frame = drawing.frame_for(language_of(request.path_info), local=True)
    if not frame.view.locales or routing.find(frame, quote(request.path_info)):
        return page(request, path)
    if frontend():
        return answers.redirect(f"{frontend()}{request.path}{_query(request)}")
    return searching.draw(frame, request, renderer.offset_of(request))


def language_of(path: str) -> str:
    """Return the Django code that a path starts with in any spelling, the source language for others."""
    try:
        return codes.parse(path.lstrip("/").partition("/")[0])
    except codes.UnknownLocale:
        return codes.SOURCE


def preferred(request: HttpRequest, launched: list[str]) -> str:
    """Return the launched language that the browser wants most, or nothing."""
    for wanted, _quality in parse_accept_lang_header(request.headers.get("Accept-Language", "").lower()):
        try:
            code = get_supported_language_variant(wanted)
        except LookupError:
            continue
        if code in launched:
            return code
    return ""


def frontend() -> str:
    """Return where readers read, if that is not here."""
    address = str(settings.CMS_FRONTEND_URL)
    return "" if address == settings.CMS_BASE_URL else address


def canonical(frame: Frame, found: routing.Found, path: str) -> str:
    """Return the one spelling of the address of a page that was found; an alias keeps its own."""
    _locale, rest = routing.split(frame, path)
    return f"/{found.wanted.django_code}/{quote(rest)}/" if rest else f"/{found.wanted.django_code}/"


def elsewhere(frame: Frame, path: str) -> list[dict[str, Any]]:
    """Return the languages in which the page of a path is public: `[{"code", "title", "url"}]`."""
    _wanted, group = routing.elsewhere(frame, path)
    rows = ((locale, group[locale.id]) for locale in frame.view.locales if locale.id in group)
    return [
        {"code": locale.code, "title": twin.title, "url": frame.html_url(twin.locale_id, twin.url_path)}
        for locale, twin in rows
    ]


def _redirected(frame: Frame, request: HttpRequest) -> HttpResponse | None:
    """Follow an editor's redirect of the address with its query, or of the path alone."""
    for address in dict.fromkeys([request.get_full_path(), request.path]):
        leads = routing.redirection(frame, address) if address != "/" else None
        if leads and leads.to:
            return answers.redirect(leads.to, permanent=leads.permanent)
    return None


def _query(request: HttpRequest) -> str:
    query = request.META.get("QUERY_STRING", "")
    return f"?{query}" if query else ""
