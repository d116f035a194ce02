"""The app's configuration."""

from django.apps import AppConfig


class LibraryConfig(AppConfig):
    """Registers the app."""

    name = "library"

    def ready(self) -> None:
        """Connect receivers."""
        from library import receivers

        receivers.connect()
