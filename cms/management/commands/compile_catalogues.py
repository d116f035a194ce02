"""The step between a catalogue that people write and one that Django reads."""

from typing import Any

import polib
from django.core.management.base import BaseCommand, CommandError

from cms.management import catalogues


class Command(BaseCommand):
    """Untranslated and fuzzy texts are left out, so that Django shows them in English."""

    help = "Compile the catalogues in locale/ where they have changed."
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Write `django.mo` beside each `django.po`, whole or not at all.

        Raises:
            CommandError: naming file and line, when a catalogue cannot be read.
        """
        for path in filter(lambda path: path.exists(), map(catalogues.path_of, catalogues.languages())):
            try:
                compiled = polib.pofile(str(path), check_for_duplicates=True).to_binary()
            except (OSError, ValueError) as error:
                raise CommandError(str(error)) from None
            target = path.with_suffix(".mo")
            if not target.exists() or target.read_bytes() != compiled:
                fresh = target.with_suffix(".new")
                fresh.write_bytes(compiled)
                fresh.replace(target)
