"""Wagtail's own command, held to one run at a time."""

from typing import Any

from wagtail.management.commands.publish_scheduled import Command as PublishScheduled

from cms.management.exclusive import only_one


class Command(PublishScheduled):
    """Wagtail locks nothing: of several runs at once each publishes every page, with a log entry and signals each."""

    help = "Publish what is due and take down what has expired. A second run at the same time does nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        """Do Wagtail's work unless another run is doing it."""
        with only_one("publish_scheduled") as mine:
            if mine:
                super().handle(*args, **options)
            else:
                self.stdout.write("Another run is under way.")
