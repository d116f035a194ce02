"""What was answered once is given again byte for byte, before Django makes a request of it; nothing else is."""

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from cms.delivery import middleware
from cms.delivery.front import in_front_of
from home.models import StandardPage
from tests import factories as make

pytestmark = [pytest.mark.usefixtures("committed", "keeping"), pytest.mark.both_databases]


class Service:
    """The WSGI application; `reached` counts the requests that Django made."""

    def __init__(self):
        self.reached = 0
        self.django = WSGIHandler()
        self.front = in_front_of(self.counted)

    def counted(self, environ, start_response):
        self.reached += 1
        return self.django(environ, start_response)

    def get(self, address="/api/v2/pages/?limit=3", method="GET", **environ):
        """Return status, headers and body."""
        given = {}

        def start_response(status, headers, exc_info=None):
            given.update(status=status, headers=headers)

        request = RequestFactory().generic(method, address, **environ)
        body = self.front(request.environ, start_response)
        content = b"".join(body)
        if hasattr(body, "close"):
            body.close()
        return given["status"], dict(given["headers"]), content


@pytest.fixture
def service():
    return Service()


@pytest.fixture
def page():
    return make.standard()


def test_the_second_answer_is_the_first_one_for_one_query(service, page):
    first = service.get()
    with CaptureQueriesContext(connection) as queries:
        second = service.get()
    assert second == first
    assert first[0] == "200 OK"
    assert service.reached == 1
    assert len(queries) == 1


def test_a_change_is_seen_at_once(service, page):
    before = service.get()
    service.get()
    StandardPage.objects.filter(pk=page.pk).update(title="Another name")
    after = service.get()
    assert b"Another name" in after[2]
    assert after != before
    assert service.get() == after


def test_head_and_conditional_requests_get_their_due(service, page):
    status, headers, body = service.get()
    head = service.get(method="HEAD")
    assert (head[0], head[1], head[2]) == (status, headers, b"")
    known = service.get(HTTP_IF_NONE_MATCH=f'"other", {headers["ETag"]}')
    assert (known[0], known[2]) == ("304 Not Modified", b"")
    of_the_body = {"Content-Type", "Content-Length"}
    assert known[1] == {name: value for name, value in headers.items() if name not in of_the_body}
    assert service.get(HTTP_IF_NONE_MATCH='"other"') == (status, headers, body)
    assert service.reached == 1


def test_a_host_that_is_not_ours_is_refused_however_often_ours_was_answered(service, page):
    service.get()
    service.get()
    assert service.get(HTTP_HOST="evil.example")[0].startswith("400")
    assert service.get(HTTP_HOST="evil.example")[0].startswith("400")
    assert service.get()[0] == "200 OK"


def test_each_origin_gets_the_headers_that_are_its_own(service, page, settings):
    settings.CMS_CORS_ORIGINS = ["https://www.example.org"]
    service.front = in_front_of(service.counted)
    for _turn in range(2):
        ours = service.get(HTTP_ORIGIN="https://www.example.org")[1]
        other = service.get(HTTP_ORIGIN="https://other.example")[1]
        assert ours["Access-Control-Allow-Origin"] == "https://www.example.org"
        assert "Access-Control-Allow-Origin" not in other
        assert ours["Vary"] == other["Vary"] == "Accept-Encoding, Origin"
    assert service.reached == 2


def test_what_must_not_be_kept_and_what_is_an_error_reaches_django_each_time(service, page):
    for address in ("/api/v2/pages/?order=random", "/api/v2/nothing/", "/api/v2/pages/?limit=x", "/en/"):
        before = service.reached
        statuses = {service.get(address)[0] for _turn in range(2)}
        assert service.reached == before + 2, statuses


def test_requests_that_are_counted_or_limited_all_reach_django(service, settings, monkeypatch):
    settings.CMS_RATE_LIMIT = "600/minute"
    assert in_front_of(service.counted) == service.counted
    settings.CMS_RATE_LIMIT = ""
    monkeypatch.setattr("cms.delivery.front.metrics.is_on", lambda: True)
    assert in_front_of(service.counted) == service.counted


def test_while_the_database_is_away_the_last_good_answer_says_how_old_it_is(service, page, monkeypatch):
    first = service.get()
    service.get()
    monkeypatch.setattr(middleware.AnswerMiddleware, "look", lambda self: None)
    status, headers, body = service.get()
    assert (status, body) == (first[0], first[2])
    assert headers["Age"] == "0"
    monkeypatch.undo()
    assert service.get() == first
