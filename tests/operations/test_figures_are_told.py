"""`/metrics`: figures of the service where the operator asks for them, and nothing of readers."""

from collections.abc import Callable, Iterator
from importlib import reload
from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client, override_settings
from django.urls import clear_url_caches
from prometheus_client.parser import text_string_to_metric_families

import cms.urls
from cms.monitoring import metrics
from cms.monitoring.models import SchedulerRound

pytestmark = pytest.mark.django_db
SECRET = "zqreader"


@pytest.fixture
def measured() -> Iterator[Client]:
    """Return a client of a process with `CMS_METRICS=1`."""
    with override_settings(CMS_METRICS=True):
        reload(cms.urls)
        clear_url_caches()
        yield Client()
    reload(cms.urls)
    clear_url_caches()


@pytest.fixture
def figures(measured: Client) -> Callable[..., float | None]:
    """Return the present value of a figure with these labels."""

    def value(name: str, **labels: str) -> float | None:
        families = text_string_to_metric_families(measured.get("/metrics").content.decode())
        samples = (sample for family in families for sample in family.samples)
        return next((one.value for one in samples if one.name == name and one.labels == labels), None)

    return value


def test_there_are_none_unless_they_are_asked_for(client: Client) -> None:
    assert client.get("/metrics").status_code == 404


def test_requests_are_counted_by_endpoint_and_status(measured: Client, figures: Callable[..., Any]) -> None:
    def counts() -> list[float]:
        labels = [("api:pages", "200"), ("api:pages", "400"), ("none", "404"), ("admin", "302")]
        return [figures("cms_requests_total", endpoint=name, status=status) or 0 for name, status in labels]

    before = counts()
    for path in ("/api/v2/pages/", "/api/v2/pages/?limit=x", "/no/such/%00", "/admin/", "/static/nothing.css"):
        measured.get(path)
    assert [after - earlier for after, earlier in zip(counts(), before, strict=True)] == [1, 1, 0, 1]
    assert figures("cms_request_seconds_count", endpoint="api:pages") >= 2


def test_what_only_the_database_knows_is_told_and_that_it_is_away(
    measured: Client, figures: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert figures("cms_database_up") == 1
    assert figures("cms_scheduler_last_round_timestamp_seconds") == 0

    def away() -> Any:
        raise OperationalError

    monkeypatch.setattr(SchedulerRound, "last", away)
    assert figures("cms_database_up") == 0


def test_nothing_that_a_reader_sends_gets_into_them(measured: Client) -> None:
    for path in (f"/api/v2/pages/?search={SECRET}", f"/{SECRET}/", f"/api/v2/{SECRET}/", f"/api/v2/menus/{SECRET}/"):
        measured.get(path, REMOTE_ADDR="203.0.113.77", headers={"User-Agent": SECRET, "Referer": SECRET})
    told = measured.get("/metrics").content.decode()
    assert SECRET not in told
    assert "203.0.113" not in told


def test_whoever_keeps_answers_can_count_them(figures: Callable[..., Any]) -> None:
    before = figures("cms_answers_kept_total")
    metrics.answers_kept.inc()
    assert figures("cms_answers_kept_total") == before + 1
