"""The front pages of the press room and of its events."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.search import index
from wagtail_localize.fields import TranslatableField

from cms.pages.fields import PageField
from cms.pages.models import BasePage
from press import serializers


class PressIndexPage(BasePage):
    """Introduces the press room; its releases are its children."""

    intro = models.TextField(_("introduction"), blank=True, max_length=600)

    class Meta:
        verbose_name = _("press room")
        verbose_name_plural = _("press rooms")

    search_fields: ClassVar[list[Any]] = [*BasePage.search_fields, index.SearchField("intro")]

    content_panels: ClassVar[list[Any]] = [*BasePage.content_panels, FieldPanel("intro")]

    summary_field = "intro"
    own_api_fields: ClassVar[list[PageField]] = [
        PageField("intro"),
        PageField("latest", serializers.latest),
    ]

    translatable_fields: ClassVar[list[Any]] = [*BasePage.base_translatable_fields, TranslatableField("intro")]

    parent_page_types = ["home.HomePage", "home.StandardPage"]
    subpage_types = ["press.PressReleasePage", "press.EventIndexPage"]


class EventIndexPage(BasePage):
    """Introduces the events, which are its children."""

    intro = models.TextField(_("introduction"), blank=True, max_length=600)
    empty_text = models.CharField(
        _("text for an empty list"), max_length=200, blank=True, help_text=_("Shown when nothing is coming up.")
    )

    class Meta:
        verbose_name = _("calendar of events")
        verbose_name_plural = _("calendars of events")

    search_fields: ClassVar[list[Any]] = [*BasePage.search_fields, index.SearchField("intro")]

    content_panels: ClassVar[list[Any]] = [
        *BasePage.content_panels,
        FieldPanel("intro"),
        FieldPanel("empty_text"),
    ]

    summary_field = "intro"
    own_api_fields: ClassVar[list[PageField]] = [
        PageField("intro"),
        PageField("empty_text", null=True),
        PageField("upcoming", serializers.upcoming_events),
        PageField("latest", serializers.past_events),
    ]

    translatable_fields: ClassVar[list[Any]] = [
        *BasePage.base_translatable_fields,
        TranslatableField("intro"),
        TranslatableField("empty_text"),
    ]

    parent_page_types = ["home.HomePage", "home.StandardPage", "press.PressIndexPage"]
    subpage_types = ["press.EventPage"]
