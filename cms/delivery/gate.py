"""Counts what clients ask for, in Redis or else in this process. Imported only where reads are limited.

Redis that is down or slow limits nobody.
"""

import logging
import math
import time
from typing import Any

from limits import RateLimitItem, parse
from limits.errors import StorageError
from limits.storage import MemoryStorage, RedisStorage
from limits.strategies import SlidingWindowCounterRateLimiter
from redis import ConnectionPool
from redis.backoff import NoBackoff
from redis.retry import Retry

logger = logging.getLogger(__name__)

REDIS_SECONDS = 0.1
PAUSE_SECONDS = 5.0
"""How long Redis is left alone after it failed, so that not every request waits for it."""


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
