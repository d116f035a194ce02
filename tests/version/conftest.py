"""Tests of what commits: they share one database outside transactions, put back after the module's last test."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection

from cms.publishing import version
from tests.databases import remember_content_types


@pytest.fixture(scope="module")
def committed(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Let the tests of a module commit."""
    with django_db_blocker.unblock():
        remember_content_types()
        yield
        connection.close()
        remember_content_types()
        call_command("flush", verbosity=0, interactive=False, reset_sequences=False, inhibit_post_migrate=True)
        connection.creation.deserialize_db_from_string(connection._test_serialized_contents)  # type: ignore[attr-defined]


@pytest.fixture
def raises(committed: None) -> Callable[[Callable[[], Any]], bool]:
    """Return a function that says whether an action raises the content version."""

    def check(action: Callable[[], Any]) -> bool:
        before = version.tick().number
        action()
        return version.tick().number > before

    return check
