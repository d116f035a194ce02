"""Which errors say that the database does not answer, as against a statement that is wrong."""

import sqlite3

from django.db import OperationalError

_SQLITE = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_PROTOCOL,
    }
)
_SQLITE_PRIMARY = 0xFF
"""The part of SQLite's result codes that is not detail (sqlite.org/rescode.html)."""
_POSTGRESQL = ("08", "28", "40", "53", "55P03", "57", "58")
"""How the SQLSTATEs begin of connections, logins, lost races, resources, locks, operators and input/output."""


def is_outage(error: BaseException) -> bool:
    """Say whether an error means that the database cannot be reached, is locked, or cannot read or write.

    A wrong statement is none, though SQLite's driver has one class of error for both. An error without a code of the
    server's is a connection that failed.
    """
    if not isinstance(error, OperationalError):
        return False
    cause = error.__cause__
    if isinstance(cause, sqlite3.Error):
        return getattr(cause, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & _SQLITE_PRIMARY in _SQLITE
    state = getattr(cause, "sqlstate", None)
    return state is None or state.startswith(_POSTGRESQL)
