"""The document as a page shows it: operations by tag, and each schema as a tree of lines."""

import re
from dataclasses import dataclass, field
from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from cms.api.openapi.document import document
from cms.api.openapi.shapes import Schema

_CODE = re.compile(r"`([^`]+)`")
BOUNDS = {"minimum": "≥ {}", "maximum": "≤ {}", "maxLength": "≤ {} characters", "pattern": "{}"}


@dataclass
class Line:
    """A line of a tree: a key with its type; `ref` names the schema that says more, `lines` say it here."""

    name: str
    type: str
    ref: str = ""
    required: bool = True
    note: str = ""
    lines: list["Line"] = field(default_factory=list)


def marked(text: str) -> SafeString:
    """Return a text of the document as HTML, with what stands between backticks as code."""
    return mark_safe(_CODE.sub(r"<code>\1</code>", str(escape(text))))  # noqa: S308


def tags() -> list[tuple[str, list[dict[str, Any]]]]:
    """Return each tag with its operations."""
    operations = [_operation(path, item) for path, item in document()["paths"].items()]
    names = [tag["name"] for tag in document()["tags"]]
    return [(name, [operation for operation in operations if name in operation["tags"]]) for name in names]


def _operation(path: str, item: Schema) -> dict[str, Any]:
    fields = [_field(parameter) for parameter in item["parameters"]]
    get = item["get"]
    texts = {name: marked(get.get(name, "")) for name in ("summary", "description")}
    return {**get, **texts, "path": path, "fields": fields, "gives": _gives(item)}


def _field(parameter: Schema) -> dict[str, Any]:
    """Return a parameter as a field of a form."""
    schema: Schema = parameter["schema"]
    inner: Schema = schema.get("items", schema)
    example = parameter.get("example", "")
    return {
        **parameter,
        "description": marked(parameter["description"]),
        "many": "items" in schema,
        "choices": inner.get("enum", []),
        "number": inner["type"] == "integer",
        "bounds": ", ".join(text.format(inner[key]) for key, text in BOUNDS.items() if key in inner),
        "default": schema.get("default"),
        "value": (example[0] if isinstance(example, list) else example) if parameter.get("required") else "",
        "hint": example[0] if isinstance(example, list) else example,
        "max_length": inner.get("maxLength"),
        "minimum": inner.get("minimum"),
        "maximum": inner.get("maximum"),
    }


def _gives(item: Schema) -> list[dict[str, Any]]:
    """Return the statuses of an operation, each with the line of its body."""
    answers = document()["components"]["responses"]
    rows = []
    for status, answer in item["get"]["responses"].items():
        known = answers[status] if "$ref" in answer else answer
        body = next((_line("", content["schema"]) for content in known.get("content", {}).values()), None)
        rows.append({"status": status, "description": marked(known["description"]), "body": body})
    return rows


def schemas() -> list[tuple[str, str, list[Line]]]:
    """Return each named schema with its description and its lines."""
    rows: list[tuple[str, str, list[Line]]] = []
    for name, schema in document()["components"]["schemas"].items():
        line = _line(name, schema)
        rows.append((name, marked(schema.get("description", "")), line.lines or [line]))
    return rows


def _line(name: str, schema: Schema, required: bool = True) -> Line:
    note = marked(schema.get("description", ""))
    if "$ref" in schema:
        ref = schema["$ref"].rpartition("/")[2]
        return Line(name, ref, ref, required, note)
    if options := schema.get("oneOf") or schema.get("anyOf"):
        lines = [_line("", option) for option in options]
        rest = [line for line in lines if line.type != "null"]
        if len(rest) == 1:
            rest[0].name, rest[0].required, rest[0].type = name, required, f"{rest[0].type} | null"
            return rest[0]
        return Line(name, "one of" + (", or null" if len(rest) < len(lines) else ""), "", required, note, rest)
    if schema.get("type") == "array":
        inner = _line("", schema["items"])
        return Line(name, f"list of {inner.type}", inner.ref, required, note, inner.lines)
    if schema.get("type") == "object":
        return Line(name, "object", "", required, note, _members(schema))
    return Line(name, _plain(schema), "", required, note)


def _members(schema: Schema) -> list[Line]:
    wanted = schema.get("required", [])
    lines = [_line(key, inner, key in wanted) for key, inner in schema.get("properties", {}).items()]
    if isinstance(schema.get("additionalProperties"), dict):
        lines.append(_line("…", schema["additionalProperties"], False))
    return lines


def _plain(schema: Schema) -> str:
    """Return a type in words: `"const"`, its values, or `string | null`."""
    if "const" in schema:
        return f'"{schema["const"]}"'
    if "enum" in schema:
        return " | ".join("null" if value is None else f'"{value}"' for value in schema["enum"])
    kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    form = f" ({schema['format']})" if "format" in schema else ""
    return " | ".join(kinds) + form
