"""From a Python annotation to a JSON Schema; each `TypedDict` is a component."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from types import NoneType, UnionType
from typing import (
    Annotated,
    Any,
    Literal,
    NotRequired,
    TypeVar,
    Union,
    get_args,
    get_origin,
    get_type_hints,
    is_typeddict,
)  # fmt: skip

from cms.api import shapes
from cms.api.openapi import columns
from cms.media.serializers import DocumentJson, ImageJson
from cms.publishing import references as kinds
from cms.taxonomy.serializers import TermJson

Schema = dict[str, Any]
PLAIN: dict[Any, Schema] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    NoneType: {"type": "null"},
    datetime: {"type": "string", "format": "date-time"},
    date: {"type": "string", "format": "date"},
    kinds.RichText: {"type": "string", "description": "HTML or Markdown, as `rich_text_format` says."},
}
SAME_AS: dict[Any, Any] = {
    kinds.PageLink: shapes.PageLinkJson,
    kinds.PageAt: shapes.PageLinkJson,
    kinds.PageSet: list[shapes.PageLinkJson],
    kinds.PagesBelow: list[shapes.PageBelowJson],
    kinds.Neighbours: shapes.NeighboursJson,
    kinds.ImageRef: ImageJson,
    kinds.DocumentRef: DocumentJson,
    kinds.TermRef: TermJson,
    kinds.LanguageName: shapes.LanguageJson,
    kinds.LocalizedText: str | None,
    kinds.TextLanguage: str | None,
    kinds.Badge: Literal["key", "new"] | None,
    kinds.PageQuery: list[kinds.PageCard],
    kinds.HelplineQuery: list[shapes.HelplineRowJson],
}
"""What references resolve to."""
SNIPPETS: dict[str, Any] = {
    "cms.Organisation": shapes.OrganisationRefJson,
    "cms.Series": shapes.SeriesRefJson,
    "cms.GlossaryTerm": shapes.GlossaryTermRefJson,
    "cms.SiteText": shapes.SiteTextRowJson,
    "cms.Announcement": shapes.AnnouncementRefJson,
    "cms.StatCounter": shapes.CounterRowJson,
}


class Undeclared(TypeError):
    """Something in an answer does not say what it is."""


class Components:
    """The named schemas of a document; `pages` adds those of page types, under the annotations in `special`."""

    def __init__(self) -> None:
        self.schemas: dict[str, Schema] = {}
        self.special: dict[Any, Callable[[], Schema]] = {}
        self._made_of: dict[str, Any] = {}

    def named(self, name: str, source: Any, make: Callable[[], Schema]) -> Schema:
        """Return a reference to a component, making it once.

        Raises:
            Undeclared: when another thing has this name.
        """
        if name not in self._made_of:
            self._made_of[name] = source
            self.schemas[name] = make()
        elif self._made_of[name] != source:
            raise Undeclared(f"Two things are called {name}: {self._made_of[name]!r} and {source!r}.")
        return {"$ref": f"#/components/schemas/{name}"}

    def of(self, annotation: Any) -> Schema:
        """Return the schema of an annotation.

        Raises:
            Undeclared: where it leaves open what a value is.
        """
        if annotation in self.special:
            return self.special[annotation]()
        if annotation in PLAIN:
            return dict(PLAIN[annotation])
        if annotation in SAME_AS:
            return self.of(SAME_AS[annotation])
        if is_typeddict(annotation):
            return self.named(component_name(annotation), annotation, lambda: self._object(annotation, {}))
        return self._generic(annotation, get_origin(annotation), get_args(annotation))

    def returned(self, function: Callable[..., Any]) -> Schema:
        """Return the schema of what a function says that it returns."""
        return self.of(return_of(function))

    def _generic(self, annotation: Any, origin: Any, arguments: tuple[Any, ...]) -> Schema:
        if origin is Annotated:
            return self._annotated(*arguments)
        if origin is Literal:
            return {"type": "string", "enum": list(arguments)}
        if origin in (Union, UnionType):
            return any_of([self.of(argument) for argument in arguments])
        if origin is kinds.When:
            return any_of([self.of(arguments[0]), {"type": "null"}])
        if origin is kinds.Needs:
            return any_of([self.of(arguments[0]), self.of(arguments[1] if len(arguments) > 1 else None)])
        if origin in (list, kinds.Distinct):
            return {"type": "array", "items": self.item(arguments[0])}
        if origin is dict:
            keys = self.of(arguments[0])
            names = {} if keys == PLAIN[str] else {"propertyNames": keys}
            return {"type": "object", "additionalProperties": self.of(arguments[1]), **names}
        if is_typeddict(origin):
            name = "".join(map(component_name, arguments)) + "List"
            values = dict(zip(origin.__parameters__, arguments, strict=True))
            return self.named(name, annotation, lambda: self._object(origin, values))
        if annotation is None:
            return self.of(NoneType)
        raise Undeclared(f"{annotation!r} does not say what it is.")

    def item(self, annotation: Any) -> Schema:
        """Return the schema of a value in a list, which leaves out what leads nowhere."""
        if get_origin(annotation) in (kinds.When, kinds.Needs):
            return self.of(get_args(annotation)[0])
        if get_origin(annotation) in (Union, UnionType):
            return any_of([self.item(argument) for argument in get_args(annotation)])
        return self.of(annotation)

    def _annotated(self, base: Any, *notes: Any) -> Schema:
        label = next((note for note in notes if isinstance(note, str)), "")
        if base is kinds.SnippetRef:
            return self.snippet(label)
        if base is kinds.PageQuery:
            return {"type": "array", "items": self.of((kinds.PageCard, label))}
        return columns.choices(label) if base is str and label else self.of(base)

    def snippet(self, label: str) -> Schema:
        """Return the schema of a snippet that is named inside something else.

        Raises:
            Undeclared: for one that no answer holds.
        """
        if label not in SNIPPETS:
            raise Undeclared(f"{label or 'A snippet'} has no shape in the API.")
        return self.of(SNIPPETS[label])

    def _object(self, shape: Any, values: Mapping[Any, Any]) -> Schema:
        hints = get_type_hints(shape, include_extras=True)
        properties, required = {}, []
        for name, hint in hints.items():
            optional = get_origin(hint) is NotRequired
            properties[name] = self.of(_filled(get_args(hint)[0] if optional else hint, values))
            if not optional and name in shape.__required_keys__:
                required.append(name)
        return object_of(properties, required, shape.__doc__ or "")


def object_of(properties: Mapping[str, Schema], required: list[str], description: str = "") -> Schema:
    """Return the schema of an object that has these properties and no other."""
    schema: Schema = {"type": "object", "properties": dict(properties), "additionalProperties": False}
    if required:
        schema["required"] = sorted(required)
    return {"description": description, **schema} if description else schema


def any_of(options: list[Schema]) -> Schema:
    """Return a schema that allows each of the options, as short as it can be said."""
    flat = [inner for option in options for inner in (option["anyOf"] if set(option) == {"anyOf"} else [option])]
    unique = [option for position, option in enumerate(flat) if option not in flat[:position]]
    null = {"type": "null"}
    rest = [option for option in unique if option != null]
    if len(rest) == 1 and null in unique and isinstance(rest[0].get("type"), str):
        nullable = {**rest[0], "type": [rest[0]["type"], "null"]}
        return {**nullable, "enum": [*rest[0]["enum"], None]} if "enum" in rest[0] else nullable
    return unique[0] if len(unique) == 1 else {"anyOf": [*rest, *([null] if null in unique else [])]}


def component_name(annotation: Any) -> str:
    """Return the name of a shape in the document: that of its class without `Json`."""
    return str(getattr(annotation, "__name__", annotation)).removesuffix("Json")


def return_of(function: Callable[..., Any]) -> Any:
    """Return the annotation of what a function returns.

    Raises:
        Undeclared: where it has none.
    """
    hints = get_type_hints(function, include_extras=True)
    if "return" not in hints:
        raise Undeclared(f"{getattr(function, '__qualname__', function)} does not say what it returns.")
    return hints["return"]


def _filled(hint: Any, values: Mapping[Any, Any]) -> Any:
    """Put the arguments of a generic shape in the place of its variables."""
    if isinstance(hint, TypeVar):
        return values[hint]
    if get_origin(hint) is list:
        return list[_filled(get_args(hint)[0], values)]  # type: ignore[misc]
    return hint
