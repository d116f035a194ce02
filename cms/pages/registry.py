"""The page types, by label."""

from functools import lru_cache

from wagtail.models import get_page_models

from cms.pages.models import BasePage


@lru_cache
def page_types() -> dict[str, type[BasePage]]:
    """Return every page type by its label, such as `library.PublicationPage`."""
    return {model._meta.label: model for model in get_page_models() if issubclass(model, BasePage)}
