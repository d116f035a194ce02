"""A PostgreSQL server that lives for one test run: own directory, own port, removed at the end. Replicas of it too."""

import contextlib
import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PACKAGED_BINARIES = Path("/usr/lib/postgresql")
FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=60")
TEXT_LOCALE = "C.UTF-8" if sys.platform == "linux" else "C"
SECONDS = 60
"""No program of PostgreSQL may take longer."""


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


@dataclass(frozen=True)
class Server:
    """A server with its binaries in `directory`, all its files in `home` and nobody but us on its `port`."""

    directory: Path
    home: Path
    port: int

    @property
    def url(self) -> str:
        """The address of its database."""
        return f"postgresql://cms@127.0.0.1:{self.port}/postgres"

    def run(self, program: str, *arguments: str) -> None:
        """Run one of PostgreSQL's programs on the data of this server.

        Raises:
            subprocess.CalledProcessError: when it fails; what it said is on the standard error.
            subprocess.TimeoutExpired: when it hangs.
        """
        user = unprivileged_user()
        subprocess.run(
            [str(self.directory / program), "-D", str(self.home / "data"), *arguments],
            check=True,
            user=user,
            group=pwd.getpwnam(user).pw_gid if user else None,
            extra_groups=[] if user else None,
            cwd=self.home,
            stdout=subprocess.DEVNULL,
            timeout=2 * SECONDS,
        )

    def start(self) -> None:
        """Start it and wait until it answers."""
        options = f"-h 127.0.0.1 -p {self.port} -k {self.home} " + " ".join(f"-c {option}" for option in FAST)
        self.run("pg_ctl", "-l", str(self.home / "log"), "-w", "-t", str(SECONDS), "-o", options, "start")

    def stop(self) -> None:
        """Stop it as a power cut would, if it runs."""
        if (self.home / "data" / "postmaster.pid").exists():
            self.run("pg_ctl", "-m", "immediate", "-w", "-t", str(SECONDS), "stop")


@contextlib.contextmanager
def server(directory: Path) -> Iterator[Server]:
    """Run a server with the binaries in `directory`.

    Raises:
        subprocess.CalledProcessError: when it does not start.
    """
    with _place(directory) as new:
        new.run("initdb", "-U", "cms", "-A", "trust", "-E", "UTF8", f"--locale={TEXT_LOCALE}", "--no-sync")
        new.start()
        yield new


@contextlib.contextmanager
def replica(primary: Server) -> Iterator[Server]:
    """Run a streaming replica of a server, which answers reads whether the primary is there or not."""
    with _place(primary.directory) as new:
        new.run("pg_basebackup", "-d", primary.url, "-R", "-X", "stream", "-c", "fast", "--no-sync")
        new.start()
        yield new


@contextlib.contextmanager
def cluster(directory: Path) -> Iterator[str]:
    """Run a server and give the address of its database."""
    with server(directory) as running:
        yield running.url


@contextlib.contextmanager
def _place(directory: Path) -> Iterator[Server]:
    """Give a server that is still to be filled and started; stop it and remove its files at the end."""
    home = Path(tempfile.mkdtemp(prefix="cms-postgresql-", dir="/tmp"))
    if user := unprivileged_user():
        shutil.chown(home, user)
    new = Server(directory, home, free_port())
    try:
        yield new
    finally:
        try:
            new.stop()
        finally:
            shutil.rmtree(home, ignore_errors=True)
