"""Results as a Markdown table and as JSON, with what was to be reached."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from tests.bench.measure import Cell
from tests.bench.reads import READS
from tests.bench.sites import POSTGRESQL

PEER_MACHINE = 10_000
"""Requests per second of the smallest Django view where the peers were measured."""
PEERS = {"R1": 300, "R2": 340, "R4": 190}
"""Requests per second, cold, of the fastest peer there; ten times as many for searches, in 9,000 pages."""
OF_FLOOR = {POSTGRESQL: 0.5, "sqlite": 0.6}
WARM_P99_MS = 20.0
OF_PLAIN_LIST = 1.25
GROWTH = 1.5
WORKER_MIB = 200.0
WITH_FACETS_MS = {POSTGRESQL: 100.0, "sqlite": 300.0}
"""CPU time of one search in the large set, counts of filters included, of the server and the database together."""
INDEXED_PER_SECOND = 200.0
SUGGEST_MS = 10.0


@dataclass(frozen=True)
class Goal:
    """Something to reach, with what was found."""

    text: str
    found: str
    reached: bool

    @property
    def verdict(self) -> str:
        """For the table."""
        return "reached" if self.reached else "**missed**"


class Results:
    """All cells of a run, the memory of its servers, and what `Built.as_json` says of each search index."""

    def __init__(
        self, cells: list[Cell], memory: dict[str, list[list[float]]], indexes: dict[str, dict[str, Any]]
    ) -> None:
        self.cells, self.memory, self.indexes = cells, memory, indexes

    def at(self, cell: Cell, *, read: str = "", mode: str = "", size: str = "") -> Cell | None:
        """Return the cell that differs from `cell` in what is given."""
        site = cell.site
        wanted = (size or site.size, site.database, str(site.kind), read or cell.read, mode or cell.mode)
        for other in self.cells:
            if wanted == (other.site.size, other.site.database, str(other.site.kind), other.read, other.mode):
                return other
        return None

    def of_floor(self, cell: Cell) -> float | None:
        """Return the share of the floor's rate that a cell reaches."""
        floor = self.at(cell, mode="floor")
        return cell.rate / floor.rate if floor and cell.mode != "floor" else None

    def goals(self) -> Iterator[Goal]:
        """Give every goal that this run can tell about."""
        for cell in self.cells:
            if cell.mode == "warm":
                yield from self._warm(cell)
            if cell.mode == "cold":
                yield from self._cold(cell)
        yield from self._memory()
        yield from self._indexes()

    def _warm(self, cell: Cell) -> Iterator[Goal]:
        share, wanted = self.of_floor(cell) or 0.0, OF_FLOOR[cell.site.database]
        yield Goal(f"{_name(cell)}: at least {wanted} of the floor", f"{share:.2f}", share >= wanted)
        slowest = cell.middle("p99")
        yield Goal(f"{_name(cell)}: p99 under {WARM_P99_MS:.0f} ms", f"{slowest:.1f} ms", slowest < WARM_P99_MS)
        if cell.read == "R4s":
            yield _under(f"{_name(cell)}: p50", cell.middle("p50"), SUGGEST_MS)

    def _cold(self, cell: Cell) -> Iterator[Goal]:
        smallest = self.at(cell, read="ok", mode="floor")
        compared = cell.read in PEERS and (cell.read != "R4" or cell.site.size == "small")
        if smallest and compared and cell.site.database == POSTGRESQL:
            wanted = PEERS[cell.read] * smallest.rate / PEER_MACHINE
            yield Goal(f"{_name(cell)}: at least {wanted:.0f}/s", f"{cell.rate:.0f}/s", cell.rate >= wanted)
        plain = self.at(cell, read="R1")
        if plain and cell.read in {"R3", "R6"}:
            times = plain.rate / cell.rate
            yield Goal(f"{_name(cell)}: at most {OF_PLAIN_LIST} of R1's time", f"{times:.2f}", times <= OF_PLAIN_LIST)
        if cell.read == "R4f" and cell.site.size == "large":
            spent = median(cell.server_cpu_ms) + median(cell.database_cpu_ms)
            yield _under(f"{_name(cell)}: CPU of one", spent, WITH_FACETS_MS[cell.site.database])
        small = self.at(cell, size="small") if cell.site.size != "small" else None
        if small:
            times = small.rate / cell.rate
            yield Goal(f"{_name(cell)}: at most {GROWTH} of the small set's time", f"{times:.2f}", times <= GROWTH)

    def _memory(self) -> Iterator[Goal]:
        for name, passes in self.memory.items():
            if name.endswith("floor") or not any(passes):
                continue
            most = [max(workers, default=0.0) for workers in passes]
            yield Goal(f"{name}: a worker under {WORKER_MIB:.0f} MiB", f"{most[-1]:.0f} MiB", most[-1] < WORKER_MIB)
            if len(most) > 2:
                grown = most[-1] / most[1]
                yield Goal(f"{name}: flat from the second pass on", f"{100 * (grown - 1):+.1f} %", grown < 1.03)

    def _indexes(self) -> Iterator[Goal]:
        for name, built in self.indexes.items():
            if rate := built["rows_per_second"]:
                wanted = f"{name}: at least {INDEXED_PER_SECOND:.0f} pages indexed a second"
                yield Goal(wanted, f"{rate:.0f}", rate >= INDEXED_PER_SECOND)

    def markdown(self) -> str:
        """Return the tables."""
        lines = [
            "| data | read | mode | req/s (min to max) | of floor | p50 ms | p95 ms | p99 ms | server CPU ms |"
            " database CPU ms | KiB |",
            "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |",
            *(self._line(cell) for cell in self.cells),
            "",
            "| goal | found | |",
            "| --- | --- | --- |",
            *(
                f"| {goal.text} | {goal.found} | {'reached' if goal.reached else '**missed**'} |"
                for goal in self.goals()
            ),
            "",
            "Memory of each worker in MiB after each pass:",
            *(
                f"- {name}: {'; '.join(_numbers(workers) for workers in passes)}"
                for name, passes in self.memory.items()
            ),
            "",
            "Search indexes, with the texts and words beside them:",
            *(f"- {name}: {_described(built)}" for name, built in self.indexes.items()),
        ]
        return "\n".join(lines) + "\n"

    def _line(self, cell: Cell) -> str:
        rates = [load.rate for load in cell.loads]
        share = self.of_floor(cell)
        title = "smallest view" if cell.read == "ok" else f"{cell.read} {READS[cell.read].title}"
        row = cell.as_json()
        columns = [
            cell.site.name, title, cell.mode, f"**{cell.rate:,.0f}** ({min(rates):,.0f} to {max(rates):,.0f})",
            f"{share:.3f}" if share else "", *(f"{row[name]:.1f}" for name in ("p50_ms", "p95_ms", "p99_ms")),
            f"{row['server_cpu_ms']:.2f}", f"{row['database_cpu_ms']:.2f}", f"{row['kib_per_answer']:.1f}",
        ]  # fmt: skip
        return f"| {' | '.join(columns)} |"

    def as_json(self) -> dict[str, Any]:
        """Return everything, for programs."""
        return {
            "cells": [{**cell.as_json(), "of_floor": self.of_floor(cell)} for cell in self.cells],
            "goals": [vars(goal) for goal in self.goals()],
            "workers_mib": self.memory,
            "search_indexes": self.indexes,
        }

    def write(self, folder: Path, stamp: str) -> None:
        """Write both forms, also as `latest`."""
        folder.mkdir(parents=True, exist_ok=True)
        text = json.dumps(self.as_json(), indent=1)
        for name in (stamp, "latest"):
            (folder / f"{name}.md").write_text(self.markdown(), encoding="utf-8")
            (folder / f"{name}.json").write_text(text, encoding="utf-8")


def _name(cell: Cell) -> str:
    return f"{cell.site.name} {cell.read} {cell.mode}"


def _under(text: str, found: float, most: float) -> Goal:
    return Goal(f"{text} under {most:.0f} ms", f"{found:.1f} ms", found < most)


def _described(built: dict[str, Any]) -> str:
    rate = built["rows_per_second"]
    made = f"{built['rows']:,} rows in {built['seconds']:.0f} s, {rate:.0f} a second" if rate else "was there already"
    return f"{built['bytes'] / 2**20:,.0f} MiB; {made}"


def _numbers(values: list[float]) -> str:
    return ", ".join(f"{value:.0f}" for value in values)
