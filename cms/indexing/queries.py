"""What a query asks the index for.

A query does not say its language, so it is read in each: an object is found when the query, read in the language of
the object, matches. Readings are alternatives of words that are all wanted, the only form that both databases take.

SQLite breaks at a double quote, and the making of SQL at some hundred words (reliability.md E1, E3).
"""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.conf import settings
from modelsearch.query import And, Not, Or, Phrase, PlainText, SearchQuery
from modelsearch.utils import AND, OR

from cms.analysis import Term, terms
from cms.indexing.runs import runs

MAX_WORDS = 32
NOTHING = Phrase("-")
"""Finds nothing, on both databases, and may stand inside other queries."""
_UNSTEMMED = "und"


class Wanted(NamedTuple):
    """A word, or several that stand side by side; with `prefix` the last of them may go on."""

    text: str
    prefix: bool = False


class Tamed:
    """Goes before the backend of a database, which is then asked only what it can read."""

    def search(self, query: SearchQuery | str, *args: Any, **options: Any) -> Any:
        """Search for whole words."""
        return super().search(readable(query), *args, **options)  # type: ignore[misc]

    def autocomplete(self, query: SearchQuery | str, *args: Any, **options: Any) -> Any:
        """Search for words of which the last may not have been typed to its end, without those after a minus."""
        return super().autocomplete(excluding(readable(query)), *args, **options)  # type: ignore[misc]


class Unchecked:
    """Goes before the compilers of a database, which filters and orders rows itself, by columns in no index too."""

    def check(self) -> None:
        """Let lists of the admin be searched with any of their filters and in any of their orders."""


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


def excluding(query: SearchQuery | str) -> SearchQuery | str:
    """Return a query as somebody types it, in which `-word` says what must not be there."""
    text = query.query_string if isinstance(query, PlainText) else query
    if not isinstance(text, str):
        return query
    words = text.split()
    excluded = [word[1:] for word in words if word[0] == "-" and any(map(str.isalnum, word))]
    wanted = " ".join(word for word in words if word[0] != "-")
    if not excluded or not wanted:
        return query
    return And([PlainText(wanted), *(Not(PlainText(word)) for word in excluded)])


def lexemes(query: PlainText | Phrase, lexeme: Callable[..., Any], *, prefix: bool) -> Any:
    """Return all readings of a query as one combination of a database's lexemes; None where it has no words.

    With `prefix` the last word may be the beginning of one.
    """
    either = [_together(reading, query, lexeme) for reading in readings(query, prefix=prefix)]
    return OR(either) if either else None


def readings(query: PlainText | Phrase, *, prefix: bool) -> list[tuple[Wanted, ...]]:
    """Return what is wanted in each language, and once more with the last word as the beginning of a written one."""
    found: list[tuple[Wanted, ...]] = []
    for language in (*(code for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES), _UNSTEMMED):
        words = terms(query.query_string, language)[:MAX_WORDS]
        whole = [Wanted(" ".join(word.parts)) for word in words]
        if words and isinstance(query, Phrase):
            found.append((Wanted(" ".join(word.text for word in whole)),))
        elif words:
            found.append(tuple(whole))
            if prefix:
                found.append((*whole[:-1], Wanted(_beginning(words[-1]), prefix=True)))
                found.append(_run(query.query_string, words, whole))
    return list(dict.fromkeys(found))


def _words(text: str) -> str:
    """Return the words of a text; for one without any, a dash, which finds nothing."""
    return " ".join(text.replace('"', " ").split()[:MAX_WORDS]) or "-"


def _beginning(word: Term) -> str:
    return word.exact if len(word.parts) == 1 else " ".join(word.parts)


def _run(text: str, words: list[Term], whole: list[Wanted]) -> tuple[Wanted, ...]:
    """Return the query with all of its last run as a beginning, where that is several words."""
    run, start = runs(text)[-1]
    if run == words[-1].exact or not run.endswith(words[-1].exact):
        return tuple(whole)
    before = [wanted for word, wanted in zip(words, whole, strict=True) if word.end <= start]
    return (*before, Wanted(run, prefix=True))


def _together(reading: tuple[Wanted, ...], query: PlainText | Phrase, lexeme: Callable[..., Any]) -> Any:
    wanted = [lexeme(word.text, prefix=word.prefix) for word in reading]
    return OR(wanted) if isinstance(query, PlainText) and query.operator == "or" else AND(wanted)
