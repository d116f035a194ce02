"""Ordered rows that any page can have: topics, audiences, contexts, countries, organisations, related pages.

Rows hang on Wagtail's `Page`, so one table serves every page type; never `ManyToMany` (design/2 §3).
"""

from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, PageChooserPanel
from wagtail.models import Orderable, Page

from cms.directory.models import Organisation
from cms.taxonomy.models import Audience, Context, Country, Topic


class PageTopic(Orderable):
    """A topic of a page."""

    page = ParentalKey(Page, on_delete=models.CASCADE, related_name="topic_rows")
    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, related_name="+", verbose_name=_("topic"))

    panels = [FieldPanel("topic", widget=forms.Select)]


class PageAudience(Orderable):
    """An audience of a page."""

    page = ParentalKey(Page, on_delete=models.CASCADE, related_name="audience_rows")
    audience = models.ForeignKey(Audience, on_delete=models.PROTECT, related_name="+", verbose_name=_("audience"))

    panels = [FieldPanel("audience", widget=forms.Select)]


class PageContext(Orderable):
    """A context of a page."""

    page = ParentalKey(Page, on_delete=models.CASCADE, related_name="context_rows")
    context = models.ForeignKey(Context, on_delete=models.PROTECT, related_name="+", verbose_name=_("context"))

    panels = [FieldPanel("context", widget=forms.Select)]


class PageCountry(Orderable):
    """A country of a page."""

    page = ParentalKey(Page, on_delete=models.CASCADE, related_name="country_rows")
    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="+", verbose_name=_("country"))

    panels = [FieldPanel("country")]


class PageOrganisation(Orderable):
    """An organisation and its part in a page."""

    class Role(models.TextChoices):
        PUBLISHER = "publisher", _("Publisher")
        PROVIDER = "provider", _("Provider")
        AUTHOR = "author", _("Author")
        PARTNER = "partner", _("Partner")
        FUNDER = "funder", _("Funder")
        SPONSOR = "sponsor", _("Sponsor")

    page = ParentalKey(Page, on_delete=models.CASCADE, related_name="organisation_rows")
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("organisation"),
    )
    role = models.CharField(_("role"), max_length=12, choices=Role.choices, default=Role.PUBLISHER)
    tier = models.CharField(_("tier"), max_length=60, blank=True, help_text=_("For sponsors, for example: Diamond."))

    panels = [FieldPanel("organisation"), FieldRowPanel([FieldPanel("role"), FieldPanel("tier")])]


class RelatedPage(Orderable):
    """Another page worth reading."""

    page = ParentalKey(Page, on_delete=models.CASCADE, related_name="related_rows")
    related = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+", verbose_name=_("page"))

    panels = [PageChooserPanel("related")]


ROWS = ("topic_rows", "audience_rows", "context_rows", "country_rows", "organisation_rows", "related_rows")
"""Names of the relations above."""

LOADED_ROWS = "_loaded_rows"
"""The attribute in which a page keeps child rows that were loaded in bulk, by relation."""


def rows(page: Any, relation: str) -> list[Any]:
    """Return a page's child rows in order: those loaded with it in bulk, else those it holds or the database has."""
    loaded = page.__dict__.get(LOADED_ROWS)
    return list(getattr(page, relation).all()) if loaded is None else loaded[relation]
