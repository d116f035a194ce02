"""Menus, texts, banners and figures in the admin."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import LocaleColumn, UpdatedAtColumn
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from cms.languages.viewsets import TranslatableSnippetViewSet
from cms.site.models import Announcement, Menu, SiteText, StatCounter


class MenuViewSet(TranslatableSnippetViewSet):
    """Menus by place."""

    model = Menu
    icon = "list-ul"
    list_display = ["__str__", LocaleColumn(), UpdatedAtColumn()]


class SiteTextViewSet(TranslatableSnippetViewSet):
    """Shared texts by code."""

    model = SiteText
    icon = "pilcrow"
    list_display = ["__str__", "code", LocaleColumn(), UpdatedAtColumn()]


class AnnouncementViewSet(TranslatableSnippetViewSet):
    """Banners with their time."""

    model = Announcement
    icon = "info-circle"
    list_display = ["text", "level", "starts_at", "ends_at", LocaleColumn(), UpdatedAtColumn()]
    list_filter = ["level"]


class StatCounterViewSet(TranslatableSnippetViewSet):
    """Figures with the day they are of."""

    model = StatCounter
    icon = "order"
    list_display = ["label", "key", "value", "as_of", "next_check_due", LocaleColumn(), UpdatedAtColumn()]


class AroundPagesGroup(SnippetViewSetGroup):
    """One entry of the admin's menu for what stands around every page."""

    items = (MenuViewSet, SiteTextViewSet, AnnouncementViewSet, StatCounterViewSet)
    menu_label = _("Around the pages")
    menu_icon = "desktop"
    menu_order = 340
