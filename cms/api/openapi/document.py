"""The document: an operation for each endpoint of `cms.api.urls`, and the components that they use."""

import inspect
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.urls import URLPattern

from cms.api.answers import Endpoint
from cms.api.openapi.pages import add_page_types
from cms.api.openapi.shapes import Components, Schema
from cms.api.parameters import MAX_INTEGER, Parameter
from cms.api.problems import TITLES
from cms.api.shapes import ProblemJson

VERSION = "2.0"
ABOUT = (
    "The published content of a child-protection organisation in all its languages. Read-only, anonymous, compatible"
    " with version 2 of Wagtail's API. Every answer says which language a text really is in. An item says it as"
    " `locale` or `lang`. A text that is kept in all languages, such as an alternative text, falls back to English and"
    " says its language under its own key with `_lang`; without one it is in the language of the item that it stands"
    " in. A code has `lang` where its label is not in the language asked for. An unknown parameter or value is"
    " refused, and the nearest valid one is named."
)
HEADERS: dict[str, tuple[str, Schema]] = {
    "ETag": ("A hash of the answer; send it as `If-None-Match`.", {"type": "string"}),
    "Cache-Control": ("How long the answer may be kept.", {"type": "string"}),
    "Vary": ("What the answer depends on.", {"type": "string"}),
    "Retry-After": ("Seconds to wait.", {"type": "string"}),
    "Location": ("Where to ask.", {"type": "string"}),
}
PROBLEMS = {
    400: "A parameter is unknown, or has a value that cannot be; `errors` names it.",
    404: "Nothing public is here.",
    414: "The query is too long.",
    429: "Too many requests; ask again after `Retry-After` seconds.",
    500: "Something went wrong on our side.",
    503: "The service cannot answer now; ask again after `Retry-After` seconds.",
}
PATH_NAMES = {"pk": "id"}
_CONVERTER = re.compile(r"<(?:\w+:)?(\w+)>")


@lru_cache
def document() -> dict[str, Any]:
    """Return the OpenAPI document. It is made once a process, since nothing in it depends on the database."""
    components = Components()
    add_page_types(components)
    paths = {path: _path_item(components, path, name, endpoint) for path, name, endpoint in endpoints()}
    problem = components.of(ProblemJson)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Content API", "version": VERSION, "description": ABOUT},
        "servers": [{"url": f"{settings.CMS_BASE_URL}/api/v2"}],
        "security": [],
        "tags": [{"name": tag} for tag in dict.fromkeys(_tag(path) for path in paths)],
        "paths": paths,
        "components": {
            "schemas": dict(sorted(components.schemas.items())),
            "headers": {
                name: {"description": text, "required": True, "schema": schema}
                for name, (text, schema) in HEADERS.items()
            },
            "responses": {str(status): _problem(status, problem) for status in PROBLEMS},
        },
    }


def endpoints() -> Iterator[tuple[str, str, Endpoint]]:
    """Yield each documented endpoint with its path template and its name."""
    from cms.api.urls import urlpatterns

    for pattern in urlpatterns:
        view = pattern.callback if isinstance(pattern, URLPattern) else None
        if isinstance(view, Endpoint) and (view.answer is not None or view.also):
            yield path_template(str(pattern.pattern)), str(pattern.name), view


def path_template(route: str) -> str:
    """Return a route such as `pages/<str:pk>/` as OpenAPI writes it: `/pages/{id}/`."""
    return "/" + _CONVERTER.sub(lambda match: f"{{{PATH_NAMES.get(match[1], match[1])}}}", route)


def _tag(path: str) -> str:
    return path.split("/")[1]


def _path_item(components: Components, path: str, name: str, endpoint: Endpoint) -> Schema:
    query = endpoint.declared.documented() if endpoint.declared else ()
    described = {parameter.name: parameter for parameter in endpoint.path}
    in_path = [_parameter(described.get(word) or _default(word), "path") for word in re.findall(r"\{(\w+)\}", path)]
    summary, _blank, rest = inspect.cleandoc(endpoint.view.__doc__ or "").partition("\n\n")
    shared = {"summary": summary.rstrip("."), "tags": [_tag(path)]}
    if rest:
        shared["description"] = rest
    return {
        "parameters": [*in_path, *(_parameter(parameter, "query") for parameter in query)],
        "get": {"operationId": name, **shared, "responses": _responses(components, endpoint, body=True)},
        "head": {"operationId": f"{name}_head", **shared, "responses": _responses(components, endpoint, body=False)},
    }


def _default(name: str) -> Parameter:
    if name == "id":
        return Parameter(name="id", kind="integer", description="The id of the item.", minimum=1)
    return Parameter(name=name, description=f"The {name} of the item.", max_length=100)


def _parameter(parameter: Parameter, place: str) -> Schema:
    answer: Schema = {"name": parameter.name, "in": place, "description": parameter.description}
    if parameter.required or place == "path":
        answer["required"] = True
    answer["schema"] = _value(parameter)
    if parameter.many:
        answer |= {"style": "form", "explode": False}
    if parameter.example is not None:
        answer["example"] = [parameter.example] if parameter.many else parameter.example
    return answer


def _value(parameter: Parameter) -> Schema:
    schema = _one_value(parameter)
    if parameter.many:
        schema = {"type": "array", "items": schema, "minItems": 1}
    if parameter.default is not None and parameter.kind != "flag":
        schema["default"] = parameter.default
    return schema


def _one_value(parameter: Parameter) -> Schema:
    if parameter.kind in {"integer", "integers"}:
        return {"type": "integer", "minimum": parameter.minimum, "maximum": min(parameter.maximum, MAX_INTEGER)}
    if parameter.kind == "flag":
        return {"type": "string", "enum": ["1", "0", "true", "false"]}
    if parameter.choices and not callable(parameter.choices):
        return {"type": "string", "enum": list(parameter.choices)}
    schema: Schema = {"type": "string", "minLength": parameter.min_length, "maxLength": parameter.max_length}
    if parameter.pattern:
        schema["pattern"] = f"^(?:{parameter.pattern})$"
    return {**schema, "format": parameter.format} if parameter.format else schema


def _responses(components: Components, endpoint: Endpoint, *, body: bool) -> Schema:
    answers: Schema = {}
    kept = {name: {"$ref": f"#/components/headers/{name}"} for name in ("ETag", "Cache-Control", "Vary")}
    if endpoint.answer is not None:
        answers["200"] = {"description": "The answer.", "headers": kept}
        if body:
            answers["200"]["content"] = {"application/json": {"schema": components.of(endpoint.answer)}}
        answers["304"] = {"description": "The answer is still the one that `If-None-Match` names.", "headers": kept}
    for status, text in endpoint.also.items():
        location = {"Location": {"$ref": "#/components/headers/Location"}} if 300 <= status < 400 else {}
        answers[str(status)] = {"description": text, "headers": location}
        if status >= 400 and body:
            answers[str(status)]["content"] = {"application/problem+json": {"schema": components.of(ProblemJson)}}
    problems = {
        str(status): {"$ref": f"#/components/responses/{status}"} if body else {"description": TITLES[status]}
        for status in PROBLEMS
    }
    return dict(sorted({**problems, **answers}.items()))


def _problem(status: int, schema: Schema) -> Schema:
    names = ("Cache-Control", *(("Retry-After",) if status in {429, 503} else ()))
    return {
        "description": PROBLEMS[status],
        "headers": {name: {"$ref": f"#/components/headers/{name}"} for name in names},
        "content": {"application/problem+json": {"schema": schema}},
    }
