"""Recurring work without a cron."""

import logging
import signal
import threading
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.db import close_old_connections

logger = logging.getLogger(__name__)

TASKS = ("publish_scheduled", "keep_ledger")


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
            stopped.wait(options["every"])

    def run_round(self) -> None:
        """Run each task once."""
        for task in TASKS:
            close_old_connections()
            try:
                call_command(task, stdout=self.stdout, stderr=self.stderr)
            except Exception:
                logger.exception("%s failed and is tried again on the next round", task)
