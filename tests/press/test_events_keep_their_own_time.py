"""Events count in their own zone, and are upcoming until they are over by the request's clock."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from cms.publishing import clock
from press.models import EventPage
from tests import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
EVENTS = "press.EventPage"
SECOND = timedelta(seconds=1)


def titles(api: Any, moment: datetime | None = None, **params: Any) -> list[str]:
    if moment is None:
        answer = api.get("pages/", type=EVENTS, **params)
    else:
        with clock.at(moment):
            answer = api.get("pages/", type=EVENTS, **params)
    assert answer.status == 200, answer.data
    assert answer.data["meta"]["total_count"] == len(answer.data["items"])
    return [item["title"] for item in answer.data["items"]]


@pytest.mark.parametrize(
    ("values", "over"),
    [
        ({}, datetime(2026, 11, 2, 22, tzinfo=UTC)),
        ({"end": None}, datetime(2026, 11, 3, 5, tzinfo=UTC)),
        ({"end": None, "all_day": True}, datetime(2026, 11, 3, 5, tzinfo=UTC)),
        ({"end": datetime(2026, 11, 4, 20, tzinfo=UTC), "all_day": True}, datetime(2026, 11, 5, 5, tzinfo=UTC)),
        ({"end": None, "zone": "Asia/Tokyo"}, datetime(2026, 11, 3, 15, tzinfo=UTC)),
    ],
    ids=["with an end", "the rest of the day", "a whole day", "whole days", "the day of its zone"],
)
def test_an_event_is_upcoming_until_it_is_over(values: dict[str, Any], over: datetime, api: Any) -> None:
    make.event("Day", **values)
    before, after = over - SECOND, over
    assert titles(api, before, when="upcoming") == ["Day"] and titles(api, before, when="past") == []
    assert titles(api, after, when="upcoming") == [] and titles(api, after, when="past") == ["Day"]
    assert titles(api, after, when="upcoming,past") == ["Day"]


def test_what_is_neither_upcoming_nor_past_is_refused(api: Any, problem: Any) -> None:
    make.calendar()
    body = problem(api.get("pages/", type=EVENTS, when="upcomming"), 400, "when")
    assert body["errors"][0]["did_you_mean"] == "upcoming"
    problem(api.get("pages/", type="press.PressReleasePage", when="past"), 400, "when")


def test_year_and_month_count_in_the_events_own_zone(api: Any) -> None:
    new_year = datetime(2027, 1, 1, 3, tzinfo=UTC)
    make.event("New York", start=new_year, end=None)
    make.event("Tokyo", start=new_year, end=None, zone="Asia/Tokyo")
    assert titles(api, year=2026) == titles(api, month=12) == ["New York"]
    assert titles(api, year=2027) == titles(api, month=1) == ["Tokyo"]


def test_a_card_tells_the_time_of_the_event_as_its_clocks_show_it(api: Any) -> None:
    make.event("Timed", kind="webinar", is_online=True, place="")
    make.event("Days", all_day=True, end=datetime(2026, 11, 4, 20, tzinfo=UTC))
    days, timed = api.get("pages/", type=EVENTS, order="title").data["items"]
    assert (timed["date"], timed["date_precision"]) == ("2026-11-02T15:00:00-05:00", "minute")
    assert (timed["start"], timed["end"]) == ("2026-11-02T15:00:00-05:00", "2026-11-02T17:00:00-05:00")
    assert (timed["place"], timed["is_online"], timed["kind"]) == (None, True, "webinar")
    assert (days["date"], days["date_precision"]) == ("2026-11-02", "day")
    assert (days["start"], days["end"], days["zone"]) == ("2026-11-02", "2026-11-04", "America/New_York")
    assert "body" not in timed and timed["summary"] == "Timed."


def test_the_calendar_shows_what_comes_next_first_and_what_was_last_first(api: Any) -> None:
    now = datetime(2026, 11, 10, tzinfo=UTC)
    for days in (-20, -10, 10, 20):
        make.event(f"{days}", start=now + timedelta(days=days), end=None)
    make.event("Draft", start=now + timedelta(days=5), draft=True)
    with clock.at(now):
        page = api.get(f"pages/{make.calendar().pk}/").data
    assert [card["title"] for card in page["upcoming"]] == ["10", "20"]
    assert [card["title"] for card in page["latest"]] == ["-10", "-20"]


def test_the_time_of_an_event_is_the_same_in_every_language(api: Any) -> None:
    page = make.event("Day", place="New York")
    make.translated(make.calendar(), "es", title="Agenda")
    make.translated(page, "es", title="Jornada", place="Nueva York", lead="Hoy.")
    page = make.fresh(page)
    page.start, page.end = datetime(2027, 5, 25, 4, tzinfo=UTC), None
    make.publish(page)
    twin = EventPage.objects.get(locale=make.locale("es"))
    assert (twin.start, twin.start_day, twin.place) == (page.start, date(2027, 5, 25), "Nueva York")
    assert titles(api, datetime(2027, 5, 25, 12, tzinfo=UTC), when="upcoming", locale="es") == ["Jornada"]


@pytest.mark.parametrize(
    ("values", "field"),
    [({"end": datetime(2026, 11, 2, 19, tzinfo=UTC)}, "end"), ({"place": ""}, "place")],
    ids=["ends before it starts", "is nowhere"],
)
def test_an_event_that_cannot_be_is_refused(values: dict[str, Any], field: str) -> None:
    with pytest.raises(ValidationError) as refused:
        make.event(**values)
    assert list(refused.value.message_dict) == [field]


def test_an_event_tells_all_that_its_page_needs(api: Any) -> None:
    earlier = make.event("Before", start=datetime(2026, 10, 1, tzinfo=UTC), end=None)
    page = make.event(
        topics=[make.topic("csam")], partners=[make.organisation("fifa")], registration_url="https://example.org/come",
        registration_note="By invitation.", online_url="https://example.org/watch", is_online=True,
    )  # fmt: skip
    data = api.get(f"pages/{page.pk}/").data
    assert data["registration"] == {"url": "https://example.org/come", "note": "By invitation."}
    assert data["online_url"] == "https://example.org/watch"
    assert [row["code"] for row in data["partners"]] == ["fifa"]
    assert data["neighbours"]["previous"]["id"] == earlier.pk and data["neighbours"]["next"] is None


def test_events_are_counted_by_kind_and_by_the_year_of_their_own_zone(api: Any) -> None:
    new_year = datetime(2027, 1, 1, 3, tzinfo=UTC)
    make.event("New York", start=new_year, end=None, kind="webinar")
    make.event("Tokyo", start=new_year, end=None, zone="Asia/Tokyo", kind="webinar")
    facets = api.get("pages/", type=EVENTS, locale="en", facets="kind,year,month").data["meta"]["facets"]
    assert facets["kind"] == [{"code": "webinar", "label": "Webinar", "count": 2}]
    assert [(row["code"], row["count"]) for row in facets["year"]] == [("2027", 1), ("2026", 1)]
