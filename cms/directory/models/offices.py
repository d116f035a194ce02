"""The organisation's own offices."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail_localize.fields import SynchronizedField, TranslatableField

from cms.indexing.fields import searched
from cms.publishing.snippets import TranslatableSnippet
from cms.taxonomy.models import Country, code_validator


class Office(TranslatableSnippet):
    """A place of work, with the ways to reach it."""

    code = models.CharField(
        _("code"), max_length=60, validators=[code_validator], help_text=_("Stable name for addresses and imports.")
    )
    name = models.CharField(_("name"), max_length=200, help_text=_("For example: Office in Singapore."))
    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="+", verbose_name=_("country"))
    address = models.TextField(
        _("postal address"), blank=True, max_length=400, help_text=_("As it is written on a letter, one part a line.")
    )
    url = models.URLField(_("website"), blank=True, help_text=_("Only where the office has one of its own."))
    phone = models.CharField(
        _("phone"), max_length=40, blank=True, help_text=_("An office number with + and country code.")
    )
    email = models.EmailField(_("e-mail"), blank=True, help_text=_("A general address, never a person's own."))
    sort_order = models.PositiveIntegerField(_("order"), default=100, help_text=_("Smaller comes first."))

    class Meta(TranslatableSnippet.Meta):
        verbose_name = _("office")
        verbose_name_plural = _("offices")
        ordering = ["sort_order", "name"]
        constraints = [models.UniqueConstraint(fields=["code", "locale"], name="one_office_per_locale")]

    search_fields: ClassVar[list[Any]] = [
        *TranslatableSnippet.search_fields,
        *searched("name", "address"),
    ]

    panels: ClassVar[list[Any]] = [
        FieldPanel("name"),
        FieldRowPanel([FieldPanel("code"), FieldPanel("country")]),
        FieldPanel("address"),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("phone"), FieldPanel("email")]), FieldPanel("url")], _("Ways to reach it")
        ),
        FieldPanel("sort_order"),
    ]

    translatable_fields: ClassVar[list[Any]] = [
        TranslatableField("name"),
        TranslatableField("address"),
        *(SynchronizedField(name, overridable=False) for name in "code country url phone email sort_order".split()),
    ]

    def __str__(self) -> str:
        return self.name
