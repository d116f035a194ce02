"""A release leads to the one before and the one after it in its own language."""

from datetime import UTC, datetime
from typing import Any

import pytest

from tests import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def named(link: Any) -> str | None:
    return link and str(link["title"])


def test_neighbours_are_the_nearest_by_date_among_what_is_public(api: Any) -> None:
    days = {"Third": 20, "First": 1, "Second": 10, "Hidden": 15}
    pages = {
        title: make.release(
            title, slug=title.lower(), draft=title == "Hidden", release_date=datetime(2026, 3, day, tzinfo=UTC)
        )
        for title, day in days.items()
    }
    make.translated(pages["Third"], "es", title="Tercera")
    found = {title: api.get(f"pages/{pages[title].pk}/").data["neighbours"] for title in ("First", "Second", "Third")}
    assert {title: (named(row["previous"]), named(row["next"])) for title, row in found.items()} == {
        "First": (None, "Second"),
        "Second": ("First", "Third"),
        "Third": ("Second", None),
    }
