"""What a process leaves for others to see."""

from datetime import datetime

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class SchedulerRound(models.Model):
    """The last round of the scheduler in which no task failed: one row, by the database's clock."""

    finished_at = models.DateTimeField()

    class Meta:
        verbose_name = _("round of the scheduler")
        verbose_name_plural = _("rounds of the scheduler")

    def __str__(self) -> str:
        return f"{self.finished_at:%Y-%m-%d %H:%M:%S}"

    @classmethod
    def note(cls) -> None:
        """Write that a round has just ended."""
        cls.objects.update_or_create(pk=1, defaults={"finished_at": Now()})

    @classmethod
    def last(cls) -> tuple[datetime, float] | None:
        """Return when the last round ended and how many seconds ago that is, None before the first. One query."""
        row = cls.objects.filter(pk=1).values_list("finished_at", Now()).first()
        return (row[0], (row[1] - row[0]).total_seconds()) if row else None
