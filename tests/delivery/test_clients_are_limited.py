"""`CMS_RATE_LIMIT`: each client by itself, nobody when Redis fails, and no address kept (design/4 "limits", D10)."""

import logging
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client, RequestFactory, override_settings
from limits.storage import MemoryStorage

from cms.delivery import clients
from cms.delivery.gate import Gate
from cms.settings import roles

ADDRESS = "203.0.113.77"
LIMITED = override_settings(CMS_RATE_LIMIT="2/hour")


def ask(client: Client, path: str = "/api/v2/nope/", address: str = ADDRESS, **headers: str) -> Any:
    return client.get(path, REMOTE_ADDR=address, headers=headers)


@LIMITED
@pytest.mark.django_db
def test_too_many_reads_are_refused_with_the_time_to_come_back(problem: Any) -> None:
    client = Client()
    assert [ask(client).status_code for _ in range(2)] == [404, 404]
    answer = ask(client)
    assert answer.status_code == 429
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["message"] == answer.json()["detail"]
    assert 1 <= int(answer["Retry-After"]) <= 3600
    assert answer["Cache-Control"] == "no-store"
    assert answer["RateLimit-Policy"] == '"default";q=2;w=3600'
    assert ask(client, address="203.0.113.78").status_code == 404


@LIMITED
@pytest.mark.django_db
def test_reading_pages_and_files_count_and_the_admin_does_not() -> None:
    client = Client()
    assert [ask(client, path).status_code for path in ("/en/", "/documents/1/x.pdf", "/en/")] == [200, 404, 429]
    assert ask(client, "/admin/login/").status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("values", [{}, {"CMS_RATE_LIMIT": "1/hour", "CMS_ROLE": roles.ADMIN}])
def test_nobody_is_limited_by_default_nor_where_editors_work(values: dict[str, str]) -> None:
    with override_settings(**values):
        client = Client()
        assert [ask(client).status_code for _ in range(3)] == [404, 404, 404]


def test_a_rate_that_is_none_stops_the_start() -> None:
    with pytest.raises(ValueError, match="CMS_RATE_LIMIT must read like 600/minute"):
        Gate("a lot")


def came_from(trusted: int, forwarded: str) -> str:
    request = RequestFactory().get("/", REMOTE_ADDR="10.0.0.1", headers={"X-Forwarded-For": forwarded})
    with override_settings(CMS_TRUSTED_PROXIES=trusted):
        return clients.address_of(request)


def test_an_address_that_the_client_writes_counts_for_nothing() -> None:
    assert came_from(0, f"198.51.100.1, {ADDRESS}") == "10.0.0.1"
    assert came_from(1, f"198.51.100.1, {ADDRESS}") == ADDRESS
    assert came_from(2, f"198.51.100.1, {ADDRESS}, 10.0.0.2") == ADDRESS
    assert came_from(3, ADDRESS) == came_from(1, "") == "10.0.0.1"


def test_an_ipv6_subscriber_is_one_client() -> None:
    assert clients.network("2001:db8:0:7:1::1") == clients.network("[2001:db8:0:7:ffff::2]") == "2001:db8:0:7::/64"
    assert clients.network("2001:db8:0:8::1") != clients.network("2001:db8:0:7::1")
    assert clients.network(f"::ffff:{ADDRESS}") == ADDRESS


@LIMITED
@pytest.mark.django_db
def test_no_address_of_a_reader_is_kept_or_logged(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    caplog.set_level(logging.DEBUG)
    store = MemoryStorage()
    monkeypatch.setattr("cms.delivery.gate._storage", lambda url: store)
    client = Client()
    statuses = [ask(client).status_code for _ in range(3)]
    assert statuses[-1] == 429
    kept = str(vars(store))
    assert "LIMITER" in kept
    assert ADDRESS not in kept
    assert ADDRESS not in caplog.text


def test_a_client_has_another_name_tomorrow(monkeypatch: pytest.MonkeyPatch) -> None:
    request = RequestFactory().get("/", REMOTE_ADDR=ADDRESS)
    days = iter(datetime(2026, 11, day, hour, tzinfo=UTC) for day, hour in ((25, 0), (25, 23), (26, 0)))

    class Clock:
        @staticmethod
        def now(_zone: Any) -> datetime:
            return next(days)

    monkeypatch.setattr(clients, "datetime", Clock)
    first, later, tomorrow = (clients.client_of(request) for _ in range(3))
    assert first == later != tomorrow


@pytest.fixture
def redis_that() -> Iterator[Callable[[str], str]]:
    """Return the address of a Redis that refuses, hangs or talks nonsense."""
    listeners: list[socket.socket] = []

    def babble(listener: socket.socket) -> None:
        while True:
            try:
                connection, _place = listener.accept()
            except OSError:
                return
            connection.settimeout(5)
            with connection, suppress(OSError):
                connection.recv(65536)
                connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n" * 50)

    def make(kind: str) -> str:
        listener = socket.create_server(("127.0.0.1", 0))
        listener.settimeout(20)
        port = listener.getsockname()[1]
        listeners.append(listener)
        if kind == "refuses":
            listener.close()
        elif kind == "babbles":
            threading.Thread(target=babble, args=[listener], daemon=True).start()
        return f"redis://127.0.0.1:{port}/0"

    yield make
    for listener in listeners:
        listener.close()


@pytest.mark.parametrize("kind", ["refuses", "hangs", "babbles"])
def test_a_redis_that_fails_limits_nobody_and_is_then_left_alone(
    kind: str, redis_that: Callable[[str], str], caplog: pytest.LogCaptureFixture
) -> None:
    gate = Gate("1/hour", redis_that(kind))
    assert [gate.wait("client") for _ in range(50)] == [0] * 50
    assert caplog.text.count("Nobody is limited") == 1


def test_a_redis_that_hangs_is_asked_once_and_not_again_while_a_reader_waits() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        assert Gate("1/hour", f"redis://127.0.0.1:{silent.getsockname()[1]}/0").wait("client") == 0
        silent.setblocking(False)
        silent.accept()[0].close()
        with pytest.raises(BlockingIOError):
            silent.accept()
