"""Courses: who gives them, in which languages, at what price, and where to enrol for each language."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from tests import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
COURSES = "library.CoursePage"
BOTH = [("en", "https://example.org/en"), ("es", "https://example.org/es"), ("zh-Hans", "")]


def titles(api: Any, **params: Any) -> set[str]:
    answer = api.get("pages/", type=COURSES, **params)
    assert answer.status == 200, answer.data
    return {item["title"] for item in answer.data["items"]}


def test_a_card_tells_languages_providers_and_price(api: Any) -> None:
    make.course(
        "Agents", providers=[make.organisation("icmec"), make.organisation("ecpat")], enrolments=BOTH, duration=5,
        duration_unit="days", format="in_person",
    )  # fmt: skip
    [card] = api.get("pages/", type=COURSES).data["items"]
    assert [row["code"] for row in card["languages"]] == ["en", "es", "zh-Hans"]
    assert [row["code"] for row in card["providers"]] == ["icmec", "ecpat"]
    assert (card["is_free"], card["format"], card["duration"]) == (True, "in_person", {"value": 5, "unit": "days"})
    assert card["summary"] == "About Agents." and card["date"] is None and "enrolments" not in card


def test_a_course_tells_where_to_enrol_for_each_language(api: Any) -> None:
    page = make.course("Agents", enrolments=BOTH)
    rows = api.get(f"pages/{page.pk}/").data["enrolments"]
    assert [(row["language"]["code"], row["url"]) for row in rows] == [
        ("en", "https://example.org/en"), ("es", "https://example.org/es"), ("zh-Hans", None),
    ]  # fmt: skip


def test_courses_are_picked_by_language_provider_format_and_price(api: Any, problem: Any) -> None:
    make.course("Free", enrolments=BOTH, providers=[make.organisation("icmec")])
    make.course("Paid", is_free=False, price="US$ 20", format="live_online")
    assert titles(api, language="es") == titles(api, provider="icmec") == titles(api, free=1) == {"Free"}
    assert titles(api, free=0) == titles(api, format="live_online") == {"Paid"}
    assert titles(api, language="es,EN") == {"Free", "Paid"}
    problem(api.get("pages/", type=COURSES, language="xx"), 400, "language")
    problem(api.get("pages/", type=COURSES, format="in-person"), 400, "format")


def test_the_list_of_courses_shows_the_public_ones(api: Any) -> None:
    make.course("Open")
    make.course("Draft", draft=True)
    page = api.get(f"pages/{make.courses().pk}/").data
    assert [card["title"] for card in page["courses"]] == ["Open"]


def test_a_new_enrolment_reaches_every_language(api: Any) -> None:
    page = make.course("Agents", enrolments=BOTH[:1])
    make.translated(make.courses(), "es", title="Cursos")
    twin = make.translated(page, "es", title="Agentes", summary="…")
    page = make.fresh(page)
    page.enrolments = [type(page.enrolments.first())(language=language, url=url) for language, url in BOTH]
    make.publish(page)
    assert [row["language"]["code"] for row in api.get(f"pages/{twin.pk}/").data["enrolments"]] == [
        "en", "es", "zh-Hans",
    ]  # fmt: skip


def test_a_price_of_what_is_free_is_refused() -> None:
    with pytest.raises(ValidationError) as refused:
        make.course(price="US$ 20")
    assert list(refused.value.message_dict) == ["price"]


def test_courses_are_counted_by_what_they_are_picked_by(api: Any) -> None:
    make.course("Free", enrolments=BOTH, providers=[make.organisation("icmec")])
    make.course("Paid", is_free=False, format="live_online")
    facets = api.get("pages/", type=COURSES, locale="es", fallback="en", facets="language,provider,format,free")
    counted = {
        name: {row["code"]: row["count"] for row in rows} for name, rows in facets.data["meta"]["facets"].items()
    }
    assert counted == {
        "language": {"en": 2, "es": 1, "zh-Hans": 1},
        "provider": {"icmec": 1},
        "format": {"self_paced": 1, "live_online": 1},
        "free": {"1": 1, "0": 1},
    }
