"""The search backend of the database, asked only what it can read.

SQLite breaks at a double quote, and the making of SQL at some hundred words (reliability.md E1, E3).
"""

from collections.abc import Callable
from typing import Any

from modelsearch.backends import database
from modelsearch.query import And, Not, Or, Phrase, PlainText, SearchQuery

MAX_WORDS = 32


def SearchBackend(parameters: dict[str, Any]) -> Any:
    """Return the backend of the database in use, tamed. Found by its name."""
    backend = database.SearchBackend(parameters)
    backend.search = _tamed(backend.search)
    backend.autocomplete = _tamed(backend.autocomplete)
    return backend


def readable(query: SearchQuery | str) -> SearchQuery | str:
    """Return a query without double quotes, each text of it cut after `MAX_WORDS`."""
    match query:
        case str():
            return _words(query)
        case PlainText():
            return PlainText(_words(query.query_string), operator=query.operator, boost=query.boost)
        case Phrase():
            return Phrase(_words(query.query_string))
        case And() | Or():
            return type(query)([readable(part) for part in query.subqueries])
        case Not():
            return Not(readable(query.subquery))
    return query


def _words(text: str) -> str:
    """Return the words of a text; for one without any, a dash, which finds nothing."""
    return " ".join(text.replace('"', " ").split()[:MAX_WORDS]) or "-"


def _tamed(search: Callable[..., Any]) -> Callable[..., Any]:
    def tamed(query: SearchQuery | str, *args: Any, **options: Any) -> Any:
        return search(readable(query), *args, **options)

    return tamed
