"""What every test may ask for."""

import io
import os
import shutil
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import caches
from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cms.publishing import ticks, version
from cms.seed import builder
from tests import contract
from tests.databases import copy_migrated, index_anew, put_back, remember_content_types

API_ROOT = "/api/v2/"
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM_ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PROBLEM_KEYS = {"type", "title", "status", "detail", "errors", "message"}


@dataclass(frozen=True)
class Answer:
    """An answer of the API; `data` is its JSON, None where it has none."""

    status: int
    data: Any
    response: Any


class Api:
    """An anonymous frontend."""

    def __init__(self, client: Client):
        self.client = client

    def get(self, path: str = "", **params: Any) -> Answer:
        """Ask for a path below `/api/v2/`, or for an absolute one; a list as value repeats its parameter.

        Every answer is held to the document of the API.
        """
        address = path if path.startswith("/") else API_ROOT + path
        response = self.client.get(address, params)
        if address.startswith(API_ROOT):
            contract.check(response)
        is_json = "json" in response.get("Content-Type", "")
        return Answer(response.status_code, response.json() if is_json else None, response)


def is_transactional(item: pytest.Item) -> bool:
    """Say whether a test empties the database when it ends."""
    marker = item.get_closest_marker("django_db")
    return bool({"live_server", "transactional_db"} & set(getattr(item, "fixturenames", []))) or bool(
        marker and (marker.kwargs.get("transaction") or any(marker.args[:1]))
    )


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> Generator[None, None, None]:
    """Mark browser tests; run the tests that empty the database last, each from the locales and pages all have.

    Last of all hooks: pytest itself moves tests with parameters of a session, such as a browser's name, forward.
    """
    for item in items:
        fixtures: list[str] = getattr(item, "fixturenames", [])
        if {"page", "context", "browser"} & set(fixtures):
            item.add_marker(pytest.mark.browser)
        if is_transactional(item) and "django_db_serialized_rollback" not in fixtures:
            fixtures.append("django_db_serialized_rollback")
    yield
    items.sort(key=is_transactional)


def pytest_configure(config: pytest.Config) -> None:
    """Name the marker of the tests that build everything."""
    config.addinivalue_line("markers", "slow: builds the whole sample content, which takes more than 20 seconds")


def pytest_unconfigure() -> None:
    """Remove the files and the database that the test settings made for this process."""
    for folder in settings.TEST_FOLDERS:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """Let SQLite start from the copy that is put in its place below."""
    return connection.vendor == "sqlite"


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None, django_db_blocker: Any) -> None:
    """Put a migrated database in the place of the one to be migrated."""
    if connection.vendor == "sqlite":
        with django_db_blocker.unblock():
            copy_migrated(Path(connection.settings_dict["TEST"]["NAME"]))


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """Set the site up once for each database, and keep that as what transactional tests start from.

    It is kept on the class, because a thread has other connections while a browser's event loop runs in it.
    """
    with django_db_blocker.unblock():
        call_command("setup_site", stdout=io.StringIO())
        remember_content_types()
        wrapper: Any = type(connections[DEFAULT_DB_ALIAS])
        wrapper._test_serialized_contents = connection.creation.serialize_db_to_string()


@pytest.fixture(autouse=True)
def empty_caches() -> None:
    """Let no test see what another one cached."""
    for cache in caches.all(initialized_only=True):
        cache.clear()


@pytest.fixture(scope="module")
def committed(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Let the tests of a module commit, in one database that is put back after the last of them.

    A run of such tests alone needs one with the mark `django_db` among them, for which the database is made.
    """
    with django_db_blocker.unblock():
        remember_content_types()
        yield
        put_back()


@pytest.fixture(autouse=True)
def index_in_step(request: pytest.FixtureRequest) -> None:
    """Give a test that empties the database a search index of what it starts from."""
    if is_transactional(request.node):
        request.getfixturevalue("transactional_db")
        index_anew()


@pytest.fixture(scope="module")
def sample_content(django_db_setup: None, django_db_blocker: Any) -> Iterator[builder.Report]:
    """Build the sample content for the tests of a module, and leave the database as it was.

    It is built outside transactions, because translations go live at commit.
    """
    with django_db_blocker.unblock():
        try:
            yield builder.build()
        finally:
            put_back()


@pytest.fixture
def keeping(settings: Any) -> Iterator[None]:
    """Keep answers as in production, in tests that commit. Elsewhere nothing is kept."""
    version.forget()
    settings.CMS_KEEP_ANSWERS = True
    yield
    version.forget()


@pytest.fixture
def keeping_inside(keeping: None, db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep them in a test's transaction too: what was written there counts as committed when a request looks."""
    monkeypatch.setattr(version, "sees_uncommitted", lambda: False)
    if connection.vendor == "postgresql":
        monkeypatch.setattr(ticks, "tick", partial(_tick_as_after_a_commit, ticks.tick))


def _tick_as_after_a_commit(tick: Callable[[], ticks.Tick]) -> ticks.Tick:
    """Let the triggers do what waits for the commit, and raise the version again for what is written next."""
    connection.ensure_connection()
    with connection.connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        cursor.execute("SELECT set_config('cms.content_version_raised_by', '', true)")
    return tick()


@pytest.fixture
def api(client: Client) -> Api:
    """Return a client of the API that is logged in nowhere."""
    return Api(client)


@pytest.fixture
def query_count(db: None) -> Callable[[], CaptureQueriesContext]:
    """Return a counter of queries; inside `with … as queries`, `len(queries)` is how many ran so far."""
    return lambda: CaptureQueriesContext(connection)


@pytest.fixture
def problem() -> Callable[..., dict[str, Any]]:
    """Return the one assertion for errors of the API, which gives the body of the problem."""

    def check(answer: Answer, status: int, parameter: str | None = None) -> dict[str, Any]:
        assert answer.status == status, answer.response.content[:500]
        assert answer.response["Content-Type"].startswith("application/problem+json")
        body: dict[str, Any] = answer.data
        assert set(body) >= PROBLEM_KEYS, f"missing: {PROBLEM_KEYS - set(body)}"
        assert body["status"] == status
        assert body["detail"]
        named = [error["parameter"] for error in body["errors"]]
        assert all(error["detail"] for error in body["errors"])
        assert parameter is None or parameter in named, f"{parameter} is not among {named}"
        return body

    return check


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """Drive the Chromium of the machine; skip where it has none."""
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)
    if found is None:
        pytest.skip("no Chromium found (put chromium on the PATH or name it in CHROMIUM)")
    return {"executable_path": found, "args": CHROMIUM_ARGUMENTS}


@pytest.fixture(scope="session", autouse=True)
def database_beside_a_browser() -> Iterator[None]:
    """Allow the ORM in tests that drive a browser, whose driver keeps an event loop running in this thread."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        yield
