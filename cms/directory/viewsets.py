"""Organisations and series in the admin."""

from wagtail.admin.ui.tables import LocaleColumn, UpdatedAtColumn

from cms.directory.models import Organisation, Series
from cms.languages.viewsets import TranslatableSnippetViewSet


class OrganisationViewSet(TranslatableSnippetViewSet):
    """Organisations by kind."""

    model = Organisation
    icon = "group"
    menu_order = 330
    add_to_admin_menu = True
    list_display = ["name", "acronym", "kind", "country", LocaleColumn(), UpdatedAtColumn()]
    list_filter = ["kind", "country"]
    list_per_page = 50


class SeriesViewSet(TranslatableSnippetViewSet):
    """Series of publications."""

    model = Series
    icon = "list-ol"
    menu_order = 331
    add_to_admin_menu = True
    list_display = ["name", "code", "publisher", LocaleColumn(), UpdatedAtColumn()]
