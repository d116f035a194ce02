"""Processes share answers through Redis; a Redis that is dead, silent or mad changes no answer."""

import contextlib
import socket

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import factories as make
from tests.delivery import servers

pytestmark = pytest.mark.usefixtures("committed", "keeping")


@contextlib.contextmanager
def dead():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    yield port


def use(settings, port):
    redis = {"BACKEND": "cms.delivery.redis.CautiousRedisCache", "LOCATION": f"redis://127.0.0.1:{port}/0"}
    answers = {**redis, "OPTIONS": {"serializer": "cms.delivery.redis.Bytes"}}
    settings.CACHES = {"default": redis, "answers": answers}


def test_one_process_makes_an_answer_and_another_one_gives_it(settings):
    store = servers.Store()
    with servers.serving(store) as port:
        use(settings, port)
        made = Client().get("/api/v2/site/")
        with CaptureQueriesContext(connection) as queries:
            given = Client().get("/api/v2/site/")
    assert store.values
    assert len(queries) == 1
    assert (given.content, given.headers) == (made.content, made.headers)


def test_an_answer_of_another_version_is_not_taken_from_redis(settings):
    page = make.standard("Before")
    with servers.serving(servers.Store()) as port:
        use(settings, port)
        assert Client().get(f"/api/v2/pages/{page.pk}/").json()["title"] == "Before"
        type(page).objects.filter(pk=page.pk).update(title="After")
        assert Client().get(f"/api/v2/pages/{page.pk}/").json()["title"] == "After"


BROKEN = {
    "dead": dead,
    "silent": lambda: servers.serving(servers.silent),
    "mad": lambda: servers.serving(servers.babbling),
    "spoilt": lambda: servers.serving(servers.Store(lambda value: value[:-7] + b"garbage")),
}


@pytest.mark.parametrize("broken", BROKEN.values(), ids=BROKEN)
def test_a_broken_redis_fails_no_read(settings, broken):
    expected = Client().get("/api/v2/site/").content
    with broken() as port:
        use(settings, port)
        for _process in range(2):
            answer = Client().get("/api/v2/site/")
            assert (answer.status_code, answer.content) == (200, expected)


def test_a_broken_redis_is_asked_once_and_then_left_alone(settings):
    asked = []

    def counting(connection):
        asked.append(connection)
        servers.silent(connection)

    with servers.serving(counting) as port:
        use(settings, port)
        for number in range(1, 6):
            assert Client().get(f"/api/v2/pages/?limit={number}").status_code == 200
    assert len(asked) == 1
