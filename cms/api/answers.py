"""From Python to an HTTP answer: JSON, ETag, cache headers, problems."""

import hashlib
import logging
import re
from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse

from cms.api.problems import UNREACHABLE, Problem, unavailable
from cms.languages import codes

logger = logging.getLogger(__name__)
_ENDPOINT = re.compile(r"/api/v2/([a-z-]+)")
_FEED = re.compile(r"/(feeds|sitemap|robots)")


def json_response(request: HttpRequest, body: Any) -> HttpResponse:
    """Return JSON that caches may keep."""
    content = orjson.dumps(body, option=orjson.OPT_UTC_Z | orjson.OPT_OMIT_MICROSECONDS)
    return cacheable(request, HttpResponse(content, content_type="application/json"))


def cacheable(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Give a finished public answer its strong ETag, a hash of its bytes, and the headers that caches read.

    `cms.delivery` keeps it, and answers 304 where the client has it.
    """
    response["ETag"] = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    response["Cache-Control"] = cache_control()
    response["Vary"] = "Accept-Encoding"
    response["Surrogate-Key"] = " ".join(surrogate_keys(request))
    return response


def cache_control() -> str:
    """Return how long caches may keep what is public. It never depends on what is to come."""
    return "public, max-age=10"


def surrogate_keys(request: HttpRequest) -> list[str]:
    """Return the names by which a CDN can drop an answer: `site` for all of them, the endpoint, the language.

    For example `site pages locale-zh-Hans`.
    """
    keys = ["site"]
    if match := _ENDPOINT.match(request.path_info) or _FEED.match(request.path_info):
        keys.append(match[1])
    with suppress(codes.UnknownLocale):
        keys.append(f"locale-{codes.to_bcp47(codes.parse(request.GET.get('locale', '')))}")
    return keys


def endpoint(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Turn a view into an endpoint: GET and HEAD only, every error a problem, safe headers."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            if request.method not in {"GET", "HEAD"}:
                raise Problem(405, "This API is read-only: use GET or HEAD.")
            response = view(request, *args, **kwargs)
        except Problem as problem:
            response = problem.response()
            if problem.status == 405:
                response["Allow"] = "GET, HEAD"
        except UNREACHABLE as error:
            logger.warning("The database does not answer: %s", error)
            response = unavailable().response()
        except Exception:
            logger.exception("The content API failed")
            response = Problem(500, "Something went wrong on our side. Try again later.").response()
        response["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'none'"
        response["X-Content-Type-Options"] = "nosniff"
        response["Access-Control-Allow-Origin"] = "*"
        return response

    return wrapped
