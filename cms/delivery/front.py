"""Gives an answer again, byte for byte, before Django makes a request of it.

The first answer to an address goes through everything, and what came out at the end is noted beside the kept answer:
the headers, for each way of asking that decides them. The same way of asking then costs one look at the content
version, and nothing of Django's. Whatever is asked in any other way takes the ordinary one.
"""

from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.db import connection

from cms.delivery import middleware
from cms.delivery.kept import KeptAnswer, matches
from cms.monitoring import metrics

Environ = dict[str, Any]
Headers = list[tuple[str, str]]
StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]

MOST_WAYS = 8
"""How many ways of asking are noted for an answer."""
_NOT_MODIFIED = f"304 {HTTPStatus.NOT_MODIFIED.phrase}"
_OF_THE_BODY = frozenset({"content-type", "content-length"})


def in_front_of(application: Application) -> Application:
    """Put the kept answers in front of Django. Where requests are counted or limited, each takes the ordinary way."""
    if metrics.is_on() or settings.CMS_RATE_LIMIT or not settings.CMS_KEEP_ANSWERS:
        return application
    by_origin = "*" not in settings.CMS_CORS_ORIGINS
    pooled = "pool" in settings.DATABASES["default"].get("OPTIONS", {})

    def front(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        way = _way(environ, by_origin)
        if way is None:
            return application(environ, start_response)
        kept = _kept(environ, way, pooled)
        if kept is None:
            return application(environ, _noting(environ, way, start_response))
        return _given(kept, kept.ways[way], environ, start_response)

    return front


def _way(environ: Environ, by_origin: bool) -> tuple[str, ...] | None:
    """Return what decides the headers of an answer besides its address; None where it is not one that is kept."""
    path = environ.get("PATH_INFO", "")
    if environ["REQUEST_METHOD"] not in {"GET", "HEAD"} or not path.startswith(middleware.ADDRESSES):
        return None
    if environ.get("SCRIPT_NAME") or not path.isascii():
        return None
    origin = environ.get("HTTP_ORIGIN", "") if by_origin else ""
    return (
        environ.get("HTTP_HOST", ""),
        environ["wsgi.url_scheme"],
        environ.get("HTTP_X_FORWARDED_PROTO", ""),
        environ.get("HTTP_X_FORWARDED_HOST", ""),
        origin,
    )


def _kept(environ: Environ, way: tuple[str, ...], pooled: bool) -> KeptAnswer | None:
    """Return the kept answer if it was given this way before and is true now. One query, handed on if it is not."""
    answers = middleware.AnswerMiddleware.latest
    if answers is None:
        return None
    address = f"{environ['PATH_INFO']}?{environ.get('QUERY_STRING', '')}"
    kept = answers.memory.get(address)
    if kept is None or way not in kept.ways:
        return None
    tick = answers.look()
    if pooled:
        connection.close()
    if tick is None or not kept.holds(tick.number, tick.now):
        return None
    answers.confirm(kept)
    return kept


def _noting(environ: Environ, way: tuple[str, ...], start_response: StartResponse) -> StartResponse:
    """Return a `start_response` that notes the headers of a whole answer beside what was kept of it."""

    def noting(status: str, headers: Headers, *rest: Any) -> Any:
        kept = environ.get(middleware.KEPT)
        if kept is not None and status.startswith("200") and len(kept.ways) < MOST_WAYS:
            kept.ways[way] = tuple(headers)
        return start_response(status, headers, *rest)

    return noting


def _given(
    kept: KeptAnswer, headers: tuple[tuple[str, str], ...], environ: Environ, start_response: StartResponse
) -> Iterable[bytes]:
    known = environ.get("HTTP_IF_NONE_MATCH")
    if known and matches(known, kept.etag):
        start_response(_NOT_MODIFIED, [row for row in headers if row[0].lower() not in _OF_THE_BODY])
        return []
    start_response("200 OK", list(headers))
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [kept.body]
