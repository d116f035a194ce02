"""`manage.py setup_site`: locales, site, home and index pages, roles. Safe to run at every deploy."""

from typing import Any

from django.core.management.base import BaseCommand

from cms.seed.foundation import lay


class Command(BaseCommand):
    """Creates what is missing and says what it made."""

    help = "Create locales, the site, home and index pages and roles where they are missing."

    def handle(self, *args: Any, **options: Any) -> None:
        """Run it."""
        made: list[str] = []
        lay(made.append)
        for line in made:
            self.stdout.write(f"  made {line}")
        self.stdout.write("Site is set up.")
