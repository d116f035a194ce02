"""The press room's own listings in the admin."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.viewsets.pages import PageListingViewSet

from press.models import EventPage, PressReleasePage


class ReleaseListingViewSet(PageListingViewSet):
    """Press releases with the columns and filters that editors ask for."""

    model = PressReleasePage
    icon = "date"
    menu_label = _("Press releases")
    menu_order = 210
    add_to_admin_menu = True
    name = "releases"
    columns = [
        *PageListingViewSet.columns[:2],
        Column("kind", label=_("Kind"), accessor="get_kind_display", sort_key="kind"),
        DateColumn("release_date", label=_("Released"), sort_key="release_date"),
        *PageListingViewSet.columns[3:],
    ]
    list_filter = ["locale", "kind", "release_date", "live"]


class EventListingViewSet(PageListingViewSet):
    """Events by their start."""

    model = EventPage
    icon = "calendar-alt"
    menu_label = _("Events")
    menu_order = 220
    add_to_admin_menu = True
    name = "events"
    columns = [
        *PageListingViewSet.columns[:2],
        Column("kind", label=_("Kind"), accessor="get_kind_display", sort_key="kind"),
        Column("start_day", label=_("Start"), sort_key="start"),
        Column("place", label=_("Place"), sort_key="place"),
        *PageListingViewSet.columns[3:],
    ]
    list_filter = ["locale", "kind", "start", "is_online", "live"]


release_listing = ReleaseListingViewSet("releases")
event_listing = EventListingViewSet("events")
