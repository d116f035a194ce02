"""What an endpoint declares is what it takes (design/4 "filters", "limits")."""

from typing import Any

import pytest

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("query", ["limit=1&limit=2", "locale=es&locale=en", "title=a&title=a", "search=a&search=b"])
def test_a_parameter_with_one_value_is_given_once(query: str, api: Any, problem: Any) -> None:
    body = problem(api.get(f"/api/v2/pages/?{query}"), 400, query.partition("=")[0])
    assert "Give it once." in body["detail"]


def test_several_values_are_given_by_commas_or_by_repeating(api: Any) -> None:
    pages = [row["id"] for row in api.get("pages/").data["items"]]
    types = ["home.HomePage", "home.StandardPage"]
    by_comma = api.get("pages/", type=",".join(types)).data["items"]
    assert [row["id"] for row in api.get("pages/", type=types).data["items"]] == [row["id"] for row in by_comma]
    assert {row["id"] for row in by_comma} <= set(pages)


@pytest.mark.parametrize("query", ["topic=", "type=,", "order=", "fallback=", "title_=", "slug=a&type=x.Y"])
def test_a_value_that_is_missing_or_unknown_is_never_passed_over(query: str, api: Any, problem: Any) -> None:
    problem(api.get(f"/api/v2/pages/?{query}"), 400)


@pytest.mark.parametrize("character", ["%00", "%1F", "%7F", "%C2%85", "%ED%A0%80", "%ED%BF%BF", "%FF"])
def test_no_control_character_and_no_lone_surrogate_gets_in(character: str, api: Any, problem: Any) -> None:
    for query in (f"title=a{character}", f"{character}=1", f"unknown{character}", f"path={character}"):
        problem(api.get(f"/api/v2/pages/by-path/?{query}"), 400)
    for place in ("vocabularies/{}/", "menus/{}/", "{}/"):
        problem(api.get(f"/api/v2/{place.format(character)}"), 400)
