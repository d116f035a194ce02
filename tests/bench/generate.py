"""Fills an empty, migrated database with the benchmark's content."""

from collections.abc import Callable
from functools import partial

from django.core.management import call_command
from django.db import connection, transaction
from wagtail.models import Page

from cms.seed import foundation, indexes
from library.models import PublicationPage
from tests.bench import ground, index, pages
from tests.bench.dataset import Dataset

Progress = Callable[[str], None]


class NotEmpty(Exception):
    """The database holds pages of its own."""


def is_filled(data: Dataset) -> bool:
    """Say whether the database holds exactly this content.

    Raises:
        NotEmpty: when it holds something else.
    """
    stored = PublicationPage.objects.count()
    if stored and stored != 3 * data.size.publications:
        raise NotEmpty(f"The database holds {stored} publications that are not the benchmark's {data.size.name} set.")
    return stored > 0


def fill(data: Dataset, progress: Progress = lambda line: None) -> index.Built:
    """Migrate; set the site up, store all content of the data set and index it where that is not done already.

    Raises:
        NotEmpty: when the database holds other content.
    """
    progress("tables")
    call_command("migrate", verbosity=0)
    with indexes.unlogged_queries():
        if not is_filled(data):
            populate(data, progress)
        progress("search index")
        built = index.build(partial(_indexed, progress))
    if built.rows:
        progress("statistics")
        tidy()
    return built


def _indexed(progress: Progress, done: int, total: int) -> None:
    if done % 9_000 == 0:
        progress(f"indexed {done:,} of {total:,}")


def populate(data: Dataset, progress: Progress = lambda line: None) -> None:
    """Store the content in a migrated database."""
    progress("site, vocabularies, files")
    with transaction.atomic():
        foundation.lay()
        laid = ground.lay()
    total = data.size.pages
    pages.store(data, laid, lambda done: progress(f"pages {done:,} of {total:,}"))


def tidy() -> None:
    """Leave the database as a day of normal running would: with statistics and without leftovers."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("VACUUM ANALYZE")
        else:
            cursor.execute("ANALYZE")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def problems() -> list[str]:
    """Return what is wrong with the page tree by treebeard's own check."""
    kinds = ("bad characters", "bad path length", "orphans", "wrong depth", "wrong number of children")
    return [f"{kind}: {len(pks)}" for kind, pks in zip(kinds, Page.find_problems(), strict=True) if pks]
