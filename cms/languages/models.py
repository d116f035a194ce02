"""Locale profiles, and what was true of a text when it went live."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Locale

from cms.languages import codes, names


class LocaleProfile(models.Model):
    """What readers are told of a locale, and whether it is launched. An unlaunched locale is not public."""

    locale = models.OneToOneField(Locale, on_delete=models.CASCADE, related_name="profile", verbose_name=_("locale"))
    native_name = models.CharField(
        _("native name"),
        max_length=100,
        help_text=_("The language's name in that language, as shown in language menus."),
    )
    launched = models.BooleanField(
        _("launched"),
        default=False,
        help_text=_("Only launched languages are public. Closing one hides all its content at once."),
    )

    class Meta:
        verbose_name = _("language")
        verbose_name_plural = _("languages")
        ordering = ["locale_id"]

    panels = [FieldPanel("locale"), FieldPanel("native_name"), FieldPanel("launched")]

    def __str__(self) -> str:
        return self.native_name

    @property
    def code(self) -> str:
        """BCP 47 code."""
        return codes.to_bcp47(self.locale.language_code)

    @property
    def direction(self) -> str:
        """`ltr` or `rtl`."""
        return names.direction(self.code)


class TranslationState(models.Model):
    """What went live in one language of a translation group, counted at that moment.

    Written only when something is published, so that no public answer can depend on a translator's typing.
    `source_hash` is the hash of the source's published strings: of its own ones on the source's row, and on a
    translation's row of those that it was made from.
    """

    translation_key = models.UUIDField()
    locale = models.ForeignKey(Locale, on_delete=models.CASCADE, related_name="+")
    is_source = models.BooleanField()
    source_locale = models.ForeignKey(Locale, on_delete=models.CASCADE, related_name="+")
    source_hash = models.CharField(max_length=64)
    strings = models.PositiveIntegerField(default=0)
    translated = models.PositiveIntegerField(default=0)
    machine = models.PositiveIntegerField(default=0)
    reviewed = models.PositiveIntegerField(default=0)
    updated_at = models.DateTimeField(help_text="When the source's text, or this translation, last changed in public.")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["translation_key", "locale"], name="one_state_per_locale")]

    def __str__(self) -> str:
        return f"{self.translation_key} {self.locale_id}"
