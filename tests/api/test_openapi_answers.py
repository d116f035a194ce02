"""Every endpoint, over a world in which each has something to give, keeps to the document: all it says, no more."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
from django.http import QueryDict
from django.test import RequestFactory
from django.urls import resolve

from cms.api.openapi.document import document, endpoints
from cms.api.parameters import Parameter
from cms.pages.registry import page_types

pytestmark = pytest.mark.django_db
PATHS: dict[str, Any] = document()["paths"]
NOWHERE = ("a%00b", "%ED%A0%80", "%FF", "%0A", "%C2%85", "a(" * 1500, "a" * 3000)
"""Refused whichever parameter has it."""
HOSTILE = (
    "", "%22", "'%20OR%201=1", "%5C", "%2500", "%F0%9F%98%80", "NaN", "-1", "9223372036854775808", "9" * 30, "%D9%A1",
    "0001-01-01T00:00:00%2B14:00", "[]", "*", "%25", "NEAR(", "//[", "abc", "related(" * 140 + "*" + ")" * 140,
    "+".join("a" * 200), ",".join("ab" * 300), "a" * 40 + "!", "title__",
)  # fmt: skip


def filled(path: str, ids: dict[str, list[int]]) -> str:
    """Return the address of something that is there."""
    words = {"name": "topics", "code": "main", "id": ids.get(path.split("/")[1], [0])[0]}
    return "/api/v2" + path.format(**words)


def asked(ids: dict[str, list[int]]) -> Iterator[tuple[str, str, Parameter]]:
    """Yield every parameter there is, once, with an address and the rest of the query that takes it."""
    for path, name, endpoint in endpoints():
        assert endpoint.declared is not None
        address = filled(path, ids)
        seen = list(endpoint.declared.of(QueryDict("")))
        for parameter in tuple(seen):
            yield address, "limit=1&" * (name == "pages" and parameter.name != "limit"), parameter
        for label in page_types() if name == "pages" else ():
            for parameter in endpoint.declared.of(QueryDict(f"type={label}")):
                if parameter not in seen:
                    seen.append(parameter)
                    yield address, f"limit=1&type={label}&", parameter


def test_every_address_has_something_to_give_as_documented(everything: dict[str, list[int]], api: Any) -> None:
    for path in PATHS:
        name, pks = path.split("/")[1], [0]
        if "{id}" in path:
            pks = everything[name]
        for pk in pks:
            query = {"/pages/find/": "?html_path=/en/", "/pages/by-path/": "?path=/en/"}.get(path, "")
            answer = api.get(filled(path, {name: [pk]}) + query)
            assert answer.status in (200, 302), (path, pk)
    for address in ("pages/?fields=*&limit=50", "pages/?locale=es&fallback=en&limit=50", "helplines/?country=GT"):
        assert api.get(f"/api/v2/{address}").data["items"]
    for word in ("regions", "countries", "contexts", "series", "audiences", "resource-types"):
        assert api.get(f"vocabularies/{word}/").status == 200
    assert "redirect" in api.get("/api/v2/pages/by-path/?path=/old").data


def good(parameter: Parameter) -> str:
    """Return a value that a parameter takes."""
    forms = {"date": "2026-01-02", "date-time": "2026-01-02", "uuid": "0c4e0000-0000-4000-8000-000000000000"}
    choices = parameter.choices() if callable(parameter.choices) else parameter.choices
    if choices:
        return quote(next(iter(choices)))
    if parameter.kind in {"integer", "integers"}:
        return str(max(parameter.minimum, 1))
    return {"flag": "1"}.get(parameter.kind) or forms.get(parameter.format) or "en"


def test_every_declared_parameter_is_read_and_any_other_refused(everything: dict[str, list[int]], api: Any) -> None:
    taken: dict[str, set[str]] = {}
    for address, rest, parameter in asked(everything):
        answer = api.get(f"{address}?{rest}{parameter.name}={good(parameter)}")
        named = [row["detail"] for row in answer.data.get("errors", [])] if answer.status == 400 else []
        assert answer.status in (200, 302, 400, 404), (address, parameter.name)
        assert "This parameter is not known here." not in named, (address, parameter.name)
        taken.setdefault(address, set()).add(parameter.name)
    for path, item in PATHS.items():
        address = filled(path, everything)
        assert api.get(f"{address}?x{parameter.name}=1").status == 400
        documented = {parameter["name"] for parameter in item["parameters"] if parameter["in"] == "query"}
        assert documented == taken.get(address, set()), path


@pytest.mark.both_databases
def test_no_value_of_any_parameter_breaks_anything(everything: dict[str, list[int]], rf: RequestFactory) -> None:
    """E1 to E14, E22, E23 of what breaks stock Wagtail, for whatever parameters there are."""
    for address, rest, parameter in asked(everything):
        view, words = resolve(address).func, resolve(address).kwargs
        for value in HOSTILE:
            response = view(rf.get(f"{address}?{rest}{parameter.name}={value}"), **words)
            assert response.status_code in (200, 302, 400, 404), (address, parameter.name, value)
            if response.status_code >= 400:
                assert response["Content-Type"] == "application/problem+json", (address, parameter.name, value)


def test_what_no_parameter_may_hold_is_refused_everywhere(everything: dict[str, list[int]], api: Any) -> None:
    for path in PATHS:
        for value in NOWHERE:
            assert api.get(f"{filled(path, everything)}?locale={value}").status in (400, 414), (path, value)
