"""Headers of everything that programs read: which pages of other sites may (CORS), and what a browser may do with it.

django-cors-headers is not used: it sends `Vary: Origin` even where every origin gets the same answer, which would make
a CDN keep one copy for each site that reads, and no header at all to a request without an origin, so that a kept
answer would depend on who asked first.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponse, HttpResponseBase
from django.utils.cache import patch_vary_headers

from cms.publishing.caching import EVERYTHING, PUBLIC

READ_BY_PROGRAMS = ("/api/", "/feeds/", "/images/", "/documents/", "/sitemap", "/robots.txt")
API = "/api/"
METHODS = "GET, HEAD, OPTIONS"
ASKED_HEADERS = "Accept, Accept-Language, Content-Type, If-None-Match"
EXPOSED_HEADERS = "Age, Cache-Status, Content-Language, ETag, RateLimit, RateLimit-Policy, Retry-After"
PREFLIGHT_SECONDS = 86_400
API_HEADERS = {"Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'"}
EVERYWHERE = {"X-Content-Type-Options": "nosniff", "Cross-Origin-Resource-Policy": "cross-origin"}

CDN_SECONDS = 60
"""How long a CDN that we can empty may keep an answer. Not longer: a lost purge must heal by itself."""

GetResponse = Callable[[HttpRequest], HttpResponseBase]


class PublicHeaders:
    """Answers preflights and gives the headers; stands in front of whatever keeps answers."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response
        self.can_purge = bool(settings.WAGTAILFRONTENDCACHE)

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, with the headers where programs read."""
        if not request.path_info.startswith(READ_BY_PROGRAMS):
            return self.lasting(self.get_response(request))
        response = preflight() if request.method == "OPTIONS" else self.lasting(self.get_response(request))
        for name, value in (EVERYWHERE | API_HEADERS if request.path_info.startswith(API) else EVERYWHERE).items():
            response.setdefault(name, value)
        response["Referrer-Policy"] = "no-referrer"
        admit(response, request.headers.get("Origin", ""))
        return response

    def lasting(self, response: HttpResponseBase) -> HttpResponseBase:
        """Let the CDN keep a public answer longer than browsers do, where we can empty it, and drop it with the rest.

        What is not JSON has no more names than that: files, pages to read, redirects.
        """
        told = response.get("Cache-Control", "")
        if told.startswith("public"):
            response.headers.setdefault("Surrogate-Key", EVERYTHING)
        if self.can_purge and told == PUBLIC:
            response["Cache-Control"] = f"{PUBLIC}, s-maxage={CDN_SECONDS}"
        return response


def preflight() -> HttpResponse:
    """Say what may be asked: only reading, whatever the address."""
    response = HttpResponse(status=204)
    response["Allow"] = METHODS
    response["Access-Control-Allow-Methods"] = METHODS
    response["Access-Control-Allow-Headers"] = ASKED_HEADERS
    response["Access-Control-Max-Age"] = str(PREFLIGHT_SECONDS)
    response["Cache-Control"] = "no-store"
    del response["Content-Type"]
    return response


def admit(response: HttpResponseBase, origin: str) -> None:
    """Let pages of `origin` read the answer, if `CMS_CORS_ORIGINS` allows it. Never with cookies."""
    allowed = settings.CMS_CORS_ORIGINS
    if "*" in allowed:
        response["Access-Control-Allow-Origin"] = "*"
    elif allowed:
        patch_vary_headers(response, ["Origin"])
        if origin not in allowed:
            return
        response["Access-Control-Allow-Origin"] = origin
    else:
        return
    response["Access-Control-Expose-Headers"] = EXPOSED_HEADERS
