"""From Python to an HTTP answer: JSON, ETag, cache headers, problems; and how an endpoint says what it is."""

import hashlib
import logging
import re
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import update_wrapper
from typing import Any, ClassVar

import orjson
from django.http import HttpRequest, HttpResponse

from cms.api.frame import RICH_TEXT_FORMAT
from cms.api.openapi.keys import keys_of
from cms.api.outages import is_outage
from cms.api.parameters import Declared, Parameter, Parameters
from cms.api.problems import Problem, unavailable
from cms.api.selection import FIELDS, parse
from cms.languages import codes
from cms.publishing.caching import EVERYTHING, PUBLIC

logger = logging.getLogger(__name__)
_ENDPOINT = re.compile(r"/api/v2/([a-z-]+)")
_FEED = re.compile(r"/(feeds|sitemap|robots)")

Body = Mapping[str, Any]
"""Finished JSON."""
View = Callable[..., HttpResponse | Body]
FORM = (FIELDS, RICH_TEXT_FORMAT)
"""What every endpoint takes that answers JSON: which keys, and in which form rich text is."""


def json_response(request: HttpRequest, body: Any) -> HttpResponse:
    """Return JSON that caches may keep."""
    return content_response(request, dumps(body), "application/json")


def dumps(body: Any) -> bytes:
    """Return JSON; moments are in UTC and end in `Z`."""
    return orjson.dumps(body, option=orjson.OPT_UTC_Z | orjson.OPT_OMIT_MICROSECONDS)


def content_response(request: HttpRequest, content: bytes, content_type: str) -> HttpResponse:
    """Return public bytes with a strong ETag, which is a hash of them, and the headers that caches read.

    `cms.delivery` keeps the answer, and says 304 where the client has it.
    """
    response = HttpResponse(content, content_type=content_type)
    response["ETag"] = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    response["Cache-Control"] = PUBLIC
    response["Vary"] = "Accept-Encoding"
    response["Surrogate-Key"] = " ".join(surrogate_keys(request))
    return response


def surrogate_keys(request: HttpRequest) -> list[str]:
    """Return the names by which a CDN can drop an answer: `site` for all of them, the endpoint, the language.

    For example `site pages locale-zh-Hans`.
    """
    keys = [EVERYTHING]
    if match := _ENDPOINT.match(request.path_info) or _FEED.match(request.path_info):
        keys.append(match[1])
    with suppress(codes.UnknownLocale):
        keys.append(f"locale-{codes.to_bcp47(codes.parse(request.GET.get('locale', '')))}")
    return keys


@dataclass(eq=False)
class Endpoint:
    """A view with what it takes and gives: GET and HEAD only, every error a problem.

    It is called as a view; the document of the API is made from its fields.
    """

    view: View
    declared: Declared | None
    answer: Any
    also: Mapping[int, str] = field(default_factory=dict)
    path: tuple[Parameter, ...] = ()
    csrf_exempt: ClassVar[bool] = True

    def __post_init__(self) -> None:
        update_wrapper(self, self.view)

    def __call__(self, request: HttpRequest, **path: Any) -> HttpResponse:
        """Answer a request."""
        try:
            response = self._answer(request, path)
        except Problem as problem:
            response = problem.response()
            if problem.status == 405:
                response["Allow"] = "GET, HEAD, OPTIONS"
        except Exception as error:
            response = _failed(error).response()
        response.headers.setdefault("Cache-Control", PUBLIC)
        return response

    def _answer(self, request: HttpRequest, path: Mapping[str, Any]) -> HttpResponse:
        if request.method not in {"GET", "HEAD"}:
            raise Problem(405, "This API is read-only: use GET or HEAD.")
        query = None if self.declared is None else Parameters(request.GET, self.declared)
        answer = self.view(request, **path) if query is None else self.view(request, query, **path)
        if isinstance(answer, HttpResponse):
            return answer
        fields = query.text(FIELDS.name) if query else ""
        return json_response(request, self._chosen(answer, fields) if fields else answer)

    def _chosen(self, answer: Body, fields: str) -> Any:
        """Return what `fields=` asks for of each item of a list, or of the one thing that is answered."""
        chosen = parse(fields)
        chosen.check(keys_of(self.answer))
        if set(answer) == {"meta", "items"}:
            return {**answer, "items": chosen.trim(answer["items"])}
        return chosen.trim(answer)


def _failed(error: Exception) -> Problem:
    """Log what happened, and return what is said of it."""
    if is_outage(error):
        logger.warning("The database does not answer: %s", error)
        return unavailable()
    logger.error("The content API failed", exc_info=error)
    return Problem(500, "Something went wrong on our side. Try again later.")


def endpoint(
    *,
    parameters: Declared | Iterable[Parameter] | None = (),
    answer: Any,
    also: Mapping[int, str] | None = None,
    path: Iterable[Parameter] = (),
) -> Callable[[View], Endpoint]:
    """Turn `view(request, query, **path)` into an endpoint; its docstring is what the document says of it.

    The view returns finished JSON, which is trimmed to what `fields=` asks for, or a response as it is.
    `parameters` is all that the query may hold: anything else is refused and each value is read before the view is
    called, so that `query` has only good ones (see `cms.api.parameters`). Where there is an answer, `FORM` stands
    beside what is listed; a `Declared` is taken as it is. None stands for an address at which nothing is, whose query
    is not read: `view(request, **path)`.
    `answer` is the shape of the JSON: a TypedDict, or a union of several. Without it and without `also`, the
    endpoint is not in the document.
    `also` are statuses beside 200, 304, 400, 404 and those of any endpoint, with what they mean.
    `path` describes the words in the address, where more can be said of them than that they are ids or codes.
    """
    if parameters is not None and not isinstance(parameters, Declared):
        parameters = Declared((*parameters, *(FORM if answer is not None else ())))
    declared = parameters
    return lambda view: Endpoint(view, declared, answer, also or {}, tuple(path))
