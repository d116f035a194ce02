"""What `tests.search` does with Django at hand, for the database of `DATABASE_URL`; run as a process of its own."""

import argparse
import io
import json
import sys
from pathlib import Path

from tests.bench.inside import say
from tests.search.judgements import Judged, load


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fill", action="store_true", help="make the tables and the sample content first")
    parser.add_argument("--answers", type=Path, required=True, help="the JSON file to write")
    return parser.parse_args()


def fill() -> None:
    """Make the tables, the site and the sample content in an empty database."""
    from django.core.management import call_command

    from cms.seed import builder

    call_command("migrate", verbosity=0)
    call_command("setup_site", stdout=io.StringIO())
    builder.build(lambda stage, done, total: None)


def check(judged: list[Judged]) -> None:
    """Say which judged items are not there: such content is not what was judged."""
    from tests.search.questions import in_locale

    live = {locale: in_locale(locale) for locale in {one.locale for one in judged}}
    for one in judged:
        if unknown := one.relevant - live[one.locale]:
            say(f"  {one}: not in this database: {', '.join(sorted(unknown))}")


def ask(judged: list[Judged]) -> dict[str, list[list[str]]]:
    """Return the keys that each of the two found for each query, in the order of the queries."""
    from tests.search.questions import Endpoint, stock

    found: dict[str, list[list[str]]] = {}
    ours = Endpoint()
    if ours.exists:
        found["ours"] = [ours.find(one.query, one.locale) for one in judged]
    with stock() as other:
        found["stock"] = [other.find(one.query, one.locale) for one in judged]
    return found


def main() -> int:
    """Fill the database where that is asked for, ask, write."""
    options = arguments()
    import django

    django.setup()
    judged = load()
    if options.fill:
        fill()
    check(judged)
    options.answers.write_text(json.dumps(ask(judged)), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
