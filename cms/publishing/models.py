"""Embargo: one row governs every locale of a translation group. The version of all public content."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.publishing.moments import At


class Embargo(models.Model):
    """Nothing of this translation group is public before `until`, whatever was published."""

    translation_key = models.UUIDField(unique=True)
    until = models.DateTimeField(_("embargoed until"), db_index=True)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    set_at = models.DateTimeField(auto_now=True)

    moments = (At("until"),)

    class Meta:
        verbose_name = _("embargo")
        verbose_name_plural = _("embargoes")

    def __str__(self) -> str:
        return f"{self.translation_key} {self.until:%Y-%m-%d %H:%M}"


class ContentVersion(models.Model):
    """One row with the number of the present public content. Only the database's triggers write it."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    number = models.BigIntegerField()

    class Meta:
        verbose_name = _("content version")
        verbose_name_plural = _("content versions")

    def __str__(self) -> str:
        return str(self.number)
