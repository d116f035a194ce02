"""From a column of a model to a JSON Schema."""

from typing import Any

from django.apps import apps
from django.db import models

Schema = dict[str, Any]
_TYPES: list[tuple[type[models.Field[Any, Any]], Schema]] = [
    (models.BooleanField, {"type": "boolean"}),
    (models.IntegerField, {"type": "integer"}),
    (models.DateTimeField, {"type": "string", "format": "date-time"}),
    (models.DateField, {"type": "string", "format": "date"}),
    (models.URLField, {"type": "string"}),
    (models.CharField, {"type": "string"}),
    (models.TextField, {"type": "string"}),
]


def schema_of(column: models.Field[Any, Any], *, null: bool = False) -> Schema:
    """Return the schema of a column's values; `null` stands for an empty text where the answer says so.

    Raises:
        TypeError: for a column whose values have no form of their own in JSON.
    """
    found = next((schema for kind, schema in _TYPES if isinstance(column, kind)), None)
    if found is None or column.is_relation:
        raise TypeError(f"{column} has no form in JSON.")
    schema = dict(found)
    if column.choices:
        values = [value for value, _label in column.flatchoices if value or not null]
        schema["enum"] = [*values, *([""] if column.blank and not null and "" not in values else [])]
    if null or column.null:
        schema["type"] = [schema["type"], "null"]
        if "enum" in schema:
            schema["enum"].append(None)
    return schema


def choices(label: str) -> Schema:
    """Return the schema of the choices of a column, named such as `cms.Helpline.kind`."""
    model, _dot, name = label.rpartition(".")
    column: Any = apps.get_model(model)._meta.get_field(name)
    values = [value for value, _label in column.flatchoices]
    return {"type": "string", "enum": [*values, *([""] if column.blank and "" not in values else [])]}
