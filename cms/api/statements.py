"""Querysets compiled once and run with other values: compiling costs more than most of the queries here.

A statement is compiled for one content version (`cms.publishing.version.kept`), so that what a version decides, such
as closed branches of the tree, may stand in its text. Lists of values are filled up to a few sizes, so that one text
serves many lengths, in this process and as a prepared statement on the server.
"""

import uuid
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import orjson
from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connection, connections, models
from django.db.models import QuerySet
from django.db.models.expressions import Col
from wagtail.fields import StreamField

from cms.publishing.fetching import MOST_STATEMENTS, fetched
from cms.publishing.recent import Recent
from cms.publishing.version import kept

SIZES = (1, 4, 20, 50, 200, 1000)
Build = Callable[[list[Any]], QuerySet[Any]]
Convert = Callable[[Iterable[Any]], Iterable[Sequence[Any]]]


@dataclass(frozen=True)
class Joined:
    """More SQL around a queryset's: `sql` takes its text; the `columns` of another queryset stand behind its own."""

    sql: Callable[[str], str]
    columns: QuerySet[Any]


@dataclass(frozen=True)
class Statement:
    """SQL with places for a list of values.

    `slots` say of each place among the parameters which value of the list stands there, and of which type.
    """

    sql: str
    parameters: tuple[Any, ...]
    slots: tuple[tuple[int, int, Callable[[Any], Any]], ...]
    convert: Convert

    def filled(self, values: Sequence[Any]) -> list[Any]:
        """Return the parameters for `values`, which are as many as the statement was compiled for."""
        parameters = list(self.parameters)
        for position, index, typed in self.slots:
            parameters[position] = typed(values[index])
        return parameters


NOTHING = Statement("", (), (), iter)
"""What a queryset compiles to that can find nothing."""


def fetched_rows(queryset: QuerySet[Any]) -> list[Any]:
    """Return the rows of a `values_list` queryset of numbers, without what the ORM does for each row."""
    try:
        sql, parameters, _compiler = compiler_of(queryset)
    except EmptyResultSet:
        return []
    return fetched(sql, parameters)


def rows(name: Any, build: Build, values: Iterable[Any], joined: Joined | None = None) -> list[Sequence[Any]]:
    """Return the rows of `build(values)`, a `values_list` queryset whose `__in` takes the list. One query.

    `name` stands for the queryset among the statements of a content version: two that differ in more than their
    values must differ in name. Values are numbers, texts or UUIDs, all of one kind.
    """
    return _run(name, values, lambda example, size: _compiled(build, example, size, joined))


@dataclass(frozen=True)
class Part:
    """One of several querysets that are asked for together: as for `rows`, or without a list of values."""

    name: Hashable
    build: Build
    values: tuple[Any, ...] | None = None


def together(parts: Sequence[Part]) -> list[list[Sequence[Any]]]:
    """Return the rows of each part, all found by one query. The querysets have the same columns."""
    found: list[list[Sequence[Any]]] = [[] for _part in parts]
    texts, parameters, convert = [], [], None
    for number, part in enumerate(parts):
        for statement, values in _statements_of(part):
            texts.append(f"SELECT {number} AS part, p.* FROM ({statement.sql}) p")  # noqa: S608
            parameters += statement.filled(values)
            convert = convert or statement.convert
    if convert is not None:
        raw = fetched(" UNION ALL ".join(texts), parameters)
        for (number, *_rest), row in zip(raw, convert([row[1:] for row in raw]), strict=True):
            found[number].append(row)
    return found


def _statements_of(part: Part) -> Iterator[tuple[Statement, Sequence[Any]]]:
    if part.values is None:
        statement = _known(part.name, partial(_compiled, part.build, None, 0, None))
        if statement is not NOTHING:
            yield statement, ()
        return
    yield from _filled(part.name, part.values, lambda example, size: _compiled(part.build, example, size, None))


def written_rows(name: Any, write: Callable[[str], str], values: Iterable[int]) -> list[Sequence[Any]]:
    """Return the rows of the SQL that `write` makes, given the text that stands for the list. One query.

    The text may stand in it several times. The rows are as the driver gives them.
    """

    def compiled(_example: Any, size: int) -> Statement:
        places = ", ".join(["%s"] * size)
        sql = write(places)
        typed = _type_of_keys()
        slots = tuple((position, position % size, typed) for position in range(sql.count(places) * size))
        return Statement(sql, (None,) * len(slots), slots, iter)

    return _run(name, values, compiled)


def _run(name: Any, values: Iterable[Any], compiled: Callable[[Any, int], Statement]) -> list[Sequence[Any]]:
    found: list[Sequence[Any]] = []
    for statement, full in _filled(name, values, compiled):
        found.extend(statement.convert(fetched(statement.sql, statement.filled(full))))
    return found


def _filled(
    name: Any, values: Iterable[Any], compiled: Callable[[Any, int], Statement]
) -> Iterator[tuple[Statement, list[Any]]]:
    """Give the statements to run for a list of values, each with as many values as it has been compiled for."""
    wanted = list(dict.fromkeys(values))
    example = wanted[0] if wanted else None
    if isinstance(example, uuid.UUID):
        wanted = [adapt(value) for value in wanted]
    for start in range(0, len(wanted), SIZES[-1]):
        part = wanted[start : start + SIZES[-1]]
        size = next(size for size in SIZES if size >= len(part))
        statement = _known((name, size, type(example)), partial(compiled, example, size))
        if statement is not NOTHING:
            yield statement, [*part, *([part[-1]] * (size - len(part)))]


def _known(key: Hashable, compiled: Callable[[], Statement]) -> Statement:
    """Return a statement that is compiled once for a content version, while it is asked for now and then."""
    statements: Recent[Statement] = kept("statements", lambda: Recent(MOST_STATEMENTS))
    if (statement := statements.get(key)) is None:
        statement = compiled()
        statements.put(key, statement)
    return statement


def adapt(value: Any) -> Any:
    """Return a value as the database's driver takes it."""
    if isinstance(value, uuid.UUID) and not connection.features.has_native_uuid_field:
        return value.hex
    return value


def _compiled(build: Build, example: Any, size: int, joined: Joined | None) -> Statement:
    """Compile twice, with two lists that differ everywhere: where the parameters differ, the list's values stand."""
    lists = [_marks(example, size, number) for number in range(2)]
    try:
        (sql, first, compiler), (_sql, second, _compiler) = (compiler_of(build(values)) for values in lists)
    except EmptyResultSet:
        return NOTHING
    indexes = {adapt(value): index for index, value in enumerate(lists[0])}
    differing = [position for position, value in enumerate(first) if value != second[position]]
    slots = [(position, indexes[first[position]], _type_of(first[position])) for position in differing]
    converters = _converters(compiler, 0)
    if joined is not None:
        _columns, _none, beside = compiler_of(joined.columns)
        sql, converters = joined.sql(sql), [*converters, *_converters(beside, len(compiler.select))]
    return Statement(sql, first, tuple(slots), _converting(converters))


def _type_of(parameter: Any) -> Callable[[Any], Any]:
    """Return what makes a parameter of this one's type: Django gives numbers the type of their column."""
    return type(parameter) if isinstance(parameter, int) else lambda value: value


def _type_of_keys() -> Callable[[Any], Any]:
    if connection.vendor != "postgresql":
        return int
    from psycopg.types.numeric import Int8

    return Int8


def _marks(example: Any, size: int, number: int) -> list[Any]:
    numbers = [1_000_000_000 + number * 500_000_000 + index for index in range(size)]
    if isinstance(example, uuid.UUID):
        return [uuid.UUID(int=value) for value in numbers]
    return [f"mark-{value}" for value in numbers] if isinstance(example, str) else numbers


def compiler_of(queryset: QuerySet[Any]) -> tuple[str, tuple[Any, ...], Any]:
    """Return the SQL of a `values_list` queryset, its parameters, and its compiler, which knows the columns.

    Raises:
        EmptyResultSet: where it can find nothing.
    """
    compiler = queryset.query.get_compiler(connection=connection)
    sql, parameters = compiler.as_sql()
    return sql, tuple(parameters), compiler


def _converters(compiler: Any, start: int) -> list[tuple[int, Any, Any]]:
    """Return what turns the raw columns of a compiled queryset into Python values, counted from `start`."""
    found = compiler.get_converters([column[0] for column in compiler.select])
    return [
        (start + position, _quick(functions, column), column)
        for position, (functions, column) in found.items()
        if not isinstance(column.output_field, StreamField)
    ]


def _quick(functions: list[Any], column: Any) -> list[Any]:
    """Return the converters of a column, a faster one for JSON. Streams stay as they are stored."""
    is_json = isinstance(column, Col) and isinstance(column.output_field, models.JSONField)
    return [_json] if is_json else functions


def _json(value: Any, _column: Any, _connection: Any) -> Any:
    return orjson.loads(value) if isinstance(value, str) else value


def _converting(converters: list[tuple[int, Any, Any]]) -> Convert:
    if not converters:
        return iter

    def convert(raw: Iterable[Any]) -> Iterator[list[Any]]:
        database = connections[DEFAULT_DB_ALIAS]
        for row in raw:
            values = list(row)
            for position, functions, column in converters:
                value = values[position]
                for function in functions:
                    value = function(value, column, database)
                values[position] = value
            yield values

    return convert
