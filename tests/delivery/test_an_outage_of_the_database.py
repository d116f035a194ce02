"""While the database is away, readers get the last answer known to be true, or 503; afterwards all is as before."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg
import pytest
from django.db import OperationalError, connection, connections

from cms.delivery import middleware, outage
from cms.publishing import clock, ticks
from cms.publishing.models import ContentVersion
from tests import factories as make
from tests.delivery.servers import Line

pytestmark = [pytest.mark.usefixtures("committed", "keeping"), pytest.mark.both_databases]


@pytest.fixture
def away(monkeypatch):
    """Return a switch: while it is on, no query reaches the database."""
    state = {"away": False}
    look = ticks.tick

    def tick():
        if state["away"]:
            raise OperationalError("gone")
        return look()

    monkeypatch.setattr(ticks, "tick", tick)
    monkeypatch.setattr(outage, "PAUSE", 0.0)
    return state


def test_the_last_good_answer_is_given_and_marked(client, away):
    good = client.get("/api/v2/site/")
    away["away"] = True
    old = client.get("/api/v2/site/")
    assert (old.status_code, old.content, old["ETag"]) == (200, good.content, good["ETag"])
    assert old["Age"].isdigit()
    assert "hit" in old["Cache-Status"]
    assert client.get("/api/v2/site/", headers={"If-None-Match": good["ETag"]}).status_code == 304
    away["away"] = False
    assert "Cache-Status" not in client.get("/api/v2/site/")


def test_what_was_never_asked_for_is_a_503_that_says_when_to_come_back(api, away, problem):
    away["away"] = True
    for path in ("/api/v2/pages/", "/feeds/press/en.atom", "/sitemap.xml"):
        answer = api.get(path)
        problem(answer, 503)
        assert answer.response["Retry-After"] == "5"
        assert answer.response["Cache-Control"] == "no-store"


def test_no_answer_is_given_past_its_end_or_its_day(client, away, monkeypatch):
    noon = datetime(2026, 12, 1, 12, tzinfo=UTC)
    make.announcement("open-day", starts_at=noon)
    with clock.at(noon - timedelta(hours=1)):
        client.get("/api/v2/site/")
        away["away"] = True
        assert client.get("/api/v2/site/").status_code == 200
        monkeypatch.setattr(middleware, "OLDEST", -1)
        assert client.get("/api/v2/site/").status_code == 503
        monkeypatch.undo()
        away["away"] = True
    monkeypatch.setattr(ticks, "tick", _gone)
    with clock.at(noon):
        assert client.get("/api/v2/site/").status_code == 503


def _gone():
    raise OperationalError("gone")


def test_an_answer_known_to_have_changed_is_not_given(client, away):
    page = make.standard("Withdrawn")
    client.get(f"/api/v2/pages/{page.pk}/")
    page.unpublish()
    client.get("/api/v2/site/")
    away["away"] = True
    assert client.get(f"/api/v2/pages/{page.pk}/").status_code == 503


def test_a_database_that_goes_in_the_middle_of_an_answer_is_no_500(client, monkeypatch):
    monkeypatch.setattr(outage, "PAUSE", 0.0)
    page = make.standard()
    good = client.get("/api/v2/site/").content

    def failing(execute, sql, params, many, context):
        if ContentVersion._meta.db_table not in sql:
            raise OperationalError("gone")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(failing):
        assert client.get(f"/api/v2/pages/{page.pk}/").status_code == 503
        assert client.get("/documents/1/guide.pdf")["Content-Type"] == "application/problem+json"
        assert client.get("/api/v2/site/").content == good
    assert client.get(f"/api/v2/pages/{page.pk}/").status_code == 200


@pytest.mark.parametrize("address", ["/api/v2/pages/", "/en/"])
def test_a_wrong_statement_is_no_outage(address, client, caplog):
    make.standard()
    client.raise_request_exception = False

    def failing(execute, sql, params, many, context):
        if ContentVersion._meta.db_table not in sql:
            sql, params = "SELECT no_such_column FROM wagtailcore_page", None
        return execute(sql, params, many, context)

    with connection.execute_wrapper(failing):
        answer = client.get(address)
    assert answer.status_code == 500
    assert any(record.exc_info and "no_such_column" in str(record.exc_info[1]) for record in caplog.records)
    assert client.get(address).status_code == 200, "and the others are not kept from it"


def test_a_locked_database_is_an_outage(client, tmp_path):
    page = make.standard()

    def failing(execute, sql, params, many, context):
        if ContentVersion._meta.db_table in sql:
            return execute(sql, params, many, context)
        with connection.wrap_database_errors:
            raise locked(tmp_path / "locked.sqlite3")

    with connection.execute_wrapper(failing):
        assert client.get(f"/api/v2/pages/{page.pk}/").status_code == 503


def locked(path):
    """Return what the driver raises for a lock that somebody else holds."""
    if connection.vendor == "postgresql":
        return psycopg.errors.LockNotAvailable("canceling statement due to lock timeout")
    holder, other = sqlite3.connect(path), sqlite3.connect(path, timeout=0)
    holder.execute("BEGIN EXCLUSIVE")
    with closing(holder), closing(other), pytest.raises(sqlite3.OperationalError) as raised:
        other.execute("CREATE TABLE anything (id)")
    return raised.value


def test_an_outage_asks_the_database_once_in_a_while(client, monkeypatch):
    asked = []

    def tick():
        asked.append(None)
        raise OperationalError("gone")

    monkeypatch.setattr(ticks, "tick", tick)
    monkeypatch.setattr(outage, "PAUSE", 60.0)
    for _request in range(5):
        assert client.get("/api/v2/site/").status_code == 503
    assert len(asked) == 2, "once, and once more on a new connection"


@pytest.fixture
def line(committed: None) -> Iterator[Line]:
    """Talk to PostgreSQL through a pool and a line that can be cut."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no server that could go away")
    own = connections["default"]
    line = Line((own.settings_dict["HOST"] or "127.0.0.1", int(own.settings_dict["PORT"] or 5432)))
    line.mend()
    pool = {"min_size": 1, "max_size": 4, "timeout": 1, "reconnect_timeout": 2}
    options = {**own.settings_dict["OPTIONS"], "pool": pool}
    parted: Any = type(own)(
        {**own.settings_dict, "HOST": "127.0.0.1", "PORT": line.port, "OPTIONS": options}, "default"
    )
    connections["default"] = parted
    yield line
    line.cut()
    parted.close()
    parted.close_pool()
    connections["default"] = own


def test_readers_outlast_a_server_that_stops_and_comes_back(line, client):
    good = client.get("/api/v2/site/")
    line.cut()
    for _request in range(3):
        old = client.get("/api/v2/site/")
        assert (old.status_code, old.content) == (200, good.content)
        assert "Cache-Status" in old
        assert client.get("/api/v2/pages/").status_code == 503
    line.mend()
    deadline = time.monotonic() + 10
    while "Cache-Status" in client.get("/api/v2/site/"):
        assert time.monotonic() < deadline
        time.sleep(0.1)
    assert client.get("/api/v2/pages/").status_code == 200


def test_a_server_that_came_back_between_two_requests_is_not_noticed(line, client):
    good = client.get("/api/v2/site/")
    line.cut()
    line.mend()
    again = client.get("/api/v2/site/")
    assert (again.status_code, again.content) == (200, good.content)
    assert client.get("/api/v2/pages/").status_code == 200
