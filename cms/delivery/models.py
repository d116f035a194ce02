"""What is remembered of the cache in front of the service."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Purge(models.Model):
    """The last time a CDN was emptied: one row.

    `number` is the content version and `looked_at` the database's time that were read before. `settled` is off while
    the CDN must be emptied once more, because an answer that was under way, or a replica that lagged behind, may have
    brought old content back. `failing_since` is null while it works.
    """

    number = models.BigIntegerField(default=-1)
    looked_at = models.DateTimeField(null=True)
    settled = models.BooleanField(default=False)
    failing_since = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("purge of the CDN")
        verbose_name_plural = _("purges of the CDN")

    def __str__(self) -> str:
        return f"{self.number} {self.looked_at}"
