"""Events: days and occasions to which readers can come, on the spot or online."""

from datetime import datetime
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
)
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField, TranslatableField

from cms.blocks.bodies import ArticleBody
from cms.pages.fields import PageField
from cms.pages.hero import HeroBasePage
from cms.pages.models import BasePage
from cms.publishing.moments import At
from cms.streams.fields import StreamField
from press import filters, serializers
from press.zones import ZONES, end_of, local, start_of


class EventPage(HeroBasePage):
    """An event with its time in its own zone (design/3 L8)."""

    class Kind(models.TextChoices):
        OBSERVANCE = "observance", _("Day of observance")
        CAMPAIGN = "campaign", _("Campaign")
        CONFERENCE = "conference", _("Conference")
        TRAINING = "training", _("Training")
        WEBINAR = "webinar", _("Webinar")
        CEREMONY = "ceremony", _("Ceremony")
        FUNDRAISER = "fundraiser", _("Fundraiser")
        MEETING = "meeting", _("Meeting")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.CONFERENCE)
    start = models.DateTimeField(_("start"), db_index=True)
    end = models.DateTimeField(
        _("end"), null=True, blank=True, help_text=_("Empty where only the start is known: it then lasts that day.")
    )
    all_day = models.BooleanField(
        _("whole days"), default=False, help_text=_("Only the days count, and no time of day is shown.")
    )
    zone = models.CharField(
        _("time zone of the event"),
        max_length=40,
        choices=ZONES,
        default="America/New_York",
        help_text=_("Its times are shown, and counted to their year, in this zone."),
    )
    start_day = models.DateField(null=True, editable=False, db_index=True)
    over_at = models.DateTimeField(null=True, editable=False, db_index=True)
    place = models.CharField(
        _("place of the event"),
        max_length=200,
        blank=True,
        help_text=_("City and country; the house too where it is public."),
    )
    is_online = models.BooleanField(_("takes place online"), default=False)
    online_url = models.URLField(
        _("address online"), blank=True, help_text=_("Where to watch or to take part. Public, as all of this.")
    )
    registration_url = models.URLField(_("registration"), blank=True)
    registration_note = models.CharField(
        _("note on registration"), max_length=200, blank=True, help_text=_("For example: by invitation.")
    )
    lead = models.TextField(_("lead"), max_length=500, help_text=_("The first paragraph; lists show it too."))
    body = StreamField(ArticleBody(), blank=True, verbose_name=_("body"))

    moments = (At("over_at"),)

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")

    search_fields: ClassVar[list[Any]] = [
        *BasePage.search_fields,
        index.SearchField("lead"),
        index.SearchField("place"),
        index.SearchField("body"),
        index.FilterField("kind"),
    ]

    content_panels: ClassVar[list[Any]] = [
        *BasePage.content_panels,
        FieldPanel("kind"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("start"), FieldPanel("end")]),
                FieldRowPanel([FieldPanel("all_day"), FieldPanel("zone")]),
            ],
            _("Time"),
        ),
        MultiFieldPanel([FieldPanel("place"), FieldPanel("is_online"), FieldPanel("online_url")], _("Place")),
        FieldPanel("lead"),
        HeroBasePage.hero_panel,
        FieldPanel("body"),
    ]
    detail_panels: ClassVar[list[Any]] = [
        MultiFieldPanel([FieldPanel("registration_url"), FieldPanel("registration_note")], _("Registration")),
        InlinePanel("organisation_rows", heading=_("Partners and sponsors"), label=_("Organisation")),
        InlinePanel("related_rows", heading=_("Related publications and pages"), label=_("Page"), max_num=6),
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
    date_column = "start"
    own_api_fields: ClassVar[list[PageField]] = serializers.EVENT_FIELDS
    own_api_filters: ClassVar[list[Any]] = filters.EVENT_FILTERS

    translatable_fields: ClassVar[list[Any]] = [
        *BasePage.base_translatable_fields,
        *HeroBasePage.hero_translatable_fields,
        *(TranslatableField(name) for name in "place registration_note lead body".split()),
        *(
            SynchronizedField(name, overridable=False)
            for name in ("kind start end all_day zone start_day over_at is_online online_url registration_url").split()
        ),
    ]

    parent_page_types = ["press.EventIndexPage"]
    subpage_types: ClassVar[list[str]] = []

    def clean(self) -> None:
        """Refuse an end before the start, and an event that is nowhere.

        Raises:
            ValidationError: on `end` or `place`.
        """
        super().clean()
        if self.start and self.end and self.end < self.start:
            raise ValidationError({"end": _("The event cannot end before it starts.")})
        if not self.place and not self.is_online:
            raise ValidationError({"place": _("Say where it takes place, or tick “takes place online”.")})

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        """Keep in step, for drafts too: whole days begin at midnight, the first day, the moment when it is over."""
        super().full_clean(*args, **kwargs)
        if not self.start:
            return
        self.start_day = local(self.start, self.zone).date()
        if self.all_day:
            self.start = start_of(self.start_day, self.zone)
            self.end = start_of(local(self.end, self.zone).date(), self.zone) if self.end else None
        self.over_at = self._over_at()

    def _over_at(self) -> datetime:
        """Whole days, and days without a known end, are over at midnight in the event's own zone."""
        if self.end and not self.all_day:
            return self.end
        return end_of(local(self.end or self.start, self.zone).date(), self.zone)

    def card_date(self) -> tuple[str | None, str | None]:
        """Return the start in the event's own zone, or only its day."""
        return self.told(self.start), "day" if self.all_day else "minute"

    def told(self, moment: datetime | None) -> str | None:
        """Return a moment in ISO 8601 in the event's own zone, or only its day where whole days count."""
        if moment is None:
            return None
        here = local(moment, self.zone)
        return here.date().isoformat() if self.all_day else here.isoformat()
