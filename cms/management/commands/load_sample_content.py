"""`manage.py load_sample_content`: the sample content, on a laptop."""

import sys
import time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from cms.seed import builder
from cms.seed.content import ContentError


class Command(BaseCommand):
    """Changes nothing where the content is already as its files say."""

    help = "Build the sample content. Refused where DEBUG is off, because it changes pages that editors may have made."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the ways to run."""
        parser.add_argument("--if-empty", action="store_true", help="Do nothing where there is content already.")
        parser.add_argument("--force-in-production", action="store_true", help="Build even where DEBUG is off.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Build it and say what was done.

        Raises:
            CommandError: where DEBUG is off, or a content file is wrong.
        """
        if not (settings.DEBUG or options["force_in_production"]):
            raise CommandError("Sample content is for a laptop. Add --force-in-production if you mean it.")
        if options["if_empty"] and builder.is_built():
            self.stdout.write("There is content already; nothing was changed.")
            return
        started = time.monotonic()
        try:
            with ProgressLines(self.stdout, is_terminal=sys.stderr.isatty()) as progress:
                report = builder.build(progress.tell)
        except ContentError as error:
            raise CommandError(str(error)) from None
        for line in report.skipped:
            self.stdout.write(f"  left out: {line}")
        changed = ", ".join(f"{count} {stage.lower()}" for stage, count in report.changed.items() if count)
        seconds = time.monotonic() - started
        self.stdout.write(f"Sample content is there ({changed or 'nothing changed'}; {seconds:.0f} s).")


class ProgressLines:
    """A bar for each stage on a terminal, elsewhere a line when a stage is done."""

    def __init__(self, stdout: Any, *, is_terminal: bool) -> None:
        self.stdout = stdout
        self.is_terminal = is_terminal
        self.bar: Any = None
        self.stage = ""

    def __enter__(self) -> "ProgressLines":
        return self

    def __exit__(self, *exception: object) -> None:
        if self.bar is not None:
            self.bar.close()

    def tell(self, stage: str, done: int, total: int) -> None:
        """Show that `done` of `total` steps of a stage are done."""
        if not self.is_terminal:
            if done == total:
                self.stdout.write(f"  {stage}: {total}")
                self.stdout.flush()
            return
        if stage != self.stage:
            self.__exit__()
            self.stage, self.bar = stage, tqdm(total=total, desc=f"  {stage:<20}", unit="")
        self.bar.update(done - self.bar.n)
