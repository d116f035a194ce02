"""`manage.py rebuild_search`: brings the search index into step with the content."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from cms.management.exclusive import only_one
from cms.search import rebuilding, words


class Command(BaseCommand):
    """Does what is missing, so a run that was stopped is simply started again."""

    help = "Index what is not in the search index as it is, read files that were not read, drop words out of use."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the way to make all of it anew."""
        parser.add_argument("--all", action="store_true", help="Index everything anew.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run it.

        Raises:
            CommandError: while another run is at it.
        """
        with only_one("rebuild_search") as mine:
            if not mine:
                raise CommandError("Another run is at it.")
            work = rebuilding.pending(everything=options["all"])
            with tqdm(total=work.total, unit="row", disable=None) as bar:
                rebuilding.rebuild(work, everything=options["all"], progress=bar.update)
            dropped = words.clean()
        self.stdout.write(f"{work.total} rows indexed, {dropped} words dropped.")
