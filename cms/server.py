"""How gunicorn serves, for `make run` and production alike: `gunicorn -c python:cms.server`.

Any number of workers gives the same answers. SIGTERM lets requests under way finish; SIGHUP starts new workers with
new code and lets the old ones finish.
"""

import contextlib
import ctypes
import gc
import mmap
import os
import shutil
import tempfile
import time
from pathlib import Path
from typing import Any

from gunicorn.workers.gthread import ThreadWorker  # type: ignore[import-untyped]

from cms.settings import environment

_PLACES, _NOBODY = 64, -1
_held = memoryview(mmap.mmap(-1, _PLACES * 4)).cast("i")
"""How many connections each worker holds, in memory that all of them share."""
for _place in range(_PLACES):
    _held[_place] = _NOBODY


class EvenWorker(ThreadWorker):
    """A worker that lets others go first while they hold fewer connections.

    All wait at the same socket, and one that is awake would take nearly all connections that come at once: with
    connections that stay open, one process would then work for two.
    """

    GIVES_WAY = 0.002
    """Seconds for another worker to wake up in. Nobody is refused: after them it takes what is still there."""

    def accept(self, listener: Any) -> None:
        """Take a connection, unless somebody emptier takes it first."""
        if any(0 <= count < self.nr_conns for count in _held):
            time.sleep(self.GIVES_WAY)
        super().accept(listener)
        self._tell(self.nr_conns)

    def wait_for_and_dispatch_events(self, timeout: float) -> None:
        """Do what is to do, and tell the others how many connections are left."""
        super().wait_for_and_dispatch_events(timeout)
        self._tell(self.nr_conns if self.alive else _NOBODY)

    def _tell(self, count: int) -> None:
        _held[self.age % _PLACES] = count


wsgi_app = "cms.wsgi:application"
workers = environment.WORKERS
worker_class = EvenWorker
threads = environment.THREADS
timeout = 60
graceful_timeout = 30
keepalive = 75
"""Longer than proxies keep a connection that nobody uses, so that it is they who close it."""
loglevel = "warning"
control_socket_disable = True
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 - gunicorn's heartbeat, in memory

_MALLOC = {-8: 1, -3: 128 * 1024, -1: 128 * 1024}
"""M_ARENA_MAX, M_MMAP_THRESHOLD and M_TRIM_THRESHOLD, as <malloc.h> numbers them."""
_OBJECTS = 20_000
"""So many more objects than before are looked through for what only holds itself."""
_FIGURES = "PROMETHEUS_MULTIPROC_DIR"


def on_starting(server: Any) -> None:
    """Give the workers a place in which their figures add up."""
    if environment.METRICS:
        os.environ[_FIGURES] = tempfile.mkdtemp(prefix="cms-metrics-")


def post_fork(server: Any, worker: Any) -> None:
    """Let the threads of a worker share one heap, and give back what is free of it. For glibc; others do as they do.

    With a heap for each thread and a limit that grows with the largest thing ever freed, a worker whose answers are
    replaced at each change of content grows by 7 MiB.
    """
    with contextlib.suppress(AttributeError, OSError):
        mallopt = ctypes.CDLL(None).mallopt
        for option, value in _MALLOC.items():
            mallopt(option, value)


def post_worker_init(worker: Any) -> None:
    """Leave what is there before the first request to itself: looking through it took a twelfth of a list's time.

    A search makes tens of thousands of objects, nearly all of which end with it by themselves: they are looked through
    once, not forty times.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(_OBJECTS, *gc.get_threshold()[1:])


def child_exit(server: Any, worker: Any) -> None:
    """Take what a worker that ended had open out of the figures and out of the others' sight."""
    _held[worker.age % _PLACES] = _NOBODY
    if _FIGURES in os.environ:
        from prometheus_client.multiprocess import mark_process_dead

        mark_process_dead(worker.pid)


def on_exit(server: Any) -> None:
    """Remove the figures."""
    if directory := os.environ.pop(_FIGURES, ""):
        shutil.rmtree(directory, ignore_errors=True)
