"""Holds answers of the API to its own document, strictly: an undocumented key, status or header is a failure."""

from functools import cache
from typing import Any
from urllib.parse import parse_qs

import jsonschema_rs
from django.urls import resolve

from cms.api.openapi.document import document

DIALECT = "https://json-schema.org/draft/2020-12/schema"
MOST_SHOWN = 5


def operations() -> dict[str, dict[str, Any]]:
    """Return the GET operations by their id, which is the name of the endpoint."""
    return {item["get"]["operationId"]: item["get"] for item in document()["paths"].values()}


def check(response: Any) -> None:
    """Check an answer to a GET below `/api/v2/` with everything that the document says of it."""
    request = response.request
    match = resolve(request["PATH_INFO"])
    name, status = str(match.url_name), response.status_code
    operation = operations().get(name)
    if operation is None:
        return
    assert str(status) in operation["responses"], f"{name} does not say that it answers {status}"
    described = _resolved(operation["responses"][str(status)])
    missing = [header for header in described.get("headers", {}) if header not in response]
    assert not missing, f"{name}, {status}: without the headers {missing}"
    if response.content:
        media_type = response["Content-Type"]
        assert media_type in described.get("content", {}), f"{name}, {status}: {media_type} is not documented"
        _check_body(name, status, media_type, response.json(), "fields" in parse_qs(request["QUERY_STRING"]))


def _resolved(node: dict[str, Any]) -> dict[str, Any]:
    if "$ref" not in node:
        return node
    target: Any = document()
    for word in node["$ref"].removeprefix("#/").split("/"):
        target = target[word]
    return dict(target)


def _check_body(name: str, status: int, media_type: str, body: Any, relaxed: bool) -> None:
    found = _validator(name, status, media_type, relaxed).iter_errors(body)
    errors = [leaf for error in found for leaf in _leaves(error)]
    if errors:
        lines = [f"  {'.'.join(map(str, error.instance_path))}: {error.message[:300]}" for error in errors]
        raise AssertionError("\n".join([f"{name}, {status}: the answer is not as documented", *lines[:MOST_SHOWN]]))


def _leaves(error: Any) -> list[Any]:
    """Return what is wrong in the branch of a union that is meant: the one whose type is right, else the nearest."""
    branches = [
        [leaf for inner in branch for leaf in _leaves(inner)] for branch in getattr(error.kind, "context", None) or []
    ]
    meant = [branch for branch in branches if branch and not any("const" in leaf.schema_path for leaf in branch)]
    nearest = max(meant or branches, key=lambda branch: max(len(leaf.instance_path) for leaf in branch), default=None)
    return nearest or [error]


@cache
def _validator(name: str, status: int, media_type: str, relaxed: bool) -> Any:
    schema = _resolved(operations()[name]["responses"][str(status)])["content"][media_type]["schema"]
    whole = {"$schema": DIALECT, **schema, "components": {"schemas": document()["components"]["schemas"]}}
    return jsonschema_rs.validator_for(_relaxed(whole) if relaxed and status == 200 else whole, validate_formats=True)


def _relaxed(node: Any) -> Any:
    """Return a copy in which any key may be missing, as it may with `fields=`."""
    if isinstance(node, list):
        return [_relaxed(value) for value in node]
    if not isinstance(node, dict):
        return node
    if node.get("type") == "object":
        node = {key: value for key, value in node.items() if key != "required"}
    return {"anyOf" if key == "oneOf" else key: _relaxed(value) for key, value in node.items()}
