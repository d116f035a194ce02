"""Brings the search index into step with what was written without a signal."""

from typing import Any, ClassVar

from django.core.management.base import BaseCommand

from cms.management.exclusive import only_one
from cms.publishing import version
from cms.search import rebuilding

SECONDS = 20
"""The most that a round gives to it: a scheduled publish must not wait for thousands of files to be read."""


class Command(BaseCommand):
    """A process that runs it again and again compares nothing while the content stays as it is."""

    help = "Index what `.update()`, SQL or an upgrade changed; at most for some seconds."

    kept: ClassVar[version.Generation | None] = None
    """The generation of the content that the index was last in step with."""

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it unless another run is doing it."""
        with only_one("rebuild_search") as mine:
            generation = version.generation(version.tick())
            if not mine or generation is Command.kept:
                return
            work = rebuilding.pending()
            if rebuilding.rebuild(work, seconds=SECONDS):
                Command.kept = generation
