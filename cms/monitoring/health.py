"""Whether this process can do its work.

A dead scheduler degrades the service and does not make it unready: go-live, expiry and embargo are decided when
somebody asks, and a public process on a replica must stay in service when primary and scheduler are gone.
"""

import logging
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache

from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor

from cms.monitoring.models import SchedulerRound

logger = logging.getLogger(__name__)

DATABASE, MIGRATIONS, SCHEDULER = "database", "migrations", "scheduler"
SECONDS_TO_ANSWER = 1.0
SCHEDULER_SECONDS = 120
"""Four rounds of the scheduler."""


@dataclass(frozen=True)
class Health:
    """What is wrong, by name."""

    reasons: tuple[str, ...] = ()

    @property
    def status(self) -> str:
        """`ready`, `degraded` where only the scheduler is missing, else `unready`."""
        if not self.reasons:
            return "ready"
        return "degraded" if self.reasons == (SCHEDULER,) else "unready"


class Examination:
    """Asks the database from a thread of its own, one at a time, so that a probe never waits longer than a second."""

    def __init__(self) -> None:
        self.thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="health")
        self.under_way: Future[Health] | None = None

    def result(self) -> Health:
        """Return what is found within a second; a database that takes longer does not answer."""
        if self.under_way is None or self.under_way.done():
            self.under_way = self.thread.submit(_examine_and_close)
        try:
            return self.under_way.result(SECONDS_TO_ANSWER)
        except TimeoutError:
            return Health((DATABASE,))


@cache
def examination() -> Examination:
    """Return the one of this process, made by the first probe: a thread does not outlive a fork."""
    return Examination()


def examine() -> Health:
    """Look at everything, for as long as the database takes."""
    try:
        reasons = [MIGRATIONS] if migrations_are_missing() else []
        if MIGRATIONS not in reasons:
            last = SchedulerRound.last()
            reasons += [] if last and last[1] < SCHEDULER_SECONDS else [SCHEDULER]
    except Error as error:
        logger.warning("The database does not answer: %s", type(error).__name__)
        return Health((DATABASE,))
    return Health(tuple(reasons))


_complete: set[str] = set()


def migrations_are_missing() -> bool:
    """Say whether the database lacks migrations of this code. Asked until it does not: code does not change."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    if connection.alias not in _complete:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            return True
        _complete.add(connection.alias)
    return False


def _examine_and_close() -> Health:
    try:
        return examine()
    finally:
        connection.close()
