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

    @property
    def is_open(self) -> bool:
        """Whether the database did not answer when it was last asked."""
        return self._opened

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


def reach() -> None:
    """Find out whether the database answers without waiting for the pool; drop connections that are dead.

    Raises:
        OperationalError: when a server takes no new connection within a second.
    """
    connection.close()
    if connection.vendor != "postgresql":
        return
    with connection.wrap_database_errors:
        connection.Database.connect(**{**connection.get_connection_params(), "connect_timeout": 1}).close()
    if (pool := getattr(connection, "pool", None)) is not None:
        pool.check()
