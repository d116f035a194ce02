"""The front pages of the library and of its courses."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail_localize.fields import SynchronizedField

from cms.pages.fields import PageField
from cms.pages.index import IndexPage, ListPage, text_for_an_empty_list
from library import serializers


class LibraryIndexPage(ListPage):
    """Introduces the library; its publications are its children."""

    class Sort(models.TextChoices):
        NEWEST = "-date", _("Newest first")
        TITLE = "title", _("By title")

    empty_text = text_for_an_empty_list(_("Shown when a filter finds nothing."))
    featured_limit = models.PositiveSmallIntegerField(_("featured publications shown"), default=3)
    default_sort = models.CharField(_("order"), max_length=10, choices=Sort.choices, default=Sort.NEWEST)
    page_size = models.PositiveSmallIntegerField(_("publications per page"), default=30)

    class Meta:
        verbose_name = _("library")
        verbose_name_plural = _("libraries")

    search_fields: ClassVar[list[Any]] = [*ListPage.search_fields]

    content_panels: ClassVar[list[Any]] = [
        *ListPage.content_panels,
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("default_sort"), FieldPanel("page_size"), FieldPanel("featured_limit")])],
            _("Lists"),
        ),
    ]

    own_api_fields: ClassVar[list[PageField]] = [
        *IndexPage.own_api_fields,
        PageField("empty_text"),
        PageField("default_sort"),
        PageField("page_size"),
        PageField("featured", serializers.featured),
    ]

    translatable_fields: ClassVar[list[Any]] = [
        *ListPage.translatable_fields,
        SynchronizedField("featured_limit", overridable=False),
        SynchronizedField("default_sort", overridable=False),
        SynchronizedField("page_size", overridable=False),
    ]

    parent_page_types = ["home.HomePage", "home.StandardPage", "home.PortalPage"]
    subpage_types = ["library.PublicationPage"]


class CourseIndexPage(ListPage):
    """Introduces the courses, which are its children."""

    empty_text = text_for_an_empty_list(_("Shown while there is no course."))

    class Meta:
        verbose_name = _("list of courses")
        verbose_name_plural = _("lists of courses")

    search_fields: ClassVar[list[Any]] = [*ListPage.search_fields]

    own_api_fields: ClassVar[list[PageField]] = [*ListPage.own_api_fields, PageField("courses", serializers.courses)]

    parent_page_types = ["home.HomePage", "home.StandardPage", "home.PortalPage"]
    subpage_types = ["library.CoursePage"]
