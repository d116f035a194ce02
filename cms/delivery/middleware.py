"""Answers the public addresses from memory, before anything of Django's runs that an answer does not depend on.

A request first takes a tick: the content version and the time, in one query. The answer that is kept for address and
version is given, and nothing else runs: no session, no cookie, no language. Otherwise the answer is made under that
tick and kept under its number. Why it can never be older than that number is said in `cms.publishing.version`.

It ends at the next moment at which anything public changes by itself, and at the dates that were met while it was
made. Neither is shown to anybody.

While the database does not answer, the last answer that this process knows to be true is given, marked with `Age` and
`Cache-Status`, for a day at most and never past its end; or else 503.
"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from time import monotonic

from django.conf import settings
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse

from cms.api.outages import is_outage
from cms.api.problems import unavailable
from cms.delivery.kept import KeptAnswer, conditional, given, of_response
from cms.delivery.memory import Memory
from cms.delivery.outage import Circuit, reach
from cms.delivery.shared import Shared
from cms.monitoring import metrics
from cms.publishing import clock, ticks, version

logger = logging.getLogger(__name__)

ADDRESSES = ("/api/v2/", "/feeds/", "/sitemap", "/robots.txt")
"""How the addresses begin whose answers are kept."""
NOT_PUBLIC = ("/admin/", settings.STATIC_URL)
"""How the addresses begin that no public content is at."""
KEPT = "cms.kept_answer"
"""Where a request's environment holds the kept answer that it was given."""
OLDEST = 24 * 60 * 60
"""Seconds after which an answer is no longer given, whatever happens to the database."""


class AnswerMiddleware:
    """Keeps the answers of one process; `latest` is the one that it uses."""

    latest: "AnswerMiddleware | None" = None

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.memory = Memory(settings.CMS_ANSWER_MEMORY_MB * 1024 * 1024)
        self.shared = Shared()
        self.circuit = Circuit()
        self.seen: tuple[ticks.Tick, float] | None = None
        AnswerMiddleware.latest = self

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Give the answer that is kept, or make it."""
        if request.method not in {"GET", "HEAD"} or request.path_info.startswith(NOT_PUBLIC):
            return self.get_response(request)
        if not request.path_info.startswith(ADDRESSES):
            return self._under_one_tick(request)
        if not settings.CMS_KEEP_ANSWERS:
            return conditional(self.get_response(request), request)
        address = f"{request.path_info}?{request.META.get('QUERY_STRING', '')}"
        tick = self.look()
        if tick is None:
            return self._last_good(request, address)
        kept = self._kept(address, tick)
        (metrics.answers_kept if kept else metrics.answers_missed).inc()
        return self._given(kept, request) if kept else self._made(request, address, tick)

    def _under_one_tick(self, request: HttpRequest) -> HttpResponse:
        """Make a reading page or give a file: not kept, but from what is kept with the content version."""
        if not settings.CMS_KEEP_ANSWERS:
            return self.get_response(request)
        tick = self.look()
        if tick is None:
            return unavailable().response()
        with version.during(tick):
            return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer 503 where a public view met a database that does not answer."""
        if not is_outage(error) or request.path_info.startswith("/admin/"):
            return None
        logger.warning("The database does not answer: %s", error)
        self.circuit.open()
        return unavailable().response()

    def look(self) -> ticks.Tick | None:
        """Return the tick of this request, None while the database does not answer."""
        if not self.circuit.lets_through():
            return None
        try:
            if self.circuit.is_open:
                reach()
            try:
                tick = ticks.tick()
            except OperationalError:
                reach()
                tick = ticks.tick()
        except OperationalError as error:
            if not is_outage(error):
                raise
            logger.warning("The database does not answer: %s", error)
            self.circuit.open()
            return None
        self.circuit.close()
        self.seen = tick, monotonic()
        return tick

    def _kept(self, address: str, tick: ticks.Tick) -> KeptAnswer | None:
        kept = self.memory.get(address)
        if kept is not None and kept.holds(tick.number, tick.now):
            self.confirm(kept)
            return kept
        kept = self.shared.get(address, tick.number)
        if kept is None or not kept.holds(tick.number, tick.now):
            return None
        self.memory.put(address, kept)
        return kept

    @staticmethod
    def confirm(kept: KeptAnswer) -> None:
        """Note that an answer is true now."""
        kept.confirmed = monotonic()

    def _made(self, request: HttpRequest, address: str, tick: ticks.Tick) -> HttpResponse:
        with version.during(tick) as scope:
            response = self.get_response(request)
        if response.status_code == 503:
            return self._last_good(request, address)
        try:
            scope.note(version.generation(tick).changes_at)
        except OperationalError as error:
            if not is_outage(error):
                raise
            return conditional(response, request)
        kept = of_response(response, tick.number, tick.now, scope.changes_at)
        if kept is None:
            return conditional(response, request)
        self.memory.put(address, kept)
        self.shared.put(address, kept)
        return self._given(kept, request)

    @staticmethod
    def _given(kept: KeptAnswer, request: HttpRequest) -> HttpResponse:
        request.META[KEPT] = kept
        return given(kept, request)

    def _last_good(self, request: HttpRequest, address: str) -> HttpResponse:
        kept = self.memory.get(address)
        if kept is None or self.seen is None:
            return conditional(unavailable().response(), request)
        age = int(monotonic() - kept.confirmed)
        if age > OLDEST or not kept.holds(self.seen[0].number, self._estimated_now()):
            return conditional(unavailable().response(), request)
        metrics.answers_stale.inc()
        status = f"cms; hit; ttl=-{age}; detail=database-unreachable"
        return given(kept, request, (("Age", str(age)), ("Cache-Status", status)))

    def _estimated_now(self) -> datetime:
        """Return the database's time by what it said last."""
        assert self.seen is not None  # noqa: S101
        tick, at = self.seen
        return clock.frozen() or tick.now + timedelta(seconds=monotonic() - at)
