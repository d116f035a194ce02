"""Servers under test: how each is started, watched and ended."""

import contextlib
import importlib.util
import os
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.bench import processes

ROOT = Path(__file__).resolve().parent.parent.parent
SECONDS_TO_START, SECONDS_TO_STOP = 60, 10
KINDS = ("gunicorn-sync", "gunicorn-threads", "granian")
SERVICE, FLOOR = "cms.wsgi:application", "tests.bench.floor:application"


class Impossible(Exception):
    """The benchmark cannot run; the message says what to do."""


@dataclass(frozen=True)
class Kind:
    """A server with its numbers of workers and of threads in each."""

    name: str
    workers: int
    threads: int

    @classmethod
    def parse(cls, text: str) -> "Kind":
        """Read `gunicorn-sync:2`, `gunicorn-threads:2x4` or `granian:2x4`.

        Raises:
            Impossible: for anything else.
        """
        match = re.fullmatch(rf"({'|'.join(KINDS)})(?::(\d+)(?:x(\d+))?)?", text)
        if match is None:
            raise Impossible(f"{text} is no server; write for example {KINDS[0]}:2 or {KINDS[1]}:2x4.")
        name, workers, threads = match.groups()
        if name == "granian" and importlib.util.find_spec("granian") is None:
            raise Impossible("granian is not installed beside this Python; install it in an environment of its own.")
        return cls(name, int(workers or 2), 1 if name == "gunicorn-sync" else int(threads or 4))

    def __str__(self) -> str:
        return f"{self.name}:{self.workers}x{self.threads}" if self.threads > 1 else f"{self.name}:{self.workers}"

    def command(self, application: str, port: int) -> list[str]:
        """Return the command line that serves `application`, with gunicorn as production configures it."""
        if self.name == "granian":
            return [
                sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port),
                "--workers", str(self.workers), "--blocking-threads", str(self.threads), "--log-level", "warning",
                "--no-access-log", application,
            ]  # fmt: skip
        command = [sys.executable, "-m", "gunicorn", "--config=python:cms.server", application]
        command += [f"--bind=127.0.0.1:{port}", f"--workers={self.workers}", "--graceful-timeout=3"]
        return [*command, "--worker-class=sync" if self.name == "gunicorn-sync" else f"--threads={self.threads}"]


@dataclass(frozen=True)
class Running:
    """A server that answers."""

    pid: int
    port: int

    @property
    def address(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}"

    def cpu_seconds(self) -> float:
        """Return the CPU time so far of all its processes."""
        return sum(processes.cpu_seconds(pid) for pid in processes.tree(self.pid))

    def workers_mib(self) -> list[float]:
        """Return the memory of each worker, the supervising process aside."""
        return [round(processes.rss_mib(pid), 1) for pid in processes.tree(self.pid)[1:]]


@contextlib.contextmanager
def running(kind: Kind, application: str, environment: dict[str, str], port: int, path: str) -> Iterator[Running]:
    """Run a server until the block ends; it is ready once it answers at `path`.

    Raises:
        Impossible: when it does not start, with what it said.
    """
    command = kind.command(application, port)
    with subprocess.Popen(command, cwd=ROOT, env={**os.environ, **environment}, start_new_session=True) as process:
        try:
            server = Running(process.pid, port)
            _wait(process, server.address + path)
            yield server
        finally:
            _stop(process)


def _wait(process: subprocess.Popen[bytes], address: str) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    said = "it does not answer"
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise Impossible(f"The server stopped by itself (exit code {process.returncode}); see above.")
        try:
            with urllib.request.urlopen(address, timeout=5) as response:  # noqa: S310
                if response.status == 200:
                    return
        except urllib.error.HTTPError as error:
            said = f"it answers {error.code}"
        except OSError:
            pass
        time.sleep(0.1)
    raise Impossible(f"The server at {address} did not start: {said}.")


def _stop(process: subprocess.Popen[bytes]) -> None:
    for number in (signal.SIGTERM, signal.SIGKILL):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, number)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(SECONDS_TO_STOP)
            return
