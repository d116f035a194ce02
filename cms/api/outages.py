"""Which errors say that the database does not answer, as against a statement that is wrong."""

from django.db import OperationalError

_SQLITE = {5: "busy", 6: "locked", 10: "input/output", 13: "full", 14: "cannot open", 15: "locking protocol"}
"""SQLite's result codes (sqlite.org/rescode.html): its driver is not imported for them where PostgreSQL is used."""
_SQLITE_PRIMARY = 0xFF
"""The part of the codes that is not detail."""
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
    if type(cause).__module__ == "sqlite3":
        return getattr(cause, "sqlite_errorcode", 0) & _SQLITE_PRIMARY in _SQLITE
    state = getattr(cause, "sqlstate", None)
    return state is None or state.startswith(_POSTGRESQL)
