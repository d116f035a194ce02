"""Run the benchmark: content, servers, load, table. `BENCH_DATABASE_URL` names a database to use and to keep."""

import argparse
import contextlib
import json
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.bench import load, measure
from tests.bench.inside import say
from tests.bench.reads import DEFAULT_READS, READS
from tests.bench.report import Results
from tests.bench.servers import ROOT, Impossible, Kind
from tests.bench.sites import POSTGRESQL, SQLITE, Site, databases, inside, opened

DEFAULT_SERVER = "gunicorn-threads:2x4"
RESULTS = ROOT / "var" / "bench"


def some_of(*known: str) -> Callable[[str], list[str]]:
    """Return a reader of words separated by commas."""

    def read(text: str) -> list[str]:
        words = [word.strip() for word in text.split(",") if word.strip()]
        if not words or (unknown := [word for word in words if word not in known]):
            raise argparse.ArgumentTypeError(f"{', '.join(unknown) or 'nothing'} is not among {', '.join(known)}")
        return words

    return read


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="tests.bench", description=__doc__)
    parser.add_argument("--size", type=some_of("small", "large"), default="small", help="small, large, or small,large")
    parser.add_argument("--database", type=some_of(SQLITE, POSTGRESQL), default=f"{SQLITE},{POSTGRESQL}")
    parser.add_argument("--server", default=DEFAULT_SERVER,
                        help="gunicorn-sync:2, gunicorn-threads:2x4, granian:2x4; several, separated by commas, are "
                        "compared in one run")  # fmt: skip
    parser.add_argument("--reads", type=some_of(*READS), default=",".join(DEFAULT_READS))
    parser.add_argument("--seconds", type=float, default=5.0, help="measured in each cell and pass (5)")
    parser.add_argument("--rounds", type=int, default=3, help="passes over all cells (3)")
    parser.add_argument("--only", choices=("cold", "warm"), help="leave the other one out")
    parser.add_argument("--profile", type=int, metavar="COUNT", help="profile each read in one process instead")
    options = parser.parse_args()
    for name in ("size", "database", "reads"):
        value = getattr(options, name)
        setattr(options, name, value.split(",") if isinstance(value, str) else value)
    return options


def run(options: argparse.Namespace, folder: Path) -> None:
    """Do what the command line asks for.

    Raises:
        Impossible: saying what is missing or went wrong.
    """
    kinds = [Kind.parse(text.strip()) for text in options.server.split(",")]
    if not options.profile:
        load.check_installed()
    modes = {options.only} if options.only else {"cold", "warm"}
    with contextlib.ExitStack() as stack:
        sites: list[Site] = []
        indexes: dict[str, Any] = {}
        for (database, size), url in stack.enter_context(databases(options.database, options.size, folder)).items():
            say(f"{size} content on {database}")
            own = folder / f"{size}-{database}"
            own.mkdir()
            inside(url, folder, "fill", "--size", size, "--folder", str(own))
            indexes[f"{size} {database}"] = json.loads((own / "index.json").read_text(encoding="utf-8"))
            if options.profile:
                inside(url, folder, "profile", "--size", size, "--reads", ",".join(options.reads),
                       "--count", str(options.profile), "--folder", str(own))  # fmt: skip
                continue
            for kind in kinds:
                say(f"{kind} on {size} {database}")
                site = Site(size, database, kind, url, own)
                sites.append(stack.enter_context(opened(site, options.reads, modes)))
        if sites:
            cells = [cell for site in sites for cell in measure.cells_of(site, modes)]
            say(f"{len(cells)} cells, {options.rounds} passes of {options.seconds:g} s")
            memory = measure.measure(cells, options.rounds, options.seconds, say)
            results = Results(cells, memory, indexes)
            results.write(RESULTS, measure.stamp())
            say(f"\n{results.markdown()}\nWritten to {RESULTS / 'latest.md'} and {RESULTS / 'latest.json'}")


def main() -> int:
    """Run and tear everything down, whatever happens."""
    options = arguments()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        with tempfile.TemporaryDirectory(prefix="cms-bench-", ignore_cleanup_errors=True) as folder:
            run(options, Path(folder))
    except Impossible as error:
        say(f"\nThe benchmark stopped: {error}")
        return 1
    except subprocess.CalledProcessError as error:
        say(f"\nThe benchmark stopped: {error}")
        return 1
    return 0


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        sys.exit(main())
    sys.exit(130)
