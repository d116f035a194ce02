"""A deploy cuts nobody off: what is under way is finished."""

import os
import signal
import socket
import sys
from pathlib import Path

import pytest

from tests.operations.processes import SECONDS, eventually, gunicorn

APPLICATION = "tests.operations.waiting:application"


def connected(port: int) -> socket.socket | None:
    """Return a connection where the server listens already."""
    try:
        return socket.create_connection(("127.0.0.1", port), timeout=SECONDS)
    except OSError:
        return None


@pytest.fixture
def port() -> int:
    """Return a port that is free."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_request_under_way_is_answered_after_sigterm(workers: str, port: int, tmp_path: Path) -> None:
    ended, log = tmp_path / "ended", tmp_path / "log"
    logged = ("--log-level=info", f"--log-file={log}")
    with gunicorn(port, APPLICATION, *logged, CMS_WORKERS=workers, CMS_THREADS="2") as process:
        with eventually(lambda: connected(port), "a server that listens") as reader:
            reader.sendall(f"GET /?{ended} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
            received = b""
            while b"begun" not in received:
                received += reader.recv(4096)
            os.kill(process.pid, signal.SIGTERM)
            eventually(lambda: "Handling signal: term" in log.read_text(), "the signal")
            ended.touch()
            while part := reader.recv(4096):
                received += part
        assert received.endswith(b"begunended")
        assert process.wait(SECONDS) == 0


def test_workers_and_threads_are_settings() -> None:
    import runpy

    from cms.settings import environment

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(environment, "WORKERS", 3)
        patch.setattr(environment, "THREADS", 5)
        patch.delitem(sys.modules, "cms.server", raising=False)
        found = runpy.run_module("cms.server")
    assert (found["workers"], found["threads"], found["wsgi_app"]) == (3, 5, "cms.wsgi:application")
