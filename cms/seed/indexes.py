"""Search and reference index during a build: paused, then made anew once. Nor is every query logged meanwhile."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management import call_command
from django.db import connection
from django.db.models.signals import post_save
from modelsearch import index
from modelsearch.signal_handlers import post_save_signal_handler
from wagtail.signal_handlers import disable_reference_index_auto_update


@contextmanager
def paused() -> Iterator[None]:
    """Keep saves from updating either index; whoever saves something calls `rebuild` afterwards."""
    models = [model for model in index.get_indexed_models() if post_save.disconnect(post_save_signal_handler, model)]
    try:
        with disable_reference_index_auto_update():
            yield
    finally:
        for model in models:
            post_save.connect(post_save_signal_handler, sender=model)


@contextmanager
def unlogged_queries() -> Iterator[None]:
    """Keep Django from keeping the text of every query, as it does where DEBUG is on; it takes a third of the time."""
    stock = connection.make_debug_cursor
    connection.make_debug_cursor = connection.make_cursor  # type: ignore[method-assign, assignment]
    try:
        yield
    finally:
        connection.make_debug_cursor = stock  # type: ignore[method-assign]


def rebuild() -> None:
    """Make both indexes from what is in the database."""
    call_command("rebuild_references_index", verbosity=0)
    call_command("wagtail_update_index", verbosity=0)
