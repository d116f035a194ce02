"""A database that does not answer: asked again now and then by one request, not by all of them."""

from threading import Lock
from time import monotonic

from django.db import connection

PAUSE = 1.0
"""Seconds between two attempts to reach the database again."""


class Circuit:
    """Closed while the database answers. Open, it lets one request through in each pause."""

    def __init__(self) -> None:
        self._opened = False
        self._next_attempt = 0.0
        self._lock = Lock()

    def lets_through(self) -> bool:
        """Say whether this request may ask the database."""
        if not self._opened:
            return True
        with self._lock:
            if monotonic() < self._next_attempt:
                return False
            self._next_attempt = monotonic() + PAUSE
            return True

    def open(self) -> None:
        """Spare the others: the database does not answer."""
        self._opened, self._next_attempt = True, monotonic() + PAUSE

    def close(self) -> None:
        """Let everybody through: it answers."""
        self._opened = False


def renew_connections() -> None:
    """Drop this thread's connection and those of the pool that are dead, as all are after a restart."""
    connection.close()
    pool = getattr(connection, "pool", None)
    if pool is not None:
        pool.check()
