"""A WSGI application that answers when it is told to: the second half of its answer comes once a file is there."""

import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

SECONDS = 20


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Answer `begun`, wait for the file that the query names, answer `ended`."""
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", "10")])
    return _body(Path(environ["QUERY_STRING"]))


def _body(signal: Path) -> Iterator[bytes]:
    yield b"begun"
    deadline = time.monotonic() + SECONDS
    while not signal.exists() and time.monotonic() < deadline:
        time.sleep(0.01)
    yield b"ended"
