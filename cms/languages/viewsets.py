"""Admin views of translatable snippets: choosers offer the source rows only (design/3 L3)."""

from typing import Any

from wagtail.snippets.views.chooser import SnippetChooserViewSet
from wagtail.snippets.views.snippets import SnippetViewSet

from cms.languages import codes


class SourceChooserViewSet(SnippetChooserViewSet):
    """Offer only rows in the source language; answers resolve them to the reader's language."""

    def get_object_list(self) -> Any:
        """Return the rows of the source locale."""
        return super().get_object_list().filter(locale__language_code=codes.SOURCE)


class TranslatableSnippetViewSet(SnippetViewSet):
    """A snippet with one row per language."""

    chooser_viewset_class = SourceChooserViewSet
