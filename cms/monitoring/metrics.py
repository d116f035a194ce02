"""Figures for Prometheus. No label holds an address of a reader, a query or anything that a reader can make up."""

import os
from collections.abc import Callable, Iterator
from typing import Any

from django.conf import settings
from django.db import Error, connection
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client import generate_latest as exposed
from prometheus_client.metrics_core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector

from cms.monitoring.models import SchedulerRound
from cms.publishing import ledger, ticks

ENDPOINTLESS = {"/admin/": "admin", "/static/": "static"}
MULTIPROCESS = "PROMETHEUS_MULTIPROC_DIR"
BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5)

requests = Counter("cms_requests", "Requests answered.", ["endpoint", "status"])
seconds = Histogram("cms_request_seconds", "Time until an answer was made.", ["endpoint"], buckets=BUCKETS)
answers_kept = Counter("cms_answers_kept", "Public answers that were kept and given again.")
answers_missed = Counter("cms_answers_missed", "Public answers that had to be made.")
answers_stale = Counter("cms_answers_stale", "Last good answers given while the database was away.")
connections = Gauge(
    "cms_database_connections", "Connections of the pools, by state.", ["state"], multiprocess_mode="livesum"
)


def endpoint_of(request: HttpRequest) -> str:
    """Return the name of the address in the URLconf, `none` where there is none."""
    for prefix, name in ENDPOINTLESS.items():
        if request.path_info.startswith(prefix):
            return name
    try:
        match = request.resolver_match or resolve(request.path_info)
    except Resolver404:
        return "none"
    return match.view_name or "none"


def observe(request: HttpRequest, status: int, duration: float) -> None:
    """Count a request that took `duration` seconds."""
    endpoint = endpoint_of(request)
    requests.labels(endpoint, str(status)).inc()
    seconds.labels(endpoint).observe(duration)
    for state, count in pool_stats().items():
        connections.labels(state).set(count)


def pool_stats() -> dict[str, int]:
    """Return how many connections the pool of this process has, by state; nothing where there is no pool."""
    pool: Any = getattr(connection, "pool", None)
    if not pool:
        return {}
    stats = pool.get_stats()
    free = stats.get("pool_available", 0)
    return {"free": free, "used": stats.get("pool_size", 0) - free, "waited_for": stats.get("requests_waiting", 0)}


sources: list[Callable[[], dict[str, tuple[str, float]]]] = []
"""Further figures that the database knows: functions that give text and value of each gauge by its name."""


class Stored:
    """What the database knows, read when somebody asks for the figures."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Yield a gauge for each; without a database only that it is away."""
        try:
            found = self.figures()
        except Error:
            found = {}
        yield GaugeMetricFamily("cms_database_up", "Whether the database answers.", value=bool(found))
        for name, (text, value) in found.items():
            yield GaugeMetricFamily(name, text, value=value)

    def figures(self) -> dict[str, tuple[str, float]]:
        """Return text and value of each gauge."""
        last = SchedulerRound.last()
        found: dict[str, tuple[str, float]] = {
            "cms_content_version": ("The number that every change of public content raises.", ticks.tick().number),
            "cms_ledger_number": ("The number of the last entry in the ledger of changes.", ledger.latest().number),
            "cms_scheduler_last_round_timestamp_seconds": (
                "When the scheduler last ended a round in which nothing failed; 0 before the first.",
                last[0].timestamp() if last else 0.0,
            ),
        }
        for source in sources:
            found |= source()
        return found


def metrics(request: HttpRequest) -> HttpResponse:
    """Answer in Prometheus' text format, the figures of all workers together."""
    stored = CollectorRegistry()
    stored.register(Stored())
    counted = REGISTRY
    if MULTIPROCESS in os.environ:
        counted = CollectorRegistry()
        MultiProcessCollector(counted)
    response = HttpResponse(exposed(counted) + exposed(stored), content_type=CONTENT_TYPE_LATEST)
    response["Cache-Control"] = "no-store"
    return response


def is_on() -> bool:
    """Say whether the operator wants figures."""
    return bool(settings.CMS_METRICS)
