"""Brings the change ledger up to what is public now."""

from typing import Any, ClassVar

from django.core.management.base import BaseCommand

from cms.management.exclusive import only_one
from cms.publishing import ledger, version


class Command(BaseCommand):
    """Finds what time, an embargo's end or SQL has done, and forgets what is too old.

    A process that runs it again and again compares nothing while the content stays as it is.
    """

    help = "Write what changed in public without an edit into the change ledger, and drop its oldest entries."

    told: ClassVar[version.Generation | None] = None
    """The generation of the content that was last compared with the ledger."""

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it unless another run is doing it."""
        with only_one("keep_ledger") as mine:
            if mine:
                generation = version.generation(version.tick())
                if generation is not Command.told:
                    ledger.reconcile()
                    Command.told = generation
                ledger.forget()
