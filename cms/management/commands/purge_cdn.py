"""`manage.py purge_cdn`: what the scheduler does each round, and an operator after a doubt."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from cms.delivery import purging
from cms.delivery.models import Purge

SECONDS = 15


class Command(BaseCommand):
    """Does nothing where no CDN is configured."""

    help = "Empty the CDN if public content changed since it was last emptied."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the way to purge in any case."""
        parser.add_argument("--now", action="store_true", help="Empty it even if nothing changed.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Let the worker do it and wait a while.

        Raises:
            CommandError: when the CDN should be emptied in any case and was not. Else the next round tries again.
        """
        if not purging.is_configured():
            return
        if options["now"]:
            Purge.objects.all().delete()
        purging.worker().wake()
        in_time = purging.worker().wait(SECONDS)
        if options["now"] and not (in_time and Purge.objects.filter(failing_since=None).exists()):
            raise CommandError("The CDN was not emptied.")
