"""Lists of pages: paging, order, filters, what is refused (design/4)."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from tests import factories as make

pytestmark = pytest.mark.django_db
PUBLICATION = "library.PublicationPage"
RELEASE = "press.PressReleasePage"


def titles(answer: Any) -> list[str]:
    assert answer.status == 200, answer.data
    return [row["title"] for row in answer.data["items"]]


def test_a_list_says_how_much_there_is_and_where_the_next_part_is(api: Any) -> None:
    for number in range(5):
        make.publication(f"Report {number}", publication_year=2001 + number)
    query = {"type": PUBLICATION, "limit": 2}
    first = api.get("pages/", **query)
    assert titles(first) == ["Report 4", "Report 3"]
    meta = first.data["meta"]
    assert meta["total_count"] == 5
    assert meta["previous"] is None
    second = api.get(meta["next"].removeprefix("http://testserver"))
    assert titles(second) == ["Report 2", "Report 1"]
    third = api.get(second.data["meta"]["next"].removeprefix("http://testserver"))
    assert titles(third) == ["Report 0"]
    assert third.data["meta"]["next"] is None
    back = api.get(third.data["meta"]["previous"].removeprefix("http://testserver"))
    assert titles(back) == titles(second)
    assert api.get(back.data["meta"]["previous"].removeprefix("http://testserver")).data == first.data
    beyond = api.get("pages/", **query, offset=90).data
    assert beyond["meta"]["total_count"] == 5
    assert beyond["items"] == []
    last = api.get(beyond["meta"]["previous"].removeprefix("http://testserver"))
    assert titles(last) == ["Report 1", "Report 0"], "not to a part in which nothing is"


@pytest.mark.parametrize(
    "address",
    ["pages/", "helplines/", "organisations/", "redirects/", "locales/", "menus/", "stats/", "helplines/countries/",
     "vocabularies/topics/", "changes/?since=now"],
)  # fmt: skip
def test_every_list_says_whether_there_is_another_part(address: str, api: Any) -> None:
    """One loop over `meta.next` reads any of them to its end."""
    meta = api.get(address).data["meta"]
    assert {"total_count", "next", "previous"} <= set(meta)


@pytest.mark.parametrize(
    ("address", "build"),
    [
        ("helplines/", lambda number: make.helpline(f"line-{number}")),
        ("organisations/", lambda number: make.organisation(f"house-{number}")),
    ],
)
def test_lists_beside_pages_are_read_part_by_part(address: str, build: Any, api: Any) -> None:
    for number in range(3):
        build(number)
    first = api.get(address, limit=2).data
    assert first["meta"] | {"advice": None} == {
        "total_count": 3, "next": f"http://testserver/api/v2/{address}?limit=2&offset=2", "previous": None,
        "advice": None,
    }  # fmt: skip
    second = api.get(first["meta"]["next"].removeprefix("http://testserver")).data
    assert len(first["items"] + second["items"]) == 3
    assert second["meta"]["next"] is None
    assert second["meta"]["previous"] == f"http://testserver/api/v2/{address}?limit=2"


@pytest.mark.parametrize("name", ["limit", "offset"])
@pytest.mark.parametrize("value", ["-1", "abc", "1e3", "", " 5", "٣", "9223372036854775808", "1" * 30])
def test_paging_out_of_bounds_is_refused(name: str, value: str, api: Any, problem: Any) -> None:
    problem(api.get("pages/", **{name: value}), 400, name)


def test_the_bounds_of_paging_are_those_of_the_contract(api: Any, problem: Any) -> None:
    assert api.get("pages/", limit=50, offset=100_000).status == 200
    problem(api.get("pages/", limit=51), 400, "limit")
    problem(api.get("pages/", offset=100_001), 400, "offset")


def test_newest_first_by_the_types_own_date_and_then_by_id(api: Any) -> None:
    """The day something was put into the system says nothing (design/3 L8)."""
    make.publication("Old", publication_year=1999)
    one = make.publication("Same year, first", publication_year=2015)
    two = make.publication("Same year, second", publication_year=2015)
    make.publication("Undated", publication_year=None, date_precision="unknown")
    make.publication("New", publication_year=2024, publication_month=6, date_precision="month")
    assert one.pk < two.pk
    expected = ["New", "Same year, second", "Same year, first", "Old", "Undated"]
    assert titles(api.get("pages/", type=PUBLICATION)) == expected
    assert titles(api.get("pages/", type=PUBLICATION, order="-date")) == expected
    ascending = titles(api.get("pages/", type=PUBLICATION, order="date"))
    assert ascending == ["Old", "Same year, second", "Same year, first", "New", "Undated"]


@pytest.mark.both_databases
def test_mixed_types_are_ordered_by_the_date_of_each(api: Any) -> None:
    make.publication("Report", publication_year=2025)
    make.release("Release", release_date=datetime(2025, 6, 1, 12, tzinfo=UTC))
    make.standard("News-like", published_on=date(2025, 3, 1))
    both = titles(api.get("pages/", type=f"{PUBLICATION},{RELEASE},home.StandardPage", locale="en"))
    assert both[:3] == ["Release", "News-like", "Report"]
    assert titles(api.get("pages/", locale="en"))[:3] == ["Release", "News-like", "Report"]


def test_an_order_may_be_asked_for_and_a_misspelt_one_is_answered_with_the_nearest(api: Any, problem: Any) -> None:
    for title in ("Beta", "Alpha", "Gamma"):
        make.publication(title)
    assert titles(api.get("pages/", type=PUBLICATION, order="title")) == ["Alpha", "Beta", "Gamma"]
    assert titles(api.get("pages/", type=PUBLICATION, order="-title")) == ["Gamma", "Beta", "Alpha"]
    assert problem(api.get("pages/", order="titel"), 400, "order")["errors"][0]["did_you_mean"] == "title"
    for hostile in ("title__", "?", "random,title", "-random", "body", "owner__password", "pk"):
        problem(api.get("pages/", order=hostile), 400, "order")


def test_a_random_order_is_not_kept_by_any_cache(api: Any) -> None:
    assert api.get("pages/", order="random").response["Cache-Control"] == "no-store"


def test_whatever_is_unknown_is_refused_and_the_nearest_is_named(api: Any, problem: Any) -> None:
    """E23: a filter that is silently ignored gives everything."""
    make.topic("csam")
    for query, parameter, nearest in (
        ({"lcoale": "es"}, "lcoale", "locale"),
        ({"type": "library.PublicationPgae"}, "type", PUBLICATION),
        ({"type": "library.publication"}, "type", PUBLICATION),
        ({"type": PUBLICATION, "fields": "sumary"}, "fields", "summary"),
        ({"topic": "csan"}, "topic", "csam"),
        ({"type": RELEASE, "kind": "statements"}, "kind", "statement"),
        ({"type": PUBLICATION, "language": "spanish"}, "language", None),
        ({"type": RELEASE, "series": "x"}, "series", None),
        ({"rich_text_format": "db_html"}, "rich_text_format", "html"),
        ({"search_operator": "or"}, "search_operator", None),
        ({"locale": "en-US"}, "locale", "en"),
        ({"type": PUBLICATION, "language": "zh"}, "language", "zh-Hans"),
        ({"xyz": "1"}, "xyz", None),
    ):
        body = problem(api.get("pages/", **query), 400, parameter)
        error = next(row for row in body["errors"] if row["parameter"] == parameter)
        assert error["did_you_mean"] == nearest, query
        assert body["message"] == body["detail"]


def test_what_goes_with_other_types_names_them(api: Any, problem: Any) -> None:
    for query, parameter, labels in (
        ({"audience": "x"}, "audience", [PUBLICATION]),
        ({"type": "library.CoursePage", "year": "2020"}, "year", [PUBLICATION, RELEASE]),
        ({"type": f"{PUBLICATION},{RELEASE}", "current": "1"}, "current", [PUBLICATION]),
    ):
        (error,) = problem(api.get("pages/", **query), 400, parameter)["errors"]
        assert error["did_you_mean"] is None
        assert [label for label in (PUBLICATION, RELEASE) if f"type={label}" in error["detail"]] == labels, error


def test_a_comma_is_or_and_parameters_are_and(api: Any) -> None:
    one, two = make.topic("one"), make.topic("two")
    mexico, chile = make.country("MX"), make.country("CL")
    make.publication("A", topics=[one], countries=[mexico])
    make.publication("B", topics=[two], countries=[mexico])
    make.publication("C", topics=[one, two], countries=[chile])
    ask = {"type": PUBLICATION, "order": "title"}
    assert titles(api.get("pages/", **ask, topic="one")) == ["A", "C"]
    assert titles(api.get("pages/", **ask, topic="one,two")) == ["A", "B", "C"]
    assert titles(api.get("pages/", **ask, topic=["one", "two"])) == ["A", "B", "C"]
    assert titles(api.get("pages/", **ask, topic="two", country="MX")) == ["B"]


def test_a_topic_takes_in_its_narrower_ones(api: Any) -> None:
    broad = make.topic("exploitation")
    narrow = make.topic("csam", parent=broad)
    make.publication("Narrow", topics=[narrow])
    make.publication("Broad", topics=[broad, narrow])
    ask = {"type": PUBLICATION, "order": "title"}
    assert titles(api.get("pages/", **ask, topic="exploitation")) == ["Broad", "Narrow"]
    assert titles(api.get("pages/", **ask, topic="csam")) == ["Broad", "Narrow"]
    tree = {row["code"]: row for row in api.get("vocabularies/topics/").data["items"]}
    assert tree["exploitation"]["count"] == 2
    assert tree["exploitation"]["children"][0]["count"] == 2


def test_every_filter_of_publications_finds_what_it_says(api: Any) -> None:
    house, other = make.organisation("house"), make.organisation("other")
    row, paper = make.series("row"), make.document()
    make.publication(
        "Wanted", publishers=[house], series=row, audiences=[make.audience("teachers")], featured=True,
        files=[("es", paper)], resource_type=make.resource_type("toolkit"), publication_year=2022,
    )  # fmt: skip
    make.publication("Other", publishers=[other], publication_year=2018)
    for query in (
        {"publisher": "house"}, {"series": "row"}, {"audience": "teachers"}, {"featured": "1"}, {"language": "es"},
        {"resource_type": "toolkit"}, {"year": "2022"}, {"year": "2021,2022"}, {"year_from": "2019"},
        {"year_from": "2019", "year_to": "2022"}, {"slug": "nope"}, {"title": "Wanted"},
    ):  # fmt: skip
        expected = [] if "slug" in query else ["Wanted"]
        assert titles(api.get("pages/", type=PUBLICATION, **query)) == expected, query
    assert titles(api.get("pages/", type=PUBLICATION, featured="0")) == ["Other"]
    assert titles(api.get("pages/", type=PUBLICATION, year_to="2018")) == ["Other"]


def test_superseded_editions_leave_the_default_list_of_publications_only(api: Any) -> None:
    old = make.publication("Ninth", is_current_edition=False, publication_year=2018)
    make.publication("Tenth", supersedes=old, publication_year=2023)
    assert titles(api.get("pages/", type=PUBLICATION)) == ["Tenth"]
    assert titles(api.get("pages/", type=PUBLICATION, current="0")) == ["Tenth", "Ninth"]
    assert titles(api.get("pages/", type=f"{PUBLICATION},{RELEASE}")) == ["Tenth", "Ninth"]
    assert {"Tenth", "Ninth"} <= set(titles(api.get("pages/", limit=50)))
    assert api.get(f"pages/{old.pk}/").data["superseded_by"][0]["title"] == "Tenth"


@pytest.mark.both_databases
def test_year_and_month_of_a_release_are_those_of_its_own_zone(api: Any) -> None:
    """Ten at night on New Year's Eve in New York is already January in Greenwich."""
    moment = datetime(2026, 1, 1, 3, tzinfo=UTC)
    make.release("New York", release_date=moment, zone="America/New_York")
    make.release("Tokyo", release_date=moment, zone="Asia/Tokyo")
    assert titles(api.get("pages/", type=RELEASE, year="2025", month="12")) == ["New York"]
    assert titles(api.get("pages/", type=RELEASE, year="2026")) == ["Tokyo"]
    assert titles(api.get("pages/", type=RELEASE, year="2025,2026", month="1,12", order="title")) == [
        "New York",
        "Tokyo",
    ]
    dates = {row["title"]: row["date"] for row in api.get("pages/", type=RELEASE).data["items"]}
    assert dates == {"New York": "2025-12-31", "Tokyo": "2026-01-01"}


def test_a_date_is_told_as_precisely_as_it_is_known(api: Any) -> None:
    make.publication("Year", publication_year=2019)
    make.publication("Month", publication_year=2019, publication_month=8, date_precision="month")
    make.publication("Day", publication_year=2019, publication_month=8, publication_day=15, date_precision="day")
    make.publication("None", publication_year=None, date_precision="unknown")
    rows = {row["title"]: (row["date"], row["date_precision"], row["year"])
            for row in api.get("pages/", type=PUBLICATION).data["items"]}  # fmt: skip
    assert rows == {
        "Year": ("2019", "year", 2019),
        "Month": ("2019-08", "month", 2019),
        "Day": ("2019-08-15", "day", 2019),
        "None": (None, None, None),
    }


def test_the_tree_can_be_asked_for(api: Any, problem: Any) -> None:
    portal = make.portal()
    section = make.section("Teachers", parent=portal)
    inner = make.section("Lessons", parent=section)
    assert titles(api.get("pages/", child_of=portal.pk)) == ["Teachers"]
    assert titles(api.get("pages/", descendant_of=portal.pk, order="title")) == ["Lessons", "Teachers"]
    assert titles(api.get("pages/", ancestor_of=inner.pk, order="title")) == ["Education", "Home", "Teachers"]
    assert "Education" in titles(api.get("pages/", child_of="root"))
    assert "Education" not in titles(api.get("pages/", child_of="root", locale="es"))
    problem(api.get("pages/", child_of=portal.pk, descendant_of=portal.pk), 400, "descendant_of")
    for name in ("child_of", "descendant_of", "ancestor_of", "translation_of"):
        problem(api.get("pages/", **{name: "999999"}), 400, name)
        problem(api.get("pages/", **{name: "1" * 30}), 400, name)


@pytest.mark.both_databases
def test_search_finds_words_of_public_pages(api: Any, problem: Any) -> None:
    make.publication("Guidance on sextortion", body=[make.block("paragraph", "<p>Grooming and blackmail</p>")])
    make.publication("Another")
    assert titles(api.get("pages/", search="sextortion")) == ["Guidance on sextortion"]
    assert titles(api.get("pages/", search="blackmail grooming")) == ["Guidance on sextortion"]
    assert titles(api.get("pages/", search="blackmail unicorn")) == []
    assert titles(api.get("pages/", search="blackmail unicorn", search_operator="or")) == ["Guidance on sextortion"]
    assert titles(api.get("pages/", search="sextortion", type=RELEASE)) == []
    problem(api.get("pages/", search=""), 400, "search")
    problem(api.get("pages/", search="a " * 13), 400, "search")
    problem(api.get("pages/", search="a" * 101), 400, "search")
