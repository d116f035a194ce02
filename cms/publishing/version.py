"""The version of all public content, and what may be kept while it lasts.

Triggers raise the number in the transaction that changes something public (`cms.publishing.triggers`), so number and
change become visible together. Whoever reads the number first and the content afterwards therefore sees content that
is at least as new as the number: later queries see the same commits, or more. What was made so may be kept under that
number. It may be newer than the number says, and then nobody asks for it under that number except a request that
began before the change. It can never be older. This holds for PostgreSQL (READ COMMITTED: each query sees what was
committed when it began, and a commit shows whole), for SQLite, and for a replica, which applies whole commits.

A number lasts until something is written. What is kept also ends at the next moment at which an answer changes by
itself (`cms.publishing.moments`).

Only a request that reads keeps anything: code inside a transaction may see what was never committed.
"""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from threading import Lock
from typing import Any, TypeVar

from django.conf import settings
from django.db import connection

from cms.publishing import moments
from cms.publishing.ticks import Tick, tick

__all__ = ["Tick", "current", "during", "forget", "generation", "kept", "reached", "scoped", "tick"]

Value = TypeVar("Value")


@dataclass
class Scope:
    """One answer in the making: its tick, and the first moment after it at which the answer changes by itself.

    `changes_at` knows only what `reached` was asked about: dates inside streams.
    """

    tick: Tick
    changes_at: datetime | None = None

    def note(self, moment: datetime | None) -> None:
        """Let the answer end at `moment`, unless it ends before."""
        if moment is not None and (self.changes_at is None or moment < self.changes_at):
            self.changes_at = moment


class Generation:
    """What is kept while nothing changes: from the first look at a number until the next moment of change."""

    def __init__(self, tick: Tick) -> None:
        self.number = tick.number
        self.since = tick.now
        self.values: dict[Hashable, tuple[Any, datetime | None]] = {}
        self.making: dict[Hashable, Lock] = {}

    @cached_property
    def changes_at(self) -> datetime | None:
        """The next moment at which public answers change by themselves. One query, once."""
        return moments.next_after(self.since)

    def holds(self, tick: Tick) -> bool:
        """Say whether the values are true at a tick, which is no earlier than the first."""
        return self.number == tick.number and (self.changes_at is None or tick.now < self.changes_at)


_scope: ContextVar[Scope | None] = ContextVar("scope", default=None)
_lock = Lock()
_latest: Generation | None = None


@contextmanager
def during(tick: Tick) -> Iterator[Scope]:
    """Make one answer: everything inside sees one tick, and what it makes may be kept."""
    scope = Scope(tick)
    token = _scope.set(scope)
    try:
        yield scope
    finally:
        _scope.reset(token)


def current() -> Tick:
    """Return the tick of the answer that is being made; outside of one, look anew."""
    return scoped() or tick()


def scoped() -> Tick | None:
    """Return the tick of the answer that is being made, None outside of one."""
    scope = _scope.get()
    return scope.tick if scope else None


def reached(moment: datetime, now: datetime) -> bool:
    """Say whether `moment` has come at `now`. One that has not ends the answer that is being made when it comes."""
    if moment > now and (scope := _scope.get()):
        scope.note(moment)
    return moment <= now


def generation(tick: Tick) -> Generation:
    """Return what is kept for a tick; begin anew where the content or the moment has changed.

    A request that looked before the present generation began gets one for itself.
    """
    global _latest
    latest = _latest
    if latest is not None and latest.number == tick.number and tick.now < latest.since:
        return Generation(tick)
    if latest is not None and latest.holds(tick):
        return latest
    with _lock:
        if _latest is latest:
            _latest = Generation(tick)
        found = _latest
    shared = found is not None and found.number == tick.number and found.since <= tick.now
    return found if found is not None and shared else Generation(tick)


def kept(key: Hashable, make: Callable[[], Value]) -> Value:
    """Return the value for `key`, made at most once while the content stays as it is: who else needs it then waits.

    `make` must read nothing but public content, the time of `current()` and `key`. Outside of `during`, and inside
    a transaction, it is called each time.
    """
    scope = _scope.get()
    if scope is None or not settings.CMS_KEEP_ANSWERS or sees_uncommitted():
        return make()
    tick = scope.tick
    own = generation(tick)
    found = own.values.get(key)
    if found is None or _is_past(found, tick):
        with own.making.setdefault(key, Lock()):
            found = own.values.get(key)
            if found is None or _is_past(found, tick):
                try:
                    with during(tick) as part:
                        value = make()
                    found = own.values[key] = value, part.changes_at
                finally:
                    own.making.pop(key, None)
    value, changes_at = found
    scope.note(changes_at)
    return value


def sees_uncommitted() -> bool:
    """Say whether what is read now may be taken back."""
    return connection.in_atomic_block


def _is_past(found: tuple[Any, datetime | None], tick: Tick) -> bool:
    return found[1] is not None and found[1] <= tick.now


def forget() -> None:
    """Drop everything that is kept in this process."""
    global _latest
    _latest = None
