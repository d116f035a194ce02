"""Every endpoint, over a world in which each has something to give, keeps to the document: all it says, no more."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.http import QueryDict
from django.test import RequestFactory
from django.urls import resolve
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode

from cms.api.openapi.document import document, endpoints
from cms.api.parameters import Parameter
from cms.pages.registry import page_types

pytestmark = pytest.mark.usefixtures("keeping_inside")
PATHS: dict[str, Any] = document()["paths"]
NOWHERE = ("a%00b", "%ED%A0%80", "%FF", "%0A", "%C2%85", "a(" * 1500, "a" * 3000)
"""Refused whichever parameter has it."""
HOSTILE = (
    "", "%22", "'%20OR%201=1", "%5C", "%2500", "%F0%9F%98%80", "NaN", "-1", "9223372036854775808", "9" * 30, "%D9%A1",
    "0001-01-01T00:00:00%2B14:00", "[]", "*", "%25", "NEAR(", "//[", "abc", "related(" * 140 + "*" + ")" * 140,
    "+".join("a" * 200), ",".join("ab" * 300), "a" * 40 + "!", "title__",
)  # fmt: skip
NEEDED = {
    "/pages/find/": "?html_path=/en/",
    "/pages/by-path/": "?path=/en/",
    "/redirects/find/": "?html_path=/old",
    "/changes/": "?since=now",
    "/search/": "?q=report",
    "/search/suggest/": "?q=re",
}


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
            words = "q=report&" * ("search" in path and parameter.name != "q")
            yield address, words or "limit=1&" * (name == "pages" and parameter.name != "limit"), parameter
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
            query = NEEDED.get(path, "")
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


def generated() -> schemathesis.BaseSchema:
    """Return the document as schemathesis reads it, over this process."""
    schema = schemathesis.openapi.from_dict(dict(document()))
    schema.app = WSGIHandler()
    schema.config.checks.positive_data_acceptance.expected_statuses = ["2xx", "3xx", *REFUSED]
    schema.config.checks.negative_data_rejection.expected_statuses = REFUSED
    return schema


REFUSED = ["400", "404", "414"]
"""A well-formed request too: it may name a code that is not known, or parameters that do not go together."""
LOOK = settings(
    max_examples=8,
    derandomize=True,
    deadline=None,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture
def one_connection() -> Iterator[None]:
    """Keep requests from closing the connection that this test's transaction is on, as Django's own client does."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.usefixtures("one_connection")
@pytest.mark.parametrize("mode", list(GenerationMode))
def test_generated_requests_are_answered_as_documented(everything: dict[str, list[int]], mode: GenerationMode) -> None:
    """With ids that exist, well-formed requests; and malformed ones, each of which is refused."""
    results: Any = generated().get_all_operations()
    for result in results:
        operation: Any = result.ok()
        seeded = {"id": everything.get(operation.path.split("/")[1], [0])[0]} if "{id}" in operation.path else None
        positive = mode is GenerationMode.POSITIVE
        if not positive and not any(operation.iter_parameters()):
            continue
        strategy = operation.as_strategy(mode, path_parameters=seeded if positive else None)

        @LOOK
        @given(case=strategy)
        def look(case: schemathesis.Case) -> None:
            case.call_and_validate()

        look()
