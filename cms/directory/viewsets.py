"""Organisations, series, people and offices in the admin."""

from wagtail.admin.ui.tables import LocaleColumn, UpdatedAtColumn

from cms.directory.models import Office, Organisation, Person, Series
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


class PersonViewSet(TranslatableSnippetViewSet):
    """People by group, with the days that decide whether they are shown."""

    model = Person
    icon = "user"
    menu_order = 332
    add_to_admin_menu = True
    list_display = ["name", "role", "group", "active_from", "active_to", LocaleColumn(), UpdatedAtColumn()]
    list_filter = ["group", "active_to", "photo_consent_until"]
    list_per_page = 50


class OfficeViewSet(TranslatableSnippetViewSet):
    """Offices by country."""

    model = Office
    icon = "home"
    menu_order = 333
    add_to_admin_menu = True
    list_display = ["name", "country", "email", LocaleColumn(), UpdatedAtColumn()]
    list_filter = ["country"]
