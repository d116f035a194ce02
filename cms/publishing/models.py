"""Embargo: one row governs every locale of a translation group."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Embargo(models.Model):
    """Nothing of this translation group is public before `until`, whatever was published."""

    translation_key = models.UUIDField(unique=True)
    until = models.DateTimeField(_("embargoed until"), db_index=True)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    set_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("embargo")
        verbose_name_plural = _("embargoes")

    def __str__(self) -> str:
        return f"{self.translation_key} {self.until:%Y-%m-%d %H:%M}"
