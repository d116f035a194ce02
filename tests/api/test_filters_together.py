"""Lists with filters are made in memory of a kept list and kept sets: the same pages as the database finds."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from wagtail.models import Page

from cms.api import listing, orders
from cms.api.endpoints import pages
from cms.api.frame import frame_of
from cms.api.page_parameters import types_of
from cms.api.parameters import Parameters
from tests import factories as make

pytestmark = [pytest.mark.usefixtures("committed", "making", "tree"), pytest.mark.both_databases]
SOME = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
PUBLICATION, RELEASE, EVENT = "library.PublicationPage", "press.PressReleasePage", "press.EventPage"
SOON = datetime.now(UTC) + timedelta(days=9)
CODES = ("law", "model-law", "schools")
LANDS = ("MX", "CL")


@pytest.fixture
def making(keeping: None, settings: Any) -> None:
    """Keep what answers are made from, but no answer."""
    settings.CMS_ANSWER_MEMORY_MB = 0


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make even the first list with filters of what is kept."""
    monkeypatch.setattr(orders, "ASKED_ALONE", 0)


@pytest.fixture(scope="module")
def tree(committed: None) -> Iterator[None]:
    """Publications, releases and events of two languages, mixed with drafts, aliases and what is not public yet."""
    law = make.topic("law")
    topics = [law, make.topic("model-law", parent=law), make.topic("schools")]
    lands, paper = [make.country(code) for code in LANDS], make.document()
    for number in range(16):
        common: Any = {
            "topics": [topic for bit, topic in enumerate(topics) if number >> bit & 1],
            "draft": number % 7 == 6,
        }
        report = make.publication(
            f"Report {number}", **common, countries=lands[: number % 3],
            publication_year=2015 + number % 4 if number != 5 else None,
            date_precision="year" if number != 5 else "unknown", is_current_edition=number % 5 != 4,
            featured=number % 2 == 0, files=[("en", paper)] if number % 2 else [("es", paper), ("en", paper)],
        )  # fmt: skip
        if number % 3 == 0 and not common["draft"]:
            make.translated(report, "es", title=f"Informe {number}")
        if number % 4 == 0:
            make.release(f"Release {number}", **common, release_date=datetime(2015 + number % 3, 6, 1, tzinfo=UTC))
            make.event(f"Event {number}", **common, start=SOON + timedelta(days=number), end=SOON + timedelta(days=20))
    hidden, mirrored = Page.objects.filter(title="Report 3"), Page.objects.get(title="Report 2")
    hidden.update(expire_at=datetime(2020, 1, 1, tzinfo=UTC))
    mirrored.create_alias(parent=Page.objects.get(pk=make.home().pk), update_slug="mirror")
    yield


def several(*values: str) -> Any:
    return some.lists(some.sampled_from(values), min_size=1, unique=True).map(",".join)


ANY = {"topic": several(*CODES), "country": several(*LANDS)}
OF_PUBLICATIONS = {
    **ANY, "year": several("2015", "2016", "2017"), "year_from": some.sampled_from(["2000", "2016", "2030"]),
    "year_to": some.sampled_from(["2015", "2017"]), "language": several("en", "es", "fr"),
    "featured": some.sampled_from("01"), "current": some.sampled_from("01"), "title": some.just("Report 2"),
}  # fmt: skip
FILTERS = {
    PUBLICATION: OF_PUBLICATIONS,
    RELEASE: {**ANY, "year": several("2015", "2016"), "month": several("6", "7")},
    EVENT: {**ANY, "when": several("upcoming", "past")},
    f"{PUBLICATION},{RELEASE}": ANY,
    "wagtailcore.Page": ANY,
}
AROUND = {
    "order": some.sampled_from(["title", "-date", "id"]), "child_of": some.just("root"),
    "limit": some.sampled_from(["1", "5", "50"]), "offset": some.sampled_from(["0", "2", "7", "60"]),
}  # fmt: skip
LANGUAGES = some.sampled_from([{}, {"locale": "en"}, {"locale": "es"}, {"locale": "es", "fallback": "en"}])
QUERIES = some.sampled_from([*FILTERS]).flatmap(
    lambda kind: some.builds(
        lambda query, language: {"type": kind, **query, **language},
        some.fixed_dictionaries({}, optional={**FILTERS[kind], **AROUND}),
        LANGUAGES,
    )
)


def plain(query: dict[str, str]) -> list[int]:
    """Return what one query finds."""
    given = QueryDict(mutable=True)
    given.update(query)
    read = Parameters(given, pages.LIST_PARAMETERS)
    frame, models = frame_of(read), types_of(read.words("type"))
    rows = pages.asked(frame, models, read).pages()
    return list(listing.ordered(frame, rows, models, read).values_list("pk", flat=True))


@SOME
@given(query=QUERIES)
def test_any_filters_together_find_what_the_database_finds_and_in_its_order(
    query: dict[str, str], api: Any, at_once: None
) -> None:
    wanted, start = plain(query), int(query.get("offset", 0))
    answer = api.get("pages/", **query, fields="_,id")
    assert answer.status == 200, answer.data
    assert answer.data["meta"]["total_count"] == len(wanted)
    assert [row["id"] for row in answer.data["items"]] == wanted[start : start + int(query.get("limit", 20))]


@pytest.fixture
def queries(api: Any) -> Callable[..., int]:
    """Return a function that says how many queries a list of publications takes."""

    def counted(**query: str) -> int:
        with CaptureQueriesContext(connection) as found:
            assert api.get("pages/", type=PUBLICATION, fields="_,id", **query).status == 200
        return len(found)

    counted(topic="law", country="MX")
    counted(topic="schools", year="2016")
    return counted


def test_a_new_combination_of_known_filters_takes_no_query_and_a_new_value_takes_one(queries: Any) -> None:
    queries(topic="law", year_from="2015", year_to="2018")
    known = queries(topic="law", year_from="2015", year_to="2018")
    queries(country="MX")
    assert queries(topic="law", year_to="2018", country="MX", limit="5") == known
    assert queries(topic="law", year_to="2016") == known + 1
    assert queries(topic="schools", year_from="2016", language="en") == known + 3


def test_the_first_lists_after_a_publish_take_one_query_each(queries: Any) -> None:
    known = queries(topic="law", country="MX")
    make.topic("new")
    queries(topic="law", year="2015")
    assert queries(topic="law", year="2016", language="en") == known + 1


def test_what_is_changed_is_in_the_next_list(api: Any, at_once: None) -> None:
    ask = {"type": PUBLICATION, "topic": "schools", "year_from": "2016", "order": "title", "fields": "_,title"}
    before = [row["title"] for row in api.get("pages/", **ask).data["items"]]
    make.publication("A new report", topics=[make.topic("schools")], publication_year=2018)
    assert [row["title"] for row in api.get("pages/", **ask).data["items"]] == ["A new report", *before]
