"""Empties the cache in front of the service when public content changes, beside the work of editors.

A purge is due when the content version is another than at the last one, or when a moment has passed at which answers
change by themselves. The request that raised the version only wakes a thread; the scheduler does what was missed, and
what other programs changed, and tries again what failed.
"""

import logging
import threading
from datetime import datetime, timedelta
from functools import cache

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.db import Error, connection
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from prometheus_client import Counter
from wagtail.contrib.frontend_cache.utils import get_backends

from cms.delivery.headers import GetResponse
from cms.delivery.models import Purge
from cms.publishing import moments, ticks
from cms.settings import roles

logger = logging.getLogger(__name__)

ONLY_ROW = 1
SETTLES_AFTER = timedelta(seconds=10)
"""A purge is repeated once, when every answer that was under way has been given and replicas have caught up."""
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})

purges = Counter("cms_cdn_purges", "Attempts to empty the CDN.", ["outcome"])


class NotEmptied(Exception):
    """The cache may still hold what it had."""


def is_configured() -> bool:
    """Say whether there is a cache that we can empty."""
    return bool(settings.WAGTAILFRONTENDCACHE)


def is_due(last: Purge, tick: ticks.Tick) -> bool:
    """Say whether something changed since the last purge, or that one is still to be repeated."""
    if last.looked_at is None or tick.number != last.number:
        return True
    if not last.settled and tick.now >= last.looked_at + SETTLES_AFTER:
        return True
    moment = moments.next_after(last.looked_at)
    return moment is not None and moment <= tick.now


def purge_if_due() -> bool:
    """Empty the cache if it may hold old content. Return False where it could not be emptied."""
    tick = ticks.tick()
    last = Purge.objects.filter(pk=ONLY_ROW).first() or Purge(pk=ONLY_ROW)
    if not is_due(last, tick):
        return True
    try:
        for backend in get_backends().values():
            backend.empty()
    except NotEmptied as error:
        _failed(last, tick.now, error)
        return False
    purges.labels("done").inc()
    repeated = tick.number == last.number and not last.settled
    Purge.objects.update_or_create(
        pk=ONLY_ROW,
        defaults={"number": tick.number, "looked_at": tick.now, "settled": repeated, "failing_since": None},
    )
    if last.failing_since:
        logger.warning("The CDN was emptied again.")
    return True


def _failed(last: Purge, now: datetime, error: NotEmptied) -> None:
    purges.labels("failed").inc()
    logger.error("The CDN was not emptied (%s); the scheduler tries again.", error)
    if last.failing_since is None:
        Purge.objects.update_or_create(pk=ONLY_ROW, defaults={"failing_since": now})


def figures() -> dict[str, tuple[str, float]]:
    """Return what operators may know of it."""
    if not is_configured():
        return {}
    last = Purge.objects.filter(pk=ONLY_ROW).first()
    since = last.failing_since.timestamp() if last and last.failing_since else 0.0
    return {"cms_cdn_failing_since_timestamp_seconds": ("Since when the CDN cannot be emptied; 0 if it can.", since)}


class Worker:
    """A thread of this process that purges when it is woken. It ends with the process; the scheduler finishes."""

    def __init__(self) -> None:
        self.wanted = threading.Event()
        self.rested = threading.Event()
        self.rested.set()
        threading.Thread(target=self._run, name="cdn", daemon=True).start()

    def wake(self) -> None:
        """Let it look whether a purge is due; return at once."""
        self.rested.clear()
        self.wanted.set()

    def wait(self, seconds: float) -> bool:
        """Wait until it has nothing to do. Return False where it takes longer."""
        return self.rested.wait(seconds)

    def _run(self) -> None:
        while self.wanted.wait():
            self.wanted.clear()
            try:
                purge_if_due()
            except Error:
                logger.exception("The CDN was not emptied; the scheduler tries again.")
            finally:
                connection.close()
            if not self.wanted.is_set():
                self.rested.set()


@cache
def worker() -> Worker:
    """Return the one of this process, made when it is first needed: a thread does not outlive a fork."""
    return Worker()


class PurgeAfterWrites:
    """Wakes the worker after every request that may have written, when its transactions are committed."""

    def __init__(self, get_response: GetResponse) -> None:
        if not is_configured() or settings.CMS_ROLE == roles.PUBLIC:
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer; the purge is done by somebody else."""
        response = self.get_response(request)
        if request.method not in SAFE_METHODS:
            worker().wake()
        return response
