"""Ordinary pages: about, mission, terms, privacy, careers."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField, TranslatableField

from cms.blocks.bodies import PortalBody
from cms.pages.fields import PageField
from cms.pages.models import BasePage
from cms.publishing.references import ImageRef, PagesBelow
from cms.streams import walk
from cms.streams.fields import StreamField


class StandardPage(BasePage):
    """A page of text."""

    intro = models.TextField(_("introduction"), blank=True, max_length=600)
    hero_image = models.ForeignKey(
        "cms.Image", null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("picture")
    )
    hero_alt = models.CharField(_("alternative text of the picture"), max_length=250, blank=True)
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
        MultiFieldPanel([FieldPanel("hero_image"), FieldPanel("hero_alt")], _("Picture")),
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
        PageField(
            "cover",
            lambda page: ImageRef(page.hero_image_id, alt=page.hero_alt or None) if page.hero_image_id else None,
            card=True,
        ),
        PageField("intro"),
        PageField("body", lambda page: walk.stream(page.body)),
        PageField("table_of_contents"),
        PageField("version", lambda page: page.version or None),
        PageField("effective_date"),
        PageField("last_reviewed"),
        PageField("sections", lambda page: PagesBelow(page.path)),
    ]

    translatable_fields: ClassVar[list[Any]] = [
        *BasePage.base_translatable_fields,
        *(TranslatableField(name) for name in "intro hero_alt body".split()),
        *(
            SynchronizedField(name, overridable=False)
            for name in (
                "hero_image table_of_contents version effective_date published_on last_reviewed review_due"
            ).split()
        ),
    ]

    parent_page_types = ["home.HomePage", "home.StandardPage"]
    subpage_types = [
        "home.StandardPage",
        "home.PortalPage",
        "home.DirectoryPage",
        "library.LibraryIndexPage",
        "press.PressIndexPage",
    ]

    def card_date(self) -> tuple[str | None, str | None]:
        """Return the date shown, where there is one."""
        return (self.published_on.isoformat(), "day") if self.published_on else (None, None)
