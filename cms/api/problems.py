"""Errors as RFC 9457 problems, with v2's `message` beside them (design/4)."""

import difflib
from collections.abc import Iterable
from typing import Any

import orjson
from django.http import HttpResponse

RETRY_AFTER = 5
"""Seconds after which it is worth asking again."""
MAX_ERRORS = 20
"""As many as anybody reads; a query of 2 kB can be wrong in 700 places."""

TITLES = {
    400: "Bad request",
    404: "Not found",
    405: "Method not allowed",
    406: "Not acceptable",
    410: "Gone",
    414: "Address too long",
    429: "Too many requests",
    500: "Internal error",
    503: "Service unavailable",
}


class Problem(Exception):
    """An answer that is an error. `errors` rows are `{"parameter", "detail", "did_you_mean"}`."""

    def __init__(self, status: int, detail: str, errors: list[dict[str, Any]] | None = None, **extra: Any) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.errors = (errors or [])[:MAX_ERRORS]
        self.extra = extra

    def response(self) -> HttpResponse:
        """Return the problem as `application/problem+json`, never stored by caches."""
        body = {
            "type": "about:blank",
            "title": TITLES.get(self.status, "Error"),
            "status": self.status,
            "detail": self.detail,
            "errors": self.errors,
            "message": self.detail,
            **self.extra,
        }
        response = HttpResponse(orjson.dumps(body), status=self.status, content_type="application/problem+json")
        response["Cache-Control"] = "no-store"
        if self.status == 503:
            response["Retry-After"] = str(RETRY_AFTER)
        return response


LEAST_ALIKE = 0.65
"""Of 1, by `difflib`: `lang` is like `language`, and `year` is not like `search`."""


def bad_parameter(name: str, detail: str, value: str = "", allowed: Iterable[str] = ()) -> Problem:
    """Return a 400 that names a parameter and, where `allowed` has one, the nearest valid value."""
    return Problem(400, f"{name}: {detail}", [error_row(name, detail, nearest(value, allowed))])


def error_row(parameter: str, detail: str, did_you_mean: str | None = None) -> dict[str, Any]:
    """Return one row of a problem's `errors`."""
    return {"parameter": parameter, "detail": detail, "did_you_mean": did_you_mean}


def nearest(word: str, allowed: Iterable[str]) -> str | None:
    """Return the allowed word that is most like `word`, if any is like it: first one with more or fewer parts."""
    by_folded = {candidate.lower(): candidate for candidate in allowed}
    folded = word.lower()
    parts = folded.replace("_", "-")
    tagged = [one for one in by_folded if _begins(parts, one.replace("_", "-"))]
    matches = tagged or difflib.get_close_matches(folded, by_folded, n=1, cutoff=LEAST_ALIKE)
    return by_folded[matches[0]] if matches else None


def _begins(one: str, other: str) -> bool:
    """Say whether one of two rows of parts, such as `zh` and `zh-hans`, begins with the other."""
    return f"{one}-".startswith(f"{other}-") or f"{other}-".startswith(f"{one}-")


def not_found(detail: str = "Nothing public is here.", **extra: Any) -> Problem:
    """Return a 404: the same for what is hidden and for what never was."""
    return Problem(404, detail, **extra)


def unavailable() -> Problem:
    """Return the 503 of a database that does not answer."""
    return Problem(503, "The content is not available at this moment. Try again in a few seconds.")
