"""Vocabulary terms: one row each, a stable ASCII code, a label per language edited side by side (design/3 L3)."""

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.search import index

from cms.indexing.fields import searched
from cms.languages import codes, names
from cms.languages.localized import LocalizedTextField, pick
from cms.publishing.version import kept

code_validator = RegexValidator(r"^[a-z0-9]+(-[a-z0-9]+)*$", _("Use lower-case letters, digits and hyphens."))


class Term(index.Indexed, models.Model):
    """A term of a vocabulary. `code` is public contract and never changes."""

    code = models.CharField(
        _("code"),
        max_length=60,
        unique=True,
        validators=[code_validator],
        help_text=_("Used in addresses and filters. Never change it once it is in use."),
    )
    labels = LocalizedTextField(_("label"), text_max_length=120)
    synonyms = LocalizedTextField(
        _("synonyms"),
        blank=True,
        multiline=True,
        help_text=_("Other words people search for, one a line; outdated terms belong here. Never shown."),
    )
    sort_order = models.PositiveIntegerField(_("order"), default=0, help_text=_("Smaller comes first."))

    class Meta:
        abstract = True
        ordering = ["sort_order", "code"]

    search_fields = searched("labels", "synonyms", "code")

    panels = [FieldPanel("labels"), FieldPanel("code"), FieldPanel("synonyms"), FieldPanel("sort_order")]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """The English label, which the admin shows."""
        return pick(self.labels, codes.SOURCE)[0] or self.code


class Topic(Term):
    """What something is about. A tree of two levels."""

    parent = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="children",
        verbose_name=_("broader topic"),
    )
    descriptions = LocalizedTextField(_("description"), blank=True, multiline=True)
    deprecated = models.BooleanField(_("deprecated"), default=False, help_text=_("No longer offered to editors."))

    class Meta(Term.Meta):
        verbose_name = _("topic")
        verbose_name_plural = _("topics")

    panels = [
        FieldPanel("labels"),
        FieldPanel("code"),
        FieldPanel("parent"),
        FieldPanel("descriptions"),
        FieldPanel("synonyms"),
        MultiFieldPanel([FieldPanel("sort_order"), FieldPanel("deprecated")], _("Listing")),
    ]


class Audience(Term):
    """Whom something is for."""

    class Meta(Term.Meta):
        verbose_name = _("audience")
        verbose_name_plural = _("audiences")


class ResourceType(Term):
    """What kind of publication something is: report, toolkit, model law."""

    class Meta(Term.Meta):
        verbose_name = _("resource type")
        verbose_name_plural = _("resource types")


class Context(Term):
    """The setting that something is meant for: school, virtual school, cross-border."""

    archived = models.BooleanField(
        _("archived"), default=False, help_text=_("Kept for old material, not offered in filters by default.")
    )

    class Meta(Term.Meta):
        verbose_name = _("context")
        verbose_name_plural = _("contexts")

    panels = [*Term.panels, FieldPanel("archived")]


class Region(Term):
    """A group of countries."""

    class Meta(Term.Meta):
        verbose_name = _("region")
        verbose_name_plural = _("regions")


class Country(index.Indexed, models.Model):
    """A country by its ISO 3166-1 alpha-2 code. Its name is CLDR's unless an editor overrides it."""

    code = models.CharField(
        _("ISO code"), max_length=2, unique=True, validators=[RegexValidator(r"^[A-Z]{2}$", _("Two capital letters."))]
    )
    labels = LocalizedTextField(
        _("name"), blank=True, text_max_length=120, help_text=_("Only where the standard name is not to be used.")
    )
    region = models.ForeignKey(
        Region, null=True, blank=True, on_delete=models.PROTECT, related_name="countries", verbose_name=_("region")
    )

    class Meta:
        verbose_name = _("country")
        verbose_name_plural = _("countries")
        ordering = ["code"]

    search_fields = searched("names", "code")

    panels = [FieldPanel("code"), FieldPanel("labels"), FieldPanel("region")]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """The English name, which the admin shows."""
        return self.name_in(codes.SOURCE)[0]

    @property
    def names(self) -> dict[str, str]:
        """The name in each content language (BCP 47), by all of which the admin finds it."""
        languages = [codes.to_bcp47(code) for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES]
        return {language: self.name_in(language)[0] for language in languages}

    def name_in(self, language: str) -> tuple[str, str]:
        """Return the name in `language` (BCP 47) and the language it really is in."""
        if text := (self.labels or {}).get(language):
            return text, language
        return names.country_name(self.code, language), language


def country_codes() -> list[str]:
    """Return the codes of all countries."""
    return kept("country codes", lambda: list(Country.objects.values_list("code", flat=True)))


VOCABULARIES: dict[str, type[Term]] = {
    "topics": Topic,
    "audiences": Audience,
    "resource-types": ResourceType,
    "contexts": Context,
    "regions": Region,
}
"""Vocabularies by their name in the API; countries and series have shapes of their own."""
