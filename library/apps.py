"""The app's configuration."""

from django.apps import AppConfig


class LibraryConfig(AppConfig):
    """Registers the app."""

    name = "library"
