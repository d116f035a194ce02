"""Query parameters: one guard for hostile input, typed readers, suggestions for misspellings (design/4 "limits")."""

from collections.abc import Iterable, Iterator
from urllib.parse import unquote_to_bytes

from django.http import HttpRequest, QueryDict

from cms.api.problems import Problem, bad_parameter, error_row, nearest, not_found

MAX_QUERY_STRING = 2048
MAX_INTEGER = 2**31 - 1
LIMIT_DEFAULT = 20
LIMIT_MAX = 50
OFFSET_MAX = 100_000


class Parameters:
    """The query of a request. Readers raise `Problem` with status 400 and the parameter's name."""

    def __init__(self, request: HttpRequest) -> None:
        _guard(request.META.get("QUERY_STRING", ""), request.path)
        self.query: QueryDict = request.GET

    @classmethod
    def written(cls, text: str) -> "Parameters":
        """Read a query that is our own, such as `type=press.PressReleasePage&order=-date`."""
        made = cls.__new__(cls)
        made.query = QueryDict(text)
        return made

    def refuse_unknown(self, known: Iterable[str]) -> None:
        """Refuse any parameter not in `known`, naming the nearest one for each."""
        known = set(known)
        unknown = [name for name in self.query if name not in known]
        if unknown:
            rows = [error_row(name, "This parameter is not known here.", nearest(name, known)) for name in unknown]
            raise Problem(400, f"Unknown parameters: {', '.join(sorted(unknown))}.", rows)

    def __contains__(self, name: str) -> bool:
        return name in self.query

    def __iter__(self) -> Iterator[str]:
        return iter(self.query)

    def values(self, name: str) -> list[str]:
        """Return the values of a parameter as they were given."""
        return self.query.getlist(name)

    def text(self, name: str, default: str = "") -> str:
        """Return the last value of a parameter."""
        return self.query.get(name, default)

    def words(self, name: str) -> list[str]:
        """Return the comma-separated, repeated values of a parameter without blanks and doubles."""
        values = (word.strip() for value in self.query.getlist(name) for word in value.split(","))
        return list(dict.fromkeys(word for word in values if word))

    def integer(self, name: str, default: int = 0, minimum: int = 0, maximum: int = MAX_INTEGER) -> int:
        """Return a whole number within bounds."""
        return integer(name, self.query.get(name, str(default)), minimum, maximum)

    def flag(self, name: str, default: bool = False) -> bool:
        """Return a yes or no written as 1, 0, true or false."""
        return flag(name, self.query.get(name, str(default)))

    def choice(self, name: str, default: str, allowed: Iterable[str]) -> str:
        """Return one of the allowed words."""
        value = self.query.get(name, default)
        allowed = list(allowed)
        if value not in allowed:
            raise bad_parameter(name, f"Must be one of: {', '.join(allowed)}.", value, allowed)
        return value


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
    match value.lower():
        case "1" | "true":
            return True
        case "0" | "false":
            return False
    raise bad_parameter(name, "Must be 1 or 0.")


def _guard(query_string: str, path: str) -> None:
    if len(query_string) > MAX_QUERY_STRING:
        raise Problem(414, f"The query must not be longer than {MAX_QUERY_STRING} bytes.")
    raw = unquote_to_bytes(query_string.replace("+", " "))
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        raise Problem(400, "The query is not valid UTF-8.") from None
    if any(character < " " or character == "\x7f" for character in text + path):
        raise Problem(400, "The address holds control characters; remove them.")
