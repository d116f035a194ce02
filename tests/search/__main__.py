"""Ask the judged queries of our search and of stock Wagtail's, over the sample content, and print how well each does.

Stock Wagtail finds pages only, so what is judged of helplines and terms is lost to it.
"""

import argparse
import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.bench.inside import say
from tests.bench.servers import ROOT, Impossible
from tests.bench.sites import POSTGRESQL, SQLITE, databases, environment
from tests.search.judgements import load
from tests.search.report import Measured, failing, table


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="tests.search", description=__doc__)
    parser.add_argument(
        "--database",
        default=f"{SQLITE},{POSTGRESQL}",
        help="throw-away ones by kind, separated by commas, or the address of one that holds the sample content",
    )
    parser.add_argument("--verbose", action="store_true", help="show each query that could be answered better")
    return parser.parse_args()


def measured(name: str, url: str, folder: Path, *, fill: bool) -> Measured:
    """Ask on one database, in a process of its own.

    Raises:
        Impossible: when the process fails; it has said why.
    """
    say(f"{name}: {'building the sample content and asking' if fill else 'asking'}")
    (folder / "static").mkdir(exist_ok=True)
    answers = folder / f"{name}.json"
    command = [sys.executable, "-m", "tests.search.inside", "--answers", str(answers), *(["--fill"] if fill else [])]
    if subprocess.run(command, cwd=ROOT, env={**os.environ, **environment(url, folder)}, check=False).returncode:
        raise Impossible(f"asking on {name} failed.")
    return Measured(name, load(), json.loads(answers.read_text(encoding="utf-8")))


def run(options: argparse.Namespace, folder: Path) -> None:
    """Do what the command line asks for.

    Raises:
        Impossible: saying what is missing or went wrong.
    """
    if "://" in options.database:
        kind = options.database.partition(":")[0]
        results = [measured(kind, options.database, folder, fill=False)]
    else:
        names = options.database.split(",")
        if unknown := set(names) - {SQLITE, POSTGRESQL}:
            raise Impossible(f"{', '.join(sorted(unknown))} is neither {SQLITE}, {POSTGRESQL} nor an address.")
        with databases(names, ["sample"], folder) as found:
            results = [measured(name, url, folder, fill=True) for (name, _size), url in found.items()]
    for result in results:
        who = "ours" if "ours" in result.found else "stock"
        if who == "stock":
            say(f"{result.database}: ours is left out, there is no search endpoint yet")
        if options.verbose:
            say(f"\n{who} on {result.database}")
            for line in failing(result.judged, result.found[who]):
                say(line)
    say(f"\n{table(results)}")


def main() -> int:
    """Run and tear everything down, whatever happens."""
    options = arguments()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        with tempfile.TemporaryDirectory(prefix="cms-search-", ignore_cleanup_errors=True) as folder:
            run(options, Path(folder))
    except (Impossible, subprocess.CalledProcessError) as error:
        say(f"\nThe measurement stopped: {error}")
        return 1
    return 0


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        sys.exit(main())
    sys.exit(130)
