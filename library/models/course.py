"""Courses: held elsewhere, described and found here."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
)
from wagtail.models import Orderable
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField, TranslatableField

from cms.blocks.bodies import ArticleBody
from cms.languages import names
from cms.pages.fields import PageField
from cms.pages.hero import HeroBasePage
from cms.pages.models import BasePage
from cms.streams.fields import StreamField
from library import filters, serializers


class CoursePage(HeroBasePage):
    """A course. Learning happens at the provider's; the languages are those in which one can enrol there."""

    class Format(models.TextChoices):
        SELF_PACED = "self_paced", _("Online, at one's own pace")
        LIVE_ONLINE = "live_online", _("Online, at fixed times")
        IN_PERSON = "in_person", _("In person")

    class Unit(models.TextChoices):
        HOURS = "hours", pgettext_lazy("length of a course", "hours")
        DAYS = "days", pgettext_lazy("length of a course", "days")
        WEEKS = "weeks", pgettext_lazy("length of a course", "weeks")

    subtitle = models.CharField(_("subtitle"), max_length=255, blank=True)
    summary = models.TextField(
        _("summary"), max_length=400, help_text=_("Two or three sentences of our own, for lists and search results.")
    )
    body = StreamField(ArticleBody(), blank=True, verbose_name=_("body"))
    format = models.CharField(_("format"), max_length=20, choices=Format.choices, default=Format.SELF_PACED)
    is_free = models.BooleanField(_("free of charge"), default=True)
    price = models.CharField(
        _("price"), max_length=120, blank=True, help_text=_("With its currency and for whom, where it is not free.")
    )
    duration = models.PositiveSmallIntegerField(_("duration"), null=True, blank=True)
    duration_unit = models.CharField(_("unit"), max_length=10, choices=Unit.choices, default=Unit.HOURS)
    certificate = models.BooleanField(_("ends with a certificate"), default=False)

    class Meta:
        verbose_name = _("course")
        verbose_name_plural = _("courses")

    search_fields: ClassVar[list[Any]] = [
        *BasePage.search_fields,
        index.SearchField("subtitle"),
        index.SearchField("summary"),
        index.SearchField("body"),
        index.FilterField("format"),
    ]

    content_panels: ClassVar[list[Any]] = [
        *BasePage.content_panels,
        FieldPanel("subtitle"),
        FieldPanel("summary"),
        HeroBasePage.hero_panel,
        FieldPanel("body"),
    ]
    detail_panels: ClassVar[list[Any]] = [
        FieldPanel("format"),
        MultiFieldPanel([FieldRowPanel([FieldPanel("duration"), FieldPanel("duration_unit")])], _("Duration")),
        MultiFieldPanel([FieldPanel("is_free"), FieldPanel("price")], _("Price")),
        FieldPanel("certificate"),
        InlinePanel("enrolments", heading=_("Where to enrol, by language"), label=_("Language"), min_num=1),
        InlinePanel("organisation_rows", heading=_("Providers and partners"), label=_("Organisation")),
        InlinePanel("related_rows", heading=_("Related publications and pages"), label=_("Page"), max_num=6),
    ]
    topic_panels: ClassVar[list[Any]] = [
        InlinePanel("topic_rows", heading=_("Topics"), label=_("Topic"), min_num=1),
        InlinePanel("audience_rows", heading=_("Audiences"), label=_("Audience")),
        InlinePanel("country_rows", heading=_("Countries"), label=_("Country")),
    ]

    edit_handler = TabbedInterface(
        [
            ObjectList(content_panels, heading=_("Content")),
            ObjectList(detail_panels, heading=_("Details")),
            ObjectList(topic_panels, heading=_("Topics")),
            ObjectList(BasePage.promote_panels, heading=_("Promote")),
            ObjectList(BasePage.settings_panels, heading=_("Settings")),
        ]
    )

    summary_field = "summary"
    own_api_fields: ClassVar[list[PageField]] = serializers.COURSE_FIELDS
    own_api_filters: ClassVar[list[Any]] = filters.COURSE_FILTERS

    translatable_fields: ClassVar[list[Any]] = [
        *BasePage.base_translatable_fields,
        *HeroBasePage.hero_translatable_fields,
        *(TranslatableField(name) for name in "subtitle summary body price".split()),
        *(
            SynchronizedField(name, overridable=False)
            for name in "format is_free duration duration_unit certificate enrolments".split()
        ),
    ]

    parent_page_types = ["library.CourseIndexPage"]
    subpage_types: ClassVar[list[str]] = []

    def clean(self) -> None:
        """Refuse a price of what is free.

        Raises:
            ValidationError: on `price`.
        """
        super().clean()
        if self.is_free and self.price:
            raise ValidationError({"price": _("Leave this empty, or untick “free of charge”.")})


class CourseEnrolment(Orderable):
    """A language in which a course is held, and where to enrol for it."""

    page = ParentalKey(CoursePage, on_delete=models.CASCADE, related_name="enrolments")
    language = models.CharField(_("language"), max_length=12, choices=names.language_choices())
    url = models.URLField(
        _("address to enrol at"), blank=True, help_text=_("Empty while nobody can enrol in this language.")
    )

    class Meta(Orderable.Meta):
        verbose_name = _("enrolment")
        verbose_name_plural = _("enrolments")

    panels = [FieldRowPanel([FieldPanel("language", widget=forms.Select), FieldPanel("url")])]
