"""Organisations, and the series that they publish."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField, TranslatableField

from cms.indexing.fields import searched
from cms.publishing.snippets import TranslatableSnippet
from cms.taxonomy.models import Country, code_validator


class Organisation(TranslatableSnippet):
    """A publisher, partner, supporter, sponsor or member of a network."""

    class Kind(models.TextChoices):
        PUBLISHER = "publisher", _("Publisher")
        PARTNER = "partner", _("Partner")
        SUPPORTER = "supporter", _("Supporter")
        NETWORK = "network", _("Network")
        SPONSOR = "sponsor", _("Sponsor")

    code = models.CharField(
        _("code"), max_length=60, validators=[code_validator], help_text=_("Used in filters; never changes.")
    )
    name = models.CharField(_("name"), max_length=200, help_text=_("Translate it only where an official name exists."))
    acronym = models.CharField(_("acronym"), max_length=30, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.PUBLISHER)
    tier = models.CharField(_("tier"), max_length=60, blank=True)
    url = models.URLField(_("website"), blank=True)
    logo = models.ForeignKey(
        "cms.Image", null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("logo")
    )
    country = models.ForeignKey(
        Country, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("country")
    )
    gmcn_member_since = models.PositiveSmallIntegerField(
        _("member of the Global Missing Children's Network since"), null=True, blank=True
    )
    sort_order = models.PositiveIntegerField(_("order"), default=100)

    class Meta(TranslatableSnippet.Meta):
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["sort_order", "name"]
        constraints = [models.UniqueConstraint(fields=["code", "locale"], name="one_organisation_per_locale")]

    search_fields: ClassVar[list[Any]] = [
        *TranslatableSnippet.search_fields,
        *searched("name", "acronym"),
        index.RelatedFields("country", searched("names")),
    ]

    panels: ClassVar[list[Any]] = [
        FieldPanel("name"),
        FieldRowPanel([FieldPanel("acronym"), FieldPanel("code")]),
        FieldRowPanel([FieldPanel("kind"), FieldPanel("tier")]),
        FieldPanel("url"),
        FieldPanel("logo"),
        MultiFieldPanel(
            [FieldPanel("country"), FieldPanel("gmcn_member_since"), FieldPanel("sort_order")], _("Listing")
        ),
    ]

    translatable_fields: ClassVar[list[Any]] = [
        TranslatableField("name"),
        *(
            SynchronizedField(name, overridable=False)
            for name in "code acronym kind tier url logo country gmcn_member_since sort_order".split()
        ),
    ]

    def __str__(self) -> str:
        return f"{self.name} ({self.acronym})" if self.acronym else self.name


class Series(TranslatableSnippet):
    """A row of publications that belong together."""

    code = models.CharField(
        _("code"), max_length=60, validators=[code_validator], help_text=_("Used in filters; never changes.")
    )
    name = models.CharField(_("name"), max_length=200)
    description = models.TextField(_("description"), blank=True)
    publisher = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("publisher")
    )
    sort_order = models.PositiveIntegerField(_("order"), default=100)

    class Meta(TranslatableSnippet.Meta):
        verbose_name = _("series")
        verbose_name_plural = _("series")
        ordering = ["sort_order", "name"]
        constraints = [models.UniqueConstraint(fields=["code", "locale"], name="one_series_per_locale")]

    search_fields: ClassVar[list[Any]] = [
        *TranslatableSnippet.search_fields,
        *searched("name"),
    ]

    panels: ClassVar[list[Any]] = [
        FieldPanel("name"),
        FieldPanel("code"),
        FieldPanel("description"),
        FieldPanel("publisher"),
        FieldPanel("sort_order"),
    ]

    translatable_fields: ClassVar[list[Any]] = [
        TranslatableField("name"),
        TranslatableField("description"),
        *(SynchronizedField(name, overridable=False) for name in ("code", "publisher", "sort_order")),
    ]

    def __str__(self) -> str:
        return self.name
