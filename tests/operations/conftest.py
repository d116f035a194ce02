"""A process for one role, inside the process of the tests."""

import runpy
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client, override_settings

from cms.settings import environment, roles

SETTINGS = ("cms.settings.base", "cms.settings.production")


@pytest.fixture
def production(monkeypatch: pytest.MonkeyPatch) -> Callable[..., dict[str, Any]]:
    """Return what `cms.settings.production` sets; keywords replace values that were read from the environment."""

    def read(**values: Any) -> dict[str, Any]:
        defaults = {"SECRET_KEY": "of-a-test-" + "0123456789abcdef" * 4, "ALLOWED_HOSTS": ["cms.example.org"]}
        for name, value in (defaults | values).items():
            monkeypatch.setattr(environment, name, value)
        for name in SETTINGS:
            monkeypatch.delitem(sys.modules, name, raising=False)
        found = runpy.run_module("cms.settings.production")
        return {name: value for name, value in found.items() if name.isupper()}

    return read


@pytest.fixture
def public_role(settings: Any) -> Iterator[None]:
    """Let every client made by the test talk to a process for the public alone."""
    options = {"context_processors": roles.context_processors("public")}
    templates = [{**row, "OPTIONS": row["OPTIONS"] | options} for row in settings.TEMPLATES]
    with override_settings(
        CMS_ROLE="public",
        MIDDLEWARE=roles.middleware("public"),
        ROOT_URLCONF=roles.urlconf("public"),
        TEMPLATES=templates,
    ):
        yield


@pytest.fixture
def no_writing(db: None) -> Iterator[Callable[[], Any]]:
    """Return a block in which the database refuses every write; on PostgreSQL as a role that may only read."""

    @contextmanager
    def refuse() -> Iterator[None]:
        with transaction.atomic(), connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                cursor.execute("PRAGMA query_only = ON")
            else:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
                cursor.execute("CREATE ROLE a_reader_of_the_tests")
                cursor.execute("GRANT SELECT ON ALL TABLES IN SCHEMA public TO a_reader_of_the_tests")
                cursor.execute("SET LOCAL ROLE a_reader_of_the_tests")
                cursor.execute("SET LOCAL transaction_read_only = on")
            try:
                yield
            finally:
                if connection.vendor == "sqlite":
                    cursor.execute("PRAGMA query_only = OFF")
                transaction.set_rollback(True)

    yield refuse


@pytest.fixture
def reader() -> Client:
    """Return a reader with the cookie of a session that never was."""
    client = Client()
    client.cookies["sessionid"] = "stolen" * 5
    return client
