"""`openapi.json` and `docs/`: what this API takes and gives, for programs and for people."""

from functools import lru_cache

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.cache import patch_vary_headers

from cms.api.answers import content_response, dumps, endpoint
from cms.api.openapi import outline
from cms.api.openapi.document import document
from cms.api.parameters import Parameters
from cms.api.problems import Problem

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; form-action 'self';"
    " base-uri 'none'; frame-ancestors 'none'"
)


@endpoint(answer=None)
def openapi(request: HttpRequest, query: Parameters) -> HttpResponse:
    """Answer the OpenAPI document."""
    return content_response(request, _written(), "application/json")


@lru_cache
def _written() -> bytes:
    return dumps(document())


def docs(request: HttpRequest) -> HttpResponse:
    """Answer a page to read and try the API, in the reader's language: `?lang=`, else what the browser prefers."""
    if request.method not in {"GET", "HEAD"}:
        response = Problem(405, "This page can only be read: use GET or HEAD.").response()
        response["Allow"] = "GET, HEAD"
        return response
    asked = request.GET.get("lang", "")
    known = dict(settings.LANGUAGES)
    language = asked if asked in known else translation.get_language_from_request(request)
    response = content_response(request, _page(language), "text/html; charset=utf-8")
    response["Content-Security-Policy"] = POLICY
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Language"] = language
    patch_vary_headers(response, ["Accept-Language"])
    return response


@lru_cache(maxsize=8)
def _page(language: str) -> bytes:
    languages = [(code, translation.get_language_info(code)["name_local"]) for code, _name in settings.LANGUAGES]
    with translation.override(language):
        context = {
            "info": document()["info"],
            "server": document()["servers"][0]["url"],
            "tags": outline.tags(),
            "schemas": outline.schemas(),
            "languages": languages,
        }
        return render_to_string("api/docs.html", context).encode()
