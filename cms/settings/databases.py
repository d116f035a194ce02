"""Both databases with the options that keep their promises (SQLite by default, PostgreSQL in production)."""

from pathlib import Path
from typing import Any

import dj_database_url

SQLITE_OPTIONS: dict[str, Any] = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
}


def sqlite(path: Path) -> dict[str, Any]:
    """Return settings under which concurrent editors do not meet "database is locked"; makes the folder.

    A thread keeps its connection: opening one takes longer than any kept answer.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    engine = "django.db.backends.sqlite3"
    return {"ENGINE": engine, "NAME": path, "CONN_MAX_AGE": None, "OPTIONS": dict(SQLITE_OPTIONS)}


def postgresql(url: str, pool_size: int) -> dict[str, Any]:
    """Return settings for psycopg 3 with a pool of at most `pool_size` connections a process."""
    config: dict[str, Any] = dict(dj_database_url.parse(url))
    config["CONN_MAX_AGE"] = 0
    options = config.setdefault("OPTIONS", {})
    if pool_size:
        options["pool"] = {"min_size": 1, "max_size": pool_size, "timeout": 5, "reconnect_timeout": 2}
    return config


def from_url(url: str, default_path: Path, pool_size: int) -> dict[str, Any]:
    """Choose the database by `DATABASE_URL`; an empty one is SQLite at `default_path`.

    Raises:
        ValueError: for any other scheme than sqlite or postgres(ql).
    """
    if not url:
        return sqlite(default_path)
    scheme = url.partition(":")[0]
    if scheme == "sqlite":
        return sqlite(Path(dj_database_url.parse(url)["NAME"]))
    if scheme in {"postgres", "postgresql"}:
        return postgresql(url, pool_size)
    raise ValueError(f"DATABASE_URL must start with sqlite:// or postgresql://, not {scheme}://")
