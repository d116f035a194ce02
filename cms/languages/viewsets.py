"""Admin views of translatable snippets: choosers offer the source rows only (design/3 L3)."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BooleanColumn
from wagtail.snippets.views.chooser import SnippetChooserViewSet
from wagtail.snippets.views.snippets import SnippetViewSet

from cms.languages import codes
from cms.languages.models import LocaleProfile


class SourceChooserViewSet(SnippetChooserViewSet):
    """Offer only rows in the source language; answers resolve them to the reader's language."""

    def get_object_list(self) -> Any:
        """Return the rows of the source locale."""
        return super().get_object_list().filter(locale__language_code=codes.SOURCE)


class TranslatableSnippetViewSet(SnippetViewSet):
    """A snippet with one row per language."""

    chooser_viewset_class = SourceChooserViewSet


class LocaleProfileViewSet(SnippetViewSet):
    """What readers are told of each language, and whether it is launched."""

    model = LocaleProfile
    icon = "wagtail-localize-language"
    menu_order = 350
    add_to_settings_menu = True
    list_display = ["native_name", "code", BooleanColumn("launched", label=_("launched"))]
    copy_view_enabled = False
