"""The document says all that the API takes and gives, and changes only on purpose."""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from openapi_spec_validator import validate
from wagtail.blocks import BaseStreamBlock
from wagtail.fields import StreamField

from cms.api.answers import Endpoint
from cms.api.openapi.document import document
from cms.api.urls import urlpatterns
from cms.pages.registry import page_types

SNAPSHOT = Path(__file__).with_name("openapi.snapshot.json")
RENEW = "CMS_RENEW_SNAPSHOT"
UNDOCUMENTED = {"openapi", "no_endpoint"}
COMPONENTS: dict[str, Any] = document()["components"]["schemas"]


def test_the_document_is_valid() -> None:
    assert document()["openapi"].startswith("3.1")
    validate(document())


def test_the_contract_changes_only_on_purpose() -> None:
    written = json.dumps(document(), indent=1, sort_keys=True, ensure_ascii=False) + "\n"
    if os.environ.get(RENEW):
        SNAPSHOT.write_text(written, encoding="utf-8")
    assert written == SNAPSHOT.read_text(encoding="utf-8"), (
        f"The contract with frontends has changed. If that is meant, run this test with {RENEW}=1 and commit the file."
    )


def test_every_endpoint_is_in_it() -> None:
    documented = {item["get"]["operationId"] for item in document()["paths"].values()}
    views = {str(pattern.name) for pattern in urlpatterns if isinstance(pattern.callback, Endpoint)}
    assert views - documented == UNDOCUMENTED


def nodes(node: Any, place: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every schema below a schema, with its place."""
    yield place, node
    for key in ("properties", "items", "additionalProperties", "oneOf", "anyOf", "propertyNames"):
        match node.get(key):
            case list() as options:
                for number, option in enumerate(options):
                    yield from nodes(option, f"{place}.{key}[{number}]")
            case dict() as inner if key == "properties":
                for name, value in inner.items():
                    yield from nodes(value, f"{place}.{name}")
            case dict() as inner:
                yield from nodes(inner, f"{place}.{key}")


def test_nothing_in_it_is_left_open() -> None:
    said = {"type", "$ref", "oneOf", "anyOf"}
    open_ones = [
        place
        for name, schema in COMPONENTS.items()
        for place, node in nodes(schema, name)
        if not said & set(node) or (node.get("type") == "object" and "additionalProperties" not in node)
    ]
    assert open_ones == []


def test_every_block_of_every_stream_is_typed_by_its_name() -> None:
    streams: dict[str, BaseStreamBlock] = {}
    for model in page_types().values():
        for column in model._meta.get_fields():
            if isinstance(column, StreamField):
                streams[type(column.stream_block).__name__] = column.stream_block
    assert len(streams) == 3
    for name, block in streams.items():
        mapping = COMPONENTS[name]["items"]["discriminator"]["mapping"]
        assert set(mapping) == set(block.child_blocks), name
        for kind, ref in mapping.items():
            assert COMPONENTS[ref.rpartition("/")[2]]["properties"]["type"]["const"] == kind


def test_every_page_type_has_a_card_and_a_detail() -> None:
    for label, model in page_types().items():
        for form in ("Card", "Detail"):
            schema = COMPONENTS[f"{model.__name__}{form}"]
            assert schema["properties"]["meta"]["properties"]["type"]["const"] == label
            names = {"id", "meta", *(field.name for field in model.page_fields())}
            assert set(schema["properties"]) - {"breadcrumbs"} == names


@pytest.mark.django_db
def test_it_is_served_like_any_other_answer(client: Client) -> None:
    response = client.get("/api/v2/openapi.json")
    assert (response.status_code, response["Content-Type"]) == (200, "application/json")
    assert response.json() == document()
    assert response["Cache-Control"] == "public, max-age=10"
    assert client.get("/api/v2/openapi.json", headers={"If-None-Match": response["ETag"]}).status_code == 304
    assert client.get("/api/v2/openapi.json?x=1").status_code == 400
    assert client.post("/api/v2/openapi.json").status_code == 405


@pytest.mark.django_db
def test_the_page_about_it_loads_nothing_from_elsewhere_and_speaks_three_languages(client: Client) -> None:
    for language in ("en", "es", "zh-hans"):
        response = client.get(f"/api/v2/docs/?lang={language}")
        assert response.status_code == 200
        assert response["Content-Language"] == language
        assert "default-src 'none'" in response["Content-Security-Policy"]
        assert "unsafe" not in response["Content-Security-Policy"]
        text = response.content.decode()
        assert f'<html lang="{language}">' in text
        assert "style=" not in text
        for path in document()["paths"]:
            assert f"<code>GET {path}</code>" in text
    assert client.get("/api/v2/docs/", headers={"Accept-Language": "es"})["Content-Language"] == "es"
    assert client.post("/api/v2/docs/").status_code == 405
