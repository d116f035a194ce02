"""Embargo: one row governs every locale of a translation group. The version of all public content, and the ledger
of what the public was told.
"""

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


class LedgerHead(models.Model):
    """One row: the last number given in the ledger, and the last one of which nothing is kept any more.

    Whoever gives numbers holds the lock of this row until the commit, so that no reader sees a number before a
    smaller one.
    """

    number = models.BigIntegerField(default=0)
    forgotten = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.number)


class ToldPage(models.Model):
    """What the public was last told of a page; the row outlives the page. A page that was never public has none.

    `number` is that of the last entry, `since` that of the entry by which the page last became public. `mark` is a
    hash of what counts as a change (see `ledger.MARK`). `locale` is a Django code, `type` a label.
    """

    page_id = models.BigIntegerField(primary_key=True)
    translation_key = models.UUIDField(db_index=True)
    locale = models.CharField(max_length=100)
    type = models.CharField(max_length=200)
    public = models.BooleanField()
    mark = models.CharField(max_length=32)
    number = models.BigIntegerField(unique=True)
    since = models.BigIntegerField()
    at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.number} {self.type} {self.page_id}"


class ContentVersion(models.Model):
    """One row with the number of the present public content. Only the database's triggers write it."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    number = models.BigIntegerField()

    class Meta:
        verbose_name = _("content version")
        verbose_name_plural = _("content versions")

    def __str__(self) -> str:
        return str(self.number)
