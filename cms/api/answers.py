"""From Python to an HTTP answer: JSON, ETag, cache headers, problems."""

import hashlib
import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified

from cms.api.problems import Problem

logger = logging.getLogger(__name__)
CACHE_CONTROL = "public, max-age=10"


def json_response(request: HttpRequest, body: Any) -> HttpResponse:
    """Return JSON with a strong ETag of its bytes, or 304 where the client has them."""
    content = orjson.dumps(body, option=orjson.OPT_UTC_Z | orjson.OPT_OMIT_MICROSECONDS)
    etag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    if {etag, "*"} & _candidates(request.META.get("HTTP_IF_NONE_MATCH", "")):
        response: HttpResponse = HttpResponseNotModified()
    else:
        response = HttpResponse(content, content_type="application/json")
    response["ETag"] = etag
    response["Cache-Control"] = CACHE_CONTROL
    response["Vary"] = "Accept-Encoding"
    return response


def _candidates(header: str) -> set[str]:
    return {tag.strip().removeprefix("W/") for tag in header.split(",")}


def endpoint(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Turn a view into an endpoint: GET and HEAD only, every error a problem."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            if request.method not in {"GET", "HEAD"}:
                raise Problem(405, "This API is read-only: use GET or HEAD.")
            response = view(request, *args, **kwargs)
        except Problem as problem:
            response = problem.response()
            if problem.status == 405:
                response["Allow"] = "GET, HEAD, OPTIONS"
        except Exception:
            logger.exception("The content API failed")
            response = Problem(500, "Something went wrong on our side. Try again later.").response()
        return response

    return wrapped
