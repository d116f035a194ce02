"""At most so many public reads for each client (`CMS_RATE_LIMIT`), in front of whatever keeps answers.

Counted in Redis where there is one, else in each process for itself. Redis that is down or slow limits nobody.
"""

import logging
import math
import time
from typing import Any

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from limits import RateLimitItem, parse
from limits.errors import StorageError
from limits.storage import MemoryStorage, RedisStorage
from limits.strategies import SlidingWindowCounterRateLimiter
from redis import ConnectionPool
from redis.backoff import NoBackoff
from redis.retry import Retry

from cms.api.problems import Problem
from cms.delivery.clients import client_of
from cms.delivery.headers import GetResponse
from cms.settings import roles

logger = logging.getLogger(__name__)

UNLIMITED = ("/admin/", "/static/")
REDIS_SECONDS = 0.1
PAUSE_SECONDS = 5.0
"""How long Redis is left alone after it failed, so that not every request waits for it."""


class RateLimit:
    """Refuses with 429 and `Retry-After`. Off by default, and in a process for editors alone."""

    def __init__(self, get_response: GetResponse) -> None:
        if not settings.CMS_RATE_LIMIT or settings.CMS_ROLE == roles.ADMIN:
            raise MiddlewareNotUsed
        self.get_response = get_response
        self.gate = Gate(settings.CMS_RATE_LIMIT, settings.REDIS_URL)

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, or say when to come back."""
        if not request.path_info.startswith(UNLIMITED):
            seconds = self.gate.wait(client_of(request))
            if seconds:
                return self.refusal(seconds)
        return self.get_response(request)

    def refusal(self, seconds: int) -> HttpResponseBase:
        """Return the problem. Only here are clients told of their quota: an answer that is kept is for all."""
        response = Problem(429, f"Too many requests. Ask again in {seconds} s.").response()
        response["Content-Length"] = str(len(response.content))
        response["Retry-After"] = str(seconds)
        response["RateLimit-Policy"] = f'"default";q={self.gate.rate.amount};w={self.gate.rate.get_expiry()}'
        response["RateLimit"] = f'"default";r=0;t={seconds}'
        return response


class Gate:
    """Counts clients.

    Raises:
        ValueError: for a rate that does not read like `600/minute`.
    """

    def __init__(self, rate: str, redis_url: str = "") -> None:
        try:
            self.rate: RateLimitItem = parse(rate)
        except ValueError:
            raise ValueError(f"CMS_RATE_LIMIT must read like 600/minute, not {rate!r}") from None
        self.limiter = SlidingWindowCounterRateLimiter(_storage(redis_url))
        self.paused_until = 0.0

    def wait(self, client: str) -> int:
        """Count a request of `client` and return 0, or the whole seconds after which another one is welcome."""
        if time.monotonic() < self.paused_until:
            return 0
        try:
            if self.limiter.hit(self.rate, client):
                return 0
            reset, _remaining = self.limiter.get_window_stats(self.rate, client)
        except StorageError as error:
            self.paused_until = time.monotonic() + PAUSE_SECONDS
            logger.warning("Nobody is limited for %d s: %s", PAUSE_SECONDS, type(error.storage_error).__name__)
            return 0
        return max(1, math.ceil(reset - time.time()))


def _storage(redis_url: str) -> MemoryStorage | RedisStorage:
    if not redis_url:
        return MemoryStorage()
    options: dict[str, Any] = {"socket_timeout": REDIS_SECONDS, "socket_connect_timeout": REDIS_SECONDS}
    pool = ConnectionPool.from_url(redis_url, retry=Retry(NoBackoff(), 0), **options)
    return RedisStorage(redis_url, connection_pool=pool, wrap_exceptions=True)
