"""A PostgreSQL server that lives for one test run: own directory, own port, removed at the end."""

import contextlib
import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

PACKAGED_BINARIES = Path("/usr/lib/postgresql")
FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=60")
TEXT_LOCALE = "C.UTF-8" if sys.platform == "linux" else "C"


def binaries() -> Path | None:
    """Return the directory that holds `initdb` and `pg_ctl`: the newest one packaged, else the one on the PATH."""
    packaged = [path.parent for path in PACKAGED_BINARIES.glob("*/bin/initdb") if (path.parent / "pg_ctl").exists()]
    if packaged:
        return max(packaged, key=lambda path: int(path.parent.name))
    on_path = shutil.which("initdb")
    return Path(on_path).resolve().parent if on_path else None


def unprivileged_user() -> str | None:
    """Return the account that runs the server, None where we are not root and run it ourselves."""
    if os.geteuid() != 0:
        return None
    accounts = {account.pw_name for account in pwd.getpwall()}
    return "postgres" if "postgres" in accounts else "nobody"


def free_port() -> int:
    """Return a TCP port that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@contextlib.contextmanager
def cluster(directory: Path) -> Iterator[str]:
    """Run a server with the binaries in `directory` and give the address of its database.

    Raises:
        subprocess.CalledProcessError: when it does not start; what it said is on the standard error.
    """
    user = unprivileged_user()
    home = Path(tempfile.mkdtemp(prefix="cms-postgresql-", dir="/tmp"))
    if user:
        shutil.chown(home, user)
    port = free_port()

    def run(program: str, *arguments: str) -> None:
        subprocess.run(
            [str(directory / program), "-D", str(home / "data"), *arguments],
            check=True,
            user=user,
            group=pwd.getpwnam(user).pw_gid if user else None,
            extra_groups=[] if user else None,
            cwd=home,
            stdout=subprocess.DEVNULL,
        )

    options = f"-h 127.0.0.1 -p {port} -k {home} " + " ".join(f"-c {option}" for option in FAST)
    try:
        run("initdb", "-U", "cms", "-A", "trust", "-E", "UTF8", f"--locale={TEXT_LOCALE}", "--no-sync")
        run("pg_ctl", "-l", str(home / "log"), "-w", "-t", "60", "-o", options, "start")
        try:
            yield f"postgresql://cms@127.0.0.1:{port}/postgres"
        finally:
            run("pg_ctl", "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(home, ignore_errors=True)
