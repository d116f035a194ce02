"""Ordinary pages: about, mission, terms, privacy, careers."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField, TranslatableField

from cms.blocks.bodies import PortalBody
from cms.pages.fields import PageField
from cms.pages.hero import HeroBasePage
from cms.pages.models import BasePage
from cms.publishing.references import PagesBelow
from cms.streams.fields import StreamField


class StandardPage(HeroBasePage):
    """A page of text."""

    intro = models.TextField(_("introduction"), blank=True, max_length=600)
    body = StreamField(PortalBody(), blank=True, verbose_name=_("body"))
    table_of_contents = models.BooleanField(_("show a table of contents"), default=False)
    version = models.CharField(_("version"), max_length=20, blank=True, help_text=_("For terms and policies."))
    effective_date = models.DateField(_("in force since"), null=True, blank=True)
    published_on = models.DateField(
        _("date shown"), null=True, blank=True, help_text=_("Where the page is news-like; otherwise leave it empty.")
    )
    last_reviewed = models.DateField(_("last reviewed"), null=True, blank=True)
    review_due = models.DateField(_("review due"), null=True, blank=True)

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")

    search_fields: ClassVar[list[Any]] = [
        *BasePage.search_fields,
        index.SearchField("intro"),
        index.SearchField("body"),
    ]

    content_panels: ClassVar[list[Any]] = [
        *BasePage.content_panels,
        FieldPanel("intro"),
        HeroBasePage.hero_panel,
        FieldPanel("body"),
        FieldPanel("table_of_contents"),
        MultiFieldPanel(
            [FieldPanel("published_on"), FieldRowPanel([FieldPanel("version"), FieldPanel("effective_date")])],
            _("Dates"),
        ),
        InlinePanel("topic_rows", heading=_("Topics"), label=_("Topic")),
        InlinePanel("country_rows", heading=_("Countries"), label=_("Country")),
    ]
    settings_panels: ClassVar[list[Any]] = [
        *BasePage.settings_panels,
        FieldRowPanel([FieldPanel("last_reviewed"), FieldPanel("review_due")]),
    ]

    summary_field = "intro"
    date_column = "published_on"
    own_api_fields: ClassVar[list[PageField]] = [
        HeroBasePage.hero_field,
        PageField("intro"),
        PageField("body"),
        PageField("table_of_contents"),
        PageField("version", null=True),
        PageField("effective_date"),
        PageField("last_reviewed"),
        PageField("sections", lambda page: PagesBelow(page.path), PagesBelow),
    ]

    translatable_fields: ClassVar[list[Any]] = [
        *BasePage.base_translatable_fields,
        *HeroBasePage.hero_translatable_fields,
        *(TranslatableField(name) for name in "intro body".split()),
        *(
            SynchronizedField(name, overridable=False)
            for name in ("table_of_contents version effective_date published_on last_reviewed review_due").split()
        ),
    ]

    parent_page_types = ["home.HomePage", "home.StandardPage"]
    subpage_types = [
        "home.StandardPage",
        "home.PortalPage",
        "home.DirectoryPage",
        "library.LibraryIndexPage",
        "library.CourseIndexPage",
        "press.PressIndexPage",
        "press.EventIndexPage",
    ]

    def card_date(self) -> tuple[str | None, str | None]:
        """Return the date shown, where there is one."""
        return (self.published_on.isoformat(), "day") if self.published_on else (None, None)
