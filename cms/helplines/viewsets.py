"""Helplines in the admin: the oldest verification is easy to find."""

from wagtail.admin.ui.tables import LocaleColumn, UpdatedAtColumn

from cms.helplines.models import Helpline
from cms.languages.viewsets import TranslatableSnippetViewSet


class HelplineViewSet(TranslatableSnippetViewSet):
    """Helplines by country, kind and last verification."""

    model = Helpline
    icon = "help"
    menu_order = 310
    add_to_admin_menu = True
    list_display = ["name", "country", "kind", "verified_on", "next_check_due", LocaleColumn(), UpdatedAtColumn()]
    list_filter = ["country", "kind", "is_global", "verified_on"]
    list_per_page = 50
