"""What the benchmark does with Django at hand, for the database of `DATABASE_URL`; run as a process of its own."""

import argparse
import os
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


def say(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("task", choices=("fill", "profile"))
    parser.add_argument("--size", default="small")
    parser.add_argument("--reads", default="R1")
    parser.add_argument("--count", type=int, default=300)
    return parser.parse_args()


def main() -> int:
    """Do one task; 1 with a plain message where that is impossible."""
    options = arguments()
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.bench.settings"
    import django
    from django.conf import settings

    django.setup()
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    from tests.bench import dataset, generate, profile, reads, verify

    data = dataset.Dataset(dataset.SIZES[options.size])
    started = time.monotonic()
    try:
        generate.fill(data, lambda line: say(f"  {time.monotonic() - started:6.1f} s  {line}"))
        if options.task == "profile":
            keys = reads.keys_of(data)
            for name in options.reads.split(","):
                read = reads.READS[name]
                profile.profile(read, read.requests(data, keys), options.count, say)
    except (generate.NotEmpty, verify.WrongAnswer) as error:
        say(f"Stopped: {error}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
