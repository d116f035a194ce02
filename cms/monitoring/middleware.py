"""What stands in front of everything: the probes, which no setting of hosts or TLS may refuse, and the stop-watch."""

import time
from collections.abc import Callable
from typing import Any

import orjson
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase

from cms.monitoring import health, metrics

GetResponse = Callable[[HttpRequest], HttpResponseBase]
METHODS = ["GET", "HEAD"]


class Probes:
    """Answers `/health/live` without, and `/health/ready` with a look at the database.

    An orchestrator asks by the address of a machine and without TLS, which `ALLOWED_HOSTS` and the redirect to https
    would refuse.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response
        self.probes: dict[str, Callable[[], HttpResponse]] = {"/health/live": live, "/health/ready": ready}

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer a probe, leave the rest to others."""
        probe = self.probes.get(request.path_info.rstrip("/"))
        if probe is None:
            return self.get_response(request)
        return probe() if request.method in METHODS else HttpResponseNotAllowed(METHODS)


class Measured:
    """Counts and times every request, where the operator wants figures."""

    def __init__(self, get_response: GetResponse) -> None:
        if not metrics.is_on():
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer and count."""
        started = time.perf_counter()
        response = self.get_response(request)
        metrics.observe(request, response.status_code, time.perf_counter() - started)
        return response


def live() -> HttpResponse:
    """Say that this process answers."""
    return _answer(200, {"status": "live"})


def ready() -> HttpResponse:
    """Say whether it can do its work, and what keeps it from it: `{"status", "reasons"}`; 503 where it cannot."""
    found = health.examination().result()
    return _answer(503 if found.status == "unready" else 200, {"status": found.status, "reasons": found.reasons})


def _answer(status: int, body: dict[str, Any]) -> HttpResponse:
    response = HttpResponse(orjson.dumps(body), status=status, content_type="application/json")
    response["Cache-Control"] = "no-store"
    response["Content-Length"] = str(len(response.content))
    return response
