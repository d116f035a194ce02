"""Recurring work without a cron."""

import logging
import signal
import threading
from collections.abc import Callable
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.db import close_old_connections

from cms.delivery import purging
from cms.monitoring.models import SchedulerRound

logger = logging.getLogger(__name__)

TASKS = ("publish_scheduled", "keep_ledger", "keep_search", "purge_cdn")
SECONDS_WITH_CDN = 5.0
"""A CDN that we empty keeps answers longer than browsers do, so what changes by itself must be seen soon."""


class Command(BaseCommand):
    """A task that fails is logged and tried again on the next round; it stops neither the others nor the scheduler."""

    help = "Run the recurring tasks until stopped."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the pause."""
        parser.add_argument("--every", type=float, default=30, help="Seconds between two rounds (default: 30).")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run rounds; SIGTERM and SIGINT let the one under way finish."""
        stopped = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stopped.set())
        while not stopped.is_set():
            self.run_round()
            stopped.wait(min(options["every"], SECONDS_WITH_CDN) if purging.is_configured() else options["every"])

    def run_round(self) -> None:
        """Run each task once; a round without a failure is noted for `/health/ready`."""
        done = [self.run_task(task) for task in TASKS]
        if all(done):
            self.attempt("noting the round", SchedulerRound.note)

    def run_task(self, task: str) -> bool:
        """Run a task and say whether it succeeded."""
        close_old_connections()
        return self.attempt(task, lambda: call_command(task, stdout=self.stdout, stderr=self.stderr))

    def attempt(self, name: str, action: Callable[[], Any]) -> bool:
        """Do something and say whether it succeeded; log why not."""
        try:
            action()
        except Exception:
            logger.exception("%s failed and is tried again on the next round", name)
            return False
        return True
