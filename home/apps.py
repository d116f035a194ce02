"""The app's configuration."""

from django.apps import AppConfig


class HomeConfig(AppConfig):
    """Registers the app."""

    name = "home"
