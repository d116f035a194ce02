"""Portals for an audience or a programme, and their sections."""

from typing import Any, ClassVar

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField, TranslatableField

from cms.blocks.bodies import PortalBody
from cms.pages import serializers as shared
from cms.pages.fields import PageField
from cms.pages.hero import HeroBasePage
from cms.pages.models import BasePage
from cms.publishing.references import PagesBelow, SnippetRef, TermRef
from cms.site.serializers import SiteTextRef
from cms.streams.fields import StreamField
from cms.taxonomy.models import Audience


def for_whom(page: Any) -> TermRef | None:
    """For whom it is: `{"code", "label"}`."""
    return TermRef(page.audience_id, "cms.Audience") if page.audience_id else None


def shown_panel(page: Any) -> SiteTextRef | None:
    """The text above everything else, where it is to be shown."""
    return (
        SnippetRef(page.safety_panel_id, "cms.SiteText") if page.show_safety_panel and page.safety_panel_id else None
    )


class PortalPage(HeroBasePage):
    """The landing page of an audience or a programme."""

    class Kind(models.TextChoices):
        EDUCATION = "education", _("Education")
        HEALTH = "health", _("Health")
        JUSTICE = "criminal-justice", _("Criminal justice")
        MISSING = "missing", _("Missing children")
        FINANCE = "finance", _("Finance")
        PROGRAMME = "programme", _("Programme")

    eyebrow = models.CharField(_("line above the title"), max_length=120, blank=True)
    intro = models.TextField(_("introduction"), max_length=600)
    portal_kind = models.CharField(_("kind of portal"), max_length=20, choices=Kind.choices, default=Kind.PROGRAMME)
    audience = models.ForeignKey(
        Audience, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("for whom")
    )
    show_safety_panel = models.BooleanField(_("show the safety panel"), default=True)
    safety_panel = models.ForeignKey(
        "cms.SiteText",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("safety panel"),
        help_text=_("How to report and where to get help, above everything else."),
    )
    body = StreamField(PortalBody(), blank=True, verbose_name=_("body"))

    class Meta:
        verbose_name = _("portal")
        verbose_name_plural = _("portals")

    search_fields: ClassVar[list[Any]] = [
        *BasePage.search_fields,
        index.SearchField("eyebrow"),
        index.SearchField("intro"),
        index.SearchField("body"),
    ]

    content_panels: ClassVar[list[Any]] = [
        *BasePage.content_panels,
        FieldPanel("eyebrow"),
        FieldPanel("intro"),
        FieldRowPanel([FieldPanel("portal_kind"), FieldPanel("audience", widget=forms.Select)]),
        HeroBasePage.hero_panel,
        MultiFieldPanel([FieldPanel("show_safety_panel"), FieldPanel("safety_panel")], _("Safety")),
        FieldPanel("body"),
        InlinePanel("organisation_rows", heading=_("Partners"), label=_("Organisation")),
        InlinePanel("topic_rows", heading=_("Topics"), label=_("Topic")),
    ]

    summary_field = "intro"
    own_api_fields: ClassVar[list[PageField]] = [
        HeroBasePage.hero_field,
        PageField("eyebrow", null=True, card=True),
        PageField("portal_kind", card=True),
        PageField("intro"),
        PageField("audience", for_whom),
        PageField("safety_panel", shown_panel),
        PageField("sections", lambda page: PagesBelow(page.path, 2), PagesBelow),
        PageField("body"),
        PageField("partners", shared.organisations(), rows=("organisation_rows",)),
    ]

    translatable_fields: ClassVar[list[Any]] = [
        *BasePage.base_translatable_fields,
        *HeroBasePage.hero_translatable_fields,
        *(TranslatableField(name) for name in "eyebrow intro body".split()),
        *(
            SynchronizedField(name, overridable=False)
            for name in "portal_kind audience show_safety_panel safety_panel".split()
        ),
    ]

    parent_page_types = ["home.HomePage", "home.StandardPage"]
    subpage_types = [
        "home.PortalSectionPage",
        "library.LibraryIndexPage",
        "library.CourseIndexPage",
        "home.DirectoryPage",
    ]


class PortalSectionPage(BasePage):
    """A section of a portal; sections have sections, two levels in all."""

    short_title = models.CharField(_("title in the portal's menu"), max_length=80, blank=True)
    intro = models.TextField(_("introduction"), blank=True, max_length=600)
    key_resource_first = models.BooleanField(_("key resources first"), default=False)
    body = StreamField(PortalBody(), blank=True, verbose_name=_("body"))

    class Meta:
        verbose_name = _("portal section")
        verbose_name_plural = _("portal sections")

    search_fields: ClassVar[list[Any]] = [
        *BasePage.search_fields,
        index.SearchField("intro"),
        index.SearchField("body"),
    ]

    content_panels: ClassVar[list[Any]] = [
        *BasePage.content_panels,
        FieldPanel("short_title"),
        FieldPanel("intro"),
        FieldPanel("key_resource_first"),
        FieldPanel("body"),
        InlinePanel("topic_rows", heading=_("Topics"), label=_("Topic")),
    ]

    summary_field = "intro"
    own_api_fields: ClassVar[list[PageField]] = [
        PageField("short_title", null=True, card=True),
        PageField("intro"),
        PageField("key_resource_first"),
        PageField("sections", lambda page: PagesBelow(page.path), PagesBelow),
        PageField("siblings", lambda page: PagesBelow(page.path[: -page.steplen]), PagesBelow),
        PageField("body"),
    ]

    translatable_fields: ClassVar[list[Any]] = [
        *BasePage.base_translatable_fields,
        *(TranslatableField(name) for name in "short_title intro body".split()),
        SynchronizedField("key_resource_first", overridable=False),
    ]

    parent_page_types = ["home.PortalPage", "home.PortalSectionPage"]
    subpage_types = ["home.PortalSectionPage"]

    @classmethod
    def can_create_at(cls, parent: Any) -> bool:
        """Allow two levels of sections below a portal."""
        return super().can_create_at(parent) and cls._level_allows(parent)

    def can_move_to(self, parent: Any) -> bool:
        """Keep to two levels when a section is moved, with what lies below it."""
        return super().can_move_to(parent) and self._level_allows(parent, has_children=self.numchild > 0)

    @classmethod
    def _level_allows(cls, parent: Any, has_children: bool = False) -> bool:
        if not issubclass(parent.specific_class, PortalSectionPage):
            return True
        return not has_children and not issubclass(parent.get_parent().specific_class, PortalSectionPage)
