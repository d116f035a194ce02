"""The front pages of the press room and of its events."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from cms.pages.fields import PageField
from cms.pages.index import IndexPage, ListPage, text_for_an_empty_list
from press import serializers


class PressIndexPage(IndexPage):
    """Introduces the press room; its releases are its children."""

    class Meta:
        verbose_name = _("press room")
        verbose_name_plural = _("press rooms")

    search_fields: ClassVar[list[Any]] = [*IndexPage.search_fields]

    own_api_fields: ClassVar[list[PageField]] = [*IndexPage.own_api_fields, PageField("latest", serializers.latest)]

    parent_page_types = ["home.HomePage", "home.StandardPage"]
    subpage_types = ["press.PressReleasePage", "press.EventIndexPage"]


class EventIndexPage(ListPage):
    """Introduces the events, which are its children."""

    empty_text = text_for_an_empty_list(_("Shown when nothing is coming up."))

    class Meta:
        verbose_name = _("calendar of events")
        verbose_name_plural = _("calendars of events")

    search_fields: ClassVar[list[Any]] = [*ListPage.search_fields]

    own_api_fields: ClassVar[list[PageField]] = [
        *ListPage.own_api_fields,
        PageField("upcoming", serializers.upcoming_events),
        PageField("latest", serializers.past_events),
    ]

    parent_page_types = ["home.HomePage", "home.StandardPage", "press.PressIndexPage"]
    subpage_types = ["press.EventPage"]
