"""What content files name by code, slug or colour, and the rows that these names stand for."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from cms.seed.content import Place
from cms.seed.pictures import COLOURS


@dataclass
class Names:
    """Primary keys by name. Filled while building; `snippets` and `terms` are keyed by model label and code."""

    paths: dict[str, str] = field(default_factory=dict)
    pages: dict[str, int] = field(default_factory=dict)
    terms: dict[tuple[str, str], int] = field(default_factory=dict)
    snippets: dict[tuple[str, str], int] = field(default_factory=dict)
    make_picture: Callable[[str, str, int], int] = lambda kind, colour, variant: 0
    documents: dict[str, int] = field(default_factory=dict)

    def page(self, name: str, place: Place) -> int:
        """Return the page with this slug or path.

        Raises:
            ContentError: when there is none, or the slug is not unique.
        """
        path = self.paths.get(name.strip("/"))
        if path is None or path not in self.pages:
            raise place.error(f"no page is called {name!r}, or several are: then write its path")
        return self.pages[path]

    def term(self, label: str, code: str, place: Place) -> int:
        """Return the vocabulary term of a model such as `cms.Topic`.

        Raises:
            ContentError: when there is none.
        """
        return self._found(self.terms, label, code, place)

    def snippet(self, label: str, code: str, place: Place) -> int:
        """Return the source row of a snippet such as `cms.Organisation`.

        Raises:
            ContentError: when there is none.
        """
        return self._found(self.snippets, label, code, place)

    def _found(self, rows: dict[tuple[str, str], int], label: str, code: str, place: Place) -> int:
        if (label, code) not in rows:
            raise place.error(f"no {label.partition('.')[2].lower()} has the code {code!r}")
        return rows[(label, code)]

    def document(self, name: str, place: Place) -> int:
        """Return a generated document by its title, or the first one of a page by the page's slug or title.

        Raises:
            ContentError: when there is none.
        """
        if name not in self.documents:
            raise place.error(f"no file is called {name!r}")
        return self.documents[name]

    def picture(self, kind: str, colour: str, variant: int, place: Place) -> int:
        """Return a generated picture; `kind` is `cover`, `picture` or `portrait`.

        Raises:
            ContentError: for an unknown colour.
        """
        if colour not in COLOURS:
            raise place.error(f"no colour is called {colour!r}; there are {', '.join(COLOURS)}")
        return self.make_picture(kind, colour, variant)


def day(value: Any, since: date, place: Place) -> date:
    """Read a date, or a number of days counted from `since`, written `+90d` or `-30d`.

    Raises:
        ContentError: for anything else.
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        if isinstance(value, str) and value.endswith("d") and value[0] in "+-":
            return since + timedelta(days=int(value[:-1]))
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        raise place.error(f"{value!r} is no date; write 2025-04-30 or +90d") from None


def moment(value: Any, since: date, place: Place) -> datetime:
    """Read a date and time; a date alone begins at midnight UTC.

    Raises:
        ContentError: for anything else.
    """
    if isinstance(value, str) and "T" in value:
        value = datetime.fromisoformat(value)
    if isinstance(value, datetime):
        return value if timezone.is_aware(value) else timezone.make_aware(value, timezone.get_default_timezone())
    start = day(value, since, place)
    return datetime(start.year, start.month, start.day, tzinfo=timezone.get_default_timezone())
