"""`/health/live` and `/health/ready`: the truth, within a second, and nothing that helps an attacker."""

import socket
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client, override_settings

from cms.management.commands import run_scheduler
from cms.monitoring import health
from cms.monitoring.models import SchedulerRound


@pytest.fixture(autouse=True)
def new_process(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let each test be the first of its process to ask."""
    monkeypatch.setattr(health, "_complete", set())
    health.examination.cache_clear()
    yield
    health.examination().thread.shutdown(wait=False, cancel_futures=True)
    health.examination.cache_clear()


@pytest.fixture
def found(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return a way to set what an examination finds."""
    return lambda *reasons: monkeypatch.setattr(health, "examine", lambda: health.Health(reasons))


def test_a_process_that_answers_is_alive_without_asking_the_database(client: Client) -> None:
    answer = client.get("/health/live")
    assert (answer.status_code, answer.json()) == (200, {"status": "live"})
    assert answer["Cache-Control"] == "no-store"


@override_settings(SECURE_SSL_REDIRECT=True, ALLOWED_HOSTS=["cms.example.org"], CMS_RATE_LIMIT="1/hour")
def test_a_probe_is_refused_by_no_host_name_no_tls_and_no_limit() -> None:
    client = Client()
    assert [client.get("/health/live", headers={"Host": "10.0.0.7:8000"}).status_code for _ in range(3)] == [200] * 3
    assert client.post("/health/live").status_code == 405


@pytest.mark.parametrize(
    ("reasons", "status", "word"),
    [
        ((), 200, "ready"),
        (("scheduler",), 200, "degraded"),
        (("database",), 503, "unready"),
        (("migrations",), 503, "unready"),
        (("migrations", "scheduler"), 503, "unready"),
    ],
)
def test_it_says_what_keeps_it_from_its_work(
    reasons: tuple[str, ...], status: int, word: str, client: Client, found: Any
) -> None:
    found(*reasons)
    answer = client.get("/health/ready")
    assert (answer.status_code, answer.json()) == (status, {"status": word, "reasons": list(reasons)})
    assert answer["Cache-Control"] == "no-store"


@pytest.mark.both_databases
@pytest.mark.django_db
def test_a_scheduler_is_missed_until_it_ends_a_round_and_when_it_is_late(monkeypatch: pytest.MonkeyPatch) -> None:
    assert health.examine().reasons == ("scheduler",)
    monkeypatch.setattr(run_scheduler, "close_old_connections", lambda: None)
    monkeypatch.setattr(run_scheduler, "call_command", lambda task, **options: None)
    run_scheduler.Command().run_round()
    assert health.examine().status == "ready"
    monkeypatch.setattr(health, "SCHEDULER_SECONDS", -1)
    assert health.examine().status == "degraded"


@pytest.mark.django_db
def test_a_round_in_which_a_task_failed_does_not_count(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(task: str, **options: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr(run_scheduler, "close_old_connections", lambda: None)
    monkeypatch.setattr(run_scheduler, "call_command", fail)
    run_scheduler.Command().run_round()
    assert SchedulerRound.last() is None


@pytest.mark.both_databases
@pytest.mark.django_db
def test_a_database_without_the_latest_migrations_is_not_ready(query_count: Any) -> None:
    SchedulerRound.note()
    latest = MigrationRecorder.Migration.objects.filter(app="cms").order_by("-name")[0]
    MigrationRecorder.Migration.objects.filter(pk=latest.pk).delete()
    assert health.examine().reasons == ("migrations",)
    MigrationRecorder.Migration.objects.create(app=latest.app, name=latest.name)
    assert health.examine().status == "ready"
    with query_count() as queries:
        assert health.examine().status == "ready"
    assert len(queries) == 2


@pytest.fixture
def lost_database(db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Move the database to where nothing answers: no such folder, or a server that accepts and says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        values = {"NAME": "/nowhere/db.sqlite3"}
        if connection.vendor == "postgresql":
            values = {"HOST": "127.0.0.1", "PORT": str(silent.getsockname()[1])}
        for name, value in values.items():
            monkeypatch.setitem(connection.settings_dict, name, value)
        if connection.vendor == "postgresql":
            monkeypatch.setitem(connection.settings_dict["OPTIONS"], "connect_timeout", 3)
        yield


@pytest.mark.both_databases
@pytest.mark.django_db
def test_a_database_that_is_gone_or_says_nothing_is_told_and_nothing_more(lost_database: None, client: Client) -> None:
    for _ in range(2):
        answer = client.get("/health/ready")
        assert answer.status_code == 503
        assert answer.content == b'{"status":"unready","reasons":["database"]}'


def test_probes_that_meet_a_slow_database_wait_a_second_and_start_no_second_question(
    monkeypatch: pytest.MonkeyPatch, client: Client
) -> None:
    answers, asked = threading.Event(), []

    def slow() -> health.Health:
        asked.append(1)
        answers.wait(30)
        return health.Health()

    monkeypatch.setattr(health, "examine", slow)
    monkeypatch.setattr(health, "SECONDS_TO_ANSWER", 0.05)
    try:
        assert [client.get("/health/ready").json()["reasons"] for _ in range(3)] == [["database"]] * 3
    finally:
        answers.set()
    assert len(asked) == 1
    monkeypatch.setattr(health, "SECONDS_TO_ANSWER", 30)
    assert client.get("/health/ready").status_code == 200
