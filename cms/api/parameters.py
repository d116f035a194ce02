"""Query parameters as data: what an endpoint declares refuses what is unknown, reads values, and documents itself.

```
KIND = Parameter("kind", "words", "Only organisations of these kinds.", choices=Organisation.Kind.values)

@endpoint(parameters=(*LANGUAGE, KIND, *PAGING), answer=ListOf[Organisation])
def organisation_list(request: HttpRequest, query: Parameters) -> HttpResponse:
    kinds = query.words("kind")
```
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from django.http import QueryDict

from cms.api.problems import Problem, bad_parameter, error_row, nearest, not_found

MAX_INTEGER = 2**31 - 1
MAX_TEXT = 2000
IGNORED = {"_": None, "format": "json"}
"""What clients of stock v2 send to no effect, with the one value it may have: a number against caches, the form."""
FLAGS = {"1": True, "true": True, "0": False, "false": False}

Choices = Sequence[str] | Callable[[], Iterable[str]]


@dataclass(frozen=True, kw_only=True)
class Parameter:
    """One query parameter; of `words` and `integers` there may be several, by commas or by repeating it.

    `choices` are all the values there are. Given as a function, they are asked for with each request, and are not
    in the document: codes that editors make. With `ignore_case` a value is read as the choice that it spells.
    `parse` turns a text into something else and raises `ValueError` with a reason; `format` and `pattern` (regular
    expression of the whole) say what it takes. `default` is what the readers return where it is not given.
    `min_length=0` lets the endpoint itself answer an empty value.
    """

    name: str
    kind: Literal["text", "words", "integer", "integers", "flag"] = "text"
    description: str
    choices: Choices = ()
    ignore_case: bool = False
    minimum: int = 0
    maximum: int = MAX_INTEGER
    min_length: int = 1
    max_length: int = MAX_TEXT
    pattern: str = ""
    format: str = ""
    parse: Callable[[str], Any] | None = None
    default: Any = None
    required: bool = False
    example: Any = None

    @property
    def many(self) -> bool:
        """Whether it takes more than one value."""
        return self.kind in {"words", "integers"}

    def read(self, values: list[str]) -> Any:
        """Return the value of a request that gives it.

        Raises:
            Problem: 400 for what it does not take, and for the second value of a parameter that takes one.
        """
        if self.many:
            words = (word.strip() for value in values for word in value.split(","))
            given = list(dict.fromkeys(word for word in words if word))
            if not given:
                raise bad_parameter(self.name, "A value is missing.")
            return self._words(given) if self.kind == "words" else [self._integer(word) for word in given]
        if len(values) > 1:
            raise bad_parameter(self.name, "Give it once.")
        match self.kind:
            case "integer":
                return self._integer(values[0])
            case "flag":
                return flag(self.name, values[0])
        return self._text(values[0])

    def _integer(self, word: str) -> int:
        return integer(self.name, word, self.minimum, self.maximum)

    def _words(self, words: list[str]) -> list[str]:
        for word in words:
            self._check_form(word)
        return known_words(self.name, words, self._choices(), self.ignore_case) if self.choices else words

    def _text(self, text: str) -> Any:
        self._check_form(text)
        if self.choices:
            allowed = self._choices()
            if (found := spelt(text, allowed, self.ignore_case)) is None:
                raise bad_parameter(self.name, f"Must be one of: {', '.join(allowed)}.", text, allowed)
            return found
        try:
            return self.parse(text) if self.parse else text
        except ValueError as error:
            raise bad_parameter(self.name, str(error)) from None

    def _check_form(self, text: str) -> None:
        if len(text) < self.min_length:
            raise bad_parameter(self.name, "A value is missing.")
        if len(text) > self.max_length:
            raise bad_parameter(self.name, f"Use at most {self.max_length} characters.")
        if self.pattern and not re.fullmatch(self.pattern, text):
            raise bad_parameter(self.name, f"Must have the form {self.pattern}.")

    def _choices(self) -> list[str]:
        return list(self.choices() if callable(self.choices) else self.choices)


class Declared:
    """The parameters of an endpoint; a subclass may let some of them depend on the values of others."""

    def __init__(self, parameters: Iterable[Parameter] = ()) -> None:
        self.parameters = tuple(parameters)

    def of(self, query: QueryDict) -> Sequence[Parameter]:
        """Return those that this request may give."""
        return self.parameters

    def documented(self) -> Sequence[Parameter]:
        """Return all that any request may give, each name once."""
        return self.parameters

    def hint(self, name: str) -> str:
        """Say with what a parameter goes that this request may not give; nothing where it goes with nothing."""
        return ""


class Parameters:
    """The query of a request, read. The readers return the default of what is not given.

    Raises:
        Problem: 400 naming each unknown parameter with the nearest known one, or the first wrong value.
    """

    def __init__(self, query: QueryDict, declared: Declared) -> None:
        self.declared = {parameter.name: parameter for parameter in declared.of(query)}
        given = [name for name in query if name in self.declared or not _is_ignored(name, query.getlist(name))]
        if unknown := [name for name in given if name not in self.declared]:
            rows = [self._unknown(name, declared.hint(name)) for name in unknown]
            raise Problem(400, f"Unknown parameters: {', '.join(sorted(unknown))}.", rows)
        self.values = {name: self.declared[name].read(query.getlist(name)) for name in given}
        for name, parameter in self.declared.items():
            if parameter.required and name not in self.values:
                raise bad_parameter(name, parameter.description)

    def _unknown(self, name: str, hint: str) -> dict[str, Any]:
        if hint:
            return error_row(name, f"This parameter is not known here. {hint}")
        return error_row(name, "This parameter is not known here.", nearest(name, self.declared))

    def __contains__(self, name: str) -> bool:
        return name in self.values

    def value(self, name: str) -> Any:
        """Return what was read, or the default."""
        parameter = self.declared.get(name)
        return self.values.get(name, parameter.default if parameter else None)

    def text(self, name: str) -> str:
        """Return a text, or the choice made."""
        return str(self.value(name) or "")

    def words(self, name: str) -> list[str]:
        """Return the values of a parameter without blanks and doubles."""
        return list(self.value(name) or ())

    def integer(self, name: str) -> int:
        """Return a whole number."""
        return int(self.value(name) or 0)

    def flag(self, name: str) -> bool:
        """Return a yes or no."""
        return bool(self.value(name))


def _is_ignored(name: str, values: Sequence[str]) -> bool:
    return name in IGNORED and IGNORED[name] in (None, *values)


def known_words(name: str, words: list[str], known: Iterable[str], ignore_case: bool = False) -> list[str]:
    """Return the words as they are known.

    Raises:
        Problem: 400 naming each unknown word and the nearest known one.
    """
    known = list(known)
    found = {word: spelt(word, known, ignore_case) for word in words}
    if unknown := [word for word, spelling in found.items() if spelling is None]:
        rows = [error_row(name, f"{word} is not known.", nearest(word, known)) for word in unknown]
        raise Problem(400, f"{name}: unknown values: {', '.join(unknown)}.", rows)
    return [spelling for spelling in found.values() if spelling is not None]


def spelt(word: str, known: Iterable[str], ignore_case: bool = False) -> str | None:
    """Return the known word that `word` spells, if there is one."""
    if ignore_case:
        return {candidate.lower(): candidate for candidate in known}.get(word.lower())
    return word if word in known else None


def integer(name: str, value: str, minimum: int = 0, maximum: int = MAX_INTEGER) -> int:
    """Read a whole number of ASCII digits.

    Raises:
        Problem: 400 when it is none or out of bounds.
    """
    if not (value.isascii() and value.isdigit() and len(value) <= 10 and minimum <= int(value) <= maximum):
        raise bad_parameter(name, f"Must be a whole number from {minimum} to {maximum}.")
    return int(value)


def path_id(text: str) -> int:
    """Read the primary key in an address.

    Raises:
        Problem: 404 when it cannot be one, as for one that leads nowhere.
    """
    try:
        return integer("id", text)
    except Problem:
        raise not_found() from None


def flag(name: str, value: str) -> bool:
    """Read 1, 0, true or false.

    Raises:
        Problem: 400 for anything else.
    """
    if value.lower() not in FLAGS:
        raise bad_parameter(name, "Must be 1 or 0.")
    return FLAGS[value.lower()]
