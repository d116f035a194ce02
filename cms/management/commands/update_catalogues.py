"""For developers, after a text was added or changed."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from cms.management import catalogues

SHOWN = 20


class Command(BaseCommand):
    """Texts that have left the source stay in the catalogue as obsolete, in case they return."""

    help = "Bring the catalogues in locale/ in step with the texts of the code and the templates."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the ways to run."""
        parser.add_argument("--check", action="store_true", help="Write nothing; fail if a translation is missing.")
        parser.add_argument("--prune", action="store_true", help="Drop the texts that have left the source.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write each catalogue, or with --check judge it.

        Raises:
            CommandError: with --check, when a text is missing, untranslated or changes its placeholders.
        """
        entries = catalogues.in_source()
        for language in catalogues.languages():
            if not options["check"]:
                self.write(language, catalogues.updated(language, entries), prune=options["prune"])
        found = [line for language in catalogues.languages() for line in catalogues.problems(language, entries)]
        if options["check"] and found:
            shown = "\n".join(found[:SHOWN])
            raise CommandError(f"{len(found)} translations are missing or wrong. The first:\n{shown}")

    def write(self, language: str, catalogue: Any, *, prune: bool) -> None:
        """Save a catalogue and say how far it is."""
        if prune:
            catalogue[:] = [entry for entry in catalogue if not entry.obsolete]
        path = catalogues.path_of(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        catalogue.save(str(path))
        open_count = len(catalogue.untranslated_entries()) + len(catalogue.fuzzy_entries())
        self.stdout.write(f"{language}: {len(catalogue)} texts, {open_count} to translate")
