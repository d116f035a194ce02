"""A read of the benchmark: its addresses, each with what its answer must hold."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

from tests.bench.dataset import Dataset

API = "/api/v2/"
CARDS = 20
ADDRESSES = 210
"""Of each read; more than the 200 asked for."""

Check = Callable[[dict[str, Any]], Iterator[str]]


@dataclass(frozen=True)
class Request:
    """An address, and a check that yields a line for each thing wrong with its answer."""

    address: str
    check: Check


@dataclass(frozen=True)
class Read:
    """One of the measured reads. `needs` is a path below the API without which it is left out."""

    name: str
    title: str
    requests: Callable[[Dataset, "Keys"], list[Request]]
    needs: str = ""


@dataclass(frozen=True)
class Keys:
    """Primary keys of stored pages by slug and language (Django code)."""

    pages: dict[tuple[str, str], int]


def address(path: str, /, **parameters: Any) -> str:
    """Return the address of a path below the API."""
    return f"{API}{path}?{urlencode(parameters, safe=',*/', quote_via=quote)}"


def wrong(name: str, found: Any, wanted: Any) -> Iterator[str]:
    """Yield a line where something is not as it should be."""
    if found != wanted:
        yield f"{name} is {found!r}, not {wanted!r}"
