"""Connections that stay open are spread over the workers, whoever is quicker to take them."""

import time
from typing import Any

import pytest
from gunicorn.workers.gthread import ThreadWorker  # type: ignore[import-untyped]

from cms import server


class Numbered:
    """A worker as gunicorn's master knows it."""

    def __init__(self, age: int) -> None:
        self.age = age


@pytest.fixture
def happened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return what workers do, in order, instead of doing it."""
    done: list[str] = []
    monkeypatch.setattr(time, "sleep", lambda seconds: done.append("gave way"))
    monkeypatch.setattr(ThreadWorker, "accept", lambda worker, listener: done.append("took"))
    return done


def holding(count: int, age: int) -> Any:
    """Return a worker that holds so many connections and has told so."""
    worker = server.EvenWorker.__new__(server.EvenWorker)
    worker.age, worker.nr_conns = age, count
    worker._tell(count)
    return worker


@pytest.fixture
def fuller() -> Any:
    """Return the fuller one of two workers, the first."""
    yield holding(3, age=1), holding(1, age=2)
    for age in (1, 2):
        server.child_exit(None, Numbered(age))


def test_the_fuller_worker_lets_the_emptier_one_go_first(fuller: tuple[Any, Any], happened: list[str]) -> None:
    first, second = fuller
    second.accept(None)
    assert happened == ["took"]
    first.accept(None)
    assert happened == ["took", "gave way", "took"]


def test_nobody_gives_way_to_a_worker_that_ended(fuller: tuple[Any, Any], happened: list[str]) -> None:
    server.child_exit(None, Numbered(2))
    fuller[0].accept(None)
    assert happened == ["took"]
