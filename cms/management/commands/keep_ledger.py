"""Brings the change ledger up to what is public now."""

from typing import Any

from django.core.management.base import BaseCommand

from cms.management.exclusive import only_one
from cms.publishing import ledger


class Command(BaseCommand):
    """Finds what time, an embargo's end or SQL has done, and forgets what is too old. Runs every few seconds."""

    help = "Write what changed in public without an edit into the change ledger, and drop its oldest entries."

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it unless another run is doing it."""
        with only_one("keep_ledger") as mine:
            if mine:
                ledger.reconcile()
                ledger.forget()
