"""Real processes for tests: the service as README says to run it, asked over TCP. Every wait has an end."""

import http.client
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings

SECONDS = 60
HEADERS = {"Host": "cms.example.org", "X-Forwarded-Proto": "https"}


def eventually(check: Callable[[], Any], what: str, seconds: float = SECONDS) -> Any:
    """Return the first true value that `check` gives; fail when there is none in time."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if found := check():
            return found
        time.sleep(0.05)
    raise AssertionError(f"In {seconds} s not seen: {what}")


@contextmanager
def gunicorn(port: int, *arguments: str, **environment: str) -> Iterator[subprocess.Popen[bytes]]:
    """Run gunicorn with the configuration of production on a port and kill what is left of it in the end."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("CMS_", "DJANGO_", "DATABASE"))}
    command = [sys.executable, "-m", "gunicorn", "-c", "python:cms.server", f"--bind=127.0.0.1:{port}", *arguments]
    with subprocess.Popen(command, cwd=settings.BASE_DIR, env=kept | environment, start_new_session=True) as process:
        try:
            yield process
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)


def production(database_url: str, data: Path, **environment: str) -> dict[str, str]:
    """Return the environment of a service behind a proxy that ends TLS."""
    return {
        "DJANGO_SETTINGS_MODULE": "cms.settings.production",
        "SECRET_KEY": "of-a-test-" + "0123456789abcdef" * 4,
        "CMS_ALLOWED_HOSTS": "cms.example.org",
        "CMS_TRUSTED_PROXY": "1",
        "CMS_DATA_DIR": str(data),
        "DATABASE_URL": database_url,
        "PYTHONWARNINGS": "ignore",
        **environment,
    }


def get(port: int, path: str) -> tuple[int, Any]:
    """Ask over a new connection and return status and JSON (None where it is none); 0 where nobody listens yet."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", path, headers=HEADERS)
        answer = connection.getresponse()
        body, kind = answer.read(), answer.getheader("Content-Type", "")
        return answer.status, json.loads(body) if "json" in kind else None
    except OSError:
        return 0, None
    finally:
        connection.close()
