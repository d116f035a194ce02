"""The database's clock: one `now` for everything that decides what is public. Tests set it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime

from django.db.models.functions import Now
from django.utils import timezone

_frozen: ContextVar[datetime | None] = ContextVar("frozen_now", default=None)


def frozen() -> datetime | None:
    """Return the moment that a test has set, if any."""
    return _frozen.get()


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Let everything that asks for the time see `moment` (aware)."""
    token = _frozen.set(moment)
    try:
        yield
    finally:
        _frozen.reset(token)


def now() -> datetime:
    """Ask the database what time it is. One query."""
    if (moment := _frozen.get()) is not None:
        return moment
    from cms.languages.models import LocaleProfile

    row = LocaleProfile.objects.annotate(now=Now()).values_list("now", flat=True).first()
    return row or timezone.now()
