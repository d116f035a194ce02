"""`facets=`: counts by value, each without its own group's filter (design/4 "facets")."""

from typing import Any

import pytest
from django.test.utils import CaptureQueriesContext

from library.models import PublicationPage
from tests import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
PUBLICATION = "library.PublicationPage"
RELEASE = "press.PressReleasePage"


def facets(api: Any, names: str, **query: Any) -> dict[str, Any]:
    answer = api.get("pages/", **{"type": PUBLICATION, "facets": names, "limit": 1, **query})
    assert answer.status == 200, answer.data
    assert list(answer.data["meta"]["facets"]) == names.split(",")
    found: dict[str, Any] = answer.data["meta"]["facets"]
    return found


def short(rows: list[dict[str, Any]]) -> list[tuple[str, int]]:
    return [(row["code"], row["count"]) for row in rows]


@pytest.fixture
def shelf() -> list[Any]:
    """Five publications: two of law, one of them of a narrower topic too, two of schools, one without a topic."""
    law = make.topic("law", es="Legislación")
    narrow = make.topic("model-law", parent=law, es="Leyes modelo")
    schools = make.topic("schools", es="Escuelas")
    report, guide = make.resource_type("report"), make.resource_type("guide")
    return [
        make.publication("A", topics=[law, narrow], publication_year=2019, resource_type=report),
        make.publication("B", topics=[narrow], publication_year=2019, resource_type=guide),
        make.publication("C", topics=[schools], publication_year=2021, resource_type=report),
        make.publication("D", topics=[schools, law], publication_year=2020, resource_type=report),
        make.publication("E", publication_year=None, date_precision="unknown", resource_type=guide),
    ]


def test_a_facet_is_code_label_and_count_in_the_readers_language(api: Any, shelf: list[Any]) -> None:
    make.translated(shelf[0], "es", title="A en español")
    assert facets(api, "topic", locale="es", fallback="en")["topic"] == [
        {"code": "law", "label": "Legislación", "count": 3},
        {"code": "schools", "label": "Escuelas", "count": 2},
        {"code": "model-law", "label": "Leyes modelo", "count": 2},
    ]
    assert short(facets(api, "topic", locale="es")["topic"]) == [("law", 1), ("model-law", 1)]


def test_a_broader_topic_counts_what_its_filter_finds(api: Any, shelf: list[Any]) -> None:
    for code, count in short(facets(api, "topic")["topic"]):
        assert api.get("pages/", type=PUBLICATION, topic=code).data["meta"]["total_count"] == count


def test_each_facet_is_counted_without_its_own_filter_and_with_all_others(api: Any, shelf: list[Any]) -> None:
    found = facets(api, "topic,year,resource_type", topic="schools", year="2020")
    assert short(found["topic"]) == [("law", 1), ("schools", 1)]
    assert short(found["year"]) == [("2021", 1), ("2020", 1)]
    assert short(found["resource_type"]) == [("report", 1)]


def test_years_from_and_to_belong_to_the_group_of_the_year(api: Any, shelf: list[Any]) -> None:
    found = facets(api, "year,resource_type", year_from="2020", year_to="2020")
    assert short(found["year"]) == [("2021", 1), ("2020", 1), ("2019", 2)]
    assert short(found["resource_type"]) == [("report", 1)]


def test_search_tree_and_superseded_editions_narrow_what_is_counted(api: Any, shelf: list[Any]) -> None:
    other = make.shelf("Other")
    make.publication("F", parent=other, topics=[make.topic("schools")])
    PublicationPage.objects.filter(pk=shelf[3].pk).update(is_current_edition=False)
    assert short(facets(api, "topic", child_of=other.pk)["topic"]) == [("schools", 1)]
    assert short(facets(api, "topic", search="F")["topic"]) == [("schools", 1)]
    assert dict(short(facets(api, "topic")["topic"]))["law"] == 2
    assert dict(short(facets(api, "topic", current="0")["topic"]))["law"] == 3


def test_every_kind_of_filter_can_be_counted_by(api: Any) -> None:
    house = make.organisation("icmec", name="Our house")
    make.translated(house, "es", name="Nuestra casa")
    make.publication(
        "A", featured=True, countries=[make.country("GT")], audiences=[make.audience("parents")], publishers=[house],
        series=make.series("row"), files=[("ar", "https://example.org/a.pdf"), ("ar", "https://example.org/b.pdf")],
    )  # fmt: skip
    make.translated(PublicationPage.objects.get(), "es", title="A")
    found = facets(api, "featured,country,audience,publisher,series,language,context", locale="es")
    assert found == {
        "featured": [{"code": "1", "label": "sí", "count": 1}],
        "country": [{"code": "GT", "label": "Guatemala", "count": 1}],
        "audience": [{"code": "parents", "label": "parents", "lang": "en", "count": 1}],
        "publisher": [{"code": "icmec", "label": "Nuestra casa", "count": 1}],
        "series": [{"code": "row", "label": "Row", "lang": "en", "count": 1}],
        "language": [{"code": "ar", "label": "árabe", "count": 1}],
        "context": [],
    }
    make.translated(make.release(), "es", title="Noticia")
    found = facets(api, "kind,year,month", type=RELEASE, locale="es", month="11")
    assert found["year"] == [{"code": "2026", "label": "2026", "count": 1}]
    assert found["month"] == [{"code": "11", "label": "noviembre", "count": 1}]
    assert short(found["kind"]) == [("press_release", 1)]


def test_events_and_courses_can_be_counted_too(api: Any) -> None:
    make.event(kind="webinar")
    make.course(format="in_person")
    found = facets(api, "kind,year,month", type="press.EventPage")
    assert found["kind"] == [{"code": "webinar", "label": "Webinar", "count": 1}]
    assert short(found["year"]) == [("2026", 1)]
    assert found["month"] == [{"code": "11", "label": "November", "count": 1}]
    found = facets(api, "provider,language,format,free", type="library.CoursePage")
    assert short(found["format"]) == [("in_person", 1)]
    assert len(found["free"]) == 1


def test_a_publisher_that_is_a_draft_is_not_counted_by(api: Any) -> None:
    make.publication("A", publishers=[make.organisation("zqdraft", draft=True), make.organisation("open")])
    assert short(facets(api, "publisher")["publisher"]) == [("open", 1)]


@pytest.mark.parametrize(
    ("query", "nearest"),
    [
        ({"type": PUBLICATION, "facets": "topics"}, "topic"),
        ({"type": PUBLICATION, "facets": "topic,yaer"}, "year"),
        ({"type": f"{PUBLICATION},{RELEASE}", "facets": "year"}, None),
        ({"type": PUBLICATION, "facets": "year_from"}, "year"),
        ({"facets": "resource_type"}, None),
        ({"type": PUBLICATION, "facets": ""}, None),
    ],
)
def test_what_a_type_cannot_be_counted_by_is_refused(query: Any, nearest: Any, api: Any, problem: Any) -> None:
    body = problem(api.get("pages/", **query), 400, "facets")
    assert body["errors"][0]["did_you_mean"] == nearest


def test_a_filter_that_two_types_only_share_the_name_of_is_no_filter_of_both(api: Any, problem: Any) -> None:
    problem(api.get("pages/", type=f"{PUBLICATION},{RELEASE}", year="2020"), 400, "year")
    assert api.get("pages/", type=f"{PUBLICATION},{RELEASE}", facets="topic,country").status == 200


def test_a_facet_takes_one_query(api: Any, shelf: list[Any], query_count: Any) -> None:
    """Labels of a vocabulary that no card has shown yet take one more, once."""

    def count(**query: Any) -> int:
        api.get("pages/", type=PUBLICATION, **query)
        with query_count() as queries:
            assert api.get("pages/", type=PUBLICATION, **query).status == 200
        assert isinstance(queries, CaptureQueriesContext)
        return len(queries)

    plain = count(topic="law", year="2019")
    assert count(topic="law", year="2019", facets="topic") == plain + 1
    assert count(topic="law", year="2019", facets="topic,year,resource_type,language,featured") == plain + 5
