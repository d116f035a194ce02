"""A CDN in front is emptied when public content changes, however it changes, and never in the way of an editor."""

import io
import json
import socket
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
import requests
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client

from cms.delivery import cdn, purging
from cms.delivery.models import Purge
from cms.management.commands import run_scheduler
from cms.publishing import clock, ticks
from cms.settings.cdn import backends
from tests import factories as make

TOKEN = "zq-a-secret-of-the-operator"


class Receiver:
    """A cache that notes what it is asked; `status` is its answer, while `open` it hangs up instead."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str, str, bytes]] = []
        self.status = 200
        self.body = b"{}"
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def answer(self) -> None:
                sent = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                receiver.asked.append((self.command, self.path, self.headers["Host"], sent))
                self.send_response(receiver.status)
                self.send_header("Content-Length", str(len(receiver.body)))
                self.end_headers()
                self.wfile.write(receiver.body)

            do_PURGE = do_POST = answer

            def log_message(self, *_args: Any) -> None:
                """Say nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}"


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """Return a cache that works."""
    made = Receiver()
    thread = threading.Thread(target=made.server.serve_forever, args=[0.05], daemon=True)
    thread.start()
    yield made
    made.server.shutdown()
    made.server.server_close()
    thread.join(5)


@pytest.fixture
def in_front(settings: Any, receiver: Receiver) -> Receiver:
    """Put that cache in front of the service."""
    settings.WAGTAILFRONTENDCACHE = backends("http", receiver.address, "", "")
    return receiver


@pytest.fixture
def hanging(settings: Any) -> Iterator[None]:
    """Put a cache in front that accepts every request and never answers."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        settings.WAGTAILFRONTENDCACHE = backends("http", f"http://127.0.0.1:{silent.getsockname()[1]}", "", "")
        yield


def settled() -> None:
    """Purge until nothing is left to do."""
    with clock.at(ticks.tick().now - timedelta(minutes=1)):
        assert purging.purge_if_due()
    assert purging.purge_if_due()
    assert Purge.objects.get().settled


@pytest.mark.both_databases
@pytest.mark.django_db
def test_it_is_emptied_whole_and_not_for_a_draft(in_front: Receiver) -> None:
    page = make.publication()
    settled()
    assert {request[:3] for request in in_front.asked} == {("PURGE", "/.*", "testserver")}
    in_front.asked.clear()
    page.title = "A draft"
    page.save_revision()
    assert purging.purge_if_due()
    assert in_front.asked == []


@pytest.mark.both_databases
@pytest.mark.django_db
def test_it_is_emptied_when_a_moment_passes_at_which_answers_change(in_front: Receiver) -> None:
    page = make.publication()
    now = ticks.tick().now
    page.expire_at = now + timedelta(hours=1)
    make.publish(page)
    settled()
    in_front.asked.clear()
    with clock.at(now + timedelta(minutes=59)):
        assert purging.purge_if_due()
    assert in_front.asked == []
    with clock.at(now + timedelta(minutes=61)):
        assert purging.purge_if_due()
        assert purging.purge_if_due()
    assert len(in_front.asked) == 1


@pytest.mark.django_db
def test_a_purge_is_repeated_once_for_what_was_under_way(in_front: Receiver) -> None:
    now = ticks.tick().now
    for seconds, expected in ((0, 1), (1, 1), (11, 2), (30, 2)):
        with clock.at(now + timedelta(seconds=seconds)):
            assert purging.purge_if_due()
        assert len(in_front.asked) == expected, seconds


@pytest.mark.django_db
def test_what_failed_is_tried_again_each_round_until_it_is_done(
    in_front: Receiver, caplog: pytest.LogCaptureFixture
) -> None:
    in_front.status = 503
    assert [purging.purge_if_due() for _ in range(2)] == [False, False]
    since = Purge.objects.get().failing_since
    assert since
    assert purging.figures()["cms_cdn_failing_since_timestamp_seconds"][1] == since.timestamp()
    assert caplog.text.count("The CDN was not emptied (status 503)") == 2
    in_front.status = 200
    assert purging.purge_if_due()
    assert Purge.objects.get().failing_since is None
    assert len(in_front.asked) == 3


@pytest.mark.django_db
@pytest.mark.parametrize("where", ["hangs", "is gone"])
def test_a_cache_that_does_not_answer_is_given_up_in_time(
    where: str, settings: Any, request: Any, monkeypatch: Any
) -> None:
    if where == "hangs":
        request.getfixturevalue("hanging")
    else:
        settings.WAGTAILFRONTENDCACHE = backends("http", "http://127.0.0.1:9", "", "")
    monkeypatch.setattr(cdn, "SECONDS", 0.2)
    assert not purging.purge_if_due()
    assert Purge.objects.get().failing_since


@pytest.fixture
def worker() -> Iterator[Callable[[], purging.Worker]]:
    """Return the worker of a process of its own, which rests when the test ends."""
    purging.worker.cache_clear()
    yield purging.worker
    assert purging.worker().wait(20)
    purging.worker.cache_clear()


@pytest.fixture
def editor(db: None, django_user_model: Any) -> Client:
    """Return an administrator's browser, made after the settings of the test."""
    client = Client()
    client.force_login(django_user_model.objects.create_superuser("editor", "editor@example.org", "x"))
    return client


@pytest.mark.both_databases
@pytest.mark.django_db(transaction=True)
def test_an_editors_publish_empties_it_after_the_commit(
    in_front: Receiver, editor: Client, worker: Callable[[], purging.Worker]
) -> None:
    page = make.standard("Old")
    settled()
    in_front.asked.clear()
    seen: list[str] = []
    empty = cdn.HTTPCache.empty

    def look(self: cdn.HTTPCache) -> None:
        seen.append("live" if type(page).objects.get(pk=page.pk).live else "gone")
        empty(self)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cdn.HTTPCache, "empty", look)
        assert editor.post(f"/admin/pages/{page.pk}/unpublish/").status_code == 302
        assert worker().wait(20)
    assert seen == ["gone"]
    assert len(in_front.asked) == 1


@pytest.mark.django_db(transaction=True)
def test_an_editor_does_not_wait_for_a_cache_that_hangs(
    hanging: None, editor: Client, worker: Callable[[], purging.Worker], monkeypatch: pytest.MonkeyPatch
) -> None:
    page = make.standard("Old")
    asked, answers = threading.Event(), threading.Event()

    def hang(self: cdn.HTTPCache) -> None:
        asked.set()
        answers.wait(20)
        raise purging.NotEmptied("at last")

    monkeypatch.setattr(cdn.HTTPCache, "empty", hang)
    try:
        assert editor.post(f"/admin/pages/{page.pk}/unpublish/").status_code == 302
        assert asked.wait(20)
        assert editor.get("/admin/").status_code == 200
        assert not worker().wait(0)
    finally:
        answers.set()


@pytest.mark.both_databases
@pytest.mark.django_db(transaction=True)
def test_the_scheduler_empties_it_for_changes_that_no_request_made(
    in_front: Receiver, worker: Callable[[], purging.Worker], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run_scheduler, "TASKS", ("purge_cdn",))
    monkeypatch.setattr(run_scheduler, "close_old_connections", lambda: None)
    for times in (1, 2):
        with connection.cursor() as cursor:
            cursor.execute("UPDATE wagtailcore_page SET title = %s WHERE depth = 2", [f"By hand {times}"])
        run_scheduler.Command().run_round()
        assert len(in_front.asked) == times


@pytest.mark.django_db(transaction=True)
def test_an_operator_can_empty_it_in_any_case(in_front: Receiver, worker: Callable[[], purging.Worker]) -> None:
    call_command("purge_cdn")
    call_command("purge_cdn")
    assert len(in_front.asked) == 1
    call_command("purge_cdn", now=True)
    assert len(in_front.asked) == 2
    in_front.status = 403
    with pytest.raises(CommandError, match="not emptied"):
        call_command("purge_cdn", now=True, stdout=io.StringIO())


@pytest.mark.django_db
def test_cloudflare_is_asked_for_everything_and_must_say_that_it_did(
    receiver: Receiver, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    cache = cdn.Cloudflare({"BEARER_TOKEN": TOKEN, "ZONEID": "zone"})
    assert cache.cloudflare_purge_endpoint_url == "https://api.cloudflare.com/client/v4/zones/zone/purge_cache"
    cache.cloudflare_purge_endpoint_url = f"{receiver.address}/purge_cache"
    receiver.body = b'{"success": true}'
    cache.empty()
    method, path, _host, body = receiver.asked[0]
    assert (method, path, json.loads(body)) == ("POST", "/purge_cache", {"purge_everything": True})
    for receiver.status, receiver.body in ((200, b'{"success": false}'), (200, b"<html>"), (200, b"[]"), (500, b"{}")):
        with pytest.raises(purging.NotEmptied) as raised:
            cache.empty()
        assert TOKEN not in str(raised.value)
    monkeypatch.setattr(requests, "post", lambda *args, **options: (_ for _ in ()).throw(requests.Timeout(TOKEN)))
    with pytest.raises(purging.NotEmptied, match="Timeout"):
        cache.empty()


@pytest.mark.django_db
def test_the_cdn_keeps_answers_longer_than_browsers_only_where_we_can_empty_it(settings: Any) -> None:
    def lifetimes() -> list[str]:
        client = Client()
        return [client.get(path)["Cache-Control"] for path in ("/api/v2/site/", "/en/", "/api/v2/nope/")]

    assert lifetimes() == ["public, max-age=10", "public, max-age=10", "no-store"]
    settings.WAGTAILFRONTENDCACHE = backends("http", "http://127.0.0.1:9", "", "")
    longer = "public, max-age=10, s-maxage=60"
    assert lifetimes() == [longer, longer, "no-store"]


@pytest.mark.parametrize(("kind", "missing"), [("http", "CMS_CDN_LOCATION"), ("cloudflare", "CMS_CDN_TOKEN")])
def test_a_setting_that_is_missing_is_named(kind: str, missing: str) -> None:
    with pytest.raises(ValueError, match=f"CMS_CDN={kind} needs {missing}"):
        backends(kind, "", "", "")
