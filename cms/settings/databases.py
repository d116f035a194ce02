"""Both databases with the options that keep their promises (SQLite by default, PostgreSQL in production)."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import dj_database_url

from cms.settings import roles

SQLITE_OPTIONS: dict[str, Any] = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA cache_size=-1000;"
    ),
}
"""Each thread has a connection, with 1 MB of pages: the system keeps the file in memory anyway."""


@dataclass(frozen=True)
class Limits:
    """What a connection may do. `statement` and `lock` are the seconds after which PostgreSQL gives up waiting."""

    statement: int
    lock: int = 3
    connect: int = 3
    read_only: bool = False

    def as_options(self) -> str:
        """Return them as libpq's `options`."""
        values = {"statement_timeout": f"{self.statement}s", "lock_timeout": f"{self.lock}s"}
        if self.read_only:
            values["default_transaction_read_only"] = "on"
        return " ".join(f"-c {name}={value}" for name, value in values.items())


def limits_of(role: str) -> Limits:
    """Return the limits of a role: the public waits five seconds and cannot write, editors wait thirty."""
    return Limits(statement=5, read_only=True) if role == roles.PUBLIC else Limits(statement=30)


def sqlite(path: Path, *, read_only: bool = False) -> dict[str, Any]:
    """Return settings under which concurrent editors do not meet "database is locked"; makes the folder.

    A thread keeps its connection: opening one takes longer than any kept answer.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    options = dict(SQLITE_OPTIONS)
    if read_only:
        options |= {"transaction_mode": "DEFERRED", "init_command": f"{options['init_command']} PRAGMA query_only=ON;"}
    return {"ENGINE": "django.db.backends.sqlite3", "NAME": path, "CONN_MAX_AGE": None, "OPTIONS": options}


def postgresql(url: str, pool_size: int, limits: Limits | None = None) -> dict[str, Any]:
    """Return settings for psycopg 3: each thread keeps its connection, or a process has a pool of `pool_size`.

    What `options` and `connect_timeout` in the address say goes before `limits`.
    """
    config: dict[str, Any] = dict(dj_database_url.parse(url))
    config["CONN_MAX_AGE"] = 0 if pool_size else None
    config["CONN_HEALTH_CHECKS"] = not pool_size
    options = config.setdefault("OPTIONS", {})
    options.setdefault("prepare_threshold", 5)
    if limits:
        options["options"] = f"{limits.as_options()} {options.get('options', '')}".strip()
        options.setdefault("connect_timeout", limits.connect)
    if pool_size:
        options["pool"] = {"min_size": 1, "max_size": pool_size, "timeout": 5, "reconnect_timeout": 2}
    return config


def from_url(url: str, default_path: Path, pool_size: int, limits: Limits) -> dict[str, Any]:
    """Choose the database by `DATABASE_URL`; an empty one is SQLite at `default_path`.

    Raises:
        ValueError: for any other scheme than sqlite or postgres(ql).
    """
    if not url:
        return sqlite(default_path, read_only=limits.read_only)
    scheme = url.partition(":")[0]
    if scheme == "sqlite":
        return sqlite(Path(dj_database_url.parse(url)["NAME"]), read_only=limits.read_only)
    if scheme in {"postgres", "postgresql"}:
        return postgresql(url, pool_size, limits)
    raise ValueError(f"DATABASE_URL must start with sqlite:// or postgresql://, not {scheme}://")
