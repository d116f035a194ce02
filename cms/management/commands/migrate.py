"""Django's own command, freed from the limit that requests have."""

from typing import Any

from django.core.management.commands.migrate import Command as Migrate
from django.db import connections


class Command(Migrate):
    """A migration may take as long as it needs; how long it may wait for a lock stays limited, so that readers do too.

    On SQLite nothing is limited.
    """

    def handle(self, *args: Any, **options: Any) -> str | None:
        """Lift the limit for this connection, then do Django's work."""
        connection = connections[options["database"]]
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET statement_timeout = 0")
        return super().handle(*args, **options)
