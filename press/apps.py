"""The app's configuration."""

from django.apps import AppConfig


class PressConfig(AppConfig):
    """Registers the app."""

    name = "press"
