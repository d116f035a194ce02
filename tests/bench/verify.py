"""Every address is asked for and compared with the data set before anything is measured."""

import json
from collections.abc import Callable
from typing import Any

from tests.bench.asking import Read, Request

SHOWN = 5


class WrongAnswer(Exception):
    """An answer is not what the data set says."""


def parsed(response: Any, address: str) -> dict[str, Any]:
    """Return the JSON of an answer.

    Raises:
        WrongAnswer: when its status is not 200.
    """
    if response.status_code != 200:
        raise WrongAnswer(f"{address}: status {response.status_code}: {response.content[:300]!r}")
    body: dict[str, Any] = json.loads(response.content)
    return body


def verify(read: Read, requests: list[Request], get: Callable[[str], Any]) -> None:
    """Check all answers of a read; `get` returns something with `status_code` and `content`.

    Raises:
        WrongAnswer: naming the first deviations.
    """
    if len({request.address for request in requests}) < len(requests):
        raise WrongAnswer(f"{read.name}: addresses repeat")
    wrong: list[str] = []
    for request in requests:
        answer = parsed(get(request.address), request.address)
        wrong += [f"{request.address}: {line}" for line in request.check(answer)]
        if len(wrong) >= SHOWN:
            break
    if wrong:
        raise WrongAnswer("\n".join([f"{read.name} {read.title}:", *wrong[:SHOWN]]))
