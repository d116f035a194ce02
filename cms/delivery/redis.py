"""Redis as Django's cache. Imported only where one is configured: its client takes 6 MiB of each process.

Redis may be dead, slow or full of garbage: a read then does without it. After a failure it is left alone for some
seconds, so that no row of readers waits for it one after the other.
"""

import logging
from collections.abc import Callable
from time import monotonic
from typing import Any

from django.core.cache.backends.redis import RedisCache
from redis.backoff import NoBackoff
from redis.retry import Retry

logger = logging.getLogger(__name__)

LEFT_ALONE = 5.0
"""Seconds without Redis after a failure."""


class Bytes:
    """A serializer that stores bytes as they are: nothing that comes back is ever run."""

    def dumps(self, value: bytes) -> bytes:
        """Return the value."""
        return value

    def loads(self, data: bytes) -> bytes:
        """Return the data."""
        return data


class CautiousRedisCache(RedisCache):
    """Django's Redis cache that counts as empty while Redis fails."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        options = params.setdefault("OPTIONS", {})
        options.setdefault("socket_connect_timeout", 0.1)
        options.setdefault("socket_timeout", 0.1)
        options.setdefault("protocol", 2)
        options.setdefault("retry", Retry(NoBackoff(), 0))
        super().__init__(server, params)
        self._resting_until = 0.0

    def _cautiously(self, action: Callable[..., Any], instead: Any, *args: Any, **kwargs: Any) -> Any:
        if monotonic() < self._resting_until:
            return instead
        try:
            return action(*args, **kwargs)
        except Exception as error:
            self._resting_until = monotonic() + LEFT_ALONE
            logger.warning("Redis is left alone for %s s: %s", LEFT_ALONE, error)
            return instead

    def get(self, key: Any, default: Any = None, version: Any = None) -> Any:
        """Return a value, or the default."""
        return self._cautiously(super().get, default, key, default, version)

    def add(self, key: Any, value: Any, *args: Any, **kwargs: Any) -> Any:
        """Store a value that is not there yet."""
        return self._cautiously(super().add, False, key, value, *args, **kwargs)

    def set(self, key: Any, value: Any, *args: Any, **kwargs: Any) -> Any:
        """Store a value."""
        return self._cautiously(super().set, None, key, value, *args, **kwargs)

    def touch(self, key: Any, *args: Any, **kwargs: Any) -> Any:
        """Prolong a value."""
        return self._cautiously(super().touch, False, key, *args, **kwargs)

    def delete(self, key: Any, version: Any = None) -> Any:
        """Drop a value."""
        return self._cautiously(super().delete, False, key, version)

    def get_many(self, keys: Any, version: Any = None) -> Any:
        """Return those of the values that are there."""
        return self._cautiously(super().get_many, {}, keys, version)

    def has_key(self, key: Any, version: Any = None) -> Any:
        """Say whether there is a value."""
        return self._cautiously(super().has_key, False, key, version)

    def incr(self, key: Any, delta: int = 1, version: Any = None) -> Any:
        """Count up; what is not there counts from nothing."""
        return self._cautiously(super().incr, delta, key, delta, version)

    def set_many(self, data: Any, *args: Any, **kwargs: Any) -> Any:
        """Store values; none is reported as failed."""
        return self._cautiously(super().set_many, [], data, *args, **kwargs)

    def delete_many(self, keys: Any, version: Any = None) -> Any:
        """Drop values."""
        return self._cautiously(super().delete_many, None, keys, version)

    def clear(self) -> Any:
        """Drop everything."""
        return self._cautiously(super().clear, False)
