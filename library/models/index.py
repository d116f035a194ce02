"""The front pages of the library and of its courses."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField, TranslatableField

from cms.pages.fields import PageField
from cms.pages.models import BasePage
from library import serializers


class LibraryIndexPage(BasePage):
    """Introduces the library; its publications are its children."""

    class Sort(models.TextChoices):
        NEWEST = "-date", _("Newest first")
        TITLE = "title", _("By title")

    intro = models.TextField(_("introduction"), blank=True, max_length=600)
    empty_text = models.CharField(
        _("text for an empty list"), max_length=200, blank=True, help_text=_("Shown when a filter finds nothing.")
    )
    featured_limit = models.PositiveSmallIntegerField(_("featured publications shown"), default=3)
    default_sort = models.CharField(_("order"), max_length=10, choices=Sort.choices, default=Sort.NEWEST)
    page_size = models.PositiveSmallIntegerField(_("publications per page"), default=30)

    class Meta:
        verbose_name = _("library")
        verbose_name_plural = _("libraries")

    search_fields: ClassVar[list[Any]] = [*BasePage.search_fields, index.SearchField("intro")]

    content_panels: ClassVar[list[Any]] = [
        *BasePage.content_panels,
        FieldPanel("intro"),
        FieldPanel("empty_text"),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("default_sort"), FieldPanel("page_size"), FieldPanel("featured_limit")])],
            _("Lists"),
        ),
    ]

    summary_field = "intro"
    own_api_fields: ClassVar[list[PageField]] = [
        PageField("intro"),
        PageField("empty_text"),
        PageField("default_sort"),
        PageField("page_size"),
        PageField("featured", serializers.featured),
    ]

    translatable_fields: ClassVar[list[Any]] = [
        *BasePage.base_translatable_fields,
        TranslatableField("intro"),
        TranslatableField("empty_text"),
        SynchronizedField("featured_limit", overridable=False),
        SynchronizedField("default_sort", overridable=False),
        SynchronizedField("page_size", overridable=False),
    ]

    parent_page_types = ["home.HomePage", "home.StandardPage", "home.PortalPage"]
    subpage_types = ["library.PublicationPage"]


class CourseIndexPage(BasePage):
    """Introduces the courses, which are its children."""

    intro = models.TextField(_("introduction"), blank=True, max_length=600)
    empty_text = models.CharField(
        _("text for an empty list"), max_length=200, blank=True, help_text=_("Shown while there is no course.")
    )

    class Meta:
        verbose_name = _("list of courses")
        verbose_name_plural = _("lists of courses")

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
        PageField("courses", serializers.courses),
    ]

    translatable_fields: ClassVar[list[Any]] = [
        *BasePage.base_translatable_fields,
        TranslatableField("intro"),
        TranslatableField("empty_text"),
    ]

    parent_page_types = ["home.HomePage", "home.StandardPage", "home.PortalPage"]
    subpage_types = ["library.CoursePage"]
