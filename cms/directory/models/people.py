"""People who speak for the organisation: shown while they serve, with a portrait while they consent to it."""

from datetime import datetime
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField, TranslatableField

from cms.indexing.fields import searched
from cms.publishing.moments import At, DayAfter
from cms.publishing.snippets import TranslatableSnippet
from cms.taxonomy.models import code_validator


class Person(TranslatableSnippet):
    """A member of the board, of the leadership, of the staff or of an advisory group."""

    class Group(models.TextChoices):
        BOARD = "board", _("Board")
        LEADERSHIP = "leadership", _("Leadership")
        STAFF = "staff", _("Staff")
        ADVISORY = "advisory", _("Advisory group")

    code = models.CharField(
        _("code"), max_length=60, validators=[code_validator], help_text=_("Stable name for addresses and imports.")
    )
    name = models.CharField(_("name"), max_length=200)
    local_name = models.CharField(
        _("name in its own script"),
        max_length=200,
        blank=True,
        help_text=_("Where it has no Latin letters."),
    )
    group = models.CharField(_("group"), max_length=20, choices=Group.choices, default=Group.STAFF)
    role = models.CharField(
        _("role in the organisation"), max_length=200, help_text=_("For example: Chair of the board.")
    )
    bio = models.TextField(
        _("biography"), blank=True, max_length=1500, help_text=_("A few sentences; nothing about private life.")
    )
    photo = models.ForeignKey(
        "cms.Image",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("portrait"),
        help_text=_("Shown only while the consent below lasts, and while the picture itself may be shown."),
    )
    photo_alt = models.CharField(
        _("alternative text of the portrait"),
        max_length=250,
        blank=True,
        help_text=_("What the picture shows. Leave empty to use the picture's own text."),
    )
    photo_consent = models.CharField(
        _("consent to the portrait"),
        max_length=100,
        blank=True,
        help_text=_("Where the signed consent is kept. Never public."),
    )
    photo_consent_until = models.DateField(
        _("consent to the portrait ends on"),
        null=True,
        blank=True,
        help_text=_("After this day the portrait disappears from the site."),
    )
    active_from = models.DateField(
        _("serves from"), null=True, blank=True, help_text=_("Before this day the person is not shown.")
    )
    active_to = models.DateField(
        _("serves until"), null=True, blank=True, help_text=_("After this day the person is not shown.")
    )
    sort_order = models.PositiveIntegerField(_("order"), default=100, help_text=_("Smaller comes first."))

    moments = (At("active_from"), DayAfter("active_to"), DayAfter("photo_consent_until"))

    class Meta(TranslatableSnippet.Meta):
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["sort_order", "name"]
        constraints = [models.UniqueConstraint(fields=["code", "locale"], name="one_person_per_locale")]

    search_fields: ClassVar[list[Any]] = [
        *TranslatableSnippet.search_fields,
        *searched("name", "local_name", "role"),
        index.FilterField("group"),
    ]

    panels: ClassVar[list[Any]] = [
        MultiFieldPanel(
            [FieldPanel("name"), FieldPanel("local_name"), FieldPanel("code")],
            _("Name"),
        ),
        FieldPanel("group"),
        FieldPanel("role"),
        FieldPanel("bio"),
        MultiFieldPanel(
            [
                FieldPanel("photo"),
                FieldPanel("photo_alt"),
                FieldRowPanel([FieldPanel("photo_consent"), FieldPanel("photo_consent_until")]),
            ],
            _("Portrait"),
        ),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("active_from"), FieldPanel("active_to")]), FieldPanel("sort_order")],
            _("Listing"),
        ),
    ]

    translatable_fields: ClassVar[list[Any]] = [
        TranslatableField("role"),
        TranslatableField("bio"),
        TranslatableField("photo_alt"),
        *(
            SynchronizedField(name, overridable=False)
            for name in (
                "code name local_name group photo photo_consent photo_consent_until active_from active_to sort_order"
            ).split()
        ),
    ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Ask for the consent to a portrait, and for a service that does not end before it starts.

        Raises:
            ValidationError: on `photo_consent` or `active_to`.
        """
        super().clean()
        if self.photo_id and not self.photo_consent:
            raise ValidationError({"photo_consent": _("Say where the consent is kept, or leave the portrait out.")})
        if self.active_from and self.active_to and self.active_to < self.active_from:
            raise ValidationError({"active_to": _("The last day cannot be before the first one.")})

    @classmethod
    def in_time(cls, now: datetime) -> Q:
        """Only who serves on the day of `now`."""
        today = now.date()
        begun = Q(active_from__isnull=True) | Q(active_from__lte=today)
        return begun & (Q(active_to__isnull=True) | Q(active_to__gte=today))

    @classmethod
    def files_in_time(cls, now: datetime) -> Q:
        """Only portraits to which somebody consents on the day of `now`."""
        lasts = Q(photo_consent_until__isnull=True) | Q(photo_consent_until__gte=now.date())
        return ~Q(photo_consent="") & lasts

    def consents(self, now: datetime) -> bool:
        """Say of this row what `files_in_time` asks of all."""
        lasts = self.photo_consent_until is None or self.photo_consent_until >= now.date()
        return bool(self.photo_consent) and lasts
