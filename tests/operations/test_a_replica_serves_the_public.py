"""A streaming replica of PostgreSQL serves the public reads, sees what is published, and goes on without it."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.db import connection

from tests import factories as make
from tests.operations.processes import SECONDS, eventually, get, gunicorn, production

LIST = "/api/v2/pages/?type=library.PublicationPage&locale=en"


@pytest.fixture
def postgresql(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Return the home of throw-away servers, on a machine that can run them."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no replicas")
    monkeypatch.syspath_prepend(str(settings.BASE_DIR / ".ci"))
    import postgresql

    if postgresql.binaries() is None:
        pytest.skip("no PostgreSQL is installed")
    return postgresql


@pytest.fixture
def primary(postgresql: ModuleType, django_db_setup: None) -> Iterator[Any]:
    """Return a server with a copy of the database of the tests."""
    directory, here = postgresql.binaries(), connection.settings_dict
    password = f":{here['PASSWORD']}" if here["PASSWORD"] else ""
    source = f"postgresql://{here['USER']}{password}@{here['HOST']}:{here['PORT'] or 5432}/{here['NAME']}"
    with postgresql.server(directory) as server:
        dump = [str(directory / "pg_dump"), "--no-owner", "--no-privileges", f"--dbname={source}"]
        taken = subprocess.run(dump, check=True, stdout=subprocess.PIPE, timeout=SECONDS)
        load = [str(directory / "psql"), "--quiet", "--set=ON_ERROR_STOP=1", f"--dbname={server.url}"]
        subprocess.run(load, check=True, input=taken.stdout, stdout=subprocess.DEVNULL, timeout=SECONDS)
        yield server


@pytest.fixture
def publishing(primary: Any, django_db_blocker: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return a block in which this process writes to the primary."""
    place = urlsplit(primary.url)
    values = {"HOST": place.hostname, "PORT": place.port, "USER": place.username, "NAME": place.path.strip("/")}

    @contextmanager
    def on_primary() -> Iterator[None]:
        with django_db_blocker.unblock(), monkeypatch.context() as patch:
            connection.close()
            for name, value in values.items():
                patch.setitem(connection.settings_dict, name, value)
            try:
                yield
            finally:
                connection.close()

    return on_primary


def titles(port: int) -> set[str]:
    """Return the titles in the list of publications; nothing while it cannot be asked."""
    status, body = get(port, LIST)
    return {item["title"] for item in body["items"]} if status == 200 else set()


@pytest.mark.both_databases
def test_it_shows_what_is_published_and_outlives_the_primary(
    postgresql: ModuleType, primary: Any, publishing: Any, tmp_path: Path
) -> None:
    with publishing():
        page = make.publication("Before", topics=[make.topic("missing")])
    port = postgresql.free_port()
    with postgresql.replica(primary) as replica:
        environment = production(replica.url, tmp_path, CMS_ROLE="public", CMS_WORKERS="1")
        with gunicorn(port, **environment):
            eventually(lambda: "Before" in titles(port), "what was there")
            with publishing():
                make.publication("After")
            eventually(lambda: "After" in titles(port), "what was published on the primary")
            primary.stop()
            reads = [
                "pages/",
                f"pages/{page.pk}/",
                "pages/by-path/?path=/en/",
                "site/?locale=es",
                "vocabularies/topics/",
            ]
            paths = [LIST, *(f"/api/v2/{path}" for path in reads), "/health/live", "/health/ready"]
            statuses = {path: get(port, path)[0] for path in paths * 3}
            assert set(statuses.values()) == {200}, statuses
            assert get(port, "/health/ready")[1]["reasons"] == ["scheduler"]
            assert {"Before", "After"} <= titles(port)
