"""Results as a Markdown table and as JSON, with what was to be reached."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.bench.measure import Cell
from tests.bench.reads import READS
from tests.bench.sites import POSTGRESQL

PEER_MACHINE = 10_000
"""Requests per second of the smallest Django view where the peers were measured."""
PEERS = {"R1": 300, "R2": 340}
"""Requests per second, cold, of the fastest peer there."""
OF_FLOOR = {POSTGRESQL: 0.5, "sqlite": 0.6}
WARM_P99_MS = 20.0
OF_PLAIN_LIST = 1.25
GROWTH = 1.5
WORKER_MIB = 200.0


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
    """All cells of a run and the memory of its servers."""

    def __init__(self, cells: list[Cell], memory: dict[str, list[list[float]]]) -> None:
        self.cells, self.memory = cells, memory

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

    def _warm(self, cell: Cell) -> Iterator[Goal]:
        share, wanted = self.of_floor(cell) or 0.0, OF_FLOOR[cell.site.database]
        yield Goal(f"{_name(cell)}: at least {wanted} of the floor", f"{share:.2f}", share >= wanted)
        slowest = cell.middle("p99")
        yield Goal(f"{_name(cell)}: p99 under {WARM_P99_MS:.0f} ms", f"{slowest:.1f} ms", slowest < WARM_P99_MS)

    def _cold(self, cell: Cell) -> Iterator[Goal]:
        smallest = self.at(cell, read="ok", mode="floor")
        if smallest and cell.read in PEERS and cell.site.database == POSTGRESQL:
            wanted = PEERS[cell.read] * smallest.rate / PEER_MACHINE
            yield Goal(f"{_name(cell)}: at least {wanted:.0f}/s", f"{cell.rate:.0f}/s", cell.rate >= wanted)
        plain = self.at(cell, read="R1")
        if plain and cell.read in {"R3", "R6"}:
            times = plain.rate / cell.rate
            yield Goal(f"{_name(cell)}: at most {OF_PLAIN_LIST} of R1's time", f"{times:.2f}", times <= OF_PLAIN_LIST)
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


def _numbers(values: list[float]) -> str:
    return ", ".join(f"{value:.0f}" for value in values)
