"""How gunicorn serves, for `make run` and production alike: `gunicorn -c python:cms.server`.

Any number of workers gives the same answers. SIGTERM lets requests under way finish; SIGHUP starts new workers with
new code and lets the old ones finish.
"""

import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

from cms.settings import environment

wsgi_app = "cms.wsgi:application"
workers = environment.WORKERS
worker_class = "gthread"
threads = environment.THREADS
timeout = 60
graceful_timeout = 30
keepalive = 75
"""Longer than proxies keep a connection that nobody uses, so that it is they who close it."""
loglevel = "warning"
control_socket_disable = True
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 - gunicorn's heartbeat, in memory

_FIGURES = "PROMETHEUS_MULTIPROC_DIR"


def on_starting(server: Any) -> None:
    """Give the workers a place in which their figures add up."""
    if environment.METRICS:
        os.environ[_FIGURES] = tempfile.mkdtemp(prefix="cms-metrics-")


def child_exit(server: Any, worker: Any) -> None:
    """Take what a worker that ended had open out of the figures."""
    if _FIGURES in os.environ:
        from prometheus_client.multiprocess import mark_process_dead

        mark_process_dead(worker.pid)


def on_exit(server: Any) -> None:
    """Remove the figures."""
    if directory := os.environ.pop(_FIGURES, ""):
        shutil.rmtree(directory, ignore_errors=True)
