"""Pages that list people, organisations, offices or helplines."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField, TranslatableField

from cms.pages.fields import PageField
from cms.pages.models import BasePage


class DirectoryPage(BasePage):
    """The texts around a list that the API gives on an endpoint of its own (`helplines/`, `organisations/`)."""

    class Lists(models.TextChoices):
        HELPLINES = "helplines", _("Helplines")
        ORGANISATIONS = "organisations", _("Organisations")
        PEOPLE = "people", _("People")
        OFFICES = "offices", _("Offices")

    lists = models.CharField(_("lists"), max_length=20, choices=Lists.choices, default=Lists.HELPLINES)
    group = models.CharField(
        _("only the group"), max_length=40, blank=True, help_text=_("For example: supporter. Empty lists all.")
    )
    intro = models.TextField(_("introduction"), max_length=600, blank=True)
    emergency_note = models.TextField(
        _("in an emergency"), max_length=400, blank=True, help_text=_("What to do when somebody is in danger now.")
    )
    not_listed_advice = models.TextField(
        _("where nothing is listed"), max_length=600, blank=True, help_text=_("Advice for a country without an entry.")
    )
    disclaimer = models.TextField(_("disclaimer"), max_length=600, blank=True)

    class Meta:
        verbose_name = _("directory")
        verbose_name_plural = _("directories")

    search_fields: ClassVar[list[Any]] = [*BasePage.search_fields, index.SearchField("intro")]

    content_panels: ClassVar[list[Any]] = [
        *BasePage.content_panels,
        MultiFieldPanel([FieldPanel("lists"), FieldPanel("group")], _("What it lists")),
        FieldPanel("intro"),
        FieldPanel("emergency_note"),
        FieldPanel("not_listed_advice"),
        FieldPanel("disclaimer"),
    ]

    summary_field = "intro"
    own_api_fields: ClassVar[list[PageField]] = [
        PageField("lists"),
        PageField("group", null=True),
        PageField("intro"),
        PageField("emergency_note", null=True),
        PageField("not_listed_advice", null=True),
        PageField("disclaimer", null=True),
    ]

    translatable_fields: ClassVar[list[Any]] = [
        *BasePage.base_translatable_fields,
        *(TranslatableField(name) for name in "intro emergency_note not_listed_advice disclaimer".split()),
        SynchronizedField("lists", overridable=False),
        SynchronizedField("group", overridable=False),
    ]

    parent_page_types = ["home.HomePage", "home.StandardPage", "home.PortalPage"]
    subpage_types: ClassVar[list[str]] = []
