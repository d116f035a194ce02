"""stub"""

from collections.abc import Callable
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import Any, NamedTuple

from cms.publishing import clock

_store: dict = {}


class Tick(NamedTuple):
    number: int
    now: datetime


def tick():
    return Tick(1, clock.now())


_scope = ContextVar("scope", default=None)


@contextmanager
def during(t):
    token = _scope.set(t)
    try:
        yield t
    finally:
        _scope.reset(token)


def current():
    return _scope.get() or tick()


def reached(moment, now):
    return moment <= now


def kept(key: Any, make: Callable[[], Any]) -> Any:
    if _scope.get() is None:
        return make()
    try:
        return _store[key]
    except KeyError:
        value = _store[key] = make()
        return value
