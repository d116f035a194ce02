"""What a row should look like, whether it already does, and making it so."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from cms.media.models import Image
from cms.publishing.snippets import TranslatableSnippet
from cms.seed import richtext
from cms.seed.content import Place
from cms.seed.names import Names, day, moment
from cms.seed.streams import Writer

PORTRAIT_VARIANT = 1
"""Portraits differ by their colour alone."""


@dataclass
class Plan:
    """Field values by attribute name (streams as lists) and the values of child rows by relation, in order."""

    values: dict[str, Any] = field(default_factory=dict)
    rows: dict[str, list[dict[str, Any]]] = field(default_factory=dict)

    def is_done(self, instance: models.Model) -> bool:
        """Say whether a row already is as planned."""
        return all(self._same(instance, name, value) for name, value in self.values.items()) and all(
            [{name: getattr(row, name) for name in planned[0]} for row in getattr(instance, relation).all()] == planned
            if planned
            else not getattr(instance, relation).exists()
            for relation, planned in self.rows.items()
        )

    def _same(self, instance: models.Model, name: str, value: Any) -> bool:
        current = getattr(instance, name)
        return _json(current.get_prep_value()) == _json(value) if _is_stream(instance, name) else current == value

    def apply(self, instance: Any) -> None:
        """Set every value and replace the child rows, without saving."""
        for name, value in self.values.items():
            setattr(instance, name, json.dumps(value) if _is_stream(instance, name) else value)
        for relation, rows in self.rows.items():
            model = instance._meta.get_field(relation).related_model
            setattr(instance, relation, [model(sort_order=number, **row) for number, row in enumerate(rows)])


def _is_stream(instance: models.Model, name: str) -> bool:
    return isinstance(instance._meta.get_field(name), StreamField)


def _json(value: Any) -> str:
    return json.dumps(value, cls=DjangoJSONEncoder, sort_keys=True)


@dataclass(frozen=True)
class Fields:
    """Turns what a content file says of a row into values of a model's fields.

    `key` makes the ids of blocks and paragraphs, `since` is the day that relative dates count from.
    """

    model: type[models.Model]
    names: Names
    key: str
    since: date

    def plan(self, table: Mapping[str, Any], place: Place) -> dict[str, Any]:
        """Return the values by attribute name.

        Raises:
            ContentError: for a key without a field, and for a value that the field refuses.
        """
        return dict(self._one(key, value, place / key) for key, value in table.items())

    def _one(self, key: str, value: Any, place: Place) -> tuple[str, Any]:
        try:
            column: Any = self.model._meta.get_field(key)
        except FieldDoesNotExist:
            raise place.error("unknown key") from None
        if not getattr(column, "concrete", False):
            raise place.error("unknown key")
        if isinstance(column, models.ForeignKey):
            return column.attname, self._reference(column.related_model, value, place)
        return column.attname, self._value(column, value, place)

    def _reference(self, model: Any, value: Any, place: Place) -> int:
        if issubclass(model, Page):
            return self.names.page(value, place)
        if issubclass(model, TranslatableSnippet):
            return self.names.snippet(model._meta.label, value, place)
        if model is Image:
            return self.names.picture("portrait", value, PORTRAIT_VARIANT, place)
        return self.names.term(model._meta.label, value, place)

    def _value(self, column: Any, value: Any, place: Place) -> Any:
        if isinstance(column, StreamField):
            writer = Writer(self.names, f"{self.key}/{column.name}", self.since)
            return writer.stream(column.stream_block, value, place)
        if isinstance(column, RichTextField):
            return richtext.html(value, f"{self.key}/{column.name}", self.names, place)
        if isinstance(column, models.DateTimeField):
            return moment(value, self.since, place)
        if isinstance(column, models.DateField):
            return day(value, self.since, place)
        if isinstance(column, models.DecimalField):
            value = Decimal(str(value))
        self._check(column, value, place)
        return value

    def _check(self, column: Any, value: Any, place: Place) -> None:
        kinds: dict[type[models.Field[Any, Any]], type] = {
            models.BooleanField: bool, models.IntegerField: int, models.CharField: str, models.TextField: str,
        }  # fmt: skip
        for column_kind, kind in kinds.items():
            if isinstance(column, column_kind) and not isinstance(value, kind):
                raise place.error(f"must be of type {kind.__name__}")
        limit = getattr(column, "max_length", None)
        if limit and isinstance(value, str) and len(value) > limit:
            raise place.error(f"has {len(value)} characters, at most {limit} are allowed")
        if value in ("", [], {}):
            return
        try:
            column.run_validators(value)
            column.validate(value, None)
        except ValidationError as error:
            raise place.error(" ".join(error.messages)) from None
