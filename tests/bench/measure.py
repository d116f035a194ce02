"""Measures cells in interleaved rounds, so that whatever else the machine does falls on all of them alike."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from statistics import median
from typing import Any

from tests.bench import load, processes
from tests.bench.load import Load
from tests.bench.servers import Impossible, Running
from tests.bench.sites import POSTGRESQL, Site

WARM_UP = 1.0
SECONDS_TO_SETTLE, IDLE_SECONDS = 20, 0.02


@dataclass
class Cell:
    """One read of one site in one mode, with what every round gave."""

    site: Site
    read: str
    mode: str
    loads: list[Load] = field(default_factory=list)
    server_cpu_ms: list[float] = field(default_factory=list)
    database_cpu_ms: list[float] = field(default_factory=list)

    @property
    def rate(self) -> float:
        """Median of the requests per second."""
        return median(load.rate for load in self.loads)

    def middle(self, name: str) -> float:
        """Return the median of `p50`, `p95` or `p99`, in milliseconds."""
        return median(getattr(load, name) for load in self.loads)

    def as_json(self) -> dict[str, Any]:
        """Return everything measured, with medians."""
        rates = [round(load.rate, 1) for load in self.loads]
        return {
            "size": self.site.size,
            "database": self.site.database,
            "server": str(self.site.kind),
            "read": self.read,
            "mode": self.mode,
            "requests_per_second": round(self.rate, 1),
            "rounds": rates,
            **{f"{name}_ms": round(self.middle(name), 2) for name in ("p50", "p95", "p99")},
            "server_cpu_ms": round(median(self.server_cpu_ms), 3),
            "database_cpu_ms": round(median(self.database_cpu_ms), 3),
            "kib_per_answer": round(median(load.bytes / load.requests for load in self.loads) / 1024, 1),
        }


def cells_of(site: Site, modes: set[str]) -> list[Cell]:
    """Return the cells of an opened site: each read in each mode beside its floor, and the smallest view."""
    found = [Cell(site, "ok", "floor")]
    for read in site.addresses:
        if read != "ok":
            wanted = [mode for mode in ("cold", "warm") if mode in modes and mode in site.servers]
            found += [Cell(site, read, mode) for mode in (*wanted, "floor")]
    return found


def measure(
    cells: list[Cell], rounds: int, seconds: float, report: Callable[[str], None]
) -> dict[str, list[list[float]]]:
    """Fill the cells, and return the memory of the workers of each server, in MiB, after each pass over all reads.

    Raises:
        Impossible: when a single answer is not 200.
    """
    memory: dict[str, list[list[float]]] = {}
    reads = list(dict.fromkeys(cell.read for cell in cells))
    for number in range(rounds):
        for read in reads:
            own = [cell for cell in cells if cell.read == read]
            turned = own[number % len(own) :] + own[: number % len(own)]
            for cell in turned:
                _measure_once(cell, seconds)
            shown = "   ".join(f"{cell.site.name} {cell.mode} {cell.loads[-1].rate:,.0f}/s" for cell in own)
            report(f"  pass {number + 1} of {rounds}  {read}: {shown}")
        for site in {id(cell.site): cell.site for cell in cells}.values():
            for mode, server in site.servers.items():
                memory.setdefault(f"{site.name} {mode}", []).append(server.workers_mib())
    return memory


def _measure_once(cell: Cell, seconds: float) -> None:
    site, server = cell.site, cell.site.servers[cell.mode]
    addresses = site.addresses[cell.read]
    load.run(server.address, addresses, WARM_UP, site.folder)
    _settle(server)
    with _backends(site) as backends:
        before = server.cpu_seconds(), backends()
        result = load.run(server.address, addresses, seconds, site.folder)
        after = server.cpu_seconds(), backends()
        _settle(server)
    name = f"{site.name} {cell.mode} {cell.read}"
    if not result.requests:
        raise Impossible(f"{name}: not one answer within {seconds:g} s; measure longer with --seconds.")
    if result.errors:
        raise Impossible(f"{name}: {result.errors} of {result.requests} answers failed.")
    cell.loads.append(result)
    cell.server_cpu_ms.append(1000 * (after[0] - before[0]) / result.requests)
    spent = sum(used - before[1].get(pid, 0.0) for pid, used in after[1].items())
    cell.database_cpu_ms.append(1000 * spent / result.requests)


def _settle(server: Running) -> None:
    """Wait until the server has worked off what wrk asked for and left, or the next run would begin behind it."""
    deadline, before = time.monotonic() + SECONDS_TO_SETTLE, -1.0
    while time.monotonic() < deadline and (spent := server.cpu_seconds()) - before > IDLE_SECONDS:
        before = spent
        time.sleep(0.3)


@contextmanager
def _backends(site: Site) -> Iterator[Callable[[], dict[int, float]]]:
    """Give a function that tells the CPU time so far of the database's processes that serve this site."""
    if site.database != POSTGRESQL:
        yield dict
        return
    import psycopg

    with psycopg.connect(site.url, autocommit=True) as connection:
        query = "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"

        def seconds() -> dict[int, float]:
            return {pid: processes.cpu_seconds(pid) for (pid,) in connection.execute(query)}

        yield seconds


def stamp() -> str:
    """Return the time for file names."""
    return time.strftime("%Y%m%d-%H%M%S")
