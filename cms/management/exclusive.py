"""A task that must never run twice at once, whichever machine it is started on."""

import contextlib
import fcntl
import hashlib
from collections.abc import Iterator
from pathlib import Path

from django.db import Error, connection


@contextlib.contextmanager
def only_one(task: str) -> Iterator[bool]:
    """Give True to the one run of `task` on this database and False, without waiting, to every other.

    A run that is killed lets go: the lock belongs to the session on PostgreSQL and to the open file on SQLite.
    """
    held = _advisory_lock(task) if connection.vendor == "postgresql" else _file_lock(task)
    with held as mine:
        yield mine


@contextlib.contextmanager
def _advisory_lock(task: str) -> Iterator[bool]:
    key = int.from_bytes(hashlib.sha256(task.encode()).digest()[:8], signed=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [key])
        mine = bool(cursor.fetchone()[0])
    try:
        yield mine
    finally:
        if mine:
            with contextlib.suppress(Error), connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [key])


@contextlib.contextmanager
def _file_lock(task: str) -> Iterator[bool]:
    database = Path(connection.settings_dict["NAME"])
    with database.with_name(f"{database.name}.{task}.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True
