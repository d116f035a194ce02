"""Press releases, statements, advisories and news."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
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
from cms.languages.localized import LocalizedTextField
from cms.pages.fields import PageField
from cms.pages.hero import HeroBasePage
from cms.pages.models import BasePage
from cms.streams.fields import StreamField
from press import filters, serializers
from press.zones import ZONES, local


class PressReleasePage(HeroBasePage):
    """News for the press, with its own date and time zone (design/3 L8)."""

    class Kind(models.TextChoices):
        PRESS_RELEASE = "press_release", _("Press release")
        STATEMENT = "statement", _("Statement")
        MEDIA_ADVISORY = "media_advisory", _("Media advisory")
        NEWS = "news", _("News")

    subtitle = models.CharField(_("subtitle"), max_length=255, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.PRESS_RELEASE)
    release_date = models.DateTimeField(_("date of release"), db_index=True)
    zone = models.CharField(
        _("time zone of the release"),
        max_length=40,
        choices=ZONES,
        default="America/New_York",
        help_text=_("The date is shown, and counted to its year, in this zone."),
    )
    has_time = models.BooleanField(_("show the time of day"), default=False)
    release_day = models.DateField(null=True, editable=False, db_index=True)
    dateline_place = models.CharField(_("dateline"), max_length=120, blank=True, help_text=_("City and country."))
    lead = models.TextField(_("lead"), max_length=500, help_text=_("The first paragraph; lists show it too."))
    body = StreamField(ArticleBody(), blank=True, verbose_name=_("body"))
    contact_name = models.CharField(_("contact"), max_length=120, blank=True)
    contact_email = models.EmailField(_("contact's e-mail"), blank=True)
    contact_phone = models.CharField(
        _("contact's phone"), max_length=40, blank=True, help_text=_("An office number, never a private one.")
    )
    contact_social = models.CharField(_("contact's social handle"), max_length=120, blank=True)
    boilerplate = models.ForeignKey(
        "cms.SiteText",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("“about us” text"),
    )
    correction_note = models.TextField(_("correction"), blank=True, max_length=500)
    corrected_at = models.DateTimeField(_("corrected on"), null=True, blank=True)

    class Meta:
        verbose_name = _("press release")
        verbose_name_plural = _("press releases")

    search_fields: ClassVar[list[Any]] = [
        *BasePage.search_fields,
        index.SearchField("subtitle"),
        index.SearchField("lead"),
        index.SearchField("body"),
        index.FilterField("kind"),
    ]

    content_panels: ClassVar[list[Any]] = [
        *BasePage.content_panels,
        FieldPanel("subtitle"),
        FieldPanel("kind"),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("release_date"), FieldPanel("zone")]), FieldPanel("has_time")],
            _("Date of release"),
        ),
        FieldPanel("dateline_place"),
        FieldPanel("lead"),
        HeroBasePage.hero_panel,
        FieldPanel("body"),
        MultiFieldPanel([FieldPanel("correction_note"), FieldPanel("corrected_at")], _("Correction")),
    ]
    detail_panels: ClassVar[list[Any]] = [
        MultiFieldPanel(
            [FieldPanel(f"contact_{name}") for name in ("name", "email", "phone", "social")], _("Press contact")
        ),
        FieldPanel("boilerplate"),
        InlinePanel("organisation_rows", heading=_("Partners and sponsors"), label=_("Organisation")),
        InlinePanel("related_rows", heading=_("Related publications and pages"), label=_("Page"), max_num=6),
        InlinePanel("wire_links", heading=_("Copies at news wires"), label=_("Copy of the release")),
    ]
    topic_panels: ClassVar[list[Any]] = [
        InlinePanel("topic_rows", heading=_("Topics"), label=_("Topic"), min_num=1),
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

    summary_field = "lead"
    date_column = "release_date"
    own_api_fields: ClassVar[list[PageField]] = serializers.FIELDS
    own_api_filters: ClassVar[list[Any]] = filters.FILTERS

    translatable_fields: ClassVar[list[Any]] = [
        *BasePage.base_translatable_fields,
        *HeroBasePage.hero_translatable_fields,
        *(TranslatableField(name) for name in "subtitle dateline_place lead body correction_note".split()),
        *(
            SynchronizedField(name, overridable=False)
            for name in (
                "kind release_date zone has_time release_day contact_name contact_email contact_phone"
                " contact_social boilerplate corrected_at wire_links"
            ).split()
        ),
    ]

    parent_page_types = ["press.PressIndexPage"]
    subpage_types: ClassVar[list[str]] = []

    def clean(self) -> None:
        """Ask for the day of a correction.

        Raises:
            ValidationError: on `corrected_at`.
        """
        super().clean()
        if self.correction_note and not self.corrected_at:
            raise ValidationError({"corrected_at": _("Say when the correction was made.")})

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        """Keep the day in the release's own zone in step, for drafts too."""
        super().full_clean(*args, **kwargs)
        if self.release_date:
            self.release_day = local(self.release_date, self.zone).date()

    def card_date(self) -> tuple[str | None, str | None]:
        """Return the moment in the release's own zone, or only its day where the time does not matter."""
        if not self.release_date:
            return None, None
        released = local(self.release_date, self.zone)
        return (released.isoformat(), "minute") if self.has_time else (released.date().isoformat(), "day")


class WireLink(Orderable):
    """A copy of the release at a news wire."""

    page = ParentalKey(PressReleasePage, on_delete=models.CASCADE, related_name="wire_links")
    labels = LocalizedTextField(_("label"), text_max_length=120)
    url = models.URLField(_("address"))

    panels = [FieldPanel("labels"), FieldPanel("url")]
