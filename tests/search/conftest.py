"""What the tests of search ask for."""

from collections.abc import Callable
from typing import Any

import pytest

from cms.analysis import terms
from cms.search import bits
from cms.search.keys import key_of, kind_of
from cms.search.models import SearchEntry
from cms.search.storage import ENTRIES, Lookup


def entry_key(row: Any) -> int:
    """Return the key that the entry of a row has."""
    return key_of(kind_of(type(row)), row.pk)


def entry(row: Any) -> SearchEntry | None:
    """Return the entry of a row, if it has one."""
    return SearchEntry.objects.filter(key=entry_key(row)).first()


@pytest.fixture
def is_found(db: None) -> Callable[..., bool]:
    """Return a function that says whether a row is in the index, in a column, by a phrase in a language."""

    def check(row: Any, phrase: str, column: str = "body", language: str = "en") -> bool:
        parts = tuple(part for term in terms(phrase, language) for part in term.parts)
        return entry_key(row) in bits.keys(next(ENTRIES.find([Lookup(column, parts)])))

    return check
