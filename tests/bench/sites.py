"""The sites that are measured: a database with the benchmark's content, its servers and its floor."""

import contextlib
import json
import os
import random
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.bench import ENVIRONMENT
from tests.bench.inside import get, say
from tests.bench.servers import FLOOR, ROOT, SERVICE, Impossible, Kind, Running, running

sys.path.insert(0, str(ROOT / ".ci"))
import postgresql

POSTGRESQL = "postgresql"
SQLITE = "sqlite"
PROBE = "/api/v2/locales/"


@dataclass
class Site:
    """One database of one size behind one kind of server; `servers` by mode: `cold`, `warm`, `floor`."""

    size: str
    database: str
    kind: Kind
    url: str
    folder: Path
    addresses: dict[str, Path] = field(default_factory=dict)
    servers: dict[str, Running] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """How tables call it."""
        return f"{self.size} {self.database} {self.kind}"


@contextlib.contextmanager
def databases(names: list[str], sizes: list[str], folder: Path) -> Iterator[dict[tuple[str, str], str]]:
    """Give the address of a database for each name and size; throw-away ones, unless `BENCH_DATABASE_URL` says where.

    Raises:
        Impossible: when there is no PostgreSQL.
    """
    if given := os.environ.get("BENCH_DATABASE_URL", ""):
        if len(names) > 1 or not given.startswith(names[0]):
            raise Impossible("BENCH_DATABASE_URL is one kind of database: name that one with --database.")
        if len(sizes) > 1 and "{size}" not in given:
            raise Impossible("For several sizes BENCH_DATABASE_URL must hold {size} in the name of the database.")
        yield {(names[0], size): given.replace("{size}", size) for size in sizes}
        return
    with contextlib.ExitStack() as stack:
        found = {(SQLITE, size): f"sqlite:///{folder}/{size}.sqlite3" for size in sizes if SQLITE in names}
        if POSTGRESQL in names:
            if (binaries := postgresql.binaries()) is None:
                raise Impossible("No PostgreSQL here: install it, set BENCH_DATABASE_URL, or --database sqlite.")
            server = stack.enter_context(postgresql.cluster(binaries)).rpartition("/")[0]
            found |= {(POSTGRESQL, size): _created(server, f"bench_{size}") for size in sizes}
        yield found


def _created(server: str, name: str) -> str:
    import psycopg

    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')  # type: ignore[arg-type, unused-ignore]
    return f"{server}/{name}"


def environment(url: str, folder: Path) -> dict[str, str]:
    """Return the settings of a process that works on a database."""
    own = {"DATABASE_URL": url, "CMS_DATA_DIR": str(folder), "DJANGO_SETTINGS_MODULE": "tests.bench.settings"}
    return {**ENVIRONMENT, **own}


def inside(url: str, folder: Path, *arguments: str) -> None:
    """Run a task of `tests.bench.inside`.

    Raises:
        Impossible: when it fails; it has said why.
    """
    command = [sys.executable, "-m", "tests.bench.inside", *arguments]
    if subprocess.run(command, cwd=ROOT, env={**os.environ, **environment(url, folder)}, check=False).returncode:
        raise Impossible(f"{' '.join(arguments[:1])} failed.")


@contextlib.contextmanager
def opened(site: Site, reads: list[str], modes: set[str]) -> Iterator[Site]:
    """Start the servers of a filled site; verify every address, once for all sites of a folder, which is a database's.

    Modes that the service lacks are left out.
    """
    settings = environment(site.url, site.folder)
    (site.folder / "static").mkdir(exist_ok=True)
    with contextlib.ExitStack() as stack:

        def start(application: str, own: dict[str, str], path: str) -> Running:
            port = postgresql.free_port()
            return stack.enter_context(running(site.kind, application, {**settings, **own}, port, path))

        site.servers["cold"] = start(SERVICE, {"BENCH_COLD": "1"}, PROBE)
        server = site.servers["cold"].address
        if not (site.folder / "reads.json").exists():
            given = ("--size", site.size, "--reads", ",".join(reads), "--server", server, "--folder", str(site.folder))
            inside(site.url, site.folder, "verify", *given)
        verified = json.loads((site.folder / "reads.json").read_text(encoding="utf-8"))
        for name, addresses in verified["reads"].items():
            random.Random(name).shuffle(addresses)
            site.addresses[name] = site.folder / f"{name}.txt"
            site.addresses[name].write_text("\n".join(addresses) + "\n", encoding="utf-8")
        if "warm" in modes and verified["keeps_answers"]:
            site.servers["warm"] = start(SERVICE, {}, PROBE)
            _compare(site.servers["warm"], site.folder / "answers.json")
        elif "warm" in modes:
            say("  warm: left out, the service keeps no answers yet")
        own = {"DJANGO_SETTINGS_MODULE": "", "FLOOR_ANSWERS": str(site.folder / "answers.json")}
        site.servers["floor"] = start(FLOOR, own, "/ok")
        site.addresses["ok"] = site.folder / "ok.txt"
        site.addresses["ok"].write_text("/ok\n", encoding="utf-8")
        yield site


def _compare(server: Running, answers: Path) -> None:
    """Ask twice for each address, so that the second answer may be a kept one.

    Raises:
        Impossible: when an answer differs from the cold one.
    """
    for address, body in json.loads(answers.read_bytes()).items():
        for _time in range(2):
            if get(server.address + address).content.decode() != body:
                raise Impossible(f"{address}: the kept answer differs from the one that was made for it.")
