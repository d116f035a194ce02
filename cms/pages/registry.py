"""The page types, by label."""

from functools import lru_cache

from wagtail.models import get_page_models

from cms.pages.models import BasePage

FEEDS = {"press": "press.PressReleasePage", "publications": "library.PublicationPage", "events": "press.EventPage"}


@lru_cache
def page_types() -> dict[str, type[BasePage]]:
    """Return every page type by its label, such as `library.PublicationPage`."""
    return {model._meta.label: model for model in get_page_models() if issubclass(model, BasePage)}


@lru_cache
def feeds() -> dict[str, type[BasePage]]:
    """Return the page types that there are feeds of, by the feed's name in its address."""
    known = page_types()
    return {name: known[label] for name, label in FEEDS.items() if label in known}
