"""What the benchmark does with Django at hand, for the database of `DATABASE_URL`; run as a process of its own."""

import argparse
import contextlib
import json
import os
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import Any


def say(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("task", choices=("fill", "verify", "profile"))
    parser.add_argument("--size", default="small")
    parser.add_argument("--reads", default="R1", help="names, separated by commas")
    parser.add_argument("--count", type=int, default=300, help="requests to profile")
    parser.add_argument("--server", default="", help="the address of the server whose answers are verified")
    parser.add_argument("--folder", type=Path, default=Path(), help="where results go")
    return parser.parse_args()


@dataclass(frozen=True)
class Got:
    """An answer as `verify` wants it."""

    status_code: int
    content: bytes


def get(address: str) -> Got:
    """Ask a server."""
    try:
        with urllib.request.urlopen(address, timeout=60) as response:  # noqa: S310
            return Got(response.status, response.read())
    except urllib.error.HTTPError as error:
        return Got(error.code, error.read())


def write_verified(data: Any, options: argparse.Namespace) -> None:
    """Check every answer of the server; write addresses by read, and bodies by address, for the floor.

    Raises:
        WrongAnswer: for an answer that is not what the data set says.
    """
    from tests.bench import asking, reads, verify
    from tests.bench.settings import KEEPS_ANSWERS

    keys = reads.keys_of(data)
    found: dict[str, list[str]] = {}
    bodies: dict[str, str] = {}

    def remembered(address: str) -> Got:
        answer = get(options.server + address)
        bodies[address] = answer.content.decode()
        return answer

    for name in options.reads.split(","):
        read = reads.READS[name]
        if read.needs and get(f"{options.server}{asking.API}{read.needs}").status_code == 404:
            say(f"  {name} {read.title}: left out, there is no {read.needs} yet")
            continue
        requests = read.requests(data, keys)
        verify.verify(read, requests, remembered)
        found[name] = [request.address for request in requests]
        say(f"  {name} {read.title}: {len(requests)} addresses verified")
    result = {"reads": found, "keeps_answers": KEEPS_ANSWERS}
    (options.folder / "reads.json").write_text(json.dumps(result), encoding="utf-8")
    (options.folder / "answers.json").write_text(json.dumps(bodies), encoding="utf-8")


def write_profiles(data: Any, options: argparse.Namespace) -> None:
    """Profile the reads, each address in this process."""
    from tests.bench import profile, reads

    keys = reads.keys_of(data)
    for name in options.reads.split(","):
        read = reads.READS[name]
        profile.profile(read, read.requests(data, keys), options.count, say)


def main() -> int:
    """Do one task; 1 with a plain message where that is impossible."""
    options = arguments()
    os.environ |= {"DJANGO_SETTINGS_MODULE": "tests.bench.settings", "BENCH_COLD": "1"}
    import django
    from django.conf import settings

    django.setup()
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    from tests.bench import dataset, generate, verify

    data = dataset.Dataset(dataset.SIZES[options.size])
    started = time.monotonic()
    try:
        if options.task in {"fill", "profile"}:
            built = generate.fill(data, lambda line: say(f"  {time.monotonic() - started:6.1f} s  {line}"))
            (options.folder / "index.json").write_text(json.dumps(built.as_json()), encoding="utf-8")
        if options.task == "verify":
            write_verified(data, options)
        if options.task == "profile":
            write_profiles(data, options)
    except (generate.NotEmpty, verify.WrongAnswer) as error:
        say(f"Stopped: {error}")
        return 1
    return 0


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        sys.exit(main())
    sys.exit(130)
