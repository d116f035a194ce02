"""Helplines and hotlines. A wrong number can hurt: verification dates are part of the data (study §2.4)."""

import re
from datetime import date, timedelta
from typing import Any, ClassVar

import phonenumbers
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField, TranslatableField

from cms.indexing.fields import searched
from cms.languages import names
from cms.languages.lists import CodeListField
from cms.languages.localized import LocalizedTextField
from cms.publishing.moments import At
from cms.publishing.snippets import TranslatableSnippet
from cms.taxonomy.models import Country

STALE_AFTER = timedelta(days=180)
"""A helpline not verified for so long is marked; its details are still shown (study §4.3)."""
_SHORTEST_END = 7
"""Digits of a number without the codes before it."""


def validate_phone(value: str) -> None:
    """Accept E.164 numbers and short national codes such as 116000.

    Raises:
        ValidationError: saying how to write the number.
    """
    if value.isdigit() and 3 <= len(value) <= 6:
        return
    try:
        number = phonenumbers.parse(value)
    except phonenumbers.NumberParseException:
        number = None
    if number is None or not phonenumbers.is_possible_number(number) or not value.startswith("+"):
        raise ValidationError(_("Write the number with + and the country code, digits only: +17038376313."))


class Helpline(TranslatableSnippet):
    """A service that people in need, or people who saw something, can reach."""

    class Kind(models.TextChoices):
        CHILD_HELPLINE = "child_helpline", _("Child helpline")
        CSAM_HOTLINE = "csam_hotline", _("Hotline for child sexual abuse material")
        CSAM_PORTAL = "csam_portal", _("Reporting portal for child sexual abuse material")
        MISSING_CHILDREN = "missing_children", _("Missing children hotline")
        POLICE_EMERGENCY = "police_emergency", _("Police or emergency number")
        LAW_ENFORCEMENT_NETWORK = "law_enforcement_network", _("Law-enforcement network")
        OTHER = "other", _("Other")

    class Audience(models.TextChoices):
        ANYONE = "anyone", _("Anyone")
        CHILD = "child", _("Children and young people")
        PARENT = "parent", _("Parents and carers")
        PROFESSIONAL = "professional", _("Professionals")

    NETWORKS = [
        ("inhope", "INHOPE"),
        ("chi", "Child Helpline International"),
        ("iwf", "Internet Watch Foundation"),
        ("vgt", "Virtual Global Taskforce"),
        ("gmcn", "Global Missing Children's Network"),
    ]

    code = models.SlugField(_("code"), max_length=80, help_text=_("Stable name for addresses and imports."))
    name = models.CharField(_("name"), max_length=200)
    local_name = models.CharField(_("name in the country's language"), max_length=200, blank=True)
    country = models.ForeignKey(
        Country, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("country")
    )
    is_global = models.BooleanField(
        _("world-wide"),
        default=False,
        help_text=_("Offered in every country, and where a country has none of its own."),
    )
    kind = models.CharField(_("kind"), max_length=30, choices=Kind.choices)
    audience = models.CharField(_("for"), max_length=20, choices=Audience.choices, default=Audience.ANYONE)
    description = models.TextField(_("description"), blank=True, max_length=600)
    hours = models.CharField(
        _("hours"), max_length=200, blank=True, help_text=_("For example: Mondays to Fridays, 9:00 to 18:00.")
    )
    is_24_7 = models.BooleanField(_("day and night, every day"), default=False)
    anonymous = models.BooleanField(_("can be used anonymously"), default=False)
    accessibility_note = models.CharField(_("accessibility"), max_length=300, blank=True)
    website = models.URLField(_("website"), blank=True)
    report_url = models.URLField(_("reporting form"), blank=True)
    chat_url = models.URLField(_("chat"), blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    languages = CodeListField(_("languages spoken"), code_choices=names.language_choices())
    networks = CodeListField(_("networks"), code_choices=NETWORKS)
    priority = models.PositiveSmallIntegerField(_("priority"), default=100, help_text=_("Smaller comes first."))
    verified_on = models.DateField(_("verified on"), help_text=_("The day somebody last checked every detail."))
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("verified by"),
    )
    next_check_due = models.DateField(_("next check due"), null=True, blank=True)
    evidence_url = models.URLField(_("evidence"), blank=True, help_text=_("Where the details were found. Not public."))

    moments = (At("verified_on", days=STALE_AFTER.days + 1),)

    class Meta(TranslatableSnippet.Meta):
        verbose_name = _("helpline")
        verbose_name_plural = _("helplines")
        ordering = ["priority", "name"]

    search_fields: ClassVar[list[Any]] = [
        *TranslatableSnippet.search_fields,
        *searched("name", "local_name", "description"),
        index.RelatedFields("country", searched("names")),
        index.RelatedFields("phones", searched("shown", "dialled")),
        index.FilterField("kind"),
    ]

    panels: ClassVar[list[Any]] = [
        MultiFieldPanel(
            [
                FieldPanel("name"),
                FieldPanel("local_name"),
                FieldPanel("code"),
                FieldRowPanel([FieldPanel("country"), FieldPanel("is_global")]),
                FieldRowPanel([FieldPanel("kind"), FieldPanel("audience")]),
                FieldPanel("description"),
            ],
            _("Service"),
        ),
        InlinePanel("phones", heading=_("Phone numbers"), label=_("Phone number")),
        MultiFieldPanel(
            [FieldPanel("website"), FieldPanel("report_url"), FieldPanel("chat_url"), FieldPanel("email")],
            _("Other ways to reach it"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("hours"),
                FieldRowPanel([FieldPanel("is_24_7"), FieldPanel("anonymous")]),
                FieldPanel("accessibility_note"),
                FieldPanel("languages"),
                FieldPanel("networks"),
                FieldPanel("priority"),
            ],
            _("Details"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("verified_on"), FieldPanel("next_check_due")]),
                FieldPanel("verified_by"),
                FieldPanel("evidence_url"),
            ],
            _("Verification"),
        ),
    ]

    translatable_fields: ClassVar[list[Any]] = [
        TranslatableField("description"),
        TranslatableField("hours"),
        TranslatableField("accessibility_note"),
        *(
            SynchronizedField(name, overridable=False)
            for name in (
                "code name local_name country is_global kind audience is_24_7 anonymous website report_url chat_url"
                " email languages networks priority verified_on verified_by next_check_due evidence_url phones"
            ).split()
        ),
    ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Refuse a helpline that is of no country and not world-wide, or both.

        Raises:
            ValidationError: on `country`.
        """
        super().clean()
        if bool(self.country_id) == self.is_global:
            raise ValidationError({"country": _("Choose a country, or tick “world-wide”, not both.")})

    def is_stale(self, today: date) -> bool:
        """Say whether the last verification is too long ago to be trusted."""
        return today - self.verified_on > STALE_AFTER


class HelplinePhone(Orderable):
    """One number of a helpline."""

    helpline = ParentalKey(Helpline, on_delete=models.CASCADE, related_name="phones")
    number = models.CharField(
        _("number"), max_length=20, validators=[validate_phone], help_text=_("With + and country code.")
    )
    display = models.CharField(_("as written locally"), max_length=40, blank=True)
    labels = LocalizedTextField(_("note"), blank=True, text_max_length=80, help_text=_("For example: from abroad."))
    toll_free = models.BooleanField(_("free of charge"), default=False)
    sms = models.BooleanField(_("text messages"), default=False)
    whatsapp = models.BooleanField(_("WhatsApp"), default=False)

    class Meta(Orderable.Meta):
        verbose_name = _("phone number")
        verbose_name_plural = _("phone numbers")

    panels = [
        FieldRowPanel([FieldPanel("number"), FieldPanel("display")]),
        FieldPanel("labels"),
        FieldRowPanel([FieldPanel("toll_free"), FieldPanel("sms"), FieldPanel("whatsapp")]),
    ]

    def __str__(self) -> str:
        return self.display or self.number

    @property
    def shown(self) -> str:
        """The number as readers see it."""
        return self.display or self._formatted(phonenumbers.PhoneNumberFormat.INTERNATIONAL)

    @property
    def dialled(self) -> list[str]:
        """The digits that people give for it: with the code of the country or without, or the last seven at least."""
        digits = self.number.removeprefix("+")
        national = re.sub(r"\D", "", self._formatted(phonenumbers.PhoneNumberFormat.NATIONAL))
        ends = (digits[start:] for start in range(1, len(digits) - _SHORTEST_END + 1))
        abroad = [f"00{digits}"] if digits != self.number else []
        return list(dict.fromkeys([digits, national, *abroad, *ends]))

    def _formatted(self, form: int) -> str:
        if not self.number.startswith("+"):
            return self.number
        return str(phonenumbers.format_number(phonenumbers.parse(self.number), form))
